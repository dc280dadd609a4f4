// What the row sinks share: room in the output, and the scan for bytes that need care.
#pragma once

#include <sydac/enum_text.hpp>
#include <sydac/text.hpp>

namespace sydac::detail {

/// Where to write and up to where. Returned in registers, so that a sink's own members never have to live in memory.
struct Room {
  char* out;
  char* limit;
};

/// At `limit` there are still `slack` bytes.
[[gnu::noinline]] inline Room more_room(Buffer& buffer, char* out, std::size_t bytes, std::size_t slack) {
  constexpr std::size_t kStep = 16 * 1024;
  if (out != nullptr) buffer.advance_to(out);
  const std::size_t size = bytes < kStep ? kStep : bytes;
  char* const begin = buffer.room(size + slack);
  return {begin, begin + size};
}

/// The writing end of a buffer for a row loop. Room for kFree bytes is made at the start of a row; from there on the sizes of the cells,
/// which are constants, are added up while compiling, and only a row that can be longer asks again.
class RowRoom {
 public:
  static constexpr std::size_t kFree = 4096;

  /// `extra` bytes may be written in a row beside what the cells announce.
  RowRoom(Buffer& buffer, std::size_t extra) : buffer_(buffer), slack_(kFree + extra + 2 * kScribble) {
    take(more_room(buffer_, nullptr, 0, slack_));
  }

  SYDAC_INLINE void begin_row() {
    check();
    spent_ = 0;
  }
  /// Called before at most Bytes are written at `out`.
  template <std::size_t Bytes>
  SYDAC_INLINE void reserve() {
    if constexpr (Bytes > kFree) {
      if (limit - out < static_cast<std::ptrdiff_t>(Bytes)) [[unlikely]]
        take(more_room(buffer_, out, Bytes, slack_));
    } else {
      spent_ += Bytes;
      if (spent_ > kFree) {
        check();
        spent_ = Bytes;
      }
    }
  }
  void finish() { buffer_.advance_to(out); }

  char* out = nullptr;
  char* limit = nullptr;

 private:
  SYDAC_INLINE void check() {
    if (out > limit) [[unlikely]]
      take(more_room(buffer_, out, 0, slack_));
  }
  SYDAC_INLINE void take(Room room) {
    out = room.out;
    limit = room.limit;
  }
  Buffer& buffer_;
  std::size_t slack_;
  std::size_t spent_ = 0;
};

constexpr std::uint64_t kLowBits = 0x0101010101010101, kHighBits = 0x8080808080808080;

/// Marks (by its high bit) at least the first byte of eight that equals `byte`; none when none does.
constexpr std::uint64_t equal_bytes(std::uint64_t word, char byte) {
  const std::uint64_t difference = word ^ (kLowBits * static_cast<unsigned char>(byte));
  return (difference - kLowBits) & ~difference & kHighBits;
}
/// The same for bytes below 0x20.
constexpr std::uint64_t control_bytes(std::uint64_t word) { return (word - kLowBits * 0x20) & ~word & kHighBits; }

/// True when a byte of [begin, end) is marked by `marks`. Reads up to 7 bytes behind the end, which the caller has room for.
template <class Marks>
bool any_byte(const char* begin, const char* end, Marks marks) {
  for (const char* at = begin; at < end; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    const std::size_t left = static_cast<std::size_t>(end - at);
    if (left < 8) word = (word & ((std::uint64_t{1} << (8 * left)) - 1)) | (kLowBits * 'a') << (8 * left);
    if (marks(word) != 0) return true;
  }
  return false;
}

}  // namespace sydac::detail
