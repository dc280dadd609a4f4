#include "source/sdl/align.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/text.hpp"

namespace sydac::compiler::sdl {
namespace {

/// A part wider than this keeps to itself and moves no other line.
constexpr std::size_t kMaxAlignedWidth = 32;

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    width += static_cast<std::size_t>(std::max(0, display_width(character.code)));
    at += character.bytes;
  }
  return width;
}

/// Pads cell `number` of the lines to the widest, where another cell follows.
void pad(std::vector<Line>& lines, const std::vector<std::size_t>& section, std::uint8_t number) {
  std::size_t widest = 0;
  const auto next_is = [&](const Line& line, std::size_t cell) {
    return cell + 1 < line.cells.size() && line.columns[cell + 1] == number + 1;
  };
  const auto each = [&](auto&& action) {
    for (const std::size_t index : section) {
      Line& line = lines[index];
      for (std::size_t cell = 0; cell < line.cells.size(); ++cell) {
        if (line.columns[cell] == number && next_is(line, cell)) action(line.cells[cell]);
      }
    }
  };
  each([&](const std::string& text) {
    if (const std::size_t width = width_of(text); width <= kMaxAlignedWidth) widest = std::max(widest, width);
  });
  each([&](std::string& text) {
    if (const std::size_t width = width_of(text); width < widest) text.append(widest - width, ' ');
  });
}

/// Names align until a blank line; types also only until a member that takes several lines.
void align_blocks(std::vector<Line>& lines) {
  std::map<std::size_t, std::vector<std::size_t>> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].entry) blocks[lines[i].block].push_back(i);
  }
  const auto blank_between = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from + 1; i <= to; ++i) {
      if (lines[i].blank_before && lines[i].block == lines[to].block) return true;
    }
    return false;
  };
  const auto several_lines = [&](std::size_t from, std::size_t to) {
    return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(from) + 1, lines.begin() + static_cast<std::ptrdiff_t>(to),
                       [](const Line& line) { return !line.comment_only(); });
  };
  for (const auto& [block, entries] : blocks) {
    std::vector<std::size_t> names, types;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const bool blank = i > 0 && blank_between(entries[i - 1], entries[i]);
      if (blank) pad(lines, names, 0), names.clear();
      if (blank || (i > 0 && several_lines(entries[i - 1], entries[i]))) pad(lines, types, 1), types.clear();
      names.push_back(entries[i]);
      types.push_back(entries[i]);
    }
    pad(lines, names, 0);
    pad(lines, types, 1);
  }
}

std::string joined(const Line& line) {
  std::string text(line.comment_only() && line.comment.empty() ? 0 : line.indent, ' ');
  for (std::size_t cell = 0; cell < line.cells.size(); ++cell) {
    if (cell > 0) text += ' ';
    text += line.cells[cell];
  }
  return text;
}

}  // namespace

std::string aligned(std::vector<Line> lines) {
  align_blocks(lines);
  std::string out;
  std::vector<std::string> texts;
  for (const Line& line : lines) texts.push_back(joined(line));
  for (std::size_t first = 0; first < lines.size();) {
    // a run of neighbours with comments at their ends
    std::size_t end = first, widest = 0;
    const auto in_run = [&](std::size_t i) { return !lines[i].comment.empty() && !lines[i].comment_only(); };
    while (end < lines.size() && in_run(end) && (end == first || (!lines[end].blank_before && lines[end].block == lines[first].block))) {
      widest = std::max(widest, width_of(texts[end++]));
    }
    if (end == first) ++end;
    for (std::size_t i = first; i < end; ++i) {
      if (lines[i].blank_before) out += '\n';
      if (in_run(i)) texts[i].append(widest - width_of(texts[i]) + 2, ' ');
      out += texts[i] + lines[i].comment + '\n';
    }
    first = end;
  }
  return out;
}

}  // namespace sydac::compiler::sdl
