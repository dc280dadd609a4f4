#include "source/sql/split.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace sydac::compiler::sql {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view other) { return same_word(word, other); });
}

/// What CREATE, ALTER and DROP are about.
bool is_object(std::string_view word) {
  return one_of(word,
                {"TABLE",      "VIEW",     "INDEX",    "FUNCTION", "PROCEDURE",  "PROC",      "TRIGGER",     "EVENT",        "TYPE",
                 "DOMAIN",     "SEQUENCE", "SCHEMA",   "DATABASE", "EXTENSION",  "ROLE",      "USER",        "RULE",         "SERVER",
                 "AGGREGATE",  "LANGUAGE", "OPERATOR", "CAST",     "COLLATION",  "POLICY",    "PUBLICATION", "SUBSCRIPTION", "TABLESPACE",
                 "STATISTICS", "SYNONYM",  "PACKAGE",  "LOGIN",    "CONVERSION", "TRANSFORM", "DEFAULT",     "GROUP"});
}

}  // namespace

struct Splitter::Open {
  std::size_t lead = 0, begin = 0;
  std::array<std::string_view, kWords> words;
  std::size_t word_count = 0;
  std::string_view object;    // of CREATE, ALTER, DROP
  std::string_view previous;  // the last word, empty after a sign
  std::size_t parens = 0;
  std::size_t body = 0;             // BEGIN and CASE that are open
  std::size_t first_semicolon = 0;  // after it: where to go on when a body is never closed
  bool from_stdin = false;
  std::optional<std::size_t> unclosed;

  std::string_view first() const { return words[0]; }
  bool is(std::string_view verb, std::initializer_list<std::string_view> objects) const {
    return same_word(words[0], verb) && one_of(object, objects);
  }
  bool has_word(std::string_view word) const {
    return std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(word_count),
                       [&](std::string_view other) { return same_word(word, other); });
  }
  bool routine() const {
    return (same_word(words[0], "CREATE") || same_word(words[0], "ALTER")) &&
           one_of(object, {"FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "EVENT", "PACKAGE"});
  }
};

Splitter::Splitter(std::string_view text, std::size_t begin, std::size_t end, Dialect dialect, bool in_block)
    : text_(text.substr(0, end)), at_(begin), dialect_(dialect), quoting_(quoting_of(dialect)), in_block_(in_block) {
  if (dialect != Dialect::sqlserver) return;
  for (std::size_t line = begin; line < end && !has_go_;) {
    has_go_ = is_go_line(text_.find_first_not_of(" \t", line));
    const std::size_t next = text_.find('\n', line);
    line = next == std::string_view::npos ? end : next + 1;
  }
}

bool Splitter::is_go_line(std::size_t at) const {
  if (at >= text_.size() || !same_word(text_.substr(at, 2), "GO")) return false;
  const std::size_t line_end = std::min(text_.find('\n', at), text_.size());
  std::string_view rest = text_.substr(at + 2, line_end - at - 2);
  rest = rest.substr(0, rest.find("--"));
  return std::all_of(rest.begin(), rest.end(), [](char c) { return is_blank(c) || is_digit(c) || c == ';'; });
}

/// A line that is a command of the shell of the database: `\connect x`, `.mode csv`, `DELIMITER ;;`, `GO`, Oracle's `/`.
bool Splitter::skip_command_line() {
  const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
  const char c = text_[at_];
  const bool slash = c == '/' && text_.substr(at_ + 1, line_end - at_ - 1).find_first_not_of(" \t\r") == std::string_view::npos;
  if (slash || c == '\\' || (c == '.' && dialect_ == Dialect::sqlite)) {
    at_ = line_end;
    return true;
  }
  if (dialect_ == Dialect::sqlserver && is_go_line(at_)) {
    at_ = line_end;
    return true;
  }
  constexpr std::string_view kDelimiter = "DELIMITER";
  if (same_word(text_.substr(at_, kDelimiter.size()), kDelimiter) && at_ + kDelimiter.size() < line_end &&
      is_blank(text_[at_ + kDelimiter.size()])) {
    std::string_view mark = text_.substr(at_ + kDelimiter.size(), line_end - at_ - kDelimiter.size());
    mark.remove_prefix(std::min(mark.find_first_not_of(" \t"), mark.size()));
    mark = mark.substr(0, mark.find_first_of(" \t\r"));
    if (!mark.empty() && mark.size() <= 16) delimiter_ = mark;
    at_ = line_end;
    return true;
  }
  return false;
}

/// Tools for migrations mark where a file begins to undo what stands above: `-- +goose Down`, `-- migrate:down`.
void Splitter::read_mark(std::string_view comment) {
  comment.remove_prefix(std::min(comment.find_first_not_of("- \t"), comment.size()));
  while (!comment.empty() && is_blank(comment.back())) comment.remove_suffix(1);
  if (one_of(comment, {"+goose Down", "+migrate Down", "migrate:down", "rambler down"})) undoing_ = true;
  if (one_of(comment, {"+goose Up", "+migrate Up", "migrate:up", "rambler up"})) undoing_ = false;
}

/// Blanks, comments and command lines; false at the end of the text.
bool Splitter::skip_between() {
  while (at_ < text_.size()) {
    const Piece piece = piece_at(text_, at_, quoting_);
    if (piece.kind == PieceKind::blank || (piece.kind == PieceKind::comment && piece.closed)) {
      if (text_[at_] == '-') read_mark(text_.substr(at_, piece.end - at_));
      at_ = piece.end;
    } else if (skip_command_line()) {
      lead_ = at_;
    } else {
      return true;
    }
  }
  return false;
}

std::string_view Splitter::following_word(std::size_t at) const {
  while (at < text_.size()) {
    const Piece piece = piece_at(text_, at, quoting_);
    if (piece.kind == PieceKind::plain) return text_.substr(at, piece.end - at);
    if (piece.kind != PieceKind::blank && piece.kind != PieceKind::comment) return {};
    at = piece.end;
  }
  return {};
}

/// SQL Server needs no `;`: true of a word that stands where a line begins, in no brackets, and begins a statement.
bool Splitter::begins_statement(const Open& open, std::string_view word) const {
  const std::string_view next = following_word(at_ + word.size());
  if (same_word(word, "CREATE")) return is_object(next) || one_of(next, {"OR", "UNIQUE", "CLUSTERED", "NONCLUSTERED", "TEMPORARY", "TEMP"});
  if (dialect_ != Dialect::sqlserver) return false;
  if (same_word(word, "ALTER")) return is_object(next);
  if (same_word(word, "DROP")) return is_object(next) && !same_word(open.first(), "ALTER");
  if (same_word(word, "SET")) return !one_of(next, {"NULL", "DEFAULT"}) && !one_of(open.first(), {"UPDATE", "ALTER"});
  if (same_word(word, "IF"))
    return !one_of(open.previous, {"TABLE", "VIEW", "INDEX", "TYPE", "PROCEDURE", "FUNCTION", "COLUMN", "CONSTRAINT"});
  if (same_word(word, "SELECT")) return !one_of(open.first(), {"INSERT", "CREATE", "WITH", "DECLARE"});
  if (one_of(word, {"UPDATE", "DELETE"})) return !same_word(open.previous, "ON");
  return one_of(word, {"INSERT", "EXEC", "EXECUTE", "USE", "PRINT", "GRANT", "DECLARE", "BEGIN", "END", "ELSE", "TRUNCATE", "COMMIT",
                       "RAISERROR", "DENY", "RETURN", "WHILE", "DBCC", "CHECKPOINT"});
}

void Splitter::count_body(Open& open, std::string_view word) {
  if (!count_bodies_) return;
  if (same_word(word, "BEGIN")) {
    if (dialect_ == Dialect::postgresql && open.body == 0 && !same_word(following_word(at_ + word.size()), "ATOMIC")) return;
    ++open.body;
  } else if (same_word(word, "CASE")) {
    if (open.body > 0 && !same_word(open.previous, "END")) ++open.body;
  } else if (same_word(word, "END")) {
    if (open.body > 0 && !one_of(following_word(at_ + word.size()), {"IF", "LOOP", "WHILE", "REPEAT", "FOR"})) --open.body;
  }
}

/// Counts the word; true when the statement ends before it.
bool Splitter::take_word(Open& open, std::string_view word, bool line_start) {
  if (open.word_count > 0 && open.parens == 0) {
    if (line_start && dialect_ == Dialect::sqlserver && is_go_line(at_)) return true;
    const bool to_go_line = dialect_ == Dialect::sqlserver && has_go_ && open.routine();
    const bool taken = !open.routine() && !(open.is("CREATE", {"VIEW", "SCHEMA"}) && dialect_ != Dialect::sqlserver);
    if (line_start && !to_go_line && taken && open.body == 0 && delimiter_ == ";" && begins_statement(open, word)) return true;
    const bool condition = dialect_ == Dialect::sqlserver && one_of(open.first(), {"IF", "ELSE", "WHILE"});
    if (condition && one_of(word, {"CREATE", "ALTER", "DROP", "BEGIN", "EXEC", "EXECUTE", "INSERT", "PRINT"})) return true;
    if (in_block_ && one_of(open.first(), {"IF", "ELSIF", "ELSE", "BEGIN", "THEN", "DECLARE", "EXCEPTION", "WHEN"}) &&
        one_of(word, {"CREATE", "ALTER", "DROP", "COMMENT", "BEGIN"})) {
      return true;
    }
  }
  if (open.word_count < kWords) open.words[open.word_count++] = word;
  if (open.object.empty() && open.word_count > 1 && is_object(word)) open.object = word;
  if (same_word(word, "STDIN")) open.from_stdin = true;
  if (open.routine()) count_body(open, word);
  open.previous = word;
  return false;
}

void Splitter::skip_copy_data() {
  while (at_ < text_.size()) {
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    const bool last = text_.substr(at_, 2) == "\\." && line_end - at_ <= 3;
    at_ = std::min(line_end + 1, text_.size());
    if (last) return;
  }
}

/// At a sign: true when it ends the statement; `after` is then where the next one begins.
bool Splitter::ends_here(Open& open, std::size_t& after) {
  if (delimiter_ != ";") {
    if (!text_.substr(at_).starts_with(delimiter_)) return false;
    after = at_ + delimiter_.size();
    return true;
  }
  if (text_[at_] != ';') return false;
  if (open.first_semicolon == 0) open.first_semicolon = at_ + 1;
  if (open.body > 0) return false;
  if (open.is("CREATE", {"RULE"}) && open.parens > 0) return false;
  if (dialect_ == Dialect::sqlserver && has_go_ && open.routine()) return false;
  after = at_ + 1;
  return true;
}

std::optional<Statement> Splitter::next() {
  Open open;
  lead_ = at_;
  if (!skip_between()) return std::nullopt;
  open.lead = lead_;
  open.begin = at_;
  bool line_start = true;
  std::size_t end = at_;  // of the last piece that is no blank
  while (at_ < text_.size()) {
    std::size_t after = 0;
    if (ends_here(open, after)) {
      const Statement made = finished(open, at_);
      at_ = after;
      if (open.from_stdin && same_word(open.first(), "COPY")) {
        at_ = std::min(std::min(text_.find('\n', at_), text_.size()) + 1, text_.size());
        skip_copy_data();
      }
      return made;
    }
    const Piece piece = piece_at(text_, at_, quoting_);
    if (!piece.closed) open.unclosed = at_;
    if (piece.kind == PieceKind::blank) {
      line_start = line_start || text_.substr(at_, piece.end - at_).find('\n') != std::string_view::npos;
      at_ = piece.end;
      continue;
    }
    if (piece.kind == PieceKind::comment) {
      at_ = piece.end;
      continue;
    }
    if (piece.kind == PieceKind::plain && is_word_start(text_[at_])) {
      const std::string_view word = text_.substr(at_, piece.end - at_);
      if (take_word(open, word, line_start)) return finished(open, end);
      if (open.word_count == 1 && dialect_ == Dialect::sqlserver && one_of(word, {"BEGIN", "END", "ELSE"})) {
        at_ = piece.end;
        if (one_of(following_word(at_), {"TRAN", "TRANSACTION", "TRY", "CATCH"})) continue;
        return finished(open, at_);
      }
    } else {
      if (text_[at_] == '(') ++open.parens;
      if (text_[at_] == ')' && open.parens > 0) --open.parens;
      open.previous = {};
    }
    line_start = false;
    at_ = piece.end;
    end = at_;
  }
  if (open.body > 0 && open.first_semicolon > 0) {  // a body without its END: take the text as one without bodies
    count_bodies_ = false;
    at_ = open.first_semicolon;
    return finished(open, at_ - 1);
  }
  return finished(open, end);
}

namespace {

std::string capitals(std::string_view word) {
  std::string text(word);
  for (char& c : text) c = upper(c);
  return text;
}

}  // namespace

Statement Splitter::finished(const Open& open, std::size_t end) const {
  Statement made{.lead = open.lead, .begin = open.begin, .end = std::max(end, open.begin), .what = {}, .unclosed = open.unclosed};
  const std::string_view first = open.first();
  if (open.word_count == 0) return made;
  made.kind = StatementKind::skipped;
  if (undoing_) {
    made.what = "down migration";
    return made;
  }
  made.what = capitals(first);
  const bool about_object = one_of(first, {"CREATE", "ALTER", "DROP", "COMMENT"});
  if (about_object && open.word_count > 1) made.what += " " + capitals(open.object.empty() ? open.words[1] : open.object);
  using K = StatementKind;
  if (open.is("CREATE", {"TABLE"})) {
    made.kind = K::create_table;
  } else if (open.is("ALTER", {"TABLE"})) {
    made.kind = K::alter_table;
  } else if (open.is("CREATE", {"TYPE", "DOMAIN"}) || open.is("ALTER", {"TYPE", "DOMAIN", "INDEX"})) {
    made.kind = K::definition;
  } else if (open.is("CREATE", {"INDEX"})) {
    made.kind = open.has_word("UNIQUE") ? K::definition : K::silent;
  } else if (open.is("CREATE", {"FUNCTION"})) {
    made.kind = K::create_function;
  } else if (open.is("CREATE", {"VIEW"})) {
    made.kind = K::create_view;
  } else if (same_word(first, "COMMENT")) {
    if (open.word_count > 2 && one_of(open.words[2], {"TABLE", "COLUMN", "TYPE", "DOMAIN"})) made.kind = K::definition;
  } else if (open.is("DROP", {"TABLE", "TYPE", "DOMAIN", "INDEX"}) || (same_word(first, "RENAME") && same_word(open.words[1], "TABLE"))) {
    made.kind = K::definition;
  } else if (one_of(first, {"EXEC", "EXECUTE"}) || first.starts_with("sp_")) {
    if (open.has_word("sp_addextendedproperty") || open.has_word("sp_rename")) made.kind = K::definition;
  } else if (open.has_word("search_path") && same_word(first, "SET")) {
    made.kind = K::search_path;
  } else if (same_word(first, "SELECT") && open.has_word("set_config")) {
    made.kind = K::search_path;
  } else if (same_word(first, "USE")) {
    made.kind = K::use;
  } else if (same_word(first, "DO") && dialect_ == Dialect::postgresql) {
    made.kind = K::block;
  } else if (one_of(first, {"GO", "BEGIN", "END", "ELSE"}) && dialect_ == Dialect::sqlserver) {
    made.kind = K::silent;
  }
  return made;
}

}  // namespace sydac::compiler::sql
