#include "base/regex/pattern.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace sydac::compiler {
namespace {

constexpr PatternCount kTooMany = kMostStrings + 1;

/// At most kTooMany, which is what stays of a larger number.
PatternCount saturated_sum(PatternCount a, PatternCount b) { return std::min(a + b, kTooMany); }
PatternCount saturated_product(PatternCount a, std::uint32_t b) { return a > kTooMany / b ? kTooMany : std::min(a * b, kTooMany); }

std::uint32_t width(const PatternEdge& edge) { return static_cast<std::uint32_t>(edge.high - edge.low) + 1; }
std::uint32_t utf8_bytes(char32_t code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; }

void count_strings(std::vector<PatternState>& states) {
  for (auto state = states.rbegin(); state != states.rend(); ++state) {
    state->count = state->accepts ? 1 : 0;
    for (PatternEdge& edge : state->edges) {
      edge.before = state->count;
      state->count = saturated_sum(state->count, saturated_product(states[edge.target].count, width(edge)));
    }
  }
}

void measure_lengths(Pattern& pattern) {
  struct Length {
    std::uint32_t shortest = UINT32_MAX, longest = 0, bytes = 0;
  };
  std::vector<Length> lengths(pattern.states.size());
  for (std::size_t i = pattern.states.size(); i-- > 0;) {
    Length& here = lengths[i];
    if (pattern.states[i].accepts) here.shortest = 0;
    for (const PatternEdge& edge : pattern.states[i].edges) {
      const Length& rest = lengths[edge.target];
      here.shortest = std::min(here.shortest, rest.shortest + 1);
      here.longest = std::max(here.longest, rest.longest + 1);
      here.bytes = std::max(here.bytes, rest.bytes + utf8_bytes(edge.high));
    }
  }
  pattern.min_characters = lengths.front().shortest;
  pattern.max_characters = lengths.front().longest;
  pattern.max_bytes = lengths.front().bytes;
}

bool has_space(const PatternEdge& edge) { return edge.low <= U' ' && U' ' <= edge.high; }

void measure_characters(Pattern& pattern) {
  bool space_at_end = std::any_of(pattern.states.front().edges.begin(), pattern.states.front().edges.end(), has_space);
  for (const PatternState& state : pattern.states) {
    for (const PatternEdge& edge : state.edges) {
      for (char32_t code = edge.low; code <= edge.high && code < 0x80; ++code) pattern.ascii.set(code);
      pattern.other_characters = pattern.other_characters || edge.high >= 0x80;
      space_at_end = space_at_end || (has_space(edge) && pattern.states[edge.target].accepts);
    }
  }
  std::bitset<128> quoted;
  for (std::size_t code = 0; code < 0x20; ++code) quoted.set(code);
  for (const char c : {',', '"', '\\', '\x7f'}) quoted.set(static_cast<std::size_t>(c));
  pattern.plain = pattern.min_characters > 0 && !space_at_end && (pattern.ascii & quoted).none();
}

/// The states from `begin` on.
std::vector<PatternState> suffix_of(const std::vector<PatternState>& states, std::uint32_t begin) {
  std::vector<PatternState> suffix(states.begin() + begin, states.end());
  for (PatternState& state : suffix) {
    for (PatternEdge& edge : state.edges) edge.target -= begin;
  }
  return suffix;
}

/// The states from `begin` up to `end`, which becomes the end of a part.
Pattern part_of(const std::vector<PatternState>& states, std::uint32_t begin, std::uint32_t end) {
  std::vector<PatternState> part = suffix_of(states, begin);
  part.resize(end - begin);
  part.push_back({.accepts = true, .edges = {}});
  return measured(std::move(part));
}

/// From one bottleneck to a later one.
PatternCount strings_between(const std::vector<PatternState>& states, std::uint32_t begin, std::uint32_t end) {
  std::vector<PatternCount> counts(end - begin + 1);
  counts.back() = 1;
  for (std::uint32_t i = end; i-- > begin;) {
    for (const PatternEdge& edge : states[i].edges) {
      PatternCount& count = counts[i - begin];
      count = saturated_sum(count, saturated_product(counts[edge.target - begin], width(edge)));
    }
  }
  return counts.front();
}

/// The states that every string passes, the start first.
std::vector<std::uint32_t> bottlenecks(const std::vector<PatternState>& states) {
  std::vector<std::uint32_t> found;
  std::uint32_t reached = 0;  // by the states before
  for (std::uint32_t i = 0; i < states.size(); ++i) {
    if (reached <= i) found.push_back(i);
    if (states[i].accepts) break;
    for (const PatternEdge& edge : states[i].edges) reached = std::max(reached, edge.target);
  }
  return found;
}

}  // namespace

std::optional<std::vector<PatternState>> pattern_states(const RegexDfa& dfa, const RegexSymbols& symbols) {
  const auto last = static_cast<std::uint32_t>(dfa.states.size() - 1);
  std::vector<PatternState> states(dfa.states.size());
  std::size_t edges = 0;
  for (std::uint32_t i = 0; i <= last; ++i) {
    const RegexDfa::State& from = dfa.states[last - i];
    std::vector<PatternEdge> ranges;
    for (const RegexDfa::Edge& edge : from.edges) {
      for (const CharRange range : symbols.symbols[edge.symbol]) ranges.push_back({range.low, range.high, last - edge.target, 0});
      if (ranges.size() / 16 > kMaxPatternEdges) return std::nullopt;
    }
    std::sort(ranges.begin(), ranges.end(), [](const PatternEdge& a, const PatternEdge& b) { return a.low < b.low; });
    states[i].accepts = from.accepts;
    for (const PatternEdge& edge : ranges) {
      std::vector<PatternEdge>& into = states[i].edges;
      if (!into.empty() && into.back().target == edge.target && into.back().high + 1 == edge.low)
        into.back().high = edge.high;
      else
        into.push_back(edge);
    }
    edges += states[i].edges.size();
    if (edges > kMaxPatternEdges) return std::nullopt;
  }
  return states;
}

Pattern measured(std::vector<PatternState> states) {
  Pattern pattern;
  pattern.states = std::move(states);
  count_strings(pattern.states);
  pattern.count = pattern.states.front().count;
  measure_lengths(pattern);
  measure_characters(pattern);
  return pattern;
}

std::optional<std::vector<Pattern>> cut(const std::vector<PatternState>& states, PatternCount most) {
  const std::vector<std::uint32_t> places = bottlenecks(states);
  std::vector<Pattern> parts;
  std::size_t first = 0;  // of the part
  PatternCount count = 1;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const PatternCount more = i + 1 < places.size() ? strings_between(states, places[i], places[i + 1]) : states[places[i]].count;
    if (more > most) return std::nullopt;
    if (more > most / count) {
      parts.push_back(part_of(states, places[first], places[i]));
      first = i;
      count = 1;
    }
    count *= more;
  }
  parts.push_back(measured(suffix_of(states, places[first])));
  return parts;
}

double log10_count(const std::vector<PatternState>& states) {
  std::vector<double> logs(states.size());
  for (std::size_t i = states.size(); i-- > 0;) {
    double most = states[i].accepts ? 0 : -1;
    for (const PatternEdge& edge : states[i].edges) most = std::max(most, logs[edge.target] + std::log10(width(edge)));
    double sum = states[i].accepts ? std::pow(10, -most) : 0;
    for (const PatternEdge& edge : states[i].edges) sum += std::pow(10, logs[edge.target] + std::log10(width(edge)) - most);
    logs[i] = most + std::log10(sum);
  }
  return logs.front();
}

}  // namespace sydac::compiler
