// Regular expressions that texts are held against: unlike those that are drawn from, a repetition without an upper bound has none.
#pragma once

#include "base/regex/regex.hpp"

namespace sydac::compiler {

/// Bounds of the table that a generated program gets.
inline constexpr std::size_t kMaxMatcherStates = 2'000, kMaxMatcherEdges = 20'000;

/// All characters from low to high lead to `target`.
struct MatcherEdge {
  char32_t low = 0, high = 0;
  std::uint32_t target = 0;
};
struct MatcherState {
  bool accepts = false;
  std::vector<MatcherEdge> edges;  // by character, disjoint
};
/// A deterministic automaton over code points; state 0 starts.
struct Matcher {
  std::vector<MatcherState> states;
};

/// The pattern describes the whole text.
std::variant<Matcher, RegexProblem> compile_matcher(std::string_view pattern);
/// Whether the whole text, which is UTF-8, is one of those that the automaton accepts.
bool accepts(const Matcher& automaton, std::string_view text);

}  // namespace sydac::compiler
