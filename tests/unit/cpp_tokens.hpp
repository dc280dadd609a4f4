// A reader of the C++ that compiler/emit/cpp_text writes, made independently of it: strict where a C++ compiler could be led astray.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace cpp_tokens {

inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters, digits and `_`, a letter first, no `__`: nobody's reserved name.
inline bool is_identifier(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && text.find("__") == text.npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

inline void append_code_point(std::string& out, unsigned long code) {
  const auto push = [&](unsigned long byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0 | code >> 6), push(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    push(0xE0 | code >> 12), push(0x80 | (code >> 6 & 0x3F)), push(0x80 | (code & 0x3F));
  } else {
    push(0xF0 | code >> 18), push(0x80 | (code >> 12 & 0x3F)), push(0x80 | (code >> 6 & 0x3F)), push(0x80 | (code & 0x3F));
  }
}

/// The name that an identifier stands for: that there is one shows that no two names share an identifier.
inline std::optional<std::string> name_of_identifier(std::string_view text) {
  if (!text.ends_with('_')) return std::string(text);
  std::string name;
  bool escapes = false;
  bool at_break = true;
  for (std::size_t i = 0; i < text.size();) {
    const bool opens = at_break ? text[i] == 'x' : text.substr(i).starts_with("_x");
    const std::size_t digits = i + (at_break ? 1 : 2);
    const std::size_t end = opens ? text.find('_', digits) : text.npos;
    const bool hexadecimal = end != text.npos && text.substr(digits, end - digits).find_first_not_of("0123456789ABCDEF") == text.npos;
    if (opens && hexadecimal) {
      const std::string code(text.substr(digits, end - digits));
      escapes = true;
      if (code.size() == 8 && code.starts_with("FFFFFF")) {
        name += static_cast<char>(static_cast<unsigned char>(std::stoul(code.substr(6), nullptr, 16)));
      } else if (!code.empty()) {
        append_code_point(name, std::stoul(code, nullptr, 16));
      } else if (text.size() != 2) {
        return std::nullopt;
      }
      i = end + 1;
      at_break = true;
    } else if (i + 1 == text.size()) {
      break;  // the `_` that ends every name that is not itself
    } else {
      name += text[i++];
      at_break = false;
    }
  }
  if (!escapes && text.find('_') == text.size() - 1) return std::string(text.substr(0, text.size() - 1));  // a reserved word
  return name;
}

/// True when a line has a sequence that some compilers read as another character.
inline bool has_trigraph(std::string_view text) {
  for (std::size_t at = text.find("\?\?"); at != text.npos; at = text.find("\?\?", at + 1)) {
    if (at + 2 < text.size() && std::string_view("=/'()!<>-").find(text[at + 2]) != std::string_view::npos) return true;
  }
  return false;
}

/// Reads one string literal off the front; nothing when what stands there is not exactly one.
inline std::optional<std::string> take_literal(std::string_view& text) {
  if (!text.starts_with('"')) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (has_trigraph(text.substr(0, i))) return std::nullopt;
      text.remove_prefix(i + 1);
      return bytes;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
    if (c != '\\') {
      bytes += c;
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    const std::string_view letters = "\\\"?nrt";
    if (const std::size_t letter = letters.find(text[i]); letter != letters.npos) {
      bytes += "\\\"?\n\r\t"[letter];
      continue;
    }
    // Octal ends after three digits whatever follows; hexadecimal would not.
    if (i + 2 >= text.size()) return std::nullopt;
    int value = 0;
    for (int digit = 0; digit < 3; ++digit, ++i) {
      if (text[i] < '0' || text[i] > '7') return std::nullopt;
      value = value * 8 + (text[i] - '0');
    }
    --i;
    if (value > 255) return std::nullopt;
    bytes += static_cast<char>(static_cast<unsigned char>(value));
  }
  return std::nullopt;
}

/// The bytes of adjacent literals; nothing when there is anything else.
inline std::optional<std::string> literal_bytes(std::string_view text) {
  std::string bytes;
  do {
    const std::optional<std::string> part = take_literal(text);
    if (!part) return std::nullopt;
    bytes += *part;
    while (text.starts_with('\n') || text.starts_with(' ')) text.remove_prefix(1);
  } while (!text.empty());
  return bytes;
}

/// True when the text is a number of whole lines that are comments from their start to their end, under any compiler.
inline bool is_comment_lines(std::string_view text, std::string_view indentation, std::string_view marker) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) return false;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!line.starts_with(std::string(indentation) + std::string(marker))) return false;
    if (line.ends_with('\\') || line.ends_with(' ') || line.ends_with("\?\?/")) return false;
    if (std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) return false;
  }
  return true;
}

}  // namespace cpp_tokens
