// The parser's view of a token list: what is not hidden. For the SDL's own sources only.
#pragma once

#include "source/antlr/token_view.hpp"
#include "source/sdl/tokens.hpp"

namespace sydac::compiler::sdl {

using ParserToken = ParserTokenOf<sdl::Token>;

class TokenStream final : public TokenStreamOf<sdl::Token> {
 public:
  /// The list must outlive the stream, and end in an end-of-file token.
  explicit TokenStream(const TokenList& list) {
    for (const sdl::Token& token : list.all) {
      if (!token.hidden) add(token);
    }
  }
};

}  // namespace sydac::compiler::sdl
