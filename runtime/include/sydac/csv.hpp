// Rows as CSV after RFC 4180, lines ended by LF. Null is an empty field or the null token; the empty string is `""`; quoted is what holds a
// comma, quote, CR or LF, begins or ends with a blank, equals the null token, or is the `\.` that PostgreSQL takes for the end of the data.
// In a table of one column a null is `""` when there is no token: an empty line would be no row.
//
// The text form of PostgreSQL's COPY differs in what stands between two cells (a tab), what a null is (`\N`), and in that bytes with a
// meaning are escaped by a backslash instead of quoted; the same code writes both.
#pragma once

#include <string_view>

#include <sydac/sink.hpp>

namespace sydac {
namespace detail {

/// Puts [begin, end) into quotes, in place; needs as much room again and 2 bytes.
inline char* quote_csv(char* begin, char* end) {
  std::size_t quotes = 0;
  for (const char* at = begin; at < end; ++at) quotes += *at == '"';
  char* const quoted_end = end + quotes + 2;
  char* to = quoted_end;
  *--to = '"';
  for (const char* at = end; at > begin;) {
    *--to = *--at;
    if (*to == '"') *--to = '"';
  }
  *--to = '"';
  return quoted_end;
}

[[gnu::noinline]] inline char* finish_csv_text(char* begin, char* end, std::string_view null_token) {
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  const bool quoted = text.empty() || blank(text.front()) || blank(text.back()) || text == "\\." ||
                      (!null_token.empty() && text == null_token) || any_byte(begin, end, [](std::uint64_t word) {
                        return equal_bytes(word, ',') | equal_bytes(word, '"') | equal_bytes(word, '\n') | equal_bytes(word, '\r');
                      });
  return quoted ? quote_csv(begin, end) : end;
}

[[gnu::noinline]] inline char* finish_csv_plain(char* begin, char* end, std::string_view null_token) {
  return std::string_view(begin, static_cast<std::size_t>(end - begin)) == null_token ? quote_csv(begin, end) : end;
}

/// Puts a backslash before what COPY gives a meaning to, in place; needs as much room again. Other control bytes stand for themselves.
[[gnu::noinline]] inline char* finish_copy_text(char* begin, char* end, std::string_view) {
  const bool escaped = any_byte(begin, end, [](std::uint64_t word) { return equal_bytes(word, '\\') | control_bytes(word); });
  if (!escaped) return end;
  const auto meant = [](char c) { return c == '\\' || c == '\n' || c == '\r' || c == '\t'; };
  std::size_t more = 0;
  for (const char* at = begin; at < end; ++at) more += meant(*at);
  char* const escaped_end = end + more;
  char* to = escaped_end;
  for (const char* at = end; to > at;) {
    const char c = *--at;
    *--to = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c;
    if (meant(c)) *--to = '\\';
  }
  return escaped_end;
}

}  // namespace detail

class CsvSink {
 public:
  CsvSink(Buffer& buffer, const Layout& layout, std::size_t columns)
      : room_(buffer, columns * (layout.null_token.size() + 2)),
        token_(layout.format != Format::csv ? "\\N"
               : !layout.null_token.empty() ? layout.null_token
               : columns == 1               ? "\"\""
                                            : ""),
        finish_text_(layout.format != Format::csv ? detail::finish_copy_text : detail::finish_csv_text),
        has_token_(layout.format == Format::csv && !layout.null_token.empty()),
        separator_(layout.format != Format::csv ? '\t' : ',') {}

  SYDAC_INLINE void begin_row() {
    room_.begin_row();
    column_ = 0;
  }

  template <class T>
  SYDAC_INLINE void cell(const T& value) {
    using Form = TextForm<PlainOf<T>>;
    // A text may double by its quotes and gets two more; one byte is for the separator.
    room_.reserve<(Form::traits.plain() ? Form::max_bytes : 2 * Form::max_bytes) + 3>();
    char* end = room_.out;
    if (is_null(value)) {
      end = copy_bytes(end, token_.data(), token_.size());
    } else {
      end = Form::write(end, detail::value_of(value));
      if constexpr (!Form::traits.plain()) {
        if (has_token_ || !detail::is_seen_plain(detail::value_of(value)))
          end = finish_text_(room_.out, end, has_token_ ? token_ : std::string_view());
      } else {
        if (has_token_) [[unlikely]]
          end = detail::finish_csv_plain(room_.out, end, token_);
      }
    }
    *end = separator_;
    room_.out = end + 1;
    ++column_;
  }

  SYDAC_INLINE void end_row() { room_.out[-1] = '\n'; }
  void finish() { room_.finish(); }
  /// Cells of the row written so far.
  std::size_t column() const { return column_; }

 private:
  detail::RowRoom room_;
  std::string_view token_;  // what a null is written as
  char* (*finish_text_)(char* begin, char* end, std::string_view null_token);
  bool has_token_;  // the user chose it
  char separator_;
  std::size_t column_ = 0;
};

}  // namespace sydac
