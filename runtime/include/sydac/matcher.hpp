// `matches(x, /regex/)`: a deterministic automaton over code points, whose tables the compiler writes. One step for each character.
#pragma once

#include <sydac/spelling.hpp>
#include <sydac/text.hpp>

namespace sydac {

/// The characters from low to high lead to `target`.
struct MatcherEdge {
  std::uint32_t low, high, target;
};
/// The edges first .. first + edges - 1, by character.
struct MatcherState {
  std::uint32_t first, edges;
  bool accepts;
};

struct Matcher {
  const MatcherState* states;
  const MatcherEdge* edges;

  /// Whether the automaton, from state 0 on, accepts the whole text.
  template <TextValue T>
  constexpr bool operator()(const T& text) const {
    return accepts(detail::Rendered<T>(text).view());
  }
  constexpr bool accepts(std::string_view rest) const {
    std::uint32_t at = 0;
    while (!rest.empty()) {
      std::size_t bytes = 0;
      const char32_t code = detail::read_utf8(rest, bytes);
      rest.remove_prefix(bytes);
      const MatcherEdge* edge = edge_of(states[at], code);
      if (edge == nullptr) return false;
      at = edge->target;
    }
    return states[at].accepts;
  }

 private:
  constexpr const MatcherEdge* edge_of(const MatcherState& state, char32_t code) const {
    const MatcherEdge* edge = edges + state.first;
    for (std::uint32_t left = state.edges; left > 1;) {
      const std::uint32_t half = left / 2;
      edge += edge[half].low <= code ? half : 0;
      left -= half;
    }
    return state.edges != 0 && edge->low <= code && code <= edge->high ? edge : nullptr;
  }
};

}  // namespace sydac
