#include <algorithm>
#include <map>
#include <set>

#include "check/checker.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {

void Checker::visit(CellId id, std::vector<std::pair<CellId, Span>>& path) {
  std::uint8_t& colour = colours_[id.table.index][id.index];
  if (colour == 2) return;
  if (colour == 1) {
    auto start = std::find_if(path.begin(), path.end(), [&](const auto& step) { return step.first == id; });
    std::string text = full_name(id);
    for (auto at = start + 1; at != path.end(); ++at) text += " → " + full_name(at->first);
    text += " → " + full_name(id);
    auto& problem = diagnostics_.report(Code::cell_cycle, model_[id].name_span, {full_name(id), text});
    for (auto at = start; at != path.end(); ++at) {
      const auto& next = at + 1 == path.end() ? id : (at + 1)->first;
      problem.note("`" + full_name(at->first) + "` reads `" + full_name(next) + "`", at->second);
    }
    for (auto at = start; at != path.end(); ++at) cell(at->first).bad = true;
    return;
  }
  if (path.size() >= kMostChained) return report_chain(path.front().first);
  colour = 1;
  std::size_t depth = 0;
  std::vector<CellUse> uses;
  cells_read_by(model_, id, uses);
  for (const CellUse& use : uses) {
    // An earlier row of the same table ends at a row that has none before it.
    if (use.through_earlier && use.cell.table == id.table) continue;
    path.push_back({id, use.span});
    visit(use.cell, path);
    path.pop_back();
    depth = std::max(depth, depths_[use.cell] + 1);
  }
  depths_[id] = depth;
  if (depth >= kMostChained) report_chain(id);
  colour = 2;
}

namespace {

/// Cells that read themselves in earlier rows end at the first row, as long as every step stays in the row or goes to an earlier one. Where
/// one goes round by other rows, through a parent or a roll-up, it does not.
///
/// Tarjan's strongly connected components, over the cells of tables with earlier rows; the work list replaces the recursion.
class EarlierCycles {
 public:
  explicit EarlierCycles(const Model& model) : model_(model) {}

  /// A cell whose circle of reads leaves the rows before it, and where.
  std::optional<std::pair<CellId, Span>> find() {
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
      for (std::uint32_t k = 0; k < model_.tables[i].cells.size(); ++k) {
        if (!nodes_.contains({{i}, k})) walk({{i}, k});
        if (found_) return found_;
      }
    }
    return found_;
  }

 private:
  struct Node {
    std::size_t order = 0, low = 0, next = 0;
    bool open = true;
    std::vector<CellUse> uses;
  };

  void enter(CellId id) {
    Node& node = nodes_[id];
    node.order = node.low = nodes_.size();
    cells_read_by(model_, id, node.uses);
    open_.push_back(id);
    path_.push_back(id);
  }

  void walk(CellId start) {
    enter(start);
    while (!path_.empty()) {
      const CellId id = path_.back();
      Node& node = nodes_.at(id);
      if (node.next < node.uses.size()) {
        const CellId next = node.uses[node.next++].cell;
        if (const auto seen = nodes_.find(next); seen == nodes_.end()) {
          enter(next);
        } else if (seen->second.open) {
          node.low = std::min(node.low, seen->second.order);
        }
        continue;
      }
      path_.pop_back();
      if (!path_.empty()) nodes_.at(path_.back()).low = std::min(nodes_.at(path_.back()).low, node.low);
      if (node.low == node.order) close(id);
    }
  }

  void close(CellId root) {
    std::set<CellId> component;
    for (CellId id{}; component.empty() || !(id == root);) {
      id = open_.back();
      open_.pop_back();
      nodes_.at(id).open = false;
      component.insert(id);
    }
    std::optional<std::pair<CellId, Span>> outside;
    bool earlier = false;
    for (const CellId& id : component) {
      for (const CellUse& use : nodes_.at(id).uses) {
        if (!component.contains(use.cell)) continue;
        if (use.through_earlier) earlier = true;
        if (!use.through_earlier && (!use.own_row || use.cell.table != id.table)) outside = std::pair(id, use.span);
      }
    }
    if (earlier && outside && !found_) found_ = outside;
  }

  const Model& model_;
  std::map<CellId, Node> nodes_;
  std::vector<CellId> open_, path_;
  std::optional<std::pair<CellId, Span>> found_;
};

}  // namespace

/// A text made from the same text of an earlier row has no longest length, and every row would hold all of those before it.
void Checker::check_growing_text(CellId id) {
  std::vector<CellId> pending{id}, seen;
  while (!pending.empty()) {
    const CellId at = pending.back();
    pending.pop_back();
    if (!model_[at].value || (model_[at].type.base != Base::text && model_[at].type.base != Base::json)) continue;
    std::vector<CellUse> uses;
    cells_read(model_, *model_[at].value, at.table, uses);
    for (const CellUse& use : uses) {
      if (use.cell == id) {
        diagnostics_.report(Code::not_yet, use.span,
                            {"a text made from `" + full_name(id) + "` of an earlier row in `" + full_name(id) + "`"});
        cell(id).bad = true;
        return;
      }
      if (std::find(seen.begin(), seen.end(), use.cell) != seen.end()) continue;
      seen.push_back(use.cell);
      pending.push_back(use.cell);
    }
  }
}

void Checker::check_cycles() {
  std::vector<std::pair<CellId, Span>> path;
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    for (std::uint32_t k = 0; k < model_.tables[i].cells.size(); ++k) visit({{i}, k}, path);
  }
  if (diagnostics_.errors() == 0) {
    if (const auto cycle = EarlierCycles(model_).find()) {
      const std::string name = full_name(cycle->first);
      diagnostics_.report(Code::cell_cycle, cycle->second, {name, name + " in other rows → … → " + name})
          .note("a cell may read itself in earlier rows, but not by way of a parent or a roll-up that reads all of them");
      cell(cycle->first).bad = true;
    }
  }
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    const auto& cells = model_.tables[i].cells;
    const bool earlier = std::any_of(cells.begin(), cells.end(), [](const Cell& each) { return each.pick == PickWay::earlier; });
    for (std::uint32_t k = 0; earlier && k < cells.size(); ++k) {
      if (!cells[k].bad) check_growing_text({{i}, k});
    }
  }
}

}  // namespace sydac::compiler
