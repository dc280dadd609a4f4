#include "value_calendar.hpp"

namespace sydac::driver {

namespace {

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

}  // namespace

int days_in_month(std::int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

std::int64_t day_number(std::int64_t year, int month, int day) {
  const std::int64_t before = year - 1;
  std::int64_t days = before * 365 + before / 4 - before / 100 + before / 400 - 719'162;
  for (int m = 1; m < month; ++m) days += days_in_month(year, m);
  return days + day - 1;
}

YearMonthDay calendar_day(std::int64_t days) {
  std::int64_t year = 1970 + (days < 0 ? days / 365 - 1 : days / 366);  // at or before the year looked for
  while (day_number(year + 1, 1, 1) <= days) ++year;
  int month = 1;
  while (month < 12 && day_number(year, month + 1, 1) <= days) ++month;
  return {year, month, static_cast<int>(days - day_number(year, month, 1)) + 1};
}

}  // namespace sydac::driver
