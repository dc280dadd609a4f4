// Keyed permutations of 0..n-1 with their inverses, computed and not stored: unique values without remembering any.
//
// Note [rounds]: the round function is product, xorshift, product. Cheaper ones (multiply-xorshift, a single product) show patterns between
// neighbouring rows; six rounds of this one do not, nor do eight below 2^16, where the halves are short.
#pragma once

#include <sydac/draw.hpp>

namespace sydac {
namespace detail {

constexpr std::uint64_t round_bits(std::uint64_t half, std::uint64_t key) {
  std::uint64_t hash = (half + key) * kGolden;
  hash ^= hash >> 32;
  hash *= key | 1;
  return hash ^ (hash >> 29);
}

constexpr std::uint64_t round_key(Key key, unsigned round) { return mix(key.value + round * kGolden); }

/// The least r with r × r ≥ n; n ≥ 1.
constexpr std::uint64_t root_above(std::uint64_t n) {
  std::uint64_t low = 1, high = std::uint64_t{1} << 32;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (static_cast<UInt128>(middle) * middle >= n)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/// Numbers below n as pairs (left, right), left < a, right < b, where a × b is at least n and exceeds it by less than a.
struct MixedRadix {
  std::uint64_t n, a, b, inverse_a;

  constexpr explicit MixedRadix(std::uint64_t count)
      : n(count), a(root_above(count)), b(count / a + (count % a != 0 ? 1 : 0)), inverse_a(~std::uint64_t{0} / a) {}

  constexpr void split(std::uint64_t x, std::uint64_t& left, std::uint64_t& right) const {
    right = multiply_high(x, inverse_a);
    left = x - right * a;
    while (left >= a) {  // twice at most
      left -= a;
      ++right;
    }
  }
  /// Feistel rounds by modular addition, walked on until the result is below n (rarely more than once).
  template <class RoundKey>
  constexpr std::uint64_t forward(std::uint64_t x, unsigned rounds, RoundKey key) const {
    do {
      std::uint64_t left = 0, right = 0;
      split(x, left, right);
      for (unsigned i = 0; i < rounds; i += 2) {
        left += multiply_high(round_bits(right, key(i)), a);
        if (left >= a) left -= a;
        right += multiply_high(round_bits(left, key(i + 1)), b);
        if (right >= b) right -= b;
      }
      x = left + a * right;
    } while (x >= n);
    return x;
  }
  template <class RoundKey>
  constexpr std::uint64_t backward(std::uint64_t x, unsigned rounds, RoundKey key) const {
    do {
      std::uint64_t left = 0, right = 0;
      split(x, left, right);
      for (unsigned i = rounds; i > 0; i -= 2) {
        std::uint64_t back = multiply_high(round_bits(left, key(i - 1)), b);
        right = right >= back ? right - back : right + b - back;
        back = multiply_high(round_bits(right, key(i - 2)), a);
        left = left >= back ? left - back : left + a - back;
      }
      x = left + a * right;
    } while (x >= n);
    return x;
  }
};

constexpr unsigned rounds_for(std::uint64_t n) { return n > 0x10000 ? 6 : 8; }

}  // namespace detail

/// Of a value domain: any n from 1 to 2^64 - 1. Another n is another permutation; what must survive growth is a RowPermutation.
/// 14 ns above 2^16; a table up to 256, built with the object.
class ValuePermutation {
 public:
  constexpr ValuePermutation(Key key, std::uint64_t n) : radix_(n) {
    if (n <= kTable) {
      fill_tables(key);
    } else {
      for (unsigned i = 0; i < kMaxRounds; ++i) keys_[i] = detail::round_key(key, i);
    }
  }
  constexpr std::uint64_t size() const { return radix_.n; }

  constexpr std::uint64_t operator()(std::uint64_t x) const {
    if (radix_.n <= kTable) return table_[x];
    return radix_.forward(x, detail::rounds_for(radix_.n), [this](unsigned i) { return keys_[i]; });
  }
  constexpr std::uint64_t operator()(std::int64_t row) const { return (*this)(static_cast<std::uint64_t>(row)); }
  constexpr std::uint64_t inverse(std::uint64_t x) const {
    if (radix_.n <= kTable) return inverse_table_[x];
    return radix_.backward(x, detail::rounds_for(radix_.n), [this](unsigned i) { return keys_[i]; });
  }

 private:
  static constexpr std::uint64_t kTable = 256;
  static constexpr unsigned kMaxRounds = 8;

  constexpr void fill_tables(Key key) {  // Fisher and Yates
    const unsigned n = static_cast<unsigned>(radix_.n);
    for (unsigned i = 0; i < n; ++i) table_[i] = static_cast<std::uint8_t>(i);
    Draw draw(key, 0);
    for (unsigned i = n; i > 1; --i) {
      const std::uint64_t j = draw.below(i);
      const std::uint8_t held = table_[i - 1];
      table_[i - 1] = table_[j];
      table_[j] = held;
    }
    for (unsigned i = 0; i < n; ++i) inverse_table_[table_[i]] = static_cast<std::uint8_t>(i);
  }

  detail::MixedRadix radix_;
  std::uint64_t keys_[kMaxRounds] = {};
  std::uint8_t table_[kTable] = {};
  std::uint8_t inverse_table_[kTable] = {};
};

/// Of rows, 1 to 2^63: one more row keeps nearly every value, one in a hundred more 99 % of them, unless the number passes a power of two;
/// then, as with doubling, nearly none stays. Feistel on a power of two, walked on until the result is a row.
class RowPermutation {
 public:
  constexpr RowPermutation(Key key, std::uint64_t n) : n_(n) {
    const unsigned bits = n <= 4 ? 2 : static_cast<unsigned>(std::bit_width(n - 1));
    right_bits_ = bits - bits / 2;
    left_mask_ = (std::uint64_t{1} << (bits / 2)) - 1;
    right_mask_ = (std::uint64_t{1} << right_bits_) - 1;
    rounds_ = detail::rounds_for(n);
    for (unsigned i = 0; i < kMaxRounds; ++i) keys_[i] = detail::round_key(key, i);
  }
  constexpr std::uint64_t size() const { return n_; }

  constexpr std::uint64_t operator()(std::uint64_t x) const {
    do {
      std::uint64_t left = x >> right_bits_, right = x & right_mask_;
      for (unsigned i = 0; i < rounds_; i += 2) {
        left = (left ^ (detail::round_bits(right, keys_[i]) >> 20)) & left_mask_;
        right = (right ^ (detail::round_bits(left, keys_[i + 1]) >> 20)) & right_mask_;
      }
      x = left << right_bits_ | right;
    } while (x >= n_);
    return x;
  }
  constexpr std::uint64_t operator()(std::int64_t row) const { return (*this)(static_cast<std::uint64_t>(row)); }
  /// Calls `each` for the row, of the first `rows`, that this number stands for; what that gives, true where there is none.
  template <class F>
  bool while_each_row(std::uint64_t number, std::uint64_t rows, F each) const {
    const std::uint64_t row = inverse(number);
    return row >= rows || each(row);
  }
  constexpr std::uint64_t inverse(std::uint64_t x) const {
    do {
      std::uint64_t left = x >> right_bits_, right = x & right_mask_;
      for (unsigned i = rounds_; i > 0; i -= 2) {
        right = (right ^ (detail::round_bits(left, keys_[i - 1]) >> 20)) & right_mask_;
        left = (left ^ (detail::round_bits(right, keys_[i - 2]) >> 20)) & left_mask_;
      }
      x = left << right_bits_ | right;
    } while (x >= n_);
    return x;
  }

 private:
  static constexpr unsigned kMaxRounds = 8;
  std::uint64_t n_, left_mask_ = 0, right_mask_ = 0;
  unsigned right_bits_ = 0, rounds_ = 0;
  std::uint64_t keys_[kMaxRounds] = {};
};

/// Of a value domain of any size from 1 to 2^127; 12 to 45 ns. Up to 64 bits it is the ValuePermutation.
class WidePermutation {
 public:
  constexpr WidePermutation(Key key, UInt128 n) : n_(n), narrow_(key, (n >> 64) == 0 ? static_cast<std::uint64_t>(n) : 1) {
    if ((n >> 64) == 0) return;
    const unsigned bits = 64 + static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>((n - 1) >> 64)));
    right_bits_ = bits - bits / 2;
    left_mask_ = ~std::uint64_t{0} >> (64 - bits / 2);
    right_mask_ = ~std::uint64_t{0} >> (64 - right_bits_);
    for (unsigned i = 0; i < kRounds; ++i) keys_[i] = detail::round_key(key, i);
  }
  constexpr UInt128 size() const { return n_; }

  constexpr UInt128 operator()(UInt128 x) const {
    if ((n_ >> 64) == 0) return narrow_(static_cast<std::uint64_t>(x));
    do {
      std::uint64_t left = static_cast<std::uint64_t>(x >> right_bits_), right = static_cast<std::uint64_t>(x) & right_mask_;
      for (unsigned i = 0; i < kRounds; i += 2) {
        left = (left ^ mix(right ^ keys_[i])) & left_mask_;
        right = (right ^ mix(left ^ keys_[i + 1])) & right_mask_;
      }
      x = static_cast<UInt128>(left) << right_bits_ | right;
    } while (x >= n_);
    return x;
  }
  constexpr UInt128 operator()(std::uint64_t x) const { return (*this)(static_cast<UInt128>(x)); }
  constexpr UInt128 operator()(std::int64_t row) const { return (*this)(static_cast<UInt128>(row)); }
  constexpr UInt128 inverse(UInt128 x) const {
    if ((n_ >> 64) == 0) return narrow_.inverse(static_cast<std::uint64_t>(x));
    do {
      std::uint64_t left = static_cast<std::uint64_t>(x >> right_bits_), right = static_cast<std::uint64_t>(x) & right_mask_;
      for (unsigned i = kRounds; i > 0; i -= 2) {
        right = (right ^ mix(left ^ keys_[i - 1])) & right_mask_;
        left = (left ^ mix(right ^ keys_[i - 2])) & left_mask_;
      }
      x = static_cast<UInt128>(left) << right_bits_ | right;
    } while (x >= n_);
    return x;
  }

 private:
  static constexpr unsigned kRounds = 6;
  UInt128 n_;
  ValuePermutation narrow_;
  unsigned right_bits_ = 0;
  std::uint64_t left_mask_ = 0, right_mask_ = 0;
  std::uint64_t keys_[kRounds] = {};
};

}  // namespace sydac
