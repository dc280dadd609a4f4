// The slips that people make, and what they are told.
#include <algorithm>

#include "source/sdl/explainer.hpp"

namespace sydac::compiler::sdl {

using P = SdlParser;

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

static bool is_comparison(std::size_t type) { return type >= P::EQUAL && type <= P::GREATER; }

/// `a < b < c`, `1..2..3`
bool Explainer::chain() {
  if (!(is_comparison(seen_.type) || seen_.type == P::RANGE || seen_.type == P::IN) || !previous_ || !ends_value(previous_->type))
    return false;
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
  if (seen_.type == P::DOT && next_.type == P::INT && touches(seen_, next_) &&
      !(previous_ && ends_value(previous_->type) && touches(*previous_, seen_))) {
    return unexpected("a value", "a decimal has a digit before its point: `0." + printable(tokens_.text_of(next_), 40) + "`");
  }
  if (trouble_.at >= 2 && previous_is(P::DOT) && stream_.at(trouble_.at - 2).type == P::INT) {
    return unexpected("a digit", half(stream_.at(trouble_.at - 2)));
  }
  return false;
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
  if (stream_.at(entry_begin()).type == P::LET && trouble_.at == entry_begin() + 2 && trouble_.rule == P::RuleMember &&
      !is_word(seen_.type) && seen_.type != P::ARROW) {
    return unexpected("`=`", "`let name = value`; a column of that name is written `` `let` ``");
  }
  const bool as_name = never && (trouble_.rule == P::RuleName || trouble_.rule == P::RuleMemberName || trouble_.rule == P::RuleCommonName);
  const std::size_t begin = entry_begin();
  const Token& first = stream_.at(begin);
  const bool let_or_check = (first.type == P::LET || first.type == P::CHECK) && trouble_.at >= begin + 1 && trouble_.at <= begin + 2 &&
                            !in_value() &&
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
  const std::string_view hint = look_up({{"primary", "a primary key is `pk`"},
                                         {"references", "a reference is `name -> table`"},
                                         {"default", "a rule is given with `=`"},
                                         {"not", "a column is not null unless it has `?`"},
                                         {"null", "a nullable column has `?` after its type"},
                                         {"nullable", "a nullable column has `?` after its type"},
                                         {"optional", "a nullable column has `?` after its type"},
                                         {"auto_increment", "`= serial` counts up"},
                                         {"autoincrement", "`= serial` counts up"},
                                         {"constraint", "`check condition` is a line of its own"},
                                         {"check", "`check condition` is a line of its own"},
                                         {"foreign", "a reference is `name -> table`"},
                                         {"key", "a primary key is `pk`"},
                                         {"index", "indexes are no part of the data"}},
                                        lower_case(word()));
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
        return unexpected("a type", "a column is `" + printable(name, 40) + " text = …`; a value that is not written is `let " +
                                        printable(name, 40) + " = …`");
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
  Diagnostic& made = diagnostics_.report(Code::unexpected, {tokens_.file, last.end, last.end},
                                         {"the end of the line", last.type == P::DOT ? "a name" : "a value"});
  if (const Token& number = stream_.at(trouble_.at - 3); last.type == P::DOT && number.type == P::INT) made.suggest(half(number));
  return true;
}

/// A member is complete and its line goes on.
bool Explainer::after_member() {
  const antlr4::ParserRuleContext* last = last_entry();
  if (!last) return false;
  if (trouble_.rule == P::RuleFile && seen_.type == P::MINUS && previous_ && touches(*previous_, seen_) && touches(seen_, next_) &&
      is_word(previous_->type)) {
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
    case P::PK:
    case P::UNIQUE:
    case P::PII:
    case P::SENSITIVE:
    case P::WAS:
    case P::QUESTION:
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

bool Explainer::value() {
  const bool wants_value = trouble_.rule == P::RuleExpression || trouble_.rule == P::RuleCondition || trouble_.rule == P::RuleTerm ||
                           trouble_.rule == P::RuleOperand || trouble_.rule == P::RuleLiteral || trouble_.rule == P::RuleArgument ||
                           trouble_.rule == P::RuleValueName || trouble_.rule == P::RuleCommonName;
  if (trouble_.rule == P::RuleArrayLength || (in(P::RuleArrayLength) && previous_is(P::OPEN_BRACKET))) {
    return unexpected("a length", "an array has its length: `int[0..3]`, `text[4]`");
  }
  if (trouble_.rule == P::RuleExpression && trouble_.expected.contains(static_cast<std::size_t>(P::THEN)))
    return unexpected("`then`", "`if condition then value else value`");
  if (trouble_.rule == P::RuleExpression && trouble_.expected.contains(static_cast<std::size_t>(P::ELSE)))
    return unexpected("`else`", "each `if` has an `else`");
  if (trouble_.rule == P::RuleArm && (seen_.type == P::ARROW || seen_.type == P::COLON))
    return unexpected("`=>`", "an arm is `pattern => value`");
  if (trouble_.rule == P::RuleTarget || !wants_value || !(in_value() || in(P::RulePick) || in(P::RuleArgument) || in(P::RuleArm)))
    return false;
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

}  // namespace sydac::compiler::sdl
