#include "verifier.hpp"

namespace sydac::driver {

namespace {

// What a roll-up's total is; nothing for kinds that are not rolled up here.
std::optional<TypedValue::Type> rollup_type(Kind kind) {
  switch (kind) {
    case Kind::integer:
    case Kind::decimal: return TypedValue::Type::number;
    case Kind::real: return TypedValue::Type::real;
    case Kind::date: return TypedValue::Type::date;
    case Kind::time: return TypedValue::Type::time;
    case Kind::timestamp:
    case Kind::timestamptz: return TypedValue::Type::timestamp;
    default: return {};
  }
}

Exact rescaled(Exact exact, unsigned from, unsigned to) {
  for (; from < to; ++from) exact *= 10;
  Exact power = 1;
  for (; from > to; --from) power *= 10;
  const Exact half = exact < 0 ? -(power / 2) : power / 2;  // half away from zero, as a column of fewer decimals rounds
  return (exact + half) / power;
}

bool equal_within_rounding(const TypedValue& left, const TypedValue& right) {
  // Sums of floating point depend on their order in the last digits.
  constexpr double kTolerance = 1e-9;
  if (left.is(TypedValue::Type::real) && right.is(TypedValue::Type::real)) {
    const double size = __builtin_fabs(left.real) + __builtin_fabs(right.real);
    return __builtin_fabs(left.real - right.real) <= kTolerance * size;
  }
  return compare(left, right) == 0;
}

}  // namespace

void Verifier::prepare_rollups(std::size_t index) {
  for (const RollupInfo& info : program_.tables[index].rollups) {
    if (!info.not_verified.empty()) {
      not_verified_.push_back(text_of({"roll-up ", quoted(info.text), ": ", info.not_verified}));
      continue;
    }
    const TableInfo& child = program_.tables[info.child];
    const bool is_count = info.function == "count";
    const ColumnInfo* column = info.child_column < 0 ? nullptr : &child.columns[static_cast<std::size_t>(info.child_column)];
    const Kind kind = is_count || column == nullptr ? Kind::integer : column->kind;
    const bool is_known = is_count || info.function == "sum" || info.function == "min" || info.function == "max";
    if (!tables_[info.child].is_present) {
      not_verified_.push_back(text_of({"roll-up ", quoted(info.text), ": ", quoted(child.name), " was not written"}));
    } else if (!is_known || !rollup_type(kind)) {
      not_verified_.push_back(
          text_of({"roll-up ", quoted(info.text), ": ", quoted(info.function), " of this type is not evaluated from files"}));
    } else {
      tables_[index].stored[info.column].is_used = true;
      const unsigned scale = kind == Kind::decimal ? column->scale : 0;
      rollups_.push_back({&info, index, tables_[info.child].reference_keys[info.child_reference], kind, scale});
    }
  }
}

void Verifier::start_rollup(Rollup& rollup) const {
  const std::size_t parents = tables_[rollup.parent].rows;
  rollup.has_value.assign(parents, 0);
  if (rollup.kind == Kind::real) {
    rollup.real_totals.assign(parents, 0.0);
  } else {
    rollup.totals.assign(parents, 0);
  }
}

void Verifier::add_to_rollup(Rollup& rollup, std::span<const TypedValue> row) const {
  const RollupInfo& info = *rollup.info;
  const ReferenceInfo& reference = program_.tables[info.child].references[info.child_reference];
  std::vector<TypedValue> parts;
  for (const std::uint16_t column : reference.columns) parts.push_back(row[column]);
  const auto key = key_of(parts);
  if (!key) return;
  const std::optional<std::uint64_t> found = tables_[rollup.parent].keys[rollup.key].set.row_of(*key);
  const TypedValue value = info.child_column < 0 ? TypedValue::boolean(true) : row[static_cast<std::size_t>(info.child_column)];
  if (!found || value.is_null()) return;
  const std::uint64_t parent = *found;
  const auto combine = [&](auto& total, auto next) {
    if (info.function == "sum" || info.function == "count") {
      total += next;
    } else if (rollup.has_value[parent] == 0 || (info.function == "min" ? next < total : next > total)) {
      total = next;
    }
  };
  if (rollup.kind == Kind::real) {
    combine(rollup.real_totals[parent], value.real);
  } else {
    combine(rollup.totals[parent], info.function == "count" ? Exact{1} : rescaled(value.exact, value.scale, rollup.scale));
  }
  rollup.has_value[parent] = 1;
}

// Over no rows `sum` and `count` are 0, the others null.
TypedValue Verifier::rollup_value(const Rollup& rollup, std::uint64_t row) const {
  const bool is_null_without_rows = rollup.info->function == "min" || rollup.info->function == "max";
  if (is_null_without_rows && rollup.has_value[row] == 0) return {};
  if (rollup.kind == Kind::real) return {.type = TypedValue::Type::real, .real = rollup.real_totals[row]};
  const ColumnInfo& column = program_.tables[rollup.parent].columns[rollup.info->column];
  const bool has_fewer_decimals = rollup_type(column.kind) == TypedValue::Type::number && column.scale < rollup.scale;
  const unsigned scale = has_fewer_decimals ? column.scale : rollup.scale;
  TypedValue value = TypedValue::of(*rollup_type(rollup.kind), rescaled(rollup.totals[row], rollup.scale, scale));
  value.scale = static_cast<std::uint8_t>(scale);
  return value;
}

void Verifier::compare_rollup(const Rollup& rollup) const {
  const Table& parent = tables_[rollup.parent];
  const ColumnInfo& column = program_.tables[rollup.parent].columns[rollup.info->column];
  for (std::uint64_t row = 0; row < parent.rows; ++row) {
    const TypedValue expected = rollup_value(rollup, row);
    const TypedValue found = parent.stored[rollup.info->column].value(column, row);
    if (expected.is_null() && found.is_null()) continue;
    if (!expected.is_null() && !found.is_null() && equal_within_rounding(expected, found)) continue;
    each_row(rollup.parent, [&](const Place& place, const std::vector<Cell>&) {
      if (place.row != row) return true;
      violate({place_text(place, column.name), quoted(value_text(found)), " is not ", quoted(rollup.info->text), ", which is ",
               value_text(expected)});
    });
  }
}

}  // namespace sydac::driver
