// Texts that a regular expression describes, by number: `kSku(draw)`, `kSku.at(k)`, `kSku.rank("ABC-1234")`. The compiler writes the
// tables.
//
// A table is the expression's minimal automaton. Its edges carry as many characters as follow without a choice of where to go: all of
// `[A-Z]{3}-[0-9]{4}` is one edge. Numbers follow the order of the strings: a shorter prefix first, then by code point.
#pragma once

#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include <sydac/draw.hpp>
#include <sydac/spelling.hpp>
#include <sydac/text.hpp>

namespace sydac {

/// The target of an edge behind which nothing follows.
inline constexpr std::uint32_t kPatternEnd = ~std::uint32_t{0};

/// One way on from a state: a constant text or a spelling, then the target's strings. `before` strings of the state come first.
struct PatternEdge {
  const char* text;
  const Spelling* spelling;  // null: the text alone
  std::uint32_t bytes;       // of the text
  std::uint32_t target;
  UInt128 before;

  template <std::size_t N>
  constexpr PatternEdge(const char (&literal)[N], std::uint32_t to, UInt128 first)
      : text(literal), spelling(nullptr), bytes(N - 1), target(to), before(first) {}
  constexpr PatternEdge(const Spelling& spelled, std::uint32_t to, UInt128 first)
      : text(spelled.text), spelling(&spelled), bytes(spelled.bytes), target(to), before(first) {}
};

/// The edges first .. first + edges - 1, in the order of their strings, and how many strings there are.
struct PatternState {
  std::uint32_t first, edges;
  UInt128 count;
  std::uint64_t inverse;  // 2^64 / count, rounded down, where the count has 64 bits

  constexpr PatternState(std::uint32_t first_edge, std::uint32_t edge_count, UInt128 strings)
      : first(first_edge),
        edges(edge_count),
        count(strings),
        inverse((strings >> 64) == 0 ? ~std::uint64_t{0} / static_cast<std::uint64_t>(strings) : 0) {}
};

/// 128 bits from two halves: C++ has no literal for them.
constexpr UInt128 wide_count(std::uint64_t high, std::uint64_t low) { return static_cast<UInt128>(high) << 64 | low; }

namespace detail {

/// The last edge of the state that begins at k or before.
template <class Rank>
constexpr const PatternEdge& edge_of(const PatternEdge* edges, const PatternState& state, Rank k) {
  const PatternEdge* edge = edges + state.first;
  for (std::uint32_t left = state.edges; left > 1;) {
    const std::uint32_t half = left / 2;
    edge += static_cast<Rank>(edge[half].before) <= k ? half : 0;
    left -= half;
  }
  return *edge;
}

struct PatternTables {
  const PatternState* states;
  const PatternEdge* edges;

  /// String number k of a state.
  constexpr char* write(char* out, UInt128 k) const {
    std::uint32_t at = 0;
    while (at != kPatternEnd && (states[at].count >> 64) != 0) {
      const PatternEdge& edge = edge_of(edges, states[at], k);
      k -= edge.before;
      std::uint64_t head = 0;
      if (edge.spelling != nullptr) {
        const UInt128 rest = edge.target == kPatternEnd ? 1 : states[edge.target].count;
        head = static_cast<std::uint64_t>(k / rest);
        k -= head * rest;
      }
      out = write_edge(out, edge, head);
      at = edge.target;
    }
    return write_narrow(out, at, static_cast<std::uint64_t>(k));
  }

  /// What the number of the string at the start of `text` is, which is taken away from it; all of it when the last state is left.
  constexpr std::optional<UInt128> read(std::string_view& text) const {
    UInt128 rank = 0;
    for (std::uint32_t at = 0; at != kPatternEnd;) {
      const PatternState& state = states[at];
      const PatternEdge* found = nullptr;
      std::uint64_t head = 0;
      std::size_t size = 0;
      for (std::uint32_t i = state.first; i < state.first + state.edges && found == nullptr; ++i) {
        if (edges[i].bytes == 0 ? text.empty() : matches(edges[i], text, head, size)) found = &edges[i];
      }
      if (found == nullptr) return std::nullopt;
      text.remove_prefix(size);
      at = found->target;
      rank += found->before + head * (at == kPatternEnd ? 1 : states[at].count);
    }
    return rank;
  }

 private:
  constexpr char* write_narrow(char* out, std::uint32_t at, std::uint64_t k) const {
    while (at != kPatternEnd) {
      const PatternEdge& edge = edge_of(edges, states[at], k);
      k -= static_cast<std::uint64_t>(edge.before);
      std::uint64_t head = k;
      at = edge.target;
      if (edge.spelling != nullptr && at != kPatternEnd) {
        const auto count = static_cast<std::uint64_t>(states[at].count);
        head = multiply_high(k, states[at].inverse);  // one too low at most
        k -= head * count;
        if (k >= count) {
          k -= count;
          ++head;
        }
      }
      out = write_edge(out, edge, head);
    }
    return out;
  }

  static constexpr char* write_edge(char* out, const PatternEdge& edge, std::uint64_t k) {
    if (edge.spelling == nullptr) return write_text(out, edge.text, edge.bytes);
    const Spelling& spelled = *edge.spelling;
    if (!spelled.ascii) return write_wide(out, spelled, k);
    copy_bytes(out, spelled.text, Spelling::kMaxBytes);
    const PatternSpot* spot = spelled.spots + spelled.spot_count - 1;
    for (; spot != spelled.spots; --spot) {
      const std::uint64_t before = multiply_high(k, spot->inverse);
      out[spot->position] = spelled.letters[spot->letters + (k - before * spot->size)];
      k = before;
    }
    out[spot->position] = spelled.letters[spot->letters + k];
    return out + spelled.bytes;
  }

  static constexpr char* write_text(char* out, const char* text, std::uint32_t bytes) {
    if (bytes > 4) return copy_bytes(out, text, bytes);
    for (std::uint32_t i = 0; i < bytes; ++i) out[i] = text[i];  // most texts: cheaper than a call
    return out + bytes;
  }

  static constexpr char* write_wide(char* out, const Spelling& spelled, std::uint64_t k) {
    std::uint32_t digits[Spelling::kMaxBytes] = {};
    for (std::size_t i = spelled.spot_count; i-- > 0;) {
      const std::uint64_t before = i == 0 ? 0 : multiply_high(k, spelled.spots[i].inverse);
      digits[i] = static_cast<std::uint32_t>(k - before * spelled.spots[i].size);
      k = before;
    }
    std::size_t from = 0;
    for (std::size_t i = 0; i < spelled.spot_count; ++i) {
      const PatternSpot& spot = spelled.spots[i];
      out = copy_bytes(out, spelled.text + from, spot.position - from);
      from = spot.position + 1u;
      out = write_utf8(out, character(spelled, spot, digits[i]));
    }
    return copy_bytes(out, spelled.text + from, spelled.bytes - from);
  }

  static constexpr char32_t character(const Spelling& spelled, const PatternSpot& spot, std::uint32_t digit) {
    if (spot.range_count == 0) return static_cast<unsigned char>(spelled.letters[spot.letters + digit]);
    const CodeRange* range = spelled.ranges + spot.ranges;
    for (std::uint32_t left = spot.range_count; left > 1; left -= left / 2) range += range[left / 2].before <= digit ? left / 2 : 0;
    return range->low + (digit - range->before);
  }

  /// Whether the text begins with what the edge writes: the number of that, and its bytes.
  static constexpr bool matches(const PatternEdge& edge, std::string_view text, std::uint64_t& head, std::size_t& size) {
    const std::string_view form(edge.text, edge.bytes);
    const std::span<const PatternSpot> spots =
        edge.spelling == nullptr ? std::span<const PatternSpot>() : std::span(edge.spelling->spots, edge.spelling->spot_count);
    std::string_view rest = text;
    head = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (rest.empty()) return false;
      if (next < spots.size() && spots[next].position == i) {
        const PatternSpot& spot = spots[next++];
        std::size_t bytes = 0;
        const auto digit = digit_of(*edge.spelling, spot, read_utf8(rest, bytes));
        if (!digit) return false;
        head = head * spot.size + *digit;
        rest.remove_prefix(bytes);
      } else {
        if (rest.front() != form[i]) return false;
        rest.remove_prefix(1);
      }
    }
    size = text.size() - rest.size();
    return true;
  }

  static constexpr std::optional<std::uint32_t> digit_of(const Spelling& spelled, const PatternSpot& spot, char32_t code) {
    if (spot.range_count == 0) {
      for (std::uint32_t i = 0; i < spot.size; ++i) {
        if (static_cast<unsigned char>(spelled.letters[spot.letters + i]) == code) return i;
      }
      return std::nullopt;
    }
    for (std::size_t i = 0; i < spot.range_count; ++i) {
      const CodeRange& range = spelled.ranges[spot.ranges + i];
      const std::uint32_t end = i + 1u < spot.range_count ? (&range)[1].before : spot.size;
      if (code >= range.low && code - range.low < end - range.before) return range.before + (code - range.low);
    }
    return std::nullopt;
  }
};

}  // namespace detail

/// One string of a pattern, found when it is written.
template <std::size_t Max, bool Plain>
struct PatternText {
  static constexpr std::size_t max_bytes = Max;
  static constexpr bool plain = Plain;
  detail::PatternTables tables;
  UInt128 k;
  constexpr char* write(char* out) const { return tables.write(out, k); }
};

/// A regular expression whose strings have at most Max bytes; Plain as for every text value.
template <std::size_t Max, bool Plain>
class TextPattern {
 public:
  using Value = PatternText<Max, Plain>;

  template <std::size_t S, std::size_t E>
  constexpr TextPattern(const PatternState (&states)[S], const PatternEdge (&edges)[E]) : tables_{states, edges} {}

  constexpr UInt128 count() const { return tables_.states[0].count; }
  /// Number k of count(), all different.
  constexpr Value at(UInt128 k) const { return {tables_, k}; }
  /// The same; where a pattern has several parts, those that k does not choose are drawn.
  constexpr Value at(UInt128 k, Draw) const { return at(k); }
  constexpr Value operator()(Draw draw) const { return at(draw.below_wide(count())); }

  /// The k of a string; nothing of another text.
  constexpr std::optional<UInt128> rank(std::string_view text) const {
    const auto rank = tables_.read(text);
    return text.empty() ? rank : std::nullopt;
  }
  /// The k of the string at the start of the text, which is taken away from it. Must not be a pattern where one string begins another.
  constexpr std::optional<UInt128> take(std::string_view& text) const { return tables_.read(text); }

 private:
  detail::PatternTables tables_;
};

/// Strings of several patterns one after the other: a language with more strings than a number of 128 bits can tell apart. What at() tells
/// apart is those of the largest part.
template <std::size_t Max, bool Plain, class... Parts>
class TextPatterns {
 public:
  struct Value {
    static constexpr std::size_t max_bytes = Max;
    static constexpr bool plain = Plain;
    Join<typename Parts::Value...> parts;
    constexpr char* write(char* out) const { return parts.write(out); }
  };

  constexpr explicit TextPatterns(const Parts&... parts) : parts_{parts...}, largest_(largest(parts...)) {}

  constexpr UInt128 count() const { return count_of(std::index_sequence_for<Parts...>()); }
  constexpr Value at(UInt128 k, Draw draw) const { return make(&k, draw, std::index_sequence_for<Parts...>()); }
  constexpr Value operator()(Draw draw) const { return make(nullptr, draw, std::index_sequence_for<Parts...>()); }

  /// The k for which at() gives the text, with the right draw.
  constexpr std::optional<UInt128> rank(std::string_view text) const {
    std::optional<UInt128> found;
    std::size_t index = 0;
    const bool all = std::apply([&](const auto&... part) { return (take(part, text, index++, found) && ...); }, parts_);
    return all && text.empty() ? found : std::nullopt;
  }

 private:
  static constexpr std::size_t largest(const Parts&... parts) {
    std::size_t index = 0, best = 0;
    UInt128 most = 0;
    ((best = parts.count() > most ? index : best, most = parts.count() > most ? parts.count() : most, ++index), ...);
    return best;
  }
  template <std::size_t... I>
  constexpr UInt128 count_of(std::index_sequence<I...>) const {
    UInt128 count = 0;
    ((count = I == largest_ ? std::get<I>(parts_).count() : count), ...);
    return count;
  }
  template <std::size_t... I>
  constexpr Value make(const UInt128* k, Draw draw, std::index_sequence<I...>) const {
    return {detail::make_join((k != nullptr && I == largest_ ? std::get<I>(parts_).at(*k) : std::get<I>(parts_)(draw.fork(I)))...)};
  }
  template <class Part>
  constexpr bool take(const Part& part, std::string_view& text, std::size_t index, std::optional<UInt128>& found) const {
    const auto rank = part.take(text);
    if (index == largest_) found = rank;
    return rank.has_value();
  }

  std::tuple<Parts...> parts_;
  std::size_t largest_;
};

/// `constexpr auto kSku = pattern<8, true>(kSkuStates, kSkuEdges);`
template <std::size_t Max, bool Plain, std::size_t S, std::size_t E>
constexpr auto pattern(const PatternState (&states)[S], const PatternEdge (&edges)[E]) {
  return TextPattern<Max, Plain>(states, edges);
}
/// `constexpr auto kHash = pattern<64, true>(kHashPart1, kHashPart2);`
template <std::size_t Max, bool Plain, class... Parts>
constexpr auto pattern(const Parts&... parts) {
  return TextPatterns<Max, Plain, Parts...>(parts...);
}

}  // namespace sydac
