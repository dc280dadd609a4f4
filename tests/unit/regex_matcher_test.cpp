// Regular expressions that texts are held against, against trying all ways to match.
#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/regex/matcher.hpp"

using namespace sydac::compiler;

namespace {

bool is_accepted(const Matcher& matcher, const std::string& text) {
  std::uint32_t at = 0;
  for (const char c : text) {
    const auto code = static_cast<char32_t>(static_cast<unsigned char>(c));
    const MatcherEdge* found = nullptr;
    for (const MatcherEdge& edge : matcher.states[at].edges) {
      if (edge.low <= code && code <= edge.high) {
        CHECK(found == nullptr);
        found = &edge;
      }
    }
    if (found == nullptr) return false;
    at = found->target;
  }
  return matcher.states[at].accepts;
}

/// An expression of `a` to `d`, and where a match of it that begins somewhere can end: found by trying all.
struct Node {
  std::string written, letters;  // letters: of one character
  std::vector<Node> parts;
  bool is_choice = false;
  std::size_t min = 1, max = 1;  // of the whole

  std::set<std::size_t> once(const std::string& text, std::size_t from) const {
    if (!letters.empty())
      return from < text.size() && letters.find(text[from]) != std::string::npos ? std::set{from + 1} : std::set<std::size_t>();
    std::set<std::size_t> ends;
    if (is_choice) {
      for (const Node& part : parts) ends.merge(part.ends(text, from));
      return ends;
    }
    ends = {from};
    for (const Node& part : parts) {
      std::set<std::size_t> next;
      for (const std::size_t end : ends) next.merge(part.ends(text, end));
      ends = std::move(next);
    }
    return ends;
  }
  std::set<std::size_t> ends(const std::string& text, std::size_t from) const {
    std::set<std::size_t> all, frontier{from};
    if (min == 0) all = frontier;
    for (std::size_t i = 1; i <= max && !frontier.empty(); ++i) {
      std::set<std::size_t> next;
      for (const std::size_t end : frontier) next.merge(once(text, end));
      frontier = std::move(next);
      if (i >= min) all.insert(frontier.begin(), frontier.end());
    }
    return all;
  }
};

Node random_node(std::mt19937& random, int depth) {
  static const std::vector<std::pair<std::string, std::string>> kAtoms = {{"a", "a"},     {"b", "b"},      {"c", "c"},     {".", "abcd"},
                                                                          {"[ab]", "ab"}, {"[^a]", "bcd"}, {"\\w", "abcd"}};
  struct Repetition {
    std::string written;
    std::size_t min, max;
  };
  // Without an end is as often as any text here is long.
  static const std::vector<Repetition> kRepetitions = {{"", 1, 1},  {"", 1, 1},    {"*", 0, 14},    {"+", 1, 14},
                                                       {"?", 0, 1}, {"{2}", 2, 2}, {"{1,}", 1, 14}, {"{0,3}", 0, 3}};
  Node node;
  if (depth == 0 || random() % 3 != 0) {
    std::tie(node.written, node.letters) = kAtoms[random() % kAtoms.size()];
  } else {
    node.is_choice = random() % 2 == 0;
    for (auto count = 1 + random() % 3; count > 0; --count) node.parts.push_back(random_node(random, depth - 1));
    for (const Node& part : node.parts) node.written += (node.is_choice && !node.written.empty() ? "|" : "") + part.written;
    node.written = "(" + node.written + ")";
  }
  const Repetition& repetition = kRepetitions[random() % kRepetitions.size()];
  node.written += repetition.written;
  node.min = repetition.min;
  node.max = repetition.max;
  return node;
}

}  // namespace

TEST_CASE("random expressions and texts") {
  std::mt19937 random(7);
  int matched = 0;
  for (int round = 0; round < 150; ++round) {
    Node all;
    for (auto count = 1 + random() % 3; count > 0; --count) all.parts.push_back(random_node(random, 2));
    std::string pattern;
    for (const Node& part : all.parts) pattern += part.written;
    CAPTURE(pattern);
    const auto compiled = compile_matcher(pattern);
    const auto* matcher = std::get_if<Matcher>(&compiled);
    REQUIRE(matcher != nullptr);
    for (int i = 0; i < 40; ++i) {
      std::string text;
      for (auto size = random() % 12; size > 0; --size) text += "abcd"[random() % 4];
      CAPTURE(text);
      const bool expected = all.ends(text, 0).contains(text.size());
      CHECK(is_accepted(*matcher, text) == expected);
      matched += expected ? 1 : 0;
    }
  }
  CHECK(matched > 700);
}

TEST_CASE("a repetition without an end has none, and `.` is no line feed") {
  const auto any = std::get<Matcher>(compile_matcher(".*"));
  CHECK(is_accepted(any, std::string(10'000, 'x')));
  CHECK_FALSE(is_accepted(any, "a\nb"));
  CHECK(is_accepted(std::get<Matcher>(compile_matcher("[^x]+")), "a\nb"));
}

TEST_CASE("hostile expressions end in time") {
  for (const char* pattern : {"(a|b)*a(a|b){14}", "((((a*)*)*)*)*b", "(a{1,200}){1,200}", "(.*a){30}", "(x?){300}y{300}"}) {
    const auto compiled = compile_matcher(pattern);
    CHECK((std::holds_alternative<Matcher>(compiled) || !std::get<RegexProblem>(compiled).reason.empty()));
  }
  CHECK(std::holds_alternative<RegexProblem>(compile_matcher("(a|b)*a(a|b){14}")));
}
