// What the distributions share: the column's number type as fixed point, and ends that hold.
#pragma once

#include <sydac/decimal.hpp>
#include <sydac/draw.hpp>
#include <sydac/spec.hpp>

namespace sydac::detail {

/// A number type as raw integers: the raw value of a parameter, a value from a raw one that may not fit, the type's own ends.
template <class T>
struct NumberForm;

template <>
struct NumberForm<std::int64_t> {
  static constexpr std::int64_t lowest = kInt64Min, highest = kInt64Max;
  static constexpr Int128 raw(std::int64_t value) { return value; }
  static constexpr std::int64_t of(Int128 raw) { return narrow(raw); }
};
template <unsigned S, class Rep>
struct NumberForm<Decimal<S, Rep>> {
  static constexpr Decimal<S, Rep> lowest{sizeof(Rep) == 8 ? static_cast<Rep>(kInt64Min) : static_cast<Rep>(kInt128Min)};
  static constexpr Decimal<S, Rep> highest{sizeof(Rep) == 8 ? static_cast<Rep>(kInt64Max) : static_cast<Rep>(kInt128Max)};
  static constexpr Int128 raw(Decimal<S, Rep> value) { return value.raw; }
  static constexpr Decimal<S, Rep> of(Int128 raw) { return {fit_raw<Rep>(raw)}; }
};
template <>
struct NumberForm<double> {
  static constexpr double lowest = -1.7976931348623157e308, highest = 1.7976931348623157e308;
};

/// base + factor × share, rounded half up; share has 32 bits behind the point and is below 2^40.
template <class T>
constexpr T plus_share(T base, T factor, std::int64_t share) {
  using Form = NumberForm<T>;
  constexpr Int128 kHalf = Int128{1} << 31;
  if constexpr (sizeof(T) == 8)
    return Form::of(Form::raw(base) + ((Form::raw(factor) * share + kHalf) >> 32));
  else
    return Form::of(add(Form::raw(base), add(multiply(Form::raw(factor), static_cast<Int128>(share)), kHalf) >> 32));
}

/// A double from an integer with 32 bits behind the point.
inline double from_q32(std::int64_t value) { return pinned(pinned(static_cast<double>(value)) * 0x1p-32); }

/// Draws until the value lies between the ends, 16 times at most; then the nearest end.
template <class T, class F>
constexpr T bounded(Draw draw, T min, T max, F sample) {
  T value = sample(draw);
  for (int tries = 1; tries < 16 && (value < min || max < value); ++tries) value = sample(draw);
  return value < min ? min : max < value ? max : value;
}

}  // namespace sydac::detail
