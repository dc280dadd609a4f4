#include "base/regex/char_set.hpp"

#include <algorithm>

namespace sydac::compiler {
namespace {

/// What is in `set` and not in `removed`, both sorted.
CharSet difference(const CharSet& set, const CharSet& removed) {
  CharSet left;
  auto cut = removed.begin();
  for (CharRange range : set) {
    while (cut != removed.end() && cut->high < range.low) ++cut;
    auto at = cut;
    for (; at != removed.end() && at->low <= range.high && range.low <= range.high; ++at) {
      if (at->low > range.low) left.push_back({range.low, at->low - 1});
      range.low = at->high + 1;
    }
    if (range.low <= range.high) left.push_back(range);
  }
  return left;
}

}  // namespace

CharSet char_set(std::vector<CharRange> ranges) {
  std::sort(ranges.begin(), ranges.end());
  CharSet merged;
  for (const CharRange range : ranges) {
    if (!merged.empty() && range.low <= merged.back().high + 1)
      merged.back().high = std::max(merged.back().high, range.high);
    else
      merged.push_back(range);
  }
  return difference(merged, {{kFirstSurrogate, kLastSurrogate}});
}

CharSet union_of(const CharSet& a, const CharSet& b) {
  std::vector<CharRange> both = a;
  both.insert(both.end(), b.begin(), b.end());
  return char_set(std::move(both));
}

CharSet printable_ascii() { return {{0x20, 0x7E}}; }
CharSet negated(const CharSet& set) { return difference(printable_ascii(), set); }

CharSet complement(const CharSet& set) { return difference(difference({{1, kMaxCodePoint}}, {{kFirstSurrogate, kLastSurrogate}}), set); }

CharSet any_case(const CharSet& set) {
  std::vector<CharRange> both = set;
  for (const CharRange range : set) {
    for (const char32_t first : {U'A', U'a'}) {
      const char32_t low = std::max(range.low, first), high = std::min<char32_t>(range.high, first + 25);
      if (low <= high) both.push_back({low ^ 0x20, high ^ 0x20});
    }
  }
  return char_set(std::move(both));
}

bool contains(const CharSet& set, char32_t code) {
  return std::any_of(set.begin(), set.end(), [code](CharRange range) { return range.low <= code && code <= range.high; });
}

}  // namespace sydac::compiler
