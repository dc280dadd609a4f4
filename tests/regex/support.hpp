// Strings of a compiled regex by number and back, by walking its states: what the tests compare the runtime with.
#pragma once

#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/regex/regex.hpp"
#include "base/text.hpp"

namespace regex_test {

using sydac::compiler::Pattern;
using sydac::compiler::PatternCount;
using sydac::compiler::Regex;
using sydac::compiler::RegexProblem;

inline Regex compiled(std::string_view pattern, std::optional<std::uint32_t> max = std::nullopt) {
  auto result = sydac::compiler::compile_regex(pattern, max);
  if (auto* problem = std::get_if<RegexProblem>(&result)) throw std::runtime_error(std::string(pattern) + ": " + problem->reason);
  return std::get<Regex>(std::move(result));
}

inline std::string string_of(const Pattern& pattern, PatternCount rank) {
  std::string out;
  for (std::uint32_t at = 0;;) {
    const auto& state = pattern.states[at];
    if (state.accepts && rank == 0) return out;
    auto edge = state.edges.rbegin();
    while (edge->before > rank) ++edge;
    rank -= edge->before;
    const PatternCount each = pattern.states[edge->target].count;
    sydac::compiler::append_utf8(out, edge->low + static_cast<char32_t>(rank / each));
    rank %= each;
    at = edge->target;
  }
}

/// Of the string at the start of `text`, which is taken away from it; all of it when a string may begin another.
inline std::optional<PatternCount> rank_of(const Pattern& pattern, std::string_view& text) {
  PatternCount rank = 0;
  std::uint32_t at = 0;
  while (true) {
    const auto& state = pattern.states[at];
    if (state.edges.empty()) return rank;
    if (text.empty()) return state.accepts ? std::optional(rank) : std::nullopt;
    const auto c = sydac::compiler::character_at(text, 0);
    const auto* found = &state.edges.front();
    for (const auto& edge : state.edges) {
      if (edge.low <= c.code && c.code <= edge.high) found = &edge;
    }
    if (c.code < found->low || c.code > found->high) return std::nullopt;
    rank += found->before + (c.code - found->low) * pattern.states[found->target].count;
    at = found->target;
    text.remove_prefix(c.bytes);
  }
}

/// The numbers, one for each part, of the only decomposition; nothing when the regex does not describe the text.
inline std::optional<std::vector<PatternCount>> ranks_of(const std::vector<Pattern>& parts, std::string_view text) {
  std::vector<PatternCount> ranks;
  for (const Pattern& part : parts) {
    const auto rank = rank_of(part, text);
    if (!rank) return std::nullopt;
    ranks.push_back(*rank);
  }
  if (!text.empty()) return std::nullopt;
  return ranks;
}

/// A line of corpus.txt: `REGEX`, or `text(24) REGEX`.
struct CorpusEntry {
  std::string pattern;
  std::optional<std::uint32_t> max;
};

inline std::vector<CorpusEntry> corpus() {
  std::ifstream in(std::string(SYDAC_SOURCE_DIR) + "/tests/regex/corpus.txt");
  std::vector<CorpusEntry> entries;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with("# ")) continue;
    CorpusEntry entry{line, std::nullopt};
    if (line.starts_with("text(")) {
      entry.max = static_cast<std::uint32_t>(std::stoul(line.substr(5)));
      entry.pattern = line.substr(line.find(") ") + 2);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace regex_test
