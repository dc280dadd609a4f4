// `18..99`, `5.00..400.00`, `2020-01-01..2024-12-31`, `now - 5y .. now`, `1d..9d`: uniform between both ends, both included.
#pragma once

#include <sydac/calendar.hpp>
#include <sydac/decimal.hpp>
#include <sydac/draw.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// How many values a domain has; saturates at kCountMax.
using Count = UInt128;
inline constexpr Count kCountMax = ~Count{0} >> 1;

namespace detail {

[[noreturn, gnu::cold]] inline void throw_empty_range() { throw_value_error("an empty range: the lower end is above the upper end"); }

/// Whole steps from low to high, both included, in raw units.
template <class Raw>
constexpr Count steps(Raw low, Raw high, Raw step) {
  if (low > high) throw_empty_range();
  const Count width = static_cast<Count>(high) - static_cast<Count>(low);  // modulo 2^128
  const Count count = width / static_cast<Count>(step);
  return count >= kCountMax ? kCountMax : count + 1;
}

/// low + k × step, k below steps(…): cannot overflow.
template <class Raw>
constexpr Raw at_step(Raw low, Raw step, Count k) {
  return static_cast<Raw>(static_cast<Count>(low) + k * static_cast<Count>(step));
}

/// The 64-bit case without 128-bit division.
constexpr std::int64_t draw_step(Draw draw, std::int64_t low, std::int64_t high, std::int64_t step) {
  if (low > high) throw_empty_range();
  if (step == 1) return draw.between(low, high);
  const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  const std::uint64_t count = width / static_cast<std::uint64_t>(step) + 1;
  const std::uint64_t k = count == 0 ? draw.bits() : draw.below(count);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + k * static_cast<std::uint64_t>(step));
}

inline constexpr RuleSpec kRangeSpec{
    .name = "range",
    .cpp_name = "Range",
    .header = "sydac/rules/range.hpp",
    .summary = "Uniform from min to max, both included; a decimal steps by its last digit.",
    .yields = RuleType::number,
    .params = {{.name = "min", .type = RuleType::number}, {.name = "max", .type = RuleType::number, .at_least = "min"}},
    .example = "age int = 18..99"};

}  // namespace detail

/// Integers step by 1, decimals by their last digit, dates by a day, times and timestamps by `step` microseconds (a second unless told),
/// intervals by `step`. Throws where min is above max, which ends that are computed for each row can make happen.
template <class T>
struct Range;

template <>
struct Range<std::int64_t> {
  std::int64_t min = 0, max = 0;
  static constexpr RuleSpec spec = detail::kRangeSpec;
  constexpr std::int64_t operator()(Draw draw) const { return detail::draw_step(draw, min, max, 1); }
  constexpr Count count() const { return detail::steps<Int128>(min, max, 1); }
  constexpr std::int64_t at(Count k) const { return detail::at_step<std::int64_t>(min, 1, k); }
};

template <unsigned S, class Rep>
struct Range<Decimal<S, Rep>> {
  Decimal<S, Rep> min{}, max{};
  static constexpr RuleSpec spec = detail::kRangeSpec;
  constexpr Decimal<S, Rep> operator()(Draw draw) const {
    if constexpr (sizeof(Rep) == 8) {
      return {detail::draw_step(draw, min.raw, max.raw, 1)};
    } else {
      return at(draw.below_wide(count()));
    }
  }
  constexpr Count count() const { return detail::steps<Int128>(min.raw, max.raw, 1); }
  constexpr Decimal<S, Rep> at(Count k) const { return {detail::at_step<Rep>(min.raw, 1, k)}; }
};

/// All 2^53 steps between the ends; max itself included.
template <>
struct Range<double> {
  double min = 0, max = 1;
  static constexpr RuleSpec spec = detail::kRangeSpec;
  double operator()(Draw draw) const {
    if (!(pinned(min) <= pinned(max))) detail::throw_empty_range();
    constexpr double kSteps = 9007199254740991;  // 2^53 - 1
    const double share = pinned(static_cast<double>(draw.bits() >> 11) / pinned(kSteps));
    // Both products are finite where a difference of the ends might not be.
    const double drawn = pinned(pinned(min * pinned(1.0 - share)) + pinned(max * share));
    return drawn < min ? min : drawn > max ? max : drawn;
  }
};

template <>
struct Range<Date> {
  Date min{}, max{};
  constexpr Date operator()(Draw draw) const { return {static_cast<std::int32_t>(detail::draw_step(draw, min.days, max.days, 1))}; }
  constexpr Count count() const { return detail::steps<Int128>(min.days, max.days, 1); }
  constexpr Date at(Count k) const { return {detail::at_step<std::int32_t>(min.days, 1, k)}; }
};

template <>
struct Range<Time> {
  Time min{}, max{};
  std::int64_t step = kMicrosecondsPerSecond;
  constexpr Time operator()(Draw draw) const { return {detail::draw_step(draw, min.microseconds, max.microseconds, step)}; }
  constexpr Count count() const { return detail::steps<Int128>(min.microseconds, max.microseconds, step); }
  constexpr Time at(Count k) const { return {detail::at_step<std::int64_t>(min.microseconds, step, k)}; }
};

template <bool Zoned>
struct Range<BasicTimestamp<Zoned>> {
  BasicTimestamp<Zoned> min{}, max{};
  std::int64_t step = kMicrosecondsPerSecond;
  constexpr BasicTimestamp<Zoned> operator()(Draw draw) const {
    return {detail::draw_step(draw, min.microseconds, max.microseconds, step)};
  }
  constexpr Count count() const { return detail::steps<Int128>(min.microseconds, max.microseconds, step); }
  constexpr BasicTimestamp<Zoned> at(Count k) const { return {detail::at_step<std::int64_t>(min.microseconds, step, k)}; }
};

/// The step has one part that is not 0, months, days or clock time, and the ends are apart by that part only (days count as 24 hours for a
/// step of clock time).
template <>
struct Range<Interval> {
  Interval min{}, max{}, step{0, 1, 0};
  constexpr Interval operator()(Draw draw) const { return at(draw.below_wide(count())); }
  constexpr Count count() const {
    if (step.months != 0) return detail::steps<Int128>(min.months, max.months, step.months);
    if (step.days != 0) return detail::steps<Int128>(min.days, max.days, step.days);
    return detail::steps<Int128>(clock(min), clock(max), step.microseconds);
  }
  constexpr Interval at(Count k) const {
    Interval value = min;
    if (step.months != 0)
      value.months = detail::at_step<std::int32_t>(min.months, step.months, k);
    else if (step.days != 0)
      value.days = detail::at_step<std::int32_t>(min.days, step.days, k);
    else
      value = {min.months, 0, detail::at_step<std::int64_t>(clock(min), step.microseconds, k)};
    return value;
  }

 private:
  static constexpr std::int64_t clock(const Interval& value) { return add(value.days * kMicrosecondsPerDay, value.microseconds); }
};

}  // namespace sydac
