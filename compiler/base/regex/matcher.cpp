#include "base/regex/matcher.hpp"

#include <algorithm>
#include <map>

#include "base/regex/automaton.hpp"
#include "base/text.hpp"

namespace sydac::compiler {
namespace {

/// Thompson's construction from the end, with loops. State 0 accepts; the others read a character of `set` and go to `next`, or go to
/// `next` and `other` without reading.
class LoopNfa {
 public:
  struct State {
    std::optional<std::uint32_t> set;
    std::uint32_t next = 0, other = 0;
  };

  LoopNfa(const RegexTree& tree, RegexBudget& budget) : tree_(tree), budget_(budget) {
    states.emplace_back();
    start = entry_of(tree.root, 0);
  }
  bool failed() const { return budget_.spent() || states.size() > kMaxPatternPositions; }

  std::vector<State> states;
  std::uint32_t start = 0;

 private:
  std::uint32_t entry_of(RegexNodeId id, std::uint32_t next) {
    const RegexNode& node = tree_.nodes[id];
    if (!budget_.spend(1) || failed() || node.longest == 0) return next;
    switch (node.kind) {
      case RegexNodeKind::start_anchor:
      case RegexNodeKind::end_anchor: return next;
      case RegexNodeKind::characters: return add({node.set, next, next});
      case RegexNodeKind::sequence:
        for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) next = entry_of(*part, next);
        return next;
      case RegexNodeKind::choice: {
        std::uint32_t entry = entry_of(node.parts.back(), next);
        for (auto part = node.parts.rbegin() + 1; part != node.parts.rend() && !failed(); ++part)
          entry = add({std::nullopt, entry_of(*part, next), entry});
        return entry;
      }
      case RegexNodeKind::repeat: return repetition(node, next);
    }
    return next;
  }

  std::uint32_t repetition(const RegexNode& node, std::uint32_t next) {
    const RegexNodeId body = node.parts.front();
    std::uint32_t entry = next;
    if (node.endless) {
      entry = add({std::nullopt, next, next});
      const std::uint32_t again = entry_of(body, entry);
      states[entry].other = again;
    } else {
      for (std::uint32_t i = node.min; i < node.max && !failed(); ++i) entry = add({std::nullopt, entry_of(body, entry), next});
    }
    for (std::uint32_t i = 0; i < node.min && !failed(); ++i) entry = entry_of(body, entry);
    return entry;
  }

  std::uint32_t add(State state) {
    states.push_back(state);
    return static_cast<std::uint32_t>(states.size() - 1);
  }

  const RegexTree& tree_;
  RegexBudget& budget_;
};

/// Subset construction; nothing when the table gets too large.
class MatcherBuilder {
 public:
  MatcherBuilder(const LoopNfa& nfa, const RegexSymbols& symbols, RegexBudget& budget) : nfa_(nfa), symbols_(symbols), budget_(budget) {}

  std::optional<Matcher> build() {
    number_of(closure({nfa_.start}));
    for (std::uint32_t i = 0; i < keys_.size(); ++i) {
      if (budget_.spent() || keys_.size() > kMaxMatcherStates || edges_ > kMaxMatcherEdges) return std::nullopt;
      matcher_.states.push_back({std::binary_search(keys_[i].begin(), keys_[i].end(), 0U), edges_of(keys_[i])});
      edges_ += matcher_.states.back().edges.size();
    }
    return std::move(matcher_);
  }

 private:
  using Key = std::vector<std::uint32_t>;

  Key closure(Key from) {
    std::vector<bool> seen(nfa_.states.size());
    Key key;
    while (!from.empty()) {
      const std::uint32_t id = from.back();
      from.pop_back();
      if (seen[id]) continue;
      seen[id] = true;
      budget_.spend(1);
      const LoopNfa::State& state = nfa_.states[id];
      if (id == 0 || state.set) {
        key.push_back(id);
      } else {
        from.push_back(state.next);
        from.push_back(state.other);
      }
    }
    budget_.spend(seen.size() / 64);
    std::sort(key.begin(), key.end());
    return key;
  }

  std::uint32_t number_of(Key key) {
    const auto [place, is_new] = numbers_.try_emplace(key, static_cast<std::uint32_t>(keys_.size()));
    if (is_new) keys_.push_back(std::move(key));
    return place->second;
  }

  std::vector<MatcherEdge> edges_of(const Key key) {
    std::map<std::uint32_t, Key> reached;  // by symbol
    for (const std::uint32_t state : key) {
      if (state == 0) continue;
      const auto& symbols = symbols_.of_set[*nfa_.states[state].set];
      budget_.spend(4 * symbols.size());
      for (const std::uint32_t symbol : symbols) reached[symbol].push_back(nfa_.states[state].next);
    }
    std::vector<MatcherEdge> edges;
    for (auto& [symbol, states] : reached) {
      if (budget_.spent()) break;
      const std::uint32_t target = number_of(closure(std::move(states)));
      for (const CharRange range : symbols_.symbols[symbol]) edges.push_back({range.low, range.high, target});
    }
    std::sort(edges.begin(), edges.end(), [](const MatcherEdge& a, const MatcherEdge& b) { return a.low < b.low; });
    std::vector<MatcherEdge> merged;
    for (const MatcherEdge& edge : edges) {
      if (!merged.empty() && merged.back().target == edge.target && merged.back().high + 1 == edge.low)
        merged.back().high = edge.high;
      else
        merged.push_back(edge);
    }
    return merged;
  }

  const LoopNfa& nfa_;
  const RegexSymbols& symbols_;
  RegexBudget& budget_;
  std::map<Key, std::uint32_t> numbers_;
  std::vector<Key> keys_;
  std::size_t edges_ = 0;
  Matcher matcher_;
};

}  // namespace

std::variant<Matcher, RegexProblem> compile_matcher(std::string_view pattern) {
  auto parsed = parse_regex(pattern, RegexUse::matching);
  if (auto* problem = std::get_if<RegexProblem>(&parsed)) return std::move(*problem);
  const RegexTree& tree = std::get<RegexTree>(parsed);
  if (auto problem = misplaced_anchor(tree, pattern)) return std::move(*problem);
  RegexBudget budget;
  const RegexSymbols symbols = symbols_of(tree.sets, budget);
  const LoopNfa nfa(tree, budget);
  if (!nfa.failed()) {
    if (auto matcher = MatcherBuilder(nfa, symbols, budget).build()) return std::move(*matcher);
  }
  return RegexProblem{0, pattern.size(), "the pattern is too complex to be matched",
                      "fewer or smaller repetitions, and no branches that begin alike, make it simpler"};
}

bool accepts(const Matcher& automaton, std::string_view text) {
  std::uint32_t state = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const auto& edges = automaton.states[state].edges;
    const auto edge =
        std::ranges::find_if(edges, [&](const MatcherEdge& e) { return e.low <= character.code && character.code <= e.high; });
    if (edge == edges.end()) return false;
    state = edge->target;
    at += character.bytes;
  }
  return automaton.states[state].accepts;
}

}  // namespace sydac::compiler
