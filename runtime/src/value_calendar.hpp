// Days and dates of the proleptic Gregorian calendar, for verification only: by counting, not by the formulas that generation uses.
#pragma once

#include <cstdint>

namespace sydac::driver {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000, kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;

struct YearMonthDay {
  std::int64_t year;
  int month, day;
};

/// Of a month from 1 to 12.
int days_in_month(std::int64_t year, int month);

/// Days from 1970-01-01; years from 1.
std::int64_t day_number(std::int64_t year, int month, int day);

/// The inverse.
YearMonthDay calendar_day(std::int64_t days);

}  // namespace sydac::driver
