#include "ddl/text.hpp"

#include "sql_text.hpp"

namespace sydac::compiler {

using sql::Dialect;

namespace {

driver::Dialect of_runtime(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return driver::Dialect::postgresql;
    case Dialect::mysql: return driver::Dialect::mysql;
    case Dialect::sqlite: return driver::Dialect::sqlite;
    case Dialect::sqlserver: return driver::Dialect::sqlserver;
  }
  return driver::Dialect::postgresql;
}

}  // namespace

std::string sql_name(Dialect dialect, std::string_view name) { return driver::sql_name(of_runtime(dialect), name); }

std::string sql_string(Dialect dialect, std::string_view text) { return driver::sql_string(of_runtime(dialect), text); }

SqlTableName table_name_parts(Dialect dialect, std::string_view name) {
  const auto [schema, table] = driver::split_table_name(of_runtime(dialect), name);
  return {std::string(schema), std::string(table)};
}

std::string sql_table_name(Dialect dialect, std::string_view name) { return driver::sql_table_name(of_runtime(dialect), name); }

std::string sql_comment(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\n\r");
    out += std::string(indent) + "-- " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

}  // namespace sydac::compiler
