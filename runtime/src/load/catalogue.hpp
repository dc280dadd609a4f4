// What a database says of its tables, and which of them the program's tables are.
#pragma once

#include <sydac/program.hpp>

#include <optional>

#include "../sql_text.hpp"

namespace sydac::driver {

struct FoundColumn {
  std::string name;
  std::string type;           // as the database names it, in lower case, without its arguments
  bool is_generated = false;  // the database computes it and takes no values
};

struct FoundTable {
  std::string schema, name;  // schema: empty where the database has none
  bool is_default = true;    // found by its name alone
  std::string id;            // what the database's own tables go by
  std::vector<FoundColumn> columns = {};
};

/// A table of the program in the database.
struct TargetTable {
  std::size_t table;  // index into `Program::tables`
  std::string sql;    // the quoted name
  FoundTable found;
  std::vector<std::optional<FoundColumn>> columns;  // for each of the program's; none: left out, the database computes it
};

/// The table that `name` means: by its name, by its name where case does not count, or, where its schema is not there, by the table's name
/// alone. Throws IoError, which says what is there instead.
const FoundTable& find_table(std::span<const FoundTable> tables, Dialect dialect, std::string_view name, std::string_view database);
/// Throws IoError where a column is missing.
TargetTable match_columns(const Program& program, std::size_t table, const FoundTable& found, Dialect dialect);

/// The quoted names of the columns that are loaded, with commas between.
std::string column_list(const TargetTable& target, Dialect dialect);

/// A foreign key of the database between two tables that are loaded.
struct FoundKey {
  std::string name;
  std::size_t child, parent;  // places in the load order
  std::vector<std::string> columns = {}, parent_columns = {};
  bool is_deferrable = false;
};

}  // namespace sydac::driver
