#include "base/numbers.hpp"

#include <algorithm>

namespace sydac::compiler {

Int128 power_of_ten(unsigned exponent) {
  Int128 power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

std::optional<ParsedNumber> parse_number(std::string_view digits) {
  ParsedNumber number;
  unsigned count = 0;
  bool point = false;
  for (char c : digits) {
    if (c == '.') {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (number.raw != 0 || c != '0') ++count;
    if (count > 37 || number.scale >= 37) return std::nullopt;
    number.raw = number.raw * 10 + (c - '0');
    if (point) ++number.scale;
  }
  return number;
}

std::optional<std::uint64_t> parse_whole(std::string_view digits) {
  auto number = parse_number(digits);
  if (!number || number->scale != 0 || number->raw > Int128{UINT64_MAX}) return std::nullopt;
  return static_cast<std::uint64_t>(number->raw);
}

std::string to_text(Int128 raw, unsigned scale) {
  const bool negative = raw < 0;
  auto rest = negative ? -static_cast<unsigned __int128>(raw) : static_cast<unsigned __int128>(raw);
  std::string text;
  for (unsigned place = 0; rest != 0 || place <= scale; ++place) {
    if (place == scale && scale != 0) text += '.';
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (negative) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

std::string grouped(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, " ");
  return text;
}

std::optional<Int128> rescale(Int128 raw, unsigned from, unsigned to) {
  if (to >= from) {
    if (to - from > 38) return std::nullopt;
    return checked_multiply(raw, power_of_ten(to - from));
  }
  const Int128 unit = power_of_ten(from - to);
  Int128 quotient = raw / unit, rest = raw % unit;
  if (rest >= unit - rest && rest > 0) ++quotient;
  if (rest < 0 && -rest >= unit + rest) --quotient;
  return quotient;
}

unsigned digits_of(std::uint64_t value) {
  unsigned digits = 1;
  while (value >= 10) {
    value /= 10;
    ++digits;
  }
  return digits;
}

std::optional<Int128> checked_add(Int128 a, Int128 b) {
  Int128 sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

std::optional<Int128> checked_subtract(Int128 a, Int128 b) {
  Int128 difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) return std::nullopt;
  return difference;
}

std::optional<Int128> checked_multiply(Int128 a, Int128 b) {
  Int128 product = 0;
  if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
  return product;
}

}  // namespace sydac::compiler
