// Expressions of SQL in the schema's language, for checks and for columns that a check computes.
#include <algorithm>

#include "source/sql/name_words.hpp"
#include "source/sql/plan.hpp"
#include "source/sql/rule_text.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

struct Spelling {
  std::string_view sql, sdl;
  std::size_t least, most;
};
constexpr Spelling kFunctions[] = {{"lower", "lower", 1, 1},       {"lcase", "lower", 1, 1},        {"upper", "upper", 1, 1},
                                   {"ucase", "upper", 1, 1},       {"char_length", "length", 1, 1}, {"character_length", "length", 1, 1},
                                   {"length", "length", 1, 1},     {"len", "length", 1, 1},         {"abs", "abs", 1, 1},
                                   {"coalesce", "coalesce", 2, 8}, {"ifnull", "coalesce", 2, 2},    {"nullif", "nullif", 2, 2},
                                   {"round", "round", 1, 2},       {"floor", "floor", 1, 1},        {"ceil", "ceil", 1, 1},
                                   {"ceiling", "ceil", 1, 1},      {"replace", "replace", 3, 3},    {"greatest", "max", 2, 8},
                                   {"least", "min", 2, 8},         {"trim", "trim", 1, 2},          {"btrim", "trim", 1, 2},
                                   {"mod", "mod", 2, 2},           {"substr", "substr", 2, 3},      {"substring", "substr", 2, 3},
                                   {"year", "year", 1, 1},         {"month", "month", 1, 1}};

class Writer {
 public:
  Writer(const Catalog& catalog, const TablePlan& table) : catalog_(catalog), table_(table) {}

  std::optional<std::string> write(ExprId id, unsigned depth) {
    if (depth > 40) return std::nullopt;
    id = stripped(catalog_, id);
    const Expr& expr = catalog_[id];
    if (const auto* text = std::get_if<String>(&expr.node)) return sdl_string(text->text);
    if (const auto* number = std::get_if<Number>(&expr.node))
      return number->digits.find_first_not_of("0123456789.") == std::string::npos ? std::optional(number->digits) : std::nullopt;
    if (const auto* flag = std::get_if<Boolean>(&expr.node)) return flag->value ? "true" : "false";
    if (const auto* column = std::get_if<Column>(&expr.node)) return name(*column);
    if (const auto* call = std::get_if<Call>(&expr.node)) return function(*call, depth);
    if (const auto* unary = std::get_if<Unary>(&expr.node)) {
      const auto inner = write(unary->operand, depth + 1);
      if (!inner || unary->op == UnaryOp::bit_not) return std::nullopt;
      return unary->op == UnaryOp::logical_not ? "not (" + *inner + ")" : "-" + *inner;
    }
    if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) return operation(*binary, depth);
    if (const auto* is = std::get_if<Is>(&expr.node)) return null_test(*is);
    if (const auto* between = std::get_if<Between>(&expr.node)) {
      const auto a = write(between->operand, depth + 1), low = write(between->low, depth + 1), high = write(between->high, depth + 1);
      if (!a || !low || !high || between->symmetric) return std::nullopt;
      const std::string inside = "(" + *a + " >= " + *low + " and " + *a + " <= " + *high + ")";
      return between->negated ? "not " + inside : inside;
    }
    if (const auto* in = std::get_if<In>(&expr.node)) return list(in->operand, in->items, in->negated, depth);
    if (const auto* any = std::get_if<Quantified>(&expr.node)) {
      const auto* array = std::get_if<Array>(&catalog_[stripped(catalog_, any->array)].node);
      if (!array) return std::nullopt;
      if (any->op == BinaryOp::equal && !any->all) return list(any->operand, array->items, false, depth);
      if (any->op == BinaryOp::not_equal && any->all) return list(any->operand, array->items, true, depth);
      return std::nullopt;
    }
    if (const auto* cases = std::get_if<Case>(&expr.node); cases && !cases->operand && cases->whens.size() == 1 && cases->otherwise) {
      const auto condition = write(cases->whens[0].condition, depth + 1), then = write(cases->whens[0].value, depth + 1),
                 other = write(*cases->otherwise, depth + 1);
      if (!condition || !then || !other) return std::nullopt;
      return "(if " + *condition + " then " + *then + " else " + *other + ")";
    }
    return std::nullopt;
  }

 private:
  const ColumnPlan* find(ExprId id) const {
    const auto* column = std::get_if<Column>(&catalog_[stripped(catalog_, id)].node);
    if (!column) return nullptr;
    const auto own = column_named(catalog_, *table_.def, column->name);
    if (!own) return nullptr;
    for (const ColumnPlan& plan : table_.columns) {
      if (plan.def->name == *own) return &plan;
    }
    return nullptr;
  }

  std::optional<std::string> name(const Column& column) const {
    const auto own = column_named(catalog_, *table_.def, column.name);
    if (!own) return std::nullopt;
    for (const ColumnPlan& plan : table_.columns) {
      // A reference is a row in expressions, a literal of a special type no text that functions know.
      if (plan.def->name == *own && (plan.reference || plan.in_reference || !plan.written || !plan.shape.literal.empty()))
        return std::nullopt;
    }
    return sdl_name(*own);
  }

  std::optional<std::string> function(const Call& call, unsigned depth) {
    for (const Spelling& entry : kFunctions) {
      if (entry.sql != call.name || call.arguments.size() < entry.least || call.arguments.size() > entry.most) continue;
      std::string text = std::string(entry.sdl) + "(";
      for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        const auto argument = write(call.arguments[i], depth + 1);
        if (!argument) return std::nullopt;
        text += (i > 0 ? ", " : "") + *argument;
      }
      return text + ")";
    }
    return std::nullopt;
  }

  std::optional<std::string> operation(const BinaryExpr& binary, unsigned depth) {
    if (binary.op == BinaryOp::matches) {
      const auto operand = write(binary.left, depth + 1);
      const auto regex = constant_text(catalog_, binary.right);
      // Only one that is anchored at both ends describes the whole text.
      if (!operand || !regex || !regex->starts_with("^") || !regex->ends_with("$") || regex->find('|') != std::string::npos)
        return std::nullopt;
      Limits limits;
      std::string body = regex->substr(1, regex->size() - 2);
      if (body.find_first_of("\\/(") != std::string::npos) return std::nullopt;
      return "matches(" + *operand + ", /" + body + "/)";
    }
    const char* op = spelling(binary.op);
    if (op == nullptr) return std::nullopt;
    const ColumnPlan* left_column = find(binary.left);
    const ColumnPlan* right_column = find(binary.right);
    auto left = typed(binary.left, right_column, depth), right = typed(binary.right, left_column, depth);
    if (!left || !right) return std::nullopt;
    if (binary.op == BinaryOp::concat) return "\"{" + *left + "}{" + *right + "}\"";
    return "(" + *left + " " + op + " " + *right + ")";
  }

  /// A constant as the column beside it is typed: a date, a timestamp, a number, a flag.
  std::optional<std::string> typed(ExprId id, const ColumnPlan* beside, unsigned depth) {
    const auto text = constant_text(catalog_, id);
    if (!beside || !text) return write(id, depth + 1);
    const Base base = beside->shape.base;
    if (base == Base::date || base == Base::timestamp || base == Base::timestamptz || base == Base::time) {
      const auto scaled = constant_scaled(catalog_, id, base);
      return scaled ? std::optional(moment_text(*scaled, base)) : std::nullopt;
    }
    if (base == Base::integer || base == Base::decimal || base == Base::real) {
      if (beside->shape.zero_one && (*text == "true" || *text == "false")) return *text == "true" ? "1" : "0";
      return text->find_first_not_of("-0123456789.") == std::string::npos && !text->empty() ? text : std::nullopt;
    }
    if (base == Base::boolean) return *text == "true" || *text == "t" || *text == "1" ? "true" : "false";
    if (base == Base::enumeration) return enum_value(*text);
    if (base == Base::text) return sdl_string(*text);
    return std::nullopt;
  }

  static const char* spelling(BinaryOp op) {
    switch (op) {
      case BinaryOp::add: return "+";
      case BinaryOp::subtract: return "-";
      case BinaryOp::multiply: return "*";
      case BinaryOp::equal: return "==";
      case BinaryOp::not_equal: return "!=";
      case BinaryOp::less: return "<";
      case BinaryOp::less_equal: return "<=";
      case BinaryOp::greater: return ">";
      case BinaryOp::greater_equal: return ">=";
      case BinaryOp::logical_and: return "and";
      case BinaryOp::logical_or: return "or";
      case BinaryOp::concat: return "||";
      default: return nullptr;
    }
  }

  std::optional<std::string> null_test(const Is& is) {
    const ColumnPlan* column = find(is.operand);
    if (is.what != Is::What::null || !column || column->reference || column->in_reference || !column->written) return std::nullopt;
    return "(match " + sdl_name(column->def->name) + " { null => " + (is.negated ? "false" : "true") + ", _ => " +
           (is.negated ? "true" : "false") + " })";
  }

  std::optional<std::string> list(ExprId operand, const std::vector<ExprId>& items, bool negated, unsigned depth) {
    const auto left = write(operand, depth + 1);
    if (!left) return std::nullopt;
    const ColumnPlan* column = find(operand);
    std::string text;
    for (ExprId item : items) {
      const auto value = typed(item, column, depth);
      if (!value) return std::nullopt;
      text += (text.empty() ? "" : ", ") + *value;
    }
    if (items.size() == 1) return "(" + *left + (negated ? " != " : " == ") + text + ")";
    return negated ? "not (" + *left + " in (" + text + "))" : "(" + *left + " in (" + text + "))";
  }

  const Catalog& catalog_;
  const TablePlan& table_;
};

}  // namespace

std::optional<std::string> sdl_expression(const Catalog& catalog, const TablePlan& table, ExprId id) {
  auto text = Writer(catalog, table).write(id, 0);
  // The brackets around the whole are for operators beside it.
  if (text && text->starts_with('(') && text->ends_with(')')) {
    int depth = 0;
    bool whole = true, quoted = false;
    for (std::size_t i = 0; i + 1 < text->size(); ++i) {
      const char c = (*text)[i];
      if (quoted && c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      whole = whole && depth > 0;
    }
    if (whole) return text->substr(1, text->size() - 2);
  }
  return text;
}

}  // namespace sydac::compiler::sql
