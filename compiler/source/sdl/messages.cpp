// Syntax errors in the words of the language: first the slips that people make (slips.cpp), then what was seen and what is expected.
#include <algorithm>
#include <array>

#include "source/sdl/explainer.hpp"
#include "source/sdl/lex.hpp"

namespace sydac::compiler::sdl {

using P = SdlParser;

std::string lower_case(std::string_view word) {
  std::string made(word.substr(0, 40));
  for (char& c : made) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return made;
}

std::string_view look_up(std::initializer_list<std::pair<std::string_view, std::string_view>> list, std::string_view word) {
  const auto* found = std::find_if(list.begin(), list.end(), [&](const auto& pair) { return pair.first == word; });
  return found == list.end() ? std::string_view() : found->second;
}

void report_trouble(const Trouble& trouble, const TokenList& tokens, const TokenStream& stream, Diagnostics& diagnostics) {
  Explainer(trouble, tokens, stream, diagnostics).explain();
}

void Explainer::explain() {
  if (trouble_.kind == Trouble::Kind::nested_deeply) {
    report(Code::nested_too_deeply, {std::to_string(kMaxNesting)});
    return;
  }
  static constexpr std::array kSlips{&Explainer::dashes,       &Explainer::chain,    &Explainer::half_number, &Explainer::bad_start,
                                     &Explainer::wrong_equals, &Explainer::reserved, &Explainer::member,      &Explainer::after_member,
                                     &Explainer::header,       &Explainer::value,    &Explainer::separator,   &Explainer::pick};
  for (const auto slip : kSlips) {
    if ((this->*slip)()) return;
  }
  expected();
}

bool Explainer::in(std::size_t rule) const {
  for (const antlr4::RuleContext* at = trouble_.context; at; at = static_cast<const antlr4::RuleContext*>(at->parent)) {
    if (at->getRuleIndex() == rule) return true;
    if (list_rule(at->getRuleIndex())) return false;
  }
  return false;
}

std::size_t Explainer::entry_begin() const {
  if (const auto* entry = last_entry()) return entry->start->getTokenIndex();
  if (trouble_.kind == Trouble::Kind::bad_start) return trouble_.at;
  const auto* at = trouble_.context;
  while (at->parent && !list_rule(static_cast<const antlr4::RuleContext*>(at->parent)->getRuleIndex()))
    at = static_cast<const antlr4::ParserRuleContext*>(at->parent);
  return at->start->getTokenIndex();
}

std::size_t Explainer::enclosing_bracket() const {
  const std::size_t begin = entry_begin();
  std::size_t depth = 0;
  for (std::size_t i = trouble_.at; i-- > begin;) {
    const std::size_t type = stream_.at(i).type;
    if (is_closing(type)) ++depth;
    if (is_opening(type) && depth-- == 0) return type;
  }
  return 0;
}

bool Explainer::begins_value(std::size_t type) const {
  switch (type) {
    case P::INT:
    case P::DECIMAL:
    case P::SHARE:
    case P::DURATION:
    case P::DATE:
    case P::TIMESTAMP:
    case P::REGEX:
    case P::PLAIN_TEXT:
    case P::TEXT_START:
    case P::OPEN_PAREN: return true;
    default: return is_word(type) && type != P::AND && type != P::OR && type != P::THEN && type != P::ELSE;
  }
}

bool Explainer::bad_start() {
  if (trouble_.kind != Trouble::Kind::bad_start) return false;
  if (seen_.type == P::SEMICOLON || (seen_.type == P::COMMA && !(previous_ && previous_->type == P::NEWLINE))) {
    report(Code::stray_separator, {tokens_.text_of(seen_)}).suggest("remove it");
    return true;
  }
  switch (seen_.type) {
    case P::MINUS:
    case P::SLASH:
    case P::REGEX:
    case P::OPEN_BRACKET:
    case P::COMMA: {
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
  static const std::vector<std::string> kWords{"edition", "dataset", "seed",  "now",    "locale", "llm",    "enum",
                                               "pool",    "table",   "mixin", "import", "refine", "extern", "def"};
  Diagnostic& made = report(Code::unknown_declaration, {spoken(tokens_, seen_)});
  const std::string seen = lower_case(word());
  const std::string_view known = look_up({{"create", "table"},
                                          {"model", "table"},
                                          {"entity", "table"},
                                          {"struct", "table"},
                                          {"class", "table"},
                                          {"type", "enum"},
                                          {"include", "import"},
                                          {"function", "def"},
                                          {"fn", "def"},
                                          {"func", "def"},
                                          {"version", "edition"},
                                          {"name", "dataset"}},
                                         seen);
  if (!known.empty()) {
    made.suggest("`" + std::string(known) + "`");
  } else if (const auto close = nearest(seen, kWords); close && !seen.empty()) {
    made.suggest("`" + *close + "`");
  } else if (is_word(seen_.type) && (is_word(next_.type) || next_.type == P::ARROW)) {
    made.suggest("a column stands inside the braces of its table");
  } else {
    made.suggest(
        "`table`, `enum`, `pool`, `mixin`, `def`, `import`, `refine`, `extern`, `edition`, `dataset`, `seed`, `now`, `locale` and `llm` "
        "do");
  }
  return true;
}

/// `table t {` and the inside of `[…]`.
bool Explainer::header() {
  const auto* table = trouble_.rule == P::RuleMembers ? dynamic_cast<const P::TableDeclarationContext*>(trouble_.context->parent) : nullptr;
  if (table && trouble_.at == trouble_.context->start->getTokenIndex() && previous_ && is_word(previous_->type)) {
    const std::string name = printable(tokens_.text_of(*previous_), 40);
    return unexpected("`{`", "the number of rows is written `table " + name + "[1000] {`");
  }
  if (!in(P::RuleHeader) || in(P::RuleOperand)) return false;
  if (in(P::RuleRows) && previous_is(P::OPEN_BRACKET))
    return unexpected("a number of rows", "`[1000]`, `[1..7 per orders]`, `[one per users]`");
  if (trouble_.rule == P::RuleHeader)
    return unexpected("`]`", "`[1000]`, `[1..7 per orders]`, `[one per users]`, `[each gear]`, `[20% of customers]`");
  return false;
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
  if (seen_.type == P::QUESTION && (list || brackets))
    return unexpected(brackets ? "`,` or a closing bracket" : "`,`", "`if a then b else c` chooses");
  if (!previous_ || !ends_value(previous_->type) || !begins_value(seen_.type) || !(list || brackets)) {
    return list ? unexpected("`,` or the end of the line") : false;
  }
  report(Code::missing_separator, {spoken(tokens_, seen_), spoken(tokens_, *previous_)})
      .suggest(list ? "a comma or a line break is missing between them" : "a comma is missing between them");
  return true;
}

bool Explainer::pick() {
  if (trouble_.rule != P::RulePick || trouble_.at != trouble_.context->start->getTokenIndex()) return false;
  static const std::vector<std::string> kPicks{"zipf",    "even",   "random", "weighted", "where", "distinct",
                                               "earlier", "unique", "stable", "mutual",   "at",    "when"};
  const auto close = nearest(lower_case(word()), kPicks);
  return unexpected(
      "a pick",
      close
          ? "`" + *close + "`"
          : "`zipf(1.1)`, `even`, `weighted by …`, `where …`, `distinct in …`, `earlier`, `unique`, `stable`, `mutual`, `at …`, `when …`");
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
    if ((any_value && begins_value(token)) || (any_name && is_word(token)) || token == P::MINUS || token == P::NOT || words.size() > 4)
      continue;
    if (token == P::PLAIN_TEXT || token == P::TEXT_START)
      add("a text in double quotes");
    else if (token == P::INT)
      add("a whole number");
    else if (token == P::DATE || token == P::TIMESTAMP)
      add("a date");
    else if (token == P::NEWLINE || token == antlr4::Token::EOF)
      add("the end of the line");
    else if (!spelling_of(token).empty())
      add("`" + std::string(spelling_of(token)) + "`");
  }
  if (words.empty()) {
    using Named = std::pair<std::size_t, std::string_view>;
    static constexpr std::array kNamed{Named{P::RuleName, "a name"},
                                       Named{P::RuleCommonName, "a name"},
                                       Named{P::RuleMemberName, "a name"},
                                       Named{P::RuleType, "a type"},
                                       Named{P::RuleTarget, "a table"},
                                       Named{P::RulePoolSource, "`from` or `{`"},
                                       Named{P::RuleEnumValue, "a name or a text"},
                                       Named{P::RuleModifier, "a modifier"},
                                       Named{P::RuleRows, "a number of rows"},
                                       Named{P::RuleMember, "a member"},
                                       Named{P::RuleMembers, "a member"},
                                       Named{P::RuleRefinements, "a member"},
                                       Named{P::RuleEnumValues, "a name or a text"},
                                       Named{P::RulePoolFields, "a field"},
                                       Named{P::RuleTypedFields, "a field"},
                                       Named{P::RuleArms, "a pattern"},
                                       Named{P::RuleFallbackValues, "`field = value`"},
                                       Named{P::RuleText, "text"},
                                       Named{P::RuleDeclaration, "the rest of the declaration"}};
    const auto* found = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& named) { return named.first == trouble_.rule; });
    add(found == kNamed.end() ? "a value" : std::string(found->second));
  }
  std::string text = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) text += (i + 1 == words.size() ? " or " : ", ") + words[i];
  unexpected(text);
}

}  // namespace sydac::compiler::sdl
