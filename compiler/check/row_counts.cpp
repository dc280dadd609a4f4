// How many rows there are at the numbers that the schema says.
#include <algorithm>
#include <map>

#include "check/facts.hpp"
#include "model/row_arithmetic.hpp"
#include "sydac/drawn_counts.hpp"
#include "sydac/quota.hpp"

namespace sydac::compiler {
namespace {

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return product > INT64_MAX ? static_cast<std::uint64_t>(INT64_MAX) : static_cast<std::uint64_t>(product);
}

sydac::Key count_key(const Model& model, const Table& table) { return stream(Seed{model.seed}, table.stream, "", "#count"); }

std::uint64_t share_rows(const Table& table, std::uint64_t parents) {
  return BlockShare(sydac::Key{0}, parents, table.share.numerator, table.share.denominator).total();
}

std::vector<CountShare> shares_of(const Table& table) {
  std::vector<CountShare> shares;
  for (const CountStep& step : table.steps) shares.push_back({step.count, step.parents});
  return shares;
}

/// Each table after those that its rows depend on, without recursion: chains may be as long as there are tables.
class RowCounter {
 public:
  RowCounter(const Model& model, bool exact) : model_(model), exact_(exact) {}

  RowBounds operator()(TableId id) {
    std::vector<TableId> pending{id};
    while (!pending.empty()) {
      const TableId at = pending.back();
      const bool fresh = known_.try_emplace(at, std::nullopt).second;
      const std::size_t before = pending.size();
      for (TableId next : tables_counted(model_[at])) {
        if (fresh && !known_.contains(next)) pending.push_back(next);
      }
      if (pending.size() > before) continue;
      known_[at] = count(model_[at]);
      pending.pop_back();
    }
    return *known_[id];
  }

 private:
  /// Of a table that was counted before; in a cycle of headers, reported, 0.
  RowBounds of(TableId id) const {
    const auto found = known_.find(id);
    return found == known_.end() || !found->second ? RowBounds{0, 0} : *found->second;
  }

  RowBounds count(const Table& table) const {
    switch (table.rows_kind) {
      case RowsKind::fixed:
      case RowsKind::calendar: return table.counted.empty() ? RowBounds{table.low, table.high} : computed(table);
      case RowsKind::over: return table.counted.empty() ? RowBounds{table.total, table.total} : computed(table);
      case RowsKind::each: return combinations(table);
      case RowsKind::drawn:
      case RowsKind::matched:
      case RowsKind::per:
      case RowsKind::one_per:
      case RowsKind::share: break;
    }
    if (!table.parent) return {0, 0};  // not known, reported
    const RowBounds parents = of(*table.parent);
    if (table.rows_kind == RowsKind::share) return {share_rows(table, parents.low), share_rows(table, parents.high)};
    const RowBounds rows{times(parents.low, table.low), times(parents.high, table.high)};
    // What no machine makes is not counted to the last row.
    if (!exact_ || parents.low != parents.high || table.low == table.high || rows.high >= std::uint64_t{1} << 60) return rows;
    if (table.rows_kind == RowsKind::matched) return rows;  // its parents' cells say it
    const std::uint64_t total = table.rows_kind == RowsKind::drawn
                                    ? DrawnCounts(count_key(model_, table), parents.high, shares_of(table)).total()
                                    : QuotaCounts(count_key(model_, table), parents.high, table.low, table.high).total();
    return {total, total};
  }

  RowBounds computed(const Table& table) const {
    std::vector<Bounds> rows;
    for (TableId counted : table.counted) rows.push_back({Int128{of(counted).low}, Int128{of(counted).high}});
    const auto made = counted_rows(*model_.schema, *table.count, rows);
    if (!made || made->high < 0) return {0, 0};  // reported, or for the generator to say
    auto bounded = [](Int128 value) { return static_cast<std::uint64_t>(std::clamp<Int128>(value, 0, INT64_MAX)); };
    return {bounded(made->low), bounded(made->high)};
  }

  RowBounds combinations(const Table& table) const {
    RowBounds all{1, 1};
    for (const HeaderSource& source : table.sources) {
      RowBounds own{0, 0};
      if (source.table) own = of(*source.table);
      if (source.pool) own.low = own.high = model_[*source.pool].total();
      if (source.enumeration) own.low = own.high = model_[*source.enumeration].values.size();
      all = {times(all.low, own.low), times(all.high, own.high)};
    }
    return all;
  }

  const Model& model_;
  bool exact_;
  std::map<TableId, std::optional<RowBounds>> known_;
};

}  // namespace

RowBounds rows_of(const Model& model, TableId id) { return RowCounter(model, false)(id); }

RowBounds rows_at_seed(const Model& model, TableId id) { return RowCounter(model, true)(id); }

double children_of(const Model& model, const Table& child) {
  if (!is_open(child)) return (static_cast<double>(child.low) + static_cast<double>(child.high)) / 2;
  const auto id = TableId{static_cast<std::uint32_t>(&child - model.tables.data())};
  return static_cast<double>(rows_of(model, id).high) / static_cast<double>(std::max<std::uint64_t>(rows_of(model, *child.parent).low, 1));
}

}  // namespace sydac::compiler
