// Digits as written in a schema to exact numbers, and numbers to text for messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sydac::compiler {

using Int128 = __int128;

/// A decimal as raw × 10^-scale.
struct ParsedNumber {
  Int128 raw = 0;
  std::uint8_t scale = 0;
};

/// 10^exponent, exponent in 0..38.
Int128 power_of_ten(unsigned exponent);
/// `12`, `9.99`; nothing when it has more than 37 digits.
std::optional<ParsedNumber> parse_number(std::string_view digits);
/// A whole number of at most 64 bits; nothing when it has a point or does not fit.
std::optional<std::uint64_t> parse_whole(std::string_view digits);
/// Decimal digits of a 128-bit number, with a point before the last `scale` digits.
std::string to_text(Int128 raw, unsigned scale = 0);
/// Digits in groups of three: `24 600`.
std::string grouped(std::uint64_t value);
/// raw × 10^(to − from), rounded half away from zero where digits are lost; nothing on overflow.
std::optional<Int128> rescale(Int128 raw, unsigned from, unsigned to);
/// Number of decimal digits of a value, at least 1.
unsigned digits_of(std::uint64_t value);

/// Arithmetic that answers nothing instead of wrapping.
std::optional<Int128> checked_add(Int128 a, Int128 b);
std::optional<Int128> checked_subtract(Int128 a, Int128 b);
std::optional<Int128> checked_multiply(Int128 a, Int128 b);

}  // namespace sydac::compiler
