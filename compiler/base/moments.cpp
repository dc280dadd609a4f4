#include "base/moments.hpp"

#include <chrono>

#include "base/numbers.hpp"

namespace sydac::compiler {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Takes exactly `count` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_time(std::string_view& text) {
  auto hours = take_digits(text, 2);
  if (!hours || !take(text, ':')) return std::nullopt;
  auto minutes = take_digits(text, 2);
  std::optional<int> seconds = 0;
  std::int64_t fraction = 0;
  if (take(text, ':')) {
    seconds = take_digits(text, 2);
    if (take(text, '.')) {
      std::int64_t unit = 100'000;
      if (text.empty()) return std::nullopt;
      for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), unit /= 10) {
        if (unit == 0) return std::nullopt;
        fraction += (text.front() - '0') * unit;
      }
    }
  }
  if (!minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  return (*hours * 3600LL + *minutes * 60LL + *seconds) * kMicrosPerSecond + fraction;
}

std::optional<std::int64_t> take_date(std::string_view& text) {
  auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date}.time_since_epoch().count();
}

std::string two_digits(std::int64_t value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

}  // namespace

std::optional<std::int64_t> parse_date(std::string_view text) {
  auto days = take_date(text);
  return text.empty() ? days : std::nullopt;
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
  auto days = take_date(text);
  if (!days || !take(text, 'T')) return std::nullopt;
  auto time = take_time(text);
  take(text, 'Z');
  if (!time || !text.empty()) return std::nullopt;
  return *days * kMicrosPerDay + *time;
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  auto time = take_time(text);
  return text.empty() ? time : std::nullopt;
}

std::string date_text(Int128 days) {
  const year_month_day date{sys_days{std::chrono::days{static_cast<int>(days)}}};
  std::string y = std::to_string(static_cast<int>(date.year()));
  if (y.size() < 4) y.insert(0, 4 - y.size(), '0');
  return y + "-" + two_digits(static_cast<unsigned>(date.month())) + "-" + two_digits(static_cast<unsigned>(date.day()));
}

std::string time_text(Int128 microseconds) {
  const auto micros = static_cast<std::int64_t>(microseconds);
  const std::int64_t seconds = micros / kMicrosPerSecond, fraction = micros % kMicrosPerSecond;
  std::string text = two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
  if (fraction != 0) {
    std::string digits = std::to_string(fraction);
    digits.insert(0, 6 - digits.size(), '0');
    text += "." + (fraction % 1000 == 0 ? digits.substr(0, 3) : digits);
  }
  return text;
}

std::string timestamp_text(Int128 microseconds) {
  Int128 days = microseconds / kMicrosPerDay;
  Int128 rest = microseconds % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  return date_text(days) + "T" + time_text(rest);
}

}  // namespace sydac::compiler
