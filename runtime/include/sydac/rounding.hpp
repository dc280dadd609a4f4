// Ways to fewer digits beyond half away from zero.
#pragma once

#include <sydac/decimal.hpp>

namespace sydac {
namespace detail {

/// The quotient rounded down; divisor > 0.
template <class Integer>
constexpr Integer divide_down(Integer a, Integer b) {
  return a / b - (a % b < 0 ? 1 : 0);
}
/// Half to the even neighbour; divisor > 0.
template <class Integer>
constexpr Integer divide_even(Integer a, Integer b) {
  const Integer down = divide_down(a, b), rest = a - down * b;
  if (rest == b - rest) return down + (down % 2 != 0 ? 1 : 0);
  return down + (rest > b - rest ? 1 : 0);
}

}  // namespace detail

/// The largest integer that is not above the value.
template <unsigned S, class Rep>
constexpr std::int64_t floor_to_integer(Decimal<S, Rep> value) {
  return narrow(detail::divide_down(static_cast<Int128>(value.raw), power_of_ten(S)));
}
/// The smallest integer that is not below the value.
template <unsigned S, class Rep>
constexpr std::int64_t ceil_to_integer(Decimal<S, Rep> value) {
  const Int128 down = detail::divide_down(static_cast<Int128>(value.raw), power_of_ten(S));
  return narrow(down + (value.raw % power_of_ten(S) != 0 ? 1 : 0));
}
constexpr std::int64_t floor_to_integer(double value) {
  constexpr double kLimit = 9223372036854775808.0;
  if (!(value >= -kLimit && value < kLimit)) throw_value_error("integer overflow: the value has more than 64 bits");
  const auto toward_zero = static_cast<std::int64_t>(value);
  return static_cast<double>(toward_zero) > value ? toward_zero - 1 : toward_zero;
}
constexpr std::int64_t ceil_to_integer(double value) {
  const std::int64_t down = floor_to_integer(value);
  return static_cast<double>(down) < value ? down + 1 : down;
}

/// To S digits behind the point, half to the even neighbour.
template <unsigned S, unsigned From, class Rep>
constexpr Decimal<S, Rep> round_even(Decimal<From, Rep> value) {
  if constexpr (S >= From)
    return {detail::scale_up<S - From>(value.raw)};
  else
    return {static_cast<Rep>(detail::divide_even(static_cast<Int128>(value.raw), power_of_ten(From - S)))};
}
template <unsigned S>
constexpr Decimal<S> round_even(std::int64_t value) {
  return round_even<S>(Decimal<0>{value});
}
template <unsigned S, class Rep>
constexpr std::int64_t round_even_to_integer(Decimal<S, Rep> value) {
  return narrow(static_cast<Int128>(round_even<0>(value).raw));
}

/// -1, 0 or 1.
constexpr std::int64_t sign_of(std::int64_t value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }
constexpr std::int64_t sign_of(double value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }
template <unsigned S, class Rep>
constexpr std::int64_t sign_of(Decimal<S, Rep> value) {
  return value.raw < 0 ? -1 : value.raw > 0 ? 1 : 0;
}

}  // namespace sydac
