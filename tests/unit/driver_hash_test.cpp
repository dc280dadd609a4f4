#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "driver_text.hpp"
#include "hash128.hpp"
#include "sha256.hpp"

using sydac::driver::Hash128;
using sydac::driver::hexadecimal;
using sydac::driver::Sha256;

namespace {

std::string m128(std::string_view bytes) {
  Hash128 hash;
  hash.update(bytes);
  const auto digest = hash.digest();
  return hexadecimal(digest.data(), digest.size());
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  const auto digest = hash.digest();
  return hexadecimal(digest.data(), digest.size());
}

// The low and the high half of a product, by four products of halves: nothing of the fast implementation is in here.
struct Product {
  std::uint64_t low, high;
};
Product slow_product(std::uint64_t x, std::uint64_t y) {
  constexpr std::uint64_t kHalf = 0xffff'ffffU;
  const std::uint64_t a = (x & kHalf) * (y & kHalf), b = (x >> 32) * (y & kHalf), c = (x & kHalf) * (y >> 32), d = (x >> 32) * (y >> 32);
  const std::uint64_t middle = (a >> 32) + (b & kHalf) + (c & kHalf);
  return {(a & kHalf) | middle << 32, d + (b >> 32) + (c >> 32) + (middle >> 32)};
}

// Note [sydac-m128] word for word, over the whole message at once and byte by byte.
std::string slow_m128(std::string message) {
  const std::uint64_t k[16] = {0x428a2f98d728ae22U, 0x7137449123ef65cdU, 0xb5c0fbcfec4d3b2fU, 0xe9b5dba58189dbbcU,
                               0x3956c25bf348b538U, 0x59f111f1b605d019U, 0x923f82a4af194f9bU, 0xab1c5ed5da6d8118U,
                               0xd807aa98a3030242U, 0x12835b0145706fbeU, 0x243185be4ee4b28cU, 0x550c7dc3d5ffb4e2U,
                               0x72be5d74f27b896fU, 0x80deb1fe3b1696b1U, 0x9bdc06a725c71235U, 0xc19bf174cf692694U};
  const auto fold = [](std::uint64_t x, std::uint64_t y) {
    const Product product = slow_product(x, y);
    return product.low ^ product.high;
  };
  const auto mix = [](std::uint64_t z) {
    for (int round = 0; round < 3; ++round) {
      z ^= z >> 32;
      if (round < 2) z = slow_product(z, 0xd6e8feb86659fd93U).low;
    }
    return z;
  };
  const std::uint64_t length = message.size();
  while (message.size() % 64 != 0) message += '\0';
  const auto word = [&message](std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;) value = value * 256 + static_cast<unsigned char>(message[at + i]);
    return value;
  };
  std::uint64_t left[4], right[4];
  for (int i = 0; i < 4; ++i) left[i] = k[2 * i], right[i] = k[2 * i + 1];
  for (std::size_t block = 0; block < message.size(); block += 64) {
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint64_t w0 = word(block + 16 * i), w1 = word(block + 16 * i + 8);
      left[i] += fold(left[i] ^ w0, w1 ^ k[8 + 2 * i]);
      right[i] += fold(right[i] ^ w1, w0 ^ k[9 + 2 * i]);
    }
  }
  std::uint64_t x = length, y = ~length;
  for (int i = 0; i < 4; ++i) x = mix(x ^ left[i]), y = mix(y ^ right[i]);
  x += y;
  y += mix(x);
  x += mix(y);
  std::string out;
  for (const std::uint64_t half : {x, y}) {
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[half >> shift & 15];
  }
  return out;
}

std::string some_bytes(std::size_t count) {
  std::string bytes;
  std::uint64_t state = count + 1;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    bytes += static_cast<char>(state >> 56);
  }
  return bytes;
}

}  // namespace

TEST_CASE("sydac-m128: values that never change") {
  CHECK(m128("") == "0c699a63a291e2f7fbe95a2cad24d685");
  CHECK(m128("a") == "0c7daa7b0df88c7731fe2ced3ae659df");
  CHECK(m128("abc") == "cebd0a660334347f1182bee8221351a7");
  CHECK(m128("sydac") == "b2769f54d7f6d162cc4e692e3544236c");
  CHECK(m128(std::string(64, '\0')) == "b4fbf0c5ad5515b4dc079d360cab90ee");
  CHECK(m128(std::string(65, '\0')) == "5fa332e3cd0b084fd86fcf39a54f7b40");
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  CHECK(m128(all) == "52f6d809c3c0089c03d0e36078328a36");
}

TEST_CASE("sydac-m128: a slow implementation agrees, however the bytes are cut") {
  for (std::size_t size = 0; size < 300; ++size) {
    const std::string bytes = some_bytes(size);
    CHECK(m128(bytes) == slow_m128(bytes));
    Hash128 pieces;
    for (std::size_t at = 0, step = 1; at < size; at += step, step = step * 7 % 31 + 1)
      pieces.update(std::string_view(bytes).substr(at, step));
    const auto digest = pieces.digest();
    CHECK(hexadecimal(digest.data(), digest.size()) == m128(bytes));
  }
}

TEST_CASE("sydac-m128: one bit changes half of the digest, and there is no collision among neighbours") {
  const std::string bytes = some_bytes(200);
  std::vector<std::string> digests = {m128(bytes)};
  Hash128 first;
  first.update(bytes);
  double changed = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string other = bytes;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    digests.push_back(m128(other));
    Hash128 second;
    second.update(other);
    for (std::size_t i = 0; i < 16; ++i) changed += std::popcount(static_cast<unsigned>(first.digest()[i] ^ second.digest()[i]));
  }
  for (std::size_t size = 0; size < 500; ++size) digests.push_back(m128(std::string(size, '\0')));
  CHECK(changed / static_cast<double>(bytes.size() * 8) == doctest::Approx(64).epsilon(0.01));
  std::sort(digests.begin(), digests.end());
  CHECK(std::adjacent_find(digests.begin(), digests.end()) == digests.end());
}

TEST_CASE("SHA-256: the examples of FIPS 180-4 and the long ones of its test vectors") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu") ==
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(sha256(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut") {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string bytes = some_bytes(size);
    Sha256 pieces;
    for (std::size_t at = 0; at < size; at += 13) pieces.update(std::string_view(bytes).substr(at, 13));
    const auto digest = pieces.digest();
    CHECK(hexadecimal(digest.data(), digest.size()) == sha256(bytes));
  }
}
