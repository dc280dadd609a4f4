// How many rows a table can have, and how many others need it to have: a stage of its own, behind check(). The bounds that depend on rows
// are evaluated here for the numbers in the schema, and by the generator for those it is asked for.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

using Count = unsigned __int128;

/// A table may have at most so many rows: `most`, or as many as `rows_of` has, or as `combination` can tell apart; whichever is given.
/// With `of_values` only the rows in which `cell` is not null count.
struct RowLimit {
  TableId table;
  Count most = ~Count{0};
  std::optional<TableId> rows_of = {};
  std::optional<std::uint32_t> combination = {};
  std::optional<std::uint32_t> cell = {};  // of the table, that asks for it; none for a combination
  bool of_values = false;
  std::string reason;               // "`id` is an int"
  Span span;                        // what asks for it
  bool in_parent = false;           // of the children of one parent, not of all rows
  std::optional<PoolId> pool = {};  // whose entries `most` counts
};

/// Where `table` has rows, `target` must have at least `least`.
struct RowNeed {
  TableId table, target;
  std::uint64_t least = 1;
  std::string reason;  // "`orders.customer_id` refers to it"
  Span span;
  bool of_children = false;  // not `least`, but as many as a parent has, which is known when the generator runs
};

std::vector<RowLimit> row_limits(const Model& model, TableId table);
std::vector<RowNeed> row_needs(const Model& model, TableId table);
/// At the numbers of rows of the schema, with its seed.
Count most_rows(const Model& model, const RowLimit& limit);

/// Cuts default numbers of rows down to what is possible, with one note each; a number that is written is an error.
void check_capacities(Model& model, Diagnostics& diagnostics);

}  // namespace sydac::compiler
