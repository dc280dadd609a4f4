// CSV after RFC 4180, and TSV, whose fields may be quoted in the same way.

#include "source/pools/readers.hpp"

namespace sydac::compiler {

namespace {

using driver::counted;
using driver::quoted;

struct Dialect {
  char separator = ',';
  bool has_quotes = true;
};

// Quotes that do not follow the rules.
struct QuoteError : PoolFileError {
  using PoolFileError::PoolFileError;
};

class Fields {
 public:
  Fields(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  /// Goes to the next line that has anything in it; false at the end.
  bool next(std::vector<PoolCell>& cells);
  /// Where the present row begins.
  std::uint64_t line() const { return line_; }

 private:
  bool at_end() const { return position_ == text_.size(); }
  bool at_line_end() const { return at_end() || text_[position_] == '\n' || text_[position_] == '\r'; }
  void take_line_end();
  std::string field(std::size_t column);
  std::string quoted_field(std::size_t column);

  std::string_view text_;
  Dialect dialect_;
  std::size_t position_ = 0;
  std::uint64_t read_line_ = 1, line_ = 1;
  PoolBounds bounds_;
};

// LF, CR LF, or CR alone.
void Fields::take_line_end() {
  if (at_end()) return;
  position_ += text_.substr(position_, 2) == "\r\n" ? 2 : 1;
  ++read_line_;
}

bool Fields::next(std::vector<PoolCell>& cells) {
  while (!at_end() && at_line_end()) take_line_end();
  if (at_end()) return false;
  line_ = read_line_;
  cells.clear();
  while (true) {
    cells.push_back({field(cells.size() + 1), false});
    if (at_line_end()) break;
    ++position_;
    if (cells.size() == kMaxPoolColumns) throw PoolFileError(line_, 0, {"more than ", counted(kMaxPoolColumns, "value")});
  }
  take_line_end();
  return true;
}

std::string Fields::field(std::size_t column) {
  if (dialect_.has_quotes && !at_end() && text_[position_] == '"') return quoted_field(column);
  const std::size_t begin = position_;
  for (; !at_line_end() && text_[position_] != dialect_.separator; ++position_) {
    if (dialect_.has_quotes && text_[position_] == '"')
      throw QuoteError(read_line_, column, {"a quote within a value that does not begin with one"});
  }
  bounds_.add(position_ - begin, read_line_, column);
  return std::string(text_.substr(begin, position_ - begin));
}

std::string Fields::quoted_field(std::size_t column) {
  const std::uint64_t begin_line = read_line_;
  std::string value;
  while (true) {
    ++position_;
    const std::size_t quote = text_.find('"', position_);
    if (quote == std::string_view::npos) throw QuoteError(begin_line, column, {"a quoted value without an end"});
    const std::string_view part = text_.substr(position_, quote - position_);
    for (std::size_t i = 0; i < part.size(); ++i) {
      const bool is_line_end = part[i] == '\n' || (part[i] == '\r' && part.substr(i, 2) != "\r\n");
      read_line_ += is_line_end ? 1 : 0;
    }
    value += part;
    position_ = quote + 1;
    if (at_end() || text_[position_] != '"') break;
    value += '"';
  }
  if (!at_line_end() && text_[position_] != dialect_.separator)
    throw QuoteError(read_line_, column, {"a closing quote is followed by ", quoted(text_.substr(position_, 1))});
  bounds_.add(value.size(), begin_line, column);
  return value;
}

PoolFile read(std::string_view text, Dialect dialect) {
  PoolFile file;
  Fields fields(text, dialect);
  std::vector<PoolCell> cells;
  if (!fields.next(cells)) throw PoolFileError(0, 0, {"an empty file, where a line with the names of the columns is expected"});
  for (const PoolCell& cell : cells) file.columns.emplace_back(without_blanks(cell.text));
  check_columns(file.columns, fields.line());
  while (fields.next(cells)) {
    PoolBounds::check_size(file.rows.size() + 1, file.columns.size(), fields.line());
    if (cells.size() != file.columns.size())
      throw PoolFileError(fields.line(), 0,
                          {counted(cells.size(), "value"), ", where the header has ", counted(file.columns.size(), "column")});
    file.rows.push_back({fields.line(), cells});
  }
  return file;
}

// Programs of countries that write 3,5 separate by semicolons.
char separator_of(std::string_view text) {
  bool is_quoted = false, has_semicolon = false, has_begun = false;
  for (const char c : text) {
    const bool is_line_end = c == '\n' || c == '\r';
    if (c == '"') is_quoted = !is_quoted;
    if (is_line_end && has_begun && !is_quoted) break;
    has_begun = has_begun || !is_line_end;
    if (c == ',' && !is_quoted) return ',';
    has_semicolon = has_semicolon || (c == ';' && !is_quoted);
  }
  return has_semicolon ? ';' : ',';
}

}  // namespace

PoolFile read_separated(std::string_view text, Separated format) {
  if (format == Separated::csv) return read(text, {separator_of(text), true});
  try {
    return read(text, {'\t', true});
  } catch (const QuoteError&) {
    return read(text, {'\t', false});
  }
}

}  // namespace sydac::compiler
