// Parts of moments, moments cut down to a unit, and full years between them.
#pragma once

#include <sydac/calendar.hpp>

namespace sydac {

enum class Unit : std::uint8_t { year, quarter, month, week, day, hour, minute, second };

namespace detail {

constexpr Date date_of(Date date) { return date; }
template <bool Zoned>
constexpr Date date_of(BasicTimestamp<Zoned> moment) {
  return moment.date();
}
constexpr Time time_of(Time time) { return time; }
constexpr Time time_of(Date) { return {}; }
template <bool Zoned>
constexpr Time time_of(BasicTimestamp<Zoned> moment) {
  return moment.time();
}

/// The first day of the unit that the day is in.
template <Unit U>
constexpr Date first_day(Date date) {
  const Civil civil = date.civil();
  if constexpr (U == Unit::year) return Date::of(civil.year, 1, 1);
  if constexpr (U == Unit::quarter) return Date::of(civil.year, (civil.month - 1) / 3 * 3 + 1, 1);
  if constexpr (U == Unit::month) return Date::of(civil.year, civil.month, 1);
  if constexpr (U == Unit::week) return {date.days - static_cast<std::int32_t>(weekday_of(date) - 1)};
  return date;
}

}  // namespace detail

template <class Moment>
constexpr std::int64_t year_of(Moment moment) {
  return detail::date_of(moment).civil().year;
}
template <class Moment>
constexpr std::int64_t month_of(Moment moment) {
  return detail::date_of(moment).civil().month;
}
template <class Moment>
constexpr std::int64_t quarter_of(Moment moment) {
  return (month_of(moment) + 2) / 3;
}
template <class Moment>
constexpr std::int64_t day_of(Moment moment) {
  return detail::date_of(moment).civil().day;
}
template <bool Zoned>
constexpr std::int64_t weekday_of(BasicTimestamp<Zoned> moment) {
  return weekday_of(moment.date());
}
/// ISO 8601: the first week of a year is the one with its first Thursday.
template <class Moment>
constexpr std::int64_t week_of(Moment moment) {
  const Date date = detail::date_of(moment);
  const Date thursday{date.days + 4 - static_cast<std::int32_t>(weekday_of(date))};
  return (thursday.days - Date::of(thursday.civil().year, 1, 1).days) / 7 + 1;
}
template <class Moment>
constexpr std::int64_t hour_of(Moment moment) {
  return detail::time_of(moment).microseconds / (3600 * kMicrosecondsPerSecond);
}
template <class Moment>
constexpr std::int64_t minute_of(Moment moment) {
  return detail::time_of(moment).microseconds / (60 * kMicrosecondsPerSecond) % 60;
}
template <class Moment>
constexpr std::int64_t second_of(Moment moment) {
  return detail::time_of(moment).microseconds / kMicrosecondsPerSecond % 60;
}
template <class Moment>
constexpr Time to_time(Moment moment) {
  return detail::time_of(moment);
}

/// The start of the unit that the moment is in.
template <Unit U>
constexpr Date truncated(Date date) {
  return detail::first_day<U>(date);
}
template <Unit U, bool Zoned>
constexpr BasicTimestamp<Zoned> truncated(BasicTimestamp<Zoned> moment) {
  constexpr std::int64_t kPart = U == Unit::hour ? 3600 : U == Unit::minute ? 60 : U == Unit::second ? 1 : 0;
  if constexpr (kPart != 0) {
    const std::int64_t clock = moment.time().microseconds;
    return BasicTimestamp<Zoned>::of(moment.date(), Time{clock - clock % (kPart * kMicrosecondsPerSecond)});
  } else {
    return BasicTimestamp<Zoned>::of(detail::first_day<U>(moment.date()));
  }
}

/// Full years from a birthday on; the one of 29 February is on 1 March where that day is missing. Negative before it.
template <class Birth, class At>
constexpr std::int64_t age_of(Birth birth, At at) {
  const Date from = detail::date_of(birth), to = detail::date_of(at);
  if (to < from) return -age_of(to, from);
  const Civil born = from.civil(), now = to.civil();
  const bool before = now.month < born.month || (now.month == born.month && now.day < born.day);
  return now.year - born.year - (before ? 1 : 0);
}

}  // namespace sydac
