#include "typed_value.hpp"

#include <algorithm>
#include <charconv>

#include "driver_text.hpp"
#include "json_cursor.hpp"

namespace sydac::driver {

namespace {

using Type = TypedValue::Type;

constexpr unsigned kMostDecimalDigits = 38;
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000, kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;

bool is_number_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes pieces off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  bool at_end() const { return text_.empty(); }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string_view digits() {
    std::size_t count = 0;
    while (count < text_.size() && is_number_digit(text_[count])) ++count;
    const std::string_view taken = text_.substr(0, count);
    text_.remove_prefix(count);
    return taken;
  }
  // Exactly `count` digits, of a value from `low` to `high`.
  bool field(std::size_t count, int low, int high, int& out) {
    const std::string_view taken = text_.substr(0, count);
    if (taken.size() != count) return false;
    out = 0;
    for (const char c : taken) {
      if (!is_number_digit(c)) return false;
      out = out * 10 + (c - '0');
    }
    text_.remove_prefix(count);
    return out >= low && out <= high;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

// 10^power; power <= 38.
Exact ten_to_the(unsigned power) {
  Exact result = 1;
  for (unsigned i = 0; i < power; ++i) result *= 10;
  return result;
}

// The two numbers at the larger of their scales; nothing when that leaves 128 bits.
struct Aligned {
  Exact left, right;
  std::uint8_t scale;
};

std::optional<Aligned> aligned(const TypedValue& left, const TypedValue& right) {
  Aligned result{left.exact, right.exact, std::max(left.scale, right.scale)};
  if (__builtin_mul_overflow(left.exact, ten_to_the(static_cast<unsigned>(result.scale - left.scale)), &result.left)) return {};
  if (__builtin_mul_overflow(right.exact, ten_to_the(static_cast<unsigned>(result.scale - right.scale)), &result.right)) return {};
  return result;
}

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(std::int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

// Days from 1970-01-01, by counting leap years; years from 1.
std::int64_t day_number(std::int64_t year, int month, int day) {
  const std::int64_t before = year - 1;
  std::int64_t days = before * 365 + before / 4 - before / 100 + before / 400 - 719'162;
  for (int m = 1; m < month; ++m) days += days_in_month(year, m);
  return days + day - 1;
}

struct YearMonthDay {
  std::int64_t year;
  int month, day;
};

YearMonthDay calendar_day(std::int64_t days) {
  std::int64_t year = 1970 + days / 366 - (days < 0 ? 1 : 0);  // at or before the year looked for
  while (day_number(year + 1, 1, 1) <= days) ++year;
  int month = 1;
  while (month < 12 && day_number(year, month + 1, 1) <= days) ++month;
  return {year, month, static_cast<int>(days - day_number(year, month, 1)) + 1};
}

bool scan_date(Scanner& scan, Exact& days) {
  int year = 0, month = 0, day = 0;
  if (!scan.field(4, 1, 9999, year) || !scan.take('-') || !scan.field(2, 1, 12, month) || !scan.take('-')) return false;
  if (!scan.field(2, 1, days_in_month(year, month), day)) return false;
  days = day_number(year, month, day);
  return true;
}

// `.` and one to six digits, as microseconds.
bool scan_fraction(Scanner& scan, std::int64_t& microseconds) {
  const std::string_view digits = scan.digits();
  if (digits.empty() || digits.size() > 6) return false;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  microseconds += value;
  return true;
}

bool scan_time(Scanner& scan, Exact& microseconds) {
  int hour = 0, minute = 0, second = 0;
  if (!scan.field(2, 0, 23, hour) || !scan.take(':') || !scan.field(2, 0, 59, minute) || !scan.take(':') || !scan.field(2, 0, 59, second)) return false;
  std::int64_t total = ((hour * 60 + minute) * 60 + second) * kMicrosecondsPerSecond;
  if (scan.take('.') && !scan_fraction(scan, total)) return false;
  microseconds = total;
  return true;
}

std::optional<TypedValue> parse_timestamp(std::string_view text, bool with_zone) {
  Scanner scan(text);
  Exact days = 0, microseconds = 0;
  if (!scan_date(scan, days) || !scan.take('T') || !scan_time(scan, microseconds)) return {};
  if (with_zone != scan.take('Z') || !scan.at_end()) return {};
  return TypedValue::of(Type::timestamp, days * kMicrosecondsPerDay + microseconds);
}

// ISO 8601: P1Y2M3DT4H5M6.5S, each part at most once, in this order, at least one; each may have a sign.
std::optional<TypedValue> parse_interval(std::string_view text) {
  Scanner scan(text);
  if (!scan.take('P')) return {};
  constexpr std::string_view kUnits = "YMDThms";  // after T the letters are H, M, S
  std::int64_t amounts[7] = {};
  std::size_t next = 0;
  bool in_time = false, has_part = false;
  while (!scan.at_end()) {
    if (!in_time && scan.take('T')) {
      in_time = true;
      next = 4;
      has_part = false;
      continue;
    }
    const bool negative = scan.take('-');
    const std::string_view digits = scan.digits();
    std::int64_t amount = 0, fraction = 0;
    if (digits.empty() || std::from_chars(digits.data(), digits.data() + digits.size(), amount).ec != std::errc()) return {};
    const bool has_fraction = scan.take('.');
    if (has_fraction && !scan_fraction(scan, fraction)) return {};
    const std::string_view rest = scan.rest();
    const char unit = rest.empty() ? ' ' : in_time ? static_cast<char>(rest.front() | 0x20) : rest.front();
    const std::size_t index = kUnits.find(unit, next);
    if (rest.empty() || index == std::string_view::npos || index == 3 || (in_time && rest.front() > 'Z') || (!in_time && index > 2)) return {};
    if (has_fraction && index != 6) return {};
    scan.take(rest.front());
    if (index == 6) {
      if (__builtin_mul_overflow(amount, kMicrosecondsPerSecond, &amount)) return {};
      amount += fraction;
    }
    amounts[index] = negative ? -amount : amount;
    next = index + 1;
    has_part = true;
  }
  constexpr std::int64_t kMost = 1'000'000'000;
  for (const std::size_t index : {0U, 1U, 2U, 4U, 5U}) {
    if (amounts[index] > kMost || amounts[index] < -kMost) return {};
  }
  if (!has_part || amounts[0] * 12 + amounts[1] > 0x7fff'ffff || amounts[0] * 12 + amounts[1] < -0x7fff'ffff) return {};
  TypedValue value = TypedValue::of(Type::interval, (amounts[4] * 60 + amounts[5]) * 60 * kMicrosecondsPerSecond + Exact{amounts[6]});
  value.months = static_cast<std::int32_t>(amounts[0] * 12 + amounts[1]);
  value.days = static_cast<std::int32_t>(amounts[2]);
  return value;
}

std::optional<TypedValue> parse_real(std::string_view text) {
  double real = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), real);
  if (error != std::errc() || end != text.data() + text.size() || !__builtin_isfinite(real)) return {};
  return TypedValue{.type = Type::real, .real = real};
}

bool is_lower_hex(char c) { return is_number_digit(c) || (c >= 'a' && c <= 'f'); }

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_lower_hex(text[i])) return false;
  }
  return true;
}

bool is_hex_bytes(std::string_view text) {
  if (!text.starts_with("\\x") || text.size() % 2 != 0) return false;
  for (const char c : text.substr(2)) {
    if (!is_lower_hex(c)) return false;
  }
  return true;
}

bool is_json_text(std::string_view text) {
  try {
    JsonCursor json(text);
    std::string scratch;
    json.skip_space();
    json.value(scratch);
    json.skip_space();
    return json.at_end();
  } catch (const JsonError&) {
    return false;
  }
}

std::optional<TypedValue> text_if(bool is_well_formed, std::string_view text) {
  if (!is_well_formed) return {};
  return TypedValue::of_text(text);
}

double as_double(const TypedValue& value) {
  if (value.is(Type::real)) return value.real;
  return static_cast<double>(value.exact) / static_cast<double>(ten_to_the(value.scale));
}

bool is_numeric(const TypedValue& value) { return value.is(Type::number) || value.is(Type::real); }

int sign_of(auto difference_left, auto difference_right) {
  return difference_left < difference_right ? -1 : difference_left > difference_right ? 1 : 0;
}

Exact on_timeline(const TypedValue& value) { return value.is(Type::date) ? value.exact * kMicrosecondsPerDay : value.exact; }

// Null before unknown: a null operand makes a null whatever the other is.
std::optional<TypedValue> without_value(const TypedValue& left, const TypedValue& right) {
  if (left.is_null() || right.is_null()) return TypedValue{};
  if (left.is_unknown() || right.is_unknown()) return TypedValue::unknown();
  return {};
}

// Months first, clamped to the month's end, then days, then time.
TypedValue shifted(const TypedValue& moment, const TypedValue& interval, int sign) {
  if (moment.is(Type::date) && interval.exact != 0) return TypedValue::unknown();
  const Exact day_length = moment.is(Type::date) ? 1 : kMicrosecondsPerDay;
  Exact day = moment.exact / day_length, rest = moment.exact % day_length;
  if (rest < 0) {
    rest += day_length;
    day -= 1;
  }
  constexpr std::int64_t kMostDays = 4'000'000;
  if (day > kMostDays || day < -kMostDays) return TypedValue::unknown();
  auto [year, month, date] = calendar_day(static_cast<std::int64_t>(day));
  const std::int64_t months = year * 12 + (month - 1) + std::int64_t{sign} * interval.months;
  if (months < 12 || months >= 120'000) return TypedValue::unknown();
  year = months / 12;
  month = static_cast<int>(months % 12) + 1;
  const std::int64_t moved = day_number(year, month, std::min(date, days_in_month(year, month))) + std::int64_t{sign} * interval.days;
  return TypedValue::of(moment.type, moved * day_length + rest + sign * interval.exact);
}

std::string two_digits(std::int64_t number) { return text_of({number < 10 ? "0" : "", static_cast<std::uint64_t>(number)}); }

std::string clock_text(Exact microseconds_of_day) {
  const auto seconds = static_cast<std::int64_t>(microseconds_of_day / kMicrosecondsPerSecond);
  const auto fraction = static_cast<std::int64_t>(microseconds_of_day % kMicrosecondsPerSecond);
  std::string out = text_of({two_digits(seconds / 3600), ":", two_digits(seconds / 60 % 60), ":", two_digits(seconds % 60)});
  if (fraction != 0) append(out, {".", std::string_view(text_of({static_cast<std::uint64_t>(kMicrosecondsPerSecond + fraction)})).substr(1)});
  return out;
}

std::string date_text(std::int64_t days) {
  const auto [year, month, day] = calendar_day(days);
  const std::string five_digits = text_of({static_cast<std::uint64_t>(10'000 + year)});
  return text_of({std::string_view(five_digits).substr(1), "-", two_digits(month), "-", two_digits(day)});
}

std::string number_text(Exact exact, unsigned scale) {
  const bool negative = exact < 0;
  auto rest = negative ? -static_cast<unsigned __int128>(exact) : static_cast<unsigned __int128>(exact);
  std::string out;
  for (unsigned i = 0; rest != 0 || i <= scale; ++i) {
    if (i == scale && scale != 0) out.insert(out.begin(), '.');
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (negative) out.insert(out.begin(), '-');
  return out;
}

}  // namespace

std::optional<std::size_t> characters(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t bytes = static_cast<unsigned char>(text.front()) < 0x80 ? 1 : utf8_character(text);
    if (bytes == 0) return {};
    text.remove_prefix(bytes);
    ++count;
  }
  return count;
}

std::optional<TypedValue> parse_number(std::string_view text) {
  Scanner scan(text);
  const bool negative = scan.take('-');
  const std::string_view whole = scan.digits();
  std::string_view fraction;
  if (scan.take('.')) {
    fraction = scan.digits();
    if (fraction.empty()) return {};
  }
  if (whole.empty() || !scan.at_end() || (whole.size() > 1 && whole[0] == '0') || whole.size() + fraction.size() > kMostDecimalDigits) return {};
  Exact exact = 0;
  for (const char c : whole) exact = exact * 10 + (c - '0');
  for (const char c : fraction) exact = exact * 10 + (c - '0');
  TypedValue value = TypedValue::of(Type::number, negative ? -exact : exact);
  value.scale = static_cast<std::uint8_t>(fraction.size());
  return value;
}

std::optional<TypedValue> parse_value(Kind kind, unsigned scale, std::string_view text) {
  switch (kind) {
    case Kind::boolean:
      if (text != "true" && text != "false") return {};
      return TypedValue::boolean(text == "true");
    case Kind::integer: {
      const auto value = parse_number(text);
      const bool fits = value && value->scale == 0 && value->exact >= INT64_MIN && value->exact <= INT64_MAX;
      return fits ? value : std::nullopt;
    }
    case Kind::decimal: {
      const auto value = parse_number(text);
      return value && value->scale <= scale ? value : std::nullopt;
    }
    case Kind::real: return parse_real(text);
    case Kind::text:
    case Kind::enumeration: return text_if(characters(text).has_value(), text);
    case Kind::date:
    case Kind::time: {
      Scanner scan(text);
      Exact exact = 0;
      const bool found = kind == Kind::date ? scan_date(scan, exact) : scan_time(scan, exact);
      if (!found || !scan.at_end()) return {};
      return TypedValue::of(kind == Kind::date ? Type::date : Type::time, exact);
    }
    case Kind::timestamp: return parse_timestamp(text, false);
    case Kind::timestamptz: return parse_timestamp(text, true);
    case Kind::interval: return parse_interval(text);
    case Kind::uuid: return text_if(is_uuid(text), text);
    case Kind::json: return text_if(is_json_text(text), text);
    case Kind::bytes: return text_if(is_hex_bytes(text), text);
  }
  return {};
}

std::optional<int> compare(const TypedValue& left, const TypedValue& right) {
  if (left.is(Type::number) && right.is(Type::number)) {
    if (const auto same_scale = aligned(left, right)) return sign_of(same_scale->left, same_scale->right);
    return sign_of(as_double(left), as_double(right));  // one is larger by a factor of 10^19 and more
  }
  if (is_numeric(left) && is_numeric(right)) return sign_of(as_double(left), as_double(right));
  if (left.is(Type::text) && right.is(Type::text)) return sign_of(left.text.compare(right.text), 0);
  const auto is_moment = [](const TypedValue& value) { return value.is(Type::date) || value.is(Type::timestamp); };
  if (is_moment(left) && is_moment(right)) return sign_of(on_timeline(left), on_timeline(right));
  if (left.type != right.type) return {};
  if (left.is(Type::interval)) {  // as PostgreSQL orders them: a month is 30 days
    const auto length = [](const TypedValue& value) { return value.exact + (Exact{value.months} * 30 + value.days) * kMicrosecondsPerDay; };
    return sign_of(length(left), length(right));
  }
  return sign_of(left.exact, right.exact);
}

TypedValue add(const TypedValue& left, const TypedValue& right) {
  if (const auto none = without_value(left, right)) return *none;
  if (right.is(Type::interval) && (left.is(Type::date) || left.is(Type::timestamp))) return shifted(left, right, 1);
  if (left.is(Type::interval) && (right.is(Type::date) || right.is(Type::timestamp))) return shifted(right, left, 1);
  if (!is_numeric(left) || !is_numeric(right)) return TypedValue::unknown();
  if (left.is(Type::real) || right.is(Type::real)) return {.type = Type::real, .real = as_double(left) + as_double(right)};
  const auto same_scale = aligned(left, right);
  TypedValue sum = TypedValue::of(Type::number, 0);
  if (!same_scale || __builtin_add_overflow(same_scale->left, same_scale->right, &sum.exact)) return TypedValue::unknown();
  sum.scale = same_scale->scale;
  return sum;
}

TypedValue subtract(const TypedValue& left, const TypedValue& right) {
  if (const auto none = without_value(left, right)) return *none;
  if (right.is(Type::interval) && (left.is(Type::date) || left.is(Type::timestamp))) return shifted(left, right, -1);
  if (!is_numeric(right)) return TypedValue::unknown();
  TypedValue negated = right;
  negated.exact = -right.exact;
  negated.real = -right.real;
  return add(left, negated);
}

TypedValue multiply(const TypedValue& left, const TypedValue& right) {
  if (const auto none = without_value(left, right)) return *none;
  if (!is_numeric(left) || !is_numeric(right)) return TypedValue::unknown();
  if (left.is(Type::real) || right.is(Type::real)) return {.type = Type::real, .real = as_double(left) * as_double(right)};
  TypedValue product = TypedValue::of(Type::number, 0);
  product.scale = static_cast<std::uint8_t>(left.scale + right.scale);
  const bool too_large = product.scale > kMostDecimalDigits || __builtin_mul_overflow(left.exact, right.exact, &product.exact);
  return too_large ? TypedValue::unknown() : product;
}

std::string value_text(const TypedValue& value) {
  switch (value.type) {
    case Type::null: return "null";
    case Type::unknown: return "unknown";
    case Type::boolean: return value.exact != 0 ? "true" : "false";
    case Type::number: return number_text(value.exact, value.scale);
    case Type::real: {
      char out[32];
      return {out, std::to_chars(out, out + sizeof out, value.real).ptr};
    }
    case Type::text: return std::string(value.text);
    case Type::date: return date_text(static_cast<std::int64_t>(value.exact));
    case Type::time: return clock_text(value.exact);
    case Type::timestamp: {
      const Exact day = (value.exact - (value.exact < 0 ? kMicrosecondsPerDay - 1 : 0)) / kMicrosecondsPerDay;
      return text_of({date_text(static_cast<std::int64_t>(day)), "T", clock_text(value.exact - day * kMicrosecondsPerDay)});
    }
    case Type::interval:
      return text_of({number_text(value.months, 0), " months ", number_text(value.days, 0), " days ", number_text(value.exact, 6), " s"});
  }
  return {};
}

}  // namespace sydac::driver
