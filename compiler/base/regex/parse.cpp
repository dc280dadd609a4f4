#include <algorithm>

#include "base/numbers.hpp"
#include "base/regex/parser.hpp"
#include "base/text.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kShownCharacters = 24;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) { return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool begins_repetition(char c) { return c == '*' || c == '+' || c == '?' || c == '{'; }

}  // namespace

std::variant<RegexTree, RegexProblem> parse_regex(std::string_view pattern, RegexUse use) { return RegexParser(pattern, use).parse(); }

std::variant<RegexTree, RegexProblem> RegexParser::parse() {
  for (std::size_t i = 0; i < text_.size();) {
    const Character c = character_at(text_, i);
    if (!c.valid) return RegexProblem{i, i + 1, "a byte that is not part of UTF-8 text", ""};
    if (c.code == 0) return RegexProblem{i, i + 1, "U+0000 can not be part of a text", ""};
    i += c.bytes;
  }
  ignore_case_ = accept("(?i)");
  tree_.root = read_choice();
  if (!failed() && !at_end()) fail(at_, at_ + 1, "`)` closes nothing", "the sign itself is written `\\)`");
  if (failed()) return *problem_;
  return std::move(tree_);
}

void RegexParser::fail(std::size_t begin, std::size_t end, std::string reason, std::string hint) {
  if (!problem_) problem_ = RegexProblem{begin, std::min(end, text_.size()), std::move(reason), std::move(hint)};
  at_ = text_.size();
}

std::string RegexParser::quoted(std::size_t begin, std::size_t end) const {
  return "`" + printable(text_.substr(begin, end - begin), kShownCharacters) + "`";
}

bool RegexParser::accept(std::string_view word) {
  if (text_.substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

RegexNodeId RegexParser::add(RegexNode node) {
  node.end = at_;
  for (const RegexNodeId part : node.parts) {
    const std::uint64_t length = tree_.nodes[part].longest;
    if (node.kind == RegexNodeKind::choice)
      node.longest = std::max(node.longest, length);
    else
      node.longest += length * (node.kind == RegexNodeKind::repeat ? node.max : 1);
    node.longest = std::min(node.longest, kEndless);
  }
  if (node.kind == RegexNodeKind::characters) node.longest = 1;
  tree_.nodes.push_back(std::move(node));
  return static_cast<RegexNodeId>(tree_.nodes.size() - 1);
}

RegexNodeId RegexParser::add_set(std::size_t begin, CharSet set) {
  const auto [place, is_new] = set_ids_.try_emplace(std::move(set), static_cast<std::uint32_t>(tree_.sets.size()));
  if (is_new) tree_.sets.push_back(place->first);
  return add({.kind = RegexNodeKind::characters, .begin = begin, .set = place->second});
}

RegexNodeId RegexParser::read_choice() {
  RegexNode choice{.kind = RegexNodeKind::choice, .begin = at_};
  do {
    choice.parts.push_back(read_sequence());
  } while (!failed() && accept("|"));
  return choice.parts.size() == 1 ? choice.parts.front() : add(std::move(choice));
}

RegexNodeId RegexParser::read_sequence() {
  RegexNode sequence{.kind = RegexNodeKind::sequence, .begin = at_};
  while (!at_end() && peek() != '|' && peek() != ')') {
    const RegexNodeId item = read_item();
    if (failed()) return 0;
    sequence.parts.push_back(begins_repetition(peek()) ? repeated(item) : item);
  }
  return sequence.parts.size() == 1 ? sequence.parts.front() : add(std::move(sequence));
}

RegexNodeId RegexParser::read_item() {
  const std::size_t begin = at_;
  switch (const char c = peek()) {
    case '(': return read_group();
    case '[': return read_class();
    case '.': ++at_; return add_set(begin, matching_ ? complement({{U'\n', U'\n'}}) : printable_ascii());
    case '^': ++at_; return add({.kind = RegexNodeKind::start_anchor, .begin = begin});
    case '$': ++at_; return add({.kind = RegexNodeKind::end_anchor, .begin = begin});
    case '\\': return read_outside_escape();
    case '*':
    case '+':
    case '?':
    case '{':
      fail(begin, begin + 1, std::string("there is nothing for `") + c + "` to repeat",
           std::string("the sign itself is written `\\") + c + "`");
      return 0;
    case ']':
    case '}':
      fail(begin, begin + 1, std::string("`") + c + "` closes nothing", std::string("the sign itself is written `\\") + c + "`");
      return 0;
    default: {
      const RegexAtom atom = read_atom();
      return add_set(begin, ignore_case_ ? any_case(atom.set) : atom.set);
    }
  }
}

RegexNodeId RegexParser::repeated(RegexNodeId body) {
  const std::size_t begin = tree_.nodes[body].begin, sign = at_;
  std::uint32_t min = 0, max = 1;
  endless_ = false;
  if (accept("*")) {
    endless_ = true;
    max = kUnboundedExtra;
  } else if (accept("+")) {
    endless_ = true;
    min = 1;
    max = 1 + kUnboundedExtra;
  } else if (!accept("?") && !read_bounds(min, max)) {
    return 0;
  }
  const RegexNodeKind kind = tree_.nodes[body].kind;
  if (kind == RegexNodeKind::start_anchor || kind == RegexNodeKind::end_anchor) {
    fail(sign, at_, "an anchor can not be repeated");
    return 0;
  }
  if (accept("+")) {
    fail(sign, at_, quoted(sign, at_) + " is a possessive repetition, patterns have none", "without the last `+` it is a plain one");
    return 0;
  }
  static_cast<void>(accept("?"));  // lazy: the same language
  if (begins_repetition(peek())) {
    fail(at_, at_ + 1, quoted(at_, at_ + 1) + " repeats a repetition",
         "parentheses around " + quoted(begin, at_) + " say that this is meant");
    return 0;
  }
  return add({.kind = RegexNodeKind::repeat, .begin = begin, .min = min, .max = max, .endless = endless_, .parts = {body}});
}

std::optional<std::uint32_t> RegexParser::read_number(bool& too_large) {
  if (!is_digit(peek())) return std::nullopt;
  std::uint64_t value = 0;
  for (; is_digit(peek()); ++at_) value = std::min<std::uint64_t>(value * 10 + static_cast<std::uint64_t>(peek() - '0'), kEndless);
  too_large = too_large || value > kMaxPatternPositions;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, kMaxPatternPositions));
}

/// `{n}`, `{n,}`, `{n,m}`, `{,m}`.
bool RegexParser::read_bounds(std::uint32_t& min, std::uint32_t& max) {
  const std::size_t begin = at_++;
  bool too_large = false;
  const auto low = read_number(too_large);
  const bool comma = accept(",");
  const auto high = comma ? read_number(too_large) : low;
  if ((!low && !high) || !accept("}")) {
    fail(begin, begin + 1, "`{` begins no repetition, such as `{2}` or `{2,5}`", "the sign itself is written `\\{`");
  } else if (too_large) {
    fail(begin, at_, quoted(begin, at_) + " is more than " + grouped(kMaxPatternPositions) + " times");
  } else if (high && low.value_or(0) > *high) {
    fail(begin, at_, quoted(begin, at_) + " ends below its start");
  } else {
    min = low.value_or(0);
    max = high.value_or(min + kUnboundedExtra);
    endless_ = !high;
  }
  return !failed();
}

// --- groups --------------------------------------------------------------------------------------------------------------------

RegexNodeId RegexParser::read_group() {
  const std::size_t begin = at_++;
  if (++depth_ > kMaxPatternNesting) {
    fail(begin, begin + 1, "more than " + std::to_string(kMaxPatternNesting) + " groups inside each other");
    return 0;
  }
  if (accept("?") && !read_group_kind(begin)) return 0;
  const RegexNodeId body = read_choice();
  if (failed()) return 0;
  if (!accept(")")) {
    fail(begin, begin + 1, "`(` is never closed", "the sign itself is written `\\(`");
    return 0;
  }
  --depth_;
  tree_.nodes[body].begin = begin;
  tree_.nodes[body].end = at_;
  return body;
}

/// Behind `(?`.
bool RegexParser::read_group_kind(std::size_t begin) {
  const auto not_regular = [&](const std::string& what, std::size_t bytes) {
    fail(begin, begin + bytes, what + ", " + quoted(begin, begin + bytes) + ", is not regular");
    return false;
  };
  const auto none = [&](const std::string& what, std::size_t bytes, std::string hint) {
    fail(begin, begin + bytes, quoted(begin, begin + bytes) + " begins " + what + ", patterns have none", std::move(hint));
    return false;
  };
  const std::string branches = "the cases can be written out as branches";
  if (accept(":")) return true;
  if (accept("=") || accept("!")) return none("a look-ahead", 3, branches);
  if (accept("<=") || accept("<!")) return none("a look-behind", 4, branches);
  if (accept(">")) return none("an atomic group", 3, "`(?:` begins a plain group");
  if (accept("P=")) return not_regular("a back-reference", 4);
  if (accept("P>")) return not_regular("a recursion", 4);
  if (accept("P<") || accept("<")) return read_named_group(begin, '>');
  if (accept("'")) return read_named_group(begin, '\'');
  if (accept("(")) return none("a conditional", 3, branches);
  if (peek() == 'R' || peek() == '&' || is_digit(peek()) || ((peek() == '+' || peek() == '-') && is_digit(peek(1))))
    return not_regular("a recursion", 3);
  std::size_t flags = 0;
  while (is_name_character(peek(flags)) || peek(flags) == '-') ++flags;
  if (flags > 0 && (peek(flags) == ')' || peek(flags) == ':')) {
    fail(begin, at_ + flags + 1, "`(?i)` at the start is the only flag that is known", "");
  } else {
    fail(begin, begin + 2, "`(?` begins no known kind of group", "`(?:` begins a group without a number, `(?<name>` one with a name");
  }
  return false;
}

bool RegexParser::read_named_group(std::size_t begin, char close) {
  const std::size_t name = at_;
  while (is_name_character(peek())) ++at_;
  if (at_ > name && !is_digit(text_[name]) && peek() == close) {
    ++at_;
    return true;
  }
  fail(begin, at_, "the name of the group is not closed or not a name", "a name has letters, digits and `_`");
  return false;
}

}  // namespace sydac::compiler
