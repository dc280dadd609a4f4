// From the tree of a pattern to a deterministic automaton over symbols: sets of code points that the pattern does not tell apart.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/regex/syntax.hpp"

namespace sydac::compiler {

/// Counts steps, so that no pattern takes long; the bounds are those of regex.hpp.
struct RegexBudget {
  std::uint64_t steps = 0;
  bool spend(std::uint64_t more) { return (steps += more) <= kMost; }
  bool spent() const { return steps > kMost; }
  static constexpr std::uint64_t kMost = 8'000'000;
};

/// The symbols partition the code points of all sets; each set is a union of some.
struct RegexSymbols {
  std::vector<CharSet> symbols;
  std::vector<std::vector<std::uint32_t>> of_set;  // by index of the set, ascending
};

/// Stops early when the budget is spent.
RegexSymbols symbols_of(const std::vector<CharSet>& sets, RegexBudget& budget);

/// State 0 accepts. Every other one reads a character of `set` and goes to `next`, or goes to `next` and `other` without reading; both have
/// lower numbers, so there is no loop.
struct RegexNfa {
  struct State {
    std::optional<std::uint32_t> set;
    std::uint32_t next = 0, other = 0;
    std::uint64_t shortest = 0, longest = 0;  // characters from here to the end
  };
  std::vector<State> states;
  std::uint32_t start = 0;
};

/// Nothing when it has more than kMaxPatternPositions states.
std::optional<RegexNfa> nfa_of(const RegexTree& tree, RegexBudget& budget);

/// Edges by symbol, ascending, to states with lower numbers. Every state accepts something.
struct RegexDfa {
  struct Edge {
    std::uint32_t symbol = 0, target = 0;
    auto operator<=>(const Edge&) const = default;
  };
  struct State {
    bool accepts = false;
    std::vector<Edge> edges;
    auto operator<=>(const State&) const = default;
  };
  std::vector<State> states;  // the last one starts
};

/// The minimal automaton of the strings of at most `max_characters`; there is at least one. Nothing when it, or the way to it, is too
/// large.
std::optional<RegexDfa> minimal_dfa(const RegexNfa& nfa, const RegexSymbols& symbols, std::uint64_t max_characters, RegexBudget& budget);

}  // namespace sydac::compiler
