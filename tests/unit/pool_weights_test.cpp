// Weighted picks from pools: as often as the weights say, the same whatever the order of the entries, never one without a weight.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include <sydac/pool.hpp>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::detail::PoolWeights;
using sydac::test::misfit;

namespace {

using Weights = std::vector<std::uint64_t>;

std::vector<std::uint32_t> plain_order(std::size_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

// How far `rows` picks are from what the weights promise; entries that expect fewer than ten share a bin.
double misfit_of(const Weights& weights, std::uint64_t rows) {
  const PoolWeights pick(weights, plain_order(weights.size()));
  Weights seen(weights.size());
  for (std::uint64_t row = 0; row < rows; ++row) ++seen[pick(Draw(Key{weights.size()}, row))];
  double total = 0;
  for (const std::uint64_t weight : weights) total += static_cast<double>(weight);
  std::vector<double> bins, expected;
  double few = 0, few_expected = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = static_cast<double>(weights[i]) / total * static_cast<double>(rows);
    few += share < 10 ? static_cast<double>(seen[i]) : 0;
    few_expected += share < 10 ? share : 0;
    if (share < 10) continue;
    bins.push_back(static_cast<double>(seen[i]));
    expected.push_back(share);
  }
  if (few_expected >= 10) {
    bins.push_back(few);
    expected.push_back(few_expected);
  } else if (few > 60) {
    return 1e9;
  }
  return bins.size() < 2 ? 0 : misfit(bins, expected);
}

// 1, 2, 3, …; 1, 2, 4, …; all alike; one that outweighs all others; random ones.
std::vector<Weights> shapes(std::size_t count) {
  Weights rising(count), doubling(count), alike(count, 7), one(count, 1), random(count);
  test::Numbers numbers(count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    rising[i] = i + 1;
    doubling[i] = std::uint64_t{1} << (i % 40);
    random[i] = numbers.next() >> (24 + numbers.next() % 20);
  }
  one[count / 2] = 1'000'000;
  return {rising, doubling, alike, one, random};
}

}  // namespace

TEST_CASE("entries are picked as often as their weights say") {
  for (const std::size_t count : {1u, 2u, 3u, 100u, 255u, 256u, 257u, 1000u, 5000u}) {
    const std::vector<Weights> all = shapes(count);
    for (std::size_t shape = 0; shape < all.size(); ++shape) {
      CAPTURE(count);
      CAPTURE(shape);
      CHECK(misfit_of(all[shape], 300'000) < 5);
    }
  }
}

TEST_CASE("the measure of the test above sees weights that are off by a little") {
  // A tenth more for each second entry: the picks of one table against the promises of the other.
  Weights weights(300, 100), other(300, 100);
  for (std::size_t i = 0; i < other.size(); i += 2) other[i] = 110;
  const PoolWeights pick(weights, plain_order(weights.size()));
  std::vector<double> seen(weights.size()), expected(weights.size());
  for (std::uint64_t row = 0; row < 300'000; ++row) ++seen[pick(Draw(Key{1}, row))];
  for (std::size_t i = 0; i < other.size(); ++i) expected[i] = static_cast<double>(other[i]) / (105.0 * 300) * 300'000;
  CHECK(misfit(seen, expected) > 5);
}

TEST_CASE("an entry without a weight is never picked") {
  for (const std::size_t count : {2u, 5u, 256u, 257u, 2000u}) {
    for (const std::size_t step : {2u, 3u}) {
      Weights weights(count);
      for (std::size_t i = step - 1; i < count; i += step) weights[i] = i + 1;
      if (count < step) continue;
      const PoolWeights pick(weights, plain_order(count));
      for (std::uint64_t row = 0; row < 20'000; ++row) REQUIRE(weights[pick(Draw(Key{count}, row))] > 0);
    }
  }
}

TEST_CASE("what is picked does not hang on where the entries stand") {
  for (const std::size_t count : {5u, 256u, 300u}) {
    const Weights weights = shapes(count)[4];
    // Entry i of one pool stands at place (i × 7 + 3) mod count of the other; both are ordered by i.
    Weights moved(count);
    std::vector<std::uint32_t> order(count);
    for (std::size_t i = 0; i < count; ++i) {
      order[i] = static_cast<std::uint32_t>((i * 7 + 3) % count);
      moved[order[i]] = weights[i];
    }
    const PoolWeights here(weights, plain_order(count)), there(moved, order);
    for (std::uint64_t row = 0; row < 5'000; ++row) REQUIRE(there(Draw(Key{9}, row)) == order[here(Draw(Key{9}, row))]);
  }
}

TEST_CASE("weights up to the last bit") {
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 63) - 1;
  Weights two = {kMost - 1, 1}, many(1000, kMost / 1000), edge(1000);
  edge[999] = kMost;
  const PoolWeights of_two(two, plain_order(2)), of_edge(edge, plain_order(1000));
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    REQUIRE(of_two(Draw(Key{1}, row)) == 0);
    REQUIRE(of_edge(Draw(Key{1}, row)) == 999);
  }
  CHECK(misfit_of(many, 100'000) < 5);
}
