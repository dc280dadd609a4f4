#include "sql_text.hpp"

namespace sydac::driver {

std::string_view dialect_name(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return "postgresql";
    case Dialect::mysql: return "mysql";
    case Dialect::sqlite: return "sqlite";
    case Dialect::sqlserver: return "sqlserver";
  }
  return {};
}

std::string sql_name(Dialect dialect, std::string_view name) {
  const char open = dialect == Dialect::mysql ? '`' : dialect == Dialect::sqlserver ? '[' : '"';
  const char close = dialect == Dialect::sqlserver ? ']' : open;
  std::string out(1, open);
  for (const char c : name) {
    if (c == close) out += c;
    out += c;
  }
  return out + close;
}

TableName split_table_name(Dialect dialect, std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == name.size()) return {{}, name};
  const TableName parts{name.substr(0, dot), name.substr(dot + 1)};
  if (dialect == Dialect::sqlite && parts.schema != "main" && parts.schema != "temp") return {{}, name};
  return parts;
}

std::string sql_table_name(Dialect dialect, std::string_view name) {
  const auto [schema, table] = split_table_name(dialect, name);
  if (schema.empty()) return sql_name(dialect, table);
  return sql_name(dialect, schema) + "." + sql_name(dialect, table);
}

std::string sql_string(Dialect dialect, std::string_view text) {
  std::string out = dialect == Dialect::sqlserver ? "N'" : "'";
  for (const char c : text) {
    if (c == '\'' || (c == '\\' && dialect == Dialect::mysql)) out += c;
    out += c;
  }
  return out + "'";
}

}  // namespace sydac::driver
