// The term of each kind of value.
#include <algorithm>

#include "base/numbers.hpp"
#include "base/regex/inclusion.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "check/terms.hpp"
#include "model/walk.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

std::optional<Int128> microseconds(const IntervalValue& interval) {
  if (interval.months != 0) return std::nullopt;
  return Int128{interval.days} * kMicrosPerDay + interval.microseconds;
}

/// The least and the most that an interval with months moves a moment by: a year has 365 or 366 days, a month 28 to 31.
std::optional<Bounds> reach(const Model& model, ValueId id, bool back) {
  const auto& node = model[id].node;
  auto of = [](const IntervalValue& each) {
    const Int128 rest = Int128{each.days} * kMicrosPerDay + each.microseconds;
    const Int128 years = Int128{each.months / 12} * kMicrosPerDay, months = Int128{each.months % 12} * kMicrosPerDay;
    const Int128 few = 365 * years + 28 * months, many = 366 * years + 31 * months;
    return Bounds{std::min(few, many) + rest, std::max(few, many) + rest};
  };
  std::optional<Bounds> made;
  if (const auto* constant = std::get_if<IntervalValue>(&node)) made = of(*constant);
  if (const auto* range = std::get_if<RangeValue>(&node)) {
    const auto* low = std::get_if<IntervalValue>(&model[range->low].node);
    const auto* high = std::get_if<IntervalValue>(&model[range->high].node);
    if (low && high) made = Bounds{of(*low).low, of(*high).high};
  }
  if (made && back) made = Bounds{-made->high, -made->low};
  return made;
}

/// Tells expressions apart that are not looked into.
void spell(const Model& model, ValueId id, std::string& out) {
  const Value& value = model[id];
  out += '(' + std::to_string(value.node.index());
  if (const auto* number = std::get_if<NumberValue>(&value.node))
    out += '=' + to_text(number->raw) + '/' + std::to_string(value.type.scale);
  if (const auto* text = std::get_if<TextValue>(&value.node)) out += '=' + std::to_string(text->text.size()) + ':' + text->text;
  if (const auto* boolean = std::get_if<BoolValue>(&value.node)) out += boolean->value ? "=t" : "=f";
  if (const auto* constant = std::get_if<EnumValue>(&value.node))
    out += '=' + std::to_string(value.type.enumeration.index) + '.' + std::to_string(constant->index);
  if (const auto* own = std::get_if<CellValue>(&value.node))
    out += '=' + std::to_string(own->cell.table.index) + '.' + std::to_string(own->cell.index) + '@' + std::to_string(own->frame);
  if (const auto* far = std::get_if<PathValue>(&value.node))
    out += '=' + std::to_string(far->cell.table.index) + '.' + std::to_string(far->cell.index);
  if (const auto* operation = std::get_if<ArithmeticValue>(&value.node)) out += '=' + std::to_string(static_cast<int>(operation->op));
  if (const auto* compare = std::get_if<CompareValue>(&value.node)) out += '=' + std::to_string(static_cast<int>(compare->op));
  if (const auto* logic = std::get_if<LogicValue>(&value.node)) out += '=' + std::to_string(static_cast<int>(logic->op));
  if (const auto* rollup = std::get_if<RollupValue>(&value.node))
    out += '=' + std::to_string(static_cast<int>(rollup->function)) + '.' + std::to_string(rollup->child.index) + '<' +
           std::to_string(rollup->of) + '.' + std::to_string(rollup->owner.index) +
           (rollup->via ? '@' + std::to_string(*rollup->via) : "") + (rollup->value ? "v" : "") + (rollup->where ? "w" : "");
  const bool told_apart = std::holds_alternative<NumberValue>(value.node) || std::holds_alternative<TextValue>(value.node) ||
                          std::holds_alternative<BoolValue>(value.node) || std::holds_alternative<EnumValue>(value.node) ||
                          std::holds_alternative<CellValue>(value.node) || std::holds_alternative<PathValue>(value.node) ||
                          std::holds_alternative<ArithmeticValue>(value.node) || std::holds_alternative<CompareValue>(value.node) ||
                          std::holds_alternative<LogicValue>(value.node) || std::holds_alternative<NotValue>(value.node) ||
                          std::holds_alternative<NegateValue>(value.node) || std::holds_alternative<RollupValue>(value.node);
  if (!told_apart) out += '#' + std::to_string(id.index);
  if (told_apart && is_number(value.type))
    out += '/' + std::to_string(static_cast<int>(value.type.base)) + '.' + std::to_string(value.type.scale);
  for (ValueId part : parts_of(value)) spell(model, part, out);
  out += ')';
}

}  // namespace

/// One overload for each kind of value.
struct TermOf {
  Terms& own;
  ValueId id;
  const Value& value;
  TermId row;

  TermId at(ValueId part) const { return own.make(part, row); }
  std::vector<TermId> all(const std::vector<ValueId>& list) const {
    std::vector<TermId> made;
    for (ValueId each : list) made.push_back(at(each));
    return made;
  }
  TermId typed(Op op, std::vector<TermId> parts) const { return own.add(own.typed(id, op, std::move(parts))); }
  /// Pure in its row: the same node in the same row is the same value.
  TermId drawn() const { return own.unknown(id, "draw " + std::to_string(id.index), {row}, value.type.nullable); }
  TermId spelled() const {
    std::string name;
    spell(own.model_, id, name);
    return own.unknown(id, name, {row}, value.type.nullable);
  }
  TermId function(std::string name, std::vector<TermId> parts) const { return own.unknown(id, std::move(name), std::move(parts)); }

  TermId operator()(const NullValue&) const { return typed(Op::null, {}); }
  TermId operator()(const BoolValue& v) const { return own.add({.op = Op::boolean, .sort = Sort::boolean, .number = v.value}); }
  TermId operator()(const NumberValue& v) const {
    const Base base = value.type.base;
    if (sort_of(value.type) == Sort::moment) return own.moment(base == Base::date ? v.raw * kMicrosPerDay : v.raw);
    return own.constant(v.raw, scale_of(value.type));
  }
  TermId operator()(const RealValue& v) const { return function("real " + v.digits, {}); }
  TermId operator()(const TextValue& v) const {
    if (value.type.base != Base::text) return drawn();
    return own.add({.op = Op::text, .sort = Sort::text, .name = v.text});
  }
  TermId operator()(const IntervalValue& v) const {
    const auto exact = microseconds(v);
    return exact ? own.moment(*exact) : drawn();
  }
  TermId operator()(const EnumValue& v) const { return own.enumeration(value.type.enumeration, v.index); }
  TermId operator()(const CellValue& v) const { return v.frame == 0 ? own.cell(v.cell, row) : drawn(); }
  TermId operator()(const PathValue& v) const {
    const TermId target = at(v.row);
    const TermId made = own.cell(v.cell, target);
    const Term inner = own[made];
    const bool knows_its_row = inner.op == Op::reference && inner.parts[0] == target;
    if (!own.model_[v.row].type.nullable || knows_its_row) return made;
    return own.add({.op = Op::through, .sort = inner.sort, .scale = inner.scale, .days = inner.days, .parts = {target, made}});
  }
  TermId operator()(const FieldValue& v) const {
    return own.unknown(id, "field " + std::to_string(v.field), {at(v.record)}, value.type.nullable);
  }
  TermId operator()(const DrawValue& v) const {
    const auto* share = v.arguments.size() == 1 && v.arguments[0] ? std::get_if<NumberValue>(&own.model_[*v.arguments[0]].node) : nullptr;
    if (value.type.base != Base::boolean || !share || share->raw < 0) return drawn();
    const auto all = static_cast<std::uint64_t>(power_of_ten(scale_of(own.model_[*v.arguments[0]].type)));
    return own.add({.op = Op::unknown,
                    .sort = Sort::boolean,
                    .name = "draw " + std::to_string(id.index),
                    .parts = {row},
                    .weights = {static_cast<std::uint64_t>(std::min<Int128>(share->raw, all)), all}});
  }
  TermId operator()(const RangeValue& v) const {
    if (sort_of(value.type) == Sort::other) return drawn();
    for (ValueId end : {v.low, v.high}) {
      const auto* months = std::get_if<IntervalValue>(&own.model_[end].node);
      if (months && months->months != 0) return drawn();
    }
    Term made = own.typed(id, Op::range, {at(v.low), at(v.high)});
    made.name = std::to_string(id.index);
    made.parts.push_back(row);
    made.number = v.step;
    return own.add(std::move(made));
  }
  TermId operator()(const ChoiceValue& v) const {
    Term made = own.typed(id, Op::choice, all(v.values));
    made.name = std::to_string(id.index) + "@" + std::to_string(row.index);
    made.weights = v.weights;
    return own.add(std::move(made));
  }
  TermId operator()(const EnumDrawValue&) const {
    Term made = own.typed(id, Op::enum_draw, {row});
    made.number = value.type.enumeration.index;
    made.name = std::to_string(id.index);
    return own.add(std::move(made));
  }
  TermId operator()(const ArithmeticValue& v) const {
    const TermId left = at(v.left), right = at(v.right);
    if (sort_of(value.type) == Sort::other) return function("real " + std::to_string(static_cast<int>(v.op)), {left, right});
    // What may hold months has no fixed length, and so no bounds.
    auto months = [&](ValueId part) { return own.model_[part].type.base == Base::interval && !own.model_[part].bounds; };
    if (months(v.left) || months(v.right)) {
      const auto far = value.type.base == Base::interval ? std::nullopt : reach(own.model_, v.right, v.op == BinaryOp::subtract);
      if (!far) return function("months " + std::to_string(static_cast<int>(v.op)), {left, right});
      Term made = own.typed(id, Op::moved, {left, right});
      made.sign = v.op;
      made.bounds = far;
      return own.add(std::move(made));
    }
    switch (v.op) {
      case BinaryOp::add: return typed(Op::add, {left, right});
      case BinaryOp::subtract: return typed(Op::subtract, {left, right});
      case BinaryOp::multiply: return typed(Op::multiply, {left, right});
      default: return function("/" + std::to_string(value.type.scale) + (value.type.base == Base::integer ? "i" : ""), {left, right});
    }
  }
  TermId operator()(const NegateValue& v) const {
    if (sort_of(value.type) == Sort::other) return function("-", {at(v.operand)});
    return typed(Op::negate, {at(v.operand)});
  }
  TermId operator()(const CompareValue& v) const {
    Term made = own.typed(id, Op::compare, {at(v.left), at(v.right)});
    made.sign = v.op;
    return own.add(std::move(made));
  }
  TermId operator()(const LogicValue& v) const {
    return typed(v.op == BinaryOp::logical_and ? Op::logical_and : Op::logical_or, {at(v.left), at(v.right)});
  }
  TermId operator()(const NotValue& v) const { return typed(Op::logical_not, {at(v.operand)}); }
  TermId compare(BinaryOp sign, TermId left, TermId right) const {
    return own.add({.op = Op::compare, .sort = Sort::boolean, .sign = sign, .parts = {left, right}});
  }
  TermId operator()(const InValue& v) const {
    const TermId operand = at(v.operand);
    if (v.range) {
      return own.add(
          {.op = Op::logical_and,
           .sort = Sort::boolean,
           .parts = {compare(BinaryOp::greater_equal, operand, at(v.items[0])), compare(BinaryOp::less_equal, operand, at(v.items[1]))}});
    }
    std::vector<TermId> parts{operand};
    for (ValueId item : v.items) parts.push_back(compare(BinaryOp::equal, operand, at(item)));
    return typed(Op::in, std::move(parts));
  }
  TermId operator()(const IfValue& v) const { return typed(Op::if_else, {at(v.condition), at(v.then), at(v.otherwise)}); }
  TermId operator()(const MatchValue& v) const {
    const TermId subject = at(v.subject);
    Term made = own.typed(id, Op::match, {subject});
    for (const MatchArm& arm : v.arms) {
      made.counts.push_back(static_cast<std::uint32_t>(arm.patterns.size()));
      for (ValueId pattern : arm.patterns) {
        const bool null = std::holds_alternative<NullValue>(own.model_[pattern].node);
        made.parts.push_back(null ? at(pattern) : compare(BinaryOp::equal, subject, at(pattern)));
      }
      made.parts.push_back(at(arm.value));
    }
    return own.add(std::move(made));
  }
  TermId operator()(const ConcatValue& v) const { return function("join", all(v.parts)); }
  TermId operator()(const FunctionValue& v) const {
    std::vector<TermId> parts = all(v.arguments);
    const bool exact = sort_of(value.type) == Sort::number || sort_of(value.type) == Sort::moment;
    switch (v.function) {
      case Function::coalesce: return typed(Op::coalesce, std::move(parts));
      case Function::nullif: {
        parts.push_back(compare(BinaryOp::equal, parts[0], parts[1]));
        return typed(Op::nullif, std::move(parts));
      }
      case Function::minimum:
        if (exact) return typed(Op::minimum, std::move(parts));
        break;
      case Function::maximum:
        if (exact) return typed(Op::maximum, std::move(parts));
        break;
      case Function::abs:
        if (exact) return typed(Op::absolute, std::move(parts));
        break;
      case Function::div:
      case Function::mod: {
        Term made = own.typed(id, v.function == Function::div ? Op::quotient : Op::remainder, std::move(parts));
        made.bounds = own.bounds_of(id);
        return own.add(std::move(made));
      }
      case Function::round: return rounded(parts[0]);
      case Function::matches:
        if (always_matches(v)) return own.add({.op = Op::boolean, .sort = Sort::boolean, .number = 1});
        break;
      default: break;
    }
    return function("function " + std::to_string(static_cast<int>(v.function)) + " " + std::to_string(v.matcher), std::move(parts));
  }
  /// A column whose rule draws from a pattern that lies within the one it is held against.
  bool always_matches(const FunctionValue& v) const {
    const Model& model = own.model_;
    const auto* read = std::get_if<CellValue>(&model[v.arguments[0]].node);
    if (!read || model[v.arguments[0]].type.nullable || !model[read->cell].value) return false;
    const auto* node = &model[*model[read->cell].value].node;
    if (const auto* unique = std::get_if<UniqueValue>(node)) node = &model[unique->draw].node;
    const auto* drawn = std::get_if<RegexValue>(node);
    return drawn && is_inside(model.regexes[drawn->regex].language, model.matchers[v.matcher].automaton);
  }
  TermId rounded(TermId part) const {
    if (own[part].sort != Sort::number) return function("convert", {part});
    if (own[part].op == Op::number || own[part].scale <= scale_of(value.type)) {
      if (own[part].scale <= scale_of(value.type)) return part;
    }
    Term made = own.typed(id, Op::rounded, {part});
    return own.add(std::move(made));
  }
  TermId operator()(const RollupValue&) const { return spelled(); }
  TermId operator()(const RowNumberValue& v) const {
    if (v.of) return function("row", {at(*v.of)});
    if (v.frame != 0) return drawn();
    return own.add({.op = Op::unknown, .sort = Sort::number, .name = "row", .parts = {row}, .bounds = Bounds{0, INT64_MAX}});
  }
  TermId operator()(const OrdinalValue& v) const {
    return v.of ? function("ordinal", {at(*v.of)}) : v.frame == 0 ? function("ordinal", {row}) : drawn();
  }
  TermId operator()(const RowsOfValue& v) const {
    return own.add(
        {.op = Op::unknown, .sort = Sort::number, .name = "rows " + std::to_string(v.table.index), .bounds = Bounds{0, INT64_MAX}});
  }
  TermId operator()(const ConvertValue& v) const {
    const TermId part = at(v.operand);
    const Type& from = own.model_[v.operand].type;
    if (value.type.base == Base::decimal) return rounded(part);
    if (value.type.base == Base::text && from.base == Base::enumeration && own[part].op == Op::enumeration) {
      const Enum& list = own.model_[from.enumeration];
      return own.add({.op = Op::text, .sort = Sort::text, .name = list.values[static_cast<std::size_t>(own[part].number)]});
    }
    if (value.type.base == Base::integer && from.base == Base::integer) return part;
    if (is_moment(value.type) && is_moment(from)) {
      if (value.type.base != Base::date || from.base == Base::date) return part;  // midnight; the same clock
      return typed(Op::day_of, {part});
    }
    return function("to " + std::to_string(static_cast<int>(value.type.base)), {part});
  }
  TermId operator()(const UniqueValue& v) const { return at(v.draw); }
  TermId operator()(const RegexValue&) const { return drawn(); }
  TermId operator()(const PrevValue&) const { return drawn(); }
  TermId operator()(const SplitValue&) const { return drawn(); }
  TermId operator()(const ElementValue& v) const {
    if (own.model_[v.index].type.nullable) return drawn();
    const TermId index = at(v.index);
    Term made = own.typed(id, Op::match, {index});
    for (std::size_t i = 0; i < v.values.size(); ++i) {
      made.counts.push_back(1);
      made.parts.push_back(compare(BinaryOp::equal, index, own.constant(static_cast<Int128>(i), 0)));
      made.parts.push_back(at(v.values[i]));
    }
    return own.add(std::move(made));
  }
  TermId operator()(const SerialValue& v) const {
    const TermId number = (*this)(RowNumberValue{0});
    const TermId step = own.constant(v.step, 0), start = own.constant(v.start, 0);
    const TermId product = own.add({.op = Op::multiply, .sort = Sort::number, .parts = {number, step}});
    return own.add({.op = Op::add, .sort = Sort::number, .parts = {product, start}});
  }
  TermId operator()(const SourceValue& v) const { return own.unknown(id, "source " + std::to_string(v.source), {row}); }
  TermId operator()(const PoolPickValue&) const { return drawn(); }
  TermId operator()(const EntityValue& v) const { return own.unknown(id, "entity " + v.stream, {row}); }
};

TermId Terms::look_into(ValueId value, TermId row) { return std::visit(TermOf{*this, value, model_[value], row}, model_[value].node); }

}  // namespace sydac::compiler
