// One source line made ready for a terminal: tabs expanded, control bytes escaped, a long line cut around the place of interest.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sydac::compiler {

class Excerpt {
 public:
  /// Cells of a terminal line that an excerpt takes at most.
  static constexpr std::size_t kWidth = 120;

  /// `focus` is the byte of the line that must be seen.
  Excerpt(std::string_view line, std::size_t focus);

  const std::string& text() const { return text_; }
  /// The cell, from 0, where the character at a byte offset of the line begins; one that is cut off gives the nearest end of what is shown.
  std::size_t cell_of(std::size_t offset) const;
  /// True when the byte offset is in what is shown, its end included.
  bool shows(std::size_t offset) const { return offset >= first_ && offset <= last_; }

 private:
  struct Glyph {
    std::size_t offset, cell, width;
    std::string text;
  };
  static std::vector<Glyph> glyphs_of(std::string_view line, std::size_t from, std::size_t to);

  std::string text_;
  std::vector<Glyph> shown_;
  std::size_t first_ = 0, last_ = 0;  // bytes of the line that are shown
  std::size_t end_cell_ = 0;
};

}  // namespace sydac::compiler
