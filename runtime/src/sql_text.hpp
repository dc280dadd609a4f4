// How the SQL dialects write names and strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sydac::driver {

enum class Dialect : std::uint8_t { postgresql, mysql, sqlite, sqlserver };

/// As `--dialect` takes them.
std::string_view dialect_name(Dialect dialect);

/// A name in the quotes of the dialect, whatever is in it.
std::string sql_name(Dialect dialect, std::string_view name);

/// A schema (MySQL: a database) and a table in it; the schema may be empty.
struct TableName {
  std::string_view schema, table;
};
/// What a table's name in SDL says: `crm.orders` is the table `orders` of the schema `crm`. SQLite has no schemas but these two, elsewhere
/// the point is part of the name.
TableName split_table_name(Dialect dialect, std::string_view name);
/// The name of a table as it stands in a statement.
std::string sql_table_name(Dialect dialect, std::string_view name);

/// A string literal: `'it''s'`, in MySQL with backslashes doubled, in SQL Server `N'…'`.
std::string sql_string(Dialect dialect, std::string_view text);

}  // namespace sydac::driver
