#include <doctest/doctest.h>

#include <map>

#include <sydac/rules/range.hpp>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

/// Every value of a small range is drawn, evenly; at() lists the same values in order.
template <class R>
void check_all(const R& range, std::uint64_t count) {
  REQUIRE(range.count() == count);
  std::map<std::string, double> seen;
  for (std::uint64_t k = 0; k < count; ++k) seen[test::shown(range.at(k))] = 0;
  REQUIRE(seen.size() == count);
  for (std::uint64_t row = 0; row < 200 * count; ++row) {
    const auto found = seen.find(test::shown(range(Draw(Key{count}, row))));
    REQUIRE(found != seen.end());
    ++found->second;
  }
  std::vector<double> counts;
  for (const auto& each : seen) counts.push_back(each.second);
  if (count > 1) CHECK(misfit(counts) < 4.5);
  CHECK(range.at(0) == range.min);
}

}  // namespace

TEST_CASE("small ranges of every type") {
  check_all(Range<std::int64_t>{.min = -3, .max = 3}, 7);
  check_all(Range<std::int64_t>{.min = 5, .max = 5}, 1);
  check_all(Range<Decimal<2>>{.min = 0.95_dec, .max = 1.05_dec}, 11);
  check_all(Range<Decimal<2, Int128>>{.min = wide(0.95_dec), .max = wide(1.05_dec)}, 11);
  check_all(Range<Date>{.min = Date::of(2024, 2, 27), .max = Date::of(2024, 3, 2)}, 5);
  check_all(Range<Time>{.min = Time::of(9, 0), .max = Time::of(9, 0, 9)}, 10);
  check_all(Range<Timestamp>{.min = Timestamp::of(1969, 12, 31, 23, 59, 58), .max = Timestamp::of(1970, 1, 1, 0, 0, 2)}, 5);
  check_all(Range<TimestampTz>{.min = TimestampTz::of(2024, 1, 1), .max = TimestampTz::of(2024, 1, 5), .step = kMicrosecondsPerDay}, 5);
  check_all(Range<Interval>{.min = Interval{.days = 1}, .max = Interval{.days = 9}}, 9);
  check_all(Range<Interval>{.min = Interval{.months = -1}, .max = Interval{.months = 12}, .step = Interval{.months = 1}}, 14);
  check_all(Range<Interval>{.min = Interval{.microseconds = 0},
                            .max = Interval{.days = 1},
                            .step = Interval{.microseconds = 6 * 3600 * kMicrosecondsPerSecond}},
            5);
}

TEST_CASE("a step that does not meet the upper end stops before it") {
  const Range<Timestamp> range{.min = Timestamp{0}, .max = Timestamp{2'500'000}};
  CHECK(range.count() == 3);
  for (std::uint64_t row = 0; row < 100; ++row) CHECK(range(Draw(Key{1}, row)).microseconds % 1'000'000 == 0);
}

TEST_CASE("the largest ranges count without wrapping") {
  const Range<std::int64_t> all{.min = kInt64Min, .max = kInt64Max};
  CHECK(all.count() == UInt128{1} << 64);
  CHECK(all.at(0) == kInt64Min);
  CHECK(all.at((UInt128{1} << 64) - 1) == kInt64Max);
  const Range<Decimal<2, Int128>> wide_range{.min = {kInt128Min}, .max = {kInt128Max}};
  CHECK(wide_range.count() == kCountMax);
  CHECK(Range<Decimal<0, Int128>>{.min = {kInt128Min}, .max = {-1}}.count() == kCountMax);
  CHECK(Range<Decimal<0, Int128>>{.min = {-power_of_ten(30)}, .max = {power_of_ten(30)}}.count() ==
        2 * static_cast<UInt128>(power_of_ten(30)) + 1);
}

TEST_CASE("an empty range is an error, also one that comes of computed ends") {
  CHECK_THROWS_AS((Range<std::int64_t>{.min = 2, .max = 1}(Draw(Key{1}, 1))), ValueError);
  CHECK_THROWS_AS((Range<Date>{.min = Date{2}, .max = Date{1}}(Draw(Key{1}, 1))), ValueError);
  CHECK_THROWS_AS((Range<Interval>{.min = Interval{.days = 2}, .max = Interval{.days = 1}}(Draw(Key{1}, 1))), ValueError);
  CHECK_THROWS_AS((Range<double>{.min = 2, .max = 1}(Draw(Key{1}, 1))), ValueError);
}

TEST_CASE("floats fill their range") {
  std::vector<double> seen(100);
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const double value = Range<double>{.min = -2, .max = 3}(Draw(Key{1}, row));
    REQUIRE(value >= -2);
    REQUIRE(value <= 3);
    ++seen[std::min<std::size_t>(99, static_cast<std::size_t>((value + 2) * 20))];
  }
  CHECK(misfit(seen) < 4);
  CHECK(Range<double>{.min = 1.5, .max = 1.5}(Draw(Key{1}, 1)) == 1.5);
  CHECK(std::isfinite(Range<double>{.min = -1.7e308, .max = 1.7e308}(Draw(Key{1}, 1))));
}
