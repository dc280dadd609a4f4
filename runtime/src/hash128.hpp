// The 128-bit hash of files in the manifest. See Note [sydac-m128] in hash128.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sydac::driver {

/// 16 bytes, printed in order as 32 hexadecimal digits.
using Digest128 = std::array<unsigned char, 16>;

/// Streaming sydac-m128: the digest depends on the bytes only, not on how they were cut into calls of `update`. Not cryptographic.
class Hash128 {
 public:
  Hash128();
  void update(std::string_view bytes);
  Digest128 digest() const;

 private:
  void blocks(const char* bytes, std::size_t count);

  std::array<std::uint64_t, 4> left_, right_;
  std::uint64_t length_ = 0;
  std::array<char, 64> tail_{};
  std::size_t tail_size_ = 0;
};

}  // namespace sydac::driver
