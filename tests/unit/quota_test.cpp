#include <doctest/doctest.h>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

TEST_CASE("counts, offsets, totals and parents agree with a walk over all parents") {
  struct Shape {
    std::uint64_t parents, low, high;
  };
  for (const Shape shape : {Shape{0, 1, 7}, Shape{1, 1, 7}, Shape{5, 0, 1}, Shape{1023, 0, 8}, Shape{1024, 1, 7}, Shape{1025, 0, 3},
                            Shape{5000, 3, 3}, Shape{4321, 0, 0}, Shape{3000, 0, 5000}, Shape{2048, 1, 1024}, Shape{2500, 10, 12}}) {
    const QuotaCounts counts(Key{shape.parents + shape.high}, shape.parents, shape.low, shape.high);
    std::uint64_t offset = 0, least = ~std::uint64_t{0}, most = 0;
    for (std::uint64_t parent = 0; parent < shape.parents; ++parent) {
      REQUIRE(counts.offset(parent) == offset);
      const std::uint64_t count = counts.count(parent);
      REQUIRE(count >= shape.low);
      REQUIRE(count <= shape.high);
      least = std::min(least, count);
      most = std::max(most, count);
      for (const std::uint64_t index : {std::uint64_t{0}, count / 2, count - 1}) {
        if (count == 0) break;
        const ChildPlace place = counts.locate(offset + index);
        REQUIRE(place.parent == parent);
        REQUIRE(place.index == index);
      }
      offset += count;
    }
    CHECK(counts.total() == offset);
    CHECK(counts.offset(shape.parents) == offset);
    if (shape.parents >= 1024 && shape.high - shape.low < 1024) {
      CHECK(least == shape.low);
      CHECK(most == shape.high);
    }
  }
}

TEST_CASE("a whole block has a fixed sum, near the middle of the range") {
  const QuotaCounts counts(Key{1}, 10 * 1024, 1, 7);
  for (std::uint64_t block = 1; block < 10; ++block) CHECK(counts.offset(block * 1024) == block * counts.offset(1024));
  CHECK(std::abs(static_cast<double>(counts.total()) / (10 * 1024) - 4) < 0.01);
}

TEST_CASE("parent and child agree far out") {
  for (const std::uint64_t parents : {std::uint64_t{1'000'000'007}, (std::uint64_t{1} << 40) - 3}) {
    const QuotaCounts counts(Key{9}, parents, 0, 8);
    test::Numbers numbers(4);
    for (int i = 0; i < 3'000; ++i) {
      const std::uint64_t child = multiply_high(numbers.next(), counts.total());
      const ChildPlace place = counts.locate(child);
      REQUIRE(place.parent < parents);
      REQUIRE(place.index < counts.count(place.parent));
      REQUIRE(counts.offset(place.parent) + place.index == child);
    }
    CHECK(counts.locate(counts.total() - 1).parent < parents);
  }
}

TEST_CASE("counts do not depend on how many parents there are, and look random") {
  const QuotaCounts few(Key{2}, 5000, 1, 7), many(Key{2}, 1'000'000, 1, 7);
  for (std::uint64_t parent = 0; parent < 5000; ++parent) REQUIRE(few.count(parent) == many.count(parent));
  // Neighbours, and rows half a block apart, where short permutations show.
  for (const std::uint64_t lag : {1u, 2u, 32u, 64u, 512u}) {
    std::vector<double> pairs(49);
    for (std::uint64_t parent = 0; parent < 200'000; ++parent) ++pairs[(many.count(parent) - 1) * 7 + many.count(parent + lag) - 1];
    CHECK(misfit(pairs) < 5);
  }
  std::vector<double> first(7);
  for (std::uint64_t block = 0; block < 900; ++block) ++first[many.count(block * 1024) - 1];
  CHECK(misfit(first) < 5);
}

TEST_CASE("too many children are an overrun, not a wrap") {
  CHECK_THROWS_AS(QuotaCounts(Key{1}, std::uint64_t{1} << 40, 0, std::uint64_t{1} << 40), Overrun);
  CHECK_THROWS_AS(QuotaCounts(Key{1}, 2, 0, ~std::uint64_t{0}), Overrun);
  CHECK_THROWS_WITH_AS(QuotaCounts(Key{1}, std::uint64_t{1} << 60, 100, 1000),
                       "1 152 921 504 606 846 976 parents with up to 1 000 children each are more than 2^63 rows", Overrun);
  CHECK(QuotaCounts(Key{1}, std::uint64_t{1} << 40, 100, 100).total() == 100 * (std::uint64_t{1} << 40));
}

TEST_CASE("a share is exact for any number of rows, and its rows are numbered without a gap") {
  for (const std::uint64_t rows : {0u, 1u, 7u, 10u, 63u, 64u, 65u, 80u, 1024u, 1500u, 5000u}) {
    for (const std::uint64_t percent : {0u, 1u, 30u, 50u, 70u, 99u, 100u}) {
      const BlockShare share(Key{percent}, rows, percent, 100);
      REQUIRE(share.total() == rows * percent / 100);
      std::vector<bool> seen(share.total());
      for (std::uint64_t row = 0; row < rows; ++row) {
        if (!share.contains(row)) continue;
        REQUIRE(share.rank(row) < share.total());
        REQUIRE_FALSE(seen[share.rank(row)]);
        seen[share.rank(row)] = true;
      }
      for (const bool each : seen) REQUIRE(each);
    }
  }
}

TEST_CASE("each place of a block is as likely, and more rows move those of the last block only") {
  for (const std::uint64_t rows : {64u, 40u, 7u}) {
    std::vector<double> seen(rows), pairs(rows);
    for (std::uint64_t key = 0; key < 40'000; ++key) {
      const BlockShare share(Key{mix(key)}, rows, 50, 100);
      for (std::uint64_t row = 0; row < rows; ++row) {
        if (!share.contains(row)) continue;
        ++seen[row];
        if (share.contains((row + 1) % rows)) ++pairs[row];
      }
    }
    CHECK(misfit(seen) < 4.5);
    CHECK(misfit(pairs) < 4.5);
  }
  const BlockShare before(Key{3}, 1000, 30, 100), after(Key{3}, 1100, 30, 100);
  for (std::uint64_t row = 0; row < 960; ++row) {
    REQUIRE(before.contains(row) == after.contains(row));
    if (before.contains(row)) REQUIRE(before.rank(row) == after.rank(row));
  }
}

TEST_CASE("quotas never change: golden values") {
  const QuotaCounts counts(Key{42}, 10'000, 1, 7);
  std::uint64_t hash = 0;
  for (std::uint64_t parent = 0; parent < 10'000; ++parent) hash = mix(hash + counts.count(parent));
  CHECK(hash == 3806092916173694443u);
  CHECK(counts.total() == 39950);
}
