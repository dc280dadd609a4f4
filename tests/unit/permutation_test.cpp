#include <doctest/doctest.h>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

template <class Permutation>
bool is_bijective(std::uint64_t n, Key key) {
  const Permutation permutation(key, n);
  std::vector<bool> seen(n);
  for (std::uint64_t x = 0; x < n; ++x) {
    const auto y = static_cast<std::uint64_t>(permutation(x));
    if (y >= n || seen[y] || permutation.inverse(y) != x) return false;
    seen[y] = true;
  }
  return true;
}

template <class Permutation>
void check_quality() {
  for (const std::uint64_t n : {std::uint64_t{1000}, std::uint64_t{4096}, std::uint64_t{65'536}, std::uint64_t{100'003},
                                std::uint64_t{1'000'000'007}, (std::uint64_t{1} << 40) - 87}) {
    const Permutation permutation(Key{mix(n)}, n);
    const std::uint64_t rows = std::min<std::uint64_t>(n - 3, 200'000);
    std::vector<double> steps(64), pairs(256), lows(256);
    std::uint64_t before = permutation(std::uint64_t{0});
    for (std::uint64_t x = 0; x < rows; ++x) {
      const std::uint64_t here = permutation(x + 1);
      ++steps[static_cast<std::size_t>(static_cast<UInt128>(here >= before ? here - before : here + n - before) * 64 / n)];
      ++pairs[static_cast<std::size_t>(static_cast<UInt128>(before) * 16 / n * 16 + static_cast<UInt128>(here) * 16 / n)];
      ++lows[(x % 16) * 16 + before % 16];
      before = here;
    }
    CHECK(misfit(steps) < 5);
    CHECK(misfit(pairs) < 5);
    CHECK(misfit(lows) < 5);
  }
  // One row's place over many keys.
  for (const std::uint64_t n : {10u, 100u, 300u}) {
    for (const std::uint64_t row : {std::uint64_t{0}, std::uint64_t{1}, n - 1}) {
      std::vector<double> seen(n);
      for (std::uint64_t key = 0; key < 30'000; ++key) ++seen[Permutation(Key{mix(key * 7 + 1)}, n)(row)];
      CHECK(misfit(seen) < 5);
    }
  }
}

}  // namespace

TEST_CASE("permutations are bijections with inverses on every size up to 4096") {
  for (std::uint64_t n = 1; n <= 4096; ++n) {
    REQUIRE(is_bijective<ValuePermutation>(n, Key{mix(n)}));
    REQUIRE(is_bijective<RowPermutation>(n, Key{mix(n)}));
  }
  for (std::uint64_t n = 1; n <= 4096; n += 123) REQUIRE(is_bijective<WidePermutation>(n, Key{mix(n)}));
  for (const std::uint64_t n : {65'535u, 65'536u, 65'537u, 262'144u, 1'000'003u}) {
    CHECK(is_bijective<ValuePermutation>(n, Key{1}));
    CHECK(is_bijective<RowPermutation>(n, Key{1}));
  }
}

TEST_CASE("inverses at random sizes, also the largest") {
  test::Numbers numbers(3);
  for (int i = 0; i < 3'000; ++i) {
    std::uint64_t n = (numbers.any_size() >> 24) + 1;
    if (i % 3 == 0) n = ~std::uint64_t{0} - (numbers.any_size() >> 20);
    const Key key{numbers.next()};
    const std::uint64_t x = multiply_high(numbers.next(), n);
    const ValuePermutation values(key, n);
    REQUIRE(values(x) < n);
    REQUIRE(values.inverse(values(x)) == x);
    if (n < std::uint64_t{1} << 63) {
      const RowPermutation rows(key, n);
      REQUIRE(rows(x) < n);
      REQUIRE(rows.inverse(rows(x)) == x);
    }
    const UInt128 wide = (static_cast<UInt128>(numbers.any_size()) << 63 | n) + 1;
    const WidePermutation wides(key, wide);
    const UInt128 y = wide > x ? x : 0;
    REQUIRE(wides(y) < wide);
    REQUIRE(wides.inverse(wides(y)) == y);
  }
}

TEST_CASE("permutations show no pattern") {
  check_quality<ValuePermutation>();
  check_quality<RowPermutation>();
}

TEST_CASE("one more row keeps the values of a row permutation") {
  const auto kept = [](std::uint64_t n, std::uint64_t more) {
    const RowPermutation before(Key{7}, n), after(Key{7}, more);
    double same = 0;
    for (std::uint64_t row = 0; row < n; ++row) same += before(row) == after(row) ? 1 : 0;
    return same / static_cast<double>(n);
  };
  CHECK(kept(100'000, 100'001) > 0.9999);
  CHECK(kept(100'000, 101'000) > 0.98);
  CHECK(kept(100'000, 200'000) < 0.2);
  CHECK(kept(131'072, 131'073) < 0.2);  // passes a power of two
}

TEST_CASE("permutations never change: golden values") {
  CHECK(ValuePermutation(Key{42}, 100)(std::uint64_t{7}) == ValuePermutation(Key{42}, 100)(std::int64_t{7}));
  std::uint64_t hash = 0;
  for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{5}, std::uint64_t{256}, std::uint64_t{257}, std::uint64_t{65'537},
                                std::uint64_t{1'000'000'007}, ~std::uint64_t{0}}) {
    const ValuePermutation values(Key{42}, n);
    const RowPermutation rows(Key{42}, n >> 1 | 1);
    const WidePermutation wides(Key{42}, static_cast<UInt128>(n) << 20);
    for (std::uint64_t x = 0; x < std::min<std::uint64_t>(n, 100); ++x) {
      hash = mix(hash + values(x));
      hash = mix(hash + (x < (n >> 1 | 1) ? rows(x) : 0));
      hash = mix(hash + static_cast<std::uint64_t>(wides(static_cast<UInt128>(x))));
    }
  }
  CHECK(hash == 16578546968761874843u);
}
