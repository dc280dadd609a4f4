// What the syntax tree says about the layout of each token. For the SDL's own sources only.
#pragma once

#include <SdlParser.h>

#include <cstdint>
#include <vector>

#include "source/sdl/token_stream.hpp"

namespace sydac::compiler::sdl {

struct Mark {
  enum class Brace : std::uint8_t { none, members, list } brace = Brace::none;  // of an opening brace
  bool broken = false;        // of an opening brace: its entries stand on lines of their own
  bool tight_before = false;  // no space on this side
  bool tight_after = false;
  bool separator = false;  // between entries of a list, or between members
  std::uint8_t cell = 0;   // begins this column of its line: 1 after the name, 2 after the type
};

/// One mark for each token of the stream.
std::vector<Mark> layout_marks(SdlParser::FileContext* file, const TokenList& tokens, const TokenStream& stream);

}  // namespace sydac::compiler::sdl
