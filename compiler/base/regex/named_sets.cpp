// The named sets. What a person writes as `\p{L}` is meant for data that people can read, so these are the letters of alphabets in use in
// Europe, not all of Unicode: an edition keeps them as they are, whatever later versions of Unicode add.
// Code points and categories from the Unicode character database, version 15.
#include <algorithm>

#include "base/regex/char_set.hpp"

namespace sydac::compiler {
namespace {

enum class Case { both, upper, lower };

/// Latin-1 and Latin Extended-A, where in runs of neighbours one of two is a capital.
void add_latin(std::vector<CharRange>& ranges, Case wanted) {
  const bool upper = wanted != Case::lower, lower = wanted != Case::upper;
  if (upper) ranges.insert(ranges.end(), {{U'A', U'Z'}, {0xC0, 0xD6}, {0xD8, 0xDE}, {0x178, 0x178}});
  if (lower) ranges.insert(ranges.end(), {{U'a', U'z'}, {0xDF, 0xF6}, {0xF8, 0xFF}, {0x138, 0x138}, {0x149, 0x149}, {0x17F, 0x17F}});
  constexpr CharRange kPairs[] = {{0x100, 0x137}, {0x139, 0x148}, {0x14A, 0x177}, {0x179, 0x17E}};
  for (const CharRange pairs : kPairs) {
    for (char32_t code = pairs.low; code < pairs.high; code += 2) {
      if (upper) ranges.push_back({code, code});
      if (lower) ranges.push_back({code + 1, code + 1});
    }
  }
}

void add_greek(std::vector<CharRange>& ranges, Case wanted) {
  if (wanted != Case::lower)
    ranges.insert(ranges.end(), {{0x386, 0x386}, {0x388, 0x38A}, {0x38C, 0x38C}, {0x38E, 0x38F}, {0x391, 0x3A1}, {0x3A3, 0x3AB}});
  if (wanted != Case::upper) ranges.insert(ranges.end(), {{0x390, 0x390}, {0x3AC, 0x3CE}});
}

void add_cyrillic(std::vector<CharRange>& ranges, Case wanted) {
  if (wanted != Case::lower) ranges.push_back({0x400, 0x42F});
  if (wanted != Case::upper) ranges.push_back({0x430, 0x45F});
}

CharSet letters(Case wanted) {
  std::vector<CharRange> ranges;
  add_latin(ranges, wanted);
  add_greek(ranges, wanted);
  add_cyrillic(ranges, wanted);
  return char_set(std::move(ranges));
}

CharSet script(void (*add)(std::vector<CharRange>&, Case)) {
  std::vector<CharRange> ranges;
  add(ranges, Case::both);
  return char_set(std::move(ranges));
}

struct NamedSet {
  std::string_view name;
  CharSet set;
};

const CharSet* find(const std::vector<NamedSet>& sets, std::string_view name) {
  const auto found = std::find_if(sets.begin(), sets.end(), [name](const NamedSet& one) { return one.name == name; });
  return found == sets.end() ? nullptr : &found->set;
}

CharSet digits() { return {{U'0', U'9'}}; }
CharSet blanks() { return {{U'\t', U'\t'}, {U' ', U' '}}; }
CharSet word_characters() { return {{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}}; }

}  // namespace

std::optional<CharSet> set_of_letter(char letter) {
  switch (letter) {
    case 'd': return digits();
    case 'D': return negated(digits());
    case 'w': return word_characters();
    case 'W': return negated(word_characters());
    case 's':
    case 'h': return blanks();
    case 'S': return negated(blanks());
    default: return std::nullopt;
  }
}

std::optional<CharSet> posix_set(std::string_view name) {
  static const std::vector<NamedSet> kSets = {
      {"alnum", {{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}}},
      {"alpha", {{U'A', U'Z'}, {U'a', U'z'}}},
      {"ascii", {{1, 0x7F}}},
      {"blank", blanks()},
      {"cntrl", {{1, 0x1F}, {0x7F, 0x7F}}},
      {"digit", digits()},
      {"graph", {{0x21, 0x7E}}},
      {"lower", {{U'a', U'z'}}},
      {"print", {{0x20, 0x7E}}},
      {"punct", {{0x21, 0x2F}, {0x3A, 0x40}, {0x5B, 0x60}, {0x7B, 0x7E}}},
      {"space", blanks()},
      {"upper", {{U'A', U'Z'}}},
      {"word", word_characters()},
      {"xdigit", {{U'0', U'9'}, {U'A', U'F'}, {U'a', U'f'}}},
  };
  const CharSet* found = find(kSets, name);
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<CharSet> unicode_set(std::string_view name) {
  static const std::vector<NamedSet> kSets = {
      {"L", letters(Case::both)},
      {"Lu", letters(Case::upper)},
      {"Ll", letters(Case::lower)},
      {"N", digits()},
      {"Nd", digits()},
      // The general categories P and S within ASCII.
      {"P", {{0x21, 0x23}, {0x25, 0x2A}, {0x2C, 0x2F}, {0x3A, 0x3B}, {0x3F, 0x40}, {0x5B, 0x5D}, {0x5F, 0x5F}, {0x7B, 0x7B}, {0x7D, 0x7D}}},
      {"S", {{0x24, 0x24}, {0x2B, 0x2B}, {0x3C, 0x3E}, {0x5E, 0x5E}, {0x60, 0x60}, {0x7C, 0x7C}, {0x7E, 0x7E}}},
      {"Zs", {{U' ', U' '}}},
      {"Latin", script(add_latin)},
      {"Greek", script(add_greek)},
      {"Cyrillic", script(add_cyrillic)},
      {"Hebrew", {{0x5D0, 0x5EA}}},
      {"Arabic", {{0x621, 0x63A}, {0x641, 0x64A}}},
      {"Thai", {{0xE01, 0xE2E}}},
      {"Hiragana", {{0x3041, 0x3096}}},
      {"Katakana", {{0x30A1, 0x30FA}}},
      {"Han", {{0x4E00, 0x9FFF}}},
      {"Hangul", {{0xAC00, 0xD7A3}}},
  };
  const CharSet* found = find(kSets, name);
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace sydac::compiler
