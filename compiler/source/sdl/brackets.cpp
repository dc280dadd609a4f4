// Balances brackets before the parser runs, so that one missing brace is one error and not one for each line that follows it.
#include <SdlLexer.h>

#include <algorithm>
#include <optional>

#include "source/sdl/lex.hpp"

namespace sydac::compiler::sdl {
namespace {

using L = SdlLexer;

/// Where a token stands: enough to see which brackets the layout says belong together.
struct Place {
  std::uint32_t line = 0, indent = 0;  // of its line
  bool first = false;                  // on its line
};

std::vector<Place> places_of(const TokenList& tokens) {
  std::vector<Place> places(tokens.all.size());
  std::uint32_t line = 0, indent = 0, line_begin = 0;
  bool fresh = true;
  for (std::size_t i = 0; i < tokens.all.size(); ++i) {
    const Token& token = tokens.all[i];
    if (token.type == L::LINE_BREAK) {
      ++line;
      line_begin = token.end;
      fresh = true;
    } else if (!token.hidden) {
      if (fresh) indent = token.begin - line_begin;
      places[i] = {line, indent, fresh};
      fresh = false;
      continue;
    }
    places[i] = {line, indent, false};
  }
  return places;
}

struct Repair {
  enum class Kind { insert, hide, replace } kind;
  std::size_t at;       // the token before which to insert, to hide, or to replace
  std::size_t type;     // of the bracket inserted or put instead
  std::size_t culprit;  // the token to report
};

class Balance {
 public:
  Balance(const TokenList& tokens, const std::vector<Place>& places, bool by_indentation)
      : tokens_(tokens.all), places_(places), by_indentation_(by_indentation) {}

  std::vector<Repair> repairs() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].hidden) continue;
      if (by_indentation_ && places_[i].first) close_deeper_blocks(i);
      if (is_opening(tokens_[i].type)) open_.push_back(i);
      if (is_closing(tokens_[i].type)) close(i);
      if (tokens_[i].type == antlr4::Token::EOF) {
        while (!open_.empty()) unclosed(i);
      }
    }
    return std::move(repairs_);
  }

 private:
  std::size_t type_of(std::size_t token) const { return tokens_[token].type; }

  /// The innermost bracket is not closed before token `limit`; it is taken to end before the first line that is not indented deeper than
  /// its own, a round or square one also before a brace that ends a line.
  void unclosed(std::size_t limit) {
    const std::size_t opening = open_.back();
    open_.pop_back();
    std::size_t at = opening + 1;
    const bool brace = type_of(opening) == L::OPEN_BRACE;
    while (at < limit && !(places_[at].first && places_[at].indent <= places_[opening].indent) && (brace || !opens_block(at))) ++at;
    repairs_.push_back({Repair::Kind::insert, line_end_before(at), partner_of(type_of(opening)), opening});
  }

  bool opens_block(std::size_t i) const {
    if (type_of(i) != L::OPEN_BRACE) return false;
    while (++i < tokens_.size() && tokens_[i].hidden && type_of(i) != L::LINE_BREAK) continue;
    return type_of(i) == L::LINE_BREAK;
  }

  /// The line break that ends the line before a token that begins one, so that what is inserted there is followed by it.
  std::size_t line_end_before(std::size_t at) const {
    std::size_t end = at;
    while (end > 0 && tokens_[end - 1].hidden) --end;
    return places_[at].first || type_of(at) == antlr4::Token::EOF ? end : at;
  }

  void close_deeper_blocks(std::size_t i) {
    const bool closing = is_closing(type_of(i));
    while (!open_.empty() && type_of(open_.back()) != L::INTERPOLATION_START && places_[open_.back()].line < places_[i].line) {
      const Place& opener = places_[open_.back()];
      if (closing ? opener.indent <= places_[i].indent : opener.indent < places_[i].indent) return;
      if (closing && open_.size() < 2) return;
      // brackets of one line may close in any order on lines below it
      unclosed(i);
    }
  }

  /// Can a closing bracket find its opening one? `}` looks past parentheses, `)` and `]` past each other, never past a brace.
  bool reaches(std::size_t wanted) const {
    for (auto opening = open_.rbegin(); opening != open_.rend(); ++opening) {
      const std::size_t type = type_of(*opening);
      if (type == wanted) return true;
      if (type == L::INTERPOLATION_START || (type == L::OPEN_BRACE && wanted != L::INTERPOLATION_START)) return false;
    }
    return false;
  }

  void close(std::size_t i) {
    const std::size_t wanted = partner_of(type_of(i));
    if (!open_.empty() && type_of(open_.back()) == wanted) return open_.pop_back();
    if (reaches(wanted)) {
      while (type_of(open_.back()) != wanted) unclosed(i);
      return open_.pop_back();
    }
    const bool round = type_of(i) == L::CLOSE_PAREN || type_of(i) == L::CLOSE_BRACKET;
    if (round && !open_.empty() && (type_of(open_.back()) == L::OPEN_PAREN || type_of(open_.back()) == L::OPEN_BRACKET)) {
      repairs_.push_back({Repair::Kind::replace, i, partner_of(type_of(open_.back())), i});
      return open_.pop_back();
    }
    if (type_of(i) == L::CLOSE_BRACE && open_.empty()) {
      if (const auto heading = heading_without_brace(i)) {
        std::size_t end = *heading;
        while (end + 1 < tokens_.size() && places_[end + 1].line == places_[*heading].line && !tokens_[end + 1].hidden) ++end;
        return repairs_.push_back({Repair::Kind::insert, end + 1, L::OPEN_BRACE, i});
      }
    }
    repairs_.push_back({Repair::Kind::hide, i, 0, i});
  }

  /// The line above that a `}` too many seems to belong to: `table t[5]` without its brace.
  std::optional<std::size_t> heading_without_brace(std::size_t closing) const {
    for (std::size_t i = closing; i-- > 0;) {
      if (type_of(i) == L::OPEN_BRACE || type_of(i) == L::CLOSE_BRACE) return std::nullopt;
      if (!places_[i].first || tokens_[i].hidden || places_[i].indent > places_[closing].indent) continue;
      const std::size_t type = type_of(i);
      const bool block = type == L::TABLE || type == L::ENUM || type == L::POOL || type == L::MIXIN || type == L::REFINE;
      return block ? std::optional(i) : std::nullopt;
    }
    return std::nullopt;
  }

  const std::vector<Token>& tokens_;
  const std::vector<Place>& places_;
  bool by_indentation_;
  std::vector<std::size_t> open_;
  std::vector<Repair> repairs_;
};

std::string quoted(std::size_t type) { return "`" + std::string(spelling_of(type)) + "`"; }

void report(TokenList& tokens, const std::vector<Repair>& repairs, Diagnostics& diagnostics) {
  std::uint32_t hidden_end = 0;  // a run of brackets that close nothing is one error
  for (const Repair& repair : repairs) {
    const Token& token = tokens.all[repair.culprit];
    tokens.slips.push_back(token.begin);
    const std::string_view shown = spelling_of(token.type);
    if (repair.kind == Repair::Kind::replace) {
      diagnostics.report(Code::wrong_bracket, tokens.span_of(token), {shown, spelling_of(repair.type)});
    } else if (repair.kind == Repair::Kind::hide) {
      if (token.begin != hidden_end || hidden_end == 0) diagnostics.report(Code::stray_bracket, tokens.span_of(token), {shown});
      hidden_end = token.end;
    } else if (repair.type == L::OPEN_BRACE) {
      const std::uint32_t end = tokens.all[repair.at - 1].end;
      diagnostics.report(Code::unexpected, {tokens.file, end, end}, {"the end of the line", "`{`"}).note("its `}`", tokens.span_of(token));
      tokens.slips.push_back(end);
    } else {
      const Token& next = tokens.all[repair.at];
      const auto swallowed = std::lower_bound(tokens.swallowed.begin(), tokens.swallowed.end(), token.begin);
      if (swallowed != tokens.swallowed.end() && *swallowed < next.begin && token.type != L::OPEN_BRACE) continue;
      if (swallowed != tokens.swallowed.end() &&
          tokens.text.substr(token.begin, *swallowed - token.begin).find('\n') == std::string_view::npos)
        continue;
      Diagnostic& made = diagnostics.report(Code::unclosed_bracket, tokens.span_of(token), {shown});
      made.note(quoted(repair.type) + (next.type == antlr4::Token::EOF ? " is missing before the end of the file" : " is missing here"),
                Span{tokens.file, next.begin, next.begin});
      tokens.slips.push_back(next.begin);
    }
  }
}

}  // namespace

void balance_brackets(TokenList& tokens, Diagnostics& diagnostics) {
  const std::vector<Place> places = places_of(tokens);
  std::vector<Repair> repairs = Balance(tokens, places, false).repairs();
  if (repairs.empty()) return;
  std::vector<Repair> by_indentation = Balance(tokens, places, true).repairs();
  if (by_indentation.size() <= repairs.size()) repairs = std::move(by_indentation);
  if (!tokens.cut_short) report(tokens, repairs, diagnostics);

  // in the order of places; several at one place stay in the order they were found, innermost first
  std::stable_sort(repairs.begin(), repairs.end(), [](const Repair& a, const Repair& b) { return a.at < b.at; });
  std::vector<Token> balanced;
  balanced.reserve(tokens.all.size() + repairs.size());
  auto repair = repairs.begin();
  for (std::size_t i = 0; i < tokens.all.size(); ++i) {
    Token token = tokens.all[i];
    for (; repair != repairs.end() && repair->at == i; ++repair) {
      if (repair->kind == Repair::Kind::hide) token.hidden = true;
      if (repair->kind == Repair::Kind::replace) token.type = repair->type;
      if (repair->kind == Repair::Kind::insert) {
        const std::uint32_t place = balanced.empty() ? 0 : balanced.back().end;
        balanced.push_back({.type = repair->type, .begin = place, .end = place, .inserted = true});
      }
    }
    balanced.push_back(token);
  }
  tokens.all = std::move(balanced);
}

}  // namespace sydac::compiler::sdl
