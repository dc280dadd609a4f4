// Rows as INSERT statements.
#pragma once

#include "row_form.hpp"
#include "sql_text.hpp"

#include <vector>

namespace sydac::driver {

/// Rows of one statement; SQL Server takes at most 1000, SQLite a million bytes. A statement begins at each multiple of it, wherever a file
/// begins, so that parts can be joined.
inline constexpr std::uint64_t kRowsPerInsert = 100;

/// How the values of a column are written.
enum class SqlForm : std::uint8_t {
  bare,            // numbers; true and false where they are words
  bit,             // 1 and 0
  text,            // '…'
  national_text,   // N'…'
  backslash_text,  // '…' where a backslash is doubled
  moment,          // '…', in UTC without a zone
  hex,             // X'…'
  hex_number,      // 0x…
};
SqlForm sql_form(Dialect dialect, Kind kind);

/// INSERT statements of up to kRowsPerInsert rows, each on a line of its own.
class SqlRows final : public RowForm {
 public:
  /// The row `document_first` begins a statement whatever its number is. The table outlives this.
  SqlRows(const TableInfo& table, Dialect dialect, std::uint64_t document_first);
  void convert(std::string_view rows, std::uint64_t first, Buffer& out) const override;

 private:
  std::string insert_;  // all before the first row
  std::vector<SqlForm> forms_;
  std::uint64_t document_first_;
};

/// What stands before and behind the statements of a file.
std::string sql_head(const TableInfo& table, Dialect dialect);
std::string sql_end(const TableInfo& table, Dialect dialect);

}  // namespace sydac::driver
