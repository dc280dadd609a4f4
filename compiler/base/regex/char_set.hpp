// Sets of code points as sorted ranges, and the named ones of the syntax.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace sydac::compiler {

struct CharRange {
  char32_t low = 0, high = 0;
  auto operator<=>(const CharRange&) const = default;
};

/// Sorted, disjoint, not adjacent; without surrogates.
using CharSet = std::vector<CharRange>;

inline constexpr char32_t kMaxCodePoint = 0x10FFFF;
inline constexpr char32_t kFirstSurrogate = 0xD800, kLastSurrogate = 0xDFFF;

/// The ranges in any order, overlapping or not, as a set.
CharSet char_set(std::vector<CharRange> ranges);
CharSet union_of(const CharSet& a, const CharSet& b);
/// What `.` and a negated class have to choose from: U+0020 to U+007E.
CharSet printable_ascii();
/// Printable ASCII without the set.
CharSet negated(const CharSet& set);
/// Every code point that a text can have without the set: what a negated class finds in texts that are there.
CharSet complement(const CharSet& set);
/// With the other case of each ASCII letter.
CharSet any_case(const CharSet& set);
bool contains(const CharSet& set, char32_t code);

/// `\d`, `\w`, `\s`, `\h` and the negated `\D`, `\W`, `\S`.
std::optional<CharSet> set_of_letter(char letter);
/// `alpha` of `[[:alpha:]]`.
std::optional<CharSet> posix_set(std::string_view name);
/// `Lu` or `Greek` of `\p{…}`: the sets that docs/patterns.md states.
std::optional<CharSet> unicode_set(std::string_view name);

}  // namespace sydac::compiler
