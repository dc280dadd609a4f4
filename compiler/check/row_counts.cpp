// How many rows there are at the numbers that the schema says.
#include <algorithm>

#include "check/facts.hpp"
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

/// From the tables down that the rows of one depend on; each is looked at once.
class RowCounter {
 public:
  RowCounter(const Model& model, bool exact) : model_(model), exact_(exact), known_(model.tables.size()) {}

  RowBounds operator()(TableId id) {
    auto& known = known_[id.index];
    if (known) return *known;
    known = RowBounds{0, 0};  // in a cycle of headers, reported
    const RowBounds rows = count(model_[id]);
    known_[id.index] = rows;
    return rows;
  }

 private:
  RowBounds count(const Table& table) {
    switch (table.rows_kind) {
      case RowsKind::fixed: return {table.low, table.high};
      case RowsKind::over: return {table.total, table.total};
      case RowsKind::per:
      case RowsKind::one_per:
      case RowsKind::share: break;
    }
    if (!table.parent) return {0, 0};  // not known, reported
    const RowBounds parents = (*this)(*table.parent);
    if (table.rows_kind == RowsKind::share) return {share_rows(table, parents.low), share_rows(table, parents.high)};
    const RowBounds rows{times(parents.low, table.low), times(parents.high, table.high)};
    // What no machine makes is not counted to the last row.
    if (!exact_ || parents.low != parents.high || table.low == table.high || rows.high >= std::uint64_t{1} << 60) return rows;
    const std::uint64_t total = QuotaCounts(count_key(model_, table), parents.high, table.low, table.high).total();
    return {total, total};
  }

  const Model& model_;
  bool exact_;
  std::vector<std::optional<RowBounds>> known_;
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
