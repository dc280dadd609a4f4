// How many rows each table has, in the generated program: the members that say so, and the row types that stand on them.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emit/names.hpp"
#include "model/model.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {

/// Whether the program keeps an object that knows the children of each parent.
bool has_counts(const Table& table);
/// `QuotaCounts`, and the header that it needs beside those that every program has.
std::string counts_type(const Table& table);
std::string_view counts_header(const Table& table);
/// `ChildRow<Orders, Customers, 8>`
std::string row_base(const Model& model, const Names& names, TableId table);
/// Whether a row's identity is made of those of what its header enumerates, and the expression for that.
bool has_own_identity(const Table& table);
std::string sources_identity(const Model& model, const Names& names, TableId table);
/// What a row has of a source of its header; `constant` prints one.
std::string source_text(const Model& model, const Names& names, TableId table, std::uint32_t source,
                        const std::function<std::string(ValueId)>& constant);
/// Whether children are counted by what their parents' cells say.
inline bool has_fill(const Table& table) {
  return table.rows_kind == RowsKind::matched || (table.rows_kind == RowsKind::over && table.spread == Spread::weighted);
}
/// The functions that make those numbers, for behind the types of the rows.
std::vector<std::string> fill_definitions(const Plan& plan, const Names& names);

/// The most children of a parent, where the program knows that before its first row; else empty.
std::string most_children(const Model& model, const Names& names, TableId table);
/// Numbers of rows and counts of children as members of the data, each behind what it depends on.
class RowMembers {
 public:
  RowMembers(const Plan& plan, const Names& names);
  /// Those that no cell is made for.
  std::vector<std::string> closed_forms();
  bool has(const std::vector<TableId>& tables) const;
  /// One of the others whose needs are there; false when all are done.
  bool add_next(std::vector<std::string>& made);

 private:
  std::vector<std::string> default_bounds(TableId id, std::vector<std::string>& made);
  void add(TableId id, std::vector<std::string>& made);

  const Model& model_;
  const Names& names_;
  std::set<std::uint32_t> done_, late_;  // late: behind cells
};

}  // namespace sydac::compiler
