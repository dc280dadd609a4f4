#include <algorithm>

#include <sydac/pool.hpp>

namespace sydac::detail {
namespace {

constexpr std::size_t kMostBounds = 256;

/// Vose's alias method in integers: slot i is taken where the fraction of the draw is below bounds[i], else alias[i]. Exact to 2^-64.
void make_alias(std::span<const std::uint64_t> weights, UInt128 total, std::vector<std::uint64_t>& bounds,
                std::vector<std::uint32_t>& alias) {
  const std::size_t count = weights.size();
  bounds.assign(count, ~std::uint64_t{0});
  alias.resize(count);
  std::vector<UInt128> scaled(count);
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t i = 0; i < count; ++i) {
    alias[i] = i;
    scaled[i] = UInt128{weights[i]} * count;
    (scaled[i] < total ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t less = small.back(), more = large.back();
    small.pop_back();
    bounds[less] = static_cast<std::uint64_t>((scaled[less] << 64) / total);
    alias[less] = more;
    scaled[more] -= total - scaled[less];
    if (scaled[more] < total) {
      large.pop_back();
      small.push_back(more);
    }
  }
}

}  // namespace

PoolWeights::PoolWeights(std::span<const std::uint64_t> weights, std::vector<std::uint32_t> order) : order_(std::move(order)) {
  UInt128 total = 0;
  std::vector<std::uint64_t> sorted;
  for (const std::uint32_t index : order_) {
    sorted.push_back(weights[index]);
    total += weights[index];
  }
  if (sorted.size() > kMostBounds) {
    make_alias(sorted, total, bounds_, alias_);
    return;
  }
  UInt128 sum = 0;
  for (const std::uint64_t weight : sorted) {
    sum += weight;
    bounds_.push_back(sum == total ? ~std::uint64_t{0} : static_cast<std::uint64_t>((sum << 64) / total));
  }
}

std::uint64_t PoolWeights::operator()(Draw draw) const {
  const std::uint64_t bits = draw.bits();
  if (!alias_.empty()) {
    const UInt128 scaled = UInt128{bits} * alias_.size();
    const auto slot = static_cast<std::size_t>(scaled >> 64);
    return order_[static_cast<std::uint64_t>(scaled) < bounds_[slot] ? slot : alias_[slot]];
  }
  // The first bound above the draw; all-ones stay on the last with a weight, whose bound is the first of all-ones.
  const auto found = std::upper_bound(bounds_.begin(), bounds_.end(), bits);
  if (found != bounds_.end()) return order_[static_cast<std::size_t>(found - bounds_.begin())];
  return order_[static_cast<std::size_t>(std::lower_bound(bounds_.begin(), bounds_.end(), ~std::uint64_t{0}) - bounds_.begin())];
}

}  // namespace sydac::detail
