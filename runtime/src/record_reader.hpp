// Rows of a written file, in any of the three formats, for verification. Strict: what generated files never contain is an error.
#pragma once

#include <sydac/program.hpp>

#include "driver_text.hpp"
#include "json_cursor.hpp"

namespace sydac::driver {

/// A field as it stands in a file.
struct Cell {
  JsonCursor::Shape shape = JsonCursor::Shape::null;  // in CSV `null` or `string`
  std::string_view text;                              // valid until the next row
};

/// The file's own form is broken: where and how.
struct MalformedFile : std::runtime_error {
  MalformedFile(std::uint64_t at_line, const std::string& message) : std::runtime_error(message), line(at_line) {}
  std::uint64_t line;
};

class RecordReader {
 public:
  /// Reads the header or the opening bracket. The bytes and the table outlive the reader. Throws MalformedFile, as `next` does.
  RecordReader(std::string_view bytes, const TableInfo& table, Format format, std::string_view null_token);

  /// Goes to the next row; false at the end of a complete file.
  bool next();
  /// Of the present row, one for each column of the table, in its order.
  const std::vector<Cell>& cells() const { return cells_; }
  /// Where the present row begins, from 1.
  std::uint64_t line() const { return line_; }
  /// The number of the present row, from 0.
  std::uint64_t row() const { return rows_ - 1; }

 private:
  void read_csv_header();
  bool next_csv();
  void read_csv_cell(std::size_t column);
  void read_quoted(std::string& scratch, Cell& cell);
  bool next_json();
  bool next_json_line();
  void read_object(bool within_line);
  std::size_t column_of(std::string_view key, std::size_t expected) const;
  [[noreturn]] void fail(std::initializer_list<Piece> message) const;

  std::string_view bytes_;
  const TableInfo& table_;
  Format format_;
  std::string_view null_token_;
  std::vector<Cell> cells_;
  std::vector<std::string> scratch_;  // decoded texts of the present row
  std::uint64_t rows_ = 0;
  std::uint64_t line_ = 1, read_line_ = 1;
  std::size_t position_ = 0;  // in CSV
  JsonCursor json_;
  std::string key_scratch_;
  std::vector<char> is_seen_;
};

}  // namespace sydac::driver
