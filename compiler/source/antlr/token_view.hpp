// ANTLR's view of tokens that a front end cut by itself. For the front ends' own sources only.
#pragma once

#include <antlr4-runtime.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sydac::compiler {

/// `Own` has a type and the bytes [begin, end) of the text, and must stay where it is.
template <class Own>
class ParserTokenOf final : public antlr4::Token {
 public:
  ParserTokenOf(const Own& token, std::size_t index) : token_(&token), index_(index) {}

  const Own& token() const { return *token_; }

  std::size_t getType() const override { return token_->type; }
  std::size_t getTokenIndex() const override { return index_; }
  std::size_t getStartIndex() const override { return token_->begin; }
  std::size_t getStopIndex() const override { return static_cast<std::size_t>(token_->end) - 1; }
  std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
  std::size_t getLine() const override { return 0; }  // spans are bytes, lines are found when something is printed
  std::size_t getCharPositionInLine() const override { return 0; }
  std::string getText() const override { return {}; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }

 private:
  const Own* token_;
  std::size_t index_;
};

/// The last token is the end of the file; past it there is nothing else.
template <class Own>
class TokenStreamOf : public antlr4::TokenStream {
 public:
  /// A token by its index; past the end it is the end of the file.
  const Own& at(std::size_t index) const { return tokens_[std::min(index, tokens_.size() - 1)].token(); }
  std::size_t tokens() const { return tokens_.size(); }

  std::size_t LA(ssize_t distance) override {
    const antlr4::Token* token = LT(distance);
    return token ? token->getType() : antlr4::Token::INVALID_TYPE;
  }
  antlr4::Token* LT(ssize_t distance) override {
    if (distance < 0) {
      const auto back = static_cast<std::size_t>(-distance);
      return back > at_ ? nullptr : &tokens_[at_ - back];
    }
    return &tokens_[std::min(at_ + static_cast<std::size_t>(distance) - 1, tokens_.size() - 1)];
  }
  void consume() override { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = std::min(index, tokens_.size() - 1); }
  std::size_t size() override { return tokens_.size(); }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  antlr4::Token* get(std::size_t index) const override { return const_cast<ParserTokenOf<Own>*>(&tokens_[index]); }
  std::string getSourceName() const override { return "schema"; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 protected:
  void add(const Own& token) { tokens_.emplace_back(token, tokens_.size()); }

 private:
  std::vector<ParserTokenOf<Own>> tokens_;
  std::size_t at_ = 0;
};

}  // namespace sydac::compiler
