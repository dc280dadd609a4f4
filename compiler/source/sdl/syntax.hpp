// A file and its syntax tree, with all that the tree refers to. For the SDL's own sources only.
#pragma once

#include <SdlParser.h>

#include <memory>

#include "base/diagnostics.hpp"
#include "source/sdl/recovery.hpp"
#include "source/sdl/token_stream.hpp"
#include "source/sdl/tokens.hpp"

namespace sydac::compiler::sdl {

class Syntax {
 public:
  /// Reads, repairs and parses; syntax errors are reported.
  Syntax(const Sources& sources, FileId file, Diagnostics& diagnostics);

  const TokenList& tokens() const { return tokens_; }
  const TokenStream& stream() const { return stream_; }
  SdlParser& parser() { return parser_; }
  SdlParser::FileContext* tree() { return tree_; }

 private:
  TokenList tokens_;
  TokenStream stream_;
  SdlParser parser_;
  SdlParser::FileContext* tree_ = nullptr;
};

/// What the parser reads of a file.
TokenList tokens_for_parser(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace sydac::compiler::sdl
