#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/check.hpp"
#include "base/regex/automaton.hpp"

namespace sydac::compiler {
namespace {

/// The states that one deterministic state stands for, ascending, behind the number of characters that may still follow. That is cut to
/// what the states can read, so that without a limit equal sets are equal keys.
using Key = std::vector<std::uint32_t>;

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::uint32_t word : key) hash = (hash ^ word) * 0x9e3779b97f4a7c15, hash ^= hash >> 29;
    return static_cast<std::size_t>(hash);
  }
};

/// Subset construction.
class Subsets {
 public:
  Subsets(const RegexNfa& nfa, const RegexSymbols& symbols, RegexBudget& budget)
      : nfa_(nfa), symbols_(symbols), budget_(budget), seen_(nfa.states.size()), reached_(symbols.symbols.size()) {}

  struct State {
    const Key* key;
    RegexDfa::State dfa;
  };

  std::optional<std::vector<State>> build(std::uint64_t max_characters) {
    add(closure({nfa_.start}, max_characters));
    for (std::uint32_t i = 0; i < states_.size(); ++i) {
      if (budget_.spent() || states_.size() > kMaxPatternStates) return std::nullopt;
      expand(i);
    }
    return std::move(states_);
  }

 private:
  /// What is reached without reading and can end within `room` characters.
  Key closure(const std::vector<std::uint32_t>& from, std::uint64_t room) {
    Key key = {0};
    std::uint64_t longest = 0;
    ++round_;
    pending_.assign(from.begin(), from.end());
    while (!pending_.empty()) {
      const std::uint32_t id = pending_.back();
      pending_.pop_back();
      budget_.spend(1);
      if (seen_[id] == round_) continue;
      seen_[id] = round_;
      const RegexNfa::State& state = nfa_.states[id];
      if (state.shortest > room) continue;
      if (id == 0 || state.set) {
        key.push_back(id);
        longest = std::max(longest, state.longest);
      } else {
        pending_.push_back(state.next);
        pending_.push_back(state.other);
      }
    }
    std::sort(key.begin() + 1, key.end());
    key.front() = static_cast<std::uint32_t>(std::min(room, longest));
    return key;
  }

  std::uint32_t add(Key key) {
    const auto [place, is_new] = ids_.try_emplace(std::move(key), static_cast<std::uint32_t>(states_.size()));
    if (is_new) states_.push_back({&place->first, {.accepts = place->first[1] == 0, .edges = {}}});
    return place->second;
  }

  void expand(std::uint32_t id) {
    const Key& key = *states_[id].key;
    const std::uint64_t room = key.front();
    if (room == 0) return;
    touched_.clear();
    for (auto state = key.begin() + 1; state != key.end(); ++state) {
      if (*state == 0) continue;
      const std::vector<std::uint32_t>& symbols = symbols_.of_set[*nfa_.states[*state].set];
      budget_.spend(symbols.size());
      for (const std::uint32_t symbol : symbols) {
        if (reached_[symbol].empty()) touched_.push_back(symbol);
        reached_[symbol].push_back(nfa_.states[*state].next);
      }
    }
    std::sort(touched_.begin(), touched_.end());
    for (const std::uint32_t symbol : touched_) {
      Key next = closure(reached_[symbol], room - 1);
      reached_[symbol].clear();
      SYDAC_CHECK(next.size() > 1);  // closure() has left out what can not end in time
      const std::uint32_t target = add(std::move(next));
      states_[id].dfa.edges.push_back({symbol, target});
    }
  }

  const RegexNfa& nfa_;
  const RegexSymbols& symbols_;
  RegexBudget& budget_;
  std::vector<std::uint64_t> seen_;
  std::uint64_t round_ = 0;
  std::vector<std::uint32_t> pending_, touched_;
  std::vector<std::vector<std::uint32_t>> reached_;  // by symbol
  std::unordered_map<Key, std::uint32_t, KeyHash> ids_;
  std::vector<State> states_;
};

/// Equal states become one, those without successors first. Reading a character leads to a lower number of the nondeterministic automaton,
/// so the highest number of a key orders the states.
RegexDfa minimised(const std::vector<Subsets::State>& subsets) {
  std::vector<std::uint32_t> order(subsets.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return subsets[a].key->back() < subsets[b].key->back(); });

  RegexDfa dfa;
  std::map<RegexDfa::State, std::uint32_t> ids;
  std::vector<std::uint32_t> renamed(subsets.size());
  for (const std::uint32_t old : order) {
    RegexDfa::State state = subsets[old].dfa;
    for (RegexDfa::Edge& edge : state.edges) edge.target = renamed[edge.target];
    const auto [place, is_new] = ids.try_emplace(std::move(state), static_cast<std::uint32_t>(dfa.states.size()));
    if (is_new) dfa.states.push_back(place->first);
    renamed[old] = place->second;
  }
  // No two states of one walk are equal, so the first state, which reaches all, was made last.
  SYDAC_CHECK(renamed.front() + 1 == dfa.states.size());
  return dfa;
}

}  // namespace

std::optional<RegexDfa> minimal_dfa(const RegexNfa& nfa, const RegexSymbols& symbols, std::uint64_t max_characters, RegexBudget& budget) {
  Subsets subsets(nfa, symbols, budget);
  const auto states = subsets.build(max_characters);
  if (!states) return std::nullopt;
  return minimised(*states);
}

}  // namespace sydac::compiler
