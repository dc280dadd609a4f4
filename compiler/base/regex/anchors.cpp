#include <algorithm>

#include "base/regex/syntax.hpp"

namespace sydac::compiler {
namespace {

/// Walks down with what is known of both sides. Recursion is as deep as the groups nest.
class AnchorCheck {
 public:
  AnchorCheck(const RegexTree& tree, std::string_view pattern) : tree_(tree), pattern_(pattern) {}

  std::optional<RegexProblem> visit(RegexNodeId id, bool starts, bool ends) {
    const RegexNode& node = tree_.nodes[id];
    switch (node.kind) {
      case RegexNodeKind::characters: return std::nullopt;
      case RegexNodeKind::start_anchor: return starts ? std::nullopt : std::optional(misplaced(node, "behind something, it is the start"));
      case RegexNodeKind::end_anchor: return ends ? std::nullopt : std::optional(misplaced(node, "before something, it is the end"));
      case RegexNodeKind::sequence: return visit_sequence(node, starts, ends);
      case RegexNodeKind::choice:
        for (const RegexNodeId part : node.parts) {
          if (auto problem = visit(part, starts, ends)) return problem;
        }
        return std::nullopt;
      case RegexNodeKind::repeat: {
        // Another round stands beside each but the only one.
        const bool alone = node.max <= 1 || node.longest == 0;
        return visit(node.parts.front(), starts && alone, ends && alone);
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<RegexProblem> visit_sequence(const RegexNode& node, bool starts, bool ends) {
    const auto has_length = [&](RegexNodeId part) { return tree_.nodes[part].longest > 0; };
    const auto first = std::find_if(node.parts.begin(), node.parts.end(), has_length);
    const auto last = std::find_if(node.parts.rbegin(), node.parts.rend(), has_length).base();  // behind the last one
    for (auto part = node.parts.begin(); part != node.parts.end(); ++part) {
      if (auto problem = visit(*part, starts && part <= first, ends && part + 1 >= last)) return problem;
    }
    return std::nullopt;
  }

  RegexProblem misplaced(const RegexNode& node, std::string_view where) const {
    const std::string sign(pattern_.substr(node.begin, node.end - node.begin));
    return {node.begin, node.end, "`" + sign + "` can not match " + std::string(where) + " of the text",
            sign.size() == 1 ? "the sign itself is written `\\" + sign + "`" : ""};
  }

  const RegexTree& tree_;
  std::string_view pattern_;
};

}  // namespace

std::optional<RegexProblem> misplaced_anchor(const RegexTree& tree, std::string_view pattern) {
  return AnchorCheck(tree, pattern).visit(tree.root, true, true);
}

}  // namespace sydac::compiler
