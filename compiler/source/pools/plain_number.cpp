#include <algorithm>
#include <charconv>

#include "source/pools/readers.hpp"

namespace sydac::compiler {

namespace {

constexpr std::size_t kMostDigits = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits, a point and digits taken apart; the value is `digits` × 10^-`after_point`.
struct Mantissa {
  std::string digits;
  std::int64_t after_point = 0;
};

std::optional<Mantissa> mantissa_of(std::string_view text) {
  Mantissa result;
  bool has_point = false;
  for (const char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
    } else if (is_digit(c)) {
      result.digits += c;
      result.after_point += has_point ? 1 : 0;
    } else {
      return std::nullopt;
    }
  }
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  return result;
}

std::string with_point(std::string digits, std::int64_t after_point) {
  if (after_point < 0) digits.append(static_cast<std::size_t>(-after_point), '0');
  const std::size_t decimals = after_point > 0 ? static_cast<std::size_t>(after_point) : 0;
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  std::string whole = digits.substr(0, digits.size() - decimals), fraction = digits.substr(digits.size() - decimals);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return fraction.empty() ? whole : whole + "." + fraction;
}

}  // namespace

std::optional<std::string> plain_number(std::string_view text) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  const std::size_t mark = text.find_first_of("eE");
  const std::optional<Mantissa> mantissa = text.size() <= kMostDigits ? mantissa_of(text.substr(0, mark)) : std::nullopt;
  if (!mantissa) return std::nullopt;
  const std::string sign = is_negative ? "-" : "";
  if (mark == std::string_view::npos) return sign + std::string(text);

  std::string_view written = text.substr(mark + 1);
  if (!written.empty() && written.front() == '+') written.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto [end, failure] = std::from_chars(written.data(), written.data() + written.size(), exponent);
  if (failure != std::errc() || end != written.data() + written.size()) return std::nullopt;
  constexpr auto kMost = static_cast<std::int64_t>(kMostDigits);
  if (exponent < -kMost || exponent > kMost) return std::nullopt;
  std::string plain = with_point(mantissa->digits, mantissa->after_point - exponent);
  if (plain.size() > kMostDigits) return std::nullopt;
  return plain == "0" ? plain : sign + plain;
}

}  // namespace sydac::compiler
