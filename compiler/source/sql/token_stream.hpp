// ANTLR's view of some tokens of a statement. For the SQL front end's own sources only.
#pragma once

#include <span>

#include "source/antlr/token_view.hpp"
#include "source/sql/lex.hpp"

namespace sydac::compiler::sql {

using ParserToken = ParserTokenOf<sql::Token>;

class TokenStream final : public TokenStreamOf<sql::Token> {
 public:
  /// The tokens, and the end of the file behind them.
  explicit TokenStream(std::span<const sql::Token> tokens) {
    list_.assign(tokens.begin(), tokens.end());
    const std::uint32_t end = tokens.empty() ? 0 : tokens.back().end;
    list_.push_back({antlr4::Token::EOF, end, end});
    for (const sql::Token& token : list_) add(token);
  }

 private:
  std::vector<sql::Token> list_;
};

}  // namespace sydac::compiler::sql
