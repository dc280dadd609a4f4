#include <algorithm>

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
  colour = 1;
  std::vector<CellUse> uses;
  cells_read_by(model_, id, uses);
  for (const CellUse& use : uses) {
    // An earlier row of the same table ends at a row that has none before it.
    if (use.through_earlier && use.cell.table == id.table) continue;
    path.push_back({id, use.span});
    visit(use.cell, path);
    path.pop_back();
  }
  colour = 2;
}

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
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    const auto& cells = model_.tables[i].cells;
    const bool earlier = std::any_of(cells.begin(), cells.end(), [](const Cell& each) { return each.pick == PickWay::earlier; });
    for (std::uint32_t k = 0; earlier && k < cells.size(); ++k) {
      if (!cells[k].bad) check_growing_text({{i}, k});
    }
  }
}

}  // namespace sydac::compiler
