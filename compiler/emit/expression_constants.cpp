// Constants of a schema as C++ literals and calls of the runtime's constexpr functions.
#include "base/check.hpp"
#include "base/numbers.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

/// `Date::of(2026, 1, 31)`
std::string date_constant(Int128 days) {
  const std::string text = date_text(days);
  return "Date::of(" + std::to_string(std::stoi(text.substr(0, 4))) + ", " + std::to_string(std::stoi(text.substr(5, 2))) + ", " +
         std::to_string(std::stoi(text.substr(8, 2))) + ")";
}

std::string clock_arguments(Int128 micros) {
  const auto seconds = static_cast<std::int64_t>(micros / kMicrosPerSecond);
  const auto fraction = static_cast<std::int64_t>(micros % kMicrosPerSecond);
  std::string text = std::to_string(seconds / 3600) + ", " + std::to_string(seconds / 60 % 60);
  if (seconds % 60 != 0 || fraction != 0) text += ", " + std::to_string(seconds % 60);
  if (fraction != 0) text += ", " + cpp_integer(fraction);
  return text;
}

std::string decimal_constant(Int128 raw, const Type& type, bool wide) {
  const std::string digits = to_text(raw < 0 ? -raw : raw, type.scale);
  const std::string literal = digits + (type.scale == 0 ? "." : "") + "_dec";
  const bool parsed_wide = digits.size() - (type.scale == 0 ? 0 : 1) > 18;
  const std::string text = (raw < 0 ? "-" : "") + literal;
  return wide && !parsed_wide ? "wide(" + text + ")" : text;
}

}  // namespace

std::string interval_constant(const IntervalValue& interval) {
  if (interval.days == 0 && interval.microseconds == 0 && interval.months != 0) return "months(" + std::to_string(interval.months) + ")";
  if (interval.months == 0 && interval.microseconds == 0) return "days(" + std::to_string(interval.days) + ")";
  if (interval.months == 0 && interval.days == 0) return "microseconds(" + cpp_integer(interval.microseconds) + ")";
  return "Interval{" + std::to_string(interval.months) + ", " + std::to_string(interval.days) + ", " + cpp_integer(interval.microseconds) +
         "}";
}

bool is_constant(const Value& value) {
  return std::holds_alternative<NumberValue>(value.node) || std::holds_alternative<TextValue>(value.node) ||
         std::holds_alternative<EnumValue>(value.node) || std::holds_alternative<BoolValue>(value.node) ||
         std::holds_alternative<RealValue>(value.node) || std::holds_alternative<IntervalValue>(value.node);
}

std::string Expressions::constant(const Value& value) const {
  if (const auto* boolean = std::get_if<BoolValue>(&value.node)) return boolean->value ? "true" : "false";
  if (const auto* real = std::get_if<RealValue>(&value.node)) return cpp_double(std::stod(real->digits));
  if (const auto* text = std::get_if<TextValue>(&value.node)) return cpp_string_literal(text->text) + "_text";
  if (const auto* interval = std::get_if<IntervalValue>(&value.node)) return interval_constant(*interval);
  if (const auto* named = std::get_if<EnumValue>(&value.node)) {
    return names_.enums[value.type.enumeration.index] + "::" + names_.enum_values[value.type.enumeration.index][named->index];
  }
  const auto* number = std::get_if<NumberValue>(&value.node);
  SYDAC_CHECK(number != nullptr);
  switch (value.type.base) {
    case Base::decimal: return decimal_constant(number->raw, value.type, is_wide(value.type, value.bounds));
    case Base::date: return date_constant(number->raw);
    case Base::time: return "Time::of(" + clock_arguments(number->raw) + ")";
    case Base::timestamp:
    case Base::timestamptz: {
      Int128 days = number->raw / kMicrosPerDay, rest = number->raw % kMicrosPerDay;
      if (rest < 0) {
        rest += kMicrosPerDay;
        --days;
      }
      std::string text = date_constant(days);
      text.replace(0, 4, value.type.base == Base::timestamp ? "Timestamp" : "TimestampTz");
      if (rest != 0) text.insert(text.size() - 1, ", " + clock_arguments(rest));
      return text;
    }
    default:
      if (number->raw > Int128{INT64_MAX} || number->raw < Int128{INT64_MIN})
        return decimal_constant(number->raw, {.base = Base::decimal}, true);
      return cpp_integer(static_cast<std::int64_t>(number->raw));
  }
}

}  // namespace sydac::compiler
