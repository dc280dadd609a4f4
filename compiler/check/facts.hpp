// What later stages ask of a checked model.
#pragma once

#include "model/model.hpp"

namespace sydac::compiler {

/// How many cells may read each other, one behind the other: stages go along them by recursion.
inline constexpr std::size_t kMostChained = 400;

/// The smallest and largest number of rows of a table at the counts written in the schema.
struct RowBounds {
  std::uint64_t low = 0, high = 0;
};
RowBounds rows_of(const Model& model, TableId table);
/// The same at the seed of the schema: one number for most tables.
RowBounds rows_at_seed(const Model& model, TableId table);
/// How many children a parent has on average.
double children_of(const Model& model, const Table& child);
/// The tables whose numbers of rows the cells ask for that say how many children a row of the parent has.
std::vector<TableId> tables_behind(const Model& model, const Table& child);
/// Which source of the header of its table a value tells: it is the source itself, or a key of its row.
std::optional<std::uint32_t> source_told(const Model& model, TableId table, ValueId value);
std::optional<std::uint32_t> source_told(const Model& model, CellId cell);
/// How many distinct values a draw has; nothing where that is not known.
std::optional<unsigned __int128> distinct_values(const Model& model, ValueId draw);
/// The pool whose entry, or a field of it, a draw takes.
std::optional<PoolId> pool_drawn(const Model& model, ValueId draw);
/// Whether two values are the same constant or read the same cell.
bool same_value(const Model& model, ValueId a, ValueId b);

/// `row` and `ordinal` of the row itself.
inline bool is_own_row_number(const Value& value) {
  const auto* row = std::get_if<RowNumberValue>(&value.node);
  return row && !row->of && row->frame == 0;
}
inline bool is_own_ordinal(const Value& value) {
  const auto* ordinal = std::get_if<OrdinalValue>(&value.node);
  return ordinal && !ordinal->of && ordinal->frame == 0;
}

/// `ordinal`, or a constant more or less.
inline bool is_counted_from_ordinal(const Model& model, ValueId id) {
  const Value* value = &model[id];
  if (const auto* sum = std::get_if<ArithmeticValue>(&value->node); sum && std::holds_alternative<NumberValue>(model[sum->right].node)) {
    if (sum->op == BinaryOp::add || sum->op == BinaryOp::subtract) value = &model[sum->left];
  }
  return is_own_ordinal(*value);
}

/// A number type: integer, decimal or float.
inline bool is_number(const Type& type) { return type.base == Base::integer || type.base == Base::decimal || type.base == Base::real; }
/// Digits behind the point of a number's raw unit; 0 of what is no decimal.
inline std::uint8_t scale_of(const Type& type) { return type.base == Base::decimal ? type.scale : std::uint8_t{0}; }
/// The type of a constant without a fraction: a decimal where 64 bits do not hold it.
inline Type whole_type(Int128 constant) {
  const bool fits = constant >= Int128{INT64_MIN} && constant <= Int128{INT64_MAX};
  return {.base = fits ? Base::integer : Base::decimal};
}
inline bool is_moment(const Type& type) {
  return type.base == Base::date || type.base == Base::timestamp || type.base == Base::timestamptz;
}

}  // namespace sydac::compiler
