#include <algorithm>
#include <optional>

#include <sydac/calendar.hpp>
#include <sydac/pools/request.hpp>

#include "../driver_text.hpp"
#include "../typed_value.hpp"

namespace sydac::pools {

namespace {

using driver::TypedValue;

constexpr std::size_t kMostValueBytes = 65'536;
constexpr std::string_view kBlanks = " \t\r\n";

Checked kept(std::string value) { return {std::move(value), {}}; }
Checked refused(std::initializer_list<driver::Piece> pieces) { return {{}, driver::text_of(pieces)}; }

std::string_view without_outer_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

std::string small_letters(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), small_letter);
  return out;
}

/// The first control character other than a line feed and a tab, as `U+001B`; C1 controls are two bytes, 0xc2 and themselves.
std::string control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c0 = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    const bool is_c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (is_c1) byte = static_cast<unsigned char>(text[i + 1]);
    if (is_c0 || is_c1) return driver::text_of({"U+00", driver::hexadecimal(&byte, 1)});
  }
  return {};
}

/// Digits of a number with the decimal point after `point` of them; no zeros at the ends that mean nothing.
struct Digits {
  bool negative = false;
  std::string digits;
  std::int64_t point = 0;
};

std::optional<std::int64_t> exponent_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  constexpr std::size_t kMostDigits = 4;
  if (text.empty() || text.size() > kMostDigits) return {};
  std::int64_t exponent = 0;
  for (const char c : text) {
    if (!is_digit(c)) return {};
    exponent = exponent * 10 + (c - '0');
  }
  return negative ? -exponent : exponent;
}

std::optional<Digits> digits_of(std::string_view text) {
  Digits number;
  number.negative = text.starts_with('-');
  if (number.negative || text.starts_with('+')) text.remove_prefix(1);
  bool after_point = false, any = false;
  for (; !text.empty() && (is_digit(text.front()) || (text.front() == '.' && !after_point)); text.remove_prefix(1)) {
    if (text.front() == '.') {
      after_point = true;
      continue;
    }
    any = true;
    number.digits += text.front();
    if (!after_point) ++number.point;
  }
  if (!any) return {};
  if (!text.empty()) {
    const auto exponent = small_letter(text.front()) == 'e' ? exponent_of(text.substr(1)) : std::nullopt;
    if (!exponent) return {};
    number.point += *exponent;
  }
  const std::size_t leading = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, leading);
  number.point -= static_cast<std::int64_t>(leading);
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  if (number.digits.empty()) number = {.negative = false, .digits = "0", .point = 1};
  return number;
}

/// The exact number, with as few decimals as it takes; nothing when it is none, or needs more than 38 digits.
std::optional<TypedValue> number_of(std::string_view text) {
  std::optional<Digits> number = digits_of(text);
  constexpr std::int64_t kMost = 38;
  if (!number || number->point > kMost || number->point < -kMost) return {};
  std::string& digits = number->digits;
  if (number->point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - number->point), '0');
    number->point = 1;
  }
  const auto whole = static_cast<std::size_t>(number->point);
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  if (digits.size() > whole) digits.insert(whole, ".");
  return driver::parse_number((number->negative ? "-" : "") + digits);
}

driver::Exact ten_to_the(unsigned power) {
  driver::Exact result = 1;
  for (unsigned i = 0; i < power; ++i) result *= 10;
  return result;
}

Checked not_of_type(const Field& field, std::string_view text) { return refused({driver::quoted(text), " is no ", field.type}); }

Checked checked_integer(const Field& field, std::string_view text) {
  const auto number = number_of(text);
  if (!number || number->scale != 0) return not_of_type(field, text);
  const driver::Exact limit = driver::Exact{1} << (field.bits - 1);
  if (number->exact < -limit || number->exact >= limit) return refused({driver::quoted(text), " is beyond ", field.type});
  return kept(driver::value_text(*number));
}

Checked checked_decimal(const Field& field, std::string_view text) {
  auto number = number_of(text);
  if (!number) return not_of_type(field, text);
  if (number->scale > field.scale)
    return refused(
        {driver::quoted(text), " has ", driver::counted(number->scale, "decimal"), ", ", field.type, " has ", std::uint64_t{field.scale}});
  // Both factors are below 10^38, their product may not be.
  const driver::Exact factor = ten_to_the(static_cast<unsigned>(field.scale - number->scale));
  const driver::Exact limit = ten_to_the(field.precision);
  if (__builtin_mul_overflow(number->exact, factor, &number->exact) || number->exact >= limit || number->exact <= -limit)
    return refused({driver::quoted(text), " is beyond ", field.type});
  number->scale = field.scale;
  return kept(driver::value_text(*number));
}

Checked checked_boolean(const Field& field, std::string_view text) {
  const std::string word = small_letters(text);
  if (word == "true" || word == "yes" || word == "1") return kept("true");
  if (word == "false" || word == "no" || word == "0") return kept("false");
  return not_of_type(field, text);
}

Checked checked_interval(const Field& field, std::string_view text) {
  const auto value = driver::parse_value(Kind::interval, 0, text);
  if (!value || value->exact > INT64_MAX || value->exact < -INT64_MAX) return not_of_type(field, text);
  char out[128];
  const Interval interval{value->months, value->days, static_cast<std::int64_t>(value->exact)};
  return kept({out, write_interval(out, interval)});
}

/// `09:30` and `09:30:00` as they stand in a timestamp.
std::string with_seconds(std::string_view time) { return std::string(time) + (time.size() == 5 ? ":00" : ""); }

Checked checked_time(const Field& field, std::string_view text) {
  const auto value = driver::parse_value(Kind::time, 0, with_seconds(text));
  if (!value) return not_of_type(field, text);
  char out[32];
  return kept({out, write_time(out, Time{static_cast<std::int64_t>(value->exact)})});
}

/// Takes `Z` or `+01:00` off the end; what a local time has to lose to be UTC, in microseconds.
std::int64_t take_zone(std::string_view& time) {
  if (time.ends_with('Z')) {
    time.remove_suffix(1);
    return 0;
  }
  constexpr std::size_t kLength = 6;
  if (time.size() < 5 + kLength) return 0;
  const std::string_view zone = time.substr(time.size() - kLength);
  if (zone[0] != '+' && zone[0] != '-') return 0;
  const auto offset = driver::parse_value(Kind::time, 0, with_seconds(zone.substr(1)));
  if (!offset) return 0;
  time.remove_suffix(kLength);
  return static_cast<std::int64_t>(offset->exact) * (zone[0] == '-' ? -1 : 1);
}

/// `2026-01-31`, `2026-01-31 09:30`, `2026-01-31T09:30:00.250Z`.
Checked checked_timestamp(const Field& field, std::string_view text) {
  constexpr std::size_t kDate = 10;
  std::string_view time = text.size() > kDate ? text.substr(kDate + 1) : "00:00";
  if (text.size() > kDate && text[kDate] != 'T' && text[kDate] != ' ') return not_of_type(field, text);
  const std::int64_t offset = field.kind == Kind::timestamptz ? take_zone(time) : 0;
  const auto value = driver::parse_value(Kind::timestamp, 0, driver::text_of({text.substr(0, kDate), "T", with_seconds(time)}));
  if (!value) return not_of_type(field, text);
  const driver::Exact moment = value->exact - offset;
  const driver::Exact first = driver::parse_value(Kind::timestamp, 0, "0001-01-01T00:00:00")->exact;
  const driver::Exact last = driver::parse_value(Kind::timestamp, 0, "9999-12-31T23:59:59.999999")->exact;
  if (moment < first || moment > last) return refused({driver::quoted(text), " is outside the years 1 to 9999"});
  char out[48];
  const auto microseconds = static_cast<std::int64_t>(moment);
  if (field.kind == Kind::timestamptz) return kept({out, write_timestamp(out, BasicTimestamp<true>{microseconds})});
  return kept({out, write_timestamp(out, BasicTimestamp<false>{microseconds})});
}

Checked checked_real(const Field& field, std::string_view text) {
  const auto value = driver::parse_value(Kind::real, 0, text.starts_with('+') ? text.substr(1) : text);
  return value ? kept(driver::value_text(*value)) : not_of_type(field, text);
}

Checked checked_letters(const Field& field, std::string_view text) {
  std::string small = small_letters(text);
  if (!driver::parse_value(field.kind, 0, small)) return not_of_type(field, text);
  return kept(std::move(small));
}

// Line breaks of a JSON text stand between its tokens: a row of JSON Lines has no room for them.
Checked checked_json(const Field& field, std::string_view text) {
  if (!driver::parse_value(Kind::json, 0, text)) return not_of_type(field, text);
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return kept(std::move(line));
}

Checked of_kind(const Field& field, std::string_view text) {
  switch (field.kind) {
    case Kind::boolean: return checked_boolean(field, text);
    case Kind::integer: return checked_integer(field, text);
    case Kind::decimal: return checked_decimal(field, text);
    case Kind::real: return checked_real(field, text);
    case Kind::text:
    case Kind::enumeration: return kept(std::string(text));
    case Kind::date: return driver::parse_value(Kind::date, 0, text) ? kept(std::string(text)) : not_of_type(field, text);
    case Kind::time: return checked_time(field, text);
    case Kind::timestamp:
    case Kind::timestamptz: return checked_timestamp(field, text);
    case Kind::interval: return checked_interval(field, text);
    case Kind::uuid:
    case Kind::bytes: return checked_letters(field, text);
    case Kind::json: return checked_json(field, text);
  }
  return not_of_type(field, text);
}

/// The value as the list spells it; letters may differ in size when that leaves one.
Checked among_values(const Field& field, std::string value) {
  if (std::find(field.values.begin(), field.values.end(), value) != field.values.end()) return kept(std::move(value));
  const std::string small = small_letters(value);
  const auto is_alike = [&small](const std::string& other) { return small_letters(other) == small; };
  const auto found = std::find_if(field.values.begin(), field.values.end(), is_alike);
  if (found != field.values.end() && std::none_of(found + 1, field.values.end(), is_alike)) return kept(*found);
  Checked problem = refused({driver::quoted(value), " is none of "});
  constexpr std::size_t kMostNamed = 12;
  for (std::size_t i = 0; i < field.values.size() && i < kMostNamed; ++i)
    driver::append(problem.problem, {i == 0 ? "" : ", ", driver::quoted(field.values[i])});
  if (field.values.size() > kMostNamed)
    driver::append(problem.problem, {" and ", driver::grouped(field.values.size() - kMostNamed), " more"});
  return problem;
}

std::optional<TypedValue> comparable(const Field& field, std::string_view text) {
  if (field.kind == Kind::integer || field.kind == Kind::decimal) return driver::parse_number(text);
  return driver::parse_value(field.kind, 0, text);
}

std::string out_of_bounds(const Field& field, std::string_view value) {
  const auto is_beyond = [&](std::string_view bound, int side) {
    if (bound.empty()) return false;
    const auto limit = comparable(field, bound), number = comparable(field, value);
    return limit && number && driver::compare(*number, *limit).value_or(0) == side;
  };
  if (is_beyond(field.minimum, -1)) return driver::text_of({driver::quoted(value), " is below ", field.minimum});
  if (is_beyond(field.maximum, 1)) return driver::text_of({driver::quoted(value), " is above ", field.maximum});
  return {};
}

std::string too_long(const Field& field, std::string_view value) {
  const std::size_t count = driver::characters(value).value_or(0);
  if (field.max_characters != 0 && count > field.max_characters)
    return driver::text_of({driver::counted(count, "character"), ", at most ", driver::grouped(field.max_characters)});
  const std::size_t bytes = field.kind == Kind::bytes ? value.size() / 2 - 1 : value.size();
  if (field.max_bytes != 0 && bytes > field.max_bytes)
    return driver::text_of({driver::counted(bytes, "byte"), ", at most ", driver::grouped(field.max_bytes)});
  return {};
}

std::string problem_of(const Field& field, std::string_view value) {
  if (field.kind == Kind::text || field.kind == Kind::enumeration || field.kind == Kind::bytes || field.kind == Kind::json) {
    if (std::string problem = too_long(field, value); !problem.empty()) return problem;
  } else if (std::string problem = out_of_bounds(field, value); !problem.empty()) {
    return problem;
  }
  if (field.matches && !field.matches(value)) return driver::text_of({driver::quoted(value), " does not match /", field.pattern, "/"});
  return {};
}

}  // namespace

Checked checked(const Field& field, std::string_view text) {
  if (text.size() > kMostValueBytes) return refused({driver::counted(text.size(), "byte"), ", at most ", driver::grouped(kMostValueBytes)});
  if (!driver::characters(text)) return refused({"not UTF-8"});
  text = without_outer_blanks(text);
  if (const std::string control = control_character(text); !control.empty()) return refused({"the control character ", control});
  const bool may_be_empty = field.nullable || std::find(field.values.begin(), field.values.end(), "") != field.values.end();
  if (text.empty()) return may_be_empty ? kept({}) : refused({"empty"});
  Checked result = of_kind(field, text);
  if (result.problem.empty() && !field.values.empty()) result = among_values(field, std::move(result.value));
  if (!result.problem.empty()) return result;
  if (std::string problem = problem_of(field, result.value); !problem.empty()) return {{}, std::move(problem)};
  return result;
}

}  // namespace sydac::pools
