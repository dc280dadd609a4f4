// See Note [unique together] in keys.cpp.
#pragma once

#include <set>

#include "base/diagnostics.hpp"
#include "check/facts.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

class Checker;
using Count = unsigned __int128;

class KeySolver {
 public:
  KeySolver(Checker& checker, Model& model, TableId id, Diagnostics& diagnostics)
      : checker_(checker), model_(model), id_(id), diagnostics_(diagnostics) {}
  void run();

 private:
  /// Cells that must differ together, among all rows or among siblings, for these keys.
  struct Group {
    std::vector<std::uint32_t> parts = {};  // sorted
    bool in_parent = false;
    std::vector<std::uint32_t> keys = {};
    std::optional<std::uint32_t> skewed = {};  // the part that is picked by `zipf` or `even`
  };

  std::optional<Group> reduce(const Key& key, std::uint32_t number);
  std::optional<std::uint32_t> source_of(std::uint32_t cell) const;
  bool tells_all_sources(const std::set<std::uint32_t>& rows, const std::vector<std::uint32_t>& columns) const;
  bool is_ordinal(std::uint32_t cell) const;
  bool is_unique_alone(const std::vector<std::uint32_t>& columns) const;
  bool is_free(std::uint32_t cell) const;
  Count count_of(std::uint32_t cell, bool most) const;
  void add_distinct_picks(std::vector<Group>& groups);
  void drop_nested(std::vector<Group>& groups) const;
  void solve_web(std::vector<Group> web);
  void solve_one(const Group& group);
  bool solve_by_ample_value(Group& group);
  bool solve_bound(Group& group);
  bool suffices(const std::vector<std::uint32_t>& parts, bool in_parent) const;
  bool solve_star(std::vector<Group>& web);
  bool solve_triangle(const std::vector<Group>& web);
  void solve_together(Combination::Way way, bool in_parent, std::vector<std::uint32_t> parts, const std::vector<std::uint32_t>& keys);
  void make_unique(std::uint32_t part, Apart apart);
  bool report_repeated_entries(const Key& key);
  void report_unsolved(const Key& key);
  void report_bound(const Group& group, std::uint32_t part);

  const std::deque<Cell>& table() const { return model_[id_].cells; }
  std::deque<Cell>& cells() { return model_.tables[id_.index].cells; }

  Checker& checker_;
  Model& model_;
  TableId id_;
  Diagnostics& diagnostics_;
  std::size_t widest_ = 0;  // columns of the key at hand
};

/// `a, b`; `unique (a, b)`.
std::string names_of(const Table& table, const std::vector<std::uint32_t>& cells);
std::string shown_key(const Table& table, const Key& key);

}  // namespace sydac::compiler
