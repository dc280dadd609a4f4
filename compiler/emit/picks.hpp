// The bodies of references: which row, and when none.
#pragma once

#include <string>
#include <vector>

#include "emit/expressions.hpp"

namespace sydac::compiler {

/// The lines of a reference's method. A reference that is kept keeps the number of its row, or with `keeps_row` the row itself.
std::vector<std::string> reference_body(const Plan& plan, const Names& names, CellId id, bool keeps_row);
/// The condition under which a cell is null by its share: a draw, or the place of the row in a block.
std::string null_condition(const Plan& plan, const Names& names, CellId id);
/// The number that the values of a unique cell are taken by: `data().items_code_order(row())`.
std::string unique_number(const Plan& plan, const Names& names, CellId id, Apart apart, Count count);
/// Members of the data type that the references and unique columns need, one declaration each.
/// A member of the data that picks and unique columns use, and the tables whose rows stand before it.
struct HelperMember {
  std::vector<TableId> counted;
  std::string text;
};
std::vector<HelperMember> helper_members(const Plan& plan, const Names& names);

/// `stream(seed, "orders", "placed")`
std::string stream_call(const Stream& stream);

}  // namespace sydac::compiler
