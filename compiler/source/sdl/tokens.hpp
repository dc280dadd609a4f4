// Tokens of the schema language as the lexer leaves them, all of them: comments and line breaks too. Types are ANTLR's (SdlLexer::…).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace sydac::compiler::sdl {

struct Token {
  std::size_t type = 0;
  std::uint32_t begin = 0, end = 0;  // bytes
  bool hidden = false;               // the parser does not see it
  bool inserted = false;             // not in the file: a bracket or quote that was missing

  std::uint32_t size() const { return end - begin; }
};

/// Everything that later steps need of one file.
struct TokenList {
  FileId file;
  std::string_view text;  // owned by Sources
  std::vector<Token> all;
  /// Byte offsets where something was reported, by the parser too once it is done, ascending: what surrounds them is not understood.
  std::vector<std::uint32_t> slips;
  std::vector<std::uint32_t> swallowed;  // the slips that took the rest of their line with them, brackets and all
  bool cut_short = false;                // reading stopped before the end, which was reported

  std::string_view text_of(const Token& token) const { return text.substr(token.begin, token.size()); }
  Span span_of(const Token& token) const { return {file, token.begin, token.end}; }
};

/// True of a token after which a value, a member or a list entry may be complete, so that a line break can end it.
bool ends_value(std::size_t type);
/// True of a token that cannot begin a line of its own: the line above goes on.
bool continues_line(std::size_t type);
/// True of keywords and identifiers.
bool is_word(std::size_t type);
bool is_opening(std::size_t type);
bool is_closing(std::size_t type);
/// The bracket that closes an opening one, and back.
std::size_t partner_of(std::size_t bracket);
/// `(`, `->`: the sign or word of a type that has one spelling, else "".
std::string_view spelling_of(std::size_t type);

/// What was seen, for a message: "`per`", "the end of the line", "the text `\"abc\"`". Long ones are abbreviated.
std::string spoken(const TokenList& tokens, const Token& token);

}  // namespace sydac::compiler::sdl
