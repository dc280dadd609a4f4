// Numbers of a pattern, and a language that is too large for one.
#pragma once

#include <optional>
#include <vector>

#include "base/regex/automaton.hpp"
#include "base/regex/regex.hpp"

namespace sydac::compiler {

/// The automaton with edges by code points, numbered from the start; nothing when it has more than kMaxPatternEdges.
std::optional<std::vector<PatternState>> pattern_states(const RegexDfa& dfa, const RegexSymbols& symbols);

/// Fills in counts, which stop above kMostStrings, and everything else that follows from the states.
Pattern measured(std::vector<PatternState> states);

/// Parts of at most `most` strings each, as long as can be; nothing when there is no such way to cut.
std::optional<std::vector<Pattern>> cut(const std::vector<PatternState>& states, PatternCount most = kMostStrings);

/// The decimal logarithm of the number of strings.
double log10_count(const std::vector<PatternState>& states);

}  // namespace sydac::compiler
