// Regular expressions as countable languages: every string that a pattern describes has a rank, so a cell can draw one uniformly and a
// unique column can take each only once. The syntax and its limits are in docs/patterns.md.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sydac::compiler {

using PatternCount = unsigned __int128;

/// What `*`, `+` and `{n,}` repeat beyond their minimum: a language without an end has no uniform draw.
inline constexpr std::uint32_t kUnboundedExtra = 8;
/// The most strings that one part of a regex can rank.
inline constexpr PatternCount kMostStrings = PatternCount{1} << 126;
/// Bounds that keep a hostile pattern from taking time or memory.
inline constexpr std::uint32_t kMaxPatternNesting = 200;
inline constexpr std::uint32_t kMaxPatternPositions = 50'000;
inline constexpr std::uint32_t kMaxPatternStates = 20'000;
inline constexpr std::uint32_t kMaxPatternEdges = 100'000;

/// Why there is no Regex; the bytes [begin, end) of the pattern are what it is about.
struct RegexProblem {
  std::size_t begin = 0, end = 0;
  std::string reason;
  std::string hint;  // may be empty
};

/// All characters from low to high lead to `target`; the first string through this edge is number `before` of its state's strings.
struct PatternEdge {
  char32_t low = 0, high = 0;
  std::uint32_t target = 0;
  PatternCount before = 0;
};

struct PatternState {
  bool accepts = false;
  PatternCount count = 0;          // strings from here on
  std::vector<PatternEdge> edges;  // by character, disjoint; neighbours with one target are one edge
};

/// A minimal acyclic automaton over code points. State 0 starts, and every edge leads to a higher number. Ranks 0..count-1 follow the order
/// of the strings: a shorter prefix first, then by code point.
struct Pattern {
  std::vector<PatternState> states;
  PatternCount count = 0;
  std::uint32_t min_characters = 0, max_characters = 0, max_bytes = 0;
  std::bitset<128> ascii;         // the ASCII characters that occur
  bool other_characters = false;  // whether others do
  bool plain = false;             // in the sense of TextTraits: never empty, nothing to quote or escape, no space at either end
};

/// Patterns one after the other. Nearly every language is one part. One of more than kMostStrings is cut at states that each of its strings
/// passes, so that a string still has one decomposition; the language of each part but the last has no string that begins another.
struct Regex {
  std::vector<Pattern> parts;
  PatternCount distinct = 0;  // how many strings can be told apart by a number: the count of the largest part
  std::string size;           // of the whole language, for people: `17 576`, `about 10^61`
  std::uint32_t min_characters = 0, max_characters = 0, max_bytes = 0;
  std::bitset<128> ascii;
  bool other_characters = false;
  bool plain = false;
};

/// `pattern` is what stands between the slashes, and describes the whole text. `max_characters` is that of `text(n)`: longer strings are
/// not in the language. Well below a second whatever the pattern is.
std::variant<Regex, RegexProblem> compile_regex(std::string_view pattern, std::optional<std::uint32_t> max_characters = std::nullopt);

/// `17 576`, or `about 10^45` of what 18 digits do not hold.
std::string size_text(PatternCount count);

}  // namespace sydac::compiler
