#include <sydac/program.hpp>

#include <cstring>

namespace sydac {

namespace {

// Twice the size of a small row group: most tables never grow a buffer more than once after the first chunk.
constexpr std::size_t kFirstBufferBytes = std::size_t{64} * 1024;

}  // namespace

void Buffer::append(std::string_view text) {
  if (text.empty()) return;
  char* out = room(text.size());
  std::memcpy(out, text.data(), text.size());
  advance_to(out + text.size());
}

void Buffer::grow(std::size_t bytes) {
  const std::size_t needed = size_ + bytes;
  std::size_t capacity = capacity_ == 0 ? kFirstBufferBytes : capacity_ * 2;
  while (capacity < needed) capacity *= 2;
  std::unique_ptr<char[]> larger(new char[capacity]);  // not value-initialised: the bytes are about to be written
  if (size_ != 0) std::memcpy(larger.get(), data_.get(), size_);
  data_ = std::move(larger);
  capacity_ = capacity;
}

}  // namespace sydac
