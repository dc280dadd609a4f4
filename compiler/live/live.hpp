// A live database as a source: its catalogue as SQL DDL, for the reader of SQL. The client libraries are opened when they are needed, as
// the generators do it; nothing is written to the database.
#pragma once

#include <optional>
#include <string>

#include "source/sql/catalog.hpp"

namespace sydac::compiler {

/// `postgresql://…`, `postgres://…`, `mysql://…`, `mariadb://…`, `sqlite:FILE`
bool is_database(const std::string& place);

struct LiveDdl {
  std::string text;
  std::string name;   // of the database, which names the dataset
  std::string shown;  // the place without its password
  sql::Dialect dialect;
};
/// Throws FileError where the database can not be reached or read.
LiveDdl read_database(const std::string& place);

}  // namespace sydac::compiler
