// `poisson(2.5)`: how often something happens that happens 2.5 times on average.
#pragma once

#include <sydac/decimal.hpp>
#include <sydac/rules/cached_table.hpp>
#include <sydac/spec.hpp>
#include <sydac/zipf_ranks.hpp>

namespace sydac {
namespace detail {

/// The distribution around its mode, as far as a probability is above 2^-62 of the mode's.
class PoissonTable {
 public:
  /// The mean in millionths, up to 10^12.
  PoissonTable(std::uint64_t mean, std::uint64_t) {
    constexpr std::uint64_t kUnit = 1'000'000;
    const std::uint64_t mode = mean / kUnit;
    std::vector<UInt128> weights;
    for (UInt128 weight = fixed::kOne62, k = mode; weight != 0 && k > 0; --k) {
      weight = mean == 0 ? 0 : weight * (k * kUnit) / mean;  // of k - 1
      if (weight != 0) weights.push_back(weight);
    }
    first_ = mode - weights.size();
    for (std::size_t i = 0, j = weights.size(); i + 1 < j; ++i) {
      const UInt128 held = weights[i];
      weights[i] = weights[--j];
      weights[j] = held;
    }
    UInt128 weight = fixed::kOne62;
    for (std::uint64_t k = mode; weight != 0; ++k) {
      weights.push_back(weight);
      weight = weight * mean / (static_cast<UInt128>(k + 1) * kUnit);
    }
    table_ = CumulativeTable(weights);
  }
  std::int64_t operator()(Draw draw) const { return static_cast<std::int64_t>(first_ + table_.find(draw.bits())); }

 private:
  std::uint64_t first_ = 0;
  CumulativeTable table_;
};

}  // namespace detail

struct Poisson {
  Decimal<6> mean{1'000'000};
  static constexpr RuleSpec spec{.name = "poisson",
                                 .cpp_name = "Poisson",
                                 .header = "sydac/rules/poisson.hpp",
                                 .summary = "A count of independent events with the given mean.",
                                 .yields = RuleType::integer,
                                 .params = {{.name = "mean", .type = RuleType::share, .at_least = "0", .at_most = "1000000"}},
                                 .example = "calls int = poisson(2.5)"};

  std::int64_t operator()(Draw draw) const {
    return detail::cached_table<detail::PoissonTable>(static_cast<std::uint64_t>(mean.raw), 0)(draw);
  }
};

}  // namespace sydac
