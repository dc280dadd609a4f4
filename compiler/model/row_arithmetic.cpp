#include "model/row_arithmetic.hpp"

#include <algorithm>

#include "base/numbers.hpp"

namespace sydac::compiler {
namespace {

constexpr Int128 kMost = Int128{1} << 100;

/// The hull of an operation over the ends of both sides.
template <class F>
std::optional<Bounds> hull(const Bounds& a, const Bounds& b, F operation) {
  std::optional<Bounds> made;
  for (Int128 x : {a.low, a.high}) {
    for (Int128 y : {b.low, b.high}) {
      const std::optional<Int128> value = operation(x, y);
      if (!value || *value > kMost || *value < -kMost) return std::nullopt;
      made = made ? Bounds{std::min(made->low, *value), std::max(made->high, *value)} : Bounds{*value, *value};
    }
  }
  return made;
}

std::optional<Bounds> evaluated(const Schema& schema, ExprId id, std::span<const Bounds>& rows) {
  const auto& node = schema[id].node;
  if (const auto* number = std::get_if<NumberLiteral>(&node)) {
    const auto whole = parse_whole(number->digits);
    return whole ? std::optional(Bounds{*whole, *whole}) : std::nullopt;
  }
  const auto* both = std::get_if<Binary>(&node);
  if (!both) {
    if (rows.empty()) return std::nullopt;
    const Bounds own = rows.front();
    rows = rows.subspan(1);
    return own;
  }
  const auto left = evaluated(schema, both->left, rows), right = evaluated(schema, both->right, rows);
  if (!left || !right) return std::nullopt;
  if (both->op == BinaryOp::add) return hull(*left, *right, checked_add);
  if (both->op == BinaryOp::subtract) return hull(*left, *right, checked_subtract);
  if (both->op == BinaryOp::multiply) return hull(*left, *right, checked_multiply);
  if (right->low <= 0 && right->high >= 0) return std::nullopt;
  return hull(*left, *right, [](Int128 a, Int128 b) { return std::optional(a / b); });
}

}  // namespace

std::optional<Bounds> counted_rows(const Schema& schema, ExprId count, std::span<const Bounds> rows) {
  return evaluated(schema, count, rows);
}

}  // namespace sydac::compiler
