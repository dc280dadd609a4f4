#include <algorithm>
#include <map>

#include "base/regex/automaton.hpp"

namespace sydac::compiler {
namespace {

/// Builds from the end: each node is made for what follows it, so that nothing is patched afterwards.
class NfaBuilder {
 public:
  NfaBuilder(const RegexTree& tree, RegexBudget& budget) : tree_(tree), budget_(budget) { nfa_.states.emplace_back(); }

  std::optional<RegexNfa> build() {
    nfa_.start = entry_of(tree_.root, 0);
    if (failed()) return std::nullopt;
    return std::move(nfa_);
  }

 private:
  bool failed() const { return budget_.spent() || nfa_.states.size() > kMaxPatternPositions; }

  /// The state from which the node and then `next` is read. As deep as the groups nest.
  std::uint32_t entry_of(RegexNodeId id, std::uint32_t next) {
    const RegexNode& node = tree_.nodes[id];
    if (!budget_.spend(1) || failed() || node.longest == 0) return next;
    switch (node.kind) {
      case RegexNodeKind::start_anchor:
      case RegexNodeKind::end_anchor: return next;
      case RegexNodeKind::characters: return read(node.set, next);
      case RegexNodeKind::sequence:
        for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) next = entry_of(*part, next);
        return next;
      case RegexNodeKind::choice: {
        std::uint32_t entry = entry_of(node.parts.back(), next);
        for (auto part = node.parts.rbegin() + 1; part != node.parts.rend() && !failed(); ++part)
          entry = split(entry_of(*part, next), entry);
        return entry;
      }
      case RegexNodeKind::repeat: {
        const RegexNodeId body = node.parts.front();
        std::uint32_t entry = next;
        for (std::uint32_t i = node.min; i < node.max && !failed(); ++i) entry = split(entry_of(body, entry), next);
        for (std::uint32_t i = 0; i < node.min && !failed(); ++i) entry = entry_of(body, entry);
        return entry;
      }
    }
    return next;
  }

  std::uint32_t read(std::uint32_t set, std::uint32_t next) {
    const RegexNfa::State& after = nfa_.states[next];
    return add({set, next, next, after.shortest + 1, after.longest + 1});
  }
  std::uint32_t split(std::uint32_t a, std::uint32_t b) {
    if (a == b) return a;
    const RegexNfa::State &first = nfa_.states[a], &second = nfa_.states[b];
    return add({std::nullopt, a, b, std::min(first.shortest, second.shortest), std::max(first.longest, second.longest)});
  }
  std::uint32_t add(RegexNfa::State state) {
    nfa_.states.push_back(state);
    return static_cast<std::uint32_t>(nfa_.states.size() - 1);
  }

  const RegexTree& tree_;
  RegexBudget& budget_;
  RegexNfa nfa_;
};

/// Where a set begins or ends.
struct Border {
  char32_t code;
  std::uint32_t set;
  bool begins;
};

}  // namespace

std::optional<RegexNfa> nfa_of(const RegexTree& tree, RegexBudget& budget) { return NfaBuilder(tree, budget).build(); }

RegexSymbols symbols_of(const std::vector<CharSet>& sets, RegexBudget& budget) {
  std::vector<Border> borders;
  for (std::uint32_t set = 0; set < sets.size(); ++set) {
    for (const CharRange range : sets[set]) {
      borders.push_back({range.low, set, true});
      borders.push_back({range.high + 1, set, false});
    }
  }
  std::sort(borders.begin(), borders.end(), [](const Border& a, const Border& b) { return a.code < b.code; });

  RegexSymbols result;
  result.of_set.resize(sets.size());
  std::map<std::vector<std::uint32_t>, std::uint32_t> ids;  // by the sets that a symbol is in
  std::vector<std::uint32_t> inside;                        // sorted
  for (std::size_t i = 0; i < borders.size(); ++i) {
    const auto place = std::lower_bound(inside.begin(), inside.end(), borders[i].set);
    if (borders[i].begins)
      inside.insert(place, borders[i].set);
    else
      inside.erase(place);
    if (i + 1 == borders.size() || borders[i + 1].code == borders[i].code || inside.empty()) continue;
    if (!budget.spend(4 * inside.size())) return result;  // compared by the map and kept
    const auto [id, is_new] = ids.try_emplace(inside, static_cast<std::uint32_t>(result.symbols.size()));
    if (is_new) {
      result.symbols.emplace_back();
      for (const std::uint32_t set : inside) result.of_set[set].push_back(id->second);
    }
    result.symbols[id->second].push_back({borders[i].code, borders[i + 1].code - 1});
  }
  return result;
}

}  // namespace sydac::compiler
