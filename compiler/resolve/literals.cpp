#include "resolve/literals.hpp"

#include <algorithm>
#include <chrono>

#include "base/numbers.hpp"

namespace sydac::compiler {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

}  // namespace

std::optional<Share> parse_share(std::string_view digits) {
  auto number = parse_number(digits);
  if (!number || number->raw > power_of_ten(16) || number->scale > 14) return std::nullopt;
  return Share{static_cast<std::uint64_t>(number->raw), static_cast<std::uint64_t>(power_of_ten(number->scale + 2u))};
}

std::optional<IntervalValue> parse_duration(const DurationLiteral& literal) {
  auto whole = parse_whole(literal.digits);
  if (!whole) return std::nullopt;
  auto micros = [&](std::int64_t unit) -> std::optional<IntervalValue> {
    auto value = checked_multiply(Int128{*whole}, unit);
    if (!value || *value > Int128{INT64_MAX}) return std::nullopt;
    return IntervalValue{0, 0, static_cast<std::int64_t>(*value)};
  };
  auto calendar = [&](std::int64_t months, std::int64_t days) -> std::optional<IntervalValue> {
    if (*whole > 100'000'000) return std::nullopt;
    const auto count = static_cast<std::int64_t>(*whole);
    if (count * std::max(months, days) > INT32_MAX) return std::nullopt;
    return IntervalValue{static_cast<std::int32_t>(count * months), static_cast<std::int32_t>(count * days), 0};
  };
  switch (literal.unit) {
    case DurationUnit::millisecond: return micros(1000);
    case DurationUnit::second: return micros(kMicrosPerSecond);
    case DurationUnit::minute: return micros(60 * kMicrosPerSecond);
    case DurationUnit::hour: return micros(3600 * kMicrosPerSecond);
    case DurationUnit::day: return calendar(0, 1);
    case DurationUnit::week: return calendar(0, 7);
    case DurationUnit::month: return calendar(1, 0);
    case DurationUnit::year: return calendar(12, 0);
  }
  return std::nullopt;
}

std::int64_t add_interval(std::int64_t timestamp, const IntervalValue& interval, int sign) {
  std::int64_t days = timestamp / kMicrosPerDay, rest = timestamp % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  const year_month_day date{sys_days{std::chrono::days{static_cast<int>(days)}}};
  const auto moved = date.year() / date.month() + std::chrono::months{sign * interval.months};
  const auto last = (moved / std::chrono::last).day();
  const year_month_day clamped = moved / std::min(date.day(), last);
  days = sys_days{clamped}.time_since_epoch().count() + sign * interval.days;
  return days * kMicrosPerDay + rest + sign * interval.microseconds;
}

}  // namespace sydac::compiler
