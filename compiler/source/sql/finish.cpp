#include <algorithm>
#include <numeric>

#include "source/sql/build.hpp"

namespace sydac::compiler::sql {

void Builder::left_out(Span where, std::string_view what, std::string_view table, std::string_view why, std::string hint) {
  Diagnostic& made = diagnostics_.report(Code::sql_left_out, where, {what, table, why});
  if (!hint.empty()) made.suggest(std::move(hint));
}

/// Spells the columns of an expression as the table does.
void Builder::settle_names(TableDef& table, ExprId id) {
  if (dialect_ == Dialect::postgresql) return;
  const Span whole = catalog_[id].span;
  for (std::size_t i = id.index + 1; i-- > 0;) {
    Expr& part = catalog_.exprs[i];
    if (part.span.begin < whole.begin || part.span.end > whole.end) break;
    if (auto* column = std::get_if<Column>(&part.node)) {
      if (const ColumnDef* there = find_column(table, column->name)) column->name = there->name;
    }
  }
}

void Builder::settle_expressions(TableDef& table) {
  for (const CheckDef& check : table.checks) settle_names(table, check.condition);
  for (const ColumnDef& column : table.columns) {
    if (column.generated) settle_names(table, *column.generated);
  }
  for (KeyDef& key : table.keys) {
    if (key.predicate) settle_names(table, *key.predicate);
    for (KeyPart& part : key.parts) {
      if (part.expression) settle_names(table, *part.expression);
    }
  }
  for (KeyPart& part : table.partition.key) {
    if (const ColumnDef* there = find_column(table, part.column)) part.column = there->name;
  }
}

void Builder::settle_keys(TableDef& table) {
  std::erase_if(table.keys, [&](KeyDef& key) {
    for (KeyPart& part : key.parts) {
      if (part.expression || part.column.empty()) continue;
      const ColumnDef* column = find_column(table, part.column);
      if (!column) {
        left_out(key.span, key.primary ? "the primary key" : "a unique key", table.name.name, "there is no column `" + part.column + "`",
                 {});
        return true;
      }
      part.column = column->name;
    }
    return key.parts.empty();
  });
  std::stable_partition(table.keys.begin(), table.keys.end(), [](const KeyDef& key) { return key.primary; });
  if (table.keys.empty() || !table.keys.front().primary) return;
  const KeyDef& primary = table.keys.front();
  const bool one = primary.parts.size() == 1;
  for (const KeyPart& part : primary.parts) {
    ColumnDef* column = part.column.empty() ? nullptr : find_column(table, part.column);
    if (!column) continue;
    const bool rowid =
        dialect_ == Dialect::sqlite && one && column->type.name == "integer" && column->type.arguments.empty() && !table.without_rowid;
    if (rowid) column->counts = true;
    if (dialect_ != Dialect::sqlite || rowid || table.without_rowid || table.strict) column->not_null = true;
  }
}

void Builder::fill_targets(TableDef& table, ForeignKeyDef& key, TableDef& target, std::string& problem) {
  if (key.targets.empty()) {
    if (!target.keys.empty() && target.keys.front().primary) {
      for (const KeyPart& part : target.keys.front().parts) key.targets.push_back(part.column);
    } else {
      problem = "`" + target.name.name + "` has no primary key";
    }
  }
  if (problem.empty() && key.targets.size() != key.columns.size()) {
    problem = std::to_string(key.columns.size()) + " columns refer to " + std::to_string(key.targets.size());
  }
  for (std::string& column : key.columns) {
    const ColumnDef* there = find_column(table, column);
    if (there) {
      column = there->name;
    } else if (problem.empty()) {
      problem = "`" + table.name.name + "` has no column `" + column + "`";
    }
  }
  for (std::string& column : key.targets) {
    const ColumnDef* there = find_column(target, column);
    if (there) {
      column = there->name;
    } else if (problem.empty()) {
      problem = "`" + target.name.name + "` has no column `" + column + "`";
    }
  }
}

void Builder::settle_foreign_keys(TableDef& table) {
  std::erase_if(table.foreign_keys, [&](ForeignKeyDef& key) {
    TableDef* target = find_table(key.table);
    std::string problem, hint;
    if (!target) {
      problem = "there is no table `" + key.table.name + "`";
      std::vector<std::string> names;
      for (const TableDef& other : catalog_.tables) names.push_back(other.name.name);
      if (names.size() <= 2000) {
        if (const auto near = nearest(key.table.name, names)) hint = "`" + *near + "`";
      }
    } else {
      key.table.schema = target->name.schema;
      key.table.name = target->name.name;
      fill_targets(table, key, *target, problem);
    }
    if (problem.empty()) return false;
    left_out(key.span, "a foreign key", table.name.name, problem, hint);
    return true;
  });
}

/// Spells the types of the schema's own as their definitions do.
void Builder::settle_types(TableDef& table) {
  if (dialect_ == Dialect::postgresql || catalog_.domains.empty()) return;
  for (ColumnDef& column : table.columns) {
    if (const DomainDef* domain = find_type(catalog_.domains, {column.type.schema, column.type.name, {}}))
      column.type.name = domain->name.name;
  }
}

Catalog Builder::finish() {
  for (std::size_t i = 0; i < catalog_.tables.size(); ++i) {
    if (!dropped_[i]) settle_keys(catalog_.tables[i]);
  }
  for (std::size_t i = 0; i < catalog_.tables.size(); ++i) {
    if (dropped_[i]) continue;
    settle_foreign_keys(catalog_.tables[i]);
    settle_expressions(catalog_.tables[i]);
    settle_types(catalog_.tables[i]);
    if (catalog_.tables[i].partition_of) {
      if (const TableDef* whole = find_table(*catalog_.tables[i].partition_of)) catalog_.tables[i].partition_of = whole->name;
    }
  }
  written_before_ = catalog_.exprs.size();
  for (TableDef& table : catalog_.tables) write_out_calls(table);
  for (DomainDef& domain : catalog_.domains) {
    for (CheckDef& check : domain.checks) check.condition = written_out(check.condition, 0);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < catalog_.tables.size(); ++i) {
    if (dropped_[i]) continue;
    if (kept != i) catalog_.tables[kept] = std::move(catalog_.tables[i]);
    ++kept;
  }
  catalog_.tables.resize(kept);
  catalog_.default_collation_case_blind = dialect_ == Dialect::mysql || dialect_ == Dialect::sqlserver;
  return std::move(catalog_);
}

}  // namespace sydac::compiler::sql
