#include <algorithm>

#include "base/numbers.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

std::string joined_names(const Table& table, const std::vector<std::uint32_t>& cells) {
  std::string text;
  for (std::uint32_t cell : cells) text += (text.empty() ? "" : ", ") + table.cells[cell].name;
  return text;
}

}  // namespace

std::vector<std::string> Resolver::table_names() const {
  std::vector<std::string> names;
  for (const auto& [name, id] : tables_by_name_) names.push_back(name);
  return names;
}

std::optional<TableId> Resolver::find_table(const Name& name) {
  if (auto found = tables_by_name_.find(name.text); found != tables_by_name_.end()) return found->second;
  auto& problem = diagnostics_.report(Code::unknown_table, name.span, {name.text});
  if (diagnostics_.dropped() > 0) return std::nullopt;  // hints that nobody reads cost time
  if (auto near = nearest(name.text, table_names())) problem.suggest("`" + *near + "` is the nearest table");
  return std::nullopt;
}

std::optional<std::uint32_t> Resolver::column_of(TableId id, const Name& name) {
  const Table& table = model_[id];
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    if (!is_written(table.cells[i])) continue;
    if (table.cells[i].name == name.text) return i;
    names.push_back(table.cells[i].name);
  }
  auto& problem = diagnostics_.report(Code::unknown_column, name.span, {table.name, name.text});
  if (auto near = nearest(name.text, names)) problem.suggest("`" + *near + "` is the nearest column");
  return std::nullopt;
}

/// The cells that hold the key of a reference of several columns: declared beside it, or made with it.
void Resolver::link_columns(TableId id, std::uint32_t index) {
  Table& table = model_.tables[id.index];
  Cell& cell = table.cells[index];
  if (!cell.hidden) {
    cell.columns = {index};
    return;
  }
  for (const Name& name : declarations_.at({id, index})->columns) {
    const auto found = column_of(id, name);
    if (!found || std::find(cell.columns.begin(), cell.columns.end(), *found) != cell.columns.end()) {
      if (found) diagnostics_.report(Code::duplicate_name, name.span, {"column", name.text});
      cell.bad = true;
      return;
    }
    Cell& column = table.cells[*found];
    if (column.rule) {
      diagnostics_.report(Code::copied_with_rule, schema_[*column.rule].span, {column.name}).note("the reference", cell.span);
      cell.bad = true;
    }
    column.null_share.reset();  // the reference decides
    cell.columns.push_back(*found);
  }
}

/// A reference that names no columns goes to the primary key.
bool Resolver::target_primary_key(TableId id, std::uint32_t index) {
  Cell& cell = model_.tables[id.index].cells[index];
  const ReferenceDecl& declaration = *declarations_.at({id, index});
  const Table& target = model_[cell.type.table];
  const Key* primary = nullptr;
  for (const Key& key : target.keys) {
    if (key.primary) primary = primary ? primary : &key;
  }
  if (primary && primary->cells.size() == cell.columns.size()) {
    for (std::uint32_t part : primary->cells) cell.targets.push_back({cell.type.table, part});
    return true;
  }
  if (!primary) {
    auto& problem = diagnostics_.report(Code::no_primary_key, declaration.table.span, {target.name});
    for (const Key& key : target.keys) {
      if (key.cells.size() == 1)
        problem.suggest("a unique column can be named: `-> " + target.name + "." + target.cells[key.cells[0]].name + "`");
    }
    problem.note("`" + target.name + "` is declared here", target.name_span);
    return false;
  }
  auto& problem = diagnostics_.report(Code::key_columns, declaration.table.span,
                                      {std::to_string(cell.columns.size()) + (cell.columns.size() == 1 ? " column" : " columns"),
                                       target.name, joined_names(target, primary->cells)});
  problem.note("the primary key", primary->span);
  if (primary->cells.size() > 1) {
    std::string names;
    for (std::size_t i = 0; i < primary->cells.size(); ++i) names += (i == 0 ? "" : ", ") + target.cells[primary->cells[i]].name;
    problem.suggest("`(" + names + ") -> " + target.name + "` holds all of it");
  }
  return false;
}

/// The named columns must be a key, in any order.
bool Resolver::target_named_key(TableId id, std::uint32_t index) {
  Cell& cell = model_.tables[id.index].cells[index];
  const ReferenceDecl& declaration = *declarations_.at({id, index});
  const Table& target = model_[cell.type.table];
  if (declaration.target_columns.size() != cell.columns.size()) {
    std::string names;
    for (const Name& name : declaration.target_columns) names += (names.empty() ? "" : ", ") + name.text;
    diagnostics_.report(Code::key_columns, declaration.table.span,
                        {std::to_string(cell.columns.size()) + (cell.columns.size() == 1 ? " column" : " columns"), target.name, names});
    return false;
  }
  std::vector<std::uint32_t> parts;
  std::string names;
  for (const Name& name : declaration.target_columns) {
    const auto found = column_of(cell.type.table, name);
    if (!found) return false;
    parts.push_back(*found);
    cell.targets.push_back({cell.type.table, *found});
    names += (names.empty() ? "" : ", ") + name.text;
  }
  std::sort(parts.begin(), parts.end());
  for (const Key& key : target.keys) {
    std::vector<std::uint32_t> own = key.cells;
    std::sort(own.begin(), own.end());
    if (own == parts) return true;
  }
  const Name& first = declaration.target_columns[0];
  const Span span = cover(first.span, declaration.target_columns.back().span);
  if (parts.size() == 1) {
    diagnostics_.report(Code::not_a_key, span, {target.name, names})
        .note("declared here", target.cells[parts[0]].name_span)
        .suggest("`unique` on `" + target.name + "." + names + "` would do");
  } else {
    diagnostics_.report(Code::not_a_key, span, {target.name, "(" + names + ")"})
        .note("`" + target.name + "` is declared here", target.name_span)
        .suggest("`unique (" + names + ")` in `" + target.name + "` would do");
  }
  return false;
}

void Resolver::resolve_target(TableId id, std::uint32_t index) {
  Cell& cell = model_.tables[id.index].cells[index];
  const ReferenceDecl& declaration = *declarations_.at({id, index});
  auto table = find_table(declaration.table);
  if (!table) {
    cell.bad = true;
    return;
  }
  cell.type.table = *table;
  if (cell.bad) return;
  const bool found = declaration.target_columns.empty() ? target_primary_key(id, index) : target_named_key(id, index);
  if (!found) {
    cell.targets.clear();
    cell.bad = true;
  }
}

/// Keys that are references to keys that are references and so on, until one is itself: no value ever comes in.
void Resolver::check_key_circles() {
  auto next = [&](CellId id) -> std::optional<CellId> {
    const Cell& cell = model_[id];
    if (cell.bad) return std::nullopt;
    if (cell.copied) return cell.copied->from;
    if (cell.kind == CellKind::reference && !cell.hidden && !cell.targets.empty()) return cell.target();
    return std::nullopt;
  };
  std::set<CellId> grounded;
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    for (std::uint32_t k = 0; k < model_.tables[i].cells.size(); ++k) {
      std::vector<CellId> path;
      std::set<CellId> seen;
      std::optional<CellId> at = CellId{{i}, k};
      while (at && !grounded.contains(*at) && seen.insert(*at).second) {
        path.push_back(*at);
        at = next(*at);
      }
      if (at && !grounded.contains(*at)) report_key_circle({std::find(path.begin(), path.end(), *at), path.end()});
      grounded.insert(path.begin(), path.end());
    }
  }
}

void Resolver::report_key_circle(const std::vector<CellId>& circle) {
  auto name = [&](CellId id) { return model_[id.table].name + "." + model_[id].name; };
  std::string text;
  for (CellId id : circle) text += name(id) + " → ";
  auto& problem = diagnostics_.report(Code::cell_cycle, model_[circle[0]].name_span, {name(circle[0]), text + name(circle[0])});
  for (CellId id : circle) model_.tables[id.table.index].cells[id.index].bad = true;
  problem.note("each of these keys is a copy of the next one, so none has a value of its own");
}

}  // namespace sydac::compiler
