#include "source/sql/condition_reader.hpp"

#include <utility>

#include "base/numbers.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/patterns.hpp"

namespace sydac::compiler::sql {

std::vector<Branch> ConditionReader::read(ExprId id, bool negate, unsigned depth) {
  if (depth > kConditionDepth) return opaque();
  const Catalog& catalog = context_.catalog;
  id = stripped(catalog, id);
  const Expr& expr = catalog[id];
  if (const auto* unary = std::get_if<Unary>(&expr.node); unary && unary->op == UnaryOp::logical_not)
    return read(unary->operand, !negate, depth + 1);
  if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) return read_binary(*binary, negate, depth);
  if (const auto* is = std::get_if<Is>(&expr.node)) return read_is(*is, negate, depth);
  if (const auto* between = std::get_if<Between>(&expr.node)) return read_between(*between, negate, depth);
  if (const auto* in = std::get_if<In>(&expr.node)) return read_in(in->operand, in->items, in->negated != negate);
  if (const auto* any = std::get_if<Quantified>(&expr.node)) return read_any(*any, negate);
  if (const auto* cases = std::get_if<Case>(&expr.node)) return read_case(*cases, negate, depth);
  if (const auto* flag = std::get_if<Boolean>(&expr.node)) return flag->value != negate ? any() : std::vector<Branch>{};
  if (const auto* call = std::get_if<Call>(&expr.node)) return read_call(*call, negate);
  if (const auto column = column_of(id)) {
    Limits limits;
    limits.in = std::vector<std::string>{negate ? "false" : "true"};
    return one(*column, limits);
  }
  return opaque();
}

std::optional<std::string> ConditionReader::column_of(ExprId id) const {
  id = stripped(context_.catalog, id);
  const auto* column = std::get_if<Column>(&context_.catalog[id].node);
  if (!column) return std::nullopt;
  if (column->of_domain) return value_.empty() ? std::nullopt : std::optional(value_);
  return column_named(context_.catalog, context_.table, column->name);
}

std::vector<Branch> ConditionReader::all(const std::vector<Branch>& left, const std::vector<Branch>& right) const {
  std::vector<Branch> out;
  for (const Branch& a : left) {
    for (const Branch& b : right) {
      if (out.size() >= kMostBranches) return out;
      if (auto merged = both(a, b, context_)) out.push_back(std::move(*merged));
    }
  }
  return out;
}

std::vector<Branch> ConditionReader::either(std::vector<Branch> left, const std::vector<Branch>& right) {
  for (const Branch& branch : right) {
    if (left.size() < kMostBranches) left.push_back(branch);
  }
  return left;
}

std::vector<Branch> ConditionReader::read_binary(const BinaryExpr& binary, bool negate, unsigned depth) {
  // The vector of expressions may move while its parts are read: the node is taken apart first.
  const BinaryOp op = binary.op;
  const ExprId left = binary.left, right = binary.right;
  if (op == BinaryOp::logical_and || op == BinaryOp::logical_or) {
    const auto a = read(left, negate, depth + 1), b = read(right, negate, depth + 1);
    return (op == BinaryOp::logical_and) != negate ? all(a, b) : either(a, b);
  }
  const bool same = op == BinaryOp::equal || op == BinaryOp::null_safe_equal,
             other = op == BinaryOp::not_equal || op == BinaryOp::distinct_from || op == BinaryOp::logical_xor;
  if ((same || other) && is_predicate(left) && is_predicate(right)) {
    const bool equal = same != negate;
    return either(all(read(left, false, depth + 1), read(right, !equal, depth + 1)),
                  all(read(left, true, depth + 1), read(right, equal, depth + 1)));
  }
  return compare(negate ? negated(op) : op, left, right);
}

bool ConditionReader::is_predicate(ExprId id) const {
  const Expr& expr = context_.catalog[stripped(context_.catalog, id)];
  if (std::holds_alternative<Is>(expr.node) || std::holds_alternative<In>(expr.node) || std::holds_alternative<Between>(expr.node))
    return true;
  const auto* binary = std::get_if<BinaryExpr>(&expr.node);
  return binary && binary->op >= BinaryOp::equal && binary->op <= BinaryOp::not_glob;
}

std::vector<Branch> ConditionReader::read_is(const Is& is, bool negate, unsigned depth) {
  const bool positive = is.negated == negate;
  if (is.what != Is::What::null) {
    if (is.what == Is::What::unknown) return opaque();
    return read(is.operand, (is.what == Is::What::is_true) != positive, depth + 1);
  }
  Limits limits;
  limits.nulls = positive ? Nulls::always : Nulls::never;
  if (const auto column = column_of(is.operand)) return one(*column, limits);
  // A computed value is null where a column in it is.
  std::vector<std::string> columns;
  gather(is.operand, columns, 0);
  if (columns.empty()) return opaque();
  Branch branch;
  for (const std::string& column : columns) {
    branch.columns[column] = limits;
    if (positive) break;
  }
  return {branch};
}

void ConditionReader::gather(ExprId id, std::vector<std::string>& columns, unsigned depth) const {
  if (depth > 8) return;
  const Expr& expr = context_.catalog[stripped(context_.catalog, id)];
  if (const auto column = column_of(id)) columns.push_back(*column);
  if (const auto* call = std::get_if<Call>(&expr.node)) {
    for (ExprId argument : call->arguments) gather(argument, columns, depth + 1);
  }
  if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) {
    gather(binary->left, columns, depth + 1);
    gather(binary->right, columns, depth + 1);
  }
}

std::vector<Branch> ConditionReader::read_between(const Between& between, bool negate, unsigned depth) {
  const Between copy = between;
  if (depth > kConditionDepth) return opaque();
  const bool inside = copy.negated == negate;
  const auto low = compare(inside ? BinaryOp::greater_equal : BinaryOp::less, copy.operand, copy.low);
  const auto high = compare(inside ? BinaryOp::less_equal : BinaryOp::greater, copy.operand, copy.high);
  return inside ? all(low, high) : either(low, high);
}

std::vector<Branch> ConditionReader::read_in(ExprId operand, const std::vector<ExprId>& items, bool out) {
  std::vector<std::string> texts;
  for (ExprId item : items) {
    if (const auto* array = std::get_if<Array>(&context_.catalog[stripped(context_.catalog, item)].node))
      return read_in(operand, std::vector<ExprId>(array->items), out);
    const auto text = constant_text(context_.catalog, item);
    if (!text) return opaque();
    texts.push_back(*text);
  }
  Limits limits;
  const Expr& tested = context_.catalog[stripped(context_.catalog, operand)];
  if (!out && !column_of(operand) && !items.empty() && items.size() <= 12 &&
      (null_count(operand, 0) || std::holds_alternative<Call>(tested.node))) {
    const auto* call = std::get_if<Call>(&tested.node);
    const bool cased = call && is_one(call->name, {"lower", "upper", "trim", "btrim", "ltrim", "rtrim", "lcase", "ucase"});
    if (!cased) {
      std::vector<Branch> found;
      const std::vector<ExprId> values = items;
      for (ExprId item : values) found = either(found, compare(BinaryOp::equal, operand, item));
      return found;
    }
  }
  if (const auto column = column_of(operand)) {
    if (out)
      limits.not_in = texts;
    else
      limits.in = normal(texts, shape(*column));
    return one(*column, limits);
  }
  // lower(x) in ('a', 'b'): the values themselves are in that form.
  const auto* call = std::get_if<Call>(&context_.catalog[stripped(context_.catalog, operand)].node);
  if (call && call->arguments.size() == 1 && is_one(call->name, {"lower", "upper", "trim", "btrim", "ltrim", "rtrim", "lcase", "ucase"}))
    return read_in(call->arguments[0], items, out);
  return opaque();
}

std::vector<std::string> ConditionReader::normal(std::vector<std::string> texts, const Shape& shape) {
  std::vector<std::string> out;
  for (std::string& text : texts) {
    if (shape.base == Base::boolean || shape.zero_one) {
      if (is_one(text, {"t", "1", "yes", "on"})) text = "true";
      if (is_one(text, {"f", "0", "no", "off"})) text = "false";
    }
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  }
  return out;
}

std::vector<Branch> ConditionReader::read_any(const Quantified& any, bool negate) {
  const Catalog& catalog = context_.catalog;
  std::vector<std::string> texts;
  const Expr& array = catalog[stripped(catalog, any.array)];
  std::vector<ExprId> items;
  if (const auto* list = std::get_if<Array>(&array.node)) items = list->items;
  if (const auto* row = std::get_if<Row>(&array.node)) items = row->items;
  const bool in = any.op == BinaryOp::equal && !any.all, out = any.op == BinaryOp::not_equal && any.all;
  if (items.empty()) {
    if (const auto* text = std::get_if<String>(&array.node); text && text->text.size() > 2 && text->text.front() == '{') {
      Limits limits;
      std::string piece;
      std::vector<std::string> pieces;
      for (const char c : text->text.substr(1, text->text.size() - 2)) {
        if (c == ',')
          pieces.push_back(std::exchange(piece, ""));
        else if (c != '"')
          piece += c;
      }
      pieces.push_back(piece);
      const auto column = column_of(any.operand);
      if (column && (in || out)) {
        if (in != negate)
          limits.in = normal(pieces, shape(*column));
        else
          limits.not_in = pieces;
        return one(*column, limits);
      }
    }
    return opaque();
  }
  if (in) return read_in(any.operand, items, negate);
  if (out) return read_in(any.operand, items, !negate);
  // x LIKE ANY (…), x ~ ANY (…): any one of them will do.
  std::vector<Branch> found = any.all != negate ? ConditionReader::any() : std::vector<Branch>{};
  const Quantified copy = any;
  for (ExprId item : items) {
    const auto each = compare(negate ? negated(copy.op) : copy.op, copy.operand, item);
    found = copy.all != negate ? all(found, each) : either(found, each);
  }
  return found;
}

std::vector<Branch> ConditionReader::read_case(const Case& cases, bool negate, unsigned depth) {
  const Case copy = cases;
  if (copy.whens.size() > 12) return opaque();
  std::vector<Branch> before = any(), found;
  for (const When& when : copy.whens) {
    const auto holds = copy.operand ? compare(BinaryOp::equal, *copy.operand, when.condition) : read(when.condition, false, depth + 1);
    const auto fails = copy.operand ? compare(BinaryOp::not_equal, *copy.operand, when.condition) : read(when.condition, true, depth + 1);
    found = either(found, all(all(before, holds), read(when.value, negate, depth + 1)));
    before = all(before, fails);
  }
  if (copy.otherwise && !std::holds_alternative<Null>(context_.catalog[stripped(context_.catalog, *copy.otherwise)].node))
    return either(found, all(before, read(*copy.otherwise, negate, depth + 1)));
  return either(found, before);
}

bool Condition::understood() const {
  return std::ranges::any_of(branches, [](const Branch& branch) { return !branch.opaque; });
}

Condition read_condition(ConditionContext& context, ExprId condition, const std::string& value) {
  Condition found;
  found.branches = ConditionReader(context, value).read(condition, false, 0);
  if (found.understood()) std::erase_if(found.branches, [](const Branch& branch) { return branch.opaque; });
  return found;
}

std::optional<std::string> column_named(const Catalog& catalog, const TableDef& table, const std::string& name) {
  for (const ColumnDef& column : table.columns) {
    if (column.name == name) return column.name;
  }
  if (catalog.dialect == Dialect::postgresql) return std::nullopt;
  const std::string wanted = lower_case(name);
  for (const ColumnDef& column : table.columns) {
    if (lower_case(column.name) == wanted) return column.name;
  }
  return std::nullopt;
}

}  // namespace sydac::compiler::sql
