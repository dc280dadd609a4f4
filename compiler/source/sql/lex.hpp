// The tokens of one statement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "source/sql/quoting.hpp"

namespace sydac::compiler::sql {

/// Brackets, and CASE with its END, inside each other; later stages recurse over them.
constexpr std::size_t kMaxNesting = 256;

struct Token {
  std::size_t type = 0;  // ANTLR's: SqlDdlParser::…
  std::uint32_t begin = 0, end = 0;
};

struct Comment {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t token = 0;  // the first token behind it
};

struct TokenList {
  FileId file;
  std::string_view text;  // of the whole file, owned by Sources
  Dialect dialect = Dialect::postgresql;
  std::vector<Token> all;  // without an end-of-file token
  std::vector<Comment> comments;
  std::optional<std::uint32_t> too_deep;  // the bracket that is one too many; no tokens follow

  std::string_view text_of(const Token& token) const { return text.substr(token.begin, token.end - token.begin); }
  Span span_of(const Token& token) const { return {file, token.begin, token.end}; }
  /// The index behind the bracket that closes the one at `open`; the end of the list when nothing does.
  std::size_t behind_bracket(std::size_t open) const;
};

/// The tokens of text[begin, end). `comments_from`: where comments in front of the first token begin.
TokenList lex(std::string_view text, FileId file, std::size_t comments_from, std::size_t begin, std::size_t end, Dialect dialect,
              const Quoting& quoting);

/// What a STRING token says: without prefix, quotes and escapes. `charset` prefixes and U& are understood.
std::string string_text(std::string_view written, const Quoting& quoting);
/// What a QUOTED or DOUBLE_QUOTED token says.
std::string quoted_text(std::string_view written, const Quoting& quoting);

}  // namespace sydac::compiler::sql
