#include "source/sql/plan.hpp"

#include <algorithm>

#include "source/sql/name_words.hpp"
#include "source/sql/rule_text.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr int kPlainestKey = 2;  // after that a key is given up

int level_of(const Levels& levels, const std::string& key) {
  const auto found = levels.find(key);
  return found == levels.end() ? 0 : found->second;
}

bool same_table(const Catalog& catalog, const TableDef& table, const ObjectName& name) {
  const bool cased = catalog.dialect == Dialect::postgresql;
  if (!(cased ? table.name.name == name.name : lower_case(table.name.name) == lower_case(name.name))) return false;
  return name.schema.empty() || table.name.schema.empty() ||
         (cased ? table.name.schema == name.schema : lower_case(table.name.schema) == lower_case(name.schema));
}

std::optional<std::size_t> find_table(const Catalog& catalog, const Plan& plan, const ObjectName& name) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < plan.tables.size(); ++i) {
    const TableDef& table = *plan.tables[i].def;
    if (table.name.name == name.name && table.name.schema == name.schema) return i;
    if (!found && same_table(catalog, table, name)) found = i;
  }
  return found;
}

std::optional<std::size_t> find_column(const Catalog& catalog, const TablePlan& table, const std::string& name) {
  const auto own = column_named(catalog, *table.def, name);
  if (!own) return std::nullopt;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].def->name == *own) return i;
  }
  return std::nullopt;
}

TablePlan begin_table(const Catalog& catalog, const TableDef& def, const Levels& levels) {
  TablePlan table;
  table.def = &def;
  table.name = def.name.schema.empty() ? def.name.name : def.name.schema + "." + def.name.name;
  table.level = level_of(levels, member_key(table, ""));
  for (const ColumnDef& column : def.columns) {
    ColumnPlan made;
    made.def = &column;
    made.shape = shape_of(catalog, column.type);
    made.written = !column.generated &&
                   !(catalog.dialect == Dialect::sqlserver && (column.type.name == "rowversion" || column.type.name == "timestamp"));
    made.nullable = !column.not_null && !made.shape.not_null;
    made.level = level_of(levels, member_key(table, column.name));
    table.columns.push_back(std::move(made));
  }
  return table;
}

/// The columns of a key; an expression and a computed column stand for those that they are made of.
std::vector<std::size_t> columns_of(const Catalog& catalog, const TablePlan& table, const KeyDef& key) {
  std::vector<std::size_t> found;
  const auto add = [&](std::size_t index) {
    if (std::find(found.begin(), found.end(), index) == found.end()) found.push_back(index);
  };
  for (const KeyPart& part : key.parts) {
    if (part.expression) {
      for (const std::string& name : columns_in(catalog, *part.expression)) {
        if (const auto index = find_column(catalog, table, name)) add(*index);
      }
    } else if (const auto index = find_column(catalog, table, part.column)) {
      const ColumnPlan& column = table.columns[*index];
      if (!column.def->generated) add(*index);
      for (const std::string& name : column.def->generated ? columns_in(catalog, *column.def->generated) : std::vector<std::string>{}) {
        if (const auto other = find_column(catalog, table, name)) add(*other);
      }
    }
  }
  return found;
}

void add_keys(const Catalog& catalog, TablePlan& table) {
  for (const KeyDef& key : table.def->keys) {
    KeyPlan made{&key, columns_of(catalog, table, key), key.primary};
    if (made.columns.empty()) continue;
    const bool again = std::ranges::any_of(
        table.keys, [&](const KeyPlan& other) { return other.columns == made.columns || (other.primary && made.primary); });
    if (again && std::ranges::none_of(key.parts, [](const KeyPart& part) { return part.prefix > 0; })) continue;
    for (const KeyPart& part : key.parts) {
      if (part.prefix == 0) continue;
      if (const auto index = find_column(catalog, table, part.column)) {
        auto& prefix = table.columns[*index].unique_prefix;
        prefix = prefix == 0 ? part.prefix : std::min(prefix, part.prefix);
      }
    }
    if (key.nulls_not_distinct || key.primary) {
      for (std::size_t column : made.columns)
        table.columns[column].nullable = table.columns[column].nullable && !key.nulls_not_distinct && !key.primary;
    }
    table.keys.push_back(std::move(made));
  }
}

bool is_key(const TablePlan& table, std::vector<std::size_t> columns) {
  std::ranges::sort(columns);
  return std::ranges::any_of(table.keys, [&](const KeyPlan& key) {
    auto own = key.columns;
    std::ranges::sort(own);
    return own == columns && (!key.def || !key.def->predicate);
  });
}

/// A reference, unless one of its columns is computed or stands in one before.
void add_reference(const Catalog& catalog, Plan& plan, std::size_t index, const ForeignKeyDef& def, const Levels& levels) {
  TablePlan& table = plan.tables[index];
  ReferencePlan made;
  made.def = &def;
  const auto target = find_table(catalog, plan, def.table);
  if (!target) return;
  made.table = *target;
  for (const std::string& name : def.columns) {
    const auto column = find_column(catalog, table, name);
    if (!column || !table.columns[*column].written) return;
    made.columns.push_back(*column);
  }
  TablePlan& other = plan.tables[*target];
  for (const std::string& name : def.targets) {
    const auto column = find_column(catalog, other, name);
    if (!column || !other.columns[*column].written) return;
    made.targets.push_back(*column);
  }
  if (made.columns.empty() || made.columns.size() != made.targets.size()) return;
  const bool own = index == *target && made.columns == made.targets;
  if (own) return;  // each row refers to itself
  // Said twice, or a part of one that was said before.
  for (const ReferencePlan& before : table.references) {
    if (before.columns == made.columns && before.table == made.table && before.targets == made.targets) return;
  }
  for (const KeyPlan& key : other.keys) {
    if (key.primary && key.columns == made.targets) made.to_primary = true;
  }
  if (!is_key(other, made.targets)) other.keys.push_back({nullptr, made.targets, false});
  made.nullable = std::ranges::any_of(made.columns, [&](std::size_t c) { return table.columns[c].nullable; });
  made.name = def.name;
  if (level_of(levels, member_key(table, "->" + std::to_string(table.references.size()))) > 1) {
    made.dropped = true;
    table.notes.push_back("not kept: a foreign key to `" + other.name + "`");
  }
  table.references.push_back(std::move(made));
}

/// Single references stand in place of their column; a second one to the same column can only be kept where it follows from the first.
void place_references(TablePlan& table) {
  for (std::size_t i = 0; i < table.references.size(); ++i) {
    ReferencePlan& reference = table.references[i];
    if (reference.dropped) continue;
    if (reference.columns.size() > 1) {
      for (std::size_t column : reference.columns) table.columns[column].in_reference = true;
      continue;
    }
    auto& place = table.columns[reference.columns[0]].reference;
    if (place) {
      reference.dropped = true;
      table.notes.push_back("`" + table.columns[reference.columns[0]].def->name + "` also refers to another table: that is not kept");
    } else {
      place = i;
    }
  }
}

/// `earlier` where a table refers to itself; names for the rows of references of several columns.
void finish_references(Plan& plan, std::size_t index) {
  TablePlan& table = plan.tables[index];
  std::vector<std::string> taken;
  for (const ColumnPlan& column : table.columns) taken.push_back(lower_case(column.def->name));
  for (ReferencePlan& reference : table.references) {
    if (reference.columns.size() > 1) {
      std::string name = singular(plan.tables[reference.table].def->name.name);
      for (int n = 2; std::ranges::find(taken, lower_case(name)) != taken.end(); ++n)
        name = singular(plan.tables[reference.table].def->name.name) + "_" + std::to_string(n);
      taken.push_back(lower_case(name));
      reference.name = name;
    }
    const KeyPlan* same = nullptr;
    for (const KeyPlan& key : table.keys) {
      auto own = key.columns, theirs = reference.columns;
      std::ranges::sort(own);
      std::ranges::sort(theirs);
      if (own == theirs) same = &key;
    }
    reference.unique = same != nullptr;
    if (reference.table == index && !reference.unique) reference.pick = "earlier";
    if (same && same->primary) reference.nullable = false;
  }
}

/// Two references that share a column agree in it: `(tenant, user)` and `(tenant, project)`. So that there is a user for each project's
/// tenant, rows of those tables are shared out evenly over the tenants.
void make_neighbours(Plan& plan, std::size_t index) {
  const TablePlan& table = plan.tables[index];
  const auto within = [](const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    return std::ranges::all_of(a, [&](std::size_t c) { return std::ranges::find(b, c) != b.end(); });
  };
  for (const ReferencePlan& a : table.references) {
    for (const ReferencePlan& b : table.references) {
      if (&a == &b || a.dropped || b.dropped || a.columns.size() < 2 || b.columns.size() < 2 || within(a.columns, b.columns) ||
          within(b.columns, a.columns))
        continue;
      for (std::size_t i = 0; i < a.columns.size(); ++i) {
        if (std::ranges::find(b.columns, a.columns[i]) == b.columns.end()) continue;
        TablePlan& target = plan.tables[a.table];
        const auto parent = target.columns[a.targets[i]].reference;
        if (!parent || target.references[*parent].table == a.table || !target.rows.empty() || target.columns[a.targets[i]].nullable)
          continue;
        target.rows = "100 over " + sdl_name(plan.tables[target.references[*parent].table].name) + " even";
        const std::string via = target.columns[a.targets[i]].def->name;
        const auto same = std::ranges::count_if(
            target.references, [&](const ReferencePlan& r) { return r.table == target.references[*parent].table && !r.dropped; });
        if (same > 1) target.rows.clear();
      }
    }
  }
}

/// A key is no longer than the shortest column that holds it elsewhere.
void fit_keys(Plan& plan) {
  const auto room = [](const ColumnPlan& column) {
    const std::uint32_t own = column.shape.base == Base::text ? column.shape.longest.value_or(UINT32_MAX) : UINT32_MAX;
    return column.key_characters > 0 ? std::min(own, column.key_characters) : own;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const TablePlan& table : plan.tables) {
      for (const ReferencePlan& reference : table.references) {
        for (std::size_t i = 0; i < reference.columns.size(); ++i) {
          ColumnPlan& target = plan.tables[reference.table].columns[reference.targets[i]];
          const std::uint32_t held = room(table.columns[reference.columns[i]]);
          if (held < room(target)) target.key_characters = held, changed = true;
        }
      }
    }
  }
}

/// `&&` in an exclusion: ranges that never overlap.
void plan_exclusions(const Catalog& catalog, TablePlan& table) {
  for (const ExclusionDef& exclusion : table.def->exclusions) {
    bool kept = false;
    for (const auto& [part, op] : exclusion.parts) {
      if (kept) break;
      std::optional<std::size_t> column = part.column.empty() ? std::nullopt : find_column(catalog, table, part.column);
      if (column && (op == "&&" ? !table.columns[*column].shape.unique_literal.empty() : op == "=" && exclusion.parts.size() == 1)) {
        table.columns[*column].unique = true;
        kept = true;
      }
      if (!part.expression || op != "&&") continue;
      const auto* call = std::get_if<Call>(&catalog[stripped(catalog, *part.expression)].node);
      if (call == nullptr || call->arguments.size() < 2 || !call->name.ends_with("range")) continue;
      std::vector<std::size_t> ends;
      for (std::size_t i = 0; i < 2; ++i) {
        const auto* word = std::get_if<Column>(&catalog[stripped(catalog, call->arguments[i])].node);
        const auto found = word != nullptr ? find_column(catalog, table, word->name) : std::nullopt;
        if (found) ends.push_back(*found);
      }
      if (ends.size() != 2) continue;
      ColumnPlan &from = table.columns[ends[0]], &to = table.columns[ends[1]];
      const bool numbers = from.shape.base == Base::integer || from.shape.base == Base::decimal;
      from.fixed_rule = numbers ? "row * 10" : "2000-01-01 + row * 2d";
      to.fixed_rule = sdl_name(from.def->name) + (numbers ? " + 9" : " + 1d");
      from.nullable = to.nullable = false;
      kept = true;
    }
    if (!kept) table.notes.push_back("not kept: " + exclusion.text);
  }
}

/// A row of a kind: `(id, kind)` refers to `(id, kind)` of a table where this one only takes some kinds. The kinds of that table take
/// turns, and the reference counts in their steps.
void plan_kinds(Plan& plan, std::size_t index) {
  TablePlan& table = plan.tables[index];
  for (ReferencePlan& reference : table.references) {
    if (reference.dropped || reference.columns.size() < 2 || reference.table == index) continue;
    TablePlan& target = plan.tables[reference.table];
    for (std::size_t i = 0; i < reference.columns.size(); ++i) {
      const ColumnPlan& own = table.columns[reference.columns[i]];
      ColumnPlan& theirs = target.columns[reference.targets[i]];
      std::vector<std::string> kinds = theirs.limits.in                         ? *theirs.limits.in
                                       : theirs.shape.base == Base::enumeration ? theirs.shape.values
                                                                                : std::vector<std::string>{};
      if (!own.limits.in || own.limits.in->size() != 1 || kinds.size() < 2 || kinds.size() > 50 || theirs.unique || theirs.reference ||
          theirs.in_reference || theirs.group)
        continue;
      const auto place = std::ranges::find(kinds, (*own.limits.in)[0]);
      if (place == kinds.end()) continue;
      const std::string steps = std::to_string(kinds.size()), first = std::to_string(place - kinds.begin()),
                        rows = "rows(" + sdl_name(target.name) + ")";
      std::string rule = "match mod(row, " + steps + ") { ";
      for (std::size_t k = 0; k < kinds.size(); ++k) {
        const std::string value = theirs.shape.base == Base::enumeration ? enum_value(kinds[k])
                                  : theirs.shape.base == Base::text      ? sdl_string(kinds[k])
                                                                         : kinds[k];
        rule += (k + 1 == kinds.size() ? "_" : std::to_string(k)) + " => " + value + (k + 1 == kinds.size() ? " }" : ", ");
      }
      theirs.fixed_rule = rule;
      theirs.nullable = false;
      const bool once = reference.unique || table.columns[reference.columns[1 - std::min<std::size_t>(i, 1)]].unique;
      if (!once) {
        reference.pick = "at mod(hash(row), max(1, div(" + rows + ", " + steps + "))) * " + steps + " + " + first;
        continue;
      }
      // Its other columns are numbers that count there: here they count in steps.
      bool counts = true;
      for (std::size_t k = 0; k < reference.columns.size(); ++k) {
        const ColumnPlan& key = target.columns[reference.targets[k]];
        counts = counts &&
                 (k == i || (key.shape.base == Base::integer && (key.unique || key.primary) && !key.reference && key.fixed_rule.empty()));
      }
      if (!counts) continue;
      for (std::size_t k = 0; k < reference.columns.size(); ++k) {
        if (k != i) table.columns[reference.columns[k]].fixed_rule = "row * " + steps + " + " + std::to_string(place - kinds.begin() + 1);
        table.columns[reference.columns[k]].in_reference = false;
      }
      reference.dropped = true;
      table.notes.push_back("rows of `" + target.name + "` of this kind, by their numbers");
      if (once) table.rows = rows + " / " + steps;
    }
  }
}

}  // namespace

std::string member_key(const TablePlan& table, const std::string& member) { return table.name + "\n" + member; }

namespace {
/// What holds of a partition is asked of the rows of the whole.
void gather_partitions(Catalog& catalog) {
  for (const TableDef& part : catalog.tables) {
    if (!part.partition_of) continue;
    for (TableDef& whole : catalog.tables) {
      if (&whole == &part || !same_table(catalog, whole, *part.partition_of)) continue;
      whole.foreign_keys.insert(whole.foreign_keys.end(), part.foreign_keys.begin(), part.foreign_keys.end());
      whole.checks.insert(whole.checks.end(), part.checks.begin(), part.checks.end());
      whole.keys.insert(whole.keys.end(), part.keys.begin(), part.keys.end());
      break;
    }
  }
}
}  // namespace

Plan plan_tables(Catalog& catalog, const Levels& levels) {
  gather_partitions(catalog);
  Plan plan;
  for (const TableDef& table : catalog.tables) {
    const bool writes = std::ranges::any_of(table.columns, [](const ColumnDef& column) { return !column.generated; });
    if (table.is_virtual || table.temporary || table.partition_of || !writes) continue;
    plan.tables.push_back(begin_table(catalog, table, levels));
  }
  for (TablePlan& table : plan.tables) add_keys(catalog, table);
  for (std::size_t i = 0; i < plan.tables.size(); ++i) {
    for (const ForeignKeyDef& key : plan.tables[i].def->foreign_keys) add_reference(catalog, plan, i, key, levels);
  }
  for (std::size_t i = 0; i < plan.tables.size(); ++i) {
    place_references(plan.tables[i]);
    plan_conditions(catalog, plan, i);
    finish_references(plan, i);
  }
  fit_keys(plan);
  for (std::size_t i = 0; i < plan.tables.size(); ++i) {
    plan_exclusions(catalog, plan.tables[i]);
    make_neighbours(plan, i);
  }
  for (std::size_t i = 0; i < plan.tables.size(); ++i) plan_keys(catalog, plan, i);
  for (std::size_t i = 0; i < plan.tables.size(); ++i) plan_kinds(plan, i);
  for (TablePlan& table : plan.tables) {
    for (std::size_t k = 0; k < table.keys.size(); ++k) {
      if (level_of(levels, member_key(table, "key" + std::to_string(k))) > kPlainestKey)
        table.notes.push_back("not kept: a key of several columns");
    }
  }
  for (std::size_t i = 0; i < plan.tables.size(); ++i) {
    plan_usual_orders(catalog, plan.tables[i]);
    plan_rules(catalog, plan, i);
  }
  return plan;
}

}  // namespace sydac::compiler::sql
