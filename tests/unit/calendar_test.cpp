#include <doctest/doctest.h>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::shown;

namespace {

/// The next day, as a child would find it.
Civil next_day(Civil day) {
  static constexpr std::uint32_t kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (day.year % 4 == 0 && day.year % 100 != 0) || day.year % 400 == 0;
  const std::uint32_t length = kLengths[day.month - 1] + (leap && day.month == 2 ? 1 : 0);
  if (++day.day <= length) return day;
  day.day = 1;
  if (++day.month <= 12) return day;
  day.month = 1;
  ++day.year;
  return day;
}

std::string padded(std::int64_t value, std::size_t size) {
  const std::string text = std::to_string(value);
  std::string zeros(text.size() < size ? size - text.size() : 0, '0');
  return zeros.append(text);
}

}  // namespace

TEST_CASE("every day from year 1 to 9999, one after the other") {
  Civil civil{1, 1, 1};
  std::int64_t weekday = 1;  // 0001-01-01 was a Monday
  std::int64_t wrong = 0;
  for (std::int32_t days = kFirstDate.days; days <= kLastDate.days; ++days) {
    const Date date{days};
    wrong += date.civil() == civil ? 0 : 1;
    wrong += Date::of(civil.year, civil.month, civil.day) == date ? 0 : 1;
    wrong += weekday_of(date) == weekday ? 0 : 1;
    if (civil.year >= 1600 && civil.year <= 2400) {
      char text[16 + kScribble];
      wrong += std::string_view(text, static_cast<std::size_t>(write_date(text, date) - text)) ==
                       padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2)
                   ? 0
                   : 1;
    }
    civil = next_day(civil);
    weekday = weekday % 7 + 1;
  }
  CHECK(wrong == 0);
  CHECK(civil.year == 10'000);
  CHECK(Date::of(1970, 1, 1).days == 0);
  CHECK(shown(kFirstDate) == "0001-01-01");
  CHECK(shown(kLastDate) == "9999-12-31");
}

TEST_CASE("months are added to the month's end at most") {
  CHECK(add_months(Date::of(2024, 1, 31), 1) == Date::of(2024, 2, 29));
  CHECK(add_months(Date::of(2023, 1, 31), 1) == Date::of(2023, 2, 28));
  CHECK(add_months(Date::of(2024, 2, 29), 12) == Date::of(2025, 2, 28));
  CHECK(add_months(Date::of(2024, 3, 31), -1) == Date::of(2024, 2, 29));
  CHECK(add_months(Date::of(2024, 1, 15), -13) == Date::of(2022, 12, 15));
  CHECK_THROWS_AS(add_months(Date::of(9999, 12, 1), 1), ValueError);
  CHECK_THROWS_AS(add_months(Date::of(1, 1, 1), -1), ValueError);
}

TEST_CASE("moments and intervals") {
  const Timestamp moment = Timestamp::of(2024, 1, 31, 23, 59, 30);
  CHECK(shown(moment) == "2024-01-31T23:59:30");
  CHECK(shown(moment + Interval{.months = 1}) == "2024-02-29T23:59:30");
  CHECK(shown(moment + Interval{.months = 1, .days = 1, .microseconds = 30 * kMicrosecondsPerSecond}) == "2024-03-02T00:00:00");
  CHECK(shown(moment - Interval{.days = 31}) == "2023-12-31T23:59:30");
  CHECK(shown(Timestamp::of(1969, 12, 31, 23, 59, 59, 999'999)) == "1969-12-31T23:59:59.999999");
  CHECK(shown(Timestamp::of(1, 1, 1)) == "0001-01-01T00:00:00");
  CHECK(shown(TimestampTz::of(2026, 1, 31, 9, 30, 0, 250'000)) == "2026-01-31T09:30:00.250Z");
  CHECK(shown(Timestamp::of(2026, 1, 31, 9, 30, 0, 1)) == "2026-01-31T09:30:00.000001");
  CHECK((Timestamp::of(2024, 1, 2) - Timestamp::of(2024, 1, 1, 12)) == Interval{.microseconds = 12 * 3600 * kMicrosecondsPerSecond});
  CHECK((Date::of(2024, 3, 1) - Date::of(2024, 2, 1)) == Interval{.days = 29});
  CHECK(Date::of(2024, 2, 28) + Interval{.days = 2} == Date::of(2024, 3, 1));
  CHECK(Date::of(2024, 2, 28) + Interval{.microseconds = -1} == Date::of(2024, 2, 27));
  CHECK_THROWS_AS(Timestamp::of(9999, 12, 31) + Interval{.days = 1}, ValueError);
  CHECK_THROWS_AS(Date::of(1, 1, 1) - Interval{.days = 1}, ValueError);
  CHECK_THROWS_AS(moment + Interval{.microseconds = kInt64Max}, ValueError);
  CHECK(moment.date() == Date::of(2024, 1, 31));
  CHECK(shown(moment.time()) == "23:59:30");
  CHECK(shown(Time::of(23, 0) + Interval{.microseconds = 2 * 3600 * kMicrosecondsPerSecond}) == "01:00:00");
  CHECK(shown(Time::of(1, 0) - Interval{.microseconds = 2 * 3600 * kMicrosecondsPerSecond}) == "23:00:00");
  test::Numbers numbers(1);
  const std::int64_t first = Timestamp::of(kFirstDate).microseconds, last = Timestamp::of(kLastDate).microseconds;
  for (int i = 0; i < 20'000; ++i) {
    const Timestamp any{first + static_cast<std::int64_t>(multiply_high(numbers.next(), static_cast<std::uint64_t>(last - first)))};
    REQUIRE(any.date().days * kMicrosecondsPerDay + any.time().microseconds == any.microseconds);
    REQUIRE(any.time().microseconds >= 0);
    REQUIRE(any.time().microseconds < kMicrosecondsPerDay);
    const Civil civil = any.date().civil();
    const std::int64_t clock = any.time().microseconds, seconds = clock / 1'000'000, fraction = clock % 1'000'000;
    std::string text = padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2) + "T" + padded(seconds / 3600, 2) +
                       ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2);
    if (fraction != 0) text.append(1, '.').append(fraction % 1000 == 0 ? padded(fraction / 1000, 3) : padded(fraction, 6));
    REQUIRE(shown(any) == text);
  }
}

TEST_CASE("intervals as ISO 8601") {
  CHECK(shown(Interval{14, 3, 14'706'000'000}) == "P1Y2M3DT4H5M6S");
  CHECK(shown(Interval{}) == "PT0S");
  CHECK(shown(Interval{.days = 9}) == "P9D");
  CHECK(shown(Interval{.months = -1}) == "P-1M");
  CHECK(shown(Interval{.microseconds = 1}) == "PT0.000001S");
  CHECK(shown(Interval{.microseconds = -500'000}) == "PT-0.500S");
  CHECK(shown(Interval{.microseconds = -61'500'000}) == "PT-1M-1.500S");
  CHECK(shown(Interval{-2'147'483'647, -2'147'483'647, kInt64Min + 1}).size() <= 64);
  CHECK(Interval{.months = 1} == Interval{.days = 30});
  CHECK(Interval{.days = 1} > Interval{.microseconds = 86'399'999'999});
  CHECK(Interval{.days = 2} * 3 == Interval{.days = 6});
  CHECK(-Interval{1, 2, 3} == Interval{-1, -2, -3});
  CHECK_THROWS_AS((Interval{.days = 2'000'000'000} * 2), ValueError);
}
