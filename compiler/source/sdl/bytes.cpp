#include "source/sdl/bytes.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace sydac::compiler::sdl {
namespace {

std::string hex(unsigned value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {kDigits[(value >> 4) & 15], kDigits[value & 15]};
}

/// One report for all places of a kind, at the first of them.
struct Finding {
  Code code;
  std::optional<Span> first = {};
  std::string argument = {};
  std::size_t places = 0;
  std::uint32_t last_end = 0;

  void add(Span span, const std::string& what) {
    if (!first) {
      first = span;
      argument = what;
    }
    if (places == 0 || span.begin != last_end) ++places;  // neighbours are one place
    last_end = span.end;
  }
  Diagnostic* report(Diagnostics& diagnostics) const {
    if (!first) return nullptr;
    Diagnostic& made = diagnostics.report(code, *first, {argument});
    if (places > 1) made.note("and in " + std::to_string(places - 1) + " more " + (places == 2 ? "place" : "places") + " of this file");
    return &made;
  }
};

bool is_bidi_control(char32_t code) { return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069); }

/// Every other byte zero is what UTF-16 looks like.
bool looks_like_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  const std::string_view head = text.substr(0, 64);
  return static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0')) * 3 > head.size();
}

struct Range {
  char32_t first, last;
};

// Blocks of signs, spaces, symbols, private use and emoji; everything else beyond U+00A9 counts as letters of some script.
constexpr Range kNoName[] = {{0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},       {0xD7, 0xD7},
                             {0xF7, 0xF7},     {0x2000, 0x2070}, {0x2072, 0x207E}, {0x2080, 0x208F},   {0x20A0, 0x2BFF},
                             {0x2E00, 0x2E7F}, {0x2FF0, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030},   {0xD800, 0xF8FF},
                             {0xFD3E, 0xFD3F}, {0xFE00, 0xFE1F}, {0xFE30, 0xFE6F}, {0xFEFF, 0xFEFF},   {0xFF00, 0xFF20},
                             {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};

}  // namespace

bool is_name_character(char32_t code) {
  return std::none_of(std::begin(kNoName), std::end(kNoName), [&](Range range) { return code >= range.first && code <= range.last; });
}

CheckedBytes check_bytes(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const std::string& text = sources.at(file).text;
  if (text.size() > kMaxSchemaBytes) {
    diagnostics.report(Code::file_too_large, {file, 0, 0}, {"more than " + std::to_string(kMaxSchemaBytes >> 20) + " MiB"});
    return {};
  }
  Finding broken{.code = Code::not_utf8}, control{.code = Code::control_byte}, carriage{.code = Code::lone_carriage_return},
      bidi{.code = Code::bidi_control};
  std::size_t bad_bytes = 0;
  CheckedBytes checked{text, true};
  const auto blank = [&](std::size_t at, std::size_t bytes) {
    std::fill_n(checked.classes.begin() + static_cast<std::ptrdiff_t>(at), bytes, ' ');
  };

  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? (blank(0, 3), 3) : 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto span = [&](std::size_t bytes) { return Span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + bytes)}; };
    if (byte < 0x80) {
      if (byte == '\r' && text.compare(at, 2, "\r\n") != 0) carriage.add(span(1), {});
      if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
        control.add(span(1), hex(byte));
        blank(at, 1);
        ++bad_bytes;
      }
      ++at;
      continue;
    }
    const Character character = character_at(text, at);
    if (!character.valid) {
      broken.add(span(1), hex(byte));
      ++bad_bytes;
      blank(at, 1);
    } else if (is_bidi_control(character.code)) {
      bidi.add(span(character.bytes), printable(text.substr(at, character.bytes)));
      blank(at, character.bytes);
    } else {
      std::fill_n(checked.classes.begin() + static_cast<std::ptrdiff_t>(at), character.bytes,
                  is_name_character(character.code) ? kLetterByte : kForeignByte);
    }
    at += character.bytes;
  }

  const bool utf16 = bad_bytes > 0 && looks_like_utf16(text);
  for (const Finding& finding : {broken, control}) {
    Diagnostic* made = finding.report(diagnostics);
    if (made && utf16) made->suggest("the file looks like UTF-16, save it as UTF-8");
  }
  carriage.report(diagnostics);
  bidi.report(diagnostics);
  checked.readable = !utf16 && (bad_bytes * 20 <= text.size() || bad_bytes <= 8);
  return checked;
}

}  // namespace sydac::compiler::sdl
