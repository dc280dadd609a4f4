#include "ddl/text.hpp"

namespace sydac::compiler {

using sql::Dialect;

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

std::string sql_string(Dialect dialect, std::string_view text) {
  std::string out = dialect == Dialect::sqlserver ? "N'" : "'";
  for (const char c : text) {
    if (c == '\'' || (c == '\\' && dialect == Dialect::mysql)) out += c;
    out += c;
  }
  return out + "'";
}

SqlTableName table_name_parts(Dialect dialect, std::string_view name) {
  const std::size_t dot = name.find('.');
  const std::string whole(name);
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == name.size()) return {"", whole};
  SqlTableName parts{whole.substr(0, dot), whole.substr(dot + 1)};
  if (dialect == Dialect::sqlite && parts.schema != "main" && parts.schema != "temp") return {"", whole};
  return parts;
}

std::string sql_table_name(Dialect dialect, std::string_view name) {
  const SqlTableName parts = table_name_parts(dialect, name);
  return (parts.schema.empty() ? "" : sql_name(dialect, parts.schema) + ".") + sql_name(dialect, parts.table);
}

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
