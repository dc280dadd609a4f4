// Escapes and classes.
#include <algorithm>

#include "base/numbers.hpp"
#include "base/regex/parser.hpp"
#include "base/text.hpp"

namespace sydac::compiler {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<std::uint32_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

/// Anchors, and what is refused only outside a class.
RegexNodeId RegexParser::read_outside_escape() {
  const std::size_t begin = at_;
  const char c = peek(1);
  if (c == 'A' || c == 'z' || c == 'Z') {
    at_ += 2;
    return add({.kind = c == 'A' ? RegexNodeKind::start_anchor : RegexNodeKind::end_anchor, .begin = begin});
  }
  const std::string shown = quoted(begin, begin + 2);
  if ((c >= '1' && c <= '9') || c == 'k' || c == 'g') {
    fail(begin, begin + 2, "a back-reference, " + shown + ", is not regular");
    return 0;
  }
  if (c == 'b' || c == 'B' || c == 'm' || c == 'M' || c == 'y' || c == 'Y') {
    fail(begin, begin + 2, shown + " is a word boundary, patterns have none",
         "the pattern describes the whole text, nothing stands around it");
    return 0;
  }
  RegexAtom atom = read_atom();
  return add_set(begin, ignore_case_ ? any_case(atom.set) : std::move(atom.set));
}

RegexAtom RegexParser::read_atom() {
  RegexAtom atom;
  atom.begin = at_;
  if (peek() == '\\') {
    read_escape(atom);
  } else if (!at_end()) {
    const Character c = character_at(text_, at_);
    at_ += c.bytes;
    atom.code = c.code;
  }
  if (atom.single) atom.set = {{atom.code, atom.code}};
  atom.end = at_;
  return atom;
}

void RegexParser::read_escape(RegexAtom& atom) {
  const std::size_t begin = at_++;
  if (at_end()) return fail(begin, at_, "`\\` at the end escapes nothing", "the sign itself is written `\\\\`");
  const Character after = character_at(text_, at_);
  at_ += after.bytes;
  atom.code = after.code;
  if (after.code >= 0x80) return;
  const char c = static_cast<char>(after.code);
  if (auto set = set_of_letter(c)) {
    atom.single = false;
    const bool is_negated = c == 'D' || c == 'W' || c == 'S';
    atom.set = is_negated && matching_ ? complement(*set_of_letter(static_cast<char>(c | 0x20))) : std::move(*set);
    return;
  }
  switch (c) {
    case 'n': atom.code = U'\n'; return;
    case 't': atom.code = U'\t'; return;
    case 'r': atom.code = U'\r'; return;
    case 'f': atom.code = U'\f'; return;
    case 'x':
    case 'u': return read_code_point(atom, c);
    case 'p':
    case 'P': return read_property(atom, c == 'P');
    default: break;
  }
  if (is_letter(c) || (c >= '0' && c <= '9'))
    fail(begin, at_, quoted(begin, at_) + " is not an escape", is_letter(c) ? std::string("the letter itself is `") + c + "`" : "");
}

/// `\xHH`, `\uHHHH`, `\x{H…}`, `\u{H…}`.
void RegexParser::read_code_point(RegexAtom& atom, char kind) {
  const std::size_t begin = at_ - 2, wanted = kind == 'x' ? 2 : 4;
  const bool braces = accept("{");
  char32_t code = 0;
  std::size_t digits = 0;
  for (; braces || digits < wanted; ++digits, ++at_) {
    const auto digit = hex_digit(peek());
    if (!digit) break;
    code = std::min<char32_t>(code * 16 + *digit, kMaxCodePoint + 1);
  }
  if (digits == 0 || (braces ? !accept("}") : digits < wanted)) {
    const std::string sign = std::string("\\") + kind;
    return fail(begin, at_, "`" + sign + "` needs " + std::to_string(wanted) + " hexadecimal digits, or some in `{ }`",
                "`" + sign + (kind == 'x' ? "41`" : "0041`") + " is an A");
  }
  if (code > kMaxCodePoint) return fail(begin, at_, quoted(begin, at_) + " is above U+10FFFF, the last character");
  if (code >= kFirstSurrogate && code <= kLastSurrogate)
    return fail(begin, at_, quoted(begin, at_) + " is a surrogate, which is not a character");
  atom.code = code;
  // A negated class may name it; read_class looks at the others.
  if (code == 0 && depth_in_class_ == 0) fail(begin, at_, "U+0000 can not be part of a text");
}

void RegexParser::read_property(RegexAtom& atom, bool negative) {
  const std::size_t begin = at_ - 2;
  std::string_view name;
  if (accept("{")) {
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return fail(begin, at_, "`{` is never closed");
    if (accept("^")) negative = !negative;
    name = text_.substr(at_, end - at_);
    at_ = end + 1;
  } else if (!at_end()) {
    name = text_.substr(at_, 1);
    at_ += character_at(text_, at_).bytes;
  }
  auto set = unicode_set(name);
  if (!set) return fail(begin, at_, "the set " + quoted(begin, at_) + " is not known", "docs/patterns.md lists them");
  atom.single = false;
  atom.set = negative ? others(*set) : std::move(*set);
}

// --- classes -------------------------------------------------------------------------------------------------------------------

RegexNodeId RegexParser::read_class() {
  const std::size_t begin = at_++;
  const bool is_negated = accept("^");
  if (peek() == ']') {
    fail(begin, at_ + 1, "the class " + quoted(begin, at_ + 1) + " has no characters", "the sign itself is written `\\]`");
    return 0;
  }
  std::vector<CharRange> members;
  ++depth_in_class_;
  read_class_members(members, begin);
  --depth_in_class_;
  if (failed()) return 0;
  CharSet set = char_set(std::move(members));
  if (ignore_case_) set = any_case(set);
  if (is_negated) set = others(set);
  if (set.empty()) {
    fail(begin, at_, "no printable ASCII character is left for " + quoted(begin, at_),
         "a negated class has what it does not name of U+0020 to U+007E");
    return 0;
  }
  if (set.front().low == 0) {
    fail(begin, at_, "U+0000 can not be part of a text", "`[ -~]` is every printable ASCII character");
    return 0;
  }
  return add_set(begin, std::move(set));
}

void RegexParser::read_class_members(std::vector<CharRange>& members, std::size_t begin) {
  while (!accept("]")) {
    if (failed()) return;
    if (at_end()) return fail(begin, begin + 1, "`[` is never closed", "the sign itself is written `\\[`");
    if (text_.substr(at_, 2) == "&&") return fail(at_, at_ + 2, "`&&` between classes is not known", "the sign itself is written `\\&`");
    if (peek() == '[' && (peek(1) == ':' || peek(1) == '.' || peek(1) == '=')) {
      if (!read_posix_set(members)) return;
      continue;
    }
    const RegexAtom low = read_atom();
    if (failed()) return;
    if (low.single && peek() == '-' && peek(1) != ']' && at_ + 1 < text_.size())
      read_class_range(low, members);
    else
      members.insert(members.end(), low.set.begin(), low.set.end());
  }
}

/// At the `-` of a range.
void RegexParser::read_class_range(const RegexAtom& low, std::vector<CharRange>& members) {
  ++at_;
  const bool is_posix = peek() == '[' && peek(1) == ':';
  const RegexAtom high = read_atom();
  if (failed()) return;
  if (!high.single || is_posix) {
    fail(low.begin, high.end, "the range " + quoted(low.begin, high.end) + " ends with a set",
         "a `-` that is meant itself is written `\\-`");
  } else if (high.code < low.code) {
    fail(low.begin, high.end, "the range " + quoted(low.begin, high.end) + " ends below its start");
  } else {
    members.push_back({low.code, high.code});
  }
}

/// At `[:`, `[.` or `[=`.
bool RegexParser::read_posix_set(std::vector<CharRange>& members) {
  const std::size_t begin = at_;
  const char kind = peek(1);
  const std::size_t close = text_.find(std::string{kind, ']'}, begin + 2);
  if (close == std::string_view::npos) {
    fail(begin, begin + 2, quoted(begin, begin + 2) + " is never closed", "the sign itself is written `\\[`");
    return false;
  }
  at_ = close + 2;
  if (kind != ':') {
    fail(begin, at_, quoted(begin, at_) + " depends on the language of the reader", "the characters themselves can be listed");
    return false;
  }
  std::string_view name = text_.substr(begin + 2, close - begin - 2);
  const bool is_negated = name.starts_with('^');
  if (is_negated) name.remove_prefix(1);
  auto set = posix_set(name);
  if (!set) {
    fail(begin, at_, "the class " + quoted(begin, at_) + " is not known",
         "alnum, alpha, blank, cntrl, digit, graph, lower, print, punct, space, upper and xdigit are");
    return false;
  }
  if (is_negated) *set = others(*set);
  members.insert(members.end(), set->begin(), set->end());
  return true;
}

}  // namespace sydac::compiler
