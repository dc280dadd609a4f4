// `format(x, "…")`: numbers by a pattern of digits, dates and times by a pattern of fields. The compiler reads the patterns with the same
// functions, so what reaches a generated program is well formed.
#pragma once

#include <array>
#include <optional>

#include <sydac/calendar_functions.hpp>
#include <sydac/draw.hpp>
#include <sydac/text.hpp>

namespace sydac {
namespace detail {

/// `#,##0.00`: at least `whole` digits before the point, exactly `decimals` behind it, a separator between groups of three.
struct DigitForm {
  unsigned whole = 0, decimals = 0;
  char separator = 0;
};

inline constexpr unsigned kMostWhole = 38, kMostDecimals = 18;

constexpr bool is_separator(char c) { return c == ',' || c == ' ' || c == '_' || c == '\''; }

constexpr std::optional<DigitForm> digit_form(std::string_view pattern) {
  DigitForm form;
  std::size_t at = 0;
  for (; at < pattern.size() && pattern[at] != '.'; ++at) {
    const char c = pattern[at];
    if (is_separator(c)) {
      if (at == 0 || is_separator(pattern[at - 1]) || at + 1 == pattern.size() || pattern[at + 1] == '.') return std::nullopt;
      if (form.separator != 0 && form.separator != c) return std::nullopt;
      form.separator = c;
    } else if (c == '0') {
      ++form.whole;
    } else if (c != '#' || form.whole != 0) {
      return std::nullopt;
    }
  }
  if (form.whole == 0) return std::nullopt;
  if (at < pattern.size()) {
    form.decimals = static_cast<unsigned>(pattern.size() - at - 1);
    if (form.decimals == 0 || pattern.substr(at + 1).find_first_not_of('0') != std::string_view::npos) return std::nullopt;
  }
  if (form.whole > kMostWhole || form.decimals > kMostDecimals) return std::nullopt;
  return form;
}

/// raw × 10^-form.decimals.
constexpr char* write_form(char* out, const DigitForm& form, Int128 raw) {
  char digits[40] = {};
  unsigned size = 0;
  UInt128 rest = raw < 0 ? UInt128{0} - static_cast<UInt128>(raw) : static_cast<UInt128>(raw);
  for (; rest != 0 && size < 40; rest /= 10) digits[size++] = static_cast<char>('0' + static_cast<int>(rest % 10));
  const auto digit = [&](unsigned place) { return place < size ? digits[place] : '0'; };
  if (raw < 0) *out++ = '-';
  unsigned whole = size > form.decimals ? size - form.decimals : 0;
  if (whole < form.whole) whole = form.whole;
  while (whole-- > 0) {
    *out++ = digit(whole + form.decimals);
    if (whole != 0 && whole % 3 == 0 && form.separator != 0) *out++ = form.separator;
  }
  if (form.decimals == 0) return out;
  *out++ = '.';
  for (unsigned place = form.decimals; place-- > 0;) *out++ = digit(place);
  return out;
}

enum class Field : std::uint8_t {
  literal,
  year,           // YYYY
  short_year,     // YY
  month_name,     // MMMM
  short_month,    // MMM
  month,          // MM
  plain_month,    // M
  weekday_name,   // DDDD
  short_weekday,  // DDD
  day,            // DD
  plain_day,      // D
  quarter,        // Q
  hour,           // hh
  plain_hour,     // h
  minute,         // mm
  second,         // ss
};

struct FieldWord {
  std::string_view word;
  Field field;
  unsigned longest;
  bool of_date, of_clock;
};
/// A word that begins another stands behind it.
inline constexpr FieldWord kFieldWords[] = {
    {"YYYY", Field::year, 4, true, false},
    {"YY", Field::short_year, 2, true, false},
    {"MMMM", Field::month_name, 9, true, false},
    {"MMM", Field::short_month, 3, true, false},
    {"MM", Field::month, 2, true, false},
    {"M", Field::plain_month, 2, true, false},
    {"DDDD", Field::weekday_name, 9, true, false},
    {"DDD", Field::short_weekday, 3, true, false},
    {"DD", Field::day, 2, true, false},
    {"D", Field::plain_day, 2, true, false},
    {"Q", Field::quarter, 1, true, false},
    {"hh", Field::hour, 2, false, true},
    {"h", Field::plain_hour, 2, false, true},
    {"mm", Field::minute, 2, false, true},
    {"ss", Field::second, 2, false, true},
};

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One piece of a pattern: a field, or the byte `literal`.
struct FormPiece {
  Field field = Field::literal;
  char literal = 0;
};
inline constexpr std::size_t kMostPieces = 64;
struct MomentForm {
  std::array<FormPiece, kMostPieces> pieces{};
  std::size_t size = 0, longest = 0;  // bytes
  bool of_date = false, of_clock = false;
};

/// Words of letters are fields, `T` and `Z` themselves, letters in '…' too; everything else stands for itself.
constexpr std::optional<MomentForm> moment_form(std::string_view pattern) {
  MomentForm form;
  bool quoted = false;
  const auto add = [&](Field field, char literal, unsigned longest) {
    if (form.size == kMostPieces) return false;
    form.pieces[form.size++] = {field, literal};
    form.longest += longest;
    return true;
  };
  while (!pattern.empty()) {
    const char c = pattern.front();
    const FieldWord* found = nullptr;
    for (const FieldWord& each : kFieldWords) {
      if (found == nullptr && !quoted && pattern.starts_with(each.word)) found = &each;
    }
    if (c == '\'') {
      quoted = !quoted;
      pattern.remove_prefix(1);
      continue;
    }
    if (found == nullptr && !quoted && is_letter(c) && c != 'T' && c != 'Z') return std::nullopt;
    if (!add(found ? found->field : Field::literal, c, found ? found->longest : 1)) return std::nullopt;
    form.of_date = form.of_date || (found && found->of_date);
    form.of_clock = form.of_clock || (found && found->of_clock);
    pattern.remove_prefix(found ? found->word.size() : 1);
    // `MMMMM` is no month.
    if (found && !pattern.empty() && pattern.front() == found->word.front()) return std::nullopt;
  }
  if (quoted || (!form.of_date && !form.of_clock)) return std::nullopt;
  return form;
}

inline constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                               "July",    "August",   "September", "October", "November", "December"};
inline constexpr std::string_view kWeekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

constexpr char* write_form(char* out, const MomentForm& form, Date date, Time time) {
  const Civil civil = date.civil();
  const auto two = [&](std::int64_t value) { return write_two_digits(out, static_cast<unsigned>(value)); };
  const auto name = [&](std::string_view text, std::size_t most) {
    return copy_bytes(out, text.data(), text.size() < most ? text.size() : most);
  };
  const std::string_view month = kMonths[civil.month - 1], weekday = kWeekdays[weekday_of(date) - 1];
  const auto year = static_cast<unsigned>(civil.year);
  for (std::size_t i = 0; i < form.size; ++i) {
    switch (form.pieces[i].field) {
      case Field::literal: *out++ = form.pieces[i].literal; break;
      case Field::year: out = write_two_digits(write_two_digits(out, year / 100), year % 100); break;
      case Field::short_year: out = two(year % 100); break;
      case Field::month_name: out = name(month, 9); break;
      case Field::short_month: out = name(month, 3); break;
      case Field::month: out = two(civil.month); break;
      case Field::plain_month: out = write_integer(out, civil.month); break;
      case Field::weekday_name: out = name(weekday, 9); break;
      case Field::short_weekday: out = name(weekday, 3); break;
      case Field::day: out = two(civil.day); break;
      case Field::plain_day: out = write_integer(out, civil.day); break;
      case Field::quarter: out = write_integer(out, quarter_of(date)); break;
      case Field::hour: out = two(hour_of(time)); break;
      case Field::plain_hour: out = write_integer(out, hour_of(time)); break;
      case Field::minute: out = two(minute_of(time)); break;
      case Field::second: out = two(second_of(time)); break;
    }
  }
  return out;
}

template <FixedString Pattern>
struct FormattedNumber {
  static constexpr DigitForm form = *digit_form(Pattern.view());
  static constexpr std::size_t max_bytes = 2 + 2 * (kMostWhole + 2) + form.decimals;
  static constexpr bool plain = form.separator != ',';
  Int128 raw;
  constexpr char* write(char* out) const { return write_form(out, form, raw); }
};
template <FixedString Pattern>
struct FormattedMoment {
  static constexpr MomentForm form = *moment_form(Pattern.view());
  static constexpr std::size_t max_bytes = form.longest;
  static constexpr bool plain = false;
  Date date;
  Time time;
  constexpr char* write(char* out) const { return write_form(out, form, date, time); }
};

}  // namespace detail

template <FixedString Pattern, class T>
constexpr auto formatted(const T& value) {
  if constexpr (kIsDecimal<T> || detail::kIsInteger<T>) {
    using Result = detail::FormattedNumber<Pattern>;
    return Result{round_to<Result::form.decimals>(wide(value)).raw};
  } else if constexpr (std::is_same_v<T, Time>) {
    return detail::FormattedMoment<Pattern>{{}, value};
  } else {
    return detail::FormattedMoment<Pattern>{detail::date_of(value), detail::time_of(value)};
  }
}

/// 63 bits that depend on the text forms of the values, each with its length, and on nothing else.
template <class... Values>
constexpr std::int64_t hash_of(const Values&... values) {
  std::uint64_t state = 0x5eed0f5eda7a0002;
  const auto absorb_form = [&state](const auto& part) {
    const detail::Rendered<std::remove_cvref_t<decltype(part)>> rendered(part);
    state = detail::absorb(state, rendered.view());
  };
  (absorb_form(detail::make_join(values)), ...);
  return static_cast<std::int64_t>(state >> 1);
}

}  // namespace sydac
