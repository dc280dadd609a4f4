#include "emit/pattern_text.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "base/check.hpp"
#include "base/regex/char_set.hpp"
#include "base/text.hpp"
#include "emit/cpp_text.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kLine = 140;
constexpr std::size_t kSpellingBytes = 32;  // Spelling::kMaxBytes
constexpr std::size_t kTextBytes = 100;     // of a text without a choice; longer ones are divided for the reader's sake

/// One character of a spelling, one of several or itself.
using Place = CharSet;

std::uint64_t size_of(const Place& place) {
  std::uint64_t size = 0;
  for (const CharRange range : place) size += range.high - range.low + 1;
  return size;
}

/// Places that are read without a choice of where to go next.
struct Chain {
  std::vector<Place> places;
  std::uint32_t target = 0;
  PatternCount before = 0;
};

/// Neighbouring edges to one target are one chain: a class.
std::vector<Chain> steps_of(const PatternState& state) {
  std::vector<Chain> steps;
  for (const PatternEdge& edge : state.edges) {
    if (steps.empty() || steps.back().target != edge.target) steps.push_back({{Place()}, edge.target, edge.before});
    steps.back().places.front().push_back({edge.low, edge.high});
  }
  return steps;
}

/// What keeps a spelling's numbers exact in 64 bits and its text in the room for it.
class SpellingRoom {
 public:
  bool add(const Place& place) {
    const std::uint64_t size = size_of(place), most = std::max(most_, size);
    std::string text;
    if (size == 1) append_utf8(text, place.front().low);
    bytes_ += size == 1 ? text.size() : 1;
    if (bytes_ > (most == 1 ? kTextBytes : kSpellingBytes) || strings_ > std::numeric_limits<std::uint64_t>::max() / most / size)
      return false;
    strings_ *= size;
    most_ = most;
    return true;
  }

 private:
  std::size_t bytes_ = 0;
  std::uint64_t strings_ = 1, most_ = 1;
};

/// The automaton with chains for edges. States that stand inside a chain are gone.
class Chains {
 public:
  explicit Chains(const Pattern& pattern) {
    std::vector<std::vector<Chain>> steps;
    std::vector<std::uint32_t> uses(pattern.states.size());
    for (const PatternState& state : pattern.states) {
      steps.push_back(steps_of(state));
      for (const Chain& step : steps.back()) ++uses[step.target];
    }
    std::vector<bool> kept(pattern.states.size());
    kept[0] = true;
    for (std::uint32_t id = 0; id < kept.size(); ++id) {
      const PatternState& state = pattern.states[id];
      if (!kept[id] || (id != 0 && state.accepts && state.edges.empty())) continue;
      State made{id, state.accepts, state.count, {}};
      for (Chain& step : steps[id]) {
        SpellingRoom room;
        SYDAC_CHECK(room.add(step.places.front()));
        while (uses[step.target] == 1 && !pattern.states[step.target].accepts && steps[step.target].size() == 1) {
          const Chain& next = steps[step.target].front();
          if (!room.add(next.places.front())) break;
          step.places.push_back(next.places.front());
          step.target = next.target;
        }
        kept[step.target] = true;
        made.chains.push_back(std::move(step));
      }
      states.push_back(std::move(made));
    }
  }

  struct State {
    std::uint32_t id;  // in the pattern
    bool accepts;
    PatternCount count;
    std::vector<Chain> chains;
  };
  std::vector<State> states;

  /// Its number; nothing of the state where all ends.
  std::optional<std::size_t> number_of(std::uint32_t id) const {
    const auto found =
        std::lower_bound(states.begin(), states.end(), id, [](const State& state, std::uint32_t wanted) { return state.id < wanted; });
    if (found == states.end() || found->id != id) return std::nullopt;
    return static_cast<std::size_t>(found - states.begin());
  }
};

// --- C++ -----------------------------------------------------------------------------------------------------------------------

std::string number(PatternCount value) {
  const auto low = static_cast<std::uint64_t>(value);
  if ((value >> 64) != 0) return "wide_count(" + cpp_hex(static_cast<std::uint64_t>(value >> 64)) + ", " + cpp_hex(low) + ")";
  if ((low >> 63) != 0) return cpp_unsigned(low);
  return cpp_integer(static_cast<std::int64_t>(low));
}

void append_escaped(std::string& out, char32_t code, std::string_view special) {
  if (code < 0x80 && special.find(static_cast<char>(code)) != std::string_view::npos) out += '\\';
  append_utf8(out, code);
}

std::string class_text(const Place& place) {
  std::string out = "[";
  for (const CharRange range : place) {
    append_escaped(out, range.low, "]-\\");
    if (range.high == range.low) continue;
    if (range.high > range.low + 1) out += '-';
    append_escaped(out, range.high, "]-\\");
  }
  return out + "]";
}

/// `"AB"` or `spelling<"[A-Z]{3}-">`.
std::string spelled(const std::vector<Place>& places) {
  const bool is_text = std::all_of(places.begin(), places.end(), [](const Place& place) { return size_of(place) == 1; });
  std::string out;
  for (auto place = places.begin(); place != places.end();) {
    if (size_of(*place) == 1) {
      append_escaped(out, place->front().low, is_text ? "" : "[{\\");
      ++place;
      continue;
    }
    const auto end = std::find_if(place, places.end(), [&](const Place& other) { return other != *place; });
    out += class_text(*place);
    if (end - place > 1) out += "{" + std::to_string(end - place) + "}";
    place = end;
  }
  return is_text ? cpp_string_literal(out) : "spelling<" + cpp_string_literal(out) + ">";
}

/// Items with commas behind them, on as few lines as hold them.
std::string lines_of(const std::vector<std::string>& items, std::string_view indentation) {
  std::string out;
  std::size_t column = kLine;
  for (const std::string& item : items) {
    if (column + item.size() + 2 > kLine) {
      out += out.empty() ? "" : "\n";
      out += indentation;
      column = indentation.size() - 1;
    } else {
      out += ' ';
    }
    out += item + ",";
    column += item.size() + 2;
  }
  return out + "\n";
}

std::string table(const std::string& type, const std::string& name, std::string body) {
  // One line where it fits.
  if (std::count(body.begin(), body.end(), '\n') == 1 && body.find("//") == std::string::npos) {
    const std::size_t first = body.find_first_not_of(' ');
    std::string line = "constexpr " + type + " " + name + "[] = {" + body.substr(first, body.size() - first - 2) + "};\n";
    if (line.size() <= kLine + 1) return line;
  }
  return "constexpr " + type + " " + name + "[] = {\n" + body + "};\n";
}

std::string object_type(std::uint32_t max_bytes, bool plain) {
  return "pattern<" + std::to_string(max_bytes) + ", " + (plain ? "true" : "false") + ">";
}

}  // namespace

std::string pattern_tables(const Pattern& pattern, std::string_view name) {
  const Chains chains(pattern);
  const std::string prefix(name);
  std::string edges;
  std::vector<std::string> states;
  std::size_t first = 0;
  for (const Chains::State& state : chains.states) {
    std::vector<std::string> items;
    if (state.accepts) items.emplace_back("{\"\", kPatternEnd, 0}");
    for (const Chain& chain : state.chains) {
      const auto target = chains.number_of(chain.target);
      items.push_back("{" + spelled(chain.places) + ", " + (target ? std::to_string(*target) : "kPatternEnd") + ", " +
                      number(chain.before) + "}");
    }
    edges += lines_of(items, "    ");
    if (chains.states.size() > 1) edges.insert(edges.size() - 1, "  // " + std::to_string(states.size()));
    states.push_back("{" + std::to_string(first) + ", " + std::to_string(items.size()) + ", " + number(state.count) + "}");
    first += items.size();
  }
  return table("PatternEdge", prefix + "Edges", edges) + table("PatternState", prefix + "States", lines_of(states, "    ")) +
         "constexpr auto " + prefix + " = " + object_type(pattern.max_bytes, pattern.plain) + "(" + prefix + "States, " + prefix +
         "Edges);\n";
}

std::string matcher_tables(const Matcher& matcher, std::string_view name, std::string_view source) {
  const std::string prefix(name);
  std::vector<std::string> edges, states;
  for (const MatcherState& state : matcher.states) {
    states.push_back("{" + std::to_string(edges.size()) + ", " + std::to_string(state.edges.size()) + ", " +
                     (state.accepts ? "true" : "false") + "}");
    for (const MatcherEdge& edge : state.edges)
      edges.push_back("{" + std::to_string(edge.low) + ", " + std::to_string(edge.high) + ", " + std::to_string(edge.target) + "}");
  }
  if (edges.empty()) edges.emplace_back("{1, 0, 0}");  // C++ has no empty arrays
  return "// Texts that /" + cpp_comment_text(source) + "/ describes\n" + table("MatcherEdge", prefix + "Edges", lines_of(edges, "    ")) +
         table("MatcherState", prefix + "States", lines_of(states, "    ")) + "[[maybe_unused]] constexpr Matcher " + prefix + "{" +
         prefix + "States, " + prefix + "Edges};\n";
}

std::string pattern_tables(const Regex& regex, std::string_view name, std::string_view source) {
  std::string out = "// /" + cpp_comment_text(source) + "/, " + regex.size + (regex.size == "1" ? " text\n" : " texts\n");
  if (regex.parts.size() == 1) return out + pattern_tables(regex.parts.front(), name);
  std::string parts;
  std::map<std::string, std::string> names;  // equal parts share their tables
  for (const Pattern& part : regex.parts) {
    const auto [place, is_new] =
        names.try_emplace(pattern_tables(part, name), std::string(name) + "Part" + std::to_string(names.size() + 1));
    if (is_new) out += pattern_tables(part, place->second);
    parts += (parts.empty() ? "" : ", ") + place->second;
  }
  return out + "constexpr auto " + std::string(name) + " = " + object_type(regex.max_bytes, regex.plain) + "(" + parts + ");\n";
}

}  // namespace sydac::compiler
