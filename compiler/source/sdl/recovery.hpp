// How the parser goes on after an error. For the SDL's own sources only.
#pragma once

#include <SdlParser.h>
#include <antlr4-runtime.h>

#include "base/diagnostics.hpp"
#include "source/sdl/token_stream.hpp"

namespace sydac::compiler::sdl {

/// What was being read when a token did not fit.
struct Trouble {
  enum class Kind {
    mismatch,      // the token is not the one that must come here
    bad_start,     // it begins no entry of the list `rule`
    after_entry,   // an entry of the list `rule` is complete, and it is no separator
    nested_deeply  // more expressions inside each other than the language has
  } kind;
  std::size_t rule;                         // of the grammar
  std::size_t at;                           // the token, by its index in the stream
  antlr4::ParserRuleContext* context;       // the rule being read, or the list
  antlr4::misc::IntervalSet expected = {};  // token types; empty when a choice of rules failed
};

/// Reports an error where the rule that failed is a declaration, a member or an entry of a list, and skips the rest of that; rules inside
/// pass the error on. Lists check what begins and what follows their entries before ANTLR looks, so that a bad line costs that line. No
/// rule is guessed and no token invented.
class Recovery final : public antlr4::DefaultErrorStrategy {
 public:
  Recovery(const TokenList& tokens, const TokenStream& stream, Diagnostics& diagnostics)
      : tokens_(tokens), stream_(stream), diagnostics_(diagnostics) {}

  void reset(antlr4::Parser*) override { reported_ = false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override { throw antlr4::InputMismatchException(parser); }
  void sync(antlr4::Parser* parser) override;

  /// Where the parser met what it could not read.
  const std::vector<std::uint32_t>& places() const { return places_; }

 private:
  struct List;
  static const List* list_of(std::size_t rule);
  bool can_begin(antlr4::Parser* parser, const List& list, std::size_t type) const;
  void skip(antlr4::Parser* parser, const antlr4::ParserRuleContext& from, bool comma_ends);
  void report(const Trouble& trouble);

  const TokenList& tokens_;
  const TokenStream& stream_;
  Diagnostics& diagnostics_;
  std::vector<std::uint32_t> places_;
  bool reported_ = false;  // the error on its way up was reported
};

/// Says what is wrong, in the words of the language.
void report_trouble(const Trouble& trouble, const TokenList& tokens, const TokenStream& stream, Diagnostics& diagnostics);

}  // namespace sydac::compiler::sdl
