// Unique constraints: each is shown to hold by what its columns are made of, or made to hold by numbering: a column, or several together,
// take their values by a permuted number instead of by a draw.
//
// Note [unique together]: a key is reduced to its parts: references (a row for all columns that hold its key) and values that can be
// counted. With the header's parent among them the others must differ among siblings, else among all rows. Then keys that share parts are
// solved together: nested ones by the smallest, {s, a} {s, b} … as a star around s, {a, b} {b, c} {a, c} as a triangle. A star may have the
// header's parent for one of its points: s differs among siblings, and the others differ for different parents at the same s.
#include <algorithm>
#include <map>

#include "base/check.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "check/checker.hpp"
#include "check/keys.hpp"
#include "check/text_shape.hpp"

namespace sydac::compiler {
namespace {

/// From here on a value is made unique alone: there are always enough, and combinations would use a part of them only.
constexpr Count kAmple = Count{1} << 41;

/// Siblings that are compared with each other in each row.
constexpr std::uint64_t kMostTested = 256;

/// Keys of one web that an error lists.
constexpr std::size_t kMostShown = 8;

bool is_subset(const std::vector<std::uint32_t>& inner, const std::vector<std::uint32_t>& outer) {
  return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

/// Whether a text is made of parts that can be counted, so that only telling them apart is missing.
bool has_countable_parts(const Model& model, ValueId text) {
  const ConcatValue* concat = interpolation(model, text);
  std::size_t parts = 0;
  for (std::size_t i = 0; concat && i < concat->parts.size(); ++i) {
    if (std::holds_alternative<TextValue>(model[concat->parts[i]].node)) continue;
    if (!distinct_values(model, concat->parts[i])) return false;
    ++parts;
  }
  return parts > 1;
}

}  // namespace

std::string names_of(const Table& table, const std::vector<std::uint32_t>& cells) {
  std::string names;
  for (std::uint32_t index : cells) names += (names.empty() ? "" : ", ") + table.cells[index].name;
  return names;
}

std::string shown_key(const Table& table, const Key& key) { return (key.primary ? "pk (" : "unique (") + names_of(table, key.cells) + ")"; }

/// Own reference that a derived one, or a copied column, follows from.
std::optional<std::uint32_t> KeySolver::source_of(std::uint32_t index) const {
  const Cell& held = table()[index];
  if (held.copied) return held.copied->reference;
  if (held.kind != CellKind::reference || held.pick != PickWay::derived || !held.value) return std::nullopt;
  const Value* value = &model_[*held.value];
  while (const auto* path = std::get_if<PathValue>(&value->node)) value = &model_[path->row];
  const auto* own = std::get_if<CellValue>(&value->node);
  return own ? std::optional(own->cell.index) : std::nullopt;
}

bool KeySolver::is_ordinal(std::uint32_t index) const {
  const Cell& held = table()[index];
  return held.value && is_counted_from_ordinal(model_, *held.value);
}

/// Whether rows and columns say all that the header enumerates: `pk (product, currency)` under `[each products, currency]`.
bool KeySolver::tells_all_sources(const std::set<std::uint32_t>& rows, const std::vector<std::uint32_t>& columns) const {
  std::set<std::uint32_t> told, cells(columns.begin(), columns.end());
  cells.insert(rows.begin(), rows.end());
  for (std::uint32_t index : cells) {
    if (const auto source = source_told(model_, {id_, index})) told.insert(*source);
  }
  return !told.empty() && told.size() == model_[id_].sources.size();
}

/// The parts that a key comes down to; nothing when one of them is unique by itself, or the ordinal makes it so.
std::optional<KeySolver::Group> KeySolver::reduce(const Key& key, std::uint32_t number) {
  Group group{.keys = {number}};
  std::vector<std::uint32_t> key_cells = key.cells;
  std::sort(key_cells.begin(), key_cells.end());
  std::set<std::uint32_t> rows, covered;
  for (std::uint32_t i = 0; i < table().size(); ++i) {
    const Cell& each = table()[i];
    if (each.kind != CellKind::reference || each.columns.empty()) continue;
    std::vector<std::uint32_t> columns = each.columns;
    std::sort(columns.begin(), columns.end());
    if (!is_subset(columns, key_cells)) continue;
    rows.insert(i);
    covered.insert(columns.begin(), columns.end());
  }
  if (tells_all_sources(rows, key_cells)) return std::nullopt;
  const auto parent = model_[id_].parent_cell;
  const bool in_parent = parent && rows.contains(*parent);
  group.in_parent = in_parent;
  if (in_parent && model_[id_].high <= 1) return std::nullopt;
  for (std::uint32_t row : rows) {
    if (row == parent) continue;
    const auto source = source_of(row);
    if (source && rows.contains(*source)) continue;  // it follows
    if (is_unique_alone(table()[row].columns)) return std::nullopt;
    const bool at = table()[row].pick == PickWay::at && table()[row].at;
    if (at && checker_.proves_unique({id_, row}, *table()[row].at)) return std::nullopt;
    if (at && in_parent && model_[id_].high <= kMostTested) {
      model_.tables[id_.index].keys[number].tested = row;
      return std::nullopt;
    }
    if (!source) group.parts.push_back(row);
  }
  for (std::uint32_t index : key_cells) {
    if (covered.contains(index)) continue;
    if (in_parent && is_ordinal(index)) return std::nullopt;
    if (key_cells.size() > 1 && is_unique_alone({index})) return std::nullopt;
    const Cell& held = table()[index];
    if (const auto source = source_of(index); source || !held.value) continue;
    if (checker_.proves_unique({id_, index}, *held.value)) return std::nullopt;
    if (in_parent && checker_.decodable(id_, *held.value, true)) return std::nullopt;
    if (in_parent && checker_.is_radix_of_unique({id_, index}, *held.value, true)) return std::nullopt;
    if (in_parent && checker_.moves_apart({id_, index}, *held.value, true)) return std::nullopt;
    if (checker_.count_of(*held.value)) group.parts.push_back(index);
  }
  std::sort(group.parts.begin(), group.parts.end());
  return group;
}

/// Whether these columns are a key of their own.
bool KeySolver::is_unique_alone(const std::vector<std::uint32_t>& columns) const {
  const auto& keys = model_[id_].keys;
  return std::any_of(keys.begin(), keys.end(), [&](const Key& key) { return key.cells == columns && columns.size() < widest_; });
}

Count KeySolver::count_of(std::uint32_t index, bool most) const {
  const Cell& held = table()[index];
  if (held.kind != CellKind::reference) return checker_.count_of(*held.value).value_or(0);
  const RowBounds rows = rows_of(model_, held.type.table);
  return most ? rows.high : rows.low;
}

/// `unique = gear.kind`, where entries share a kind: which two.
bool KeySolver::report_repeated_entries(const Key& key) {
  const Cell& held = table()[key.cells[0]];
  const auto* field = key.cells.size() == 1 && held.value ? std::get_if<FieldValue>(&model_[*held.value].node) : nullptr;
  const auto pool = field ? model_[field->record].type.pool : std::nullopt;
  if (!pool || model_[*pool].fields[field->field].different) return false;
  std::set<std::string_view> seen;
  for (const pools::Entry& entry : model_[*pool].entries) {
    const std::string& value = entry.values[field->field];
    if (seen.insert(value).second) continue;
    const std::string& name = model_[*pool].fields[field->field].rules.name;
    diagnostics_.report(Code::pool_repeats, key.span, {model_[*pool].name, name, "two have `" + printable(value, 60) + "`"})
        .note("`" + model_[*pool].name + "` is declared here", model_[*pool].name_span)
        .suggest("in a pool of one field a value that is there twice is one entry");
    return true;
  }
  return false;
}

void KeySolver::report_unsolved(const Key& key) {
  if (report_repeated_entries(key)) return;
  const bool alone = key.cells.size() == 1;
  auto& problem = diagnostics_.report(Code::not_unique, key.span, {alone ? table()[key.cells[0]].name : shown_key(model_[id_], key)});
  if (alone) {
    const Cell& held = table()[key.cells[0]];
    if (held.value) problem.label(model_[*held.value].span, "may give the same value twice");
    if (held.value && has_countable_parts(model_, *held.value))
      problem.suggest("a character between the parts that none of them has tells them apart: `\"{1..99}-{1..99}\"`");
    else if (held.type.base == Base::text)
      problem.suggest("a `{row}` between other characters than digits makes a text unique: `\"….{row}@example.com\"`");
    return;
  }
  problem.note("columns are unique together by references and by rules whose values can be counted, such as ranges, choices and enums");
  if (model_[id_].parent_cell) problem.suggest("`ordinal` numbers the rows of a parent");
}

/// A pick that says which rows are likely, or that must agree with others, can not be replaced by a number.
bool KeySolver::is_free(std::uint32_t index) const {
  const Cell& held = table()[index];
  if (held.kind != CellKind::reference) return true;
  return (held.pick == PickWay::uniform || held.pick == PickWay::stable) && !held.among;
}

void KeySolver::report_bound(const Group& group, std::uint32_t part) {
  const Cell& held = table()[part];
  const Key& key = model_[id_].keys[group.keys[0]];
  std::string way = held.among ? "must agree with another reference" : "is picked by its own rule";
  if (held.kind == CellKind::reference && held.pick == PickWay::derived) way = "follows from another reference";
  diagnostics_.report(Code::not_unique, key.span, {key.cells.size() == 1 ? held.name : shown_key(model_[id_], key)})
      .note("`" + held.name + "` " + way, held.pick_span.end > 0 ? held.pick_span : held.span)
      .suggest("under a header `[… per …]` with one of the references for its parent, the others can differ for each parent");
}

void KeySolver::solve_one(const Group& group) {
  const std::uint32_t part = group.parts[0];
  Cell& held = cells()[part];
  if (held.kind == CellKind::reference) {
    if (group.in_parent) {
      const bool drawn = held.pick == PickWay::uniform || held.pick == PickWay::zipf || held.pick == PickWay::weighted;
      if (!drawn) return report_bound(group, part);
      held.distinct = true;
      return;
    }
    if (held.pick == PickWay::even && rows_of(model_, id_).high <= rows_of(model_, held.type.table).low) return;
    if (!is_free(part)) return report_bound(group, part);
    held.pick = PickWay::unique;
    return;
  }
  const Count count = count_of(part, true);
  make_unique(part, group.in_parent && count < kAmple ? Apart::siblings : Apart::rows);
}

void KeySolver::make_unique(std::uint32_t part, Apart apart) {
  Cell& held = cells()[part];
  Value unique = model_[*held.value];
  SYDAC_CHECK(!std::holds_alternative<UniqueValue>(unique.node));
  unique.node = UniqueValue{*held.value, apart};
  held.value = model_.add(std::move(unique));
}

void KeySolver::solve_together(Combination::Way way, bool in_parent, std::vector<std::uint32_t> parts,
                               const std::vector<std::uint32_t>& keys) {
  if (way == Combination::Way::skewed) {
    std::stable_partition(parts.begin(), parts.end(), [&](std::uint32_t part) { return !is_free(part); });
  }
  for (std::uint32_t part : parts) {
    if (!is_free(part) && (way != Combination::Way::skewed || part != parts[0]))
      return report_bound({.parts = {}, .in_parent = in_parent, .keys = keys}, part);
  }
  if (parts.size() > 8) return report_unsolved(model_[id_].keys[keys[0]]);
  auto& combinations = model_.tables[id_.index].combinations;
  const auto number = static_cast<std::uint32_t>(combinations.size());
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    cells()[parts[i]].place = CombinationPlace{number, i};
    if (cells()[parts[i]].kind != CellKind::reference) make_unique(parts[i], Apart::combination);
  }
  combinations.push_back({way, in_parent, std::move(parts), model_[id_].keys[keys[0]].span});
}

/// A value of which there are always enough carries its key alone.
bool KeySolver::solve_by_ample_value(Group& group) {
  for (std::uint32_t part : group.parts) {
    if (table()[part].kind == CellKind::reference || count_of(part, true) < kAmple || group.parts.size() == 1) continue;
    group.parts = {part};
    group.in_parent = false;
    return true;
  }
  return false;
}

/// Whether some of the parts have enough values without the others.
bool KeySolver::suffices(const std::vector<std::uint32_t>& parts, bool in_parent) const {
  if (parts.empty()) return false;
  const Count needed = in_parent && !is_open(model_[id_]) ? model_[id_].high : rows_of(model_, id_).high;
  Count product = 1;
  for (std::uint32_t part : parts) {
    const Count count = count_of(part, false);
    product = count != 0 && product > kAmple ? product : product * count;
  }
  return product >= needed;
}

/// Parts that a number can not be taken for: a pick with a rule of its own stays as it is where the others suffice, or differs by itself
/// among siblings, or is the skewed side of the combinations.
bool KeySolver::solve_bound(Group& group) {
  std::vector<std::uint32_t> free, bound;
  for (std::uint32_t part : group.parts) (is_free(part) ? free : bound).push_back(part);
  if (bound.empty() || group.parts.size() == 1) return true;
  if (group.in_parent) {
    for (std::uint32_t part : bound) {
      const Cell& held = table()[part];
      const bool drawn = held.pick == PickWay::zipf || held.pick == PickWay::weighted || (held.pick == PickWay::uniform && held.among);
      if (!drawn) continue;
      group.parts = {part};
      return true;
    }
  } else if (bound.size() == 1) {
    const Cell& held = table()[bound[0]];
    const bool spread = (held.pick == PickWay::zipf || held.pick == PickWay::even) && !held.among;
    if (spread && !held.null_share) {
      group.skewed = bound[0];
      return true;
    }
  }
  if (!suffices(free, group.in_parent)) {
    report_bound(group, bound[0]);
    return false;
  }
  group.parts = free;
  return true;
}

bool KeySolver::solve_star(std::vector<Group>& web) {
  std::vector<std::uint32_t> centre = web[0].parts;
  for (const Group& group : web) {
    std::vector<std::uint32_t> both;
    std::set_intersection(centre.begin(), centre.end(), group.parts.begin(), group.parts.end(), std::back_inserter(both));
    centre = both;
  }
  if (centre.size() != 1) return false;
  std::vector<std::uint32_t> parts{centre[0]}, keys;
  std::optional<Group> by_parent;
  for (const Group& group : web) {
    keys.push_back(group.keys[0]);
    if (group.parts.size() == 1) {
      by_parent = group;
      continue;
    }
    if (group.parts.size() != 2) return false;
    const std::uint32_t point = group.parts[0] == centre[0] ? group.parts[1] : group.parts[0];
    if (std::find(parts.begin(), parts.end(), point) != parts.end()) return false;
    parts.push_back(point);
  }
  const bool same = std::all_of(web.begin(), web.end(), [&](const Group& group) { return group.in_parent == web[0].in_parent; });
  if (same && !by_parent) {
    solve_together(Combination::Way::star, web[0].in_parent, parts, keys);
    return true;
  }
  // The header's parent is a point of the star.
  const bool rest_of_rows =
      std::all_of(web.begin(), web.end(), [](const Group& group) { return group.in_parent == (group.parts.size() == 1); });
  if (!by_parent || !by_parent->in_parent || !rest_of_rows || table()[centre[0]].kind != CellKind::reference) return false;
  solve_one(*by_parent);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!is_free(parts[i]) || table()[parts[i]].kind != CellKind::reference) return false;
    cells()[parts[i]].distinct_with = centre[0];
  }
  return true;
}

bool KeySolver::solve_triangle(const std::vector<Group>& web) {
  if (web.size() != 3) return false;
  std::set<std::uint32_t> parts;
  for (const Group& group : web) {
    if (group.parts.size() != 2 || group.in_parent != web[0].in_parent) return false;
    parts.insert(group.parts.begin(), group.parts.end());
  }
  if (parts.size() != 3) return false;
  solve_together(Combination::Way::triangle, web[0].in_parent, {parts.begin(), parts.end()},
                 {web[0].keys[0], web[1].keys[0], web[2].keys[0]});
  return true;
}

/// Drops what a smaller key shows already.
void KeySolver::drop_nested(std::vector<Group>& groups) const {
  std::vector<Group> kept;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    bool shown = false;
    for (std::size_t k = 0; k < groups.size() && !shown; ++k) {
      if (i == k || !is_subset(groups[k].parts, groups[i].parts)) continue;
      const bool scope = !groups[k].in_parent || groups[i].in_parent;
      const bool same = groups[k].parts == groups[i].parts && groups[k].in_parent == groups[i].in_parent;
      shown = scope && (!same || k < i);
    }
    if (!shown) kept.push_back(groups[i]);
  }
  groups = std::move(kept);
}

void KeySolver::solve_web(std::vector<Group> web) {
  if (web.size() == 1) {
    if (web[0].parts.size() == 1)
      solve_one(web[0]);
    else
      solve_together(web[0].skewed ? Combination::Way::skewed : Combination::Way::product, web[0].in_parent, web[0].parts, web[0].keys);
    return;
  }
  if (solve_star(web) || solve_triangle(web)) return;
  const std::size_t shown = std::min(web.size(), kMostShown);
  std::string cycle;
  for (std::size_t i = 0; i < shown; ++i) cycle += (cycle.empty() ? "" : " – ") + shown_key(model_[id_], model_[id_].keys[web[i].keys[0]]);
  if (shown < web.size()) cycle += " and " + std::to_string(web.size() - shown) + " more";
  auto& problem = diagnostics_.report(Code::unique_web, model_[id_].keys[web[0].keys[0]].span, {cycle});
  for (std::size_t i = 1; i < shown; ++i) problem.note("shares columns with the others", model_[id_].keys[web[i].keys[0]].span);
  problem.note(
      "several keys hold together when one column is in all of them and each has one other, or when they are the three pairs of three "
      "columns");
}

void KeySolver::run() {
  const Table& own = model_[id_];
  std::vector<Group> groups;
  for (std::uint32_t i = 0; i < own.keys.size(); ++i) {
    const Key& key = own.keys[i];
    if (std::any_of(key.cells.begin(), key.cells.end(), [&](std::uint32_t index) { return own.cells[index].bad; })) continue;
    widest_ = key.cells.size();
    auto group = reduce(key, i);
    if (!group) continue;
    if (group->parts.empty()) {
      report_unsolved(key);
      continue;
    }
    solve_by_ample_value(*group);
    if (solve_bound(*group)) groups.push_back(std::move(*group));
  }
  add_distinct_picks(groups);
  drop_nested(groups);
  while (!groups.empty()) {
    std::vector<Group> web{groups.back()};
    groups.pop_back();
    for (std::size_t i = 0; i < web.size(); ++i) {
      auto shares = [&](const Group& other) {
        return std::find_first_of(web[i].parts.begin(), web[i].parts.end(), other.parts.begin(), other.parts.end()) != web[i].parts.end();
      };
      const auto first = std::stable_partition(groups.begin(), groups.end(), [&](const Group& other) { return !shares(other); });
      web.insert(web.end(), first, groups.end());
      groups.erase(first, groups.end());
    }
    std::sort(web.begin(), web.end(), [](const Group& a, const Group& b) { return a.keys[0] < b.keys[0]; });
    solve_web(std::move(web));
  }
}

/// `distinct in order_id`, which is no key of the schema.
void KeySolver::add_distinct_picks(std::vector<Group>& groups) {
  for (std::uint32_t i = 0; i < table().size(); ++i) {
    const Cell& held = table()[i];
    if (held.kind != CellKind::reference || !held.distinct || held.bad) continue;
    cells()[i].distinct = false;
    if (!model_[id_].parent_cell || held.distinct_in != model_[id_].parent_cell) {
      diagnostics_.report(Code::pick_misplaced, held.distinct_span, {"distinct in", "needs the reference to the header's parent"})
          .note("the header of `" + model_[id_].name + "`", model_[id_].rows_span)
          .suggest("`unique (…)` makes columns differ together");
      continue;
    }
    if (model_[id_].high <= 1) continue;
    const auto number = static_cast<std::uint32_t>(model_[id_].keys.size());
    model_.tables[id_.index].keys.push_back({.cells = held.columns, .span = held.distinct_span, .picked = true});
    groups.push_back({.parts = {i}, .in_parent = true, .keys = {number}});
  }
}

void Checker::check_unique(TableId id) {
  if (model_[id].bad) return;
  KeySolver(*this, model_, id, diagnostics_).run();
  auto& keys = model_.tables[id.index].keys;
  keys.erase(std::remove_if(keys.begin(), keys.end(), [](const Key& key) { return key.picked; }), keys.end());
}

}  // namespace sydac::compiler
