#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {
namespace {

/// How far definitions of cells are followed.
constexpr int kDepth = 12;

BinaryOp mirrored(BinaryOp op) {
  if (op == BinaryOp::less) return BinaryOp::greater;
  if (op == BinaryOp::less_equal) return BinaryOp::greater_equal;
  return op;
}

/// Both bounds at one scale.
std::optional<std::pair<Bounds, Bounds>> aligned(const Value& a, const Value& b) {
  if (!a.bounds || !b.bounds) return std::nullopt;
  const unsigned scale_a = a.type.base == Base::decimal ? a.type.scale : 0u, scale_b = b.type.base == Base::decimal ? b.type.scale : 0u;
  const unsigned scale = std::max(scale_a, scale_b);
  auto lift = [&](const Bounds& bounds, unsigned from) -> std::optional<Bounds> {
    auto low = rescale(bounds.low, from, scale), high = rescale(bounds.high, from, scale);
    if (!low || !high) return std::nullopt;
    return Bounds{*low, *high};
  };
  auto first = lift(*a.bounds, scale_a), second = lift(*b.bounds, scale_b);
  if (!first || !second) return std::nullopt;
  return std::pair(*first, *second);
}

}  // namespace

bool same_value(const Model& model, ValueId a, ValueId b) {
  if (a == b) return true;
  const Value& x = model[a];
  const Value& y = model[b];
  if (x.node.index() != y.node.index()) return false;
  if (const auto* number = std::get_if<NumberValue>(&x.node)) {
    if (x.type.base != y.type.base) return false;
    const auto pair = aligned(x, y);
    return pair ? pair->first.low == pair->second.low : number->raw == std::get<NumberValue>(y.node).raw;
  }
  if (const auto* text = std::get_if<TextValue>(&x.node)) return text->text == std::get<TextValue>(y.node).text;
  if (const auto* boolean = std::get_if<BoolValue>(&x.node)) return boolean->value == std::get<BoolValue>(y.node).value;
  if (const auto* constant = std::get_if<EnumValue>(&x.node)) return constant->index == std::get<EnumValue>(y.node).index;
  if (std::holds_alternative<NullValue>(x.node)) return true;
  if (const auto* own = std::get_if<CellValue>(&x.node)) {
    return own->cell == std::get<CellValue>(y.node).cell && own->frame == std::get<CellValue>(y.node).frame;
  }
  if (const auto* far = std::get_if<PathValue>(&x.node)) {
    return far->cell == std::get<PathValue>(y.node).cell && same_value(model, far->row, std::get<PathValue>(y.node).row);
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&x.node)) {
    return x.type.base == y.type.base && x.type.scale == y.type.scale &&
           same_value(model, conversion->operand, std::get<ConvertValue>(y.node).operand);
  }
  return false;
}

/// Whether left >= right, or left > right where `strict`, in every row where neither is null, by what both are made of.
bool Checker::at_least(ValueId left, ValueId right, bool strict, int depth) {
  if (depth > kDepth) return false;
  if (!strict && same(left, right)) return true;
  const Value a = model_[left], b = model_[right];
  if (is_number(a.type) == is_number(b.type) && (is_number(a.type) || a.type.base == b.type.base)) {
    const auto pair = aligned(a, b);
    if (pair && (strict ? pair->first.low > pair->second.high : pair->first.low >= pair->second.high)) return true;
  }
  if (const auto* range = std::get_if<RangeValue>(&a.node); range && at_least(range->low, right, strict, depth + 1)) return true;
  if (const auto* range = std::get_if<RangeValue>(&b.node); range && at_least(left, range->high, strict, depth + 1)) return true;
  // A sum with what is not negative is at least its other part; with what is positive it is above.
  auto sign_of = [&](ValueId id) -> int {
    const Value& by = model_[id];
    if (const auto* interval = std::get_if<IntervalValue>(&by.node)) {
      const bool positive = interval->months > 0 || interval->days > 0 || interval->microseconds > 0;
      const bool negative = interval->months < 0 || interval->days < 0 || interval->microseconds < 0;
      return negative ? -1 : positive ? 1 : 0;
    }
    if (const auto* range = std::get_if<RangeValue>(&by.node); range && !by.bounds) {
      if (const auto* low = std::get_if<IntervalValue>(&model_[range->low].node)) return low->months > 0 ? 1 : low->months < 0 ? -1 : 0;
    }
    if (!by.bounds) return -1;
    return by.bounds->low > 0 ? 1 : by.bounds->low == 0 ? 0 : -1;
  };
  if (const auto* sum = std::get_if<ArithmeticValue>(&a.node); sum && sum->op == BinaryOp::add) {
    const int sign = sign_of(sum->right);
    if (sign >= 0 && at_least(sum->left, right, strict && sign == 0, depth + 1)) return true;
  }
  if (const auto* sum = std::get_if<ArithmeticValue>(&b.node); sum && sum->op == BinaryOp::subtract) {
    const int sign = sign_of(sum->right);
    if (sign >= 0 && at_least(left, sum->left, strict && sign == 0, depth + 1)) return true;
  }
  if (const auto* choice = std::get_if<IfValue>(&a.node)) {
    return at_least(choice->then, right, strict, depth + 1) && at_least(choice->otherwise, right, strict, depth + 1);
  }
  if (const auto* match = std::get_if<MatchValue>(&a.node)) {
    for (const MatchArm& arm : match->arms) {
      if (!std::holds_alternative<NullValue>(model_[arm.value].node) && !at_least(arm.value, right, strict, depth + 1)) return false;
    }
    return true;
  }
  auto definition = [&](const Value& value) -> std::optional<ValueId> {
    const auto* own = std::get_if<CellValue>(&value.node);
    if (!own || own->frame != 0) return std::nullopt;
    type_cell(own->cell);
    const Cell& held = model_[own->cell];
    return held.kind == CellKind::reference ? std::nullopt : held.value;
  };
  if (auto inner = definition(a); inner && at_least(*inner, right, strict, depth + 1)) return true;
  if (auto inner = definition(b); inner && at_least(left, *inner, strict, depth + 1)) return true;
  return false;
}

std::optional<bool> Checker::truth(ValueId id) {
  const Value value = model_[id];
  if (const auto* boolean = std::get_if<BoolValue>(&value.node)) return boolean->value;
  if (std::holds_alternative<NullValue>(value.node)) return true;
  if (const auto* logic = std::get_if<LogicValue>(&value.node)) {
    const auto left = truth(logic->left), right = truth(logic->right);
    const bool decides = logic->op == BinaryOp::logical_or;
    if ((left && *left == decides) || (right && *right == decides)) {
      // A null beside it leaves `or` true, and `and` false or null: only the first is known.
      if (decides || !value.type.nullable) return decides;
      return std::nullopt;
    }
    if (left && right) return !decides;
    return std::nullopt;
  }
  if (const auto* in = std::get_if<InValue>(&value.node); in && in->range) {
    if (at_least(in->operand, in->items[0], false, 0) && at_least(in->items[1], in->operand, false, 0)) return true;
    return std::nullopt;
  }
  const auto* compare = std::get_if<CompareValue>(&value.node);
  if (!compare) return std::nullopt;
  ValueId left = compare->left, right = compare->right;
  BinaryOp op = compare->op;
  if (op == BinaryOp::less || op == BinaryOp::less_equal) {
    std::swap(left, right);
    op = mirrored(op);
  }
  const auto pair = aligned(model_[left], model_[right]);
  const bool apart = pair && (pair->first.low > pair->second.high || pair->first.high < pair->second.low);
  switch (op) {
    case BinaryOp::greater_equal:
      if (at_least(left, right, false, 0)) return true;
      if (pair && pair->first.high < pair->second.low && !value.type.nullable) return false;
      return std::nullopt;
    case BinaryOp::greater:
      if (at_least(left, right, true, 0)) return true;
      if (pair && pair->first.high <= pair->second.low && !value.type.nullable) return false;
      return std::nullopt;
    case BinaryOp::equal:
      if (same(left, right)) return true;
      if (apart && !value.type.nullable) return false;
      return std::nullopt;
    case BinaryOp::not_equal:
      if (apart) return true;
      if (same(left, right) && !value.type.nullable) return false;
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace sydac::compiler
