#include <algorithm>

#include <sydac/pool.hpp>

namespace sydac::detail {
namespace {

constexpr std::size_t kMostBounds = 256;

}  // namespace

PoolWeights::PoolWeights(std::span<const std::uint64_t> weights, std::vector<std::uint32_t> order) : order_(std::move(order)) {
  UInt128 total = 0;
  std::vector<std::uint64_t> sorted;
  for (const std::uint32_t index : order_) {
    sorted.push_back(weights[index]);
    total += weights[index];
  }
  if (sorted.size() > kMostBounds) {
    make_slots(sorted, total);
    return;
  }
  UInt128 sum = 0;
  for (const std::uint64_t weight : sorted) {
    sum += weight;
    bounds_.push_back(sum == total ? ~std::uint64_t{0} : static_cast<std::uint64_t>((sum << 64) / total));
  }
}

/// Vose's alias method in integers, exact to 2^-64.
void PoolWeights::make_slots(std::span<const std::uint64_t> sorted, UInt128 total) {
  const std::size_t count = sorted.size();
  std::vector<UInt128> scaled(count);
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t i = 0; i < count; ++i) {
    slots_.push_back({~std::uint64_t{0}, {order_[i], order_[i]}});
    scaled[i] = UInt128{sorted[i]} * count;
    (scaled[i] < total ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t less = small.back(), more = large.back();
    small.pop_back();
    slots_[less] = {static_cast<std::uint64_t>((scaled[less] << 64) / total), {order_[less], order_[more]}};
    scaled[more] -= total - scaled[less];
    if (scaled[more] < total) {
      large.pop_back();
      small.push_back(more);
    }
  }
}

/// The first bound above the draw; all-ones stay on the last with a weight, whose bound is the first of all-ones.
std::size_t PoolWeights::by_bounds(std::uint64_t bits) const {
  const auto found = std::upper_bound(bounds_.begin(), bounds_.end(), bits);
  if (found != bounds_.end()) return static_cast<std::size_t>(found - bounds_.begin());
  return static_cast<std::size_t>(std::lower_bound(bounds_.begin(), bounds_.end(), ~std::uint64_t{0}) - bounds_.begin());
}

}  // namespace sydac::detail
