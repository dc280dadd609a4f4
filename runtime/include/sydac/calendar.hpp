// Dates, times and intervals in the proleptic Gregorian calendar, by integer arithmetic. Results outside the years 1 to 9999 throw
// ValueError, so that a date is always written with four digits for its year.
#pragma once

#include <compare>

#include <sydac/arithmetic.hpp>
#include <sydac/number.hpp>

namespace sydac {

inline constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;

/// A day as people write it; month and day count from 1.
struct Civil {
  std::int32_t year = 1970;
  std::uint32_t month = 1, day = 1;
  constexpr bool operator==(const Civil&) const = default;
};

namespace detail {

/// Days from 0000-03-01 to 1970-01-01.
inline constexpr std::int32_t kEpochShift = 719'468;

/// A year that begins in March, and the day in it from 0: leap days come last.
struct MarchDay {
  std::int32_t year;
  std::uint32_t day;
};

/// Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022); days from 0000-03-01
/// on, year 0 to 9999.
constexpr MarchDay march_day(std::int32_t days_since_epoch) {
  const std::uint32_t days = static_cast<std::uint32_t>(days_since_epoch + kEpochShift);
  const std::uint32_t century = (4 * days + 3) / 146'097;
  const std::uint32_t in_century = (4 * days + 3) % 146'097 / 4;
  const std::uint64_t product = std::uint64_t{2'939'745} * (4 * in_century + 3);
  return {static_cast<std::int32_t>(100 * century + static_cast<std::uint32_t>(product >> 32)),
          static_cast<std::uint32_t>(product) / 2'939'745 / 4};
}

constexpr Civil civil_of(MarchDay march) {
  const std::uint32_t month = (5 * march.day + 2) / 153;
  const std::uint32_t day = march.day - (153 * month + 2) / 5 + 1;
  return month < 10 ? Civil{march.year, month + 3, day} : Civil{march.year + 1, month - 9, day};
}

constexpr std::int32_t days_of(Civil civil) {
  const std::int32_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const std::int32_t era = (year >= 0 ? year : year - 399) / 400;
  const std::uint32_t in_era = static_cast<std::uint32_t>(year - era * 400);
  const std::uint32_t in_year = (153 * (civil.month + (civil.month > 2 ? 0u - 3u : 9u)) + 2) / 5 + civil.day - 1;
  const std::uint32_t day = in_era * 365 + in_era / 4 - in_era / 100 + in_year;
  return era * 146'097 + static_cast<std::int32_t>(day) - kEpochShift;
}

}  // namespace detail

constexpr bool is_leap_year(std::int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
constexpr std::uint32_t days_in_month(std::int32_t year, std::uint32_t month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// A day.
struct Date {
  std::int32_t days = 0;  // since 1970-01-01

  static constexpr Date of(std::int32_t year, std::uint32_t month, std::uint32_t day) { return {detail::days_of({year, month, day})}; }
  constexpr Civil civil() const { return detail::civil_of(detail::march_day(days)); }
  constexpr auto operator<=>(const Date&) const = default;
};

inline constexpr Date kFirstDate = Date::of(1, 1, 1), kLastDate = Date::of(9999, 12, 31);

/// A time of the day.
struct Time {
  std::int64_t microseconds = 0;  // 0 to 86 400 000 000 - 1

  static constexpr Time of(int hour, int minute, int second = 0, int microsecond = 0) {
    return {(std::int64_t{hour} * 3600 + minute * 60 + second) * kMicrosecondsPerSecond + microsecond};
  }
  constexpr auto operator<=>(const Time&) const = default;
};

/// A moment; with Zoned it is UTC and written with `Z`.
template <bool Zoned>
struct BasicTimestamp {
  std::int64_t microseconds = 0;  // since 1970-01-01T00:00:00

  static constexpr BasicTimestamp of(Date date, Time time = {}) { return {date.days * kMicrosecondsPerDay + time.microseconds}; }
  static constexpr BasicTimestamp of(std::int32_t year, std::uint32_t month, std::uint32_t day, int hour = 0, int minute = 0,
                                     int second = 0, int microsecond = 0) {
    return of(Date::of(year, month, day), Time::of(hour, minute, second, microsecond));
  }
  constexpr Date date() const {
    // Shifted to be positive, so that the division is an unsigned one by a constant and rounds down.
    const std::uint64_t shifted = static_cast<std::uint64_t>(microseconds + detail::kEpochShift * kMicrosecondsPerDay);
    return {static_cast<std::int32_t>(shifted / kMicrosecondsPerDay) - detail::kEpochShift};
  }
  constexpr Time time() const { return {microseconds - date().days * kMicrosecondsPerDay}; }
  constexpr auto operator<=>(const BasicTimestamp&) const = default;
};
using Timestamp = BasicTimestamp<false>;
using TimestampTz = BasicTimestamp<true>;

/// A span of calendar months, days and clock time, kept apart because a month has no fixed length.
struct Interval {
  std::int32_t months = 0, days = 0;
  std::int64_t microseconds = 0;
};

namespace detail {

/// As PostgreSQL compares intervals: a month counts 30 days, a day 24 hours.
constexpr Int128 span_of(Interval interval) {
  return (static_cast<Int128>(interval.months) * 30 + interval.days) * kMicrosecondsPerDay + interval.microseconds;
}

constexpr std::int32_t narrow_days(std::int64_t value) {
  if (value < -2'147'483'647 || value > 2'147'483'647) throw_value_error("interval overflow");
  return static_cast<std::int32_t>(value);
}

constexpr Date checked_date(std::int64_t days) {
  if (days < kFirstDate.days || days > kLastDate.days) throw_value_error("date overflow: not in the years 1 to 9999");
  return {static_cast<std::int32_t>(days)};
}

template <bool Zoned>
constexpr BasicTimestamp<Zoned> checked_timestamp(std::int64_t microseconds) {
  if (microseconds < kFirstDate.days * kMicrosecondsPerDay || microseconds >= (kLastDate.days + std::int64_t{1}) * kMicrosecondsPerDay) {
    throw_value_error("timestamp overflow: not in the years 1 to 9999");
  }
  return {microseconds};
}

}  // namespace detail

constexpr bool operator==(Interval a, Interval b) { return detail::span_of(a) == detail::span_of(b); }
constexpr std::strong_ordering operator<=>(Interval a, Interval b) { return detail::span_of(a) <=> detail::span_of(b); }

constexpr Interval operator-(Interval a) {
  return {detail::narrow_days(-std::int64_t{a.months}), detail::narrow_days(-std::int64_t{a.days}), negate(a.microseconds)};
}
constexpr Interval operator+(Interval a, Interval b) {
  return {detail::narrow_days(std::int64_t{a.months} + b.months), detail::narrow_days(std::int64_t{a.days} + b.days),
          add(a.microseconds, b.microseconds)};
}
constexpr Interval operator-(Interval a, Interval b) { return a + -b; }
constexpr Interval operator*(Interval a, std::int64_t factor) {
  return {detail::narrow_days(multiply(a.months, factor)), detail::narrow_days(multiply(a.days, factor)), multiply(a.microseconds, factor)};
}
constexpr Interval operator*(std::int64_t factor, Interval a) { return a * factor; }

/// Months later, clamped to the month's end: 2024-01-31 plus one month is 2024-02-29.
constexpr Date add_months(Date date, std::int64_t months) {
  const Civil civil = date.civil();
  const std::int64_t month = std::int64_t{civil.year} * 12 + civil.month - 1 + months;
  if (month < 12 || month >= 10'000 * 12) throw_value_error("date overflow: not in the years 1 to 9999");
  const std::int32_t year = static_cast<std::int32_t>(month / 12);
  const std::uint32_t in_year = static_cast<std::uint32_t>(month % 12) + 1;
  const std::uint32_t last = days_in_month(year, in_year);
  return Date::of(year, in_year, civil.day < last ? civil.day : last);
}

/// Months first, then days; clock time counts by whole days, rounded down.
constexpr Date operator+(Date date, Interval interval) {
  if (interval.months != 0) date = add_months(date, interval.months);
  const std::int64_t clock = interval.microseconds / kMicrosecondsPerDay - (interval.microseconds % kMicrosecondsPerDay < 0 ? 1 : 0);
  return detail::checked_date(std::int64_t{date.days} + interval.days + clock);
}
constexpr Date operator-(Date date, Interval interval) { return date + -interval; }
constexpr Interval operator-(Date a, Date b) { return {0, a.days - b.days, 0}; }

/// Months first, then days, then clock time.
template <bool Zoned>
constexpr BasicTimestamp<Zoned> operator+(BasicTimestamp<Zoned> moment, Interval interval) {
  std::int64_t microseconds = moment.microseconds;
  if (interval.months != 0)
    microseconds = BasicTimestamp<Zoned>::of(add_months(moment.date(), interval.months), moment.time()).microseconds;
  return detail::checked_timestamp<Zoned>(add(microseconds, add(interval.days * kMicrosecondsPerDay, interval.microseconds)));
}
template <bool Zoned>
constexpr BasicTimestamp<Zoned> operator-(BasicTimestamp<Zoned> moment, Interval interval) {
  return moment + -interval;
}
/// Whole days and the clock time left, both of the same sign.
template <bool Zoned>
constexpr Interval operator-(BasicTimestamp<Zoned> a, BasicTimestamp<Zoned> b) {
  const std::int64_t microseconds = a.microseconds - b.microseconds;
  return {0, static_cast<std::int32_t>(microseconds / kMicrosecondsPerDay), microseconds % kMicrosecondsPerDay};
}
/// The clock goes on past midnight.
constexpr Time operator+(Time time, Interval interval) {
  const std::int64_t sum = (time.microseconds + interval.microseconds % kMicrosecondsPerDay) % kMicrosecondsPerDay;
  return {sum < 0 ? sum + kMicrosecondsPerDay : sum};
}
constexpr Time operator-(Time time, Interval interval) { return time + -interval; }
constexpr Interval operator-(Time a, Time b) { return {0, 0, a.microseconds - b.microseconds}; }

// --- text ----------------------------------------------------------------------------------------------------------------------

namespace detail {

/// `-03-01` … `-02-29` by the day of the March year, in eight bytes each.
struct MonthDayTexts {
  char text[366][8];
  constexpr MonthDayTexts() : text{} {
    for (std::uint32_t day = 0; day < 366; ++day) {
      const Civil civil = civil_of({0, day});
      text[day][0] = '-';
      write_two_digits(text[day] + 1, civil.month);
      text[day][3] = '-';
      write_two_digits(text[day] + 4, civil.day);
    }
  }
};
inline constexpr MonthDayTexts kMonthDays;

}  // namespace detail

namespace detail {

/// Decimal digits of several numbers below 100 at once, each in the lowest byte of a lane of at least 16 bits: tens in that byte, ones in
/// the next.
constexpr std::uint64_t digit_pairs(std::uint64_t lanes, std::uint64_t low_bytes) {
  const std::uint64_t tens = ((lanes * 103) >> 10) & (low_bytes * 0xf);
  return tens | ((lanes - tens * 10) << 8);
}

}  // namespace detail

/// `2026-01-31`, always ten bytes.
constexpr char* write_date(char* out, Date date) {
  const detail::MarchDay march = detail::march_day(date.days);
  // January and February belong to the next year; they are days 306 and later of the one that began in March.
  const std::uint64_t year = static_cast<std::uint32_t>(march.year) + (march.day >= 306 ? 1u : 0u);
  const std::uint64_t century = year / 100;
  out = store_word(out, detail::digit_pairs(century | (year - century * 100) << 16, 0x00010001) | detail::kZeros, 4);
  copy_bytes(out, detail::kMonthDays.text[march.day], 8);
  return out + 6;
}

namespace detail {

/// Nothing for whole seconds, `.250` or `.250001`.
constexpr char* write_fraction(char* out, std::uint64_t microseconds) {
  if (microseconds == 0) return out;
  *out++ = '.';
  if (microseconds % 1000 == 0) return write_low_digits(out, microseconds / 1000, 3);
  return write_low_digits(out, microseconds, 6);
}

}  // namespace detail

/// `09:30:00`, with a fraction of 3 or 6 digits when there is one.
constexpr char* write_time(char* out, Time time) {
  const std::uint64_t clock = static_cast<std::uint64_t>(time.microseconds);
  const std::uint32_t seconds = static_cast<std::uint32_t>(clock / kMicrosecondsPerSecond);
  const std::uint32_t minutes = seconds / 60, hours = minutes / 60;
  // Hours, minutes and seconds three bytes apart, with the colons between them.
  const std::uint64_t lanes = hours | std::uint64_t{minutes - hours * 60} << 24 | std::uint64_t{seconds - minutes * 60} << 48;
  out = store_word(out, detail::digit_pairs(lanes, 0x0001000001000001) | 0x30303a30303a3030, 8);
  return detail::write_fraction(out, clock - std::uint64_t{seconds} * kMicrosecondsPerSecond);
}

/// `2026-01-31T09:30:00`, zoned ones with `Z` at the end.
template <bool Zoned>
SYDAC_INLINE constexpr char* write_timestamp(char* out, BasicTimestamp<Zoned> moment) {
  const Date date = moment.date();
  out = write_date(out, date);
  *out++ = 'T';
  out = write_time(out, Time{moment.microseconds - date.days * kMicrosecondsPerDay});
  if constexpr (Zoned) *out++ = 'Z';
  return out;
}

/// ISO 8601: `P1Y2M3DT4H5M6S`, `PT0S`, `P-1M`; a part that is negative has its own sign.
constexpr char* write_interval(char* out, Interval interval) {
  char* const begin = out;
  *out++ = 'P';
  const auto part = [&out](std::int64_t value, char unit) {
    if (value == 0) return;
    out = write_integer(out, value);
    *out++ = unit;
  };
  part(interval.months / 12, 'Y');
  part(interval.months % 12, 'M');
  part(interval.days, 'D');
  if (interval.microseconds != 0) {
    *out++ = 'T';
    const std::int64_t seconds = interval.microseconds / kMicrosecondsPerSecond;
    part(seconds / 3600, 'H');
    part(seconds / 60 % 60, 'M');
    const std::int64_t fraction = interval.microseconds % kMicrosecondsPerSecond;
    if (fraction == 0) {
      part(seconds % 60, 'S');
    } else {
      if (fraction < 0 && seconds % 60 == 0) *out++ = '-';
      out = write_integer(out, seconds % 60);
      out = detail::write_fraction(out, static_cast<std::uint64_t>(fraction < 0 ? -fraction : fraction));
      *out++ = 'S';
    }
  }
  return out == begin + 1 ? copy_bytes(out, "T0S", 3) : out;
}

/// 1 is Monday, 7 is Sunday.
constexpr std::int64_t weekday_of(Date date) { return (std::int64_t{date.days} + 3 + 7 * 200'000) % 7 + 1; }

}  // namespace sydac
