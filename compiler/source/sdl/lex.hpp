// From bytes to tokens, and from tokens to what the parser reads.
#pragma once

#include "base/diagnostics.hpp"
#include "source/sdl/tokens.hpp"

namespace sydac::compiler::sdl {

constexpr std::size_t kMaxNesting = 256;
constexpr std::size_t kMaxNameBytes = 128;

/// All tokens of a file, comments and line breaks included, an end-of-file token last. Slips of writing are reported and repaired, so that
/// what follows reads as was meant: `'x'` becomes a text, `&&` becomes `and`, a text that is not closed ends with its line.
TokenList lex(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// Inserts the brackets that are missing and hides those that close nothing, with a report for each. Which bracket of a file that does not
/// balance is at fault is judged by the indentation.
void balance_brackets(TokenList& tokens, Diagnostics& diagnostics);

/// Turns the line breaks that end something into NEWLINE tokens, and words that mean something only elsewhere into names. Brackets must
/// balance.
void find_line_ends(TokenList& tokens);

}  // namespace sydac::compiler::sdl
