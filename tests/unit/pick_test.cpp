#include <doctest/doctest.h>

#include <algorithm>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

TEST_CASE("a plain pick is uniform, and one more parent leaves nearly all alone") {
  for (const std::uint64_t n : {1u, 2u, 3u, 64u, 65u, 1000u}) {
    std::vector<double> seen(n);
    for (std::uint64_t row = 0; row < 100'000; ++row) ++seen[pick(Draw(Key{n}, row), n)];
    if (n > 1) CHECK(misfit(seen) < 4);
  }
  for (const std::uint64_t n : {std::uint64_t{1000}, std::uint64_t{1'000'000}, (std::uint64_t{1} << 40) - 5}) {
    int kept = 0;
    for (std::uint64_t row = 0; row < 100'000; ++row) kept += pick(Draw(Key{1}, row), n) == pick(Draw(Key{1}, row), n + 1) ? 1 : 0;
    CHECK(kept > 99'800);
  }
  CHECK_THROWS_AS(pick(Draw(Key{1}, 1), 0), ValueError);
}

TEST_CASE("earlier picks are earlier") {
  CHECK(pick_earlier(Draw(Key{1}, 0), 0) == 0);
  for (std::int64_t row = 1; row < 10'000; ++row)
    REQUIRE(pick_earlier(Draw(Key{1}, static_cast<std::uint64_t>(row)), row) < static_cast<std::uint64_t>(row));
}

TEST_CASE("even picks: each run of rows is a permutation of the parents") {
  for (const std::uint64_t parents : {1u, 2u, 3u, 5u, 17u, 256u, 1000u, 70'000u}) {
    const EvenPick even(Key{parents}, parents);
    for (std::int64_t run = 0; run < 3; ++run) {
      std::vector<bool> seen(parents);
      for (std::uint64_t i = 0; i < parents; ++i) {
        const std::uint64_t parent = even(run * static_cast<std::int64_t>(parents) + static_cast<std::int64_t>(i));
        REQUIRE(parent < parents);
        REQUIRE_FALSE(seen[parent]);
        seen[parent] = true;
      }
    }
  }
  // Runs differ, and every place of a run is fair.
  for (const std::uint64_t parents : {2u, 3u, 5u, 6u, 7u}) {
    const EvenPick even(Key{9}, parents);
    std::vector<double> pairs(parents * parents);
    for (std::int64_t run = 0; run < 40'000; ++run)
      ++pairs[even(run * static_cast<std::int64_t>(parents)) * parents + even((run + 1) * static_cast<std::int64_t>(parents))];
    CHECK(misfit(pairs) < 4.5);
  }
  CHECK_THROWS_AS((EvenPick{Key{1}, 0}(0)), ValueError);
}

TEST_CASE("zipf ranks have the frequencies they promise") {
  for (const std::uint64_t exponent : {std::uint64_t{0}, std::uint64_t{500'000}, std::uint64_t{1'000'000}, std::uint64_t{1'100'000},
                                       std::uint64_t{2'000'000}, std::uint64_t{10'000'000}}) {
    for (const std::uint64_t n : {1u, 2u, 50u, 64u, 65u, 1000u, 5000u}) {
      const ZipfRanks ranks(n, exponent);
      const double rows = 300'000, power = static_cast<double>(exponent) / 1e6;
      // Bins that double in width, each with at least ten expected.
      std::vector<double> seen(20), expected(20);
      double norm = 0;
      for (std::uint64_t k = 1; k <= n; ++k) norm += std::pow(static_cast<double>(k), -power);
      for (std::uint64_t k = 1; k <= n; ++k)
        expected[static_cast<std::size_t>(std::bit_width(k))] += rows * std::pow(static_cast<double>(k), -power) / norm;
      for (std::uint64_t row = 0; row < 300'000; ++row) {
        Draw draw(Key{n + exponent}, row);
        const std::uint64_t rank = ranks(draw);
        REQUIRE(rank < n);
        ++seen[static_cast<std::size_t>(std::bit_width(rank + 1))];
      }
      std::vector<double> few_seen, few_expected;
      for (std::size_t i = 0; i < seen.size(); ++i) {
        if (expected[i] < 10) continue;
        few_seen.push_back(seen[i]);
        few_expected.push_back(expected[i]);
      }
      if (few_seen.size() > 1) CHECK_MESSAGE(misfit(few_seen, few_expected) < 5, "exponent ", exponent, " of ", n);
    }
  }
}

TEST_CASE("zipf at a billion parents: head and tail") {
  const ZipfRanks ranks(1'000'000'000, 1'100'000);
  double norm = 0, tail = 0;
  for (double k = 1; k <= 1e6; ++k) norm += std::pow(k, -1.1);
  tail = (std::pow(1e6 + 0.5, -0.1) - std::pow(1e9 + 0.5, -0.1)) / 0.1;
  norm += tail;
  double first = 0, far = 0;
  for (std::uint64_t row = 0; row < 1'000'000; ++row) {
    Draw draw(Key{4}, row);
    const std::uint64_t rank = ranks(draw);
    first += rank == 0 ? 1 : 0;
    far += rank >= 1'000'000 ? 1 : 0;
  }
  CHECK(std::abs(first / 1e6 - 1 / norm) < 0.0015);
  CHECK(std::abs(far / 1e6 - tail / norm) < 0.0025);
}

TEST_CASE("a zipf pick spreads its favourites and survives growth") {
  const ZipfPick picks(Key{5}, 1000, 1'100'000), more(Key{5}, 1001, 1'100'000);
  std::vector<int> seen(1000);
  int kept = 0;
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const std::uint64_t parent = picks(Draw(Key{6}, row));
    REQUIRE(parent < 1000);
    ++seen[parent];
    kept += parent == more(Draw(Key{6}, row)) ? 1 : 0;
  }
  CHECK(*std::max_element(seen.begin(), seen.end()) > 15'000);
  CHECK(seen[0] < 15'000);
  CHECK(kept > 97'000);  // the bounds of all ranks move a little
  CHECK(ZipfPick(Key{1}, 1, 1'000'000)(Draw(Key{1}, 1)) == 0);
  CHECK_THROWS_AS(ZipfPick(Key{1}, 0, 1'000'000)(Draw(Key{1}, 1)), ValueError);
}

TEST_CASE("picks never change: golden values") {
  std::uint64_t hash = 0;
  const EvenPick even(Key{1}, 1234);
  const ZipfPick zipf(Key{2}, 1'000'000, 1'300'000);
  for (std::uint64_t row = 0; row < 1000; ++row) {
    hash = mix(hash + pick(Draw(Key{3}, row), 12'345));
    hash = mix(hash + even(static_cast<std::int64_t>(row)));
    hash = mix(hash + zipf(Draw(Key{4}, row)));
  }
  CHECK(hash == 7094499476705309866u);
}

TEST_CASE("mutual picks pair exactly the share of rows, both ways") {
  for (const std::uint64_t rows : {0, 1, 2, 3, 10, 101, 5000}) {
    for (const std::uint64_t share : {0, 3, 10}) {
      const MutualPick pick(Key{rows + share}, rows, share, 10);
      std::uint64_t paired = 0;
      for (std::uint64_t row = 0; row < rows; ++row) {
        const auto partner = pick(static_cast<std::int64_t>(row));
        std::uint64_t found = 0;
        pick.while_each_row(row, rows, [&](std::uint64_t other) {
          REQUIRE(partner.has_value());
          REQUIRE(other == *partner);
          return ++found < 2;
        });
        REQUIRE(found == (partner.has_value() ? 1 : 0));
        if (!partner.has_value()) continue;
        ++paired;
        REQUIRE(*partner != row);
        REQUIRE(*partner < rows);
        REQUIRE(*pick(static_cast<std::int64_t>(*partner)) == row);
      }
      CHECK(paired == rows / 2 * share / 10 * 2);
    }
  }
}

TEST_CASE("the rows of even picks are found from both sides, and two of them never meet") {
  for (const std::uint64_t parents : {1, 2, 3, 7, 300, 70'001}) {
    const Key first{11}, second{12};
    const EvenPick one(first, parents);
    const EvenOther other(first, second, parents);
    const std::uint64_t rows = parents * 3 + parents / 2;
    std::vector<std::uint64_t> of_one(parents), of_other(parents);
    for (std::uint64_t row = 0; row < rows; ++row) {
      ++of_one[one(static_cast<std::int64_t>(row))];
      if (parents < 2) continue;
      const std::uint64_t met = other(static_cast<std::int64_t>(row));
      REQUIRE(met != one(static_cast<std::int64_t>(row)));
      ++of_other[met];
    }
    for (std::uint64_t parent = 0; parent < parents; parent += parents / 50 + 1) {
      std::uint64_t seen = 0, before = 0;
      one.while_each_row(parent, rows, [&](std::uint64_t row) {
        REQUIRE((row < rows && (seen == 0 || row > before)));
        REQUIRE(one(static_cast<std::int64_t>(row)) == parent);
        before = row;
        return ++seen > 0;
      });
      REQUIRE(seen == of_one[parent]);
      if (parents < 2) continue;
      seen = 0;
      other.while_each_row(parent, rows, [&](std::uint64_t row) {
        REQUIRE(row < rows);
        REQUIRE(other(static_cast<std::int64_t>(row)) == parent);
        return ++seen > 0;
      });
      REQUIRE(seen == of_other[parent]);
      CHECK(of_one[parent] >= 3);
      CHECK(of_one[parent] <= 4);
      CHECK(of_other[parent] >= 3);
      CHECK(of_other[parent] <= 4);
    }
  }
}
