// What every other header of the hot half stands on: 128-bit integers, byte copies that also work while compiling, and how a value fails.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include <sydac/program.hpp>

/// On the few functions whose speed depends on being inlined into the row loop (a sink's state must stay in registers).
#define SYDAC_INLINE [[gnu::always_inline]] inline

namespace sydac {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

static_assert(std::endian::native == std::endian::little, "values are stored eight bytes at a time, lowest byte first");

inline constexpr Int128 kInt128Max = static_cast<Int128>(~UInt128{0} >> 1);
inline constexpr Int128 kInt128Min = -kInt128Max - 1;
inline constexpr std::int64_t kInt64Max = 0x7fff'ffff'ffff'ffff;
inline constexpr std::int64_t kInt64Min = -kInt64Max - 1;

/// Bytes that a `write` may spoil behind the end it returns; whoever provides the room keeps twice as many spare.
inline constexpr std::size_t kScribble = 32;

/// Stops a value that does not exist: exit code 5, with table, column and row added on the way out.
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_value_error(const char* message) { throw ValueError(message); }

/// memcpy, also at compile time.
constexpr char* copy_bytes(char* out, const char* in, std::size_t size) {
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < size; ++i) out[i] = in[i];
  } else {
    std::memcpy(out, in, size);
  }
  return out + size;
}

/// Stores the low `size` bytes of a word, lowest first; spoils up to 8 bytes in all.
constexpr char* store_word(char* out, std::uint64_t word, std::size_t size) {
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>(word >> (8 * i));
  } else {
    std::memcpy(out, &word, 8);
  }
  return out + size;
}

/// 10^exponent for exponents 0 to 38.
constexpr Int128 power_of_ten(unsigned exponent) {
  Int128 power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

}  // namespace sydac
