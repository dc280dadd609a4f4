// --load: rows straight into a database.
// sydac-source: load/catalogue.cpp
// sydac-source: load/library.cpp
// sydac-source: load/load.cpp
// sydac-source: load/location.cpp
// sydac-source: load/mysql.cpp
// sydac-source: load/mysql_client.cpp
// sydac-source: load/mysql_guard.cpp
// sydac-source: load/postgresql.cpp
// sydac-source: load/postgresql_client.cpp
// sydac-source: load/sqlite.cpp
#pragma once

#include <vector>

#include "../options.hpp"
#include "../progress.hpp"

namespace sydac::driver {

/// Rows [first, last) of one table.
struct LoadedRows {
  std::size_t table;
  std::uint64_t first, last;
};

/// All in one transaction, in the order given. Throws IoError, or Refused where the database does not take a row.
void load_rows(const Program& program, const Options& options, const Dataset& dataset, std::span<const LoadedRows> rows,
               Progress& progress);

}  // namespace sydac::driver
