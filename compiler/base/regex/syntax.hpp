// The tree of a pattern. Nodes refer to each other by number; the tree is as deep as its groups, which nest kMaxPatternNesting deep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/regex/char_set.hpp"
#include "base/regex/regex.hpp"

namespace sydac::compiler {

using RegexNodeId = std::uint32_t;

enum class RegexNodeKind : std::uint8_t { characters, sequence, choice, repeat, start_anchor, end_anchor };

struct RegexNode {
  RegexNodeKind kind = RegexNodeKind::sequence;
  std::size_t begin = 0, end = 0;       // bytes of the pattern
  std::uint32_t set = 0;                // characters: index into RegexTree::sets
  std::uint32_t min = 1, max = 1;       // repeat
  bool endless = false;                 // no upper bound was written
  std::uint64_t longest = 0;            // characters of its longest string, at most kEndless
  std::vector<RegexNodeId> parts = {};  // of a sequence, which may have none, or choice; the body of a repeat
};

/// Stands for any greater length too.
inline constexpr std::uint64_t kEndless = std::uint64_t{1} << 40;

struct RegexTree {
  std::vector<RegexNode> nodes;
  std::vector<CharSet> sets;  // all different
  RegexNodeId root = 0;
};

/// What a pattern is for. To match, `.` is every character but a line feed, and a negated set has all characters that it does not name.
enum class RegexUse : std::uint8_t { drawing, matching };

std::variant<RegexTree, RegexProblem> parse_regex(std::string_view pattern, RegexUse use = RegexUse::drawing);

/// The first anchor that changes what the pattern describes; those at its start or end, or at that of a branch, do not.
std::optional<RegexProblem> misplaced_anchor(const RegexTree& tree, std::string_view pattern);

}  // namespace sydac::compiler
