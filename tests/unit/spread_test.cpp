#include <doctest/doctest.h>

#include <algorithm>
#include <sydac/random_counts.hpp>
#include <sydac/spread.hpp>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

/// Each parent's children are neighbours, found from both sides, and all rows are someone's.
template <class Counts>
void check_agreement(const Counts& counts, std::uint64_t parents, std::uint64_t rows) {
  REQUIRE(counts.parents() == parents);
  REQUIRE(counts.total() == rows);
  REQUIRE(counts.offset(parents) == rows);
  std::uint64_t sum = 0;
  std::vector<bool> seen(rows);
  for (std::uint64_t parent = 0; parent < parents; ++parent) {
    const std::uint64_t count = counts.count(parent), offset = counts.offset(parent);
    sum += count;
    for (std::uint64_t index = 0; index < count; ++index) {
      REQUIRE(offset + index < rows);
      REQUIRE_FALSE(seen[offset + index]);
      seen[offset + index] = true;
      if (index > 2 && index + 2 < count) continue;
      const ChildPlace place = counts.locate(offset + index);
      REQUIRE(place.parent == parent);
      REQUIRE(place.index == index);
      REQUIRE(place.siblings == count);
    }
  }
  REQUIRE(sum == rows);
  if constexpr (requires { counts.most(); }) {
    std::uint64_t most = 0;
    for (std::uint64_t parent = 0; parent < parents; ++parent) most = std::max(most, counts.count(parent));
    REQUIRE(counts.most() == most);
  }
}

constexpr std::uint64_t kSizes[] = {0, 1, 2, 3, 63, 64, 65, 128, 1023, 1024, 1025};

/// The same at random places among very many.
template <class Counts>
void check_far_out(const Counts& counts) {
  test::Numbers numbers(4);
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t child = multiply_high(numbers.next(), counts.total());
    const ChildPlace place = counts.locate(child);
    REQUIRE(place.parent < counts.parents());
    REQUIRE(place.index < place.siblings);
    REQUIRE(counts.count(place.parent) == place.siblings);
    REQUIRE(counts.offset(place.parent) + place.index == child);
    const std::uint64_t parent = multiply_high(numbers.next(), counts.parents()), count = counts.count(parent);
    if (count == 0) continue;
    REQUIRE(counts.locate(counts.offset(parent)).parent == parent);
    REQUIRE(counts.locate(counts.offset(parent) + count - 1).index == count - 1);
  }
}

}  // namespace

TEST_CASE("totals are exact, children and parents agree, for any two numbers") {
  for (const std::uint64_t parents : kSizes) {
    for (const std::uint64_t rows : {0u, 1u, 2u, 12u, 13u, 63u, 64u, 65u, 1023u, 1025u, 5000u}) {
      if (parents == 0 && rows > 0) continue;
      CAPTURE(parents);
      CAPTURE(rows);
      check_agreement(EvenCounts(Key{rows}, rows, parents), parents, rows);
      check_agreement(RandomCounts(Key{rows}, rows, parents), parents, rows);
      for (const std::uint64_t exponent : {0u, 500'000u, 1'100'000u, 10'000'000u})
        check_agreement(ZipfCounts(Key{rows}, rows, parents, exponent), parents, rows);
    }
    for (const std::uint64_t percent : {0u, 1u, 20u, 50u, 75u, 99u, 100u}) {
      CAPTURE(percent);
      check_agreement(ShareCounts(Key{percent}, parents, percent, 100), parents, parents * percent / 100);
    }
  }
}

TEST_CASE("children and parents agree far out") {
  for (const std::uint64_t parents : {std::uint64_t{1'000'000'000}, (std::uint64_t{1} << 40) - 3}) {
    for (const std::uint64_t rows : {std::uint64_t{1000}, std::uint64_t{5'000'000'007}, std::uint64_t{1} << 42}) {
      check_far_out(EvenCounts(Key{9}, rows, parents));
      check_far_out(RandomCounts(Key{9}, rows, parents));
      check_far_out(ZipfCounts(Key{9}, rows, parents, 1'100'000));
    }
    check_far_out(ShareCounts(Key{9}, parents, 20, 100));
  }
  for (const std::uint64_t parents : {1u, 10u, 1'000'000u}) {
    check_far_out(EvenCounts(Key{9}, std::uint64_t{1} << 62, parents));
    check_far_out(RandomCounts(Key{9}, std::uint64_t{1} << 62, parents));
    check_far_out(ZipfCounts(Key{9}, std::uint64_t{1} << 62, parents, 800'000));
  }
}

TEST_CASE("even counts differ by one, which parents have more looks random") {
  const EvenCounts counts(Key{5}, 250'000, 100'000);
  std::vector<double> places(64), pairs(2);
  for (std::uint64_t parent = 0; parent < 100'000; ++parent) {
    REQUIRE((counts.count(parent) == 2 || counts.count(parent) == 3));
    if (counts.count(parent) == 3 && parent < 99'968) ++places[parent % 64];
    if (parent % 2 == 0) ++pairs[counts.count(parent) == counts.count(parent + 1)];
  }
  CHECK(misfit(places) < 5);
  CHECK(std::abs(pairs[1] / (pairs[0] + pairs[1]) - 31.0 / 63) < 0.01);  // without replacement in a block of 64
}

TEST_CASE("random counts vary like throws") {
  for (const std::uint64_t rows : {300'000u, 5'000'000u, 100'000'000u}) {
    const std::uint64_t parents = 100'000;
    const RandomCounts counts(Key{rows}, rows, parents);
    const double mean = static_cast<double>(rows) / static_cast<double>(parents);
    double squares = 0, neighbours = 0, cubes = 0, before = mean;
    for (std::uint64_t parent = 0; parent < parents; ++parent) {
      const double count = static_cast<double>(counts.count(parent)), away = count - mean;
      squares += away * away;
      cubes += away * away * away;
      neighbours += away * (before - mean);
      before = count;
    }
    const double n = static_cast<double>(parents), variance = squares / n;
    CHECK(std::abs(variance / mean - 1) < 0.03);  // 1 ± 3 × √(2 / n), and the half percent of the root
    CHECK(std::abs(neighbours / squares) < 0.015);
    CHECK(std::abs(cubes / n / (variance * std::sqrt(variance)) - 1 / std::sqrt(mean)) < 0.05);
  }
  // Few rows: how many parents have 0, 1, 2 … of them is Poisson's.
  const RandomCounts counts(Key{3}, 200'000, 100'000);
  std::vector<double> seen(8), expected(8);
  for (std::uint64_t parent = 0; parent < 100'000; ++parent) ++seen[std::min<std::uint64_t>(counts.count(parent), 7)];
  double probability = std::exp(-2.0), rest = 1;
  for (std::size_t k = 0; k < 7; ++k, probability *= 2.0 / static_cast<double>(k)) {
    expected[k] = 100'000 * probability;
    rest -= probability;
  }
  expected[7] = 100'000 * rest;
  CHECK(misfit(seen, expected) < 4);
}

TEST_CASE("zipf counts fall as they should, on parents anywhere") {
  const ZipfCounts counts(Key{7}, 10'000'000, 50'000, 1'000'000);
  std::vector<std::uint64_t> sorted;
  double first_half = 0;
  for (std::uint64_t parent = 0; parent < 50'000; ++parent) {
    sorted.push_back(counts.count(parent));
    if (parent < 25'000) first_half += static_cast<double>(sorted.back());
  }
  std::sort(sorted.rbegin(), sorted.rend());
  double sum = 0;
  for (int k = 1; k <= 50'000; ++k) sum += 1.0 / k;
  for (const std::size_t rank : {1u, 2u, 10u, 63u, 64u, 100u, 1000u, 40'000u}) {
    const double expected = 1e7 / sum / static_cast<double>(rank);
    CHECK(std::abs(static_cast<double>(sorted[rank - 1]) / expected - 1) < 0.03);
  }
  CHECK(first_half > 1e6);
  CHECK(first_half < 9e6);
}

TEST_CASE("more parents leave a share as it was") {
  const ShareCounts before(Key{3}, 1000, 30, 100), after(Key{3}, 1100, 30, 100);
  for (std::uint64_t parent = 0; parent < 960; ++parent) REQUIRE(before.count(parent) == after.count(parent));
}

TEST_CASE("spreads never change: golden values") {
  std::uint64_t hash = 0;
  const EvenCounts even(Key{42}, 25'000, 10'000);
  const RandomCounts random(Key{42}, 250'000, 10'000);
  const ZipfCounts zipf(Key{42}, 25'000, 10'000, 900'000);
  const ShareCounts share(Key{42}, 10'000, 30, 100);
  for (std::uint64_t parent = 0; parent < 10'000; ++parent) {
    for (const std::uint64_t count : {even.count(parent), random.count(parent), zipf.count(parent), share.count(parent)})
      hash = mix(hash + count);
  }
  CHECK(hash == 6136415541128805168u);
}
