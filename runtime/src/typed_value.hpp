// Values as verification reads them from files: exact, without any of the code that generates them.
#pragma once

#include <sydac/program.hpp>

#include <optional>

namespace sydac::driver {

using Exact = __int128;

struct TypedValue {
  /// `unknown` comes out of an operation that verification cannot do; it spreads like null.
  enum class Type : std::uint8_t { null, boolean, number, real, text, date, time, timestamp, interval, unknown };

  Type type = Type::null;
  std::uint8_t scale = 0;   // of a number: it is `exact` / 10^scale
  std::int32_t months = 0;  // of an interval
  std::int32_t days = 0;    // of an interval
  Exact exact = 0;          // number; boolean 0, 1; days of a date; microseconds of a time, a timestamp (both since 1970), an interval
  double real = 0;
  std::string_view text = {};  // belongs to whoever made the value

  bool is_null() const { return type == Type::null; }
  bool is_unknown() const { return type == Type::unknown; }
  bool is(Type other) const { return type == other; }

  static TypedValue boolean(bool value) { return {.type = Type::boolean, .exact = value ? 1 : 0}; }
  static TypedValue of(Type type, Exact exact) { return {.type = type, .exact = exact}; }
  static TypedValue of_text(std::string_view text) { return {.type = Type::text, .text = text}; }
  static TypedValue unknown() { return {.type = Type::unknown}; }
};

/// The value of a text in the form that files have (`12.30`, `2026-01-31T09:30:00`); nothing when it is not of that kind. Decimals have at
/// most `scale` digits after the point and 38 in all, integers fit 64 bits, texts are UTF-8.
std::optional<TypedValue> parse_value(Kind kind, unsigned scale, std::string_view text);

/// Digits with a point anywhere: a number with as many decimals as it shows.
std::optional<TypedValue> parse_number(std::string_view text);

/// -1, 0 or 1; nothing when the two cannot be compared. A date stands for its midnight. Neither is null or unknown.
std::optional<int> compare(const TypedValue& left, const TypedValue& right);

/// Exact; null with null, unknown when it is not defined or leaves 38 digits. Dates and timestamps take intervals.
TypedValue add(const TypedValue& left, const TypedValue& right);
TypedValue subtract(const TypedValue& left, const TypedValue& right);
TypedValue multiply(const TypedValue& left, const TypedValue& right);

/// For messages: as in a CSV file.
std::string value_text(const TypedValue& value);

/// Characters (code points) of a UTF-8 text; nothing when it is not UTF-8.
std::optional<std::size_t> characters(std::string_view text);

}  // namespace sydac::driver
