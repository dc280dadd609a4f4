// Rows as JSON objects (RFC 8259), the columns' names as keys. Numbers are written as numbers, decimals with all their digits; dates, times,
// intervals, uuids and bytes as strings in their CSV form.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <sydac/sink.hpp>

namespace sydac {
namespace detail {

/// Escapes [begin, end) in place; needs five times its length more room.
inline char* escape_json(char* begin, char* end) {
  const auto extra = [](char c) -> std::size_t {
    if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') return 1;
    return static_cast<unsigned char>(c) < 0x20 ? 5 : 0;
  };
  std::size_t more = 0;
  for (const char* at = begin; at < end; ++at) more += extra(*at);
  char* const escaped_end = end + more;
  char* to = escaped_end;
  for (const char* at = end; at > begin;) {
    const char c = *--at;
    switch (extra(c)) {
      case 0:
        *--to = c;
        break;
      case 1:
        *--to = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\b' ? 'b' : c == '\f' ? 'f' : c;
        *--to = '\\';
        break;
      default:
        to -= 6;
        copy_bytes(to, "\\u00", 4);
        write_hex_byte(to + 4, static_cast<unsigned char>(c));
    }
  }
  return escaped_end;
}

[[gnu::noinline]] inline char* finish_json_text(char* begin, char* end) {
  const bool escaped = any_byte(begin, end, [](std::uint64_t word) { return equal_bytes(word, '"') | equal_bytes(word, '\\') | control_bytes(word); });
  return escaped ? escape_json(begin, end) : end;
}

template <class T>
inline constexpr bool kBareInJson = std::is_arithmetic_v<T> || kIsDecimal<T> || kIsJson<T>;

}  // namespace detail

/// `{"id":` and `,"name":` for each column, once for a chunk.
class JsonKeys {
 public:
  explicit JsonKeys(std::span<const ColumnInfo> columns) {
    for (const ColumnInfo& column : columns) {
      std::string key(1, keys_.empty() ? '{' : ',');
      key += '"';
      const std::size_t begin = key.size();
      key.append(column.name);
      key.resize(begin + 6 * column.name.size() + 8);  // room to escape, and for the scan's last word
      char* const end = detail::finish_json_text(key.data() + begin, key.data() + begin + column.name.size());
      key.resize(static_cast<std::size_t>(end - key.data()));
      key += "\":";
      keys_.push_back({text_.size(), key.size()});
      text_ += key;
    }
    text_.append(kWidth, ' ');
  }
  SYDAC_INLINE char* write(char* out, std::size_t column) const {
    const Key key = keys_[column];
    if (key.size <= kWidth) [[likely]] std::memcpy(out, text_.data() + key.begin, kWidth);
    else std::memcpy(out, text_.data() + key.begin, key.size);
    return out + key.size;
  }
  std::size_t longest() const {
    std::size_t longest = 0;
    for (const Key& key : keys_) longest = key.size > longest ? key.size : longest;
    return longest;
  }

 private:
  static constexpr std::size_t kWidth = 32;
  struct Key {
    std::size_t begin, size;
  };
  std::string text_;
  std::vector<Key> keys_;
};

class JsonSink {
 public:
  JsonSink(Buffer& buffer, const JsonKeys& keys) : buffer_(buffer), keys_(keys), key_room_(keys.longest() + kScribble) {
    take(detail::more_room(buffer, nullptr, 0));
  }

  SYDAC_INLINE void begin_row(bool comma) {
    column_ = 0;
    reserve(8);
    if (comma) out_ = copy_bytes(out_, ",\n", 2);
  }

  template <class T>
  SYDAC_INLINE void cell(const T& value) {
    using Plain = PlainOf<T>;
    using Form = TextForm<Plain>;
    constexpr bool kEscaped = !detail::kBareInJson<Plain> && !Form::traits.safe;
    reserve((kEscaped ? 6 * Form::max_bytes : Form::max_bytes) + 8);
    char* end = keys_.write(out_, column_);
    if (is_null(value)) {
      end = copy_bytes(end, "null", 4);
    } else if constexpr (detail::kBareInJson<Plain>) {
      end = Form::write(end, detail::value_of(value));
    } else {
      *end++ = '"';
      char* const begin = end;
      end = Form::write(begin, detail::value_of(value));
      if constexpr (kEscaped) end = detail::finish_json_text(begin, end);
      *end++ = '"';
    }
    out_ = end;
    ++column_;
  }

  SYDAC_INLINE void end_row(bool line) {
    *out_++ = '}';
    if (line) *out_++ = '\n';
  }
  void finish() { buffer_.advance_to(out_); }
  std::size_t column() const { return column_; }

 private:
  SYDAC_INLINE void reserve(std::size_t bytes) {
    const std::size_t all = bytes + key_room_ + 2 * kScribble;
    if (static_cast<std::size_t>(limit_ - out_) < all) [[unlikely]] take(detail::more_room(buffer_, out_, all));
  }
  SYDAC_INLINE void take(detail::Room room) {
    out_ = room.out;
    limit_ = room.limit;
  }

  Buffer& buffer_;
  const JsonKeys& keys_;
  std::size_t key_room_;
  char* out_ = nullptr;
  char* limit_ = nullptr;
  std::size_t column_ = 0;
};

}  // namespace sydac
