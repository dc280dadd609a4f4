#include "source/sql/quoting.hpp"

#include <algorithm>

namespace sydac::compiler::sql {
namespace {

/// The end of a text in `quote` whose first character stands at `at`; a doubled quote does not end it.
Piece quoted_until(std::string_view text, std::size_t at, char quote, bool backslashes, PieceKind kind) {
  const char stops[] = {quote, '\\', '\0'};
  const std::string_view set(stops, backslashes ? 2 : 1);
  while (true) {
    at = set.size() == 1 ? text.find(quote, at) : text.find_first_of(set, at);
    if (at == std::string_view::npos) return {kind, text.size(), false};
    if (text[at] == '\\' && quote != '\\') {
      at = std::min(at + 2, text.size());
    } else if (at + 1 < text.size() && text[at + 1] == quote) {
      at += 2;
    } else {
      return {kind, at + 1, true};
    }
  }
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end;
}

Piece block_comment(std::string_view text, std::size_t at, bool nested) {
  std::size_t depth = 1;
  at += 2;
  while (true) {
    at = text.find_first_of("*/", at);
    if (at == std::string_view::npos) return {PieceKind::comment, text.size(), false};
    const std::string_view two = text.substr(at, 2);
    if (two == "*/") {
      at += 2;
      if (--depth == 0) return {PieceKind::comment, at, true};
    } else if (two == "/*" && nested) {
      at += 2;
      ++depth;
    } else {
      ++at;
    }
  }
}

/// `$$`, `$tag$`: the length of the mark, or 0.
std::size_t dollar_mark(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && is_digit(text[end])) return 0;
  while (end < text.size() && (is_word_start(text[end]) || is_digit(text[end]))) ++end;
  return end < text.size() && text[end] == '$' ? end + 1 - at : 0;
}

Piece word_at(std::string_view text, std::size_t at, const Quoting& quoting) {
  std::size_t end = at;
  while (end < text.size() && is_word(text[end]) && !(text[end] == '#' && quoting.hash_comments)) ++end;
  if (end >= text.size() || end - at > 12) return {PieceKind::plain, end, true};
  const std::string_view word = text.substr(at, end - at);
  if (text[end] == '\'') {
    if (word.size() == 1) {
      const char letter = lower(word[0]);
      if (letter == 'b' || letter == 'x') return quoted_until(text, end + 1, '\'', false, PieceKind::bits);
      if (letter == 'e' && quoting.dollars) return quoted_until(text, end + 1, '\'', true, PieceKind::string);
      if (letter == 'n' || letter == 'e') return quoted_until(text, end + 1, '\'', quoting.backslashes, PieceKind::string);
    }
    if (word[0] == '_' && quoting.version_comments) return quoted_until(text, end + 1, '\'', true, PieceKind::string);
  }
  if (word.size() == 1 && lower(word[0]) == 'u' && text[end] == '&' && end + 1 < text.size()) {
    if (text[end + 1] == '\'') return quoted_until(text, end + 2, '\'', false, PieceKind::string);
    if (text[end + 1] == '"') return quoted_until(text, end + 2, '"', false, PieceKind::double_quoted);
  }
  return {PieceKind::plain, end, true};
}

Piece dollar_at(std::string_view text, std::size_t at) {
  const std::size_t mark = dollar_mark(text, at);
  if (mark == 0) return {PieceKind::plain, at + 1, true};
  const std::size_t end = text.find(text.substr(at, mark), at + mark);
  if (end == std::string_view::npos) return {PieceKind::string, text.size(), false};
  return {PieceKind::string, end + mark, true};
}

/// `/*!`, `/*!40101`, `/*M!100100`: the length of the mark, or 0.
std::size_t version_mark(std::string_view text, std::size_t at) {
  std::size_t end = at + 2;
  if (end < text.size() && text[end] == 'M') ++end;
  if (end >= text.size() || text[end] != '!') return 0;
  ++end;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

}  // namespace

Quoting quoting_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return {.nested_comments = true, .dollars = true};
    case Dialect::mysql: return {.backslashes = true, .hash_comments = true, .version_comments = true};
    case Dialect::sqlite: return {.brackets = true};
    case Dialect::sqlserver: return {.brackets = true, .nested_comments = true};
  }
  return {};
}

Piece piece_at(std::string_view text, std::size_t at, const Quoting& quoting) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (is_blank(c)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_blank(text[end])) ++end;
    return {PieceKind::blank, end, true};
  }
  switch (c) {
    case '\'': return quoted_until(text, at + 1, '\'', quoting.backslashes, PieceKind::string);
    case '"': return quoted_until(text, at + 1, '"', quoting.backslashes, PieceKind::double_quoted);
    case '`': return quoted_until(text, at + 1, '`', false, PieceKind::quoted);
    case '[':
      if (quoting.brackets) return quoted_until(text, at + 1, ']', false, PieceKind::quoted);
      break;
    case '-':
      if (next == '-') return {PieceKind::comment, line_end(text, at), true};
      break;
    case '#':
      if (quoting.hash_comments) return {PieceKind::comment, line_end(text, at), true};
      break;
    case '/':
      if (next != '*') break;
      if (quoting.version_comments) {
        if (const std::size_t mark = version_mark(text, at); mark > 0) return {PieceKind::blank, at + mark, true};
      }
      return block_comment(text, at, quoting.nested_comments);
    case '*':
      // the end of `/*!40101 …`: nowhere else does the sign of a product stand before that of a quotient
      if (next == '/' && quoting.version_comments) return {PieceKind::blank, at + 2, true};
      break;
    case '$':
      if (quoting.dollars) return dollar_at(text, at);
      break;
    default: break;
  }
  if (is_word_start(c)) return word_at(text, at, quoting);
  return {PieceKind::plain, at + 1, true};
}

}  // namespace sydac::compiler::sql
