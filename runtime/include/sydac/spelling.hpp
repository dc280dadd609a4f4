// Texts with spots, `[A-Z]{3}-[0-9]{4}`: what an edge of a pattern writes. The compiler writes the spellings, so what would be a mistake in
// one stops the build.
#pragma once

#include <sydac/text.hpp>

namespace sydac {
namespace detail {

/// Code points from `low` on; `before` of the class come first.
struct CodeRange {
  char32_t low = 0;
  std::uint32_t before = 0;
};

/// A character of an edge that is one of several. Its letters are a part of the spelling's, or, when they are not all ASCII, its ranges.
struct PatternSpot {
  std::uint64_t inverse = 0;      // 2^64 / size, rounded up
  std::uint32_t size = 0;         // how many characters
  std::uint32_t letters = 0;      // the first one
  std::uint16_t ranges = 0;       // the first one
  std::uint16_t range_count = 0;  // 0: letters
  std::uint8_t position = 0;      // in the spelling's text, where one byte keeps the place
};

constexpr std::size_t utf8_size(char32_t code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; }

constexpr char* write_utf8(char* out, char32_t code) {
  const std::size_t size = utf8_size(code);
  if (size == 1) {
    *out = static_cast<char>(code);
    return out + 1;
  }
  for (std::size_t i = size; i-- > 1; code >>= 6) out[i] = static_cast<char>(0x80 | (code & 0x3f));
  constexpr unsigned kLead[] = {0xc0, 0xe0, 0xf0};
  out[0] = static_cast<char>(kLead[size - 2] | code);
  return out + size;
}

/// The code point at the start of well-formed UTF-8; of other bytes, something.
constexpr char32_t read_utf8(std::string_view text, std::size_t& size) {
  const auto lead = static_cast<unsigned char>(text[0]);
  size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (size > text.size()) size = text.size();
  char32_t code = size == 1 ? lead : lead & (0x3fu >> (size - 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
  return code;
}

}  // namespace detail

/// What an edge writes: a text with spots.
struct Spelling {
  static constexpr std::size_t kMaxBytes = 32;  // of the text, which is copied whole
  const char* text = nullptr;
  const detail::PatternSpot* spots = nullptr;
  const char* letters = nullptr;
  const detail::CodeRange* ranges = nullptr;
  std::uint8_t bytes = 0;
  std::uint8_t spot_count = 0;
  bool ascii = true;  // a spot is one byte
};

namespace detail {

/// Reads `[A-Z]{3}-[0-9]{4}`: characters, classes of characters and ranges, and how often a class stands; a backslash before a character
/// that would mean something else.
template <FixedString String>
class SpellingTable {
 public:
  constexpr SpellingTable() {
    for (std::size_t at = 0; at < String.size;) {
      if (String.text[at] == '[')
        add_class(at);
      else
        add_byte(String.text[at] == '\\' ? String.text[++at] : String.text[at]), ++at;
    }
    std::uint64_t most = 1, strings = 1;
    for (std::size_t i = 0; i < spot_count_; ++i) {
      const std::uint64_t size = spots_[i].size;
      if (size > most) most = size;
      if (strings > (~std::uint64_t{0} / most) / size) throw "more strings than a spelling can number exactly";
      strings *= size;
    }
  }
  constexpr Spelling view() const {
    return {text_, spots_, letters_, ranges_, static_cast<std::uint8_t>(bytes_), static_cast<std::uint8_t>(spot_count_), ascii_};
  }

 private:
  constexpr void add_byte(char byte) {
    if (bytes_ == Spelling::kMaxBytes) throw "more than 32 bytes in one spelling";
    text_[bytes_++] = byte;
  }

  constexpr void add_class(std::size_t& at) {
    PatternSpot spot;
    spot.letters = letter_count_;
    spot.ranges = static_cast<std::uint16_t>(range_count_);
    const bool is_ascii = add_ranges(++at, spot);
    if (is_ascii) {
      for (std::size_t i = spot.ranges; i < range_count_; ++i) {
        const std::uint32_t end = i + 1 < range_count_ ? ranges_[i + 1].before : spot.size;
        for (std::uint32_t k = 0; k < end - ranges_[i].before; ++k) letters_[letter_count_++] = static_cast<char>(ranges_[i].low + k);
      }
    } else {
      ascii_ = false;
      spot.range_count = static_cast<std::uint16_t>(range_count_ - spot.ranges);
    }
    spot.inverse = ~std::uint64_t{0} / spot.size + 1;
    for (std::size_t times = read_times(at); times > 0; --times) {
      spot.position = static_cast<std::uint8_t>(bytes_);
      add_byte('?');
      spots_[spot_count_++] = spot;
    }
  }

  /// Up to behind the `]`.
  constexpr bool add_ranges(std::size_t& at, PatternSpot& spot) {
    bool is_ascii = true;
    while (String.text[at] != ']') {
      const char32_t low = read_character(at);
      char32_t high = low;
      if (String.text[at] == '-') high = read_character(++at);
      if (high < low) throw "a range ends below its start";
      is_ascii = is_ascii && high < 0x80;
      ranges_[range_count_++] = {low, spot.size};
      spot.size += static_cast<std::uint32_t>(high - low) + 1;
    }
    ++at;
    return is_ascii;
  }
  constexpr char32_t read_character(std::size_t& at) {
    if (String.text[at] == '\\') ++at;
    std::size_t size = 0;
    const char32_t code = read_utf8(String.view().substr(at), size);
    at += size;
    return code;
  }
  constexpr std::size_t read_times(std::size_t& at) {
    if (String.text[at] != '{') return 1;
    std::size_t times = 0;
    for (++at; String.text[at] != '}'; ++at) times = times * 10 + static_cast<std::size_t>(String.text[at] - '0');
    ++at;
    return times;
  }

  static constexpr std::size_t kClasses = [] {
    std::size_t count = 0;
    for (const char c : String.text) count += c == '[';
    return count;
  }();
  std::size_t bytes_ = 0, spot_count_ = 0, range_count_ = 0;
  std::uint32_t letter_count_ = 0;
  bool ascii_ = true;
  char text_[Spelling::kMaxBytes] = {};
  PatternSpot spots_[Spelling::kMaxBytes] = {};
  char letters_[kClasses * 128 + 1] = {};
  CodeRange ranges_[String.size + 1] = {};
};
template <FixedString String>
inline constexpr SpellingTable<String> kSpellingTable{};

}  // namespace detail

/// `spelling<"[A-Z]{3}-[0-9]{4}">`
template <FixedString String>
inline constexpr Spelling spelling = detail::kSpellingTable<String>.view();

}  // namespace sydac
