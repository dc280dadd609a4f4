#include "base/excerpt.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kTab = 4;
constexpr std::size_t kBefore = 40;      // cells kept in front of the focus when a line is cut
constexpr std::size_t kReach = 1 << 12;  // bytes looked at on either side of the focus

}  // namespace

std::vector<Excerpt::Glyph> Excerpt::glyphs_of(std::string_view line, std::size_t from, std::size_t to) {
  std::vector<Glyph> glyphs;
  std::size_t cell = 0;
  for (std::size_t i = from; i < to;) {
    const Character c = character_at(line, i);
    Glyph glyph{i, cell, 1, {}};
    if (c.valid && c.code == '\t') {
      glyph.width = kTab - cell % kTab;
      glyph.text.assign(glyph.width, ' ');
    } else if (!c.valid || is_invisible(c.code)) {
      glyph.text = printable(line.substr(i, c.bytes));
      glyph.width = glyph.text.size();
    } else {
      glyph.text = line.substr(i, c.bytes);
      glyph.width = static_cast<std::size_t>(display_width(c.code));
    }
    cell += glyph.width;
    i += c.bytes;
    glyphs.push_back(std::move(glyph));
  }
  return glyphs;
}

Excerpt::Excerpt(std::string_view line, std::size_t focus) {
  focus = std::min(focus, line.size());
  const std::size_t from = character_start(line, focus > kReach ? focus - kReach : 0);
  const std::size_t to = character_start(line, line.size() - focus > kReach ? focus + kReach : line.size());
  shown_ = glyphs_of(line, from, to);

  const auto width = [&] { return shown_.empty() ? 0 : shown_.back().cell + shown_.back().width - shown_.front().cell; };
  bool cut_before = from > 0;
  bool cut_after = to < line.size();
  if (cut_before || cut_after || width() > kWidth) {
    const auto at_focus = std::ranges::find_if(shown_, [&](const Glyph& g) { return g.offset >= focus; });
    const std::size_t focus_cell = at_focus != shown_.end() ? at_focus->cell
                                   : shown_.empty()         ? 0
                                                            : shown_.back().cell + shown_.back().width;
    if (cut_before || focus_cell + kBefore > kWidth) {
      const auto kept = std::ranges::find_if(shown_, [&](const Glyph& g) { return g.cell + kBefore >= focus_cell; });
      cut_before = cut_before || kept != shown_.begin();
      shown_.erase(shown_.begin(), kept);
    }
    while (width() > kWidth - 2) {
      shown_.pop_back();
      cut_after = true;
    }
  }

  first_ = shown_.empty() ? from : shown_.front().offset;
  last_ = shown_.empty() ? from : shown_.back().offset + character_at(line, shown_.back().offset).bytes;
  const std::size_t base = shown_.empty() ? 0 : shown_.front().cell;
  if (cut_before) text_ += "…";
  for (Glyph& glyph : shown_) {
    glyph.cell = glyph.cell - base + (cut_before ? 1 : 0);
    text_ += glyph.text;
    end_cell_ = glyph.cell + glyph.width;
  }
  if (cut_after) text_ += "…";
}

std::size_t Excerpt::cell_of(std::size_t offset) const {
  if (offset >= last_) return end_cell_;
  const auto after = std::ranges::upper_bound(shown_, offset, {}, &Glyph::offset);
  return after == shown_.begin() ? (shown_.empty() ? 0 : shown_.front().cell) : std::prev(after)->cell;
}

}  // namespace sydac::compiler
