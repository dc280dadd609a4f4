#include "load_scripts.hpp"

#include <algorithm>

#include "script_postgresql.hpp"
#include "sql_rows.hpp"

namespace sydac::driver {

namespace {

bool has_line_break(std::string_view name) { return name.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos; }

bool can_be_scripted(const Program& program, const std::vector<ScriptedFile>& files) {
  return std::none_of(files.begin(), files.end(), [&](const ScriptedFile& file) {
    const TableInfo& table = program.tables[file.table];
    return has_line_break(table.name) ||
           std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnInfo& column) { return has_line_break(column.name); });
  });
}

/// The columns of a table, quoted, with commas between.
std::string names_of(const TableInfo& table, Dialect dialect) {
  std::string list;
  for (const ColumnInfo& column : table.columns) append(list, {list.empty() ? "" : ", ", sql_name(dialect, column.name)});
  return list;
}

/// References to rows that come later among the files, as the manifest has them.
template <class Visit>
void each_deferred(const Program& program, const std::vector<ScriptedFile>& files, Visit visit) {
  for (const ScriptedFile& file : files) {
    for (const ReferenceInfo& reference : program.tables[file.table].references) {
      if (reference.deferred) visit(program.tables[file.table], reference);
    }
  }
}

bool has_deferred(const Program& program, const std::vector<ScriptedFile>& files) {
  bool found = false;
  each_deferred(program, files, [&](const TableInfo&, const ReferenceInfo&) { found = true; });
  return found;
}

// --- MySQL ---------------------------------------------------------------------------------------------------------------------

constexpr Dialect kMy = Dialect::mysql;

/// What becomes of a cell that LOAD DATA has read into a variable.
std::string mysql_cell(const ColumnInfo& column, const std::string& variable, const Options& options) {
  std::string cell = variable;
  const bool is_csv = options.format == Format::csv;
  if (is_csv && column.nullable) cell = text_of({"NULLIF(", cell, ", ", sql_string(kMy, options.null_token), ")"});
  if (column.kind == Kind::boolean) return text_of({cell, " = 'true'"});
  if (column.kind == Kind::bytes) return text_of({"UNHEX(SUBSTR(", cell, ", 3))"});
  if (column.kind == Kind::timestamptz) return text_of({"TRIM(TRAILING 'Z' FROM ", cell, ")"});
  return cell;
}

std::string mysql_load(const TableInfo& table, const ScriptedFile& file, const Options& options) {
  std::string cells, conversions;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnInfo& column = table.columns[i];
    const std::string variable = text_of({"@v", std::uint64_t{i}}), cell = mysql_cell(column, variable, options);
    const bool is_converted = cell != variable;
    append(cells, {i == 0 ? "" : ", ", is_converted ? variable : sql_name(kMy, column.name)});
    if (is_converted) append(conversions, {conversions.empty() ? "\n  SET " : ", ", sql_name(kMy, column.name), " = ", cell});
  }
  const std::string_view form =
      options.format == Format::csv
          ? "FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' ESCAPED BY '' LINES TERMINATED BY '\\n' IGNORE 1 LINES"
          : "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n'";
  return text_of({"LOAD DATA LOCAL INFILE ", sql_string(kMy, file.name), " INTO TABLE ", sql_table_name(kMy, table.name),
                  " CHARACTER SET utf8mb4\n  ", form, "\n  (", cells, ")", conversions, ";\n",
                  "SELECT IF(@@warning_count = 0, 'loaded', (SELECT 1 UNION SELECT 2)) AS ", sql_name(kMy, table.name), ";\n"});
}

std::string mysql_key_check(const TableInfo& table, const ReferenceInfo& reference, const TableInfo& target) {
  std::string join, where;
  for (std::size_t i = 0; i < reference.columns.size(); ++i) {
    const std::string mine = "c." + sql_name(kMy, table.columns[reference.columns[i]].name);
    const std::string theirs = "p." + sql_name(kMy, target.columns[reference.target_columns[i]].name);
    append(join, {i == 0 ? "" : " AND ", theirs, " = ", mine});
    append(where, {mine, " IS NOT NULL AND "});
    if (i + 1 == reference.columns.size()) append(where, {theirs, " IS NULL"});
  }
  return text_of({"SELECT IF(COUNT(*) = 0, 'holds', (SELECT 1 UNION SELECT 2)) AS ", sql_name(kMy, reference.name), " FROM ",
                  sql_table_name(kMy, table.name), " c LEFT JOIN ", sql_table_name(kMy, target.name), " p ON ", join, " WHERE ", where,
                  ";\n"});
}

std::string mysql_script(const Program& program, const Options& options, const std::vector<ScriptedFile>& files) {
  const bool is_unchecked = has_deferred(program, files);
  std::string out = text_of(
      {"SET NAMES utf8mb4;\nSET time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO', sql_notes = 0;\n",
       is_unchecked ? "-- Some rows refer to rows that come later: keys are checked by queries at the end.\nSET foreign_key_checks = 0;\n"
                    : "",
       "START TRANSACTION;\n\n",
       options.format == Format::sql ? ""
                                     : "-- LOAD DATA LOCAL makes warnings of errors. The query behind it fails where there are any.\n"});
  for (const ScriptedFile& file : files) {
    out += options.format == Format::sql ? text_of({"source ", file.name, "\n"}) : mysql_load(program.tables[file.table], file, options);
  }
  for (const ScriptedFile& file : files) {
    const TableInfo& table = program.tables[file.table];
    for (const ReferenceInfo& reference : table.references) {
      if (is_unchecked) out += mysql_key_check(table, reference, program.tables[reference.table]);
    }
  }
  return out + "\nCOMMIT;\n";
}

// --- SQLite --------------------------------------------------------------------------------------------------------------------

std::string sqlite_cell(const ColumnInfo& column, const std::string& name, const Options& options) {
  std::string cell = name;
  if (column.nullable) cell = text_of({"NULLIF(", cell, ", ", sql_string(Dialect::sqlite, options.null_token), ")"});
  switch (column.kind) {
    case Kind::boolean: return text_of({cell, " = 'true'"});
    case Kind::bytes: return text_of({"unhex(substr(", cell, ", 3))"});
    case Kind::integer:
    case Kind::decimal:
    case Kind::real: return text_of({"CAST(", cell, " AS NUMERIC)"});
    default: return cell;
  }
}

std::string sqlite_load(const TableInfo& table, const ScriptedFile& file, const Options& options) {
  std::string names, cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string name = text_of({"c", std::uint64_t{i}});
    append(names, {i == 0 ? "" : ", ", name, " TEXT"});
    append(cells, {i == 0 ? "" : ", ", sqlite_cell(table.columns[i], name, options)});
  }
  return text_of({"CREATE TEMPORARY TABLE sydac_rows (", names, ");\n.import --csv --skip 1 \"", file.name, "\" sydac_rows\nINSERT INTO ",
                  sql_table_name(Dialect::sqlite, table.name), " (", names_of(table, Dialect::sqlite), ")\n  SELECT ", cells,
                  " FROM sydac_rows ORDER BY rowid;\nDROP TABLE temp.sydac_rows;\n"});
}

std::string sqlite_script(const Program& program, const Options& options, const std::vector<ScriptedFile>& files) {
  std::string out = ".bail on\nPRAGMA foreign_keys = ON;\nBEGIN;\nPRAGMA defer_foreign_keys = ON;\n\n";
  for (const ScriptedFile& file : files) {
    out +=
        options.format == Format::sql ? text_of({".read \"", file.name, "\"\n"}) : sqlite_load(program.tables[file.table], file, options);
  }
  return out + "\nCOMMIT;\n";
}

// --- SQL Server ----------------------------------------------------------------------------------------------------------------

std::string sqlserver_script(const Program& program, const std::vector<ScriptedFile>& files) {
  std::string begin, end;
  std::vector<std::string_view> done;
  each_deferred(program, files, [&](const TableInfo& table, const ReferenceInfo&) {
    if (std::find(done.begin(), done.end(), table.name) != done.end()) return;
    done.push_back(table.name);
    const std::string name = sql_table_name(Dialect::sqlserver, table.name);
    append(begin, {"ALTER TABLE ", name, " NOCHECK CONSTRAINT ALL;\n"});
    append(end, {"ALTER TABLE ", name, " WITH CHECK CHECK CONSTRAINT ALL;\n"});
  });
  std::string out = text_of({":on error exit\nSET XACT_ABORT, NOCOUNT, QUOTED_IDENTIFIER ON;\nBEGIN TRANSACTION;\n", begin, "GO\n\n"});
  for (const ScriptedFile& file : files) append(out, {":r \"", file.name, "\"\nGO\n"});
  return text_of({out, "\n", end, "COMMIT;\nGO\n"});
}

std::string_view usage_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return "sh load.sh postgresql://USER@HOST/DATABASE, or any other arguments of psql";
    case Dialect::mysql: return "sh load.sh -u USER -p DATABASE, or any other arguments of the client";
    case Dialect::sqlite: return "sh load.sh FILE";
    case Dialect::sqlserver: return "sh load.sh -S SERVER -d DATABASE, or any other arguments of sqlcmd";
  }
  return {};
}

std::string shell_script(Dialect dialect, const std::string& stem) {
  constexpr std::string_view kHere = "cd \"$(dirname \"$0\")\"\n";
  switch (dialect) {
    case Dialect::postgresql: return text_of({kHere, "exec psql -X -q \"$@\" -f ", stem, ".sql\n"});
    case Dialect::mysql:
      return text_of({kHere, "command -v mariadb >/dev/null && client=mariadb || client=mysql\nexec \"$client\" \"$@\" --local-infile=1 <",
                      stem, ".sql\n"});
    case Dialect::sqlite:
      return text_of(
          {"case $1 in /*) file=$1 ;; *) file=$PWD/$1 ;; esac\n", kHere, "exec sqlite3 -batch \"$file\" \".read ", stem, ".sql\"\n"});
    case Dialect::sqlserver: return text_of({kHere, "exec sqlcmd -b -f 65001 \"$@\" -i ", stem, ".sql\n"});
  }
  return {};
}

}  // namespace

bool has_load_scripts(const Options& options) {
  const bool is_asked_for = options.format == Format::sql || options.format == Format::copy || options.has_dialect;
  return is_asked_for && !options.range && !options.shard;
}

LoadScripts load_scripts(const Program& program, const Options& options, const std::vector<ScriptedFile>& files) {
  LoadScripts scripts{"load", {}, {}};
  for (const ScriptedFile& file : files) {
    if (file.name == scripts.stem + ".sql") scripts.stem += '_';
  }
  if (files.empty() || !can_be_scripted(program, files)) return scripts;
  switch (options.dialect) {
    case Dialect::postgresql: scripts.sql = postgresql_script(program, options, files); break;
    case Dialect::mysql: scripts.sql = mysql_script(program, options, files); break;
    case Dialect::sqlite: scripts.sql = sqlite_script(program, options, files); break;
    case Dialect::sqlserver: scripts.sql = sqlserver_script(program, files); break;
  }
  const std::string head = text_of({"-- Loads the files beside it into ", dialect_name(options.dialect), ", all or nothing.\n"});
  scripts.sql = head + scripts.sql;
  scripts.sh = text_of({"#!/bin/sh\n# ", usage_of(options.dialect), "\nset -eu\n", shell_script(options.dialect, scripts.stem)});
  return scripts;
}

}  // namespace sydac::driver
