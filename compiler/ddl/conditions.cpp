#include "ddl/conditions.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "ddl/text.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

using sql::Dialect;
using Text = std::optional<std::string>;

/// Parts of a condition with its lets written out; a larger one stays a comment.
constexpr unsigned kMostParts = 2000;

bool is_number(Base base) { return base == Base::integer || base == Base::decimal; }
bool is_moment(Base base) { return base == Base::date || base == Base::time || base == Base::timestamp || base == Base::timestamptz; }

/// Of an enum whose type keeps its own order, or of a text whose order the collation decides.
bool has_other_order(Base base) { return base == Base::text || base == Base::enumeration || base == Base::json || base == Base::bytes; }

struct Printer {
  const Model& model;
  Dialect dialect;
  const Value& value;
  unsigned& budget;  // parts that may still come

  Text part(ValueId id) const {
    if (budget == 0) return std::nullopt;
    --budget;
    return std::visit(Printer{model, dialect, model[id], budget}, model[id].node);
  }
  Base base_of(ValueId id) const { return model[id].type.base; }

  Text binary(ValueId left, std::string_view op, ValueId right) const {
    auto a = part(left), b = part(right);
    if (!a || !b) return std::nullopt;
    return "(" + *a + " " + std::string(op) + " " + *b + ")";
  }

  /// A boolean is a number in SQL Server, which is no condition there.
  Text condition(ValueId id) const {
    auto text = part(id);
    const auto& node = model[id].node;
    const bool is_value = std::holds_alternative<CellValue>(node) || std::holds_alternative<BoolValue>(node);
    return text && is_value && dialect == Dialect::sqlserver ? Text("(" + *text + " = 1)") : text;
  }

  Text operator()(const NullValue&) const { return "NULL"; }
  Text operator()(const BoolValue& boolean) const {
    const bool has_word = dialect == Dialect::postgresql || dialect == Dialect::mysql;
    return has_word ? boolean.value ? "TRUE" : "FALSE" : boolean.value ? "1" : "0";
  }
  Text operator()(const NumberValue& number) const {
    switch (value.type.base) {
      case Base::date: return moment("DATE ", date_text(number.raw));
      case Base::time: return moment("TIME ", time_text(number.raw));
      case Base::timestamp: return moment("TIMESTAMP ", timestamp_text(number.raw));
      case Base::timestamptz:
        if (dialect == Dialect::mysql) return sql_string(dialect, timestamp_text(number.raw));
        return moment("TIMESTAMPTZ ", timestamp_text(number.raw) + "Z");
      case Base::decimal: return to_text(number.raw, value.type.scale);
      default: return to_text(number.raw);
    }
  }
  Text moment(const std::string& word, const std::string& text) const {
    return (dialect == Dialect::postgresql ? word : "") + sql_string(dialect, text);
  }
  Text operator()(const RealValue& real) const { return real.digits; }
  Text operator()(const TextValue& text) const { return sql_string(dialect, text.text); }
  Text operator()(const EnumValue& constant) const { return sql_string(dialect, model[value.type.enumeration].values[constant.index]); }
  Text operator()(const CellValue& cell) const {
    const Cell& held = model[cell.cell];
    if (cell.frame != 0) return std::nullopt;
    if (held.kind == CellKind::let) return held.value ? part(*held.value) : std::nullopt;
    return held.hidden || held.type.base == Base::row ? std::nullopt : Text(sql_name(dialect, held.name));
  }
  Text operator()(const ArithmeticValue& operation) const {
    // SQLite's decimals are floating. Moments and intervals are added in other words by each dialect.
    const auto exact = [&](ValueId id) { return base_of(id) == Base::integer || (is_number(base_of(id)) && dialect != Dialect::sqlite); };
    if (!exact(operation.left) || !exact(operation.right)) return std::nullopt;
    switch (operation.op) {
      case BinaryOp::multiply: return binary(operation.left, "*", operation.right);
      case BinaryOp::add: return binary(operation.left, "+", operation.right);
      case BinaryOp::subtract: return binary(operation.left, "-", operation.right);
      default: return std::nullopt;
    }
  }
  Text operator()(const NegateValue& negation) const {
    auto inner = part(negation.operand);
    return inner && is_number(value.type.base) ? Text("(- " + *inner + ")") : std::nullopt;
  }
  Text operator()(const CompareValue& compare) const {
    const Base left = base_of(compare.left), right = base_of(compare.right);
    const bool is_same = left == right || (is_number(left) && is_number(right));
    if (!is_same || left == Base::interval) return std::nullopt;
    switch (compare.op) {
      case BinaryOp::equal: return binary(compare.left, "=", compare.right);
      case BinaryOp::not_equal: return binary(compare.left, "<>", compare.right);
      default: break;
    }
    if (has_other_order(left)) return std::nullopt;
    switch (compare.op) {
      case BinaryOp::less: return binary(compare.left, "<", compare.right);
      case BinaryOp::less_equal: return binary(compare.left, "<=", compare.right);
      case BinaryOp::greater: return binary(compare.left, ">", compare.right);
      case BinaryOp::greater_equal: return binary(compare.left, ">=", compare.right);
      default: return std::nullopt;
    }
  }
  Text operator()(const LogicValue& logic) const {
    auto a = condition(logic.left), b = condition(logic.right);
    if (!a || !b) return std::nullopt;
    return "(" + *a + (logic.op == BinaryOp::logical_or ? " OR " : " AND ") + *b + ")";
  }
  Text operator()(const NotValue& negation) const {
    auto inner = condition(negation.operand);
    return inner ? Text("(NOT " + *inner + ")") : std::nullopt;
  }
  Text operator()(const InValue& in) const {
    auto operand = part(in.operand);
    const Base base = base_of(in.operand);
    const bool is_same =
        std::ranges::all_of(in.items, [&](ValueId item) { return base_of(item) == base || (is_number(base_of(item)) && is_number(base)); });
    if (!operand || !is_same || (in.range && has_other_order(base))) return std::nullopt;
    std::string items;
    for (ValueId item : in.items) {
      auto text = part(item);
      if (!text) return std::nullopt;
      items += (items.empty() ? "" : in.range ? " AND " : ", ") + *text;
    }
    return "(" + *operand + (in.range ? " BETWEEN " + items : " IN (" + items + ")") + ")";
  }
  Text operator()(const IfValue& choice) const {
    auto test = condition(choice.condition), then = part(choice.then), otherwise = part(choice.otherwise);
    const bool is_condition = value.type.base == Base::boolean && dialect == Dialect::sqlserver;
    if (!test || !then || !otherwise || is_condition) return std::nullopt;
    return "(CASE WHEN " + *test + " THEN " + *then + " ELSE " + *otherwise + " END)";
  }
  Text operator()(const ConvertValue& conversion) const {
    const Base from = base_of(conversion.operand), to = value.type.base;
    const bool loses_digits = to == Base::decimal && from == Base::decimal && model[conversion.operand].type.scale > value.type.scale;
    const bool is_exact = (is_number(from) && is_number(to) && !loses_digits && !(to == Base::integer && from == Base::decimal)) ||
                          (from == to && !is_moment(from));
    return is_exact ? part(conversion.operand) : std::nullopt;
  }
  Text operator()(const FunctionValue& function) const {
    std::string arguments;
    for (ValueId argument : function.arguments) {
      auto text = part(argument);
      if (!text) return std::nullopt;
      arguments += (arguments.empty() ? "" : ", ") + *text;
    }
    const bool is_exact = is_number(value.type.base) && (dialect != Dialect::sqlite || value.type.base == Base::integer);
    switch (function.function) {
      case Function::length:
        if (dialect == Dialect::sqlserver) return std::nullopt;  // LEN leaves blanks at the end out
        return (dialect == Dialect::sqlite ? "length(" : "char_length(") + arguments + ")";
      case Function::abs: return is_exact ? Text("abs(" + arguments + ")") : std::nullopt;
      case Function::coalesce: return "coalesce(" + arguments + ")";
      case Function::nullif: return "nullif(" + arguments + ")";
      default: return std::nullopt;
    }
  }
  Text operator()(const IntervalValue&) const { return std::nullopt; }
  Text operator()(const PathValue&) const { return std::nullopt; }
  Text operator()(const FieldValue&) const { return std::nullopt; }
  Text operator()(const DrawValue&) const { return std::nullopt; }
  Text operator()(const RangeValue&) const { return std::nullopt; }
  Text operator()(const ChoiceValue&) const { return std::nullopt; }
  Text operator()(const EnumDrawValue&) const { return std::nullopt; }
  Text operator()(const MatchValue&) const { return std::nullopt; }
  Text operator()(const ConcatValue&) const { return std::nullopt; }
  Text operator()(const RollupValue&) const { return std::nullopt; }
  Text operator()(const RowNumberValue&) const { return std::nullopt; }
  Text operator()(const OrdinalValue&) const { return std::nullopt; }
  Text operator()(const RowsOfValue&) const { return std::nullopt; }
  Text operator()(const UniqueValue&) const { return std::nullopt; }
  Text operator()(const ElementValue&) const { return std::nullopt; }
  Text operator()(const RegexValue&) const { return std::nullopt; }
  Text operator()(const SerialValue&) const { return std::nullopt; }
  Text operator()(const EntityValue&) const { return std::nullopt; }
  Text operator()(const PoolPickValue&) const { return std::nullopt; }
  Text operator()(const SourceValue&) const { return std::nullopt; }
  Text operator()(const PrevValue&) const { return std::nullopt; }
  Text operator()(const SplitValue&) const { return std::nullopt; }
};

}  // namespace

std::optional<std::string> sql_condition(const Model& model, ValueId condition, Dialect dialect) {
  unsigned budget = kMostParts;
  const Value none;
  return Printer{model, dialect, none, budget}.condition(condition);
}

}  // namespace sydac::compiler
