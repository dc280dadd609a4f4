#include "base/regex/regex.hpp"

#include <algorithm>
#include <cmath>

#include "base/numbers.hpp"
#include "base/regex/automaton.hpp"
#include "base/regex/pattern.hpp"
#include "base/regex/syntax.hpp"

namespace sydac::compiler {
namespace {

std::string characters(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " character" : " characters"); }

RegexProblem about_all(std::string_view pattern, std::string reason, std::string hint) {
  return {0, pattern.size(), std::move(reason), std::move(hint)};
}

RegexProblem too_complex(std::string_view pattern) {
  return about_all(pattern, "the pattern is too complex to be counted",
                   "fewer or smaller repetitions, and no branches that begin alike, make it simpler");
}

/// Characters of all parts together.
Regex whole_of(std::vector<Pattern> parts, const Pattern& whole) {
  Regex regex;
  regex.min_characters = whole.min_characters;
  regex.max_characters = whole.max_characters;
  regex.max_bytes = whole.max_bytes;
  regex.ascii = whole.ascii;
  regex.other_characters = whole.other_characters;
  regex.plain = whole.plain;
  for (const Pattern& part : parts) regex.distinct = std::max(regex.distinct, part.count);
  regex.size = parts.size() == 1 ? size_text(whole.count) : "about 10^" + std::to_string(std::lround(log10_count(whole.states)));
  regex.parts = std::move(parts);
  return regex;
}

std::variant<Regex, RegexProblem> regex_of(std::string_view pattern, std::vector<PatternState> states) {
  Pattern whole = measured(std::move(states));
  if (whole.count <= kMostStrings) {
    std::vector<Pattern> parts = {whole};
    return whole_of(std::move(parts), whole);
  }
  auto parts = cut(whole.states);
  if (parts) return whole_of(std::move(*parts), whole);
  return about_all(pattern,
                   "about 10^" + std::to_string(std::lround(log10_count(whole.states))) +
                       " strings match, where what varies in length can have 2^126, which is about 10^38",
                   "a smaller upper bound helps; a repetition with one number, such as `{40}`, can be as long as it likes");
}

}  // namespace

std::string size_text(PatternCount count) {
  if (count < 1'000'000'000'000'000'000) return grouped(static_cast<std::uint64_t>(count));
  return "about 10^" + std::to_string(std::lround(std::log10(static_cast<double>(count))));
}

std::variant<Regex, RegexProblem> compile_regex(std::string_view pattern, std::optional<std::uint32_t> max_characters) {
  auto parsed = parse_regex(pattern);
  if (auto* problem = std::get_if<RegexProblem>(&parsed)) return std::move(*problem);
  const RegexTree& tree = std::get<RegexTree>(parsed);
  if (auto problem = misplaced_anchor(tree, pattern)) return std::move(*problem);

  RegexBudget budget;
  const auto nfa = nfa_of(tree, budget);
  if (!nfa && budget.spent()) return too_complex(pattern);
  if (!nfa) {
    return about_all(pattern, "the pattern, with its repetitions written out, has more than " + grouped(kMaxPatternPositions) + " places",
                     "");
  }
  const std::uint64_t shortest = nfa->states[nfa->start].shortest;
  if (max_characters && shortest > *max_characters) {
    return about_all(pattern,
                     "the shortest string has " + characters(shortest) + ", `text(" + std::to_string(*max_characters) + ")` holds " +
                         std::to_string(*max_characters),
                     "");
  }
  const RegexSymbols symbols = symbols_of(tree.sets, budget);
  if (budget.spent()) return too_complex(pattern);
  const auto dfa = minimal_dfa(*nfa, symbols, max_characters ? *max_characters : kEndless, budget);
  if (!dfa) return too_complex(pattern);
  auto states = pattern_states(*dfa, symbols);
  if (!states) return too_complex(pattern);
  return regex_of(pattern, std::move(*states));
}

}  // namespace sydac::compiler
