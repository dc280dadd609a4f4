// Random bits as a pure function of (seed, stream, row identity). Nothing is kept between rows, so any row can be made alone.
#pragma once

#include <string_view>

#include <sydac/base.hpp>

namespace sydac {

struct Seed {
  std::uint64_t value = 0;
};
/// Names one stream of draws at one seed.
struct Key {
  std::uint64_t value = 0;
};

inline constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;

/// A bijection of 64 bits in which every input bit moves every output bit.
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  return x ^ (x >> 32);
}

/// What mix() makes x of.
constexpr std::uint64_t unmix(std::uint64_t x) {
  constexpr std::uint64_t kFactor = 0xd6e8feb86659fd93;
  std::uint64_t inverse = kFactor;  // right in 3 bits, each step doubles them
  for (int i = 0; i < 5; ++i) inverse *= 2 - kFactor * inverse;
  x ^= x >> 32;
  x *= inverse;
  x ^= x >> 32;
  x *= inverse;
  return x ^ (x >> 32);
}

/// The high half of a 64 × 64 bit product: x scaled to [0, n).
constexpr std::uint64_t multiply_high(std::uint64_t x, std::uint64_t n) {
  return static_cast<std::uint64_t>((static_cast<UInt128>(x) * n) >> 64);
}

namespace detail {

constexpr std::uint64_t absorb(std::uint64_t state, std::uint64_t word) { return mix((state ^ mix(word + kGolden)) + 0xa24baed4963ee407); }

/// Length first, so that `a.b` + `c` is not `a` + `b.c`.
constexpr std::uint64_t absorb(std::uint64_t state, std::string_view text) {
  state = absorb(state, text.size());
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * (i % 8));
    if (i % 8 == 7 || i + 1 == text.size()) {
      state = absorb(state, word);
      word = 0;
    }
  }
  return state;
}

}  // namespace detail

/// The key of a stream. Hidden streams (`#null`, `#pick`, `#count`, `#person` …) are told apart by their reserved names.
constexpr Key stream(Seed seed, std::string_view table, std::string_view column, std::string_view site = {}) {
  std::uint64_t state = detail::absorb(0x5eed0f5eda7a0001, seed.value);
  state = detail::absorb(state, table);
  state = detail::absorb(state, column);
  return {detail::absorb(state, site)};
}

/// The bits of one draw site at one row. The first 64 cost one mix, each further 64 one more.
class Draw {
 public:
  constexpr Draw(Key key, std::uint64_t identity) : state_(((identity + 1) * kGolden) ^ key.value) {}

  /// The draw whose first bits are these, to go through a distribution in order.
  static constexpr Draw giving(std::uint64_t bits) { return Draw(unmix(bits)); }

  /// 64 uniform bits. The first ones are a bijection of the identity, for any key.
  constexpr std::uint64_t bits() {
    const std::uint64_t result = mix(state_);
    state_ = result + kGolden;
    return result;
  }

  /// An independent draw for one part of a value (the first name of a person). Costs nothing when `part` is a constant.
  constexpr Draw fork(std::uint64_t part) const { return Draw(state_ ^ mix(0xc2b2ae3d27d4eb4f * (part + 1))); }

  /// Uniform in [0, n), exactly; n > 0.
  constexpr std::uint64_t below(std::uint64_t n) {
    UInt128 product = static_cast<UInt128>(bits()) * n;
    if (static_cast<std::uint64_t>(product) < n) [[unlikely]] {
      const std::uint64_t threshold = (0 - n) % n;
      while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<UInt128>(bits()) * n;
    }
    return static_cast<std::uint64_t>(product >> 64);
  }

  /// Uniform in [0, n), exactly; n > 0.
  constexpr UInt128 below_wide(UInt128 n) {
    if ((n >> 64) == 0) return below(static_cast<std::uint64_t>(n));
    const std::uint64_t top = static_cast<std::uint64_t>((n - 1) >> 64);
    const std::uint64_t mask = top == 0 ? 0 : ~std::uint64_t{0} >> std::countl_zero(top);
    for (;;) {
      const std::uint64_t high = bits() & mask;
      const UInt128 value = (static_cast<UInt128>(high) << 64) | bits();
      if (value < n) return value;
    }
  }

  /// Uniform in [low, high], both included; low ≤ high.
  constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
    const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const std::uint64_t step = span == ~std::uint64_t{0} ? bits() : below(span + 1);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + step);
  }

  /// True with probability numerator / denominator, to 2^-64. Raising the share leaves every true as it was.
  constexpr bool chance(std::uint64_t numerator, std::uint64_t denominator) {
    const std::uint64_t drawn = bits();
    if (numerator >= denominator) return true;
    return drawn < static_cast<std::uint64_t>((static_cast<UInt128>(numerator) << 64) / denominator);
  }

 private:
  constexpr explicit Draw(std::uint64_t state) : state_(state) {}
  std::uint64_t state_;
};

}  // namespace sydac
