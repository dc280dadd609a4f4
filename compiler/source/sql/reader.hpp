// Runs the grammar over some tokens of a statement. For the SQL front end's own sources only.
#pragma once

#include <SqlDdlParser.h>

#include <memory>
#include <optional>
#include <span>

#include "source/sql/token_stream.hpp"

namespace sydac::compiler::sql {

class Reader {
 public:
  /// Of one piece; a tree takes some two thousand bytes for each token.
  static constexpr std::size_t kMaxTokens = 150'000;

  Reader();
  ~Reader();

  /// What the rule makes of the tokens, or null: `failed_at` is then the index of the token that did not fit, the number of tokens where
  /// more were needed. The tree lives until the next call.
  template <class Context>
  Context* read(std::span<const Token> tokens, Context* (SqlDdlParser::*rule)()) {
    Context* tree = nullptr;
    if (tokens.size() > kMaxTokens) {
      failed_at_ = kMaxTokens;
      return nullptr;
    }
    for (const bool full : {false, true}) {  // the fast prediction first; what it refuses may still be right
      begin(tokens, full);
      if (run([&] { tree = (parser_.*rule)(); })) return tree;
    }
    return nullptr;
  }

  std::size_t failed_at() const { return failed_at_; }
  /// How many tokens the rule took.
  std::size_t taken() const { return taken_; }

 private:
  void begin(std::span<const Token> tokens, bool full);
  template <class Action>
  bool run(Action action);

  std::unique_ptr<TokenStream> stream_;
  SqlDdlParser parser_;
  std::size_t failed_at_ = 0, taken_ = 0;
};

/// Thrown by the error strategy, and caught by the reader.
struct Refused {
  std::size_t token;
};

template <class Action>
bool Reader::run(Action action) {
  try {
    action();
    taken_ = stream_->index();
    return true;
  } catch (const Refused& refused) {
    failed_at_ = refused.token;
    return false;
  }
}

/// The node as one labelled alternative of its rule, or null when it is another (or null itself).
template <class To, class From>
To* as(From* node) {
  return dynamic_cast<To*>(node);
}

inline const Token& token_of(const antlr4::Token* token) { return static_cast<const ParserToken*>(token)->token(); }
inline const Token& token_of(antlr4::tree::TerminalNode* node) { return token_of(node->getSymbol()); }

}  // namespace sydac::compiler::sql
