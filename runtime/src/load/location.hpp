// Where --load goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../sql_text.hpp"

namespace sydac::driver {

/// `postgresql://user:password@host:port/database?name=value`, the same with mysql, or `sqlite:FILE`.
struct Location {
  Dialect dialect = Dialect::postgresql;
  std::string given;                                        // as it was, with its password
  std::string shown;                                        // without password and parameters
  std::string user, password, host, port, database;         // decoded; of SQLite only the database, a file
  std::vector<std::pair<std::string, std::string>> values;  // behind the question mark, decoded
};

/// Throws UsageError.
Location parse_location(std::string_view text);

}  // namespace sydac::driver
