// Walking over typed values.
#pragma once

#include <functional>
#include <vector>

#include "model/model.hpp"

namespace sydac::compiler {

/// A cell that a value reads.
struct CellUse {
  CellId cell;
  Span span;
  bool through_earlier = false;  // of an earlier row of its own table, by a nullable reference or `prev`
  bool own_row = false;          // of the row itself, not through a reference or a roll-up
};

/// The values directly inside a value.
std::vector<ValueId> parts_of(const Value& value);
/// Calls `visit` for a value and everything inside it, outermost first.
void for_each_value(const Model& model, ValueId value, const std::function<void(ValueId)>& visit);
/// The cells that a value of a row of `table` reads, directly; references among them.
void cells_read(const Model& model, ValueId value, TableId table, std::vector<CellUse>& uses);

/// The cells that a cell's value, or the pick of a reference, reads directly.
void cells_read_by(const Model& model, CellId cell, std::vector<CellUse>& uses);

}  // namespace sydac::compiler
