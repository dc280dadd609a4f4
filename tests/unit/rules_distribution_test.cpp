#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <sydac/rules/bytes.hpp>
#include <sydac/rules/exponential.hpp>
#include <sydac/rules/lognormal.hpp>
#include <sydac/rules/poisson.hpp>
#include <sydac/rules/serial.hpp>
#include <sydac/rules/uuid.hpp>
#include <sydac/rules/zipf.hpp>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

/// Kolmogorov's distance between drawn values and a distribution function, times the root of their number: above 2 hardly ever.
template <class Sample, class Below>
double distance(Sample sample, Below below) {
  std::vector<double> values;
  for (std::uint64_t row = 0; row < 50'000; ++row) values.push_back(sample(Draw(Key{11}, row)));
  std::sort(values.begin(), values.end());
  double worst = 0;
  const double count = static_cast<double>(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double p = below(values[i]);
    worst = std::max({worst, std::abs(p - static_cast<double>(i) / count), std::abs(p - static_cast<double>(i + 1) / count)});
  }
  return worst * std::sqrt(count);
}

}  // namespace

TEST_CASE("powers of two for rows agree with the ones bit by bit") {
  double worst = 0;
  test::Numbers numbers(1);
  for (int i = 0; i < 5'000; ++i) {
    const std::uint64_t fraction = numbers.next() >> 8;
    const double fast = static_cast<double>(fixed::exp2_fast(fraction)), slow = static_cast<double>(fixed::exp2(fraction));
    worst = std::max(worst, std::abs(fast - slow) / slow);
    worst = std::max(worst, std::abs(slow * 0x1p-62 - std::exp2(static_cast<double>(fraction) * 0x1p-56)));
  }
  CHECK(worst < 1e-10);
  for (std::uint64_t x = 1; x < std::uint64_t{1} << 60; x = x * 3 / 2 + 1) {
    CHECK(std::abs(static_cast<double>(fixed::log2(x)) * 0x1p-56 - std::log2(static_cast<double>(x))) < 1e-13 * 64);
    const double power = std::pow(static_cast<double>(x), -1.25);
    if (power > 1e-9)
      CHECK(std::abs(static_cast<double>(fixed::negative_power(x, (std::uint64_t{5} << 32) / 4)) * 0x1p-62 - power) < 1e-9 * power);
  }
}

TEST_CASE("exponential values") {
  double worst = 0;
  test::Numbers numbers(2);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t bits = numbers.next() >> (i % 60);
    worst = std::max(
        worst, std::abs(static_cast<double>(detail::exponential_q32(bits)) * 0x1p-32 + std::log(static_cast<double>(bits | 1) * 0x1p-64)));
  }
  CHECK(worst < 3e-6);
  CHECK(detail::exponential_q32(~std::uint64_t{0}) >= 0);
  const auto below = [](double x) { return 1 - std::exp(-x / 12); };
  CHECK(distance([](Draw draw) { return Exponential<double>{.mean = 12}(draw); }, below) < 2);
  CHECK(distance([](Draw draw) { return static_cast<double>(Exponential<Decimal<6>>{.mean = 12.000000_dec}(draw).raw) / 1e6; }, below) < 2);
  for (std::uint64_t row = 0; row < 20'000; ++row) {
    const std::int64_t value = Exponential<std::int64_t>{.mean = 12, .min = 3, .max = 20}(Draw(Key{1}, row));
    REQUIRE(value >= 3);
    REQUIRE(value <= 20);
  }
}

TEST_CASE("log-normal values") {
  const auto below = [](double x) { return 0.5 * std::erfc(-std::log(x / 40) / 0.8 / std::sqrt(2.0)); };
  CHECK(distance([](Draw draw) { return LogNormal<double>{.median = 40, .sigma = 0.800000_dec}(draw); }, below) < 2);
  CHECK(distance(
            [](Draw draw) {
              return static_cast<double>(LogNormal<Decimal<6>>{.median = 40.000000_dec, .sigma = 0.800000_dec}(draw).raw) / 1e6;
            },
            below) < 2);
  for (std::uint64_t row = 0; row < 20'000; ++row) {
    const Draw draw(Key{1}, row);
    const auto narrow_value = LogNormal<Decimal<2>>{.median = 40.00_dec, .sigma = 3.000000_dec, .max = 1000.00_dec}(draw);
    REQUIRE(narrow_value <= 1000.00_dec);
    REQUIRE(LogNormal<Decimal<2>>{.median = 40.00_dec, .sigma = 0.000000_dec}(draw) == 40.00_dec);
    // The widest curve of the largest median saturates at the upper end and never wraps.
    REQUIRE(LogNormal<std::int64_t>{.median = kInt64Max, .sigma = 10.000000_dec}(draw) >= 0);
    REQUIRE((LogNormal<Decimal<2, Int128>>{.median = wide(40.00_dec), .sigma = 0.800000_dec}(draw) ==
             LogNormal<Decimal<2>>{.median = 40.00_dec, .sigma = 0.800000_dec}(draw)));
  }
}

TEST_CASE("poisson values") {
  for (const std::int64_t mean : {0, 300'000, 2'500'000, 40'000'000, 1'000'000'000}) {
    const double lambda = static_cast<double>(mean) / 1e6;
    double sum = 0, squares = 0;
    std::vector<double> seen(8), expected(8);
    for (std::uint64_t row = 0; row < 50'000; ++row) {
      const std::int64_t value = Poisson{.mean = {mean}}(Draw(Key{3}, row));
      REQUIRE(value >= 0);
      sum += static_cast<double>(value);
      squares += (static_cast<double>(value) - lambda) * (static_cast<double>(value) - lambda);
      if (value < 7)
        ++seen[static_cast<std::size_t>(value)];
      else
        ++seen[7];
    }
    CHECK(std::abs(sum / 50'000 - lambda) <= 5 * std::sqrt(lambda / 50'000));
    CHECK(std::abs(squares / 50'000 - lambda) <= 0.05 * lambda);
    if (mean != 2'500'000) continue;
    double p = std::exp(-lambda), rest = 1;
    for (std::size_t k = 0; k < 7; ++k) {
      expected[k] = 50'000 * p;
      rest -= p;
      p *= lambda / static_cast<double>(k + 1);
    }
    expected[7] = 50'000 * rest;
    CHECK(misfit(seen, expected) < 4);
  }
}

TEST_CASE("zipf values run from 1 to max") {
  std::set<std::int64_t> seen;
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    seen.insert(Zipf{.max = 5, .exponent = 1.100000_dec}(Draw(Key{4}, row)));
    REQUIRE(Zipf{.max = 1}(Draw(Key{4}, row)) == 1);
  }
  CHECK(seen == std::set<std::int64_t>{1, 2, 3, 4, 5});
}

TEST_CASE("serials, uuids, bytes") {
  CHECK(Serial{.start = 1000, .step = 10}(7) == 1070);
  CHECK_THROWS_AS((Serial{.start = kInt64Max, .step = 1}(1)), ValueError);
  std::set<std::pair<std::uint64_t, std::uint64_t>> uuids;
  std::vector<double> bytes(256);
  for (std::uint64_t row = 0; row < 20'000; ++row) {
    const Uuid uuid = UuidRule{}(Draw(Key{5}, row));
    uuids.insert({uuid.high, uuid.low});
    for (const unsigned char byte : RandomBytes<11>{}(Draw(Key{6}, row)).bytes) ++bytes[byte];
  }
  CHECK(uuids.size() == 20'000);
  CHECK(misfit(bytes) < 4.5);
}
