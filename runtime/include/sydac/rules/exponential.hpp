// `exponential(12)`: waiting times.
#pragma once

#include <sydac/rules/exp2.hpp>
#include <sydac/rules/number_rule.hpp>

namespace sydac {
namespace detail {

/// log2(1 + i/256) with 32 bits behind the point.
struct Log2Table {
  std::uint64_t value[257];
  constexpr Log2Table() : value{} {
    for (std::uint64_t i = 0; i <= 256; ++i) value[i] = static_cast<std::uint64_t>(fixed::log2(256 + i) - (std::int64_t{8} << 56)) >> 24;
  }
};
inline constexpr Log2Table kLog2Table;

/// -ln(u) for uniform u, 32 bits behind the point: 0 to 44.4; error 2e-6.
constexpr std::int64_t exponential_q32(std::uint64_t bits) {
  const std::uint64_t u = bits | 1;  // u / 2^64
  const unsigned zeros = static_cast<unsigned>(std::countl_zero(u));
  const std::uint64_t mantissa = u << zeros << 1;  // without its leading one
  const std::uint64_t index = mantissa >> 56, fraction = mantissa << 8 >> 32;
  const std::uint64_t from = kLog2Table.value[index], to = kLog2Table.value[index + 1];
  const std::uint64_t log2 = (std::uint64_t{zeros + 1} << 32) - from - ((to - from) * fraction >> 32);
  return static_cast<std::int64_t>(static_cast<UInt128>(log2) * fixed::kLn2 >> 62);
}

}  // namespace detail

/// Of the given mean, from 0 on. T is std::int64_t, a Decimal or double.
template <class T>
struct Exponential {
  T mean{};
  T min = detail::NumberForm<T>::lowest, max = detail::NumberForm<T>::highest;
  static constexpr RuleSpec spec{.name = "exponential",
                                 .cpp_name = "Exponential",
                                 .header = "sydac/rules/exponential.hpp",
                                 .summary = "Exponentially distributed from 0 on with the given mean, drawn again outside min and max.",
                                 .yields = RuleType::number,
                                 .params = {{.name = "mean", .type = RuleType::number, .at_least = "0"},
                                            {.name = "min", .type = RuleType::number, .required = false},
                                            {.name = "max", .type = RuleType::number, .required = false, .at_least = "min"}},
                                 .example = "wait_minutes int = exponential(12, max = 240)"};

  constexpr T operator()(Draw draw) const {
    return detail::bounded(draw, min, max, [this](Draw& site) {
      const std::int64_t share = detail::exponential_q32(site.bits());
      if constexpr (std::is_same_v<T, double>) {
        return multiply(mean, detail::from_q32(share));
      } else {
        return detail::plus_share(T{}, mean, share);
      }
    });
  }
};

}  // namespace sydac
