#include <algorithm>

#include "base/numbers.hpp"
#include "resolve/literals.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

/// A nullable column without a rule of its own is null this often.
constexpr Share kDefaultNullShare{1, 10};

}  // namespace

/// What a reference says of its column, or of its columns together.
void Resolver::apply_reference(Cell& cell, const ReferenceDecl& reference) {
  apply_modifiers(cell, reference.modifiers, !reference.picks.empty());
  for (const Pick& pick : reference.picks) {
    if (pick.kind != PickKind::unique || cell.unique) continue;
    cell.unique = true;
    cell.unique_span = pick.span;
  }
}

bool Resolver::claim(TableId id, const Name& name) {
  auto [at, fresh] = claimed_[id.index].emplace(name.text, name.span);
  if (!fresh) diagnostics_.report(Code::duplicate_name, name.span, {"column", name.text}).note("first declared here", at->second);
  return fresh;
}

void Resolver::declare_tables() {
  for (const TableDecl& declaration : schema_.tables) {
    const TableId id{static_cast<std::uint32_t>(model_.tables.size())};
    Table table;
    table.name = declaration.name.text;
    table.stream = declaration.was ? declaration.was->name : table.name;
    table.doc = declaration.doc;
    table.span = declaration.span;
    table.name_span = declaration.name.span;
    table.declaration = &declaration;
    if (auto [at, fresh] = tables_by_name_.emplace(table.name, id); !fresh) {
      diagnostics_.report(Code::duplicate_name, declaration.name.span, {"table", table.name})
          .note("first declared here", model_[at->second].name_span);
      table.bad = true;
    }
    model_.tables.push_back(std::move(table));
    claimed_.emplace_back();
  }
  if (model_.tables.empty() && !diagnostics_.has_errors()) {
    diagnostics_.report(Code::nothing_to_generate, {schema_.file, 0, 0}).suggest("`table people[100] { name text }` is one");
  }
}

void Resolver::apply_modifiers(Cell& cell, const Modifiers& modifiers, bool has_rule) {
  if (modifiers.was) cell.stream = modifiers.was->name;
  cell.pk = modifiers.pk.has_value();
  cell.unique = modifiers.unique.has_value();
  cell.unique_span = modifiers.unique ? *modifiers.unique : modifiers.pk.value_or(cell.name_span);
  cell.pii = modifiers.pii.has_value();
  cell.sensitive = modifiers.sensitive.has_value();
  if (!modifiers.nullable) return;
  cell.type.nullable = true;
  cell.null_span = modifiers.nullable->span;
  if (modifiers.nullable->share) {
    auto share = parse_share(modifiers.nullable->share->digits);
    if (share && share->numerator <= share->denominator) {
      cell.null_share = share;
    } else {
      diagnostics_.report(Code::bad_share, modifiers.nullable->span,
                          {modifiers.nullable->share->digits + "%", share ? "is more than 100%" : "has too many digits"});
      cell.null_share = kDefaultNullShare;
    }
  } else if (!has_rule) {
    cell.null_share = kDefaultNullShare;
  }
  if (cell.pk) {
    diagnostics_.report(Code::null_key, modifiers.nullable->span, {"the primary key `" + cell.name + "`"});
    cell.bad = true;
  }
}

void Resolver::declare_column(TableId id, const Member& member, const ColumnDecl& column) {
  if (!claim(id, column.name)) return;
  Cell cell;
  cell.kind = CellKind::column;
  cell.name = cell.stream = column.name.text;
  cell.doc = member.doc;
  cell.span = member.span;
  cell.name_span = column.name.span;
  cell.type = type_of(column.type);
  cell.bad = cell.type.base == Base::bad;
  cell.rule = column.rule;
  cell.by_default = column.by_default;
  cell.type_text = text_of(column.type);
  apply_modifiers(cell, column.modifiers, column.rule.has_value());
  model_.tables[id.index].cells.push_back(std::move(cell));
}

void Resolver::declare_reference(TableId id, const Member& member, const ReferenceDecl& reference) {
  if (reference.columns.size() != 1 || reference.as) return declare_composite(id, member, reference);
  if (!claim(id, reference.columns[0])) return;
  Cell cell;
  cell.kind = CellKind::reference;
  cell.name = cell.stream = reference.columns[0].text;
  cell.doc = member.doc;
  cell.span = member.span;
  cell.name_span = reference.columns[0].span;
  cell.type.base = Base::row;
  apply_reference(cell, reference);
  const CellId cell_id{id, static_cast<std::uint32_t>(model_.tables[id.index].cells.size())};
  declarations_.emplace(cell_id, &reference);
  model_.tables[id.index].cells.push_back(std::move(cell));
}

/// The row is a cell of its own that is not written. Columns that the table does not declare stand where the reference stands.
void Resolver::declare_composite(TableId id, const Member& member, const ReferenceDecl& reference) {
  Table& table = model_.tables[id.index];
  std::string names;
  for (const Name& name : reference.columns) {
    names += (names.empty() ? "" : ", ") + name.text;
    if (declared_elsewhere(id, name.text) || claimed_[id.index].contains(name.text)) continue;
    claimed_[id.index].emplace(name.text, name.span);
    Cell column;
    column.name = column.stream = name.text;
    column.span = column.name_span = name.span;
    column.copied = Copied{};  // which reference it comes with is found later
    table.cells.push_back(std::move(column));
  }
  if (reference.as && !claim(id, *reference.as)) return;
  Cell cell;
  cell.kind = CellKind::reference;
  cell.hidden = true;
  cell.named = reference.as.has_value();
  cell.name = cell.stream = reference.as ? reference.as->text : "(" + names + ")";
  cell.doc = member.doc;
  cell.span = member.span;
  cell.name_span = reference.as ? reference.as->span : cover(reference.columns.front().span, reference.columns.back().span);
  cell.type.base = Base::row;
  apply_reference(cell, reference);
  declarations_.emplace(CellId{id, static_cast<std::uint32_t>(table.cells.size())}, &reference);
  table.cells.push_back(std::move(cell));
}

/// Whether a column or a reference of one column has this name.
bool Resolver::declared_elsewhere(TableId id, std::string_view name) const {
  return std::any_of(model_[id].declaration->members.begin(), model_[id].declaration->members.end(), [&](const Member& member) {
    if (const auto* column = std::get_if<ColumnDecl>(&member.node)) return column->name.text == name;
    const auto* reference = std::get_if<ReferenceDecl>(&member.node);
    return reference && reference->columns.size() == 1 && !reference->as && reference->columns[0].text == name;
  });
}

void Resolver::declare_let(TableId id, const Member& member, const LetDecl& let) {
  const auto first = static_cast<std::uint32_t>(model_[id].cells.size());
  for (std::uint32_t i = 0; i < let.names.size(); ++i) {
    if (!claim(id, let.names[i])) continue;
    Cell cell;
    cell.kind = CellKind::let;
    cell.name = cell.stream = let.names[i].text;
    cell.doc = member.doc;
    cell.span = member.span;
    cell.name_span = let.names[i].span;
    cell.rule = let.value;
    if (let.names.size() > 1) cell.part = TuplePart{i, static_cast<std::uint32_t>(let.names.size()), first};
    model_.tables[id.index].cells.push_back(std::move(cell));
  }
}

void Resolver::declare_members(TableId id) {
  const TableDecl& declaration = *model_[id].declaration;
  for (const Member& member : declaration.members) {
    const std::size_t before = model_[id].cells.size();
    if (const auto* column = std::get_if<ColumnDecl>(&member.node)) declare_column(id, member, *column);
    if (const auto* reference = std::get_if<ReferenceDecl>(&member.node)) declare_reference(id, member, *reference);
    if (const auto* let = std::get_if<LetDecl>(&member.node)) declare_let(id, member, *let);
    if (member.broken && model_[id].cells.size() > before) model_.tables[id.index].cells.back().bad = true;
  }
  bool written = false;
  for (const Cell& cell : model_[id].cells) written = written || is_written(cell);
  if (!written && !model_[id].bad) diagnostics_.report(Code::empty_list, declaration.name.span, {"table", model_[id].name, "columns"});
}

void Resolver::add_key(TableId id, const KeyDecl& declaration, Span span) {
  Key key{declaration.primary, {}, span};
  Table& table = model_.tables[id.index];
  for (const Name& name : declaration.columns) {
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      if (table.cells[i].name == name.text && is_written(table.cells[i])) found = i;
    }
    if (!found) {
      auto& problem = diagnostics_.report(Code::unknown_column, name.span, {table.name, name.text});
      std::vector<std::string> names;
      for (const Cell& cell : table.cells) {
        if (is_written(cell)) names.push_back(cell.name);
      }
      if (auto near = nearest(name.text, names)) problem.suggest("`" + *near + "` is the nearest column");
      return;
    }
    for (std::uint32_t other : key.cells) {
      if (other == *found) {
        diagnostics_.report(Code::duplicate_name, name.span, {"key column", name.text});
        return;
      }
    }
    Cell& cell = table.cells[*found];
    if (declaration.primary && cell.type.nullable) {
      diagnostics_.report(Code::null_key, cell.null_span.value_or(cell.name_span), {"`" + cell.name + "`, a part of the primary key,"})
          .note("the primary key", span);
      cell.bad = true;
    }
    key.cells.push_back(*found);
  }
  if (key.cells.size() == 1) {
    Cell& cell = table.cells[key.cells[0]];
    (key.primary ? cell.pk : cell.unique) = true;
    cell.unique_span = span;
  }
  table.keys.push_back(std::move(key));
}

void Resolver::resolve_keys(TableId id) {
  Table& table = model_.tables[id.index];
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i].pk) table.keys.push_back({true, {i}, table.cells[i].unique_span});
  }
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i].unique && !table.cells[i].pk) table.keys.push_back({false, {i}, table.cells[i].unique_span});
  }
  // `pk` or `unique` behind a reference of several columns is a key of all of them.
  for (Key& key : table.keys) {
    if (table.cells[key.cells[0]].hidden) key.cells = table.cells[key.cells[0]].columns;
  }
  for (const Member& member : table.declaration->members) {
    if (const auto* key = std::get_if<KeyDecl>(&member.node)) add_key(id, *key, member.span);
  }
  const Key* primary = nullptr;
  for (const Key& key : table.keys) {
    if (!key.primary) continue;
    if (primary) {
      diagnostics_.report(Code::second_primary_key, key.span, {table.name})
          .note("the first one", primary->span)
          .suggest("a key of several columns is written `pk (a, b)`");
    }
    primary = primary ? primary : &key;
  }
  std::stable_sort(table.keys.begin(), table.keys.end(), [](const Key& a, const Key& b) { return a.primary && !b.primary; });
}

}  // namespace sydac::compiler
