#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "check/checker.hpp"
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
  if (std::holds_alternative<EnumDrawValue>(value.node)) return model[value.type.enumeration].values.size();
  if (const auto* draw = std::get_if<DrawValue>(&value.node)) {
    const RuleEntry& entry = rule(draw->rule);
    const auto arguments = constant_arguments(model, *draw);
    if (!entry.count || !arguments) return std::nullopt;
    return entry.count(*arguments);
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
    if (among_siblings && std::holds_alternative<OrdinalValue>(model_[part].node)) return true;
    if (!model_[part].type.nullable && proves_unique({table, UINT32_MAX}, part)) return true;
  }
  return false;
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

bool Checker::proves_unique(CellId id, ValueId value) {
  const Value& held = model_[value];
  if (const auto* function = std::get_if<FunctionValue>(&held.node)) {
    if (const auto number = written_number(*function)) return proves_unique(id, *number);
  }
  if (std::holds_alternative<SerialValue>(held.node) || std::holds_alternative<RowNumberValue>(held.node)) return true;
  if (std::holds_alternative<UniqueValue>(held.node)) return true;
  if (decodable(id.table, value, false)) return true;
  if (const auto* draw = std::get_if<DrawValue>(&held.node)) return rule(draw->rule).spec->yields == RuleType::uuid;
  if (const auto* own = std::get_if<CellValue>(&held.node); own && own->frame == 0 && own->cell.table == id.table) {
    const Cell& other = model_[own->cell];
    if (own->cell == id) return false;
    if (other.unique || other.pk) return true;
    return other.value && proves_unique(own->cell, *other.value);
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&held.node)) {
    const Type& from = model_[conversion->operand].type;
    const bool widening = held.type.base != Base::decimal || held.type.scale >= (from.base == Base::decimal ? from.scale : 0);
    return widening && held.type.base != Base::date && held.type.base != Base::real && proves_unique(id, conversion->operand);
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
