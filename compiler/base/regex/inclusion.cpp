#include "base/regex/inclusion.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace sydac::compiler {
namespace {

constexpr std::size_t kMostStates = 100'000;

struct Place {
  std::size_t part = 0;
  std::uint32_t state = 0, held = 0;  // of the part's automaton, of the matcher
  auto operator<=>(const Place&) const = default;
};

}  // namespace

bool is_inside(const Regex& language, const Matcher& matcher) {
  if (language.parts.empty() || matcher.states.empty()) return false;
  std::set<Place> seen{{0, 0, 0}};
  std::vector<Place> open{{0, 0, 0}};
  const auto visit = [&](Place place) {
    if (seen.insert(place).second) open.push_back(place);
  };
  while (!open.empty()) {
    if (seen.size() > kMostStates) return false;
    const Place at = open.back();
    open.pop_back();
    const PatternState& state = language.parts[at.part].states[at.state];
    if (state.accepts) {
      if (at.part + 1 < language.parts.size())
        visit({at.part + 1, 0, at.held});
      else if (!matcher.states[at.held].accepts)
        return false;
    }
    for (const PatternEdge& edge : state.edges) {
      // Its characters, from the lowest on, must all have an edge there.
      char32_t next = edge.low;
      std::vector<MatcherEdge> edges = matcher.states[at.held].edges;
      std::ranges::sort(edges, {}, &MatcherEdge::low);
      for (const MatcherEdge& other : edges) {
        if (other.high < next || other.low > edge.high) continue;
        if (other.low > next) return false;
        visit({at.part, edge.target, other.target});
        next = other.high + 1;
        if (next > edge.high) break;
      }
      if (next <= edge.high) return false;
    }
  }
  return true;
}

}  // namespace sydac::compiler
