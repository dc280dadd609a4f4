// UUIDs and byte strings.
#pragma once

#include <compare>

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
  for (unsigned i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
    const std::uint64_t half = i < 8 ? uuid.high : uuid.low;
    out = detail::write_hex_byte(out, static_cast<unsigned>(half >> (56 - 8 * (i % 8))));
  }
  return out;
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
