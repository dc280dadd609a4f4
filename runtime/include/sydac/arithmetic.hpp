// Arithmetic that cannot go wrong unseen. Integers throw ValueError where they would wrap; floats end every operation in a compiler
// barrier, because contraction, reassociation and reciprocal division would otherwise give other bits on another compiler or machine.
#pragma once

#include <sydac/base.hpp>

namespace sydac {

constexpr std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw_value_error("integer overflow in an addition");
  return sum;
}
constexpr std::int64_t subtract(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) throw_value_error("integer overflow in a subtraction");
  return difference;
}
constexpr std::int64_t multiply(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a, b, &product)) throw_value_error("integer overflow in a multiplication");
  return product;
}
constexpr Int128 add(Int128 a, Int128 b) {
  Int128 sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) throw_value_error("decimal overflow in an addition");
  return sum;
}
constexpr Int128 subtract(Int128 a, Int128 b) {
  Int128 difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) throw_value_error("decimal overflow in a subtraction");
  return difference;
}
constexpr Int128 multiply(Int128 a, Int128 b) {
  // Not __builtin_mul_overflow: clang turns that into __muloti4, which libgcc does not have.
  const UInt128 left = a < 0 ? UInt128{0} - static_cast<UInt128>(a) : static_cast<UInt128>(a);
  const UInt128 right = b < 0 ? UInt128{0} - static_cast<UInt128>(b) : static_cast<UInt128>(b);
  const std::uint64_t left_high = static_cast<std::uint64_t>(left >> 64), right_high = static_cast<std::uint64_t>(right >> 64);
  const bool negative = (a < 0) != (b < 0);
  const UInt128 limit = negative ? UInt128{1} << 127 : (UInt128{1} << 127) - 1;
  const UInt128 small = static_cast<UInt128>(static_cast<std::uint64_t>(left)) * static_cast<std::uint64_t>(right);
  const UInt128 cross = left_high != 0 ? static_cast<UInt128>(left_high) * static_cast<std::uint64_t>(right)
                                       : static_cast<UInt128>(right_high) * static_cast<std::uint64_t>(left);
  if ((left_high != 0 && right_high != 0) || (cross >> 64) != 0) throw_value_error("decimal overflow in a multiplication");
  const UInt128 product = (cross << 64) + small;
  if (product < small || product > limit) throw_value_error("decimal overflow in a multiplication");
  return negative ? static_cast<Int128>(UInt128{0} - product) : static_cast<Int128>(product);
}
constexpr std::int64_t negate(std::int64_t a) { return subtract(std::int64_t{0}, a); }
constexpr Int128 negate(Int128 a) { return subtract(Int128{0}, a); }

/// `div`: towards zero, as SQL does.
constexpr std::int64_t divide(std::int64_t a, std::int64_t b) {
  if (b == 0) throw_value_error("division by zero");
  if (b == -1) return negate(a);
  return a / b;
}
/// `mod`: the remainder of `div`, with the sign of the dividend.
constexpr std::int64_t modulo(std::int64_t a, std::int64_t b) {
  if (b == 0) throw_value_error("division by zero");
  return b == -1 ? 0 : a % b;
}
constexpr std::int64_t absolute(std::int64_t a) { return a < 0 ? negate(a) : a; }

/// a / b rounded half away from zero; b > 0.
template <class Integer>
constexpr Integer divide_rounded(Integer a, Integer b) {
  const Integer quotient = a / b;
  const Integer remainder = a % b;
  const Integer rest = remainder < 0 ? -remainder : remainder;
  if (rest < b - rest) return quotient;
  return a < 0 ? quotient - 1 : quotient + 1;
}

/// Down to 64 bits.
constexpr std::int64_t narrow(Int128 value) {
  if (value > kInt64Max || value < kInt64Min) throw_value_error("integer overflow: the value has more than 64 bits");
  return static_cast<std::int64_t>(value);
}

/// The value itself where low ≤ value ≤ high.
constexpr std::int64_t in_range(std::int64_t value, std::int64_t low, std::int64_t high) {
  if (value < low || value > high) throw_value_error("integer overflow: the value does not fit the column's type");
  return value;
}

// --- floats ----------------------------------------------------------------------------------------------------------------------

/// Pins a double to the value it has here.
SYDAC_INLINE double pinned(double value) {
#if defined(__x86_64__)
  asm volatile("" : "+x"(value));
#elif defined(__aarch64__)
  asm volatile("" : "+w"(value));
#else
  volatile double stored = value;
  value = stored;
#endif
  return value;
}
inline double finite(double value) {
  // By its bits: under -ffast-math a comparison with infinity is folded away.
  if ((std::bit_cast<std::uint64_t>(value) >> 52 & 0x7ff) == 0x7ff) throw_value_error("float overflow");
  return value;
}
inline double add(double a, double b) { return finite(pinned(a + b)); }
inline double subtract(double a, double b) { return finite(pinned(a - b)); }
inline double multiply(double a, double b) { return finite(pinned(a * b)); }
inline double divide(double a, double b) {
  const double divisor = pinned(b);
  if ((std::bit_cast<std::uint64_t>(divisor) << 1) == 0) throw_value_error("division by zero");
  return finite(pinned(a / divisor));
}
constexpr double negate(double a) { return -a; }
constexpr double absolute(double a) { return a < 0 ? -a : a; }

}  // namespace sydac
