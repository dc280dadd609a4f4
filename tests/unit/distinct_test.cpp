#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

template <Together Way, std::size_t N>
bool pairs_differ(const Combinations<Way, N>& all, std::uint64_t rows) {
  std::set<std::vector<std::uint64_t>> seen;
  std::uint64_t keys = 0;
  for (std::uint64_t row = 0; row < rows; ++row) {
    const auto parts = all(static_cast<std::int64_t>(row));
    if constexpr (Way == Together::product) {
      seen.insert({parts.begin(), parts.end()});
      ++keys;
    } else {
      for (std::size_t a = 0; a < N; ++a) {
        for (std::size_t b = a + 1; b < N; ++b) {
          if (Way == Together::star && a != 0) continue;
          seen.insert({a, b, parts[a], parts[b]});
          ++keys;
        }
      }
    }
  }
  return seen.size() == keys;
}

bool within(std::span<const std::uint64_t> parts, std::span<const std::uint64_t> sizes) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] >= sizes[i]) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("combinations differ up to their capacity, whatever the sizes") {
  for (std::uint64_t a = 1; a <= 9; ++a) {
    for (std::uint64_t b = 1; b <= 9; ++b) {
      const Combinations<Together::product, 2> pairs(Key{a * 31 + b}, {a, b});
      REQUIRE(pairs.capacity() == a * b);
      REQUIRE(pairs_differ(pairs, a * b));
      for (std::uint64_t c = 1; c <= 9; ++c) {
        const std::uint64_t sizes[] = {a, b, c};
        const Combinations<Together::product, 3> product(Key{c}, {a, b, c});
        const Combinations<Together::star, 3> star(Key{c}, {a, b, c});
        const Combinations<Together::triangle, 3> triangle(Key{c}, {a, b, c});
        REQUIRE(product.capacity() == a * b * c);
        REQUIRE(star.capacity() == a * std::min(b, c));
        REQUIRE(triangle.capacity() == a * b * c / std::max({a, b, c}));
        REQUIRE(pairs_differ(product, a * b * c));
        REQUIRE(pairs_differ(star, a * std::min(b, c)));
        REQUIRE(pairs_differ(triangle, a * b * c / std::max({a, b, c})));
        for (std::int64_t row = 0; row < static_cast<std::int64_t>(a); ++row) {
          REQUIRE(within(product(row), sizes));
          REQUIRE(within(star(row), sizes));
          REQUIRE(within(triangle(row), sizes));
        }
      }
    }
  }
}

TEST_CASE("combinations of many values, and those of siblings") {
  const Combinations<Together::product, 2> wide(Key{5}, {std::uint64_t{1} << 62, std::uint64_t{1} << 63});
  CHECK(pairs_differ(wide, 20'000));
  const Combinations<Together::product, 3> cut(Key{6}, {~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}});
  CHECK(cut.capacity() == UInt128{1} << 126);
  CHECK(pairs_differ(cut, 20'000));
  const Combinations<Together::product, 2> small(Key{7}, {7, 5});
  for (std::uint64_t parent = 0; parent < 300; ++parent) {
    std::set<std::array<std::uint64_t, 2>> seen;
    for (std::uint64_t index = 0; index < 35; ++index) seen.insert(small(parent, index));
    REQUIRE(seen.size() == 35);
    std::set<std::array<std::uint64_t, 2>> wide_seen;
    for (std::uint64_t index = 0; index < 50; ++index) wide_seen.insert(wide(parent, index));
    REQUIRE(wide_seen.size() == 50);
  }
  CHECK_THROWS_AS(small(1, 35), ValueError);
}

TEST_CASE("each combination is equally likely for each row") {
  std::vector<double> seen(35);
  for (std::uint64_t key = 0; key < 70'000; ++key) {
    const auto parts = Combinations<Together::product, 2>(Key{mix(key)}, {7, 5})(std::int64_t{3});
    ++seen[parts[0] * 5 + parts[1]];
  }
  CHECK(misfit(seen) < 4.5);
}

TEST_CASE("parts of a number: each combination once") {
  std::set<std::vector<std::uint64_t>> seen;
  for (std::uint64_t number = 0; number < 60; ++number) {
    const auto parts = parts_of<3>(number, {3, 4, 5});
    REQUIRE((parts[0] < 3 && parts[1] < 4 && parts[2] < 5));
    seen.insert({static_cast<std::uint64_t>(parts[0]), static_cast<std::uint64_t>(parts[1]), static_cast<std::uint64_t>(parts[2])});
  }
  CHECK(seen.size() == 60);
}

TEST_CASE("distinct picks among siblings") {
  std::vector<double> first(20);
  for (std::uint64_t parent = 0; parent < 20'000; ++parent) {
    std::set<std::uint64_t> seen;
    for (std::uint64_t index = 0; index < 20; ++index) seen.insert(distinct_pick(Key{3}, parent, index, 20));
    REQUIRE((seen.size() == 20 && *seen.rbegin() == 19));
    ++first[distinct_pick(Key{3}, parent, 0, 20)];
  }
  CHECK(misfit(first) < 4.5);
  CHECK_THROWS_AS(distinct_pick(Key{3}, 1, 20, 20), ValueError);
}

TEST_CASE("distinct picks by a zipf pick: the first is a zipf pick, all differ, down to the last one there is") {
  const ZipfPick zipf(Key{1}, 12, 1'500'000);
  std::vector<double> first(12), alone(12);
  for (std::uint64_t parent = 0; parent < 20'000; ++parent) {
    ++first[distinct_pick_by(Key{8}, parent, 0, 12, [&](Draw from) { return zipf(from); })];
    ++alone[zipf(Draw(Key{9}, parent))];
  }
  // Two samples of one distribution.
  double chi = 0;
  for (std::size_t i = 0; i < first.size(); ++i) chi += (first[i] - alone[i]) * (first[i] - alone[i]) / (first[i] + alone[i]);
  CHECK(chi < 40);
  for (std::uint64_t parent = 0; parent < 50; ++parent) {
    std::set<std::uint64_t> seen;
    for (std::uint64_t index = 0; index < 12; ++index)
      seen.insert(distinct_pick_by(Key{8}, parent, index, 12, [&](Draw from) { return zipf(from); }));
    REQUIRE(seen.size() == 12);
  }
  // What is never drawn is found in the end.
  std::set<std::uint64_t> seen;
  for (std::uint64_t index = 0; index < 5; ++index)
    seen.insert(distinct_pick_by(Key{8}, 1, index, 5, [](Draw) { return std::uint64_t{2}; }));
  CHECK(seen.size() == 5);
}

TEST_CASE("stable picks are uniform, and with more rows only those move that go to new rows") {
  for (const std::uint64_t n : {1u, 2u, 3u, 7u, 64u, 1000u}) {
    std::vector<double> seen(n);
    for (std::uint64_t row = 0; row < 200'000; ++row) ++seen[pick_stable(Draw(Key{n}, row), n)];
    if (n > 1) CHECK(misfit(seen) < 4.5);
  }
  for (const std::uint64_t n : {std::uint64_t{1000}, std::uint64_t{1} << 20}) {
    std::uint64_t moved = 0;
    for (std::uint64_t row = 0; row < 100'000; ++row) {
      const std::uint64_t before = pick_stable(Draw(Key{1}, row), n), after = pick_stable(Draw(Key{1}, row), n + n / 10);
      if (before == after) continue;
      ++moved;
      REQUIRE(after >= n);
    }
    CHECK(moved > 8'500);
    CHECK(moved < 9'700);  // 1/11 of them
  }
  CHECK_THROWS_AS(pick_stable(Draw(Key{1}, 1), 0), ValueError);
}

TEST_CASE("weighted picks follow the weights") {
  std::vector<double> seen(4), expected{1000 * 20.0, 0, 3000 * 20.0, 6000 * 20.0};
  const std::uint64_t weights[] = {1, 0, 3, 6};
  for (std::uint64_t row = 0; row < 200'000; ++row)
    ++seen[pick_weighted(Draw(Key{2}, row), 4, 6, [&](std::uint64_t k) { return weights[k]; })];
  CHECK(seen[1] == 0);
  seen.erase(seen.begin() + 1);
  expected.erase(expected.begin() + 1);
  CHECK(misfit(seen, expected) < 4.5);
  CHECK_THROWS_AS(pick_weighted(Draw(Key{2}, 1), 4, 6, [](std::uint64_t) { return std::uint64_t{0}; }), ValueError);
}

TEST_CASE("forests: parents are earlier, depth and fan-out hold, and more rows change none") {
  for (const std::uint64_t depth : {0u, 1u, 2u, 5u}) {
    for (const std::uint64_t fan_out : {0u, 2u, 3u, 10u}) {
      const Forest forest(Key{depth * 100 + fan_out}, depth, fan_out);
      const std::uint64_t rows = std::min<std::uint64_t>(forest.capacity(), 3000);
      std::vector<std::uint64_t> depths(rows), children(rows);
      for (std::uint64_t row = 1; row < rows; ++row) {
        const std::uint64_t parent = forest.parent(row);
        REQUIRE(parent < row);
        depths[row] = depths[parent] + 1;
        ++children[parent];
        if (depth > 0) REQUIRE(depths[row] <= depth);
        if (fan_out > 0) REQUIRE(children[parent] <= fan_out);
      }
      // A full tree is full: each row above the last level has all its children.
      if (depth > 0 && fan_out > 0 && rows == forest.capacity()) {
        for (std::uint64_t row = 0; row < rows; ++row) REQUIRE(children[row] == (depths[row] < depth ? fan_out : 0));
      }
    }
  }
  CHECK(Forest(Key{1}, 2, 3).capacity() == 13);
  CHECK(Forest(Key{1}, 64, 1'000'000).capacity() == ~std::uint64_t{0});
  std::vector<double> parents(10);
  for (std::uint64_t key = 0; key < 50'000; ++key) ++parents[Forest(Key{mix(key)}, 0, 0).parent(10)];
  CHECK(misfit(parents) < 4.5);
}

TEST_CASE("skewed combinations differ up to their capacity, and are as skewed as they can be") {
  for (const std::uint64_t exponent : {std::uint64_t{0}, std::uint64_t{1'000'000}, std::uint64_t{2'500'000}}) {
    for (const std::uint64_t a : {1u, 2u, 7u, 100u, 300u}) {
      for (const std::uint64_t b : {1u, 3u, 20u}) {
        for (const std::uint64_t rows : {a * b, a * b - a * b / 10, a * b / 3, std::uint64_t{1}}) {
          if (rows == 0) continue;
          const SkewedCombinations<2> pairs(Key{a + b}, rows, exponent, {a, b});
          REQUIRE(pairs.capacity() == a * b);
          std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
          for (std::uint64_t row = 0; row < rows; ++row) {
            const auto parts = pairs(static_cast<std::int64_t>(row));
            REQUIRE((parts[0] < a && parts[1] < b));
            seen.insert({parts[0], parts[1]});
          }
          REQUIRE(seen.size() == rows);
        }
      }
    }
  }
  const SkewedCombinations<3> some(Key{4}, 3000, 1'000'000, {50, 40, 30});
  std::vector<std::uint64_t> counts(50);
  for (std::int64_t row = 0; row < 3000; ++row) ++counts[some(row)[0]];
  std::sort(counts.rbegin(), counts.rend());
  for (std::size_t rank = 0; rank < counts.size(); ++rank) {
    const double expected = 3000 / (static_cast<double>(rank + 1) * 4.499205);  // the 50th harmonic number
    CHECK(std::abs(static_cast<double>(counts[rank]) - expected) < 1.01);
  }
  const SkewedCombinations<2> even(Key{4}, 1010, 0, {100, 40});
  std::vector<std::uint64_t> each(100);
  for (std::int64_t row = 0; row < 1010; ++row) ++each[even(row)[0]];
  CHECK(*std::min_element(each.begin(), each.end()) == 10);
  CHECK(*std::max_element(each.begin(), each.end()) == 11);
  const SkewedCombinations<2> large(Key{4}, std::uint64_t{1} << 40, 1'100'000, {1'000'000'000, std::uint64_t{1} << 40});
  CHECK(large((std::int64_t{1} << 40) - 1)[0] < 1'000'000'000);
}
