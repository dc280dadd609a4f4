// SHA-256 after FIPS 180-4, for --sha256.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sydac::driver {

using Digest256 = std::array<unsigned char, 32>;

class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  Digest256 digest() const;

 private:
  std::array<std::uint32_t, 8> state_;
  std::uint64_t length_ = 0;
  std::array<unsigned char, 64> tail_{};
  std::size_t tail_size_ = 0;
};

}  // namespace sydac::driver
