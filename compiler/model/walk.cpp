#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

struct Parts {
  std::vector<ValueId> operator()(const PathValue& value) const { return {value.row}; }
  std::vector<ValueId> operator()(const FieldValue& value) const { return {value.record}; }
  std::vector<ValueId> operator()(const DrawValue& value) const {
    std::vector<ValueId> parts;
    for (const auto& argument : value.arguments) {
      if (argument) parts.push_back(*argument);
    }
    return parts;
  }
  std::vector<ValueId> operator()(const RangeValue& value) const { return {value.low, value.high}; }
  std::vector<ValueId> operator()(const ChoiceValue& value) const { return value.values; }
  std::vector<ValueId> operator()(const ArithmeticValue& value) const { return {value.left, value.right}; }
  std::vector<ValueId> operator()(const NegateValue& value) const { return {value.operand}; }
  std::vector<ValueId> operator()(const CompareValue& value) const { return {value.left, value.right}; }
  std::vector<ValueId> operator()(const LogicValue& value) const { return {value.left, value.right}; }
  std::vector<ValueId> operator()(const NotValue& value) const { return {value.operand}; }
  std::vector<ValueId> operator()(const InValue& value) const {
    std::vector<ValueId> parts{value.operand};
    parts.insert(parts.end(), value.items.begin(), value.items.end());
    return parts;
  }
  std::vector<ValueId> operator()(const IfValue& value) const { return {value.condition, value.then, value.otherwise}; }
  std::vector<ValueId> operator()(const MatchValue& value) const {
    std::vector<ValueId> parts{value.subject};
    for (const MatchArm& arm : value.arms) {
      parts.insert(parts.end(), arm.patterns.begin(), arm.patterns.end());
      parts.push_back(arm.value);
    }
    return parts;
  }
  std::vector<ValueId> operator()(const ConcatValue& value) const { return value.parts; }
  std::vector<ValueId> operator()(const FunctionValue& value) const { return value.arguments; }
  std::vector<ValueId> operator()(const RollupValue& value) const {
    std::vector<ValueId> parts;
    if (value.value) parts.push_back(*value.value);
    if (value.where) parts.push_back(*value.where);
    return parts;
  }
  std::vector<ValueId> operator()(const ConvertValue& value) const { return {value.operand}; }
  std::vector<ValueId> operator()(const UniqueValue& value) const { return {value.draw}; }
  std::vector<ValueId> operator()(const NullValue&) const { return {}; }
  std::vector<ValueId> operator()(const BoolValue&) const { return {}; }
  std::vector<ValueId> operator()(const NumberValue&) const { return {}; }
  std::vector<ValueId> operator()(const RealValue&) const { return {}; }
  std::vector<ValueId> operator()(const TextValue&) const { return {}; }
  std::vector<ValueId> operator()(const IntervalValue&) const { return {}; }
  std::vector<ValueId> operator()(const EnumValue&) const { return {}; }
  std::vector<ValueId> operator()(const CellValue&) const { return {}; }
  std::vector<ValueId> operator()(const EnumDrawValue&) const { return {}; }
  std::vector<ValueId> operator()(const RowNumberValue& value) const { return optional(value.of); }
  std::vector<ValueId> operator()(const OrdinalValue& value) const { return optional(value.of); }
  std::vector<ValueId> operator()(const ElementValue& value) const {
    std::vector<ValueId> parts = value.values;
    parts.push_back(value.index);
    return parts;
  }
  std::vector<ValueId> operator()(const PrevValue&) const { return {}; }
  std::vector<ValueId> operator()(const SplitValue& value) const {
    std::vector<ValueId> parts{value.total};
    if (value.least) parts.push_back(*value.least);
    return parts;
  }
  static std::vector<ValueId> optional(const std::optional<ValueId>& value) {
    return value ? std::vector<ValueId>{*value} : std::vector<ValueId>{};
  }
  std::vector<ValueId> operator()(const RowsOfValue&) const { return {}; }
  std::vector<ValueId> operator()(const RegexValue&) const { return {}; }
  std::vector<ValueId> operator()(const SerialValue&) const { return {}; }
  std::vector<ValueId> operator()(const EntityValue&) const { return {}; }
  std::vector<ValueId> operator()(const PoolPickValue& value) const { return value.keys; }
  std::vector<ValueId> operator()(const SourceValue&) const { return {}; }
};

}  // namespace

std::vector<ValueId> parts_of(const Value& value) { return std::visit(Parts{}, value.node); }

void for_each_value(const Model& model, ValueId value, const std::function<void(ValueId)>& visit) {
  visit(value);
  for (ValueId part : parts_of(model[value])) for_each_value(model, part, visit);
}

void cells_read(const Model& model, ValueId value, TableId table, std::vector<CellUse>& uses) {
  for_each_value(model, value, [&](ValueId id) {
    const Value& held = model[id];
    if (const auto* own = std::get_if<CellValue>(&held.node)) uses.push_back({own->cell, held.span, false, own->frame == 0});
    if (const auto* before = std::get_if<PrevValue>(&held.node)) uses.push_back({before->cell, held.span, true, false});
    if (const auto* rollup = std::get_if<RollupValue>(&held.node); rollup && rollup->via)
      uses.push_back({{rollup->child, *rollup->via}, held.span, false, false});
    if (const auto* far = std::get_if<PathValue>(&held.node)) {
      const Value& row = model[far->row];
      CellId reference{};
      if (const auto* cell = std::get_if<CellValue>(&row.node)) reference = cell->cell;
      if (const auto* path = std::get_if<PathValue>(&row.node)) reference = path->cell;
      const Cell& by = model[reference];
      const bool earlier = by.kind == CellKind::reference && by.pick == PickWay::earlier && by.type.nullable && reference.table == table;
      uses.push_back({far->cell, held.span, earlier, false});
    }
  });
}

void cells_read_by(const Model& model, CellId id, std::vector<CellUse>& uses) {
  const Cell& cell = model[id];
  if (cell.value) cells_read(model, *cell.value, id.table, uses);
  if (cell.among) cells_read(model, cell.among->ancestor, id.table, uses);
  if (cell.at) cells_read(model, *cell.at, id.table, uses);
  if (cell.when) cells_read(model, *cell.when, id.table, uses);
  if (!cell.weight) return;
  const std::size_t before = uses.size();
  cells_read(model, *cell.weight, cell.type.table, uses);
  for (std::size_t i = before; i < uses.size(); ++i) uses[i].own_row = false;
}

}  // namespace sydac::compiler
