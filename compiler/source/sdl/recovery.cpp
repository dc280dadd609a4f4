#include "source/sdl/recovery.hpp"

#include <algorithm>

namespace sydac::compiler::sdl {

using P = SdlParser;

/// A rule of the form `open (entry (separator entry)* separator?)? close`.
struct Recovery::List {
  std::size_t rule, entry;
  bool comma;  // entries end at commas and line breaks, else at semicolons and line breaks

  bool separates(std::size_t type) const { return type == P::NEWLINE || type == (comma ? P::COMMA : P::SEMICOLON); }
};

const Recovery::List* Recovery::list_of(std::size_t rule) {
  static constexpr List kLists[] = {
      {P::RuleFile, P::RuleDeclaration, false},
      {P::RuleMembers, P::RuleMember, false},
      {P::RuleRefinements, P::RuleRefinement, false},
      {P::RuleEnumValues, P::RuleEnumValue, true},
      {P::RuleWeights, P::RuleWeight, true},
      {P::RulePoolFields, P::RulePoolField, true},
      {P::RuleTypedFields, P::RuleTypedField, true},
      {P::RuleArms, P::RuleArm, true},
      {P::RuleFallbackValues, P::RuleFallbackValue, true},
  };
  const auto* found = std::find_if(std::begin(kLists), std::end(kLists), [&](const List& list) { return list.rule == rule; });
  return found == std::end(kLists) ? nullptr : found;
}

bool Recovery::can_begin(antlr4::Parser* parser, const List& list, std::size_t type) const {
  const antlr4::atn::ATN& atn = parser->getATN();
  return atn.nextTokens(atn.ruleToStartState[list.entry]).contains(type);
}

void Recovery::report(const Trouble& trouble) {
  // what follows from a slip that was already reported in this entry is not worth a word
  const antlr4::ParserRuleContext* entry = trouble.context;
  const auto is_entry = [](std::size_t rule) {
    return rule == P::RuleDeclaration || rule == P::RuleMember || rule == P::RuleRefinement || rule == P::RuleArm || list_of(rule);
  };
  while (entry->parent && !is_entry(entry->getRuleIndex())) entry = static_cast<const antlr4::ParserRuleContext*>(entry->parent);
  const Token& seen = stream_.at(trouble.at);
  places_.push_back(seen.begin);
  std::uint32_t begin = seen.begin;
  if (!list_of(entry->getRuleIndex())) {
    begin = static_cast<const ParserToken*>(entry->start)->token().begin;
  } else if (trouble.kind == Trouble::Kind::after_entry && trouble.at > 0) {
    begin = static_cast<const ParserToken*>(static_cast<antlr4::ParserRuleContext*>(entry->children.back())->start)->token().begin;
  }
  const auto slip = std::lower_bound(tokens_.slips.begin(), tokens_.slips.end(), begin);
  if (slip != tokens_.slips.end() && *slip <= seen.end) return;
  if (tokens_.cut_short && seen.begin >= tokens_.all.back().begin) return;
  report_trouble(trouble, tokens_, stream_, diagnostics_);
}

void Recovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
  if (reported_) return;
  reported_ = true;
  auto* context = parser->getContext();
  Trouble trouble{.kind = Trouble::Kind::mismatch,
                  .rule = context->getRuleIndex(),
                  .at = error.getOffendingToken()->getTokenIndex(),
                  .context = context};
  if (dynamic_cast<const NestedTooDeeply*>(&error)) trouble.kind = Trouble::Kind::nested_deeply;
  if (dynamic_cast<const antlr4::InputMismatchException*>(&error)) trouble.expected = error.getExpectedTokens();
  report(trouble);
}

void Recovery::recover(antlr4::Parser* parser, std::exception_ptr error) {
  const antlr4::ParserRuleContext& context = *parser->getContext();
  switch (context.getRuleIndex()) {
    case P::RuleDeclaration:
    case P::RuleMember:
    case P::RuleRefinement: skip(parser, context, false); break;
    case P::RuleEnumValue:
    case P::RuleWeight:
    case P::RulePoolField:
    case P::RuleTypedField:
    case P::RuleFallbackValue:
    case P::RuleArm: skip(parser, context, true); break;
    case P::RuleHeader:
      if (context.start->getType() != P::OPEN_BRACKET) break;  // there is none, the members may follow
      skip(parser, context, false);
      break;
    default: std::rethrow_exception(error);
  }
  reported_ = false;
}

/// Moves to the end of what began with `from`: the line break, separator or closing bracket that is outside all brackets opened in it.
void Recovery::skip(antlr4::Parser* parser, const antlr4::ParserRuleContext& from, bool comma_ends) {
  antlr4::TokenStream& stream = *parser->getTokenStream();
  const bool header = from.getRuleIndex() == P::RuleHeader;
  const std::size_t now = stream.index();
  std::size_t depth = 0;
  for (stream.seek(from.start->getTokenIndex());; stream.consume()) {
    const std::size_t type = stream.LA(1);
    if (type == antlr4::Token::EOF) return;
    if (is_closing(type)) {
      if (depth == 0) return;
      if (--depth == 0 && header) return stream.consume();
    } else if (is_opening(type)) {
      ++depth;
    } else if (depth == 0 && stream.index() >= now && (type == P::NEWLINE || type == (comma_ends ? P::COMMA : P::SEMICOLON))) {
      return;
    }
  }
}

void Recovery::sync(antlr4::Parser* parser) {
  antlr4::ParserRuleContext& context = *parser->getContext();
  const List* list = list_of(context.getRuleIndex());
  if (!list) return;
  antlr4::TokenStream& stream = *parser->getTokenStream();
  const auto closes = [&](std::size_t type) { return type == antlr4::Token::EOF || (type == P::CLOSE_BRACE && list->rule != P::RuleFile); };
  const auto trouble = [&](Trouble::Kind kind) {
    report({.kind = kind, .rule = list->rule, .at = stream.index(), .context = &context});
    std::size_t depth = 0;
    for (; stream.LA(1) != antlr4::Token::EOF; stream.consume()) {
      const std::size_t type = stream.LA(1);
      if (depth == 0 && (list->separates(type) || closes(type))) return;
      if (is_opening(type)) ++depth;
      if (is_closing(type) && depth > 0) --depth;
    }
  };
  const auto* last = context.children.empty() ? nullptr : dynamic_cast<antlr4::ParserRuleContext*>(context.children.back());
  if (!last) {  // nothing, or the opening brace alone
    while (!closes(stream.LA(1)) && !can_begin(parser, *list, stream.LA(1))) {
      trouble(Trouble::Kind::bad_start);
      if (list->separates(stream.LA(1))) stream.consume();
    }
    return;
  }
  if (last->getRuleIndex() != list->entry) return;
  while (!closes(stream.LA(1))) {
    if (!list->separates(stream.LA(1))) {
      trouble(Trouble::Kind::after_entry);
    } else if (closes(stream.LA(2)) || can_begin(parser, *list, stream.LA(2))) {
      return;
    } else {
      stream.consume();
      trouble(Trouble::Kind::bad_start);
    }
  }
}

}  // namespace sydac::compiler::sdl
