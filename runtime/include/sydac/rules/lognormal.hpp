// `lognormal(40.00, 0.8)`: amounts, durations, sizes: most are small, a few very large.
#pragma once

#include <sydac/rules/exp2.hpp>
#include <sydac/rules/normal.hpp>

namespace sydac {

/// median × e^(sigma × z) with z normally distributed: half of the values lie below the median, two thirds between median / e^sigma and
/// median × e^sigma. T is std::int64_t, a Decimal or double.
template <class T>
struct LogNormal {
  T median{};
  Decimal<6> sigma{1'000'000};
  T min = detail::NumberForm<T>::lowest, max = detail::NumberForm<T>::highest;
  static constexpr RuleSpec spec{
      .name = "lognormal",
      .cpp_name = "LogNormal",
      .header = "sydac/rules/lognormal.hpp",
      .summary = "Log-normally distributed: half the values below median, sigma is the standard deviation of their logarithm.",
      .yields = RuleType::number,
      .params = {{.name = "median", .type = RuleType::number, .at_least = "0"},
                 {.name = "sigma", .type = RuleType::share, .required = false, .at_least = "0", .at_most = "10"},
                 {.name = "min", .type = RuleType::number, .required = false},
                 {.name = "max", .type = RuleType::number, .required = false, .at_least = "min"}},
      .example = "price decimal(8,2) = lognormal(40.00, 0.8, max = 2000.00)"};

  constexpr T operator()(Draw draw) const {
    return detail::bounded(draw, min, max, [this](Draw& site) {
      const std::int64_t power = sigma.raw * detail::normal_q32(site.bits()) / 1'000'000;  // |power| below 80 × 2^32
      // The binary logarithm of the factor with 56 bits behind the point.
      const Int128 exponent = (static_cast<Int128>(power) * static_cast<Int128>(fixed::kLog2E)) >> 38;
      const int whole = static_cast<int>(exponent >> 56);
      const std::uint64_t factor = fixed::exp2_fast(static_cast<std::uint64_t>(exponent) & ((std::uint64_t{1} << 56) - 1));
      if constexpr (std::is_same_v<T, double>) {
        const double two = std::bit_cast<double>(static_cast<std::uint64_t>(whole + 1023) << 52);
        return multiply(median, multiply(pinned(static_cast<double>(factor) * 0x1p-62), two));
      } else {
        return scaled(factor, whole);
      }
    });
  }

 private:
  /// median × factor × 2^whole, factor with 62 bits behind the point; what is above max anyway is max.
  constexpr T scaled(std::uint64_t factor, int whole) const {
    using Form = detail::NumberForm<T>;
    // 32 bits of the factor are kept where the median needs more than 64.
    const Int128 raw = Form::raw(median);
    const bool large = raw > kInt64Max;
    const Int128 product = large ? multiply(raw, static_cast<Int128>(factor >> 32)) : raw * static_cast<Int128>(factor);
    const int down = (large ? 30 : 62) - whole;
    if (down > 126) return Form::of(0);
    if (down > 0) return fitting(((product >> (down - 1)) + 1) >> 1);
    if (down < -126 || product > kInt128Max >> -down) return max;
    return fitting(product << -down);
  }
  constexpr T fitting(Int128 raw) const {
    using Form = detail::NumberForm<T>;
    return raw > Form::raw(max) ? max : Form::of(raw);
  }
};

}  // namespace sydac
