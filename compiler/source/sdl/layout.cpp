#include <SdlLexer.h>

#include <array>

#include "source/sdl/lex.hpp"

namespace sydac::compiler::sdl {

using L = SdlLexer;

// `not` and `if` at the end of a line go on, unless they are a whole list entry: `enum answer {⏎ if⏎ not⏎ }`.
static bool is_entry(std::size_t type, std::size_t before, bool first_on_line) {
  return (type == L::NOT || type == L::IF) && (first_on_line || before == L::OPEN_BRACE || before == L::COMMA);
}

/// `one` and `each` mean something only at the start of a table's header; elsewhere they are names.
static void find_header_words(TokenList& tokens) {
  std::array<std::size_t, 3> before{};  // the types of the last three tokens, the last first
  for (Token& token : tokens.all) {
    if (token.hidden) continue;
    const bool header = before[0] == L::OPEN_BRACKET && is_word(before[1]) && before[2] == L::TABLE;
    if ((token.type == L::ONE || token.type == L::EACH) && !header) token.type = L::ID;
    before = {token.type, before[0], before[1]};
  }
}

void find_line_ends(TokenList& tokens) {
  find_header_words(tokens);
  std::vector<std::size_t> brackets;
  Token* line_break = nullptr;  // the first since the token before
  std::size_t previous = 0, before = 0;
  bool first_on_line = true;  // of `previous`
  for (Token& token : tokens.all) {
    if (token.hidden) {
      if (token.type == L::LINE_BREAK && !line_break) line_break = &token;
      // what was reported and taken away stood for something
      if (is_closing(token.type) || token.type == L::BAD || token.type == L::FOREIGN) previous = L::CLOSE_PAREN;
      continue;
    }
    const bool in_list = brackets.empty() || brackets.back() == L::OPEN_BRACE;
    const bool complete = ends_value(previous) || is_entry(previous, before, first_on_line);
    const bool goes_on = continues_line(token.type) || (token.type == L::FALLBACK && brackets.empty());
    if (line_break && in_list && complete && !goes_on && token.type != antlr4::Token::EOF) {
      line_break->type = L::NEWLINE;
      line_break->hidden = false;
    }
    if (is_opening(token.type)) brackets.push_back(token.type);
    if (is_closing(token.type) && !brackets.empty()) brackets.pop_back();
    before = previous;
    previous = token.type;
    first_on_line = line_break != nullptr || before == 0;
    line_break = nullptr;
  }
}

}  // namespace sydac::compiler::sdl
