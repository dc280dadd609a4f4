#include <doctest/doctest.h>

#include <algorithm>
#include <sydac/cell_counts.hpp>
#include <sydac/drawn_counts.hpp>
#include <sydac/each.hpp>
#include <sydac/row_number.hpp>

#include "runtime_support.hpp"

using namespace sydac;

namespace {

/// Children in the order of their parents, found from both sides.
template <class Counts>
void check_order(const Counts& counts, std::uint64_t parents) {
  REQUIRE(counts.parents() == parents);
  std::uint64_t offset = 0;
  for (std::uint64_t parent = 0; parent < parents; ++parent) {
    const std::uint64_t count = counts.count(parent);
    REQUIRE(counts.offset(parent) == offset);
    for (std::uint64_t index = 0; index<count; index += count> 5 ? count - 1 : 1) {
      const ChildPlace place = counts.locate(offset + index);
      REQUIRE(place.parent == parent);
      REQUIRE(place.index == index);
      REQUIRE(place.siblings == count);
    }
    offset += count;
  }
  REQUIRE(counts.total() == offset);
  REQUIRE(counts.offset(parents) == offset);
}

constexpr std::uint64_t kSizes[] = {0, 1, 2, 3, 63, 64, 65, 1023, 1024, 1025, 5000};

struct Fake {
  std::uint64_t modulus;
};
void fill(const Fake& fake, std::uint64_t first, std::span<std::uint64_t> out) {
  for (std::uint64_t& each : out) each = mix(first++) % fake.modulus;
}
void no_weights(const Fake&, std::uint64_t, std::span<std::uint64_t> out) { std::fill(out.begin(), out.end(), 0); }
void failing(const Fake&, std::uint64_t, std::span<std::uint64_t>) { throw_value_error("a cell without a value"); }

}  // namespace

TEST_CASE("a draw that gives what is asked of it") {
  for (const std::uint64_t bits : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}, std::uint64_t{1} << 53}) {
    CHECK(Draw::giving(bits).bits() == bits);
    CHECK(unmix(mix(bits)) == bits);
  }
}

TEST_CASE("drawn numbers of children: each block has exactly the ones stated") {
  for (const std::uint64_t parents : kSizes) {
    check_order(DrawnCounts(Key{parents}, parents, {{0, 500}, {1, 300}, {7, 200}, {1000, 24}}), parents);
    check_order(DrawnCounts(Key{parents}, parents, {{0, 1023}, {3, 1}}), parents);
    check_order(DrawnCounts(Key{parents}, parents, {{0, 1024}}), parents);
    check_order(DrawnCounts(Key{parents}, parents, {{2, 1024}}), parents);
  }
  const DrawnCounts counts(Key{3}, 10 * 1024, {{0, 500}, {1, 300}, {7, 224}});
  std::vector<std::uint64_t> seen(8);
  for (std::uint64_t parent = 2048; parent < 3072; ++parent) ++seen[counts.count(parent)];
  CHECK(seen[0] == 500);
  CHECK(seen[1] == 300);
  CHECK(seen[7] == 224);
  CHECK_THROWS_AS(DrawnCounts(Key{1}, std::uint64_t{1} << 45, {{1 << 20, 1024}}), Overrun);
}

TEST_CASE("drawn numbers far out") {
  const DrawnCounts counts(Key{9}, 1'000'000'007, {{0, 100}, {2, 600}, {5, 324}});
  test::Numbers numbers(4);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t child = multiply_high(numbers.next(), counts.total());
    const ChildPlace place = counts.locate(child);
    REQUIRE(counts.offset(place.parent) + place.index == child);
    REQUIRE(counts.count(place.parent) == place.siblings);
  }
}

TEST_CASE("combinations: the first source changes slowest") {
  const EachCounts<3> counts({4, 3, 2});
  CHECK(counts.total() == 24);
  for (std::int64_t row = 0; row < 24; ++row) {
    CHECK(counts(0, row) == static_cast<std::uint64_t>(row) / 6);
    CHECK(counts(1, row) == static_cast<std::uint64_t>(row) / 2 % 3);
    CHECK(counts(2, row) == static_cast<std::uint64_t>(row) % 2);
  }
  check_order(counts, 4);
  check_order(EachCounts<1>({5}), 5);
  check_order(EachCounts<2>({5, 0}), 5);
  check_order(EachCounts<2>({0, 5}), 0);
  CHECK_THROWS_AS(EachCounts<2>({std::uint64_t{1} << 40, std::uint64_t{1} << 40}), Overrun);
}

TEST_CASE("numbers that cells say") {
  for (const std::uint64_t parents : kSizes) {
    for (const std::uint64_t modulus : {1u, 2u, 5u, 300u}) {
      const Fake fake{modulus};
      check_order(MatchedCounts<Fake>(fake, &fill, parents), parents);
    }
  }
  // More parents than one thread takes, and blocks of more than 64.
  const Fake fake{4};
  const MatchedCounts<Fake> many(fake, &fill, 40'000'000);
  test::Numbers numbers(4);
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t child = multiply_high(numbers.next(), many.total());
    const ChildPlace place = many.locate(child);
    REQUIRE(many.offset(place.parent) + place.index == child);
    REQUIRE(many.count(place.parent) == place.siblings);
  }
  CHECK_THROWS_AS(MatchedCounts<Fake>(fake, &failing, 200'000), ValueError);
}

TEST_CASE("weights: an exact total, shares to within one") {
  for (const std::uint64_t parents : kSizes) {
    for (const std::uint64_t rows : {0u, 1u, 2u, 999u, 10'000u}) {
      const Fake fake{7};
      if (parents < 3) continue;  // their weights may all be 0
      const WeightedCounts<Fake> counts(fake, &fill, rows, parents);
      check_order(counts, parents);
      REQUIRE(counts.total() == rows);
      std::uint64_t all = 0;
      for (std::uint64_t parent = 0; parent < parents; ++parent) all += mix(parent) % 7;
      for (std::uint64_t parent = 0; parent < parents; ++parent) {
        const double exact = static_cast<double>(rows) * static_cast<double>(mix(parent) % 7) / static_cast<double>(all);
        REQUIRE(std::abs(static_cast<double>(counts.count(parent)) - exact) < 1.001);
      }
    }
  }
  const Fake fake{7};
  CHECK_THROWS_AS(WeightedCounts<Fake>(fake, &no_weights, 5, 10).count(0), ValueError);
  CHECK(WeightedCounts<Fake>(fake, &no_weights, 0, 10).count(3) == 0);
}

TEST_CASE("computed numbers of rows say when they are none") {
  const RowNumber rows{10};
  CHECK((rows * RowNumber{3} + RowNumber{1}).of("t") == 31);
  CHECK((rows / RowNumber{3}).of("t") == 3);
  CHECK((rows - RowNumber{10}).of("t") == 0);
  CHECK_THROWS_WITH_AS((rows - RowNumber{11}).of("t"), "`t`: its number of rows is below 0 at the rows that it is computed from", Overrun);
  CHECK_THROWS_AS((rows / RowNumber{0}).of("t"), Overrun);
  RowNumber power = rows;
  for (int i = 0; i < 20; ++i) power = power * power;
  CHECK_THROWS_AS(power.of("t"), Overrun);
  CHECK_THROWS_AS((power - power).of("t"), Overrun);
  CHECK_THROWS_AS(rows.over("t", 0), Overrun);
}

TEST_CASE("calendars") {
  CHECK(each_day(Date::of(2024, 2, 28), 2) == Date::of(2024, 3, 1));
  CHECK(each_week(Date::of(2024, 1, 1), 52) == Date::of(2024, 12, 30));
  CHECK(each_month(Date::of(2024, 1, 31), 1) == Date::of(2024, 2, 29));
  CHECK(each_month(Date::of(2024, 1, 31), 2) == Date::of(2024, 3, 31));
  CHECK(each_year(Date::of(2024, 2, 29), 1) == Date::of(2025, 2, 28));
}
