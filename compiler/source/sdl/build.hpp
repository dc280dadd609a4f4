// From ANTLR's tree to the Schema. For the SDL's own sources only.
#pragma once

#include <SdlParser.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/schema.hpp"
#include "source/sdl/token_stream.hpp"

namespace sydac::compiler::sdl {

/// Operators, calls and branches that an expression may have inside each other; later stages recurse over them.
constexpr std::uint32_t kMaxExpressionDepth = 1000;

class Builder {
 public:
  Builder(const TokenList& tokens, Diagnostics& diagnostics, Schema schema)
      : tokens_(tokens), diagnostics_(diagnostics), schema_(std::move(schema)), depths_(schema_.exprs.size(), 0) {}

  /// The schema with what the file says added. `errors_before` is how many errors there were before the file was read.
  Schema build(SdlParser::FileContext* file, std::size_t errors_before);

 private:
  using P = SdlParser;

  // declarations: build_declarations.cpp
  void declaration(P::DeclarationContext* node);
  void header_line(P::DeclarationContext* node, std::vector<HeaderLine>& lines);
  void enum_declaration(P::EnumDeclarationContext* node);
  void table(P::TableDeclarationContext* node);
  void refine(P::RefineDeclarationContext* node);
  void llm_line(P::LlmLineContext* node);
  void pool(P::PoolDeclarationContext* node);
  void pool_source(P::PoolSourceContext* node, PoolDecl& pool);
  PoolField pool_field(P::PoolFieldContext* node);
  void definition(P::DefinitionContext* node);
  void extern_definition(P::ExternDefinitionContext* node);
  std::optional<RowsHeader> rows(P::HeaderContext* node);
  std::string doc_above(antlr4::ParserRuleContext* node);
  void report_misplaced_docs();

  // members: build_members.cpp
  void members(P::MembersContext* node, std::vector<Member>& list);
  void member(P::MemberContext* node, std::vector<Member>& list);
  std::optional<decltype(Member::node)> member_node(P::MemberContext* node);
  std::optional<decltype(Member::node)> whole_member(P::MemberContext* node);
  ReferenceDecl reference_parts(P::TargetContext* target, const std::vector<P::ModifierContext*>& modifier_list,
                                const std::vector<P::PickContext*>& picks);
  Modifiers modifiers(const std::vector<P::ModifierContext*>& list);
  std::optional<WasModifier> was(P::WasContext* node);
  Pick pick(P::PickContext* node);
  TypeRef type(P::TypeContext* node);

  // values: build_values.cpp
  ExprId expression(P::ExpressionContext* node);
  ExprId range(P::RangeContext* node);
  ExprId condition(P::ConditionContext* node);
  ExprId comparing(P::ComparingContext* node);
  ExprId term(P::TermContext* node);
  ExprId operand(P::OperandContext* node);
  ExprId closed_operand(P::OperandContext* node);
  ExprId match(P::MatchContext* node);
  ExprId call(P::CallContext* node);
  ExprId literal(P::LiteralContext* node);
  ExprId text(P::TextContext* node);
  Argument argument(P::ArgumentContext* node);
  std::vector<Argument> arguments(const std::vector<P::ArgumentContext*>& list);
  std::vector<WeightedEntry> weights(P::WeightsContext* node);
  std::vector<ExprId> expressions(const std::vector<P::ExpressionContext*>& list);
  /// The pieces of text between quotes, escapes replaced; `begin` is where `raw` stands in the file.
  std::string unescaped(std::string_view raw, std::uint32_t begin);
  std::string plain_text(antlr4::tree::TerminalNode* node);

  ExprId make(Span span, decltype(Expr::node) node);
  std::uint32_t depth_below(const decltype(Expr::node)& node) const;
  ExprId nothing(Span span) { return make(span, NullLiteral{}); }

  /// True of a rule that was read to its end, and with no slip inside.
  bool whole(antlr4::ParserRuleContext* node) const;
  Name name(antlr4::ParserRuleContext* node) const;
  std::vector<Name> names(P::NamesContext* node) const;
  Span span(antlr4::ParserRuleContext* node) const;
  Span span(antlr4::tree::TerminalNode* node) const { return tokens_.span_of(token(node)); }
  const Token& token(antlr4::tree::TerminalNode* node) const { return static_cast<const ParserToken*>(node->getSymbol())->token(); }
  std::string_view written(antlr4::tree::TerminalNode* node) const { return tokens_.text_of(token(node)); }

  const TokenList& tokens_;
  Diagnostics& diagnostics_;
  Schema schema_;
  std::vector<std::uint32_t> depths_;   // of each expression
  std::vector<std::size_t> used_docs_;  // tokens, ascending
  bool too_deep_ = false;               // was reported
};

/// `12_000` without its underscores, and without what does not belong to a number.
std::string digits_of(std::string_view written);

}  // namespace sydac::compiler::sdl
