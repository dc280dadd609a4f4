#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {
namespace {

using Count = unsigned __int128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Count> distinct_values(const Model& model, ValueId id) {
  const Value& value = model[id];
  if (const auto* range = std::get_if<RangeValue>(&value.node)) {
    const auto* low = std::get_if<NumberValue>(&model[range->low].node);
    const auto* high = std::get_if<NumberValue>(&model[range->high].node);
    if (!low || !high || value.type.base == Base::real || value.type.base == Base::interval) return std::nullopt;
    return static_cast<Count>((high->raw - low->raw) / range->step) + 1;
  }
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
  if (std::holds_alternative<EnumDrawValue>(value.node)) return model[value.type.enumeration].values.size();
  if (const auto* draw = std::get_if<DrawValue>(&value.node)) {
    const RuleEntry& entry = rule(draw->rule);
    const auto arguments = constant_arguments(model, *draw);
    if (!entry.count || !arguments) return std::nullopt;
    return entry.count(*arguments);
  }
  return std::nullopt;
}

bool Checker::decodable(TableId table, ValueId text, bool among_siblings) const {
  const Value& value = model_[text];
  if (const auto* function = std::get_if<FunctionValue>(&value.node)) {
    if (function->function != Function::lower && function->function != Function::upper) return false;
    const auto* inner = std::get_if<ConcatValue>(&model_[function->arguments[0]].node);
    return inner && decodable(table, function->arguments[0], among_siblings);
  }
  const auto* concat = std::get_if<ConcatValue>(&value.node);
  if (!concat) return false;
  auto literal = [&](std::size_t i) -> const std::string* {
    const auto* piece = std::get_if<TextValue>(&model_[concat->parts[i]].node);
    return piece ? &piece->text : nullptr;
  };
  for (std::size_t at = 0; at < concat->parts.size(); ++at) {
    const Value& part = model_[concat->parts[at]];
    bool number = std::holds_alternative<RowNumberValue>(part.node) || std::holds_alternative<SerialValue>(part.node) ||
                  (among_siblings && std::holds_alternative<OrdinalValue>(part.node));
    if (const auto* own = std::get_if<CellValue>(&part.node); own && own->frame == 0 && own->cell.table == table) {
      const Cell& held = model_[own->cell];
      number = held.value && std::holds_alternative<SerialValue>(model_[*held.value].node);
    }
    if (!number || part.type.base != Base::integer || !part.bounds || part.bounds->low < 0) continue;
    // Digits can be read back from one end where that end is constant and no digit touches them on the other side.
    bool constant_before = true, constant_after = true;
    for (std::size_t i = 0; i < concat->parts.size(); ++i) {
      if (i < at) constant_before = constant_before && literal(i);
      if (i > at) constant_after = constant_after && literal(i);
    }
    const std::string* before = at > 0 ? literal(at - 1) : nullptr;
    const std::string* after = at + 1 < concat->parts.size() ? literal(at + 1) : nullptr;
    const bool open_before = at == 0 || (before && !before->empty() && !is_digit(before->back()));
    const bool open_after = at + 1 == concat->parts.size() || (after && !after->empty() && !is_digit(after->front()));
    if ((constant_after && open_before && open_after) || (constant_before && open_after && open_before)) return true;
  }
  return false;
}

bool Checker::proves_unique(CellId id, ValueId value) {
  const Value& held = model_[value];
  if (std::holds_alternative<SerialValue>(held.node) || std::holds_alternative<RowNumberValue>(held.node)) return true;
  if (std::holds_alternative<UniqueValue>(held.node)) return true;
  if (decodable(id.table, value, false)) return true;
  if (const auto* draw = std::get_if<DrawValue>(&held.node)) return rule(draw->rule).spec->yields == RuleType::uuid;
  if (const auto* own = std::get_if<CellValue>(&held.node); own && own->frame == 0 && own->cell.table == id.table) {
    const Cell& other = model_[own->cell];
    if (other.unique || other.pk) return true;
    return other.value && proves_unique(own->cell, *other.value);
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&held.node)) {
    const Type& from = model_[conversion->operand].type;
    const bool widening = held.type.base != Base::decimal || held.type.scale >= (from.base == Base::decimal ? from.scale : 0);
    return widening && held.type.base != Base::date && held.type.base != Base::real && proves_unique(id, conversion->operand);
  }
  if (const auto* sum = std::get_if<ArithmeticValue>(&held.node); sum && (sum->op == BinaryOp::add || sum->op == BinaryOp::subtract)) {
    const bool constant = std::holds_alternative<NumberValue>(model_[sum->right].node);
    return constant && is_number(held.type) && held.type.base != Base::real && proves_unique(id, sum->left);
  }
  if (const auto* far = std::get_if<PathValue>(&held.node)) {
    const auto* by = std::get_if<CellValue>(&model_[far->row].node);
    const Table& table = model_[id.table];
    const bool one_to_one = by && by->frame == 0 && table.rows_kind == RowsKind::one_per && table.parent_cell == by->cell.index;
    return one_to_one && (model_[far->cell].unique || model_[far->cell].pk);
  }
  return false;
}

}  // namespace sydac::compiler
