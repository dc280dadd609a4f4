#include <doctest/doctest.h>

#include <sydac/rules/normal.hpp>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

double below(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("the quantile of every share is right to 2e-5") {
  double worst = 0;
  test::Numbers numbers(1);
  for (int i = 0; i < 300'000; ++i) {
    // The lower half: no sign bit. All octaves get their part.
    const std::uint64_t bits = (numbers.next() >> 1) >> (i % 46);
    if (bits < std::uint64_t{1} << 15) continue;  // one draw of 2^48 ends at the table's end
    const double p = static_cast<double>(bits << 1 | 1) * 0x1p-65;
    const double z = static_cast<double>(detail::normal_q32(bits)) * 0x1p-32;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979323846);
    worst = std::max(worst, std::abs(below(z) - p) / density);
    REQUIRE(detail::normal_q32(bits | std::uint64_t{1} << 63) == -detail::normal_q32(bits));
  }
  CHECK(worst < 2e-5);
}

TEST_CASE("quantiles are monotone, and small shares do not leave the table") {
  std::int64_t before = kInt64Min;
  for (std::uint64_t bits = 0; bits < std::uint64_t{1} << 63; bits = bits < 64 ? bits + 1 : bits + bits / 37) {
    const std::int64_t z = detail::normal_q32(bits);
    REQUIRE(z >= before);
    before = z;
  }
  CHECK(detail::normal_q32(0) > -(std::int64_t{8} << 32));
  CHECK(detail::normal_q32(~std::uint64_t{0} >> 1) <= 0);
  CHECK(detail::normal_q32(~std::uint64_t{0} >> 1) > -10'000);
}

TEST_CASE("normal values have their mean, deviation and shape") {
  std::vector<double> seen(12), expected(12);
  double sum = 0, squares = 0;
  const int rows = 200'000;
  const Normal<Decimal<2>> heights{.mean = 170.00_dec, .sd = 8.00_dec};
  for (int row = 0; row < rows; ++row) {
    const double value = static_cast<double>(heights(Draw(Key{1}, static_cast<std::uint64_t>(row))).raw) / 100;
    sum += value;
    squares += (value - 170) * (value - 170);
    const double z = (value - 170) / 8;
    ++seen[static_cast<std::size_t>(std::min(11.0, std::max(0.0, std::floor(z * 2 + 6))))];
  }
  for (int i = 0; i < 12; ++i) {
    const double low = i == 0 ? 0 : below((i - 6) / 2.0), high = i == 11 ? 1 : below((i - 5) / 2.0);
    expected[static_cast<std::size_t>(i)] = rows * (high - low);
  }
  CHECK(std::abs(sum / rows - 170) < 0.1);
  CHECK(std::abs(std::sqrt(squares / rows) - 8) < 0.08);
  CHECK(misfit(seen, expected) < 5);
}

TEST_CASE("ends hold, whatever they are") {
  for (std::uint64_t row = 0; row < 20'000; ++row) {
    const Draw draw(Key{2}, row);
    const std::int64_t height = Normal<std::int64_t>{.mean = 170, .sd = 8, .min = 160, .max = 175}(draw);
    REQUIRE(height >= 160);
    REQUIRE(height <= 175);
    REQUIRE(Normal<std::int64_t>{.mean = 0, .sd = 1, .min = 100}(draw) == 100);  // hopeless: the nearer end
    REQUIRE(Normal<std::int64_t>{.mean = 5, .sd = 0}(draw) == 5);
    const double real = Normal<double>{.mean = -1.5, .sd = 0.25, .max = -1.25}(draw);
    REQUIRE(real <= -1.25);
  }
  CHECK_THROWS_AS((Normal<std::int64_t>{.mean = kInt64Max, .sd = kInt64Max / 2}(Draw(Key{0}, 0)),
                   Normal<std::int64_t>{.mean = kInt64Max, .sd = kInt64Max / 2}(Draw(Key{0}, 1)),
                   Normal<std::int64_t>{.mean = kInt64Max, .sd = kInt64Max / 2}(Draw(Key{0}, 2)),
                   Normal<std::int64_t>{.mean = kInt64Max, .sd = kInt64Max / 2}(Draw(Key{0}, 3))),
                  ValueError);
}
