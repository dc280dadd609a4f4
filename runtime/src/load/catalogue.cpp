#include "catalogue.hpp"

#include "../driver_text.hpp"

namespace sydac::driver {

namespace {

bool same_letters(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

bool same_bytes(std::string_view left, std::string_view right) { return left == right; }

bool is_schema(const FoundTable& table, std::string_view schema, bool (*same)(std::string_view, std::string_view)) {
  return schema.empty() ? table.is_default : same(table.schema, schema);
}

const FoundTable* only_match(std::span<const FoundTable> tables, const TableName& name, bool (*same)(std::string_view, std::string_view)) {
  const FoundTable* found = nullptr;
  for (const FoundTable& table : tables) {
    if (!same(table.name, name.table) || !is_schema(table, name.schema, same)) continue;
    if (found != nullptr) return nullptr;
    found = &table;
  }
  return found;
}

bool has_schema(std::span<const FoundTable> tables, std::string_view schema) {
  for (const FoundTable& table : tables) {
    if (same_letters(table.schema, schema)) return true;
  }
  return false;
}

}  // namespace

const FoundTable& find_table(std::span<const FoundTable> tables, Dialect dialect, std::string_view name, std::string_view database) {
  const TableName parts = split_table_name(dialect, name);
  const TableName whole{{}, name}, alone{{}, parts.table};
  for (const auto same : {&same_bytes, &same_letters}) {
    if (const FoundTable* found = only_match(tables, parts, same)) return *found;
    if (const FoundTable* found = only_match(tables, whole, same)) return *found;
    if (parts.schema.empty() || has_schema(tables, parts.schema)) continue;
    if (const FoundTable* found = only_match(tables, alone, same)) return *found;
  }
  Nearest nearest(parts.table);
  for (const FoundTable& table : tables) {
    if (table.is_default || !parts.schema.empty()) nearest.offer(table.name);
  }
  throw IoError(text_of({database, " has no table ", quoted(name), nearest.hint()}));
}

TargetTable match_columns(const Program& program, std::size_t table, const FoundTable& found, Dialect dialect) {
  const TableInfo& info = program.tables[table];
  TargetTable target{table, sql_name(dialect, found.name), found, {}};
  if (!found.schema.empty()) target.sql = text_of({sql_name(dialect, found.schema), ".", target.sql});
  for (const ColumnInfo& column : info.columns) {
    const FoundColumn* match = nullptr;
    for (const auto same : {&same_bytes, &same_letters}) {
      for (const FoundColumn& each : found.columns) {
        if (match == nullptr && same(each.name, column.name)) match = &each;
      }
    }
    if (match == nullptr) {
      Nearest nearest(column.name);
      for (const FoundColumn& each : found.columns) nearest.offer(each.name);
      throw IoError(text_of({"the table ", target.sql, " has no column ", quoted(column.name), nearest.hint()}));
    }
    target.columns.push_back(match->is_generated ? std::nullopt : std::optional(*match));
  }
  return target;
}

std::string column_list(const TargetTable& target, Dialect dialect) {
  std::string list;
  for (const auto& column : target.columns) {
    if (column) append(list, {list.empty() ? "" : ", ", sql_name(dialect, column->name)});
  }
  return list;
}

}  // namespace sydac::driver
