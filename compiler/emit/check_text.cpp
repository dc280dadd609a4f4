#include "emit/check_text.hpp"

#include "base/numbers.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

using Text = std::optional<std::string>;

/// A name as the verifier reads it: in backticks unless it is a plain word.
std::string quoted_name(const std::string& name) { return "`" + name + "`"; }

std::string quoted_text(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\' || c == '{') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// Parts of a condition with its lets written out; a larger one is left to the generator.
constexpr unsigned kMostParts = 2000;

struct Printer {
  const Model& model;
  const Value& value;
  unsigned& budget;  // parts that may still come

  Text part(ValueId id) const {
    if (budget == 0) return std::nullopt;
    --budget;
    return std::visit(Printer{model, model[id], budget}, model[id].node);
  }
  Text binary(ValueId left, std::string_view op, ValueId right) const {
    auto a = part(left), b = part(right);
    if (!a || !b) return std::nullopt;
    return "(" + *a + " " + std::string(op) + " " + *b + ")";
  }
  static std::string_view word(BinaryOp op) {
    switch (op) {
      case BinaryOp::multiply: return "*";
      case BinaryOp::add: return "+";
      case BinaryOp::subtract: return "-";
      case BinaryOp::equal: return "==";
      case BinaryOp::not_equal: return "!=";
      case BinaryOp::less: return "<";
      case BinaryOp::less_equal: return "<=";
      case BinaryOp::greater: return ">";
      case BinaryOp::greater_equal: return ">=";
      case BinaryOp::logical_and: return "and";
      case BinaryOp::logical_or: return "or";
      case BinaryOp::divide:
      case BinaryOp::range:
      case BinaryOp::in: break;
    }
    return "";
  }

  Text operator()(const NullValue&) const { return "null"; }
  Text operator()(const BoolValue& boolean) const { return boolean.value ? "true" : "false"; }
  Text operator()(const NumberValue& number) const {
    switch (value.type.base) {
      case Base::date: return date_text(number.raw);
      case Base::timestamp: return timestamp_text(number.raw);
      case Base::timestamptz: return timestamp_text(number.raw) + "Z";
      case Base::time: return std::nullopt;
      case Base::decimal: return to_text(number.raw, value.type.scale);
      default: return to_text(number.raw);
    }
  }
  Text operator()(const RealValue& real) const { return real.digits; }
  Text operator()(const TextValue& text) const { return quoted_text(text.text); }
  Text operator()(const EnumValue& constant) const { return quoted_text(model[value.type.enumeration].values[constant.index]); }
  Text operator()(const CellValue& cell) const {
    const Cell& held = model[cell.cell];
    if (cell.frame != 0) return std::nullopt;
    if (held.kind == CellKind::let) return held.value ? part(*held.value) : std::nullopt;
    return quoted_name(held.name);
  }
  Text operator()(const PathValue& path) const {
    auto row = part(path.row);
    if (!row || model[path.cell].kind == CellKind::let) return std::nullopt;
    return *row + "." + quoted_name(model[path.cell].name);
  }
  Text operator()(const ArithmeticValue& operation) const {
    // The verifier knows numbers; intervals and division are left to the generator.
    const bool numbers = model[operation.left].type.base != Base::interval && model[operation.right].type.base != Base::interval &&
                         value.type.base != Base::interval;
    if (operation.op == BinaryOp::divide || !numbers) return std::nullopt;
    return binary(operation.left, word(operation.op), operation.right);
  }
  Text operator()(const NegateValue& negation) const {
    auto inner = part(negation.operand);
    return inner ? Text("(0 - " + *inner + ")") : std::nullopt;
  }
  Text operator()(const CompareValue& compare) const { return binary(compare.left, word(compare.op), compare.right); }
  Text operator()(const LogicValue& logic) const { return binary(logic.left, word(logic.op), logic.right); }
  Text operator()(const NotValue& negation) const {
    auto inner = part(negation.operand);
    return inner ? Text("(not " + *inner + ")") : std::nullopt;
  }
  Text operator()(const InValue& in) const {
    auto operand = part(in.operand);
    if (!operand) return std::nullopt;
    if (in.range) {
      auto low = part(in.items[0]), high = part(in.items[1]);
      if (!low || !high) return std::nullopt;
      return "(" + *operand + " >= " + *low + " and " + *operand + " <= " + *high + ")";
    }
    std::string items;
    for (ValueId item : in.items) {
      auto text = part(item);
      if (!text) return std::nullopt;
      items += (items.empty() ? "" : ", ") + *text;
    }
    return "(" + *operand + " in (" + items + "))";
  }
  Text operator()(const ConvertValue& conversion) const {
    const bool exact = value.type.base != Base::date && value.type.base != Base::real &&
                       !(value.type.base == Base::decimal && model[conversion.operand].type.base == Base::decimal &&
                         model[conversion.operand].type.scale > value.type.scale);
    const bool moments = value.type.base == Base::timestamp || value.type.base == Base::timestamptz;
    return exact && !moments ? part(conversion.operand) : std::nullopt;
  }
  Text operator()(const FieldValue&) const { return std::nullopt; }
  Text operator()(const DrawValue&) const { return std::nullopt; }
  Text operator()(const RangeValue&) const { return std::nullopt; }
  Text operator()(const ChoiceValue&) const { return std::nullopt; }
  Text operator()(const EnumDrawValue&) const { return std::nullopt; }
  Text operator()(const IntervalValue&) const { return std::nullopt; }
  Text operator()(const IfValue&) const { return std::nullopt; }
  Text operator()(const MatchValue&) const { return std::nullopt; }
  Text operator()(const ConcatValue&) const { return std::nullopt; }
  Text operator()(const FunctionValue&) const { return std::nullopt; }
  Text operator()(const RollupValue&) const { return std::nullopt; }
  Text operator()(const ElementValue&) const { return std::nullopt; }
  Text operator()(const PrevValue&) const { return std::nullopt; }
  Text operator()(const SplitValue&) const { return std::nullopt; }
  Text operator()(const RowNumberValue&) const { return std::nullopt; }
  Text operator()(const OrdinalValue&) const { return std::nullopt; }
  Text operator()(const RowsOfValue&) const { return std::nullopt; }
  Text operator()(const UniqueValue&) const { return std::nullopt; }
  Text operator()(const RegexValue&) const { return std::nullopt; }
  Text operator()(const SerialValue&) const { return std::nullopt; }
  Text operator()(const EntityValue&) const { return std::nullopt; }
  Text operator()(const PoolPickValue&) const { return std::nullopt; }
  Text operator()(const SourceValue&) const { return std::nullopt; }
};

}  // namespace

std::optional<std::string> check_text(const Model& model, ValueId condition) {
  unsigned budget = kMostParts;
  return std::visit(Printer{model, model[condition], budget}, model[condition].node);
}

}  // namespace sydac::compiler
