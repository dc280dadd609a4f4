// Checks that hold by construction: the ranges and choices of plain draws are narrowed so that what is drawn fulfils the check.
#pragma once

#include "check/prover.hpp"

namespace sydac::compiler {

class Rewriter {
 public:
  Rewriter(Model& model, TableId table, std::size_t& effort) : model_(model), table_(table), effort_(effort) {}

  /// Narrows what it can for conditions that are not proved; whether that is enough for them is for the caller to look at. Values are only
  /// taken away, and only such as would fail a condition.
  void run(const std::vector<ValueId>& conditions);
  void undo();
  /// Whether a cell is narrowed.
  bool changed(CellId cell) const;

 private:
  struct Comparison {
    ValueId greater, less;
    bool strict = false;
  };

  void conjuncts(ValueId condition, std::vector<ValueId>& made) const;
  bool holds(ValueId condition) const;

  /// `a >= b`, or both that a range stands for.
  std::vector<Comparison> comparisons(ValueId condition) const;
  /// `a >= b`: a from the least that b can be on, b up to the most that a can be.
  bool tighten(const Comparison& compared);
  bool tighten(ValueId drawn, ValueId by, bool from_below, bool strict);
  /// `a >= b`: a from b on, or b up to a.
  void narrow(const Comparison& compared);
  bool bound(ValueId drawn, ValueId by, bool from_below, bool strict);
  /// The plain range that a value is: a cell of the row, not of a key where `by` is no constant.
  std::optional<CellId> range_cell(ValueId value, bool by_constant) const;
  bool reads(ValueId value, CellId cell) const;
  ValueId stepped(ValueId value, Int128 steps, const Type& type, Int128 step);
  ValueId farthest(ValueId end, ValueId by, bool from_below);

  /// A condition on one draw of few values: those that fulfil it.
  bool narrow_values(ValueId condition);
  bool keep_values(CellId cell, const std::vector<bool>& pass);

  bool is_key(CellId cell) const;
  void replace(CellId cell, ValueId value);

  Model& model_;
  TableId table_;
  std::size_t& effort_;                             // of the prover
  std::vector<std::pair<CellId, ValueId>> before_;  // what was there
};

}  // namespace sydac::compiler
