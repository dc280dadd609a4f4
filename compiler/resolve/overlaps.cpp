// References that share columns. One of them is picked and brings its columns along; the others must agree in what they share: they are led
// to by it, or picked among the rows below a row that it leads to.
//
// Note [shared columns]: a reference is followed as a set of pairs (own column, column of the row reached). Going on over a reference of
// that row keeps the pairs whose columns the reference holds. So `tasks.(tenant_id, user_id) -> users` leads over `users.tenant_id ->
// tenants` to the tenant with the pair (tenant_id, tenants.id). From the other side, the rows of `projects` with a given tenant_id can be
// enumerated when going up the headers of `projects` keeps that pair: then they are the rows below the tenant.
#include <algorithm>
#include <deque>
#include <utility>

#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

/// How far references are followed.
constexpr std::size_t kFarthest = 6, kMostReached = 256;

/// Own column -> column of the row.
using Pairs = std::vector<std::pair<std::uint32_t, CellId>>;

struct Reached {
  TableId table;
  Pairs pairs;
  std::vector<CellId> path;  // own reference first
};

/// The pairs that are left behind `reference`, whose columns hold those of the pairs.
Pairs pairs_over(const Cell& reference, const Pairs& pairs) {
  Pairs left;
  for (const auto& [own, column] : pairs) {
    for (std::size_t i = 0; i < reference.columns.size(); ++i) {
      if (reference.columns[i] == column.index) left.emplace_back(own, reference.targets[i]);
    }
  }
  return left;
}

Pairs pairs_of(const Cell& reference) {
  Pairs pairs;
  for (std::size_t i = 0; i < reference.columns.size(); ++i) pairs.emplace_back(reference.columns[i], reference.targets[i]);
  for (std::size_t i = 0; i < reference.where_columns.size(); ++i)
    pairs.emplace_back(reference.where_columns[i], reference.where_targets[i]);
  return pairs;
}

bool holds(const Pairs& pairs, const Pairs& needed) {
  return std::all_of(needed.begin(), needed.end(),
                     [&](const auto& pair) { return std::find(pairs.begin(), pairs.end(), pair) != pairs.end(); });
}

class Overlaps {
 public:
  Overlaps(Model& model, TableId id, Diagnostics& diagnostics, const std::set<CellId>& shaped)
      : model_(model), table_(model.tables[id.index]), id_(id), diagnostics_(diagnostics), shaped_(shaped) {}

  void run() {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < table_.cells.size(); ++i) {
      if (table_.cells[i].kind == CellKind::reference && !table_.cells[i].bad) open.push_back(i);
    }
    if (table_.parent_cell) settle(*table_.parent_cell, open);
    // Rows that the header enumerates are what they are; a column that two of them bring can hold but one.
    for (const std::uint32_t bound : std::vector<std::uint32_t>(open)) {
      if (cell(bound).pick != PickWay::derived) continue;
      Pairs shared;
      for (const auto& pair : pairs_of(cell(bound))) {
        if (given_.contains(pair.first)) shared.push_back(pair);
      }
      if (!shared.empty()) {
        cell(bound).bad = true;
        report(cell(bound), shared);
      }
      settle(bound, open);
    }
    while (!open.empty()) {
      const std::uint32_t next = next_of(open);
      place(next);
      settle(next, open);
    }
  }

 private:
  Cell& cell(std::uint32_t index) { return table_.cells[index]; }
  const Cell& cell(std::uint32_t index) const { return table_.cells[index]; }

  /// The columns of a reference are known from now on.
  void settle(std::uint32_t index, std::vector<std::uint32_t>& open) {
    open.erase(std::remove(open.begin(), open.end(), index), open.end());
    settled_.push_back(index);
    for (const auto& [own, column] : pairs_of(cell(index))) {
      if (own == index || !given_.insert(own).second) continue;
      if (cell(own).kind == CellKind::column) cell(own).copied = Copied{index, column};
    }
    if (!cell(index).hidden) given_.insert(index);
  }

  std::size_t given_columns(std::uint32_t index) const {
    const Pairs pairs = pairs_of(cell(index));
    return static_cast<std::size_t>(
        std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return given_.contains(pair.first); }));
  }

  /// What is known follows; a pick that says which rows are likely wins; then those that bring most, and those whose rows may be missing
  /// below a given one.
  std::uint32_t next_of(const std::vector<std::uint32_t>& open) const {
    auto rank = [&](std::uint32_t index) {
      const Cell& each = cell(index);
      const std::size_t columns = pairs_of(each).size();
      const bool follows = given_columns(index) == columns, shaped = shaped_.contains({id_, index});
      const bool sparse = model_[each.type.table].parent && model_[each.type.table].low == 0;
      return std::tuple(!follows, !shaped, each.type.nullable, SIZE_MAX - columns, !sparse, index);
    };
    return *std::min_element(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  }

  void place(std::uint32_t index) {
    Cell& each = cell(index);
    Pairs shared;
    for (const auto& pair : pairs_of(each)) {
      if (given_.contains(pair.first)) shared.push_back(pair);
    }
    if (shared.empty()) return;
    const std::vector<Reached> rows = reached_from_settled(shared);
    const bool whole = shared.size() == pairs_of(each).size();
    if (whole && !shaped_.contains({id_, index}) && follow(each, shared, rows)) return;
    if (go_below(each, shared, rows)) return;
    each.bad = true;
    if (!model_[each.type.table].bad) report(each, shared);
  }

  /// Everything is given: the row is where another reference leads.
  bool follow(Cell& each, const Pairs& shared, const std::vector<Reached>& rows) {
    for (const Reached& row : rows) {
      if (row.table != each.type.table || !holds(row.pairs, shared)) continue;
      const ValueId value = row_of(row, each.span);
      if (model_[value].type.nullable && !each.type.nullable) continue;
      each.pick = PickWay::derived;
      each.value = value;
      each.null_share.reset();
      return true;
    }
    return false;
  }

  bool go_below(Cell& each, const Pairs& shared, const std::vector<Reached>& rows) {
    Pairs above = shared;
    TableId at = each.type.table;
    bool may_be_missing = false, in_order = true;
    for (std::uint32_t levels = 1; levels <= model_.tables.size(); ++levels) {
      const Table& table = model_[at];
      if (!table.parent || !table.parent_cell) return false;
      may_be_missing = may_be_missing || (table.low == 0 && !is_shared_out(table));
      above = pairs_over(table.cells[*table.parent_cell], above);
      if (above.size() != shared.size()) return false;
      at = *table.parent;
      const bool neighbours = std::exchange(in_order, in_order && !is_scattered(table));
      if (!neighbours) return false;
      for (const Reached& row : rows) {
        if (row.table != at || !holds(row.pairs, above)) continue;
        const ValueId ancestor = row_of(row, each.span);
        if (model_[ancestor].type.nullable && !each.type.nullable) continue;
        each.among = Among{ancestor, levels};
        check_below(each, may_be_missing && !(each.type.table == id_ && levels == 1));
        for (TableId below = each.type.table; below != at && !each.type.nullable; below = *model_[below].parent) {
          if (is_shared_out(model_[below])) model_.tables[below.index].each_has_one = true;
        }
        return true;
      }
    }
    return false;
  }

  /// Evenly over parents that are no more than the rows; the generator looks again at the numbers it is asked for.
  bool is_shared_out(const Table& table) const {
    const bool even = table.rows_kind == RowsKind::over && table.spread == Spread::even && table.counted.empty();
    if (!even || model_[*table.parent].rows_kind != RowsKind::fixed || !model_[*table.parent].counted.empty()) return false;
    const Table& parent = model_[*table.parent];
    return table.total >= (parent.default_rows ? kDefaultRows : parent.high);
  }

  void check_below(Cell& each, bool may_be_missing) {
    if (may_be_missing && !each.type.nullable) {
      const Table& target = model_[each.type.table];
      diagnostics_.report(Code::may_be_missing, each.span, {model_[model_[each.among->ancestor].type.table].name, target.name, shown(each)})
          .note("the header of `" + target.name + "`", target.rows_span)
          .suggest("at least 1 of them there, or a `?` here");
      each.bad = true;
    }
    const bool of_all =
        each.pick == PickWay::zipf || each.pick == PickWay::even || each.pick == PickWay::at || each.pick == PickWay::mutual;
    if (of_all || each.unique) {
      const std::string_view word = each.unique                    ? "unique"
                                    : each.pick == PickWay::zipf   ? "zipf"
                                    : each.pick == PickWay::even   ? "even"
                                    : each.pick == PickWay::mutual ? "mutual"
                                                                   : "at";
      diagnostics_.report(Code::pick_misplaced, each.unique ? each.unique_span : each.pick_span,
                          {word, "picks among all rows, but `" + shown(each) + "` must agree with another reference"});
      each.bad = true;
    }
    if (each.pick == PickWay::earlier && each.among->levels != 1) {
      diagnostics_.report(Code::pick_misplaced, each.pick_span, {"earlier", "needs siblings, the rows of one parent in the header"});
      each.bad = true;
    }
  }

  std::vector<Reached> reached_from_settled(const Pairs& shared) const {
    std::vector<Reached> found;
    std::deque<Reached> pending;
    for (std::uint32_t index : settled_) {
      Pairs pairs;
      for (const auto& pair : pairs_of(cell(index))) {
        const bool needed = std::any_of(shared.begin(), shared.end(), [&](const auto& each) { return each.first == pair.first; });
        if (needed) pairs.push_back(pair);
      }
      if (!pairs.empty()) pending.push_back({cell(index).type.table, std::move(pairs), {CellId{id_, index}}});
    }
    while (!pending.empty() && found.size() < kMostReached) {
      Reached row = std::move(pending.front());
      pending.pop_front();
      const Table& table = model_[row.table];
      for (std::uint32_t i = 0; i < table.cells.size() && row.path.size() < kFarthest; ++i) {
        const Cell& on = table.cells[i];
        if (on.kind != CellKind::reference || on.bad || on.targets.empty()) continue;
        Pairs left = pairs_over(on, row.pairs);
        if (left.empty()) continue;
        std::vector<CellId> path = row.path;
        path.push_back({row.table, i});
        pending.push_back({on.type.table, std::move(left), std::move(path)});
      }
      found.push_back(std::move(row));
    }
    return found;
  }

  ValueId row_of(const Reached& row, Span span) {
    Type type{.base = Base::row, .table = model_[row.path[0]].type.table, .nullable = model_[row.path[0]].type.nullable};
    ValueId value = model_.add({span, type, {}, {}, CellValue{row.path[0], 0}});
    for (std::size_t i = 1; i < row.path.size(); ++i) {
      const Cell& on = model_[row.path[i]];
      type.table = on.type.table;
      type.nullable = type.nullable || on.type.nullable;
      value = model_.add({span, type, {}, {}, PathValue{value, row.path[i]}});
    }
    return value;
  }

  std::string shown(const Cell& each) const { return each.named ? each.name : model_[each.type.table].name; }

  void report(const Cell& each, const Pairs& shared) {
    std::string names, theirs;
    for (const auto& [own, column] : shared) {
      names += (names.empty() ? "" : ", ") + cell(own).name;
      theirs += (theirs.empty() ? "" : ", ") + model_[column].name;
    }
    const Table& target = model_[each.type.table];
    const std::string reason = "the rows of `" + target.name + "` with a given `" + theirs + "` can not be enumerated";
    auto& problem = diagnostics_.report(Code::overlap, each.span, {shown(each), names, reason});
    for (std::uint32_t index : settled_) {
      const Pairs pairs = pairs_of(cell(index));
      const bool gives = std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == shared[0].first; });
      if (gives) {
        problem.note("`" + cell(shared[0].first).name + "` comes with this reference", cell(index).span);
        break;
      }
    }
    if (is_scattered(target)) {
      problem.note("under `zipf` the rows of a parent are neighbours, but not those of several parents", target.rows_span)
          .suggest("`even` and `random` keep the order of the parents");
      return;
    }
    const Cell& column = model_[shared[0].second];
    if (column.kind == CellKind::reference && !column.bad) {
      problem.note("the header of `" + target.name + "`", target.rows_span)
          .suggest("`table " + target.name + "[1..5 per " + model_[column.type.table].name + "]` makes them neighbours");
    }
  }

  Model& model_;
  Table& table_;
  TableId id_;
  Diagnostics& diagnostics_;
  const std::set<CellId>& shaped_;
  std::vector<std::uint32_t> settled_;
  std::set<std::uint32_t> given_;
};

}  // namespace

void Resolver::resolve_overlaps(TableId id) {
  if (!model_[id].bad) Overlaps(model_, id, diagnostics_, shaped_).run();
}

}  // namespace sydac::compiler
