#include "emit/cpp_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/check.hpp"
#include "base/text.hpp"

namespace sydac::compiler {
namespace {

// Keywords of C++20 and the coming ones, alternative tokens, identifiers with a special meaning; then names that the headers of libc, Linux
// and the standard library make macros, and the few that a program may not declare as it likes. Words in capitals need no entry. Each
// stands between blanks.
constexpr std::string_view kReserved =
    " alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool break case catch char"
    " char16_t char32_t char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit"
    " continue contract_assert decltype default delete do double dynamic_cast else enum explicit export extern false final float"
    " for friend goto if import inline int long module mutable namespace new noexcept not not_eq nullptr operator or or_eq override"
    " private protected public reflexpr register reinterpret_cast requires restrict return short signed sizeof static static_assert"
    " static_cast struct switch synchronized template this thread_local throw true try typedef typeid typename typeof union"
    " unsigned using virtual void volatile wchar_t while xor xor_eq alloca assert bzero defined errno fenv_access gnu_dev_major"
    " gnu_dev_makedev gnu_dev_minor i386 isnan linux major makedev math_errhandling minor noreturn offsetof once pragma setjmp"
    " sigsetjmp stderr stdin stdout strdupa strndupa unix va_arg va_copy va_end va_start sa_handler sa_sigaction si_addr si_band"
    " si_fd si_pid si_ptr si_status si_uid si_value st_atime st_ctime st_mtime s6_addr h_addr d_fileno sched_priority"
    " sigev_notify_attributes sigev_notify_function main posix std sydac I ";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alnum(char c) { return is_digit(c) || is_upper(c) || is_lower(c); }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// Letters and digits in groups joined by single `_`, a letter first.
bool is_plain(std::string_view name) {
  if (name.empty() || is_digit(name.front())) return false;
  bool after_letter = false;
  for (const char c : name) {
    if (!is_alnum(c) && (c != '_' || !after_letter)) return false;
    after_letter = c != '_';
  }
  return after_letter;
}

std::string hex_of(std::uint64_t value, std::size_t digits, bool upper) {
  std::string text;
  const std::string_view letters = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  for (std::size_t i = digits; i-- > 0;) text += letters[value >> (4 * i) & 15];
  return text;
}

std::string code_point(Character c, bool upper) {
  std::size_t digits = 2;
  while (digits < 6 && c.code >> (4 * digits) != 0) ++digits;
  return hex_of(c.code, digits, upper);
}

/// See Note [escaped names].
///
/// Note [escaped names]: a character that can not stay is `_x41_`, its code point in capital hexadecimal; the closing `_` also opens an
/// escape that follows, and none opens one at the very start. To keep that decodable, what could be mistaken for it is escaped itself: `_`
/// in front of an `x` (or where `__` or a `_` at either end would arise), and `x` straight after an escape or at the start. A broken byte
/// is `_xFFFFFF41_`: no code point has eight digits. Each such name holds at least one escape and ends in `_`, so it is none of the plain
/// names and none of the reserved words with `_` behind.
std::string escaped(std::string_view name) {
  std::string out;
  bool at_break = true;  // the start, or after the `_` that closes an escape
  for (std::size_t i = 0; i < name.size();) {
    const Character c = character_at(name, i);
    const char next = i + c.bytes < name.size() ? name[i + c.bytes] : '\0';
    const char byte = name[i];
    i += c.bytes;
    const bool joins = byte == '_' && !at_break && out.back() != '_' && is_alnum(next) && next != 'x';
    const bool stays = joins || (is_alnum(byte) && !(at_break && byte == 'x') && !(out.empty() && is_digit(byte)));
    if (stays) {
      out += byte;
      at_break = false;
      continue;
    }
    if (!at_break) out += '_';
    out += 'x' + (c.valid ? code_point(c, true) : "FFFFFF" + hex_of(c.code, 2, true)) + '_';
    at_break = true;
  }
  if (name.empty()) return "x_";
  if (!out.ends_with('_')) out += '_';
  return out;
}

bool all_capitals(std::string_view word) {
  return word.size() >= 2 && !word.ends_with('_') && std::ranges::none_of(word, is_lower) && std::ranges::any_of(word, is_upper);
}

/// The words of a name in capitalized form; letters of other scripts become their code points.
std::string camel_case(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    if (!is_alnum(name[i])) {
      const Character c = character_at(name, i);
      if (c.code >= 0x80) out += 'X' + code_point(c, false);
      i += c.bytes;
      continue;
    }
    std::size_t end = i;
    while (end < name.size() && is_alnum(name[end])) ++end;
    const std::string_view word = name.substr(i, end - i);
    const bool shouted = all_capitals(word);
    // Two numbers side by side stay two: `q_1_2` is `Q1_2`.
    if (!out.empty() && is_digit(out.back()) && is_digit(word.front())) out += '_';
    out += to_upper(word.front());
    for (const char c : word.substr(1)) out += shouted ? to_lower(c) : c;
    i = end;
  }
  return out;
}

std::string with_separators(std::string digits) {
  for (std::size_t i = digits.size(); digits.size() >= 5 && i > 3;) {
    i -= 3;
    digits.insert(i, 1, '\'');
  }
  return digits;
}

bool is_shown(Character c) { return c.valid && !is_invisible(c.code); }

void append_octal(std::string& out, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  out += {'\\', static_cast<char>('0' + (value >> 6)), static_cast<char>('0' + (value >> 3 & 7)), static_cast<char>('0' + (value & 7))};
}

void append_literal_character(std::string& out, std::string_view bytes, Character c) {
  switch (bytes.front()) {
    case '\\': out += "\\\\"; return;
    case '"': out += "\\\""; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '?': out += out.ends_with('?') ? "\\?" : "?"; return;
    default: break;
  }
  if (is_shown(c)) {
    out += bytes;
  } else {
    for (const char byte : bytes) append_octal(out, byte);
  }
}

}  // namespace

bool is_cpp_reserved(std::string_view identifier) {
  return all_capitals(identifier) || kReserved.find(" " + std::string(identifier) + " ") != std::string_view::npos;
}

std::string cpp_identifier(std::string_view name) {
  if (!is_plain(name)) return escaped(name);
  std::string identifier(name);
  if (is_cpp_reserved(name)) identifier += '_';
  return identifier;
}

std::string cpp_type_name(std::string_view name) {
  std::string type = camel_case(name);
  if (type.empty() || is_digit(type.front())) type.insert(0, "T");
  if (is_cpp_reserved(type)) type += '_';
  return type;
}

std::string cpp_constant_name(std::string_view name) { return "k" + camel_case(name); }

std::string NameScope::claim(std::string_view identifier) {
  std::string name(identifier);
  const std::string_view joint = name.ends_with('_') ? "" : "_";
  for (std::size_t n = 2; !taken_.insert(name).second; ++n) name = std::string(identifier) + std::string(joint) + std::to_string(n);
  return name;
}

std::string cpp_string_literal(std::string_view bytes) {
  std::string out = "\"";
  for (std::size_t i = 0; i < bytes.size();) {
    const Character c = character_at(bytes, i);
    append_literal_character(out, bytes.substr(i, c.bytes), c);
    i += c.bytes;
  }
  return out + "\"";
}

std::string cpp_string_lines(std::string_view bytes, std::string_view indentation) {
  std::string out;
  do {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    if (!out.empty()) out += "\n" + std::string(indentation);
    out += cpp_string_literal(line);
    bytes.remove_prefix(line.size());
  } while (!bytes.empty());
  return out;
}

std::string cpp_comment_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (c.valid && (c.code == '\n' || c.code == '\r' || c.code == '\t')) {
      out += ' ';
    } else if (is_shown(c)) {
      out += text.substr(i, c.bytes);
    } else {
      out += c.valid ? "<U+" + hex_of(c.code, c.code > 0xFFFF ? 6 : 4, true) + ">" : "<" + hex_of(c.code, 2, true) + ">";
    }
    i += c.bytes;
  }
  // The compiler joins lines at a backslash even when blanks follow it; `??/` is one for compilers that still know trigraphs.
  while (out.ends_with(' ')) out.pop_back();
  if (out.ends_with('\\') || out.ends_with("\?\?/")) out += " .";
  return out;
}

std::string cpp_comment_lines(std::string_view text, std::string_view indentation, std::string_view marker) {
  std::string out;
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  if (text.empty()) return out;
  for (;;) {
    const std::size_t end = text.find_first_of("\n\r");
    const std::string line = cpp_comment_text(text.substr(0, end));
    out += std::string(indentation) + std::string(marker) + (line.empty() ? "" : " ") + line + "\n";
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
}

std::string cpp_integer(std::int64_t value) {
  if (value == std::numeric_limits<std::int64_t>::min()) return "(-9'223'372'036'854'775'807 - 1)";
  return (value < 0 ? "-" : "") + with_separators(std::to_string(value < 0 ? -value : value));
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? std::string() : std::string(separator)) + part;
  return text;
}

std::string cpp_wide(unsigned __int128 value) {
  const auto low = static_cast<std::uint64_t>(value), high = static_cast<std::uint64_t>(value >> 64);
  return high == 0 ? cpp_unsigned(low) : "(UInt128{" + cpp_unsigned(high) + "} << 64 | " + cpp_unsigned(low) + ")";
}

std::string cpp_unsigned(std::uint64_t value) { return with_separators(std::to_string(value)) + "u"; }

std::string cpp_hex(std::uint64_t value) { return "0x" + hex_of(value, 16, false) + "u"; }

std::string cpp_double(double value) {
  SYDAC_CHECK(std::isfinite(value));
  std::array<char, 32> buffer{};
  const std::to_chars_result result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), result.ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace sydac::compiler
