// What does not end where a `;` stands: quotes, comments, dollar quotes. The splitter and the lexer read them by the same rules.
#pragma once

#include <cstddef>
#include <string_view>

#include "source/sql/catalog.hpp"

namespace sydac::compiler::sql {

/// What of a dialect decides where a quote or a comment ends.
struct Quoting {
  bool backslashes = false;       // `\'` does not end a text
  bool brackets = false;          // `[name]`
  bool hash_comments = false;     // `#` to the end of the line
  bool nested_comments = false;   // `/* /* */ */`
  bool dollars = false;           // `$tag$ … $tag$`, E'…'
  bool version_comments = false;  // the text of `/*!40101 … */` counts
};

Quoting quoting_of(Dialect dialect);

enum class PieceKind : std::uint8_t {
  plain,          // one character, or one word
  blank,          // blanks and line breaks; the marks around `/*!40101 … */` too
  comment,        // `-- …`, `# …`, `/* … */`
  string,         // '…', with its prefix: E'…', N'…', U&'…', _utf8'…'; dollar quotes
  double_quoted,  // "…"
  quoted,         // `…`, […]
  bits            // B'…', X'…'
};

struct Piece {
  PieceKind kind = PieceKind::plain;
  std::size_t end = 0;
  bool closed = true;  // false: the end of the text came first
};

/// The piece that begins at `at` (< text.size()). Linear in its length.
Piece piece_at(std::string_view text, std::size_t at, const Quoting& quoting);

inline bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_word(char c) { return is_word_start(c) || is_digit(c) || c == '$' || c == '#'; }
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == '\0'; }
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
inline char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Without regard to the case of ASCII letters.
inline bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace sydac::compiler::sql
