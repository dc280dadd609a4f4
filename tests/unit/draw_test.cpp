#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

TEST_CASE("draws never change: golden bits") {
  // Bytes of old seeds hang on these. Computed by a program in another language from the definition.
  CHECK(stream(Seed{42}, "customers", "city").value == 0xa2742e4cac3b7ffau);
  CHECK(stream(Seed{0}, "", "").value == 0x1606bc4e75658e4cu);
  CHECK(stream(Seed{42}, "orders", "status", "#null").value == 0x4707ccf846819cebu);
  Draw draw(Key{0x0123456789abcdef}, 7);
  CHECK(draw.bits() == 0xe02b08f694488580u);
  CHECK(draw.bits() == 0xf3818b7c305f0c87u);
  CHECK(draw.fork(3).bits() == 0x3e1e98e17ebaf155u);
}

TEST_CASE("draws follow their definition") {
  const auto mix_slowly = [](std::uint64_t x) {
    for (int round = 0; round < 2; ++round) x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93u;
    return x ^ (x >> 32);
  };
  test::Numbers numbers(1);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t key = numbers.next(), identity = numbers.any_size();
    Draw draw(Key{key}, identity);
    const std::uint64_t first = mix_slowly(((identity + 1) * 0x9e3779b97f4a7c15u) ^ key);
    CHECK(draw.bits() == first);
    CHECK(draw.bits() == mix_slowly(first + 0x9e3779b97f4a7c15u));
  }
}

TEST_CASE("streams are told apart by where the parts of a name end") {
  std::set<std::uint64_t> keys;
  const std::vector<std::vector<std::string>> names = {{"a", "bc", ""},
                                                       {"ab", "c", ""},
                                                       {"abc", "", ""},
                                                       {"", "abc", ""},
                                                       {"a", "b", "c"},
                                                       {"", "", "abc"},
                                                       {"a.b", "c", ""},
                                                       {"a", "b.c", ""},
                                                       {"12345678", "", ""},
                                                       {"1234567", "8", ""},
                                                       {std::string(1, '\0'), "", ""},
                                                       {"", "", ""}};
  for (const std::uint64_t seed : {0u, 1u, 2u}) {
    for (const auto& name : names) keys.insert(stream(Seed{seed}, name[0], name[1], name[2]).value);
  }
  CHECK(keys.size() == 3 * names.size());
}

TEST_CASE("neighbouring rows and other columns are independent") {
  double worst_rows = 0, worst_columns = 0, worst_next = 0, worst_forks = 0;
  for (std::uint64_t k = 0; k < 60; ++k) {
    std::vector<double> rows(256), columns(256), next(256), forks(256);
    const Key a = stream(Seed{k}, "t", "a"), b = stream(Seed{k}, "t", "b");
    for (std::uint64_t row = 0; row < 20'000; ++row) {
      Draw draw(a, row);
      const std::uint64_t here = draw.bits() >> 60;
      ++rows[here * 16 + (Draw(a, row + 1).bits() >> 60)];
      ++columns[here * 16 + (Draw(b, row).bits() >> 60)];
      ++next[here * 16 + (draw.bits() >> 60)];
      ++forks[(Draw(a, row).fork(0).bits() & 15) * 16 + (Draw(a, row).fork(1).bits() & 15)];
    }
    worst_rows = std::max(worst_rows, misfit(rows));
    worst_columns = std::max(worst_columns, misfit(columns));
    worst_next = std::max(worst_next, misfit(next));
    worst_forks = std::max(worst_forks, misfit(forks));
  }
  CHECK(worst_rows < 4.5);
  CHECK(worst_columns < 4.5);
  CHECK(worst_next < 4.5);
  CHECK(worst_forks < 4.5);
}

TEST_CASE("every bit of a draw is fair, and moves half of the others") {
  std::vector<double> ones(64);
  const int rows = 100'000;
  for (int row = 0; row < rows; ++row) {
    const std::uint64_t bits = Draw(Key{99}, static_cast<std::uint64_t>(row)).bits();
    for (unsigned bit = 0; bit < 64; ++bit) ones[bit] += static_cast<double>(bits >> bit & 1);
  }
  for (const double each : ones) CHECK(std::abs(each - rows / 2.0) < 5 * std::sqrt(rows) / 2);
  for (unsigned bit = 0; bit < 40; ++bit) {
    double changed = 0;
    for (std::uint64_t row = 0; row < 2'000; ++row)
      changed += std::popcount(Draw(Key{5}, row).bits() ^ Draw(Key{5}, row ^ (std::uint64_t{1} << bit)).bits());
    CHECK(std::abs(changed / 2'000 - 32) < 1);
  }
}

TEST_CASE("below is uniform and stays below") {
  test::Numbers numbers(2);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t n = numbers.any_size() + (i % 2 == 0 ? 1 : 0);
    if (n == 0) continue;
    CHECK(Draw(Key{numbers.next()}, 1).below(n) < n);
    const UInt128 wide = static_cast<UInt128>(numbers.next()) * n + 1;
    CHECK(Draw(Key{numbers.next()}, 1).below_wide(wide) < wide);
  }
  for (const std::uint64_t n : {2u, 3u, 7u, 10u, 100u}) {
    std::vector<double> seen(n);
    for (std::uint64_t row = 0; row < 100'000; ++row) ++seen[Draw(Key{n}, row).below(n)];
    CHECK(misfit(seen) < 4);
  }
  // 3/4 of 2^64: without rejection the lower half would come twice as often as it should.
  double low = 0;
  const std::uint64_t n = std::uint64_t{3} << 62;
  for (std::uint64_t row = 0; row < 100'000; ++row) low += Draw(Key{3}, row).below(n) < n / 2 ? 1 : 0;
  CHECK(std::abs(low - 50'000) < 800);
  std::vector<double> seen(6);
  const UInt128 wide = UInt128{3} << 70;
  for (std::uint64_t row = 0; row < 60'000; ++row) ++seen[static_cast<std::size_t>(Draw(Key{4}, row).below_wide(wide) / (wide / 6))];
  CHECK(misfit(seen) < 4);
}

TEST_CASE("between reaches both ends, also the largest") {
  for (std::uint64_t row = 0; row < 1'000; ++row) {
    const std::int64_t value = Draw(Key{1}, row).between(-3, 3);
    CHECK(value >= -3);
    CHECK(value <= 3);
    CHECK(Draw(Key{1}, row).between(5, 5) == 5);
    CHECK(Draw(Key{1}, row).between(kInt64Min, kInt64Max) ==
          static_cast<std::int64_t>(static_cast<std::uint64_t>(kInt64Min) + Draw(Key{1}, row).bits()));
  }
  std::set<std::int64_t> seen;
  for (std::uint64_t row = 0; row < 200; ++row) seen.insert(Draw(Key{2}, row).between(-1, 2));
  CHECK(seen == std::set<std::int64_t>{-1, 0, 1, 2});
}

TEST_CASE("a larger chance keeps every true of a smaller one") {
  int trues = 0;
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const bool thirty = Draw(Key{8}, row).chance(30, 100);
    trues += thirty ? 1 : 0;
    if (thirty) CHECK(Draw(Key{8}, row).chance(301, 1000));
    CHECK(Draw(Key{8}, row).chance(3, 10) == thirty);
    CHECK_FALSE(Draw(Key{8}, row).chance(0, 100));
    CHECK(Draw(Key{8}, row).chance(100, 100));
  }
  CHECK(std::abs(trues - 30'000) < 600);
}
