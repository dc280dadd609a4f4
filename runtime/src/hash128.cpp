#include "hash128.hpp"

#include <bit>
#include <cstring>

namespace sydac::driver {

// Note [sydac-m128]
// Four lanes of two 64-bit words (left, right) begin with the first eight SHA-512 round constants: left[i] = k[2i], right[i] = k[2i+1].
// The bytes are cut into blocks of 64, the last one filled up with zero bytes (no block for no bytes). Lane i takes the two little-endian
// words w0 at 16i and w1 at 16i+8 of a block:
//     left[i]  += fold(left[i]  ^ w0, w1 ^ k[8+2i])
//     right[i] += fold(right[i] ^ w1, w0 ^ k[9+2i])          fold(x, y) = low ^ high half of the 128-bit product x·y
// The end, with x = length in bytes and y = ~length: for each lane x = mix(x ^ left[i]), y = mix(y ^ right[i]); then x += y, y += mix(x),
// x += mix(y). The digest is x then y, most significant byte first.
//     mix(z): three times z ^= z >> 32, with a multiplication by 0xd6e8feb86659fd93 after the first and the second
// Each word of the input goes into two independent words of state, so an accident has to hit 128 bits. Sums keep a lane's past when a
// factor of a product happens to be 0.

namespace {

constexpr std::array<std::uint64_t, 16> kHashConstants = {
    0x428a2f98d728ae22U, 0x7137449123ef65cdU, 0xb5c0fbcfec4d3b2fU, 0xe9b5dba58189dbbcU, 0x3956c25bf348b538U, 0x59f111f1b605d019U,
    0x923f82a4af194f9bU, 0xab1c5ed5da6d8118U, 0xd807aa98a3030242U, 0x12835b0145706fbeU, 0x243185be4ee4b28cU, 0x550c7dc3d5ffb4e2U,
    0x72be5d74f27b896fU, 0x80deb1fe3b1696b1U, 0x9bdc06a725c71235U, 0xc19bf174cf692694U};

std::uint64_t little_endian_word(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

std::uint64_t folded_product(std::uint64_t x, std::uint64_t y) {
  const unsigned __int128 product = static_cast<unsigned __int128>(x) * y;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t mixed(std::uint64_t z) {
  constexpr std::uint64_t kMultiplier = 0xd6e8feb86659fd93U;
  z = (z ^ (z >> 32)) * kMultiplier;
  z = (z ^ (z >> 32)) * kMultiplier;
  return z ^ (z >> 32);
}

}  // namespace

Hash128::Hash128() : left_{}, right_{} {
  for (std::size_t i = 0; i < 4; ++i) {
    left_[i] = kHashConstants[2 * i];
    right_[i] = kHashConstants[2 * i + 1];
  }
}

void Hash128::blocks(const char* bytes, std::size_t count) {
  auto left = left_, right = right_;  // in registers over the loop
  for (const char* end = bytes + count * 64; bytes != end; bytes += 64) {
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint64_t w0 = little_endian_word(bytes + 16 * i), w1 = little_endian_word(bytes + 16 * i + 8);
      left[i] += folded_product(left[i] ^ w0, w1 ^ kHashConstants[8 + 2 * i]);
      right[i] += folded_product(right[i] ^ w1, w0 ^ kHashConstants[9 + 2 * i]);
    }
  }
  left_ = left;
  right_ = right;
}

void Hash128::update(std::string_view bytes) {
  if (bytes.empty()) return;
  length_ += bytes.size();
  if (tail_size_ != 0) {
    const std::size_t taken = bytes.size() < 64 - tail_size_ ? bytes.size() : 64 - tail_size_;
    std::memcpy(tail_.data() + tail_size_, bytes.data(), taken);
    tail_size_ += taken;
    bytes.remove_prefix(taken);
    if (tail_size_ < 64) return;
    blocks(tail_.data(), 1);
    tail_size_ = 0;
  }
  blocks(bytes.data(), bytes.size() / 64);
  bytes.remove_prefix(bytes.size() / 64 * 64);
  if (!bytes.empty()) std::memcpy(tail_.data(), bytes.data(), bytes.size());
  tail_size_ = bytes.size();
}

Digest128 Hash128::digest() const {
  Hash128 padded = *this;
  if (tail_size_ != 0) {
    std::memset(padded.tail_.data() + tail_size_, 0, 64 - tail_size_);
    padded.blocks(padded.tail_.data(), 1);
  }
  std::uint64_t x = length_, y = ~length_;
  for (std::size_t i = 0; i < 4; ++i) {
    x = mixed(x ^ padded.left_[i]);
    y = mixed(y ^ padded.right_[i]);
  }
  x += y;
  y += mixed(x);
  x += mixed(y);
  Digest128 digest{};
  for (std::size_t i = 0; i < 8; ++i) {
    digest[i] = static_cast<unsigned char>(x >> (56 - 8 * i));
    digest[8 + i] = static_cast<unsigned char>(y >> (56 - 8 * i));
  }
  return digest;
}

}  // namespace sydac::driver
