#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace sydac::compiler {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kCheckpointBytes = 1 << 16;

struct CodeRange {
  char32_t first, last;
};

template <std::size_t N>
bool contains(const std::array<CodeRange, N>& ranges, char32_t code) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), code, [](char32_t c, CodeRange r) { return c < r.first; });
  return after != ranges.begin() && code <= std::prev(after)->last;
}

// General categories Cc, Cf, Zl, Zp, Co and the blank letters, from the Unicode character database, version 15.
constexpr std::array kInvisible = std::to_array<CodeRange>({
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},   {0xE000, 0xF8FF},
    {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},   {0x110BD, 0x110BD},
    {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
});

// Combining marks (Mn, Me) of the blocks that people are likely to write; a missing one only shifts a caret.
constexpr std::array kCombining = std::to_array<CodeRange>({
    {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},   {0x6D6, 0x6DC},   {0x900, 0x902},
    {0x93C, 0x93C},   {0x941, 0x948},   {0x94D, 0x94D},   {0xE31, 0xE31},   {0xE34, 0xE3A},   {0xE47, 0xE4E},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
});

// East Asian Width W and F, from EastAsianWidth.txt of the same database, neighbouring ranges merged.
constexpr std::array kWide = std::to_array<CodeRange>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},   {0x23F3, 0x23F3},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},
    {0x26F2, 0x26F5},   {0x26FA, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274E},
    {0x2753, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
    {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
    {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1FAFF}, {0x20000, 0x3FFFD},
});

unsigned char byte_at(std::string_view text, std::size_t offset) { return static_cast<unsigned char>(text[offset]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

Character character_at(std::string_view text, std::size_t offset) {
  const unsigned char lead = byte_at(text, offset);
  const Character broken{lead, 1, false};
  if (lead < 0x80) return {lead, 1, true};
  const int more = lead >= 0xC2 && lead <= 0xDF ? 1 : (lead & 0xF0) == 0xE0 ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
  if (more == 0 || text.size() - offset <= static_cast<std::size_t>(more)) return broken;
  char32_t code = lead & (0x3F >> more);
  for (int i = 1; i <= more; ++i) {
    const unsigned char next = byte_at(text, offset + static_cast<std::size_t>(i));
    if (!is_continuation(next)) return broken;
    code = code << 6 | (next & 0x3F);
  }
  const bool overlong = (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return broken;
  return {code, static_cast<std::uint8_t>(more + 1), true};
}

std::size_t character_start(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  for (std::size_t back = 1; back <= 3 && back <= offset && is_continuation(byte_at(text, offset - back + 1)); ++back) {
    if (character_at(text, offset - back).bytes > back) return offset - back;
  }
  return offset;
}

void append_utf8(std::string& out, char32_t code) {
  const auto push = [&](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (code < 0x80) return push(code);
  if (code < 0x800) {
    push(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    push(0xE0 | code >> 12);
    push(0x80 | (code >> 6 & 0x3F));
  } else {
    push(0xF0 | code >> 18);
    push(0x80 | (code >> 12 & 0x3F));
    push(0x80 | (code >> 6 & 0x3F));
  }
  push(0x80 | (code & 0x3F));
}

bool is_invisible(char32_t code) { return contains(kInvisible, code) || (code & 0xFFFE) == 0xFFFE; }

int display_width(char32_t code) {
  if (code < 0x300) return 1;
  if (contains(kCombining, code)) return 0;
  return contains(kWide, code) ? 2 : 1;
}

namespace {

void append_escape(std::string& out, Character c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (c.code == '\n' || c.code == '\r' || c.code == '\t') {
    out += c.code == '\n' ? "\\n" : c.code == '\r' ? "\\r" : "\\t";
  } else if (!c.valid || c.code < 0x80) {
    out += {'\\', 'x', digits[c.code >> 4], digits[c.code & 15]};
  } else {
    out += "\\u{";
    int shift = 20;
    while (shift > 0 && c.code >> shift == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) out += digits[c.code >> shift & 15];
    out += '}';
  }
}

}  // namespace

std::string printable(std::string_view text, std::size_t max_characters) {
  if (text.size() > max_characters) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size() && count <= max_characters; i += character_at(text, i).bytes) ++count;
    if (count > max_characters) {
      // Two thirds of what fits come from the front, the rest from the end.
      const std::size_t tail = (max_characters - 1) / 3;
      const std::size_t head = max_characters - 1 - tail;
      std::size_t front = 0;
      for (std::size_t i = 0; i < head; ++i) front += character_at(text, front).bytes;
      std::size_t back = text.size();
      for (std::size_t i = 0; i < tail; ++i) back = character_start(text, back - 1);
      return printable(text.substr(0, front)) + "…" + printable(text.substr(back));
    }
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (!c.valid || is_invisible(c.code)) {
      append_escape(out, c);
    } else {
      out += text.substr(i, c.bytes);
    }
    i += c.bytes;
  }
  return out;
}

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0} {
  std::size_t characters = 0;
  std::size_t next_checkpoint = 0;
  for (std::size_t i = starts_.front(); i < text.size();) {
    if (i >= next_checkpoint) {
      checkpoints_.push_back({i, characters});
      next_checkpoint = i + kCheckpointBytes;
    }
    if (text[i] == '\n') starts_.push_back(i + 1);
    i += byte_at(text, i) < 0x80 ? 1 : character_at(text, i).bytes;
    ++characters;
  }
}

std::size_t LineIndex::characters_before(std::size_t offset) const {
  const auto after =
      std::upper_bound(checkpoints_.begin(), checkpoints_.end(), offset, [](std::size_t o, const Checkpoint& c) { return o < c.offset; });
  if (after == checkpoints_.begin()) return 0;
  std::size_t characters = std::prev(after)->characters;
  for (std::size_t i = std::prev(after)->offset; i < offset;) {
    i += character_at(text_, i).bytes;
    if (i <= offset) ++characters;
  }
  return characters;
}

Position LineIndex::position(std::size_t offset) const {
  offset = std::clamp(offset, starts_.front(), text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t start = *std::prev(after);
  return {static_cast<std::size_t>(after - starts_.begin()), characters_before(offset) - characters_before(start) + 1};
}

std::string_view LineIndex::line(std::size_t number) const {
  const std::size_t begin = starts_[number - 1];
  const std::size_t end = number < starts_.size() ? starts_[number] - 1 : text_.size();
  std::string_view line = text_.substr(begin, end - begin);
  if (number < starts_.size() && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace sydac::compiler
