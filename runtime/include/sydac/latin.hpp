// Latin letters with marks as ASCII, for `ascii` and `slug`.
#pragma once

#include <string_view>

#include <sydac/base.hpp>

namespace sydac::detail {

/// U+00C0 to U+017F, two characters each: the base letter of the canonical decomposition in UnicodeData.txt; ligatures and letters without
/// one as they are commonly written.
inline constexpr std::string_view kLatin =
    "A A A A A A AEC E E E E I I I I D N O O O O O x O U U U U Y THss"   // U+00C0
    "a a a a a a aec e e e e i i i i d n o o o o o ? o u u u u y thy "   // U+00E0
    "A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g "   // U+0100
    "G g G g H h H h I i I i I i I i I i IJijJ j K k k L l L l L l L "   // U+0120
    "l L l N n N n N n n N n O o O o O o OEoeR r R r R r S s S s S s "   // U+0140
    "S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z Z z Z z s ";  // U+0160
static_assert(kLatin.size() == 2 * (0x180 - 0xc0));

/// What stands for one character: never more bytes than it has, at most two.
constexpr std::string_view ascii_of(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(character[i])); };
  if (character.size() == 1 && byte(0) < 0x80) return character;
  if (character.size() == 2) {
    const unsigned code = (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    if (code >= 0xc0 && code < 0x180) {
      const std::string_view letters = kLatin.substr(2 * (code - 0xc0), 2);
      return letters.substr(0, letters[1] == ' ' ? 1 : 2);
    }
    if (code == 0xa0) return " ";
    if (code == 0x218 || code == 0x21a) return code == 0x218 ? "S" : "T";
    if (code == 0x219 || code == 0x21b) return code == 0x219 ? "s" : "t";
  }
  if (character.size() == 3) {
    const unsigned code = (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    if (code >= 0x2010 && code <= 0x2015) return "-";
    if (code == 0x2018 || code == 0x2019) return "'";
    if (code == 0x201c || code == 0x201d) return "\"";
    if (code == 0x1e9e) return "SS";
  }
  return "?";
}

}  // namespace sydac::detail
