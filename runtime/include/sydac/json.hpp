// Rows as JSON objects (RFC 8259), the columns' names as keys. Numbers are written as numbers, decimals with all their digits; dates,
// times, intervals, uuids and bytes as strings in their CSV form.
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
      case 0: *--to = c; break;
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
  const bool escaped =
      any_byte(begin, end, [](std::uint64_t word) { return equal_bytes(word, '"') | equal_bytes(word, '\\') | control_bytes(word); });
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
    if (key.size <= kWidth) [[likely]]
      std::memcpy(out, text_.data() + key.begin, kWidth);
    else
      std::memcpy(out, text_.data() + key.begin, key.size);
    return out + key.size;
  }
  /// Of all keys together, with what copying the last one spoils.
  std::size_t all_bytes() const { return text_.size(); }

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
  JsonSink(Buffer& buffer, const JsonKeys& keys) : room_(buffer, keys.all_bytes() + 8), keys_(keys) {}

  SYDAC_INLINE void begin_row(bool comma) {
    room_.begin_row();
    column_ = 0;
    if (comma) room_.out = copy_bytes(room_.out, ",\n", 2);
  }

  template <class T>
  SYDAC_INLINE void cell(const T& value) {
    using Plain = PlainOf<T>;
    using Form = TextForm<Plain>;
    constexpr bool kEscaped = !detail::kBareInJson<Plain> && !Form::traits.safe;
    room_.reserve<(kEscaped ? 6 * Form::max_bytes : Form::max_bytes) + 8>();
    char* end = keys_.write(room_.out, column_);
    if (is_null(value)) {
      end = copy_bytes(end, "null", 4);
    } else if constexpr (detail::kBareInJson<Plain>) {
      end = Form::write(end, detail::value_of(value));
    } else {
      *end++ = '"';
      char* const begin = end;
      end = Form::write(begin, detail::value_of(value));
      if constexpr (kEscaped) {
        if (!detail::is_seen_plain(detail::value_of(value))) end = detail::finish_json_text(begin, end);
      }
      *end++ = '"';
    }
    room_.out = end;
    ++column_;
  }

  SYDAC_INLINE void end_row(bool line) {
    *room_.out++ = '}';
    if (line) *room_.out++ = '\n';
  }
  void finish() { room_.finish(); }
  std::size_t column() const { return column_; }

 private:
  detail::RowRoom room_;
  const JsonKeys& keys_;
  std::size_t column_ = 0;
};

}  // namespace sydac
