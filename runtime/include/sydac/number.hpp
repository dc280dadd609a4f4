// Integers and floats as digits. Every function returns the end of what it wrote and may spoil kScribble bytes behind it.
#pragma once

#include <charconv>

#include <sydac/base.hpp>

namespace sydac {
namespace detail {

/// Eight decimal digits of v < 10^8, the first one in the lowest byte, each 0 to 9: three rounds of divide-and-keep-both, all lanes at
/// once.
constexpr std::uint64_t eight_digits(std::uint64_t v) {
  const std::uint64_t fours = (v / 10000) | ((v % 10000) << 32);
  const std::uint64_t hundreds = ((fours * 10486) >> 20) & 0x0000007f0000007f;
  const std::uint64_t twos = hundreds | ((fours - hundreds * 100) << 16);
  const std::uint64_t tens = ((twos * 103) >> 10) & 0x000f000f000f000f;
  return tens | ((twos - tens * 10) << 8);
}

inline constexpr std::uint64_t kZeros = 0x3030303030303030;

/// The last `size` of eight digits, leading zeros included.
constexpr char* write_low_digits(char* out, std::uint64_t v, std::size_t size) {
  return store_word(out, (eight_digits(v) | kZeros) >> (8 * (8 - size)), size);
}

}  // namespace detail

constexpr char* write_two_digits(char* out, unsigned v) {
  const unsigned tens = (v * 103) >> 10;
  out[0] = static_cast<char>('0' + tens);
  out[1] = static_cast<char>('0' + (v - tens * 10));
  return out + 2;
}

/// Exactly `size` digits, 0 to 18, of v < 10^size.
constexpr char* write_padded(char* out, std::uint64_t v, std::size_t size) {
  if (size <= 8) return detail::write_low_digits(out, v, size);
  out = write_padded(out, v / 100'000'000, size - 8);
  return detail::write_low_digits(out, v % 100'000'000, 8);
}

constexpr char* write_unsigned(char* out, std::uint64_t v) {
  if (v < 100'000'000) {
    const std::uint64_t digits = detail::eight_digits(v);
    // The marker bit keeps the last digit of 0.
    const unsigned zeros = static_cast<unsigned>(std::countr_zero(digits | (std::uint64_t{1} << 56))) / 8;
    return store_word(out, (digits | detail::kZeros) >> (8 * zeros), 8 - zeros);
  }
  out = write_unsigned(out, v / 100'000'000);
  return detail::write_low_digits(out, v % 100'000'000, 8);
}

constexpr char* write_integer(char* out, std::int64_t v) {
  std::uint64_t magnitude = static_cast<std::uint64_t>(v);
  if (v < 0) {
    *out++ = '-';
    magnitude = 0 - magnitude;
  }
  return write_unsigned(out, magnitude);
}

constexpr char* write_unsigned(char* out, UInt128 v) {
  constexpr std::uint64_t kPart = 1'000'000'000'000'000'000;
  if ((v >> 64) == 0) return write_unsigned(out, static_cast<std::uint64_t>(v));
  out = write_unsigned(out, v / kPart);
  return write_padded(out, static_cast<std::uint64_t>(v % kPart), 18);
}

/// The shortest digits that read back as the same double, as std::to_chars; finite values only.
inline char* write_double(char* out, double v) { return std::to_chars(out, out + 32, v).ptr; }

constexpr char* write_bool(char* out, bool v) { return v ? copy_bytes(out, "true", 4) : copy_bytes(out, "false", 5); }

}  // namespace sydac
