// Hashes of values of every kind. A build with another compiler, another optimisation level, -ffast-math or for another processor must find
// the same ones, and so must every later version: bytes of old seeds hang on them.
#include <doctest/doctest.h>

#include <sydac/rules/choice.hpp>
#include <sydac/rules/exponential.hpp>
#include <sydac/rules/lognormal.hpp>
#include <sydac/rules/normal.hpp>
#include <sydac/rules/poisson.hpp>
#include <sydac/rules/range.hpp>
#include <sydac/rules/uuid.hpp>
#include <sydac/rules/zipf.hpp>

#include "runtime_support.hpp"

using namespace sydac;

namespace {

constexpr auto kMany = choice<std::int64_t>({5, 3, 8, 1, 9, 2, 7, 4, 6, 0}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

std::uint64_t hash_of(std::string_view text) { return detail::absorb(std::uint64_t{1}, text); }

/// Over the text of a thousand values.
template <class Value>
std::uint64_t hash_over(Value value) {
  std::uint64_t hash = 0;
  for (std::uint64_t row = 0; row < 1'000; ++row) hash = mix(hash + hash_of(test::shown(value(Draw(Key{77}, row)))));
  return hash;
}

}  // namespace

TEST_CASE("integers, decimals and moments") {
  CHECK(hash_over([](Draw draw) { return Range<std::int64_t>{.min = -1'000'000'007, .max = kInt64Max}(draw); }) == 4656154638305963242u);
  CHECK(hash_over([](Draw draw) { return Range<Decimal<2>>{.min = 5.00_dec, .max = 400.00_dec}(draw); }) == 2325471224577260835u);
  CHECK(hash_over([](Draw draw) { return Range<Decimal<5, Int128>>{.min = {-power_of_ten(30)}, .max = {power_of_ten(31)}}(draw); }) ==
        5783966630285042970u);
  CHECK(hash_over([](Draw draw) { return Range<Timestamp>{.min = Timestamp::of(1, 1, 1), .max = Timestamp::of(9999, 12, 31)}(draw); }) ==
        1744526781470862896u);
  CHECK(hash_over([](Draw draw) { return Range<Date>{.min = kFirstDate, .max = kLastDate}(draw)-Interval{.days = 0}; }) ==
        3594528752195625319u);
  CHECK(hash_over([](Draw draw) { return divide<7>(wide(Range<Decimal<3>>{.min = -9.999_dec, .max = 123456.789_dec}(draw)), 7.77_dec); }) ==
        10335305239366542058u);
  CHECK(hash_over([](Draw draw) { return UuidRule{}(draw); }) == 10227264075940754387u);
}

TEST_CASE("choices and distributions") {
  CHECK(hash_over([](Draw draw) { return kMany(draw); }) == 4943923730215527630u);
  CHECK(hash_over([](Draw draw) { return Normal<std::int64_t>{.mean = 170, .sd = 8, .min = 150}(draw); }) == 16366181308837359574u);
  CHECK(hash_over([](Draw draw) { return Normal<Decimal<4, Int128>>{.mean = wide(1.0000_dec), .sd = wide(100000.0000_dec)}(draw); }) ==
        14504956015454704246u);
  CHECK(hash_over([](Draw draw) { return LogNormal<Decimal<2>>{.median = 40.00_dec, .sigma = 1.500000_dec}(draw); }) ==
        15061538095414064478u);
  CHECK(hash_over([](Draw draw) { return Exponential<Decimal<3>>{.mean = 12.000_dec}(draw); }) == 8529553385445942707u);
  CHECK(hash_over([](Draw draw) { return Poisson{.mean = 123.400000_dec}(draw); }) == 11123775576534905603u);
  CHECK(hash_over([](Draw draw) { return Zipf{.max = 1'000'000, .exponent = 0.900000_dec}(draw); }) == 6257418855468819466u);
}

TEST_CASE("floats") {
  CHECK(hash_over([](Draw draw) { return Range<double>{.min = -3.3, .max = 1e6}(draw); }) == 9913205465430430255u);
  CHECK(hash_over([](Draw draw) { return Normal<double>{.mean = 0.1, .sd = 3.7}(draw); }) == 10210698462675730599u);
  CHECK(hash_over([](Draw draw) { return LogNormal<double>{.median = 40.7, .sigma = 0.800000_dec}(draw); }) == 7142258465451713710u);
  CHECK(hash_over([](Draw draw) { return Exponential<double>{.mean = 0.3}(draw); }) == 730690096370586294u);
  CHECK(hash_over([](Draw draw) {
          const double a = Range<double>{.min = -1, .max = 1}(draw), b = Range<double>{.min = 3, .max = 4}(draw.fork(1));
          return add(multiply(a, b), subtract(divide(a, b), divide(b, 3.0)));
        }) == 13322389600426380912u);
  CHECK(hash_over([](Draw draw) { return to_double(Range<Decimal<7>>{.min = -1.0000000_dec, .max = 99999999999.0000000_dec}(draw)); }) ==
        2479287833453282635u);
}
