// Powers of two at the speed of rows.
#pragma once

#include <sydac/fixed.hpp>

namespace sydac::fixed {

/// log2(e) and ln(2) with 62 bits behind the point.
inline constexpr std::uint64_t kLog2E = 6'653'256'548'922'161'246;
inline constexpr std::uint64_t kLn2 = 3'196'577'161'300'663'915;

namespace detail {

struct Exp2Table {
  std::uint64_t value[64];  // 2^(i/64), 62 bits behind the point
  constexpr Exp2Table() : value{} {
    for (std::uint64_t i = 0; i < 64; ++i) value[i] = exp2(i << 50);
  }
};
inline constexpr Exp2Table kExp2Table;

constexpr std::uint64_t multiply62(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>(static_cast<UInt128>(a) * b >> 62);
}

}  // namespace detail

/// As `exp2`, for rows: a table of 64 and a polynomial; relative error below 10^-12, some 5 ns.
constexpr std::uint64_t exp2_fast(std::uint64_t fraction) {
  const std::uint64_t index = fraction >> 50;
  // y = ln(2) × rest, below 0.011: e^y to the fifth power.
  const std::uint64_t rest = (fraction & ((std::uint64_t{1} << 50) - 1)) << 6;
  const std::uint64_t y = detail::multiply62(rest, kLn2);
  std::uint64_t sum = kOne62 + y / 5;
  sum = kOne62 + detail::multiply62(y / 4, sum);
  sum = kOne62 + detail::multiply62(y / 3, sum);
  sum = kOne62 + detail::multiply62(y / 2, sum);
  sum = kOne62 + detail::multiply62(y, sum);
  return detail::multiply62(detail::kExp2Table.value[index], sum);
}

}  // namespace sydac::fixed
