#include <doctest/doctest.h>

#include <cmath>

#include "runtime_support.hpp"
#include "sydac/split.hpp"

using namespace sydac;

namespace {

template <class T>
T sum_of_shares(Draw draw, std::int64_t siblings, T total, T least) {
  T sum{};
  for (std::int64_t i = 0; i < siblings; ++i) sum = sum + split(draw, static_cast<std::uint64_t>(i), siblings, total, least);
  return sum;
}

}  // namespace

TEST_CASE("shares add up to the whole, for a hundred thousand random totals") {
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    Draw draw(Key{7}, i);
    const auto siblings = static_cast<std::int64_t>(1 + draw.below(i % 100 == 0 ? 300 : 12));
    const auto total = static_cast<std::int64_t>(draw.bits() >> draw.below(64)) / (i % 3 == 0 ? -1 : 1);
    REQUIRE(sum_of_shares<std::int64_t>(draw, siblings, total, 0) == total);
    const std::int64_t least = total <= 0 ? 0 : static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(total / siblings + 1)));
    std::int64_t sum = 0;
    for (std::int64_t k = 0; k < siblings; ++k) {
      const std::int64_t share = split(draw, static_cast<std::uint64_t>(k), siblings, total, least);
      REQUIRE((total < 0 ? share <= 0 : share >= least));
      sum += share;
    }
    REQUIRE(sum == total);
  }
}

TEST_CASE("shares of decimals of up to 38 digits add up") {
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    Draw draw(Key{8}, i);
    const auto siblings = static_cast<std::int64_t>(1 + draw.below(40));
    const Int128 raw = static_cast<Int128>(draw.below_wide(static_cast<UInt128>(power_of_ten(37)))) * (i % 2 == 0 ? 1 : -1);
    const Decimal<9, Int128> total{raw};
    REQUIRE(sum_of_shares<Decimal<9, Int128>>(draw, siblings, total, {}).raw == raw);
    const Decimal<2> narrow{static_cast<std::int64_t>(draw.below(1'000'000))};
    REQUIRE(sum_of_shares<Decimal<2>>(draw, siblings, narrow, {}).raw == narrow.raw);
  }
}

TEST_CASE("shares have the mean and the variance of uniform cuts") {
  for (const std::int64_t siblings : {2, 3, 4, 7, 32, 200}) {
    constexpr int kParents = 4000;
    constexpr std::int64_t kTotal = 1'000'000;
    double sum = 0, squares = 0, largest = 0;
    for (int parent = 0; parent < kParents; ++parent) {
      for (std::int64_t i = 0; i < siblings; ++i) {
        const auto share =
            static_cast<double>(split(Draw(Key{9}, static_cast<std::uint64_t>(parent)), static_cast<std::uint64_t>(i), siblings, kTotal));
        sum += share;
        squares += share * share;
        largest = std::fmax(largest, share);
      }
    }
    const double n = static_cast<double>(siblings), count = n * kParents, mean = sum / count;
    const double variance = squares / count - mean * mean, expected = (n - 1) / (n * n * (n + 1)) * kTotal * double{kTotal};
    CAPTURE(siblings);
    CHECK(mean == doctest::Approx(kTotal / n).epsilon(1e-9));
    CHECK(variance / expected > 0.85);
    CHECK(variance / expected < 1.15);
    CHECK(largest < kTotal);
  }
}

TEST_CASE("intervals are split into whole seconds, months not at all") {
  const Draw draw(Key{3}, 5);
  std::int64_t sum = 0;
  for (std::uint64_t i = 0; i < 7; ++i) {
    const Interval share = split(draw, i, 7, Interval{0, 10, 0}, Interval{0, 0, 3'600'000'000});
    CHECK(share.days == 0);
    CHECK(share.microseconds % 1'000'000 == 0);
    CHECK(share.microseconds >= 3'600'000'000);
    sum += share.microseconds;
  }
  CHECK(sum == 10 * kMicrosecondsPerDay);
  CHECK_THROWS_AS(split(draw, 0, 2, Interval{1, 0, 0}), ValueError);
}

TEST_CASE("a total that is too small for the smallest share throws") {
  CHECK_THROWS_AS(split(Draw(Key{1}, 1), 0, 4, std::int64_t{3}, 1), ValueError);
  CHECK(split(Draw(Key{1}, 1), 0, 4, std::int64_t{4}, 1) == 1);
  CHECK_THROWS_AS(split(Draw(Key{1}, 1), 0, 4, std::int64_t{-4}, 1), ValueError);
}
