#include "source/sdl/layout_marks.hpp"

#include "source/sdl/node_cast.hpp"

namespace sydac::compiler::sdl {
namespace {

using P = SdlParser;

class Marker {
 public:
  Marker(const TokenList& tokens, const TokenStream& stream) : tokens_(tokens), marks_(stream.tokens()) {}

  std::vector<Mark> marks(P::FileContext* file) {
    std::vector<antlr4::ParserRuleContext*> pending{file};  // not by recursion: a sum of a thousand terms is a thousand deep
    while (!pending.empty()) {
      antlr4::ParserRuleContext* node = pending.back();
      pending.pop_back();
      visit(node);
      for (auto* child : node->children) {
        if (auto* rule = as<antlr4::ParserRuleContext>(child)) pending.push_back(rule);
      }
    }
    return std::move(marks_);
  }

 private:
  Mark& mark(antlr4::Token* token) { return marks_[token->getTokenIndex()]; }
  Mark& mark(antlr4::tree::TerminalNode* node) { return mark(node->getSymbol()); }
  Mark& mark(antlr4::ParserRuleContext* node) { return mark(node->start); }
  void tight(antlr4::tree::TerminalNode* opening) {
    if (opening) mark(opening).tight_before = true;
  }
  void cell(auto* node, std::uint8_t number) {
    if (node) mark(node).cell = number;
  }

  void visit(antlr4::ParserRuleContext* node) {
    switch (node->getRuleIndex()) {
      case P::RuleLineEnd:
      case P::RuleEntryEnd:
        if (node->start->getType() != P::NEWLINE) mark(node).separator = true;
        return;
      case P::RuleMembers:
      case P::RuleRefinements: {
        Mark& brace = mark(node);
        brace.brace = Mark::Brace::members;
        brace.broken = node->children.size() > 2 || has_comment_after(node->start);
        return;
      }
      case P::RuleEnumValues:
      case P::RuleWeights:
      case P::RulePoolFields:
      case P::RuleTypedFields:
      case P::RuleFallbackValues:
      case P::RuleArms:
        mark(node).brace = Mark::Brace::list;
        mark(node).broken = is_broken(node);
        return;
      case P::RuleDeclaration: return declaration(as<P::DeclarationContext>(node));
      case P::RuleMember: return member(as<P::MemberContext>(node));
      case P::RuleRefinement:
        if (auto* rule = as<P::NewRuleContext>(node)) cell(rule->ASSIGN(), 1);
        if (auto* picks = as<P::NewPicksContext>(node)) cell(picks->ASSIGN(), 1);
        return;
      case P::RulePoolField: return cell(as<P::PoolFieldContext>(node)->type(), 1);
      case P::RuleTypedField: return cell(as<P::TypedFieldContext>(node)->type(), 1);
      case P::RuleArm: return cell(as<P::ArmContext>(node)->FAT_ARROW(), 1);
      case P::RulePoolKeys: return tight(as<P::PoolKeysContext>(node)->OPEN_PAREN());
      case P::RulePoolSize: return tight(as<P::PoolSizeContext>(node)->OPEN_BRACKET());
      case P::RuleHeader: return tight(as<P::HeaderContext>(node)->OPEN_BRACKET());
      case P::RuleArrayLength: return tight(as<P::ArrayLengthContext>(node)->OPEN_BRACKET());
      case P::RuleType:
        tight(as<P::TypeContext>(node)->OPEN_PAREN());
        for (auto* comma : as<P::TypeContext>(node)->COMMA()) mark(comma).tight_after = true;  // `decimal(8,2)`
        return;
      case P::RuleTarget:
        if (auto* names = as<P::TargetContext>(node)->names()) tight(names->OPEN_PAREN());
        return;
      case P::RulePick:
        if (auto* zipf = as<P::ZipfPickContext>(node)) tight(zipf->OPEN_PAREN());
        if (auto* earlier = as<P::EarlierPickContext>(node)) tight(earlier->OPEN_PAREN());
        return;
      case P::RuleOperand: return operand(node);
      case P::RuleTerm:
        if (auto* minus = as<P::MinusContext>(node)) mark(minus->MINUS()).tight_after = true;
        return;
      case P::RuleExpression: return range(as<P::RangeContext>(node));
      default: return;
    }
  }

  void declaration(P::DeclarationContext* node) {
    if (auto* definition = as<P::DefinitionContext>(node)) tight(definition->OPEN_PAREN());
    if (auto* definition = as<P::ExternDefinitionContext>(node)) tight(definition->OPEN_PAREN());
    if (as<P::EditionLineContext>(node) || as<P::DatasetLineContext>(node) || as<P::SeedLineContext>(node) || as<P::NowLineContext>(node) ||
        as<P::LocaleLineContext>(node)) {
      marks_[node->start->getTokenIndex() + 1].cell = 1;
    }
    if (auto* seed = as<P::SeedLineContext>(node); seed && seed->MINUS()) mark(seed->MINUS()).tight_after = true;
  }

  void member(P::MemberContext* node) {
    if (auto* let = as<P::LetMemberContext>(node)) {
      return let->was() ? cell(let->was(), 1) : cell(let->ASSIGN(), 1);
    }
    if (auto* reference = as<P::ReferenceContext>(node)) return cell(reference->ARROW(), 1);
    auto* column = as<P::ColumnContext>(node);
    if (!column) return;
    cell(column->type(), 1);
    for (auto* modifier : column->modifier()) {
      if (!as<P::NullableContext>(modifier)) return cell(modifier, 2);
    }
    cell(column->ASSIGN(), 2);
  }

  void operand(antlr4::ParserRuleContext* node) {
    if (auto* index = as<P::IndexContext>(node)) tight(index->OPEN_BRACKET());
    if (auto* call = as<P::CallContext>(node)) tight(call->OPEN_PAREN());
    if (auto* running = as<P::RunningContext>(node)) tight(running->OPEN_PAREN());
  }

  /// `1..5` and `2026-01-01..2026-12-31`, but `now - 5y .. now`.
  void range(P::RangeContext* node) {
    if (!node || !node->RANGE() || !is_plain(node->condition(0)) || !is_plain(node->condition(1))) return;
    mark(node->RANGE()).tight_before = true;
    mark(node->RANGE()).tight_after = true;
  }
  static bool is_plain(antlr4::ParserRuleContext* node) {
    const std::size_t first = node->start->getTokenIndex(), last = node->stop->getTokenIndex(), type = node->stop->getType();
    if (last > first + 1 || (last == first + 1 && node->start->getType() != P::MINUS)) return false;
    return type == P::INT || type == P::DECIMAL || type == P::SHARE || type == P::DURATION || type == P::DATE || type == P::TIMESTAMP;
  }

  std::size_t index_in_all(antlr4::Token* token) const {
    return static_cast<std::size_t>(&static_cast<const ParserToken*>(token)->token() - tokens_.all.data());
  }
  bool has_comment_after(antlr4::Token* token) const {
    for (std::size_t at = index_in_all(token) + 1;
         at < tokens_.all.size() && (tokens_.all[at].hidden || tokens_.all[at].type == P::NEWLINE); ++at) {
      if (tokens_.all[at].type == P::COMMENT || tokens_.all[at].type == P::DOC) return true;
    }
    return false;
  }
  bool has_line_break_after(antlr4::Token* token) const {
    for (std::size_t at = index_in_all(token) + 1;
         at < tokens_.all.size() && (tokens_.all[at].hidden || tokens_.all[at].type == P::NEWLINE); ++at) {
      if (tokens_.all[at].type == P::LINE_BREAK || tokens_.all[at].type == P::NEWLINE) return true;
    }
    return false;
  }
  /// True of a list with a line break before, between or after its entries; one inside an entry does not count.
  bool is_broken(antlr4::ParserRuleContext* list) const {
    if (list->children.size() == 2) return has_comment_after(list->start);
    if (has_line_break_after(list->start)) return true;
    for (std::size_t i = 1; i + 1 < list->children.size(); ++i) {
      if (has_line_break_after(as<antlr4::ParserRuleContext>(list->children[i])->stop)) return true;
    }
    return false;
  }

  const TokenList& tokens_;
  std::vector<Mark> marks_;
};

}  // namespace

std::vector<Mark> layout_marks(SdlParser::FileContext* file, const TokenList& tokens, const TokenStream& stream) {
  return Marker(tokens, stream).marks(file);
}

}  // namespace sydac::compiler::sdl
