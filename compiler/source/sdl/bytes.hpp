// The first look at a file: is it text, and what is each byte to the lexer?
#pragma once

#include <string>

#include "base/diagnostics.hpp"
#include "base/span.hpp"

namespace sydac::compiler::sdl {

/// Bytes that stand for whole classes in the lexer's input.
constexpr char kLetterByte = '\x01';   // a byte of a letter or combining mark beyond ASCII
constexpr char kForeignByte = '\x02';  // a byte of any other character beyond ASCII

/// A file larger than this is not read.
constexpr std::size_t kMaxSchemaBytes = std::size_t{16} << 20;
/// A file of more tokens than this is not read to its end.
constexpr std::size_t kMaxTokens = 1'000'000;

struct CheckedBytes {
  std::string classes;    // one byte for each byte of the file
  bool readable = false;  // false: too large, or too little of it is text to go on
};

/// Reports bytes that are not UTF-8, control bytes, line breaks of CR alone, and characters that reorder the text on a screen. A byte order
/// mark at the start, and whatever was reported, reaches the lexer as a space.
CheckedBytes check_bytes(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// True of letters, digits and marks beyond ASCII, in whatever script: what names may hold.
bool is_name_character(char32_t code);

}  // namespace sydac::compiler::sdl
