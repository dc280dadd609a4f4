// Syntax errors in the words of the language: first the slips that people make, then what was seen and what is expected.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "source/sdl/lex.hpp"
#include "source/sdl/recovery.hpp"

namespace sydac::compiler::sdl {
namespace {

using P = SdlParser;
using Words = std::initializer_list<std::pair<std::string_view, std::string_view>>;

std::string lower(std::string_view text) {
  std::string made(text.substr(0, 40));
  for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return made;
}

std::string_view look_up(Words words, std::string_view word) {
  const auto* found = std::find_if(words.begin(), words.end(), [&](const auto& pair) { return pair.first == word; });
  return found == words.end() ? std::string_view() : found->second;
}

class Explainer {
 public:
  Explainer(const Trouble& trouble, const TokenList& tokens, const TokenStream& stream, Diagnostics& diagnostics)
      : trouble_(trouble), tokens_(tokens), stream_(stream), diagnostics_(diagnostics), seen_(stream.at(trouble.at)), next_(stream.at(trouble.at + 1)) {
    if (trouble.at > 0) previous_ = &stream.at(trouble.at - 1);
  }

  void explain() {
    if (trouble_.kind == Trouble::Kind::nested_deeply) {
      report(Code::nested_too_deeply, {std::to_string(kMaxNesting)});
      return;
    }
    static constexpr std::array kSlips{&Explainer::dashes, &Explainer::chain, &Explainer::half_number, &Explainer::bad_start, &Explainer::wrong_equals,
                                       &Explainer::reserved, &Explainer::member, &Explainer::after_member, &Explainer::header, &Explainer::value,
                                       &Explainer::separator, &Explainer::pick};
    for (const auto slip : kSlips) {
      if ((this->*slip)()) return;
    }
    expected();
  }

 private:
  bool in(std::size_t rule) const {
    for (const antlr4::RuleContext* at = trouble_.context; at; at = static_cast<const antlr4::RuleContext*>(at->parent)) {
      if (at->getRuleIndex() == rule) return true;
      if (list_rule(at->getRuleIndex())) return false;
    }
    return false;
  }
  static bool list_rule(std::size_t rule) {
    return rule == P::RuleFile || rule == P::RuleMembers || rule == P::RuleRefinements || rule == P::RuleArms || rule == P::RuleWeights;
  }
  bool in_member_list() const { return trouble_.rule == P::RuleMembers || trouble_.rule == P::RuleRefinements; }
  bool in_value() const { return in(P::RuleExpression); }
  bool after_entry() const { return trouble_.kind == Trouble::Kind::after_entry; }
  antlr4::ParserRuleContext* last_entry() const {
    return after_entry() ? dynamic_cast<antlr4::ParserRuleContext*>(trouble_.context->children.back()) : nullptr;
  }
  /// The index of the first token of the entry that is being read.
  std::size_t entry_begin() const {
    if (const auto* entry = last_entry()) return entry->start->getTokenIndex();
    if (trouble_.kind == Trouble::Kind::bad_start) return trouble_.at;
    const auto* at = trouble_.context;
    while (at->parent && !list_rule(static_cast<const antlr4::RuleContext*>(at->parent)->getRuleIndex())) at = static_cast<const antlr4::ParserRuleContext*>(at->parent);
    return at->start->getTokenIndex();
  }
  bool line_ends_between(const Token& left, const Token& right) const {
    return left.end <= right.begin && tokens_.text.substr(left.end, right.begin - left.end).find('\n') != std::string_view::npos;
  }
  /// The bracket in which the token stands, of those that its entry opens.
  std::size_t enclosing_bracket() const {
    std::size_t depth = 0;
    for (std::size_t i = trouble_.at; i-- > entry_begin();) {
      const std::size_t type = stream_.at(i).type;
      if (is_closing(type)) ++depth;
      if (is_opening(type) && depth-- == 0) return type;
    }
    return 0;
  }
  bool touches(const Token& left, const Token& right) const { return left.end == right.begin; }
  bool previous_is(std::size_t type) const { return previous_ && previous_->type == type; }
  bool begins_value(std::size_t type) const {
    switch (type) {
      case P::INT: case P::DECIMAL: case P::SHARE: case P::DURATION: case P::DATE: case P::TIMESTAMP: case P::REGEX: case P::PLAIN_TEXT:
      case P::TEXT_START: case P::OPEN_PAREN:
        return true;
      default:
        return is_word(type) && type != P::AND && type != P::OR && type != P::THEN && type != P::ELSE;
    }
  }

  Diagnostic& report_at(const Token& token, Code code, std::initializer_list<std::string_view> arguments) {
    Span span = tokens_.span_of(token);
    if (token.type == P::NEWLINE) span.end = span.begin;
    return diagnostics_.report(code, span, arguments);
  }
  Diagnostic& report(Code code, std::initializer_list<std::string_view> arguments) { return report_at(seen_, code, arguments); }
  bool unexpected(std::string_view expectation, std::string_view hint = {}) {
    if (previous_ && trouble_.kind != Trouble::Kind::bad_start && is_closing(seen_.type) && line_ends_between(*previous_, seen_)) {
      diagnostics_.report(Code::unexpected, {tokens_.file, previous_->end, previous_->end}, {"the end of the line", expectation}).suggest(std::string(hint));
      return true;
    }
    report(Code::unexpected, {spoken(tokens_, seen_), expectation}).suggest(std::string(hint));
    return true;
  }
  std::string half(const Token& number) const { return "a decimal has a digit after its point: `" + printable(tokens_.text_of(number), 40) + ".0`"; }
  std::string word() const { return is_word(seen_.type) ? std::string(tokens_.text_of(seen_)) : std::string(); }

  bool dashes();
  bool chain();
  bool half_number();
  bool bad_start();
  bool wrong_equals();
  bool reserved();
  bool member();
  bool after_member();
  bool unfinished_line();
  bool header();
  bool value();
  bool separator();
  bool pick();
  void expected();
  bool unknown_declaration();
  bool foreign_word();

  const Trouble& trouble_;
  const TokenList& tokens_;
  const TokenStream& stream_;
  Diagnostics& diagnostics_;
  const Token& seen_;
  const Token& next_;
  const Token* previous_ = nullptr;
};

/// `--` as SQL's comment, which reads as two minus signs.
bool Explainer::dashes() {
  for (std::size_t i = trouble_.at + 1; i-- > 0 && i + 2 > entry_begin() && i + 64 > trouble_.at;) {
    const Token &one = stream_.at(i), &two = stream_.at(i + 1);
    if (one.type == P::NEWLINE && i != trouble_.at) break;
    if (one.type != P::MINUS || two.type != P::MINUS || !touches(one, two)) continue;
    Span span = tokens_.span_of(one);
    span.end = two.end;
    diagnostics_.report(Code::wrong_comment, span, {"--"}).suggest("a comment begins with `//` and ends with its line");
    return true;
  }
  return false;
}

bool is_comparison(std::size_t type) { return type >= P::EQUAL && type <= P::GREATER; }

/// `a < b < c`, `1..2..3`
bool Explainer::chain() {
  if (!(is_comparison(seen_.type) || seen_.type == P::RANGE || seen_.type == P::IN) || !previous_ || !ends_value(previous_->type)) return false;
  std::size_t depth = 0;
  for (std::size_t i = trouble_.at; i-- > entry_begin();) {
    const Token& token = stream_.at(i);
    if (is_closing(token.type)) ++depth;
    if (is_opening(token.type) && depth-- == 0) return false;
    if (depth > 0) continue;
    if (token.type == P::ASSIGN || token.type == P::COMMA) return false;
    if (!is_comparison(token.type) && token.type != P::RANGE && token.type != P::IN) continue;
    if ((token.type == P::RANGE) != (seen_.type == P::RANGE)) continue;
    Diagnostic& made = report(Code::chained_operator, {tokens_.text_of(seen_), tokens_.text_of(token)});
    made.label(tokens_.span_of(token), "");
    if (is_comparison(seen_.type) && is_comparison(token.type)) made.suggest("both together: `a < b and b < c`");
    return true;
  }
  return false;
}

/// `.5` and `5.`
bool Explainer::half_number() {
  if (seen_.type == P::DOT && next_.type == P::INT && touches(seen_, next_) && !(previous_ && ends_value(previous_->type) && touches(*previous_, seen_))) {
    return unexpected("a value", "a decimal has a digit before its point: `0." + std::string(tokens_.text_of(next_)) + "`");
  }
  if (trouble_.at >= 2 && previous_is(P::DOT) && stream_.at(trouble_.at - 2).type == P::INT) {
    return unexpected("a digit", half(stream_.at(trouble_.at - 2)));
  }
  return false;
}

bool Explainer::bad_start() {
  if (trouble_.kind != Trouble::Kind::bad_start) return false;
  if (seen_.type == P::SEMICOLON || (seen_.type == P::COMMA && !(previous_ && previous_->type == P::NEWLINE))) {
    report(Code::stray_separator, {tokens_.text_of(seen_)}).suggest("remove it");
    return true;
  }
  switch (seen_.type) {
    case P::MINUS: case P::SLASH: case P::REGEX: case P::OPEN_BRACKET: case P::COMMA: {
      const std::string first(tokens_.text_of(seen_).substr(0, 1));
      Diagnostic& made = report(Code::line_begins, {"`" + first + "`"});
      if (first == "[") return made.suggest("`[` stands on the line of what it belongs to"), true;
      made.suggest("a line goes on when the one above it ends with `" + first + "`");
      return true;
    }
    default: break;
  }
  if (trouble_.rule == P::RuleFile) return unknown_declaration();
  if (in_member_list() && is_word(seen_.type)) {
    report(Code::reserved_word, {tokens_.text_of(seen_)}).suggest("in backticks it is a name: `` `" + word() + "` ``");
    return true;
  }
  return false;
}

bool Explainer::unknown_declaration() {
  static const std::vector<std::string> kWords{"edition", "dataset", "seed", "now", "locale", "enum", "pool", "table", "mixin", "import", "refine", "extern", "def"};
  Diagnostic& made = report(Code::unknown_declaration, {spoken(tokens_, seen_)});
  const std::string seen = lower(word());
  const std::string_view known = look_up({{"create", "table"}, {"model", "table"}, {"entity", "table"}, {"struct", "table"}, {"class", "table"}, {"type", "enum"},
                                          {"include", "import"}, {"function", "def"}, {"fn", "def"}, {"func", "def"}, {"version", "edition"}, {"name", "dataset"}}, seen);
  if (!known.empty()) {
    made.suggest("`" + std::string(known) + "`");
  } else if (const auto close = nearest(seen, kWords); close && !seen.empty()) {
    made.suggest("`" + *close + "`");
  } else if (is_word(seen_.type) && (is_word(next_.type) || next_.type == P::ARROW)) {
    made.suggest("a column stands inside the braces of its table");
  } else {
    made.suggest("`table`, `enum`, `pool`, `mixin`, `def`, `import`, `refine`, `extern`, `edition`, `dataset`, `seed`, `now` and `locale` do");
  }
  return true;
}

/// `=` where values are compared, `==` where a rule is given.
bool Explainer::wrong_equals() {
  if (seen_.type == P::ASSIGN && previous_ && ends_value(previous_->type)) {
    const std::size_t begin = entry_begin();
    bool compares = in_value() || stream_.at(begin).type == P::CHECK;
    for (std::size_t i = begin; i < trouble_.at; ++i) compares = compares || stream_.at(i).type == P::ASSIGN;
    if (!compares || trouble_.at == begin + 1) return false;
    report(Code::wrong_operator, {"="}).suggest("`==` compares");
    return true;
  }
  if (seen_.type == P::EQUAL && (in(P::RuleMember) || in_member_list() || in(P::RuleRefinement)) && !in_value()) {
    return unexpected("`=`", "`=` gives a rule, `==` compares");
  }
  return false;
}

bool Explainer::reserved() {
  const bool never = seen_.type == P::AND || seen_.type == P::OR || seen_.type == P::THEN || seen_.type == P::ELSE;
  if (stream_.at(entry_begin()).type == P::LET && trouble_.at == entry_begin() + 2 && trouble_.rule == P::RuleMember && !is_word(seen_.type) && seen_.type != P::ARROW) {
    return unexpected("`=`", "`let name = value`; a column of that name is written `` `let` ``");
  }
  const bool as_name = never && (trouble_.rule == P::RuleName || trouble_.rule == P::RuleMemberName || trouble_.rule == P::RuleCommonName);
  const std::size_t begin = entry_begin();
  const Token& first = stream_.at(begin);
  const bool let_or_check = (first.type == P::LET || first.type == P::CHECK) && trouble_.at >= begin + 1 && trouble_.at <= begin + 2 && !in_value() &&
                            (is_word(seen_.type) || seen_.type == P::ARROW || seen_.type == P::QUESTION || seen_.type == P::OPEN_PAREN);
  if (!as_name && !let_or_check) return false;
  const Token& shown = as_name ? seen_ : first;
  const std::string name(tokens_.text_of(shown));
  Diagnostic& made = report_at(shown, Code::reserved_word, {name});
  if (shown.type == P::LET) {
    made.suggest("`let name = value`; a column of that name is written `` `let` ``");
  } else {
    made.suggest("in backticks it is a name: `` `" + name + "` ``");
  }
  return true;
}

bool Explainer::foreign_word() {
  const std::string_view hint =
      look_up({{"primary", "a primary key is `pk`"}, {"references", "a reference is `name -> table`"}, {"default", "a rule is given with `=`"},
               {"not", "a column is not null unless it has `?`"}, {"null", "a nullable column has `?` after its type"}, {"nullable", "a nullable column has `?` after its type"},
               {"optional", "a nullable column has `?` after its type"}, {"auto_increment", "`= serial` counts up"}, {"autoincrement", "`= serial` counts up"},
               {"constraint", "`check condition` is a line of its own"}, {"check", "`check condition` is a line of its own"},
               {"foreign", "a reference is `name -> table`"}, {"key", "a primary key is `pk`"}, {"index", "indexes are no part of the data"}}, lower(word()));
  if (hint.empty()) return false;
  report(Code::foreign_syntax, {word()}).suggest(std::string(hint));
  return true;
}

/// In the first words of a member: its name and type.
bool Explainer::member() {
  if (trouble_.kind != Trouble::Kind::mismatch || in_value()) return false;
  if (trouble_.rule == P::RuleArrayLength || (previous_is(P::OPEN_BRACKET) && seen_.type == P::CLOSE_BRACKET)) return false;
  if (!(in(P::RuleMember) || in(P::RuleRefinement) || in(P::RuleMembers))) return false;
  const std::size_t words = trouble_.at - entry_begin();
  const Token& first = stream_.at(entry_begin());
  if (words == 1 && is_word(first.type)) {
    const std::string name(tokens_.text_of(first));
    switch (seen_.type) {
      case P::COLON:
        report(Code::foreign_syntax, {":"}).suggest("a column is its name and its type: `" + printable(name, 40) + " int`");
        return true;
      case P::FAT_ARROW: return unexpected("`->` or a type", "a reference is `" + printable(name, 40) + " -> table`");
      case P::ASSIGN:
        return unexpected("a type", "a column is `" + printable(name, 40) + " text = …`; a value that is not written is `let " + printable(name, 40) + " = …`");
      default: return unexpected("a type or `->`");
    }
  }
  if (trouble_.rule == P::RuleTarget || trouble_.rule == P::RuleName) return false;
  return foreign_word();
}

/// `a int =` on one line, `b int` on the next: the fault is at the end of the first.
bool Explainer::unfinished_line() {
  if (trouble_.at < 2 || trouble_.at < entry_begin() + 2) return false;
  const Token& last = stream_.at(trouble_.at - 2);
  if (ends_value(last.type) || is_opening(last.type) || !line_ends_between(last, *previous_)) return false;
  Diagnostic& made = diagnostics_.report(Code::unexpected, {tokens_.file, last.end, last.end}, {"the end of the line", last.type == P::DOT ? "a name" : "a value"});
  if (const Token& number = stream_.at(trouble_.at - 3); last.type == P::DOT && number.type == P::INT) made.suggest(half(number));
  return true;
}

/// A member is complete and its line goes on.
bool Explainer::after_member() {
  const antlr4::ParserRuleContext* last = last_entry();
  if (!last) return false;
  if (trouble_.rule == P::RuleFile && seen_.type == P::MINUS && previous_ && touches(*previous_, seen_) && touches(seen_, next_) && is_word(previous_->type)) {
    return unexpected("the end of the line", "a name with other signs stands in backticks");
  }
  if (seen_.type == P::FAT_ARROW && in_member_list()) return unexpected("the end of the line", "a reference is `name -> table`");
  if (unfinished_line()) return true;
  if (!in_member_list()) return false;
  const bool has_rule = [&] {
    for (std::size_t i = entry_begin(); i < trouble_.at; ++i) {
      if (stream_.at(i).type == P::ASSIGN) return true;
    }
    return false;
  }();
  switch (seen_.type) {
    case P::PK: case P::UNIQUE: case P::PII: case P::SENSITIVE: case P::WAS: case P::QUESTION:
      if (!has_rule) break;
      report(Code::late_modifier, {tokens_.text_of(seen_)}).suggest("modifiers stand before `=`");
      return true;
    case P::COLON:
      if (has_rule) break;
      report(Code::foreign_syntax, {":"}).suggest("a column is its name and its type, without a colon");
      return true;
    default: break;
  }
  if (seen_.type == P::QUESTION && has_rule) return unexpected("the end of the line", "`if a then b else c` chooses");
  if (foreign_word()) return true;
  if (seen_.type == P::SEMICOLON || seen_.type == P::COMMA) {
    report(Code::stray_separator, {tokens_.text_of(seen_)}).suggest("`;` puts several members on one line");
    return true;
  }
  return unexpected("the end of the line", begins_value(seen_.type) ? "one member to a line; `;` puts several on one" : "");
}

/// `table t {` and the inside of `[…]`.
bool Explainer::header() {
  if (trouble_.rule == P::RuleHeader && trouble_.at == trouble_.context->start->getTokenIndex()) {
    const std::string name = previous_ && is_word(previous_->type) ? printable(tokens_.text_of(*previous_), 40) : "t";
    return unexpected("`[`", "a table says how many rows it has: `table " + name + "[1000] {`");
  }
  if (!in(P::RuleHeader) || in(P::RuleOperand)) return false;
  if (in(P::RuleRows) && previous_is(P::OPEN_BRACKET)) return unexpected("a number of rows", "`[1000]`, `[1..7 per orders]`, `[one per users]`");
  if (trouble_.rule == P::RuleHeader) return unexpected("`]`", "`[1000]`, `[1..7 per orders]`, `[one per users]`, `[each gear]`, `[20% of customers]`");
  return false;
}

bool Explainer::value() {
  const bool wants_value = trouble_.rule == P::RuleExpression || trouble_.rule == P::RuleCondition || trouble_.rule == P::RuleTerm || trouble_.rule == P::RuleOperand ||
                           trouble_.rule == P::RuleLiteral || trouble_.rule == P::RuleArgument || trouble_.rule == P::RuleValueName || trouble_.rule == P::RuleCommonName;
  if (trouble_.rule == P::RuleArrayLength || (in(P::RuleArrayLength) && previous_is(P::OPEN_BRACKET))) {
    return unexpected("a length", "an array has its length: `int[0..3]`, `text[4]`");
  }
  if (trouble_.rule == P::RuleExpression && trouble_.expected.contains(static_cast<std::size_t>(P::THEN))) return unexpected("`then`", "`if condition then value else value`");
  if (trouble_.rule == P::RuleExpression && trouble_.expected.contains(static_cast<std::size_t>(P::ELSE))) return unexpected("`else`", "each `if` has an `else`");
  if (trouble_.rule == P::RuleArm && (seen_.type == P::ARROW || seen_.type == P::COLON)) return unexpected("`=>`", "an arm is `pattern => value`");
  if (trouble_.rule == P::RuleTarget || !wants_value || !(in_value() || in(P::RulePick) || in(P::RuleArgument) || in(P::RuleArm))) return false;
  if (previous_ && ends_value(previous_->type)) return false;
  if (previous_ && !is_opening(previous_->type) && line_ends_between(*previous_, seen_)) {
    diagnostics_.report(Code::unexpected, {tokens_.file, previous_->end, previous_->end}, {"the end of the line", "a value"});
    return true;
  }
  switch (seen_.type) {
    case P::IF: return unexpected("a value", "an `if` inside a larger expression stands in parentheses");
    case P::NOT: return unexpected("a value", "a `not` inside a comparison stands in parentheses");
    case P::QUESTION: return unexpected("a value", "`if a then b else c` chooses");
    case P::ASSIGN: return unexpected("a value", previous_is(P::ASSIGN) || previous_is(P::EQUAL) ? "`==` compares" : "");
    default: return unexpected("a value");
  }
}

/// A separator is missing or is the wrong one.
bool Explainer::separator() {
  const bool list = after_entry() && !in_member_list() && trouble_.rule != P::RuleFile;
  const std::size_t bracket = list ? 0 : enclosing_bracket();
  const bool brackets = (bracket == P::OPEN_PAREN || bracket == P::OPEN_BRACKET) && previous_ && ends_value(previous_->type);
  if (seen_.type == P::SEMICOLON && (list || brackets)) {
    report(Code::stray_separator, {";"}).suggest("entries are separated by commas");
    return true;
  }
  if (seen_.type == P::ASSIGN && brackets) return unexpected("`,` or a closing bracket", "`==` compares");
  if (seen_.type == P::QUESTION && (list || brackets)) return unexpected(brackets ? "`,` or a closing bracket" : "`,`", "`if a then b else c` chooses");
  if (!previous_ || !ends_value(previous_->type) || !begins_value(seen_.type) || !(list || brackets)) {
    return list ? unexpected("`,` or the end of the line") : false;
  }
  report(Code::missing_separator, {spoken(tokens_, seen_), spoken(tokens_, *previous_)})
      .suggest(list ? "a comma or a line break is missing between them" : "a comma is missing between them");
  return true;
}

bool Explainer::pick() {
  if (trouble_.rule != P::RulePick || trouble_.at != trouble_.context->start->getTokenIndex()) return false;
  static const std::vector<std::string> kPicks{"zipf", "even", "random", "weighted", "where", "distinct", "earlier", "unique", "stable"};
  const auto close = nearest(lower(word()), kPicks);
  return unexpected("a pick", close ? "`" + *close + "`" : "`zipf(1.1)`, `even`, `weighted by …`, `where …`, `distinct in …`, `earlier`, `unique`, `stable`");
}

/// The rest: what may stand here, as far as the grammar's state tells.
void Explainer::expected() {
  if (after_entry()) return void(unexpected("the end of the line"));
  std::vector<std::string> words;
  const auto add = [&](std::string text) {
    if (std::find(words.begin(), words.end(), text) == words.end()) words.push_back(std::move(text));
  };
  const antlr4::misc::IntervalSet& set = trouble_.expected;
  const bool any_value = set.contains(static_cast<std::size_t>(P::DURATION)) && set.contains(static_cast<std::size_t>(P::OPEN_PAREN));
  const bool any_name = set.contains(static_cast<std::size_t>(P::ID));
  if (any_value) add("a value");
  if (any_name && !any_value) add(trouble_.rule == P::RuleType ? "a type" : "a name");
  for (const ssize_t type : set.toList()) {
    const auto token = static_cast<std::size_t>(type);
    if ((any_value && begins_value(token)) || (any_name && is_word(token)) || token == P::MINUS || token == P::NOT || words.size() > 4) continue;
    if (token == P::PLAIN_TEXT || token == P::TEXT_START) add("a text in double quotes");
    else if (token == P::INT) add("a whole number");
    else if (token == P::DATE || token == P::TIMESTAMP) add("a date");
    else if (token == P::NEWLINE || token == antlr4::Token::EOF) add("the end of the line");
    else if (!spelling_of(token).empty()) add("`" + std::string(spelling_of(token)) + "`");
  }
  if (words.empty()) {
    using Named = std::pair<std::size_t, std::string_view>;
    static constexpr std::array kNamed{
        Named{P::RuleName, "a name"}, Named{P::RuleCommonName, "a name"}, Named{P::RuleMemberName, "a name"}, Named{P::RuleType, "a type"}, Named{P::RuleTarget, "a table"},
        Named{P::RulePoolSource, "`from` or `{`"}, Named{P::RuleEnumValue, "a name or a text"}, Named{P::RuleModifier, "a modifier"},
        Named{P::RuleRows, "a number of rows"}, Named{P::RuleMember, "a member"}, Named{P::RuleMembers, "a member"}, Named{P::RuleRefinements, "a member"},
        Named{P::RuleEnumValues, "a name or a text"}, Named{P::RulePoolFields, "a field"}, Named{P::RuleTypedFields, "a field"}, Named{P::RuleArms, "a pattern"},
        Named{P::RuleFallbackValues, "`field = value`"}, Named{P::RuleText, "text"}, Named{P::RuleDeclaration, "the rest of the declaration"}};
    const auto* found = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& named) { return named.first == trouble_.rule; });
    add(found == kNamed.end() ? "a value" : std::string(found->second));
  }
  std::string text = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) text += (i + 1 == words.size() ? " or " : ", ") + words[i];
  unexpected(text);
}

}  // namespace

void report_trouble(const Trouble& trouble, const TokenList& tokens, const TokenStream& stream, Diagnostics& diagnostics) {
  Explainer(trouble, tokens, stream, diagnostics).explain();
}

}  // namespace sydac::compiler::sdl
