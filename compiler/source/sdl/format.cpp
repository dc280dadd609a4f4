#include "source/sdl/format.hpp"

#include "base/check.hpp"
#include "source/sdl/align.hpp"
#include "source/sdl/build.hpp"
#include "source/sdl/layout_marks.hpp"
#include "source/sdl/syntax.hpp"

namespace sydac::compiler {
namespace sdl {
namespace {

using P = SdlParser;

class Printer {
 public:
  Printer(const TokenList& tokens, std::vector<Mark> marks) : tokens_(tokens), marks_(std::move(marks)) {}

  std::string print() {
    std::size_t visible_index = 0;
    for (const Token& token : tokens_.all) {
      if (token.type == P::LINE_BREAK || token.type == P::NEWLINE) ++breaks_;
      if (token.type == P::COMMENT || token.type == P::DOC) comment(token);
      if (token.type == P::NEWLINE) entry_ended_ = true;
      if (token.hidden) continue;
      const Mark& mark = marks_[visible_index++];
      if (token.type == P::NEWLINE || token.type == antlr4::Token::EOF) continue;
      if (mark.separator) {
        separator_ = &token;
      } else {
        visible(token, mark);
      }
    }
    return aligned(std::move(lines_));
  }

 private:
  /// An open bracket.
  struct Frame {
    bool list = true;  // in braces, or the file itself
    bool broken = true;
    std::size_t inside = 0, closing = 0;  // indentation of lines in it, and of its closing bracket
    std::size_t block = 0;
  };

  void visible(const Token& token, const Mark& mark);
  void comment(const Token& token);
  void start_line(std::size_t indent, bool entry, bool blank);
  bool begins_entry() const { return lines_.empty() || after_open_ || entry_ended_; }
  std::size_t continuation(const Token& token) const;
  bool spaced(const Token& token, const Mark& mark) const;
  void end_entry_at_separator();

  const TokenList& tokens_;
  std::vector<Mark> marks_;
  std::vector<Line> lines_;
  std::vector<Frame> frames_{Frame{}};
  std::size_t blocks_ = 0;
  std::size_t breaks_ = 0;            // line breaks since the last token or comment
  bool entry_ended_ = false;          // a declaration, member or entry is complete
  bool after_open_ = false;           // the last token opened a broken brace
  const Token* separator_ = nullptr;  // read and not yet printed
  const Token* previous_ = nullptr;
  Mark previous_mark_;
};

void Printer::start_line(std::size_t indent, bool entry, bool blank) {
  Line line;
  line.indent = indent;
  line.block = frames_.back().block;
  line.entry = entry;
  line.blank_before = blank && !lines_.empty();
  line.cells.emplace_back();
  line.columns.push_back(0);
  lines_.push_back(std::move(line));
}

std::size_t Printer::continuation(const Token& token) const {
  const Frame& frame = frames_.back();
  if (frame.list) return frame.inside + 4;
  return is_closing(token.type) ? frame.closing : frame.inside;
}

/// A comma or semicolon was read: at the end of a line it goes, between entries on one line a comma stays.
void Printer::end_entry_at_separator() {
  if (!separator_) return;
  if (separator_->type == P::SEMICOLON || (frames_.back().broken && breaks_ > 0)) {
    entry_ended_ = true;
  } else {
    lines_.back().text() += ',';
  }
  separator_ = nullptr;
}

void Printer::comment(const Token& token) {
  std::string text(tokens_.text_of(token));
  while (text.ends_with(' ') || text.ends_with('\t')) text.pop_back();
  const bool at_end = breaks_ == 0 && !lines_.empty() && lines_.back().comment.empty() && !lines_.back().comment_only();
  if (!at_end) {
    const Frame& frame = frames_.back();
    const bool between_entries = frame.list && (begins_entry() || separator_ || !previous_);
    start_line(frame.list && !between_entries ? frame.inside + 4 : frame.inside, false, breaks_ > 1 && !after_open_ && between_entries);
    after_open_ = false;
    if (frame.list && between_entries) entry_ended_ = true;
  }
  lines_.back().comment = std::move(text);
  if (separator_ && frames_.back().list) {
    entry_ended_ = true;
    separator_ = nullptr;
  }
  breaks_ = 0;
}

void Printer::visible(const Token& token, const Mark& mark) {
  const bool closing = is_closing(token.type);
  if (closing && frames_.size() > 1 && frames_.back().list) separator_ = nullptr;  // `{ a, }`
  end_entry_at_separator();
  const bool empty = closing && previous_ && is_opening(previous_->type);
  const bool joins = empty || ((token.type == P::OPEN_BRACE || token.type == P::FALLBACK) && previous_ && !begins_entry());
  const bool after_comment = !lines_.empty() && !lines_.back().comment.empty();
  const bool ends_list = closing && frames_.back().list && frames_.back().broken;
  bool fresh = true;
  if (ends_list) {
    start_line(frames_.back().closing, false, false);
  } else if (begins_entry()) {
    start_line(frames_.back().inside, true, breaks_ > 1 && !after_open_);
  } else if (after_comment || (breaks_ > 0 && !joins)) {
    start_line(continuation(token), false, false);
  } else {
    fresh = false;
  }

  Line& line = lines_.back();
  if (closing && frames_.size() > 1) frames_.pop_back();
  if (closing && !fresh && previous_->type == P::COMMA) line.text().pop_back();  // `(a, b,)`
  const bool own_cell = mark.cell > 0 && !fresh && line.entry && line.block == frames_.back().block && mark.cell > line.columns.back();
  if (own_cell) {
    line.cells.emplace_back();
    line.columns.push_back(mark.cell);
  } else if (!fresh && spaced(token, mark)) {
    line.text() += ' ';
  }
  line.text() += tokens_.text_of(token);
  if (is_opening(token.type)) {
    const bool braces = token.type == P::OPEN_BRACE;
    frames_.push_back({braces, braces && mark.broken, line.indent + 2, line.indent, ++blocks_});
  }
  after_open_ = mark.broken;
  entry_ended_ = false;
  breaks_ = 0;
  previous_ = &token;
  previous_mark_ = mark;
}

bool Printer::spaced(const Token& token, const Mark& mark) const {
  if (!previous_) return false;
  if (previous_mark_.tight_after) return token.type == P::MINUS && previous_->type == P::MINUS;  // `- -x`
  if (mark.tight_before) return false;
  switch (previous_->type) {
    case P::OPEN_PAREN:
    case P::OPEN_BRACKET:
    case P::DOT:
    case P::ELLIPSIS:
    case P::TEXT_START:
    case P::TEXT_PIECE:
    case P::INTERPOLATION_START:
    case P::INTERPOLATION_END: return false;
    case P::OPEN_BRACE:
      if (token.type == P::CLOSE_BRACE) return false;
      break;
    case P::QUESTION:
      if (token.type == P::SHARE) return false;
      break;
    default: break;
  }
  switch (token.type) {
    case P::CLOSE_PAREN:
    case P::CLOSE_BRACKET:
    case P::COMMA:
    case P::COLON:
    case P::DOT:
    case P::QUESTION:
    case P::TEXT_PIECE:
    case P::TEXT_END:
    case P::INTERPOLATION_START:
    case P::INTERPOLATION_END: return false;
    default: return true;
  }
}

/// Everything in a file that is not layout: its words and comments in order.
std::vector<std::string> essence(const TokenList& tokens) {
  std::vector<std::string> words;
  for (const Token& token : tokens.all) {
    const bool comment = token.type == P::COMMENT || token.type == P::DOC;
    if ((token.hidden && !comment) || token.type == P::NEWLINE || token.type == P::COMMA || token.type == P::SEMICOLON) continue;
    std::string word(tokens.text_of(token));
    while (comment && (word.ends_with(' ') || word.ends_with('\t'))) word.pop_back();
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace
}  // namespace sdl

std::string format_sdl(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  sdl::Syntax syntax(sources, file, diagnostics);
  sdl::Builder(syntax.tokens(), diagnostics, Schema{}).build(syntax.tree(), errors_before);
  if (diagnostics.errors() > errors_before) return {};
  std::string text = sdl::Printer(syntax.tokens(), sdl::layout_marks(syntax.tree(), syntax.tokens(), syntax.stream())).print();

  // a formatter that loses a word is worse than none
  Sources again;
  Diagnostics ignored;
  const FileId formatted = again.add(sources.at(file).path, text);
  SYDAC_CHECK(sdl::essence(sdl::tokens_for_parser(again, formatted, ignored)) == sdl::essence(syntax.tokens()));
  return text;
}

}  // namespace sydac::compiler
