#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "check/facts.hpp"
#include "check/text_shape.hpp"

namespace sydac::compiler {
namespace {

using Count = unsigned __int128;

}  // namespace

namespace {

/// An interpolation of draws whose parts can all be told apart has as many values as all combinations of theirs.
std::optional<Count> distinct_texts(const Model& model, ValueId id, const ConcatValue& concat) {
  Count product = 1;
  bool draws = false;
  for (ValueId part : concat.parts) {
    if (std::holds_alternative<TextValue>(model[part].node)) continue;
    const auto count = distinct_values(model, part);
    if (!count || model[part].type.nullable) return std::nullopt;
    product = *count != 0 && product > (Count{1} << 126) / *count ? Count{1} << 126 : product * *count;
    draws = true;
  }
  if (!draws || !all_can_be_read_back(shapes_of_parts(model, id))) return std::nullopt;
  return product;
}

/// Whether the first 64 bits that the rule draws, a bijection of the row's identity, are all in the value.
bool is_mixed_identity(const Model& model, const DrawValue& draw) {
  const RuleType yields = rule(draw.rule).spec->yields;
  if (yields == RuleType::uuid) return true;
  if (yields != RuleType::bytes || draw.arguments.empty()) return false;
  const auto* length = draw.arguments[0] ? std::get_if<NumberValue>(&model[*draw.arguments[0]].node) : nullptr;
  return !draw.arguments[0] || (length && length->raw >= 8);
}

}  // namespace

std::optional<Count> distinct_values(const Model& model, ValueId id) {
  const Value& value = model[id];
  if (const auto* range = std::get_if<RangeValue>(&value.node)) {
    const auto* low = std::get_if<NumberValue>(&model[range->low].node);
    const auto* high = std::get_if<NumberValue>(&model[range->high].node);
    if (!low || !high || value.type.base == Base::real || value.type.base == Base::interval) return std::nullopt;
    return static_cast<Count>((high->raw - low->raw) / range->step) + 1;
  }
  if (const auto* regex = std::get_if<RegexValue>(&value.node)) return model.regexes[regex->regex].language.distinct;
  if (const auto* choice = std::get_if<ChoiceValue>(&value.node)) {
    for (std::size_t i = 0; i < choice->values.size(); ++i) {
      const auto& node = model[choice->values[i]].node;
      if (!std::holds_alternative<NumberValue>(node) && !std::holds_alternative<TextValue>(node) &&
          !std::holds_alternative<EnumValue>(node) && !std::holds_alternative<BoolValue>(node))
        return std::nullopt;
      for (std::size_t k = 0; k < i; ++k) {
        if (same_value(model, choice->values[i], choice->values[k])) return std::nullopt;
      }
    }
    return choice->values.size();
  }
  if (const ConcatValue* concat = interpolation(model, id)) return distinct_texts(model, id, *concat);
  if (const auto* conversion = std::get_if<ConvertValue>(&value.node)) {
    const bool same = value.type.base == Base::text && model[conversion->operand].type.base == Base::enumeration;
    return same ? distinct_values(model, conversion->operand) : std::nullopt;
  }
  if (const auto* pick = std::get_if<PoolPickValue>(&value.node))
    return pick->keys.empty() ? std::optional<Count>(model[pick->pool].total()) : std::nullopt;
  if (const auto* field = std::get_if<FieldValue>(&value.node)) {
    const auto* pick = std::get_if<PoolPickValue>(&model[field->record].node);
    const bool apart = pick && pick->keys.empty() && model[pick->pool].fields[field->field].different && !value.type.nullable;
    return apart ? std::optional<Count>(model[pick->pool].total()) : std::nullopt;
  }
  if (std::holds_alternative<EnumDrawValue>(value.node)) return model[value.type.enumeration].values.size();
  if (const auto* draw = std::get_if<DrawValue>(&value.node)) {
    const RuleEntry& entry = rule(draw->rule);
    const auto arguments = constant_arguments(model, *draw);
    if (!entry.count || !arguments) return std::nullopt;
    return entry.count(*arguments);
  }
  return std::nullopt;
}

std::optional<PoolId> pool_drawn(const Model& model, ValueId id) {
  const auto* field = std::get_if<FieldValue>(&model[id].node);
  const auto* pick = std::get_if<PoolPickValue>(&model[field ? field->record : id].node);
  return pick ? std::optional(pick->pool) : std::nullopt;
}

std::optional<std::uint32_t> source_told(const Model& model, CellId id) {
  const Cell& cell = model[id];
  if (cell.source) return cell.source;
  if (cell.null_share) return std::nullopt;
  if (model[id.table].parent_cell == id.index && !model[id.table].sources.empty()) return 0;
  if (cell.kind == CellKind::reference && cell.pick != PickWay::derived) return std::nullopt;
  return cell.value ? source_told(model, id.table, *cell.value) : std::nullopt;
}

std::optional<std::uint32_t> source_told(const Model& model, TableId table, ValueId id) {
  const Value& value = model[id];
  if (model[table].sources.empty() || value.type.nullable) return std::nullopt;
  if (const auto* own = std::get_if<CellValue>(&value.node)) {
    const bool told = own->frame == 0 && own->cell.table == table;
    // A column that reads another one is told by that; cycles are reported later, so none is followed.
    return told && (model[own->cell].source || model[own->cell].kind == CellKind::reference) ? source_told(model, own->cell) : std::nullopt;
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&value.node)) {
    const Base from = model[conversion->operand].type.base;
    const bool whole = (from == Base::enumeration && value.type.base == Base::text) || (from == Base::date && is_moment(value.type)) ||
                       (from == Base::integer && value.type.base == Base::decimal) || from == value.type.base;
    return whole && from != Base::decimal ? source_told(model, table, conversion->operand) : std::nullopt;
  }
  if (const auto* field = std::get_if<FieldValue>(&value.node)) {
    const auto pool = model[field->record].type.pool;
    const bool apart = pool && model[*pool].fields[field->field].different && !model[*pool].fields[field->field].type.nullable;
    return apart ? source_told(model, table, field->record) : std::nullopt;
  }
  if (const auto* far = std::get_if<PathValue>(&value.node)) {
    const auto& keys = model[far->cell.table].keys;
    const bool key = std::any_of(keys.begin(), keys.end(), [&](const Key& each) { return each.cells == std::vector{far->cell.index}; });
    return key && !model[far->cell].type.nullable ? source_told(model, table, far->row) : std::nullopt;
  }
  return std::nullopt;
}

bool Checker::decodable(TableId table, ValueId text, bool among_siblings) {
  const ConcatValue* concat = interpolation(model_, text);
  if (!concat) return false;
  const std::vector<TextShape> shapes = shapes_of_parts(model_, text);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i].is_constant || !can_be_read_back(shapes, i)) continue;
    const ValueId part = concat->parts[i];
    if (among_siblings && is_own_ordinal(model_[part])) return true;
    if (!model_[part].type.nullable && proves_unique({table, UINT32_MAX}, part)) return true;
  }
  return false;
}

/// Adds value × factor to a sum of quotients, remainders and constants; false where it is made of something else.
bool Checker::add_digits(ValueId value, Int128 factor, Digits& sum) const {
  const Value& held = model_[value];
  if (std::holds_alternative<NumberValue>(held.node)) return held.type.base == Base::integer;
  if (const auto* conversion = std::get_if<ConvertValue>(&held.node); conversion && held.type.base == Base::integer)
    return add_digits(conversion->operand, factor, sum);
  if (const auto* operation = std::get_if<ArithmeticValue>(&held.node); operation && held.type.base == Base::integer) {
    if (operation->op == BinaryOp::add) return add_digits(operation->left, factor, sum) && add_digits(operation->right, factor, sum);
    if (operation->op == BinaryOp::subtract) return add_digits(operation->left, factor, sum) && add_digits(operation->right, -factor, sum);
    if (operation->op != BinaryOp::multiply) return false;
    for (const auto& [by, of] : {std::pair(operation->left, operation->right), std::pair(operation->right, operation->left)}) {
      const auto* number = std::get_if<NumberValue>(&model_[by].node);
      const auto product = number ? checked_multiply(factor, number->raw) : std::nullopt;
      if (product) return add_digits(of, *product, sum);
    }
    return false;
  }
  const auto* function = std::get_if<FunctionValue>(&held.node);
  if (!function || (function->function != Function::div && function->function != Function::mod)) return false;
  auto& digit = function->function == Function::div ? sum.quotient : sum.remainder;
  if (digit) return false;
  digit = {function->arguments[0], function->arguments[1], factor};
  return true;
}

/// `div(row, 8) * 32 + mod(row, 8) + 1`: a number that another one, which is unique, can be put together from again.
bool Checker::is_radix_of_unique(CellId id, ValueId value, bool among_siblings) {
  Digits sum;
  if (!add_digits(value, 1, sum) || !sum.quotient || !sum.remainder) return false;
  const auto& [high, low] = std::pair(*sum.quotient, *sum.remainder);
  const auto* radix = std::get_if<NumberValue>(&model_[high.by].node);
  if (!radix || radix->raw <= 0 || !same(high.by, low.by) || low.factor == 0) return false;
  const auto& bounds = model_[high.of].bounds;
  if (!same(high.of, low.of) || !bounds || bounds->low < 0) return false;
  if (!(among_siblings && is_counted_from_ordinal(model_, high.of)) && !proves_unique(id, high.of)) return false;
  const Int128 step = low.factor < 0 ? -low.factor : low.factor, jump = high.factor < 0 ? -high.factor : high.factor;
  const auto widest = checked_multiply(step, radix->raw - 1);
  return widest && jump > *widest;
}

/// `"{x}"` of a whole number that is not negative.
std::optional<ValueId> Checker::number_in_text(ValueId text) const {
  const auto* concat = std::get_if<ConcatValue>(&model_[text].node);
  if (!concat || concat->parts.size() != 1) return std::nullopt;
  const Value& part = model_[concat->parts[0]];
  if (part.type.base != Base::integer || !part.bounds || part.bounds->low < 0) return std::nullopt;
  return concat->parts[0];
}

/// Digits stay apart: whole numbers by `format`, and filled up with zeros.
std::optional<ValueId> Checker::written_number(const FunctionValue& function) const {
  const ValueId operand = function.arguments[0];
  if (function.function == Function::format && model_[operand].type.base == Base::integer) return operand;
  if (function.function != Function::pad) return std::nullopt;
  auto constant = [&](std::size_t index) { return std::get<TextValue>(model_[function.arguments[index]].node).text; };
  return constant(2) == "0" && constant(3) == "left" ? number_in_text(operand) : std::nullopt;
}

/// Whether a value differs in all rows of the table, or among siblings, because a number that does moves it from a common start.
bool Checker::moves_apart(CellId id, ValueId value, bool among_siblings) {
  const Value& held = model_[value];
  auto common = [&](ValueId part) {
    const auto& node = model_[part].node;
    const bool constant = std::holds_alternative<NumberValue>(node) || std::holds_alternative<IntervalValue>(node);
    return constant || (among_siblings && is_of_parent(part));
  };
  auto apart = [&](ValueId part) {
    if (proves_unique(id, part) || (among_siblings && is_counted_from_ordinal(model_, part))) return true;
    return moves_apart(id, part, among_siblings);
  };
  const auto* operation = std::get_if<ArithmeticValue>(&held.node);
  if (!operation || held.type.base == Base::real) return false;
  if (operation->op == BinaryOp::add || operation->op == BinaryOp::subtract) {
    // Months and days in one may bring two moments together; months alone lead to different months.
    const Value& by = model_[operation->right];
    const auto* months = std::get_if<ArithmeticValue>(&by.node);
    if (is_moment(held.type) && !by.bounds && !(months && months->op == BinaryOp::multiply)) return false;
    return (common(operation->left) && apart(operation->right)) || (common(operation->right) && apart(operation->left));
  }
  if (operation->op != BinaryOp::multiply) return false;
  auto nonzero = [&](ValueId part) {
    const auto& [node, bounds] = std::tie(model_[part].node, model_[part].bounds);
    if (const auto* interval = std::get_if<IntervalValue>(&node); interval && interval->months != 0)
      return interval->days == 0 && interval->microseconds == 0;
    return (std::holds_alternative<NumberValue>(node) || std::holds_alternative<IntervalValue>(node)) && bounds && bounds->low != 0;
  };
  return (nonzero(operation->left) && apart(operation->right)) || (nonzero(operation->right) && apart(operation->left));
}

/// `let gear = gear` of which a unique column takes a field: each row has an entry of its own.
bool Checker::is_field_of_unique_entry(TableId table, const FieldValue& field) {
  const auto pool = model_[field.record].type.pool;
  if (!pool || !model_[*pool].fields[field.field].different || model_[*pool].fields[field.field].type.nullable) return false;
  const auto* own = std::get_if<CellValue>(&model_[field.record].node);
  if (!own || own->frame != 0 || own->cell.table != table) return false;
  const Cell& entry = model_[own->cell];
  if (entry.source) return model_[table].sources.size() == 1;
  if (!entry.value) return false;
  const auto* pick = std::get_if<PoolPickValue>(&model_[*entry.value].node);
  const bool unique = std::holds_alternative<UniqueValue>(model_[*entry.value].node);
  if (!unique && (!pick || !pick->keys.empty())) return false;
  model_.pools[pool->index].fields[field.field].rules.distinct = true;
  if (unique) return true;
  Value permuted = model_[*entry.value];
  permuted.node = UniqueValue{*entry.value, Apart::rows};
  cell(own->cell).value = model_.add(std::move(permuted));
  return true;
}

bool Checker::proves_unique(CellId id, ValueId value) {
  const Value& held = model_[value];
  if (const auto* function = std::get_if<FunctionValue>(&held.node)) {
    if (const auto number = written_number(*function)) return proves_unique(id, *number);
  }
  if (std::holds_alternative<SerialValue>(held.node) || is_own_row_number(held)) return true;
  if (std::holds_alternative<UniqueValue>(held.node)) return true;
  if (model_[id.table].sources.size() == 1 && source_told(model_, id.table, value)) return true;
  if (decodable(id.table, value, false)) return true;
  if (is_radix_of_unique(id, value, false) || moves_apart(id, value, false)) return true;
  if (const auto* draw = std::get_if<DrawValue>(&held.node)) return is_mixed_identity(model_, *draw);
  if (const auto* field = std::get_if<FieldValue>(&held.node)) return is_field_of_unique_entry(id.table, *field);
  if (const auto* own = std::get_if<CellValue>(&held.node); own && own->frame == 0 && own->cell.table == id.table) {
    const Cell& other = model_[own->cell];
    if (own->cell == id) return false;
    if (other.unique || other.pk) return true;
    return other.value && proves_unique(own->cell, *other.value);
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&held.node)) {
    const Type& from = model_[conversion->operand].type;
    const bool widening = held.type.base != Base::decimal || held.type.scale >= scale_of(from);
    // A binary number holds each row's own exactly: there are fewer than 2^53.
    const bool exact = held.type.base != Base::real || is_own_row_number(model_[conversion->operand]);
    return widening && held.type.base != Base::date && exact && proves_unique(id, conversion->operand);
  }
  if (const auto* operation = std::get_if<ArithmeticValue>(&held.node); operation && is_number(held.type) && held.type.base != Base::real) {
    const bool sum = operation->op == BinaryOp::add || operation->op == BinaryOp::subtract;
    // By a constant, which is not 0 where it multiplies.
    auto constant = [&](ValueId side) {
      const auto* number = std::get_if<NumberValue>(&model_[side].node);
      return number && (sum || (operation->op == BinaryOp::multiply && number->raw != 0));
    };
    if (constant(operation->right)) return proves_unique(id, operation->left);
    return constant(operation->left) && proves_unique(id, operation->right);
  }
  if (const auto* far = std::get_if<PathValue>(&held.node)) {
    const auto* by = std::get_if<CellValue>(&model_[far->row].node);
    const Table& table = model_[id.table];
    const bool one_to_one = by && by->frame == 0 && table.high <= 1 && table.parent_cell == by->cell.index;
    return one_to_one && (model_[far->cell].unique || model_[far->cell].pk);
  }
  return false;
}

}  // namespace sydac::compiler
