#include "source/sdl/lex.hpp"

#include <SdlLexer.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "source/sdl/bytes.hpp"

namespace sydac::compiler::sdl {
namespace {

using L = SdlLexer;

/// The classes of bytes as ANTLR reads them: an index is a byte offset.
class ByteStream final : public antlr4::CharStream {
 public:
  explicit ByteStream(std::string_view bytes) : bytes_(bytes) {}

  void consume() override { ++at_; }
  std::size_t LA(ssize_t distance) override {
    const std::size_t place = at_ + static_cast<std::size_t>(distance) - (distance > 0 ? 1 : 0);
    return place < bytes_.size() ? static_cast<unsigned char>(bytes_[place]) : IntStream::EOF;
  }
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = std::min(index, bytes_.size()); }
  std::size_t size() override { return bytes_.size(); }
  std::string getSourceName() const override { return "schema"; }
  std::string getText(const antlr4::misc::Interval& interval) override {
    const auto first = static_cast<std::size_t>(interval.a);
    return std::string(bytes_.substr(first, static_cast<std::size_t>(interval.b) + 1 - first));
  }
  std::string toString() const override { return std::string(bytes_); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

class Collector {
 public:
  Collector(const Sources& sources, FileId file, std::string_view bytes, Diagnostics& diagnostics)
      : bytes_(bytes), stream_(bytes), lexer_(&stream_), diagnostics_(diagnostics) {
    tokens_.file = file;
    tokens_.text = sources.at(file).text;
    lexer_.removeErrorListeners();
  }

  TokenList collect() {
    while (!tokens_.cut_short) {
      const std::unique_ptr<antlr4::Token> read = lexer_.nextToken();
      if (read->getType() == antlr4::Token::EOF) break;
      if (tokens_.all.size() >= kMaxTokens) {
        report(Code::file_too_large, begin_of(*read), begin_of(*read),
               {"more than " + std::to_string(kMaxTokens) + " words, signs and lines"});
        tokens_.cut_short = true;
        break;
      }
      take({.type = read->getType(),
            .begin = begin_of(*read),
            .end = static_cast<std::uint32_t>(read->getStopIndex() + 1),
            .hidden = read->getChannel() != antlr4::Token::DEFAULT_CHANNEL});
    }
    const std::uint32_t end = tokens_.cut_short && !tokens_.all.empty() ? tokens_.all.back().end : size();
    close_text(end);
    push({.type = antlr4::Token::EOF, .begin = end, .end = end});
    return std::move(tokens_);
  }

 private:
  struct Bracket {
    std::size_t type;
    std::uint32_t text_begin;  // of an interpolation: its text's opening quote
  };

  static std::uint32_t begin_of(const antlr4::Token& token) { return static_cast<std::uint32_t>(token.getStartIndex()); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_.text.size()); }

  Diagnostic& report(Code code, std::uint32_t begin, std::uint32_t end, std::initializer_list<std::string_view> arguments = {}) {
    tokens_.slips.push_back(begin);
    return diagnostics_.report(code, {tokens_.file, begin, end}, arguments);
  }

  void push(const Token& token) {
    tokens_.all.push_back(token);
    if (token.hidden) return;
    after_operand_ = ends_value(previous_);
    previous_ = token.type;
    line_start_ = false;
  }

  bool in_list() const { return brackets_.empty() || brackets_.back().type == L::OPEN_BRACE; }

  void take(Token token);
  void take_closing_brace(Token token);
  void take_slash(Token token);
  void take_slip(Token token);
  void take_number(Token token);
  void take_foreign(Token token);
  void close_text(std::uint32_t end);
  void check_name(const Token& token);
  void open(const Token& token);

  TokenList tokens_;
  std::string_view bytes_;
  ByteStream stream_;
  SdlLexer lexer_;
  Diagnostics& diagnostics_;
  std::vector<Bracket> brackets_;
  std::uint32_t text_begin_ = 0;  // of the text being read
  bool in_text_ = false;          // between its quotes and not in an interpolation
  std::size_t previous_ = 0;      // the last token that is not hidden
  bool after_operand_ = false;    // a value, or a type, ends in front of it
  bool line_start_ = true;
};

void Collector::take(Token token) {
  switch (token.type) {
    case L::LINE_BREAK:
    case L::TEXT_BREAK:
      close_text(token.begin);
      token.type = L::LINE_BREAK;
      token.hidden = true;
      push(token);
      line_start_ = in_list();
      return;
    case L::TEXT_START:
      text_begin_ = token.begin;
      in_text_ = true;
      return push(token);
    case L::TEXT_END: in_text_ = false; return push(token);
    case L::INTERPOLATION_START:
    case L::OPEN_BRACE:
    case L::OPEN_PAREN:
    case L::OPEN_BRACKET: return open(token);
    case L::CLOSE_PAREN:
    case L::CLOSE_BRACKET:
      if (!brackets_.empty() && (brackets_.back().type == L::OPEN_PAREN || brackets_.back().type == L::OPEN_BRACKET)) brackets_.pop_back();
      return push(token);
    case L::CLOSE_BRACE: return take_closing_brace(token);
    case L::SLASH: return take_slash(token);
    case L::ID:
    case L::BACKTICK: check_name(token); return push(token);
    default: return token.type >= L::BAD_NUMBER && token.type <= L::BAD ? take_slip(token) : push(token);
  }
}

void Collector::open(const Token& token) {
  if (brackets_.size() >= kMaxNesting) {
    report(Code::nested_too_deeply, token.begin, token.end, {std::to_string(kMaxNesting)});
    tokens_.cut_short = true;
    return;
  }
  brackets_.push_back({token.type, text_begin_});
  if (token.type == L::INTERPOLATION_START) in_text_ = false;
  push(token);
}

void Collector::take_closing_brace(Token token) {
  const auto opening = std::find_if(brackets_.rbegin(), brackets_.rend(),
                                    [](const Bracket& b) { return b.type == L::OPEN_BRACE || b.type == L::INTERPOLATION_START; });
  if (opening != brackets_.rend()) {
    if (opening->type == L::INTERPOLATION_START) {
      token.type = L::INTERPOLATION_END;
      text_begin_ = opening->text_begin;
      in_text_ = true;
      lexer_.setMode(L::TEXT);
    }
    brackets_.erase(opening.base() - 1, brackets_.end());
  }
  push(token);
}

/// A text ends on its line: closes the one that is open at `end`, and those around it.
void Collector::close_text(std::uint32_t end) {
  const auto first = std::find_if(brackets_.begin(), brackets_.end(), [](const Bracket& b) { return b.type == L::INTERPOLATION_START; });
  if (!in_text_ && first == brackets_.end()) return;
  const std::uint32_t begin = first == brackets_.end() ? text_begin_ : first->text_begin;
  Diagnostic& made = report(Code::unclosed_text, begin, end);
  tokens_.swallowed.push_back(begin);
  if (first != brackets_.end()) made.suggest("`{` in a text begins a value and needs its `}`; the sign itself is written `\\{`");
  while (in_text_ || first != brackets_.end()) {
    if (in_text_) {
      push({.type = L::TEXT_END, .begin = end, .end = end, .inserted = true});
      in_text_ = false;
      if (std::none_of(brackets_.begin(), brackets_.end(), [](const Bracket& b) { return b.type == L::INTERPOLATION_START; })) break;
    }
    while (brackets_.back().type != L::INTERPOLATION_START) brackets_.pop_back();
    brackets_.pop_back();
    push({.type = L::INTERPOLATION_END, .begin = end, .end = end, .inserted = true});
    in_text_ = true;
  }
  lexer_.setMode(L::DEFAULT_MODE);
}

/// A `/` divides after a value, else it begins a regular expression; inside `[…]` and after a backslash a slash does not end that.
void Collector::take_slash(Token token) {
  // `x in /…/`: behind a value the word is the operator, not a name.
  const bool divides = ends_value(previous_) && !(previous_ == L::IN && after_operand_);
  if (divides && !line_start_) return push(token);
  bool in_class = false;
  std::size_t at = token.end;
  for (; at < bytes_.size() && bytes_[at] != '\n' && bytes_[at] != '\r'; ++at) {
    const char c = bytes_[at];
    if (c == '\\' && at + 1 < bytes_.size() && bytes_[at + 1] != '\n' && bytes_[at + 1] != '\r') {
      ++at;
    } else if (c == '[') {
      in_class = true;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '/' && !in_class) {
      break;
    }
  }
  const bool closed = at < bytes_.size() && bytes_[at] == '/';
  if (!closed && divides) return push(token);  // a division that begins its line
  token.type = L::REGEX;
  token.end = static_cast<std::uint32_t>(closed ? at + 1 : at);
  stream_.seek(token.end);
  if (!closed) {
    Diagnostic& made = report(Code::unclosed_regex, token.begin, token.end);
    tokens_.swallowed.push_back(token.begin);
    if (in_class) made.suggest("`[` begins a class of characters that is not closed either; the sign itself is written `\\[`");
  }
  push(token);
}

void Collector::check_name(const Token& token) {
  const bool backticks = token.type == L::BACKTICK;
  const std::uint32_t bytes = token.size() - (backticks ? 2 : 0);
  if (bytes == 0) report(Code::empty_name, token.begin, token.end);
  if (bytes > kMaxNameBytes) {
    report(Code::name_too_long, token.begin, token.end,
           {printable(tokens_.text_of(token), 24), std::to_string(bytes), std::to_string(kMaxNameBytes)});
  }
}

/// A token that is no part of the language: says so, and leaves what was most likely meant.
void Collector::take_slip(Token token) {
  const std::string shown = printable(tokens_.text_of(token), 40);
  const auto instead = [&](std::size_t type, std::string_view hint) {
    report(Code::wrong_operator, token.begin, token.end, {shown}).suggest(std::string(hint));
    token.type = type;
    push(token);
  };
  const auto comment = [&] {
    report(Code::wrong_comment, token.begin, token.begin + (token.type == L::BLOCK_COMMENT ? 2 : 1),
           {token.type == L::BLOCK_COMMENT ? "/*" : "#"})
        .suggest("a comment begins with `//` and ends with its line");
    push(token);
  };
  switch (token.type) {
    case L::AMPERSANDS: return instead(L::AND, "`and`");
    case L::BARS: return instead(L::OR, "`or` for conditions; texts are joined by `\"{a}{b}\"`");
    case L::BANG: return instead(L::NOT, "`not`");
    case L::LESS_GREATER: return instead(L::NOT_EQUAL, "`!=`");
    case L::PERCENT: return instead(L::STAR, "a share is written without a space, `30%`; the remainder is `mod(a, b)`");
    case L::HASH_COMMENT:
    case L::BLOCK_COMMENT: return comment();
    case L::BAD_NUMBER: return take_number(token);
    case L::BAD_DATE:
      report(Code::malformed_date, token.begin, token.end, {shown}).suggest("`YYYY-MM-DD`, with the time `YYYY-MM-DDThh:mm:ss`");
      token.type = L::DATE;
      return push(token);
    case L::BACKTICK_OPEN:
      report(Code::unclosed_name, token.begin, token.end);
      token.type = L::BACKTICK;
      return push(token);
    case L::SINGLE_QUOTED:
      report(Code::wrong_quotes, token.begin, token.end, {printable(tokens_.text_of(token), 24)})
          .suggest("texts stand in straight double quotes");
      token.type = L::PLAIN_TEXT;
      return push(token);
    default: return take_foreign(token);
  }
}

void Collector::take_number(Token token) {
  const std::string_view text = tokens_.text_of(token);
  const std::string_view unit = text.substr(std::min(text.find_first_not_of("0123456789_."), text.size() - 1));
  const std::string digits(text.substr(0, text.find_first_not_of("0123456789_.")));
  std::string hint;
  if (unit == "m") {
    hint = "`" + digits + "min` is minutes, `" + digits + "mo` is months";
  } else if (digits == "0" && (unit.starts_with('x') || unit.starts_with('b') || unit.starts_with('o'))) {
    hint = "numbers are decimal";
  } else if (unit.starts_with('e') || unit.starts_with('E')) {
    hint = "a number is written out, without an exponent";
  } else if (text.ends_with('_')) {
    hint = "`_` stands between digits";
  } else if (digits.find('.') != std::string::npos) {
    hint = "a duration is a whole number and a unit: `90min`";
  } else {
    hint = "units are `ms s min h d w mo y`; a name does not begin with a digit";
  }
  report(Code::malformed_number, token.begin, token.end, {printable(text, 40)}).suggest(hint);
  token.type = digits.find('.') != std::string::npos ? L::DECIMAL : L::INT;
  push(token);
}

/// Signs that are in no rule. Neighbours make one report; a text in curly quotes is taken for what it is.
void Collector::take_foreign(Token token) {
  const std::string_view rest = tokens_.text.substr(token.begin);
  const char32_t code = character_at(rest, 0).code;
  const bool curly =
      code == U'\u2018' || code == U'\u2019' || (code >= U'\u201A' && code <= U'\u201F') || code == U'\u00AB' || code == U'\u2039';
  if (curly) {
    const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
    std::size_t end = line.size();
    for (std::string_view quote : {"\u201C", "\u201D", "\u2019", "\u2018", "\u00BB", "\u203A"}) {
      const std::size_t at = line.find(quote, character_at(rest, 0).bytes);
      if (at != std::string_view::npos) end = std::min(end, at + quote.size());
    }
    if (end < line.size() || end > token.size()) {
      token.end = token.begin + static_cast<std::uint32_t>(end);
      stream_.seek(token.end);
      report(Code::wrong_quotes, token.begin, token.end, {printable(tokens_.text_of(token), 24)})
          .suggest("texts stand in straight double quotes");
      token.type = L::PLAIN_TEXT;
      return push(token);
    }
  }
  token.hidden = true;
  const bool neighbour = !tokens_.all.empty() && tokens_.all.back().end == token.begin &&
                         (tokens_.all.back().type == L::BAD || tokens_.all.back().type == L::FOREIGN);
  if (!neighbour) {
    Diagnostic& made = report(Code::stray_character, token.begin, token.end, {printable(tokens_.text_of(token), 24)});
    if (code == U'\u00A0' || code == U'\u202F' || (code >= U'\u2000' && code <= U'\u200B') || code == U'\u3000')
      made.suggest("a space of another kind, put a plain one");
    if (code == U'\u2212' || (code >= U'\u2010' && code <= U'\u2015')) made.suggest("a dash of another kind, `-` is the minus sign");
    if (code == U'\'') made.suggest("texts stand in straight double quotes");
  }
  push(token);
}

}  // namespace

TokenList lex(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  SYDAC_CHECK(file.index < sources.files.size());
  const CheckedBytes checked = check_bytes(sources, file, diagnostics);
  TokenList tokens =
      Collector(sources, file, checked.readable ? std::string_view(checked.classes) : std::string_view(), diagnostics).collect();
  if (!checked.readable) tokens.cut_short = true;
  return tokens;
}

}  // namespace sydac::compiler::sdl
