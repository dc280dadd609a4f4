#include <algorithm>
#include <functional>

#include "source/sql/build.hpp"
#include "source/sql/expression_parts.hpp"
#include "source/sql/name_words.hpp"

namespace sydac::compiler::sql {
namespace {

using P = SqlDdlParser;

}  // namespace

ExprId Builder::make(Span span, decltype(Expr::node) node) {
  std::uint32_t depth = 0;
  for_each_part(node, [&](ExprId part) {
    depth = std::max(depth, depths_[part.index]);
    const Span inner = catalog_[part].span;
    span = cover(span, inner);
  });
  if (++depth > kMaxExpressionDepth) {
    node = Opaque{std::string(list_.text.substr(span.begin, span.end - span.begin))};
    depth = 1;
  }
  depths_.push_back(depth);
  return catalog_.add({span, std::move(node)});
}

ExprId Builder::opaque(antlr4::ParserRuleContext* node) { return make(span(node), Opaque{one_line(node)}); }

ExprId Builder::binary(BinaryOp op, ExprId left, ExprId right, std::string spelling) {
  return make(catalog_[left].span, BinaryExpr{op, left, right, std::move(spelling)});
}

std::vector<ExprId> Builder::expressions(const std::vector<P::ExpressionContext*>& list) {
  std::vector<ExprId> made;
  made.reserve(list.size());
  for (auto* one : list) made.push_back(expression(one));
  return made;
}

ExprId Builder::expression(P::ExpressionContext* node) {
  ExprId left = conjunction(node->conjunction(0));
  for (std::size_t i = 2; i < node->children.size(); i += 2) {
    const auto* op = as<antlr4::tree::TerminalNode>(node->children[i - 1]);
    const bool exclusive = const_cast<antlr4::tree::TerminalNode*>(op)->getSymbol()->getType() == P::XOR;
    const ExprId right = conjunction(as<P::ConjunctionContext>(node->children[i]));
    left = binary(exclusive ? BinaryOp::logical_xor : BinaryOp::logical_or, left, right);
  }
  return left;
}

ExprId Builder::conjunction(P::ConjunctionContext* node) {
  const std::vector<P::NegationContext*> list = node->negation();
  ExprId left = negation(list.front());
  for (std::size_t i = 1; i < list.size(); ++i) left = binary(BinaryOp::logical_and, left, negation(list[i]));
  return left;
}

ExprId Builder::negation(P::NegationContext* node) {
  ExprId made = comparison(node->comparison());
  const std::size_t times = node->NOT().size();
  for (std::size_t i = 0; i < times % 2; ++i) made = make(span(node), Unary{UnaryOp::logical_not, made});
  return made;
}

ExprId Builder::comparison(P::ComparisonContext* node) {
  ExprId left = other(node->otherTerm());
  for (auto* tail : node->comparisonTail()) left = comparison_tail(left, tail);
  return left;
}

BinaryOp Builder::sign_of(std::size_t type, std::string_view spelled, std::string& spelling) const {
  switch (type) {
    case P::EQUAL:
    case P::EQUAL_EQUAL: return BinaryOp::equal;
    case P::NULL_SAFE_EQUAL: return BinaryOp::null_safe_equal;
    case P::NOT_EQUAL:
    case P::BANG_EQUAL: return BinaryOp::not_equal;
    case P::LESS_THAN: return BinaryOp::less;
    case P::LESS_EQUAL:
    case P::NOT_GREATER: return BinaryOp::less_equal;
    case P::GREATER_THAN: return BinaryOp::greater;
    case P::GREATER_EQUAL:
    case P::NOT_LESS: return BinaryOp::greater_equal;
    case P::TILDE: return BinaryOp::matches;
    case P::MATCHES_STAR: return BinaryOp::matches_case_blind;
    case P::NOT_MATCHES: return BinaryOp::not_matches;
    case P::NOT_MATCHES_STAR: return BinaryOp::not_matches_case_blind;
    case P::LIKES: return BinaryOp::like;
    case P::LIKES_STAR: return BinaryOp::ilike;
    case P::NOT_LIKES: return BinaryOp::not_like;
    case P::NOT_LIKES_STAR: return BinaryOp::not_ilike;
    case P::BARS: return BinaryOp::concat;
    case P::BAR: return BinaryOp::bit_or;
    case P::AMPERSAND: return BinaryOp::bit_and;
    case P::SHIFT_LEFT: return BinaryOp::shift_left;
    case P::SHIFT_RIGHT: return BinaryOp::shift_right;
    case P::PLUS: return BinaryOp::add;
    case P::MINUS: return BinaryOp::subtract;
    case P::STAR: return BinaryOp::multiply;
    case P::SLASH: return BinaryOp::divide;
    case P::PERCENT:
    case P::MOD: return BinaryOp::modulo;
    case P::CARET:
      if (dialect_ == Dialect::mysql || dialect_ == Dialect::sqlserver) return BinaryOp::bit_xor;
      break;
    case P::DIV: spelling = "div"; return BinaryOp::other;
    default: break;
  }
  spelling = spelled;
  return BinaryOp::other;
}

BinaryOp Builder::sign(P::ComparisonSignContext* node, std::string& spelling) const {
  if (!node->operatorSign()) return sign_of(token_of(node->start).type, written(node), spelling);
  const Token& inner = token_of(node->operatorSign()->start);  // OPERATOR(pg_catalog.=)
  return sign_of(inner.type, list_.text_of(inner), spelling);
}

ExprId Builder::comparison_tail(ExprId left, P::ComparisonTailContext* node) {
  const Span where = span(node);
  if (auto* tail = as<P::SignTailContext>(node)) {
    std::string spelling;
    const BinaryOp op = sign(tail->comparisonSign(), spelling);
    return binary(op, left, other(tail->otherTerm()), std::move(spelling));
  }
  if (auto* tail = as<P::QuantifiedTailContext>(node)) {
    if (tail->subselect())
      return make(cover(catalog_[left].span, where),
                  Opaque{std::string(list_.text.substr(catalog_[left].span.begin, where.end - catalog_[left].span.begin))});
    std::string spelling;
    const BinaryOp op = sign(tail->comparisonSign(), spelling);
    return make(where, Quantified{left, expression(tail->expression()), op, tail->ALL() != nullptr});
  }
  if (auto* tail = as<P::LikeTailContext>(node)) return like_tail(left, tail);
  if (auto* tail = as<P::BetweenTailContext>(node)) {
    const ExprId low = other(tail->otherTerm(0)), high = other(tail->otherTerm(1));
    return make(where, Between{left, low, high, tail->NOT() != nullptr, tail->SYMMETRIC() != nullptr});
  }
  if (auto* tail = as<P::InTailContext>(node); tail && !tail->subselect()) {
    return make(where, In{left, expressions(tail->expression()), tail->NOT() != nullptr});
  }
  if (auto* tail = as<P::IsTailContext>(node)) {
    const Is::What what = tail->NULL_()   ? Is::What::null
                          : tail->TRUE()  ? Is::What::is_true
                          : tail->FALSE() ? Is::What::is_false
                                          : Is::What::unknown;
    return make(where, Is{left, what, tail->NOT() != nullptr});
  }
  if (auto* tail = as<P::DistinctTailContext>(node)) {
    return binary(tail->NOT() ? BinaryOp::null_safe_equal : BinaryOp::distinct_from, left, other(tail->otherTerm()));
  }
  if (auto* tail = as<P::SqliteIsTailContext>(node)) {
    return binary(tail->NOT() ? BinaryOp::distinct_from : BinaryOp::null_safe_equal, left, other(tail->otherTerm()));
  }
  if (auto* tail = as<P::NullTailContext>(node)) return make(where, Is{left, Is::What::null, tail->ISNULL() == nullptr});
  return make(cover(catalog_[left].span, where),
              Opaque{std::string(list_.text.substr(catalog_[left].span.begin, where.end - catalog_[left].span.begin))});
}

ExprId Builder::like_tail(ExprId left, P::LikeTailContext* node) {
  const bool negated = node->NOT() != nullptr;
  BinaryOp op = BinaryOp::like;
  std::string spelling;
  if (node->LIKE()) {
    op = negated ? BinaryOp::not_like : BinaryOp::like;
  } else if (node->ILIKE()) {
    op = negated ? BinaryOp::not_ilike : BinaryOp::ilike;
  } else if (node->GLOB()) {
    op = negated ? BinaryOp::not_glob : BinaryOp::glob;
  } else if (node->SIMILAR()) {
    op = negated ? BinaryOp::not_similar : BinaryOp::similar;
  } else if (node->REGEXP() || node->RLIKE()) {
    op = negated ? BinaryOp::not_matches : BinaryOp::matches;
  } else {
    op = BinaryOp::other;
    spelling = negated ? "not match" : "match";
  }
  const ExprId right = other(node->otherTerm(0));
  std::optional<ExprId> escape;
  if (node->otherTerm().size() > 1) escape = other(node->otherTerm(1));
  return make(span(node), BinaryExpr{op, left, right, std::move(spelling), escape});
}

/// `a + b - c`, of any level: operands and signs in turn, grouped from the left.
template <class Node>
ExprId Builder::chain(Node* node) {
  ExprId left = operator_chain_part(node->children[0]);
  for (std::size_t i = 2; i < node->children.size(); i += 2) {
    antlr4::tree::ParseTree* between = node->children[i - 1];
    const antlr4::Token* token = as<antlr4::tree::TerminalNode>(between) ? as<antlr4::tree::TerminalNode>(between)->getSymbol()
                                                                         : as<antlr4::ParserRuleContext>(between)->start;
    std::string spelling;
    const BinaryOp op = sign_of(token->getType(), list_.text_of(token_of(token)), spelling);
    left = binary(op, left, operator_chain_part(node->children[i]), std::move(spelling));
  }
  return left;
}

ExprId Builder::operator_chain_part(antlr4::tree::ParseTree* part) {
  if (auto* node = as<P::BitOrContext>(part)) return chain(node);
  if (auto* node = as<P::BitAndContext>(part)) return chain(node);
  if (auto* node = as<P::ShiftContext>(part)) return chain(node);
  if (auto* node = as<P::SumContext>(part)) return chain(node);
  if (auto* node = as<P::ProductContext>(part)) return chain(node);
  return signed_operand(as<P::SignedOperandContext>(part));
}

ExprId Builder::other(P::OtherTermContext* node) { return chain(node); }

ExprId Builder::signed_operand(P::SignedOperandContext* node) {
  ExprId made = operand(node->operand());
  std::size_t signs = 0;
  for (std::size_t i = node->children.size() - 1; i-- > 0;) {
    const std::size_t type = as<antlr4::tree::TerminalNode>(node->children[i])->getSymbol()->getType();
    if (type == P::PLUS || ++signs > kMaxExpressionDepth) continue;
    if (type == P::BINARY) {
      made = make(span(node), Cast{made, SqlType{.name = "binary"}});
    } else {
      const UnaryOp op = type == P::MINUS ? UnaryOp::minus : type == P::TILDE ? UnaryOp::bit_not : UnaryOp::logical_not;
      made = make(span(node), Unary{op, made});
    }
  }
  return made;
}

ExprId Builder::operand(P::OperandContext* node) {
  const std::vector<P::OperandTailContext*> tails = node->operandTail();
  // `a.b`, `s.t.c`: a column with its table
  auto* first = as<P::NamePrimaryContext>(node->primary());
  std::size_t used = 0;
  ExprId made;
  if (first && !tails.empty() && as<P::FieldTailContext>(tails[0]) && as<P::FieldTailContext>(tails[0])->name()) {
    std::string qualifier = name(first->name());
    std::string column = name(as<P::FieldTailContext>(tails[0])->name());
    used = 1;
    if (tails.size() > 1 && as<P::FieldTailContext>(tails[1]) && as<P::FieldTailContext>(tails[1])->name()) {
      qualifier = std::exchange(column, name(as<P::FieldTailContext>(tails[1])->name()));
      used = 2;
    }
    made = make(span(first), Column{std::move(qualifier), std::move(column)});
  } else {
    made = primary(node->primary());
  }
  for (; used < tails.size(); ++used) made = tail_of_operand(made, tails[used]);
  return made;
}

ExprId Builder::tail_of_operand(ExprId value, P::OperandTailContext* node) {
  const Span where = cover(catalog_[value].span, span(node));
  if (auto* tail = as<P::CastTailContext>(node)) return make(where, Cast{value, type(tail->castType())});
  if (auto* tail = as<P::CollateTailContext>(node)) {
    std::string collation = parts(tail->objectName()).back();
    const ExprId named = make(span(node), String{std::move(collation)});
    return make_call(where, "collate", {value, named});
  }
  if (auto* tail = as<P::ZoneTailContext>(node)) {
    const ExprId zone = primary(tail->primary());
    return make_call(where, "timezone", {zone, value});
  }
  if (auto* tail = as<P::SubscriptTailContext>(node); tail && !tail->COLON() && tail->expression().size() == 1) {
    const ExprId index = expression(tail->expression(0));
    return make(where, Subscript{value, index});
  }
  return make(where, Opaque{std::string(list_.text.substr(where.begin, where.end - where.begin))});
}

ExprId Builder::primary(P::PrimaryContext* node) {
  const Span where = span(node);
  if (as<P::NumberLiteralContext>(node)) return make(where, Number{std::string(written(node))});
  if (auto* made = as<P::StringLiteralContext>(node)) return make(where, String{text(made->literal())});
  if (as<P::BooleanLiteralContext>(node)) return make(where, Boolean{token_of(node->start).type == P::TRUE});
  if (as<P::NullLiteralContext>(node)) return make(where, Null{});
  if (auto* made = as<P::NamePrimaryContext>(node)) return name_value(made);
  if (auto* made = as<P::CallContext>(node)) return call(made);
  if (auto* made = as<P::ParenthesesContext>(node)) {
    const std::vector<ExprId> items = expressions(made->expression());
    return items.size() == 1 ? items.front() : make(where, Row{items});
  }
  if (auto* made = as<P::RowPrimaryContext>(node)) return make(where, Row{expressions(made->expression())});
  if (auto* made = as<P::ArrayPrimaryContext>(node)) return make(where, Array{expressions(made->arrayItems()->expression())});
  if (auto* made = as<P::CasePrimaryContext>(node)) return case_value(made);
  if (auto* made = as<P::CastPrimaryContext>(node)) {
    const ExprId value = expression(made->expression());
    return make(where, Cast{value, type(made->castType())});
  }
  if (auto* made = as<P::TypedLiteralContext>(node)) return typed_literal(made);
  if (auto* made = as<P::TrimPrimaryContext>(node)) return trim(made);
  if (auto* made = as<P::ExtractPrimaryContext>(node)) {
    const std::string field = made->literal() ? text(made->literal()) : std::string(written(made->name()));
    const ExprId named = make(where, String{lower_case(field)});
    return make_call(where, "extract", {named, expression(made->expression())});
  }
  if (auto* made = as<P::PositionPrimaryContext>(node)) {
    const ExprId sought = other(made->otherTerm(0));
    return make_call(where, "position", {sought, other(made->otherTerm(1))});
  }
  if (auto* made = as<P::SubstringPrimaryContext>(node)) {
    std::vector<ExprId> items = expressions(made->expression());
    if (!made->FROM()) items.insert(items.begin() + 1, make(where, Number{"1"}));
    return make_call(where, "substring", items);
  }
  if (auto* made = as<P::OverlayPrimaryContext>(node)) return make_call(where, "overlay", expressions(made->expression()));
  if (auto* made = as<P::NextValueContext>(node)) {
    const ExprId sequence = make(where, String{std::string(written(made->objectName()))});
    return make_call(where, "nextval", {sequence});
  }
  if (auto* made = as<P::ConvertUsingContext>(node)) {
    const ExprId charset = make(where, String{lower_case(written(made->name()))});
    return make_call(where, "convert_using", {expression(made->expression()), charset});
  }
  if (as<P::BitsLiteralContext>(node)) {
    std::string_view digits = written(node);
    const bool hexadecimal = lower(digits[0]) == 'x' || digits.starts_with("0x") || digits.starts_with("0X");
    if (digits[0] == '0') {
      digits.remove_prefix(2);
    } else {
      digits = digits.substr(2, digits.size() - 2 - (digits.ends_with('\'') && digits.size() > 2 ? 1 : 0));
    }
    return make(where, Bits{std::string(digits), hexadecimal});
  }
  if (as<P::ParameterContext>(node) && written(node).starts_with('$')) return make(where, Column{{}, std::string(written(node))});
  return opaque(node);  // subselects, EXISTS, DEFAULT, parameters, INTERVAL 1 DAY
}

/// Words that stand for a call without its brackets.
ExprId Builder::name_value(P::NamePrimaryContext* node) {
  static constexpr std::string_view kCalls[] = {"current_timestamp", "current_date",   "current_time", "localtime",
                                                "localtimestamp",    "current_user",   "session_user", "user",
                                                "current_role",      "current_schema", "sysdate",      "utc_timestamp",
                                                "utc_date",          "utc_time",       "systimestamp", "current_catalog"};
  const Token& token = token_of(node->start);
  const Span where = span(node);
  if (token.type == P::DOUBLE_QUOTED && dialect_ == Dialect::mysql) return make(where, String{string_text(list_.text_of(token), quoting_)});
  if (token.type != P::DOUBLE_QUOTED && token.type != P::QUOTED) {
    const std::string word = lower_case(list_.text_of(token));
    if (std::find(std::begin(kCalls), std::end(kCalls), word) != std::end(kCalls)) return make_call(where, word, {});
  }
  return make(where, Column{{}, name(node->name())});
}

ExprId Builder::call(P::CallContext* node) {
  const Span where = span(node);
  const std::vector<P::NameContext*> path = node->functionName()->name();
  const Token& last = token_of(node->functionName()->stop);
  std::string function = lower_case(last.type == P::QUOTED || last.type == P::DOUBLE_QUOTED ? quoted_text(list_.text_of(last), quoting_)
                                                                                            : std::string(list_.text_of(last)));
  std::string schema = path.size() > 1 ? name(path[path.size() - 2]) : std::string();
  if (same_word(schema, "pg_catalog") || same_word(schema, "dbo") || same_word(schema, "sys")) schema.clear();
  if (node->windowPart() || node->DISTINCT() || node->ORDER() || node->STAR()) return opaque(node);
  if (schema.empty() && (function == "convert" || function == "try_convert") && node->argument().size() > 1) return convert(node);
  std::vector<ExprId> arguments;
  for (auto* argument : node->argument()) arguments.push_back(expression(argument->expression()));
  if (function == "lcase") function = "lower";
  if (function == "ucase") function = "upper";
  return make(where, Call{std::move(schema), std::move(function), std::move(arguments)});
}

/// A type that was read as a value: `varchar(10)`, `unsigned`.
std::optional<SqlType> Builder::type_of_value(ExprId id) const {
  SqlType made;
  if (const auto* column = std::get_if<Column>(&catalog_[id].node)) {
    made.name = lower_case(column->name);
  } else if (const auto* call = std::get_if<Call>(&catalog_[id].node)) {
    made.name = call->name;
    for (const ExprId argument : call->arguments) {
      const Span where = catalog_[argument].span;
      made.arguments.emplace_back(list_.text.substr(where.begin, where.end - where.begin));
    }
  } else {
    return std::nullopt;
  }
  return made;
}

/// CONVERT(type, value [, style]) of SQL Server, CONVERT(value, type) of MySQL.
ExprId Builder::convert(P::CallContext* node) {
  std::vector<ExprId> arguments;
  for (auto* argument : node->argument()) arguments.push_back(expression(argument->expression()));
  const bool type_first = dialect_ == Dialect::sqlserver;
  if (const std::optional<SqlType> to = type_of_value(arguments[type_first ? 0 : 1]); to && arguments.size() <= 3) {
    return make(span(node), Cast{arguments[type_first ? 1 : 0], *to});
  }
  return make_call(span(node), "convert", std::move(arguments));
}

ExprId Builder::case_value(P::CasePrimaryContext* node) {
  Case made;
  std::vector<P::ExpressionContext*> outer = node->expression();
  if (node->ELSE()) {
    made.otherwise = expression(outer.back());
    outer.pop_back();
  }
  if (!outer.empty()) made.operand = expression(outer.front());
  for (auto* branch : node->whenBranch()) {
    const ExprId condition = expression(branch->expression(0));
    made.whens.push_back({condition, expression(branch->expression(1))});
  }
  return make(span(node), std::move(made));
}

ExprId Builder::trim(P::TrimPrimaryContext* node) {
  const std::vector<ExprId> items = expressions(node->expression());
  const std::string function = node->LEADING() ? "ltrim" : node->TRAILING() ? "rtrim" : "trim";
  if (items.size() == 1) return make_call(span(node), function, items);
  return make_call(span(node), function, {items[1], items[0]});
}

/// `DATE '2020-01-01'`, `INTERVAL '1' DAY`.
ExprId Builder::typed_literal(P::TypedLiteralContext* node) {
  std::string value = text(node->literal());
  if (!node->ID().empty()) value += " " + lower_case(written(node->ID(0)));
  const ExprId literal = make(span(node->literal()), String{std::move(value)});
  return make(span(node), Cast{literal, type(node->castType())});
}

}  // namespace sydac::compiler::sql
