// UUIDs and byte strings.
#pragma once

#include <compare>
#include <initializer_list>

#include <sydac/base.hpp>

namespace sydac {
namespace detail {

/// Two lower-case hex digits for each byte.
struct HexPairs {
  char text[256][2];
  constexpr HexPairs() : text{} {
    for (unsigned i = 0; i < 256; ++i) {
      text[i][0] = "0123456789abcdef"[i / 16];
      text[i][1] = "0123456789abcdef"[i % 16];
    }
  }
};
inline constexpr HexPairs kHexPairs;

constexpr char* write_hex_byte(char* out, unsigned byte) { return copy_bytes(out, kHexPairs.text[byte & 0xff], 2); }

/// Eight lower-case hex digits, the first one in the lowest byte.
constexpr std::uint64_t hex_digits(std::uint32_t value) {
  // Nibbles into bytes, halving the distance each time; the first digit ends in the lowest byte.
  std::uint64_t x = (value >> 16) | (std::uint64_t{value & 0xffff} << 32);
  x = ((x >> 8) & 0x000000ff000000ff) | ((x & 0x000000ff000000ff) << 16);
  x = ((x >> 4) & 0x000f000f000f000f) | ((x & 0x000f000f000f000f) << 8);
  const std::uint64_t letters = ((x + 0x0606060606060606) >> 4) & 0x0101010101010101;
  return x + 0x3030303030303030 + letters * ('a' - '0' - 10);
}

}  // namespace detail

/// 128 bits, the first byte on top of `high`.
struct Uuid {
  std::uint64_t high = 0, low = 0;
  constexpr auto operator<=>(const Uuid&) const = default;

  /// Version 4, variant 1 of RFC 9562 from 122 bits: 64 in `bits`, 58 of `more`. Two pairs that differ give two UUIDs that differ.
  static constexpr Uuid version_4(std::uint64_t bits, std::uint64_t more) {
    const std::uint64_t high = (bits & 0xffffffffffff0000) | 0x4000 | ((bits >> 4) & 0x0fff);
    const std::uint64_t low = (std::uint64_t{0x8} << 60) | ((bits & 0xf) << 58) | (more & 0x03ffffffffffffff);
    return {high, low};
  }
};

/// `xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx`: 36 bytes.
constexpr char* write_uuid(char* out, const Uuid& uuid) {
  const std::uint64_t second = detail::hex_digits(static_cast<std::uint32_t>(uuid.high));
  const std::uint64_t third = detail::hex_digits(static_cast<std::uint32_t>(uuid.low >> 32));
  store_word(out, detail::hex_digits(static_cast<std::uint32_t>(uuid.high >> 32)), 8);
  store_word(out + 9, second, 4);
  store_word(out + 14, second >> 32, 4);
  store_word(out + 19, third, 4);
  store_word(out + 24, third >> 32, 4);
  store_word(out + 28, detail::hex_digits(static_cast<std::uint32_t>(uuid.low)), 8);
  for (const int dash : {8, 13, 18, 23}) out[dash] = '-';
  return out + 36;
}

/// N bytes, written as `\x` and two hex digits for each: PostgreSQL's form.
template <std::size_t N>
struct Bytes {
  unsigned char bytes[N == 0 ? 1 : N] = {};
  constexpr auto operator<=>(const Bytes&) const = default;
};

template <std::size_t N>
constexpr char* write_bytes(char* out, const Bytes<N>& value) {
  out = copy_bytes(out, "\\x", 2);
  for (std::size_t i = 0; i < N; ++i) out = detail::write_hex_byte(out, value.bytes[i]);
  return out;
}

}  // namespace sydac
