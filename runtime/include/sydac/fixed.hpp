// log2, exp2 and powers in integers, for tables that depend on run-time counts and for distributions: the same bits everywhere, relative
// error below 10^-10. Bit by bit, some 300 ns each: for tables. Rows have `exp2_fast` of rules/exp2.hpp.
#pragma once

#include <sydac/draw.hpp>

namespace sydac::fixed {

/// Fixed point with 62 bits behind the point.
inline constexpr std::uint64_t kOne62 = std::uint64_t{1} << 62;

constexpr std::uint64_t square_root(UInt128 value) {
  UInt128 root = 0, bit = static_cast<UInt128>(1) << 126;
  while (bit > value) bit >>= 2;
  while (bit != 0) {
    if (value >= root + bit) {
      value -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
    bit >>= 2;
  }
  return static_cast<std::uint64_t>(root);
}

namespace detail {

/// 2^(2^-(i+1)) with 62 bits behind the point: the factor for each bit of a fraction.
struct Exp2Factors {
  std::uint64_t factor[56];
  constexpr Exp2Factors() : factor{} {
    UInt128 value = static_cast<UInt128>(2) << 62;
    for (std::uint64_t& each : factor) {
      value = square_root(value << 62);
      each = static_cast<std::uint64_t>(value);
    }
  }
};
inline constexpr Exp2Factors kExp2Factors;

}  // namespace detail

/// log2(x) with 56 bits behind the point; x ≥ 1.
constexpr std::int64_t log2(std::uint64_t x) {
  const int exponent = 63 - std::countl_zero(x);
  std::uint64_t mantissa = x << (63 - exponent);
  std::int64_t fraction = 0;
  for (int i = 0; i < 56; ++i) {
    const UInt128 square = static_cast<UInt128>(mantissa) * mantissa;
    const bool carry = (square >> 127) != 0;
    mantissa = static_cast<std::uint64_t>(square >> (carry ? 64 : 63));
    fraction = fraction * 2 + (carry ? 1 : 0);
  }
  return (static_cast<std::int64_t>(exponent) << 56) + fraction;
}

/// 2^f for a fraction f with 56 bits behind the point, f in [0, 1): 62 bits behind the point.
constexpr std::uint64_t exp2(std::uint64_t fraction) {
  std::uint64_t value = kOne62;
  for (int i = 0; i < 56; ++i) {
    if ((fraction >> (55 - i) & 1) != 0)
      value = static_cast<std::uint64_t>(static_cast<UInt128>(value) * detail::kExp2Factors.factor[i] >> 62);
  }
  return value;
}

/// x^-exponent with 62 bits behind the point; x ≥ 1, the exponent has 32 bits behind its point. 0 where the result is below 2^-61.
constexpr std::uint64_t negative_power(std::uint64_t x, std::uint64_t exponent) {
  const UInt128 power = static_cast<UInt128>(log2(x)) * exponent >> 32;
  const UInt128 whole = power >> 56;
  const std::uint64_t fraction = static_cast<std::uint64_t>(power) & ((std::uint64_t{1} << 56) - 1);
  const UInt128 shift = whole + (fraction != 0 ? 1 : 0);
  if (shift > 61) return 0;
  return exp2(fraction == 0 ? 0 : (std::uint64_t{1} << 56) - fraction) >> static_cast<unsigned>(shift);
}

}  // namespace sydac::fixed
