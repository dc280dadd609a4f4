// Checks by rejection, see Note [tries] in retries.cpp.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// Gives the checks that are still open to cells that can be drawn again; reports those that would hold too rarely. Behind everything that
/// decides how cells get their values.
class Retries {
 public:
  Retries(Model& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}
  void run();

 private:
  void run(TableId table);
  /// The cells of the row that a condition reads, itself or through others of the row, and can have other values.
  std::set<std::uint32_t> redrawn(TableId table, ValueId condition) const;
  bool can_be_redrawn(CellId cell) const;
  bool is_drawn(CellId cell) const;
  /// Whether the checks need one of the cells in some other row, or in what other tries hang on.
  bool in_a_circle(TableId table, const Retry& retry) const;
  void accept(TableId table, Retry retry);
  std::string measured(TableId table, const Retry& retry);

  Model& model_;
  Diagnostics& diagnostics_;
};

}  // namespace sydac::compiler
