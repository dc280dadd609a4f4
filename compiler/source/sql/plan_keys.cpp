// How keys come to hold: a column that is unique by itself makes every key hold that it is part of. Where a key has none that could be,
// its columns are combined by the compiler.
#include <algorithm>

#include "source/sql/name_words.hpp"
#include "source/sql/plan.hpp"

namespace sydac::compiler::sql {
namespace {

/// How well a column serves as one that has a different value in each row; 0: not at all.
int fitness(const TablePlan& table, std::size_t index) {
  const ColumnPlan& column = table.columns[index];
  if (!column.written || column.reference || column.in_reference || column.equal_to || column.shape.array) return 0;
  if (column.group && std::ranges::any_of(column.variants, [&](const Limits& limits) { return limits != column.variants[0]; })) return 0;
  const Limits& limits = column.limits;
  if (limits.in || limits.nulls == Nulls::always || !column.above.empty()) return 0;
  if (!column.shape.literal.empty()) return column.shape.unique_literal.empty() ? 0 : 4;
  const std::uint32_t longest = std::min(column.shape.longest.value_or(1000), limits.longest.value_or(1000));
  switch (column.shape.base) {
    case Base::uuid: return 9;
    case Base::integer:
      if (column.shape.zero_one || column.shape.year) return 0;
      if (limits.high && (*limits.high - limits.low.value_or(0)) / kOne < 1000) return 0;
      if (column.shape.high && *column.shape.high < 1000 * kOne) return 0;
      return column.def->counts ? 10 : 6;
    case Base::text: {
      if (!limits.tests.empty() || !limits.patterns.empty() || column.shape.set) return 2;
      return longest < 4 ? 0 : longest < 8 ? 3 : 8;
    }
    case Base::timestamp:
    case Base::timestamptz: return limits.low && limits.high ? 3 : 5;
    case Base::date: return limits.low && limits.high ? 0 : 1;
    case Base::decimal: return column.shape.precision < 6 ? 0 : 2;
    case Base::bytes: return longest < 8 ? 0 : 7;
    case Base::json: return 1;
    default: return 0;
  }
}

/// A column that counts within its parent (`line_no`, `position`): with a reference beside it, it may repeat.
bool counts_within(const std::string& name) {
  const std::string lower = lower_case(name);
  for (const char* word :
       {"line", "position", "seq", "sequence", "ordinal", "rank", "sort", "step", "idx", "index", "number", "num", "version", "revision"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

void make_unique(ColumnPlan& column, bool primary) {
  column.unique = true;
  column.primary = column.primary || primary;
}

/// A unique column's alternatives: those that leave it the same.
void narrow_group(TablePlan& table, std::size_t index) {
  ColumnPlan& column = table.columns[index];
  if (!column.group) return;
  std::size_t best = 0;
  for (std::size_t i = 0; i < column.variants.size(); ++i) {
    if (column.variants[best].nulls == Nulls::always && column.variants[i].nulls != Nulls::always) best = i;
  }
  const Limits wanted = column.variants[best];
  const std::size_t group = *column.group;
  std::vector<bool> kept;
  for (const Limits& limits : column.variants) kept.push_back(limits == wanted);
  for (ColumnPlan& other : table.columns) {
    if (other.group != group) continue;
    std::vector<Limits> left;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i]) left.push_back(other.variants[i]);
    }
    other.variants = std::move(left);
  }
  std::vector<Branch> branches;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i]) branches.push_back(std::move(table.groups[group].branches[i]));
  }
  table.groups[group].branches = std::move(branches);
}

bool has_unique_column(const TablePlan& table, const KeyPlan& key) {
  return std::ranges::any_of(key.columns, [&](std::size_t c) {
    const ColumnPlan& column = table.columns[c];
    if (column.unique && !(column.nullable && key.def && key.def->nulls_not_distinct)) return true;
    return false;
  });
}

}  // namespace

void plan_keys(const Catalog&, Plan& plan, std::size_t index) {
  TablePlan& table = plan.tables[index];
  for (const KeyPlan& key : table.keys) {
    if (key.columns.size() != 1) continue;
    ColumnPlan& column = table.columns[key.columns[0]];
    make_unique(column, key.primary);
    // Few values for few rows: none to spare for nulls to be counted apart.
    const bool few = column.limits.in || column.shape.base == Base::enumeration || column.shape.base == Base::boolean ||
                     (column.shape.high && *column.shape.high < 40'000 * kOne);
    if (few && !column.reference) column.nullable = false;
    if (column.reference) table.references[*column.reference].unique = true;
    narrow_group(table, key.columns[0]);
  }
  for (const KeyPlan& key : table.keys) {
    if (key.columns.size() < 2 || has_unique_column(table, key)) continue;
    // A reference of several columns that is as good as the key: each row it points to at most once.
    const bool by_reference = std::ranges::any_of(table.references, [&](const ReferencePlan& reference) {
      return reference.unique &&
             std::ranges::all_of(reference.columns, [&](std::size_t c) { return std::ranges::find(key.columns, c) != key.columns.end(); });
    });
    if (by_reference && table.level == 0) continue;
    const bool referring = std::ranges::any_of(key.columns, [&](std::size_t c) { return table.columns[c].reference.has_value(); });
    std::size_t best = key.columns[0];
    int fit = 0;
    for (std::size_t c : key.columns) {
      int own = fitness(table, c);
      if (referring && table.level == 0 && table.columns[c].shape.base == Base::integer && counts_within(table.columns[c].def->name) &&
          !table.columns[c].def->counts)
        own = 0;
      if (own > fit) best = c, fit = own;
    }
    if (fit > 0) {
      make_unique(table.columns[best], false);
      if (key.primary) table.columns[best].nullable = false;
      table.columns[best].nullable = table.columns[best].nullable && !(key.def && key.def->nulls_not_distinct);
      narrow_group(table, best);
      continue;
    }
    for (std::size_t c : key.columns) {
      table.columns[c].countable = true;
      table.columns[c].nullable = false;
      narrow_group(table, c);
    }
  }
}

}  // namespace sydac::compiler::sql
