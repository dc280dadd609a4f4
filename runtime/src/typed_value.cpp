#include "typed_value.hpp"

#include <charconv>

#include "driver_text.hpp"
#include "json_cursor.hpp"
#include "value_calendar.hpp"

namespace sydac::driver {

namespace {

constexpr unsigned kMostDecimalDigits = 38;

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
  if (!scan.field(2, 0, 23, hour) || !scan.take(':') || !scan.field(2, 0, 59, minute) || !scan.take(':') || !scan.field(2, 0, 59, second))
    return false;
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
  return TypedValue::of(TypedValue::Type::timestamp, days * kMicrosecondsPerDay + microseconds);
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
    if (rest.empty() || index == std::string_view::npos || index == 3 || (in_time && rest.front() > 'Z') || (!in_time && index > 2))
      return {};
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
  TypedValue value =
      TypedValue::of(TypedValue::Type::interval, (amounts[4] * 60 + amounts[5]) * 60 * kMicrosecondsPerSecond + Exact{amounts[6]});
  value.months = static_cast<std::int32_t>(amounts[0] * 12 + amounts[1]);
  value.days = static_cast<std::int32_t>(amounts[2]);
  return value;
}

std::optional<TypedValue> parse_real(std::string_view text) {
  double real = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), real);
  if (error != std::errc() || end != text.data() + text.size() || !__builtin_isfinite(real)) return {};
  return TypedValue{.type = TypedValue::Type::real, .real = real};
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
  const std::size_t digits = whole == "0" ? fraction.size() : whole.size() + fraction.size();
  if (whole.empty() || !scan.at_end() || (whole.size() > 1 && whole[0] == '0') || digits > kMostDecimalDigits) return {};
  Exact exact = 0;
  for (const char c : whole) exact = exact * 10 + (c - '0');
  for (const char c : fraction) exact = exact * 10 + (c - '0');
  TypedValue value = TypedValue::of(TypedValue::Type::number, negative ? -exact : exact);
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
      return TypedValue::of(kind == Kind::date ? TypedValue::Type::date : TypedValue::Type::time, exact);
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

}  // namespace sydac::driver
