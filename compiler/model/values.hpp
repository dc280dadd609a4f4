// Typed expressions of a resolved model: what each value is, its type, and what is known of its bounds. Values sit in one vector of the
// model and refer to each other by id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/span.hpp"
#include "model/schema.hpp"

namespace sydac::compiler {

using Int128 = __int128;

struct TableId {
  std::uint32_t index = 0;
  auto operator<=>(const TableId&) const = default;
};
struct EnumId {
  std::uint32_t index = 0;
  auto operator<=>(const EnumId&) const = default;
};
struct PoolId {
  std::uint32_t index = 0;
  auto operator<=>(const PoolId&) const = default;
};
struct CellId {
  TableId table;
  std::uint32_t index = 0;
  auto operator<=>(const CellId&) const = default;
};
struct ValueId {
  std::uint32_t index = 0;
  auto operator<=>(const ValueId&) const = default;
};
/// Index into the catalogue of rules.
struct RuleId {
  std::uint32_t index = 0;
  auto operator<=>(const RuleId&) const = default;
};

enum class Base : std::uint8_t {
  bad,  // already reported; compatible with everything
  null,
  boolean,
  integer,
  decimal,
  real,
  text,
  date,
  time,
  timestamp,
  timestamptz,
  interval,
  uuid,
  json,
  bytes,
  enumeration,
  row,     // what a reference is: a row of `table`
  record,  // what a record rule draws, or an entry of a pool: its fields are members
};

struct Type {
  Base base = Base::bad;
  std::uint8_t bits = 64;       // of an integer: 16, 32, 64
  std::uint8_t precision = 38;  // of a decimal
  std::uint8_t scale = 0;
  std::optional<std::uint32_t> length = {};  // text(n): characters
  EnumId enumeration = {};
  TableId table = {};
  RuleId record = {};
  std::optional<PoolId> pool = {};  // of a record: one of its entries
  bool nullable = false;
};

/// Smallest and largest value in the type's raw unit: integers, decimals × 10^scale, days, microseconds. An interval has them only where it
/// has no months.
struct Bounds {
  Int128 low = 0, high = 0;
};

/// How many characters a text can have: `fixed`, and for each of `row_numbers` the digits of the largest row number (which grows with the
/// rows asked for); or `least`, where that is more.
struct TextSize {
  std::uint64_t fixed = 0;
  std::uint32_t row_numbers = 0;
  std::uint64_t least = 0;

  /// Where row numbers have so many digits; the widest have 20.
  std::uint64_t longest(std::uint64_t digits = 20) const { return std::max(least, fixed + row_numbers * digits); }
};
/// Of two texts, one after the other.
inline TextSize operator+(TextSize a, TextSize b) {
  const bool both = a.row_numbers > 0 && b.row_numbers > 0;
  for (TextSize* each : {&a, &b}) {
    if (both || each->row_numbers == 0) *each = {std::max(each->fixed, each->least), each->row_numbers, 0};
  }
  const std::uint64_t least = a.least > 0 ? a.least + b.fixed : b.least > 0 ? b.least + a.fixed : 0;
  return {a.fixed + b.fixed, a.row_numbers + b.row_numbers, least};
}
/// Of one of two texts.
inline TextSize longer(const TextSize& a, const TextSize& b) {
  return {std::max(a.fixed, b.fixed), std::max(a.row_numbers, b.row_numbers), std::max(a.least, b.least)};
}

// --- values --------------------------------------------------------------------------------------------------------------------

struct NullValue {};
struct BoolValue {
  bool value;
};
struct NumberValue {  // integer, or decimal × 10^scale; date: days; time, timestamp: microseconds
  Int128 raw;
};
struct RealValue {
  std::string digits;  // with sign
};
struct TextValue {
  std::string text;
};
struct IntervalValue {
  std::int32_t months = 0, days = 0;
  std::int64_t microseconds = 0;
};
struct EnumValue {
  std::uint32_t index;
};
/// A cell of a row in scope: frame 0 is the row itself, 1 the child of the roll-up around, 2 the child of a roll-up in a roll-up.
struct CellValue {
  CellId cell;
  std::uint32_t frame;
};
struct PathValue {
  ValueId row;
  CellId cell;
};
struct FieldValue {
  ValueId record;
  std::uint32_t field;
};
/// A rule of the catalogue with its arguments in the order of its parameters.
struct DrawValue {
  RuleId rule;
  std::vector<std::optional<ValueId>> arguments;
  std::uint32_t site;
};
/// Uniform between both ends, `step` raw units apart from `low` on (durations: the unit of the finer end; timestamps: a second).
struct RangeValue {
  ValueId low, high;
  Int128 step;
  std::uint32_t site;
};
struct ChoiceValue {
  std::vector<ValueId> values;
  std::vector<std::uint64_t> weights;
  std::uint32_t site;
};
/// An enum by its declared weights.
struct EnumDrawValue {
  std::uint32_t site;
};
struct ArithmeticValue {
  BinaryOp op;
  ValueId left, right;
};
struct NegateValue {
  ValueId operand;
};
struct CompareValue {
  BinaryOp op;
  ValueId left, right;
};
struct LogicValue {
  BinaryOp op;
  ValueId left, right;
};
struct NotValue {
  ValueId operand;
};
/// `x in (a, b)`; a range gives low and high.
struct InValue {
  ValueId operand;
  std::vector<ValueId> items;
  bool range = false;
};
struct IfValue {
  ValueId condition, then, otherwise;
};
struct MatchArm {
  std::vector<ValueId> patterns;  // constants, NullValue for `null`; empty: `_`
  ValueId value;
};
struct MatchValue {
  ValueId subject;
  std::vector<MatchArm> arms;
};
struct ConcatValue {
  std::vector<ValueId> parts;
};
enum class Function : std::uint8_t {
  lower,
  upper,
  trim,
  replace,
  substr,
  length,
  pad,
  slug,
  ascii,
  format,
  matches,
  round,
  round_even,
  floor,
  ceil,
  abs,
  sign,
  div,
  mod,
  minimum,
  maximum,
  clamp,  // becomes minimum and maximum
  coalesce,
  nullif,
  hash,
  year,
  quarter,
  month,
  week,
  day,
  weekday,
  hour,
  minute,
  second,
  trunc,
  add,  // becomes a sum
  age,
  date,  // becomes a conversion
  time,
  timestamp,  // becomes a conversion
};
/// Null where an argument is, `coalesce` apart. Constants that choose what is done (a number of decimals, a unit) are arguments too, but
/// for the expression of `matches`, an index into `Model::matchers`.
struct FunctionValue {
  Function function;
  std::vector<ValueId> arguments;
  std::uint32_t matcher = 0;
};
enum class Rollup : std::uint8_t { sum, count, minimum, maximum, average, exists };
/// Over the rows of `child` that belong to the row of frame `of`: below it in the headers, or those whose reference `via` picks it.
struct RollupValue {
  Rollup function;
  TableId child;
  std::uint32_t frame;  // of the child's row inside `value` and `where`
  std::optional<ValueId> value, where;
  std::uint32_t of = 0;
  TableId owner = {};                     // of that row
  std::optional<std::uint32_t> via = {};  // cell of `child`
};
/// Of the row of a frame, or of the row that a value is.
struct RowNumberValue {
  std::uint32_t frame;
  std::optional<ValueId> of = {};
};
struct OrdinalValue {
  std::uint32_t frame;
  std::optional<ValueId> of = {};
};
/// `prev.x`: a cell of the sibling before, null for the first.
struct PrevValue {
  CellId cell;
};
/// The share of this row of what all siblings share: they add up to it.
struct SplitValue {
  ValueId total;
  std::optional<ValueId> least;  // of each share
  std::uint32_t site;
};
struct RowsOfValue {
  TableId table;
};
/// To the type of this value, rounding half away from zero where digits are lost; throws at run time where the value does not fit.
struct ConvertValue {
  ValueId operand;
};
/// Among which rows the values of a cell differ: all rows of the table, the children of one parent, or those of its combination.
enum class Apart : std::uint8_t { rows, siblings, combination };
/// A draw whose k-th value is taken for a permuted number: exact uniqueness.
struct UniqueValue {
  ValueId draw;
  Apart apart = Apart::rows;
};
/// The value of a list with this number, from 0.
struct ElementValue {
  std::vector<ValueId> values;
  ValueId index;
};
/// A string of `Model::regexes[regex]`, all equally often.
struct RegexValue {
  std::uint32_t regex;
  std::uint32_t site;
};
/// Serial number: start + step × row.
struct SerialValue {
  std::int64_t start, step;
};
/// The hidden entity of a table (`#person`) that default rules read, so that a column does not depend on its neighbours.
struct EntityValue {
  RuleId rule;
  std::string stream;  // `#person`
};

/// An entry of a pool: any one by its weight, of a keyed pool one of those that the keys have.
struct PoolPickValue {
  PoolId pool;
  std::vector<ValueId> keys;
  std::uint32_t site;
};

/// What a row has of a source of its table's header: `[each …]`.
struct SourceValue {
  std::uint32_t source;
};

struct Value {
  Span span = {};
  Type type = {};
  std::optional<Bounds> bounds = {};
  std::optional<TextSize> size = {};  // texts; absent: not known
  std::variant<NullValue, BoolValue, NumberValue, RealValue, TextValue, IntervalValue, EnumValue, CellValue, PathValue, FieldValue,
               DrawValue, RangeValue, ChoiceValue, EnumDrawValue, ArithmeticValue, NegateValue, CompareValue, LogicValue, NotValue, InValue,
               IfValue, MatchValue, ConcatValue, FunctionValue, RollupValue, RowNumberValue, OrdinalValue, RowsOfValue, ConvertValue,
               UniqueValue, RegexValue, SerialValue, EntityValue, PrevValue, SplitValue, ElementValue, PoolPickValue, SourceValue>
      node;
};

}  // namespace sydac::compiler
