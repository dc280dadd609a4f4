// --load: one connection to a database and the one transaction that all rows go through.
#pragma once

#include <memory>

#include "../options.hpp"
#include "../output.hpp"
#include "../row_form.hpp"
#include "catalogue.hpp"
#include "location.hpp"

namespace sydac::driver {

/// The database did not take rows: exit 4. Its own words, with the table and the row where they are known.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What is loaded: tables in load order.
struct LoadRequest {
  const Program& program;
  const Location& location;
  std::vector<std::size_t> tables;
};

/// Rows reach `write` in COPY's text form. Whatever ends before `commit` has returned leaves the database as it was. Everything throws
/// IoError, or Refused where it is about rows.
class Database : public ByteTarget {
 public:
  virtual ~Database() = default;
  /// Looks for the tables, and begins the transaction.
  virtual void begin() = 0;
  /// The table at this place of the request; `first` is the number of its first row.
  virtual void begin_table(std::size_t place, std::uint64_t first) = 0;
  virtual void end_table() = 0;
  virtual void commit() = 0;
  /// What the rows of the table are made into on their way; none: they stay as they are.
  virtual const RowForm* form(std::size_t) const { return nullptr; }
};

std::unique_ptr<Database> connect_postgresql(const LoadRequest& request);
std::unique_ptr<Database> connect_mysql(const LoadRequest& request);
std::unique_ptr<Database> connect_sqlite(const LoadRequest& request);

/// ``orders`, row 12: …` on one line.
[[noreturn]] void refuse_row(const Program& program, std::size_t table, std::optional<std::uint64_t> row, std::string_view why);
/// On one line.
std::string one_line(std::string_view text);

}  // namespace sydac::driver
