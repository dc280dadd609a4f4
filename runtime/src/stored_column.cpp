#include "stored_column.hpp"

namespace sydac::driver {

namespace {

constexpr std::int64_t kNullNumber = INT64_MIN;

// A null integer of the value INT64_MIN would be taken for null; decimals and intervals do not fit 64 bits: they are kept as texts.
bool is_kept_as_number(Kind kind) {
  return kind == Kind::boolean || kind == Kind::date || kind == Kind::time || kind == Kind::timestamp || kind == Kind::timestamptz ||
         kind == Kind::integer;
}

TypedValue::Type stored_type(Kind kind) {
  using Type = TypedValue::Type;
  switch (kind) {
    case Kind::boolean: return Type::boolean;
    case Kind::integer: return Type::number;
    case Kind::date: return Type::date;
    case Kind::time: return Type::time;
    default: return Type::timestamp;
  }
}

}  // namespace

void StoredColumn::add(const ColumnInfo& column, const TypedValue& value, std::string_view text) {
  if (is_kept_as_number(column.kind)) {
    numbers_.push_back(value.is_null() ? kNullNumber : static_cast<std::int64_t>(value.exact));
    return;
  }
  if (!value.is_null()) pool_ += text;
  const auto end = static_cast<std::int64_t>(pool_.size());
  numbers_.push_back(value.is_null() ? -end - 1 : end);
}

TypedValue StoredColumn::value(const ColumnInfo& column, std::uint64_t row) const {
  const std::int64_t number = numbers_[row];
  if (is_kept_as_number(column.kind)) return number == kNullNumber ? TypedValue{} : TypedValue::of(stored_type(column.kind), number);
  if (number < 0) return {};
  const std::int64_t before = row == 0 ? 0 : numbers_[row - 1];
  const auto begin = static_cast<std::size_t>(before < 0 ? -before - 1 : before);
  return parse_value(column.kind, column.scale, std::string_view(pool_).substr(begin, static_cast<std::size_t>(number) - begin))
      .value_or(TypedValue{});
}

}  // namespace sydac::driver
