// What the generated parser derives from: the guard of its recursion.
#pragma once

#include <antlr4-runtime.h>

#include <cstddef>

/// An expression inside more brackets or `if`s than the language has; caught and recovered from as any other error in a rule.
class NestedTooDeeply : public antlr4::RecognitionException {
 public:
  explicit NestedTooDeeply(antlr4::Parser& parser)
      : RecognitionException(&parser, parser.getTokenStream(), parser.getContext(), parser.getCurrentToken()) {}
};

class SdlParserBase : public antlr4::Parser {
 public:
  using Parser::Parser;

 protected:
  /// Expressions inside each other: brackets and `if` (brackets alone are counted before the parser runs).
  static constexpr std::size_t kMaxExpressions = 257;
  /// Operators inside each other without a bracket: `- - - x`. Bounds the stack, with room for the levels of precedence in each bracket.
  static constexpr std::size_t kMaxOperators = 4096;

  enum class Rule { plain, left_recursive };

  /// Counts one rule in, and out again when it is left; a local of the rule, because the 4.9 runtime's `exitRule` is not virtual. It is
  /// made before the rule's own clean-up is armed, so that one too many has to leave the rule itself.
  class Nesting {
   public:
    Nesting(SdlParserBase& parser, std::size_t& depth, std::size_t limit, Rule rule) : depth_(depth) {
      if (depth_ >= limit) {
        NestedTooDeeply error(parser);
        if (rule == Rule::plain) {
          parser.exitRule();
        } else {
          parser.unrollRecursionContexts(static_cast<antlr4::ParserRuleContext*>(parser.getContext()->parent));
        }
        throw error;
      }
      ++depth_;
    }
    ~Nesting() { --depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    std::size_t& depth_;
  };

  std::size_t expressions_ = 0, operators_ = 0;
};
