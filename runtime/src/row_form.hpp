// Rows as they leave the generated code, in the text form of PostgreSQL's COPY, made into something else.
#pragma once

#include <sydac/program.hpp>

namespace sydac::driver {

/// Const and thread-safe: workers call it on whole chunks.
class RowForm {
 public:
  RowForm() = default;
  RowForm(const RowForm&) = delete;
  RowForm& operator=(const RowForm&) = delete;
  virtual ~RowForm() = default;
  /// Appends what becomes of `rows`, whole lines, of which the first is row `first` of the table.
  virtual void convert(std::string_view rows, std::uint64_t first, Buffer& out) const = 0;
};

/// Splits COPY's text form: cells end in a tab, rows in a line feed, and neither stands in a cell. `\N` is a null.
class CopyCells {
 public:
  explicit CopyCells(std::string_view rows) : rest_(rows) {}
  /// The next cell, as it is escaped; false at the end of the rows.
  bool next() {
    if (rest_.empty()) return false;
    std::size_t size = 0;
    while (rest_[size] != '\t' && rest_[size] != '\n') ++size;
    cell_ = rest_.substr(0, size);
    ends_row_ = rest_[size] == '\n';
    rest_.remove_prefix(size + 1);
    return true;
  }
  std::string_view cell() const { return cell_; }
  bool is_null() const { return cell_.size() == 2 && cell_[0] == '\\' && cell_[1] == 'N'; }
  bool ends_row() const { return ends_row_; }

 private:
  std::string_view rest_, cell_;
  bool ends_row_ = false;
};

/// Writes a cell without its escapes; needs its size as room. Returns the end.
inline char* unescape_copy(char* out, std::string_view cell) {
  for (std::size_t i = 0; i < cell.size(); ++i) {
    char c = cell[i];
    if (c == '\\') {
      c = cell[++i];
      c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    *out++ = c;
  }
  return out;
}

}  // namespace sydac::driver
