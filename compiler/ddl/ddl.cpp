#include "ddl/ddl.hpp"

#include <algorithm>
#include <set>

#include "ddl/conditions.hpp"
#include "ddl/text.hpp"
#include "ddl/types.hpp"

namespace sydac::compiler {
namespace {

using sql::Dialect;

constexpr std::uint64_t kMostMysqlRowBytes = 60000;  // 65535, less what the columns need besides
constexpr std::size_t kLongestMysqlColumnComment = 1024, kLongestMysqlTableComment = 2048;

/// Follows a reference to the column whose values it holds.
const Cell& held_column(const Model& model, const Cell& cell) {
  const Cell* at = &cell;
  while (at->kind == CellKind::reference && !at->targets.empty()) at = &model[at->target()];
  return *at;
}

/// Cut at a character.
std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  text.resize(bytes);
  return text;
}

class DdlWriter {
 public:
  DdlWriter(const Plan& plan, const Sources& sources, Dialect dialect)
      : plan_(plan), model_(*plan.model), sources_(sources), dialect_(dialect) {}

  std::string run(const std::string& path) {
    const std::string file = path.substr(path.rfind('/') + 1);
    const std::string source = file == "-" ? "standard input" : file;
    out_ = sql_comment("Made by sydac from " + source + ", for " + std::string(sql::name_of(dialect_)) + ".", "") + "\n";
    write_schemas();
    name_enums();
    for (const TableId id : plan_.load_order) write_table(id);
    for (const std::string& statement : afterwards_) out_ += statement;
    return out_;
  }

 private:
  bool is(Dialect dialect) const { return dialect_ == dialect; }
  std::string name(std::string_view text) const { return sql_name(dialect_, text); }
  std::string name_of(const Table& table) const { return sql_table_name(dialect_, table.name); }

  void write_schemas() {
    std::set<std::string> schemas;
    for (const Table& table : model_.tables) schemas.insert(table_name_parts(dialect_, table.name).schema);
    schemas.erase("");
    if (is(Dialect::sqlite)) return;
    for (const std::string& schema : schemas) {
      if (is(Dialect::postgresql)) out_ += "CREATE SCHEMA IF NOT EXISTS " + name(schema) + ";\n";
      if (is(Dialect::mysql)) out_ += "CREATE DATABASE IF NOT EXISTS " + name(schema) + ";\n";
      if (is(Dialect::sqlserver)) {
        out_ += "IF SCHEMA_ID(" + sql_string(dialect_, schema) + ") IS NULL EXEC(" + sql_string(dialect_, "CREATE SCHEMA " + name(schema)) +
                ");\nGO\n";
      }
    }
    if (!schemas.empty()) out_ += "\n";
  }

  /// A table is a type too in PostgreSQL.
  void name_enums() {
    std::set<std::string> taken;
    for (const Table& table : model_.tables) taken.insert(table_name_parts(dialect_, table.name).table);
    std::string made;
    for (const Enum& each : model_.enums) {
      std::string free = each.name;
      while (!taken.insert(free).second) free += "_enum";
      enum_names_.push_back(name(free));
      if (!is(Dialect::postgresql) || !has_enum_type(each, dialect_)) continue;
      std::string values;
      for (const std::string& value : each.values) values += (values.empty() ? "" : ", ") + sql_string(dialect_, value);
      made += sql_comment(each.doc, "") + "CREATE TYPE " + enum_names_.back() + " AS ENUM (" + values + ");\n";
    }
    if (!made.empty()) out_ += made + "\n";
  }

  // --- one table

  void write_table(TableId id) {
    const Table& table = model_[id];
    keyed_ = keyed_cells(id);
    parts_.clear();
    notes_.clear();
    add_columns(id);
    add_keys(id);
    add_references(id);
    add_checks(table);
    if (!is(Dialect::mysql) && !is(Dialect::postgresql)) out_ += sql_comment(table.doc, "");
    out_ += "CREATE TABLE " + name_of(table) + " (\n";
    for (std::size_t i = 0; i < parts_.size(); ++i) out_ += parts_[i] + (i + 1 == parts_.size() ? "\n" : ",\n");
    out_ += ")" + table_options(table) + ";\n" + notes_;
    write_comments(table);
    out_ += "\n";
  }

  /// Cells that an index will hold: of keys and references, and those that references lead to.
  std::set<std::uint32_t> keyed_cells(TableId id) const {
    std::set<std::uint32_t> cells;
    for (const Key& key : model_[id].keys) cells.insert(key.cells.begin(), key.cells.end());
    for (const Cell& cell : model_[id].cells) {
      if (cell.kind == CellKind::reference) cells.insert(cell.columns.begin(), cell.columns.end());
    }
    return cells;
  }

  std::string table_options(const Table& table) const {
    if (!is(Dialect::mysql)) return "";
    // Keys are the same only where all their bytes are.
    std::string options = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    if (!table.doc.empty()) options += " COMMENT " + sql_string(dialect_, cut(table.doc, kLongestMysqlTableComment));
    return options;
  }

  SqlType type_of(const Table& table, std::uint32_t index, bool is_wide) const {
    const Cell& cell = table.cells[index];
    const Cell& held = held_column(model_, cell);
    TypeRequest request{model_, dialect_, keyed_.contains(index)};
    if (held.value && model_[*held.value].size) request.longest = model_[*held.value].size->longest();
    // A row of MySQL holds so many bytes; a text outside of it takes a few.
    if (is_wide && held.type.base == Base::text && !request.is_keyed) return {"text", 12};
    const std::string enum_name = held.type.base == Base::enumeration ? enum_names_[held.type.enumeration.index] : "";
    return sql_type(held.type, request, enum_name);
  }

  void add_columns(TableId id) {
    const Table& table = model_[id];
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      if (is_written(table.cells[i])) bytes += type_of(table, i, false).bytes;
    }
    const bool is_wide = is(Dialect::mysql) && bytes > kMostMysqlRowBytes;
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      const Cell& cell = table.cells[i];
      if (!is_written(cell)) continue;
      std::string column = "  " + name(cell.name) + " " + type_of(table, i, is_wide).text;
      if (is_counted(table, i)) {
        column += counted_words();
      } else if (!cell.type.nullable) {
        column += " NOT NULL";
      }
      if (is(Dialect::mysql) && !cell.doc.empty()) column += " COMMENT " + sql_string(dialect_, cut(cell.doc, kLongestMysqlColumnComment));
      std::string doc;
      if (!is(Dialect::mysql) && !is(Dialect::postgresql)) doc = sql_comment(cell.doc, "  ");
      parts_.push_back(doc + column);
      add_enum_check(cell);
    }
  }

  /// A primary key that counts 1, 2, 3 …: the database goes on counting.
  bool is_counted(const Table& table, std::uint32_t index) const {
    const Cell& cell = table.cells[index];
    const bool is_key =
        std::ranges::any_of(table.keys, [&](const Key& key) { return key.primary && key.cells.size() == 1 && key.cells[0] == index; });
    const bool is_serial = cell.kind == CellKind::column && cell.value && std::holds_alternative<SerialValue>(model_[*cell.value].node);
    // MariaDB has no such column in a check.
    return is_key && is_serial && cell.type.base == Base::integer && (!is(Dialect::mysql) || table.checks.empty());
  }

  std::string counted_words() const {
    switch (dialect_) {
      case Dialect::postgresql: return " GENERATED BY DEFAULT AS IDENTITY";
      case Dialect::mysql: return " NOT NULL AUTO_INCREMENT";
      case Dialect::sqlite: return " PRIMARY KEY";
      case Dialect::sqlserver: return " NOT NULL IDENTITY";
    }
    return "";
  }

  void add_enum_check(const Cell& cell) {
    const Type& type = held_column(model_, cell).type;
    if (type.base != Base::enumeration || has_enum_type(model_[type.enumeration], dialect_)) return;
    std::string values;
    for (const std::string& value : model_[type.enumeration].values) values += (values.empty() ? "" : ", ") + sql_string(dialect_, value);
    checks_.push_back("  CHECK (" + name(cell.name) + " IN (" + values + "))");
  }

  std::string list_of(const Table& table, const std::vector<std::uint32_t>& cells) const {
    std::string names;
    for (const std::uint32_t cell : cells) names += (names.empty() ? "" : ", ") + name(table.cells[cell].name);
    return "(" + names + ")";
  }

  void add_keys(TableId id) {
    const Table& table = model_[id];
    for (const Key& key : table.keys) {
      if (key.picked) continue;
      const std::string columns = list_of(table, key.cells);
      if (key.primary) {
        const bool stands_there = is(Dialect::sqlite) && key.cells.size() == 1 && is_counted(table, key.cells[0]);
        if (!stands_there) parts_.push_back("  PRIMARY KEY " + columns);
        continue;
      }
      std::string filter;
      for (const std::uint32_t cell : key.cells) {
        if (table.cells[cell].type.nullable)
          filter += (filter.empty() ? " WHERE " : " AND ") + name(table.cells[cell].name) + " IS NOT NULL";
      }
      // SQL Server takes nulls for equal.
      if (is(Dialect::sqlserver) && !filter.empty()) {
        const std::string index = name("unique " + std::to_string(++indexes_));
        notes_ += "CREATE UNIQUE INDEX " + index + " ON " + name_of(table) + " " + columns + filter + ";\n";
      } else {
        parts_.push_back("  UNIQUE " + columns);
      }
    }
  }

  bool is_before(TableId first, TableId second) const {
    const auto place = [&](TableId id) { return std::ranges::find(plan_.load_order, id); };
    return place(first) < place(second);
  }

  void add_references(TableId id) {
    const Table& table = model_[id];
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      const Cell& cell = table.cells[i];
      if (cell.kind != CellKind::reference || cell.targets.empty()) continue;
      const Table& target = model_[cell.type.table];
      const auto [columns, targets] = pairs_of(cell, target);
      std::string key = "FOREIGN KEY " + list_of(table, columns) + " REFERENCES " + name_of(target) + " " + list_of(target, targets);
      if (is_lost(table, target)) {
        notes_ += sql_comment(key + ": needs the name of the database", "");
        continue;
      }
      const bool is_late = std::ranges::find(plan_.deferred, CellId{id, i}) != plan_.deferred.end();
      if (is_late && (is(Dialect::postgresql) || is(Dialect::sqlite))) key += " DEFERRABLE INITIALLY DEFERRED";
      if (is_before(id, cell.type.table) && !is(Dialect::sqlite)) {
        afterwards_.push_back("ALTER TABLE " + name_of(table) + " ADD " + key + ";\n");
      } else {
        parts_.push_back("  " + key);
      }
    }
  }

  /// The columns of a reference, and those that they lead to in the order of the target's key: MySQL finds no index for another order.
  static std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> pairs_of(const Cell& cell, const Table& target) {
    std::vector<std::uint32_t> columns = cell.columns, targets;
    for (const CellId each : cell.targets) targets.push_back(each.index);
    for (const Key& key : target.keys) {
      if (key.cells.size() != targets.size() || !std::ranges::is_permutation(key.cells, targets)) continue;
      std::vector<std::uint32_t> ordered;
      for (const std::uint32_t each : key.cells) {
        ordered.push_back(cell.columns[static_cast<std::size_t>(std::ranges::find(targets, each) - targets.begin())]);
      }
      return {ordered, key.cells};
    }
    return {columns, targets};
  }

  /// MySQL looks for a name without a database in that of the table, not in the session's.
  bool is_lost(const Table& table, const Table& target) const {
    return is(Dialect::mysql) && table_name_parts(dialect_, target.name).schema.empty() &&
           !table_name_parts(dialect_, table.name).schema.empty();
  }

  void add_checks(const Table& table) {
    for (std::string& check : checks_) parts_.push_back(std::move(check));
    checks_.clear();
    for (const Check& check : table.checks) {
      if (const auto condition = sql_condition(model_, check.condition, dialect_)) {
        parts_.push_back("  CHECK " + (condition->starts_with('(') ? *condition : "(" + *condition + ")"));
      } else {
        notes_ += sql_comment(
            "Not said in SQL: " + sources_.at(check.span.file).text.substr(check.span.begin, check.span.end - check.span.begin), "");
      }
    }
  }

  void write_comments(const Table& table) {
    if (!is(Dialect::postgresql)) return;
    if (!table.doc.empty()) out_ += "COMMENT ON TABLE " + name_of(table) + " IS " + sql_string(dialect_, table.doc) + ";\n";
    for (const Cell& cell : table.cells) {
      if (!is_written(cell) || cell.doc.empty()) continue;
      out_ += "COMMENT ON COLUMN " + name_of(table) + "." + name(cell.name) + " IS " + sql_string(dialect_, cell.doc) + ";\n";
    }
  }

  const Plan& plan_;
  const Model& model_;
  const Sources& sources_;
  Dialect dialect_;
  std::string out_, notes_;
  std::vector<std::string> enum_names_, parts_, checks_, afterwards_;
  std::set<std::uint32_t> keyed_;
  std::uint32_t indexes_ = 0;
};

}  // namespace

std::string ddl_of(const Plan& plan, const Sources& sources, FileId schema, Dialect dialect) {
  return DdlWriter(plan, sources, dialect).run(sources.at(schema).path);
}

}  // namespace sydac::compiler
