#include <algorithm>
#include <charconv>

#include "driver_text.hpp"
#include "typed_value.hpp"
#include "value_calendar.hpp"

namespace sydac::driver {

namespace {

constexpr unsigned kMostProductDigits = 38;

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

double as_double(const TypedValue& value) {
  if (value.is(TypedValue::Type::real)) return value.real;
  return static_cast<double>(value.exact) / static_cast<double>(ten_to_the(value.scale));
}

bool is_numeric(const TypedValue& value) { return value.is(TypedValue::Type::number) || value.is(TypedValue::Type::real); }

int sign_of(auto difference_left, auto difference_right) {
  return difference_left < difference_right ? -1 : difference_left > difference_right ? 1 : 0;
}

Exact on_timeline(const TypedValue& value) { return value.is(TypedValue::Type::date) ? value.exact * kMicrosecondsPerDay : value.exact; }

// Null before unknown: a null operand makes a null whatever the other is.
std::optional<TypedValue> without_value(const TypedValue& left, const TypedValue& right) {
  if (left.is_null() || right.is_null()) return TypedValue{};
  if (left.is_unknown() || right.is_unknown()) return TypedValue::unknown();
  return {};
}

// Months first, clamped to the month's end, then days, then time.
TypedValue shifted(const TypedValue& moment, const TypedValue& interval, int sign) {
  if (moment.is(TypedValue::Type::date) && interval.exact != 0) return TypedValue::unknown();
  const Exact day_length = moment.is(TypedValue::Type::date) ? 1 : kMicrosecondsPerDay;
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
  if (fraction != 0)
    append(out, {".", std::string_view(text_of({static_cast<std::uint64_t>(kMicrosecondsPerSecond + fraction)})).substr(1)});
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

std::optional<int> compare(const TypedValue& left, const TypedValue& right) {
  if (left.is(TypedValue::Type::number) && right.is(TypedValue::Type::number)) {
    if (const auto same_scale = aligned(left, right)) return sign_of(same_scale->left, same_scale->right);
    return sign_of(as_double(left), as_double(right));  // one is larger by a factor of 10^19 and more
  }
  if (is_numeric(left) && is_numeric(right)) return sign_of(as_double(left), as_double(right));
  if (left.is(TypedValue::Type::text) && right.is(TypedValue::Type::text)) return sign_of(left.text.compare(right.text), 0);
  const auto is_moment = [](const TypedValue& value) { return value.is(TypedValue::Type::date) || value.is(TypedValue::Type::timestamp); };
  if (is_moment(left) && is_moment(right)) return sign_of(on_timeline(left), on_timeline(right));
  if (left.type != right.type) return {};
  if (left.is(TypedValue::Type::interval)) {  // as PostgreSQL orders them: a month is 30 days
    const auto length = [](const TypedValue& value) { return value.exact + (Exact{value.months} * 30 + value.days) * kMicrosecondsPerDay; };
    return sign_of(length(left), length(right));
  }
  return sign_of(left.exact, right.exact);
}

TypedValue add(const TypedValue& left, const TypedValue& right) {
  if (const auto none = without_value(left, right)) return *none;
  if (right.is(TypedValue::Type::interval) && (left.is(TypedValue::Type::date) || left.is(TypedValue::Type::timestamp)))
    return shifted(left, right, 1);
  if (left.is(TypedValue::Type::interval) && (right.is(TypedValue::Type::date) || right.is(TypedValue::Type::timestamp)))
    return shifted(right, left, 1);
  if (!is_numeric(left) || !is_numeric(right)) return TypedValue::unknown();
  if (left.is(TypedValue::Type::real) || right.is(TypedValue::Type::real))
    return {.type = TypedValue::Type::real, .real = as_double(left) + as_double(right)};
  const auto same_scale = aligned(left, right);
  TypedValue sum = TypedValue::of(TypedValue::Type::number, 0);
  if (!same_scale || __builtin_add_overflow(same_scale->left, same_scale->right, &sum.exact)) return TypedValue::unknown();
  sum.scale = same_scale->scale;
  return sum;
}

TypedValue subtract(const TypedValue& left, const TypedValue& right) {
  if (const auto none = without_value(left, right)) return *none;
  if (right.is(TypedValue::Type::interval) && (left.is(TypedValue::Type::date) || left.is(TypedValue::Type::timestamp)))
    return shifted(left, right, -1);
  if (!is_numeric(right)) return TypedValue::unknown();
  TypedValue negated = right;
  negated.exact = -right.exact;
  negated.real = -right.real;
  return add(left, negated);
}

TypedValue multiply(const TypedValue& left, const TypedValue& right) {
  if (const auto none = without_value(left, right)) return *none;
  if (!is_numeric(left) || !is_numeric(right)) return TypedValue::unknown();
  if (left.is(TypedValue::Type::real) || right.is(TypedValue::Type::real))
    return {.type = TypedValue::Type::real, .real = as_double(left) * as_double(right)};
  TypedValue product = TypedValue::of(TypedValue::Type::number, 0);
  product.scale = static_cast<std::uint8_t>(left.scale + right.scale);
  const bool too_large = product.scale > kMostProductDigits || __builtin_mul_overflow(left.exact, right.exact, &product.exact);
  return too_large ? TypedValue::unknown() : product;
}

std::string value_text(const TypedValue& value) {
  switch (value.type) {
    case TypedValue::Type::null: return "null";
    case TypedValue::Type::unknown: return "unknown";
    case TypedValue::Type::boolean: return value.exact != 0 ? "true" : "false";
    case TypedValue::Type::number: return number_text(value.exact, value.scale);
    case TypedValue::Type::real: {
      char out[32];
      return {out, std::to_chars(out, out + sizeof out, value.real).ptr};
    }
    case TypedValue::Type::text: return std::string(value.text);
    case TypedValue::Type::date: return date_text(static_cast<std::int64_t>(value.exact));
    case TypedValue::Type::time: return clock_text(value.exact);
    case TypedValue::Type::timestamp: {
      const Exact day = (value.exact - (value.exact < 0 ? kMicrosecondsPerDay - 1 : 0)) / kMicrosecondsPerDay;
      return text_of({date_text(static_cast<std::int64_t>(day)), "T", clock_text(value.exact - day * kMicrosecondsPerDay)});
    }
    case TypedValue::Type::interval:
      return text_of({number_text(value.months, 0), " months ", number_text(value.days, 0), " days ", number_text(value.exact, 6), " s"});
  }
  return {};
}

}  // namespace sydac::driver
