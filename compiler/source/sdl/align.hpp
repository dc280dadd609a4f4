// Lines of formatted text whose parts stand under each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sydac::compiler::sdl {

struct Line {
  std::size_t indent = 0;
  std::size_t block = 0;  // lines of one block align with each other
  bool entry = false;     // the first line of a declaration, member or list entry
  bool blank_before = false;
  std::vector<std::string> cells;     // name, type, the rest; shorter where a line has no such part
  std::vector<std::uint8_t> columns;  // of each cell: 0, 1, 2
  std::string comment;                // at its end, or alone

  std::string& text() { return cells.back(); }
  bool comment_only() const { return cells.size() == 1 && cells[0].empty(); }
};

/// One line break after each line, none for an empty list.
std::string aligned(std::vector<Line> lines);

}  // namespace sydac::compiler::sdl
