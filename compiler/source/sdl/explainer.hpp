// Finds the words for a syntax error. For the SDL's own sources only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostics.hpp"
#include "base/text.hpp"
#include "source/sdl/recovery.hpp"

namespace sydac::compiler::sdl {

/// Tries the slips that people make, one after the other; the first that fits is reported. What fits none is told as what was seen and what
/// is expected.
class Explainer {
 public:
  Explainer(const Trouble& trouble, const TokenList& tokens, const TokenStream& stream, Diagnostics& diagnostics)
      : trouble_(trouble),
        tokens_(tokens),
        stream_(stream),
        diagnostics_(diagnostics),
        seen_(stream.at(trouble.at)),
        next_(stream.at(trouble.at + 1)) {
    if (trouble.at > 0) previous_ = &stream.at(trouble.at - 1);
  }

  void explain();

 private:
  bool in(std::size_t rule) const;
  static bool list_rule(std::size_t rule) {
    return rule == SdlParser::RuleFile || rule == SdlParser::RuleMembers || rule == SdlParser::RuleRefinements ||
           rule == SdlParser::RuleArms || rule == SdlParser::RuleWeights;
  }
  bool in_member_list() const { return trouble_.rule == SdlParser::RuleMembers || trouble_.rule == SdlParser::RuleRefinements; }
  bool in_value() const { return in(SdlParser::RuleExpression); }
  bool after_entry() const { return trouble_.kind == Trouble::Kind::after_entry; }
  antlr4::ParserRuleContext* last_entry() const {
    return after_entry() ? dynamic_cast<antlr4::ParserRuleContext*>(trouble_.context->children.back()) : nullptr;
  }
  /// The index of the first token of the entry that is being read.
  std::size_t entry_begin() const;
  bool line_ends_between(const Token& left, const Token& right) const {
    return left.end <= right.begin && tokens_.text.substr(left.end, right.begin - left.end).find('\n') != std::string_view::npos;
  }
  /// The bracket in which the token stands, of those that its entry opens.
  std::size_t enclosing_bracket() const;
  bool touches(const Token& left, const Token& right) const { return left.end == right.begin; }
  bool previous_is(std::size_t type) const { return previous_ && previous_->type == type; }
  bool begins_value(std::size_t type) const;

  Diagnostic& report_at(const Token& token, Code code, std::initializer_list<std::string_view> arguments) {
    Span span = tokens_.span_of(token);
    if (token.type == SdlParser::NEWLINE) span.end = span.begin;
    return diagnostics_.report(code, span, arguments);
  }
  Diagnostic& report(Code code, std::initializer_list<std::string_view> arguments) { return report_at(seen_, code, arguments); }
  bool unexpected(std::string_view expectation, std::string_view hint = {}) {
    if (previous_ && trouble_.kind != Trouble::Kind::bad_start && is_closing(seen_.type) && line_ends_between(*previous_, seen_)) {
      diagnostics_.report(Code::unexpected, {tokens_.file, previous_->end, previous_->end}, {"the end of the line", expectation})
          .suggest(std::string(hint));
      return true;
    }
    report(Code::unexpected, {spoken(tokens_, seen_), expectation}).suggest(std::string(hint));
    return true;
  }
  std::string half(const Token& number) const {
    return "a decimal has a digit after its point: `" + printable(tokens_.text_of(number), 40) + ".0`";
  }
  std::string word() const { return is_word(seen_.type) ? std::string(tokens_.text_of(seen_)) : std::string(); }

  bool dashes();
  bool chain();
  bool half_number();
  bool bad_start();
  bool wrong_equals();
  bool reserved();
  bool member();
  bool after_member();
  bool unfinished_line();
  bool header();
  bool value();
  bool separator();
  bool pick();
  void expected();
  bool unknown_declaration();
  bool foreign_word();

  const Trouble& trouble_;
  const TokenList& tokens_;
  const TokenStream& stream_;
  Diagnostics& diagnostics_;
  const Token& seen_;
  const Token& next_;
  const Token* previous_ = nullptr;
};

/// At most 40 bytes of it, ASCII letters in lower case.
std::string lower_case(std::string_view word);

/// The text that a list has for a word, or "".
std::string_view look_up(std::initializer_list<std::pair<std::string_view, std::string_view>> list, std::string_view word);

}  // namespace sydac::compiler::sdl
