// `normal(170, 8)`: the bell curve.
#pragma once

#include <sydac/rules/normal_table.hpp>
#include <sydac/rules/number_rule.hpp>

namespace sydac {
namespace detail {

/// A standard normal number with 32 bits behind the point, |z| below 8. One bit of the draw is the sign, the others a share of the lower
/// half, found in a table of octaves: error 1.3e-5, 3.4 ns. The table is made by runtime/generate/normal_table.py.
constexpr std::int64_t normal_q32(std::uint64_t bits) {
  const std::uint64_t half = bits << 1 | 1;  // p = half / 2^65
  const unsigned octave = static_cast<unsigned>(std::countl_zero(half));
  if (octave > 47) return (bits >> 63) != 0 ? std::int64_t{kNormalQuantiles[0]} << 3 : -(std::int64_t{kNormalQuantiles[0]} << 3);
  const std::uint64_t mantissa = half << octave;
  const std::size_t index = (47 - octave) * 64 + (mantissa >> 57 & 63);
  const std::uint64_t fraction = mantissa << 7 >> 32;
  const std::uint64_t from = kNormalQuantiles[index], to = kNormalQuantiles[index + 1];
  const std::int64_t z = static_cast<std::int64_t>((from << 3) - ((from - to) * fraction >> 29));
  return (bits >> 63) != 0 ? z : -z;
}

}  // namespace detail

/// T is std::int64_t, a Decimal or double. Values outside min and max are drawn again, 16 times at most, then set to the nearer end.
template <class T>
struct Normal {
  T mean{}, sd{};
  T min = detail::NumberForm<T>::lowest, max = detail::NumberForm<T>::highest;
  static constexpr RuleSpec spec{.name = "normal",
                                 .cpp_name = "Normal",
                                 .header = "sydac/rules/normal.hpp",
                                 .summary = "Normally distributed around mean with standard deviation sd, drawn again outside min and max.",
                                 .yields = RuleType::number,
                                 .params = {{.name = "mean", .type = RuleType::number},
                                            {.name = "sd", .type = RuleType::number, .at_least = "0"},
                                            {.name = "min", .type = RuleType::number, .required = false},
                                            {.name = "max", .type = RuleType::number, .required = false, .at_least = "min"}},
                                 .example = "height int = normal(170, 8, min = 120, max = 220)"};

  constexpr T operator()(Draw draw) const {
    return detail::bounded(draw, min, max, [this](Draw& site) {
      const std::int64_t z = detail::normal_q32(site.bits());
      if constexpr (std::is_same_v<T, double>) {
        return add(mean, multiply(sd, detail::from_q32(z)));
      } else {
        return detail::plus_share(mean, sd, z);
      }
    });
  }
};

}  // namespace sydac
