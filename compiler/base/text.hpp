// Characters of source text: decoding UTF-8 that may be broken, what is safe to show on a terminal, lines and columns of a byte offset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sydac::compiler {

/// One character of a text. A byte that starts no well-formed sequence is a character of its own, with `valid` false and `code` the byte.
struct Character {
  char32_t code = 0;
  std::uint8_t bytes = 1;
  bool valid = true;
};

/// The character at `offset` (< text.size()), after RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
Character character_at(std::string_view text, std::size_t offset);

/// The offset of the character that the byte at `offset` belongs to.
std::size_t character_start(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code);

/// True of characters that would hide, reorder or break what is shown: controls, bidi controls, zero-width and other format characters,
/// line and paragraph separators, private use and noncharacters.
bool is_invisible(char32_t code);

/// Terminal cells that a character takes: 0 (combining), 1, or 2 (East Asian wide, emoji).
int display_width(char32_t code);

/// The text with invisible characters and broken bytes written as `\n`, `\x1B`, `\u{202E}`; longer than `max_characters`, its middle
/// becomes `…`.
std::string printable(std::string_view text, std::size_t max_characters = SIZE_MAX);

/// Line and column, both from 1; the column counts characters. A byte order mark takes no column.
struct Position {
  std::size_t line = 1, column = 1;
};

/// Where lines begin in one text, which must outlive it. Lines end at `\n`; building costs one pass over the text.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  /// An offset beyond the end counts as the end.
  Position position(std::size_t offset) const;
  /// The bytes of a line (from 1) without `\n` or `\r\n`, and without a byte order mark.
  std::string_view line(std::size_t number) const;
  std::size_t lines() const { return starts_.size(); }

 private:
  struct Checkpoint {
    std::size_t offset, characters;  // characters before the offset
  };
  std::size_t characters_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<Checkpoint> checkpoints_;
};

}  // namespace sydac::compiler
