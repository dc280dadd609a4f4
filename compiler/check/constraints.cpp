#include "check/constraints.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/capacity.hpp"
#include "check/facts.hpp"
#include "check/keys.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

std::string quoted(const std::string& name) { return "`" + name + "`"; }

class Lister {
 public:
  explicit Lister(const Model& model) : model_(model) {}

  std::vector<Constraint> run() {
    for (std::uint32_t i = 0; i < model_.written_tables(); ++i) {
      id_ = {i};
      limits_ = row_limits(model_, id_);
      for (const Key& key : model_[id_].keys) add_key(key);
      for (std::uint32_t k = 0; k < table().cells.size(); ++k) add_cell(k);
      for (const Check& check : table().checks) add_check(check);
    }
    return std::move(made_);
  }

 private:
  const Table& table() const { return model_[id_]; }
  const Cell& cell(std::uint32_t index) const { return table().cells[index]; }

  void add(ConstraintKind kind, ConstraintStatus status, const std::vector<std::uint32_t>& cells, std::string text, std::string how,
           Span span) {
    Constraint made{kind, status, table().name, {}, std::move(text), std::move(how), span};
    for (std::uint32_t index : cells) made.columns.push_back(cell(index).name);
    made_.push_back(std::move(made));
  }

  // --- keys --------------------------------------------------------------------------------------------------------------------

  void add_key(const Key& key) {
    const ConstraintKind kind = key.primary ? ConstraintKind::primary_key : ConstraintKind::unique;
    const std::string text = key.cells.size() == 1 ? cell(key.cells[0]).name + (key.primary ? " pk" : " unique") : shown_key(table(), key);
    bool bounded = false;
    for (const RowLimit& limit : limits_) {
      const bool of_cell = limit.cell && std::find(key.cells.begin(), key.cells.end(), *limit.cell) != key.cells.end();
      bounded = bounded || of_cell || (limit.combination && is_of(table().combinations[*limit.combination], key));
    }
    if (key.tested) {
      add(kind, ConstraintStatus::tested, key.cells, text, "each row is compared with the siblings before it", key.span);
      return;
    }
    add(kind, bounded ? ConstraintStatus::bounded : ConstraintStatus::proved, key.cells, text, how_unique(key), key.span);
  }

  /// The key is one of those that a combination was made for.
  bool is_of(const Combination& combination, const Key& key) const {
    auto holds = [&](std::uint32_t part) {
      const auto& columns = cell(part).columns;
      return std::any_of(key.cells.begin(), key.cells.end(), [&](std::uint32_t each) {
        return each == part || std::find(columns.begin(), columns.end(), each) != columns.end();
      });
    };
    const auto held = std::count_if(combination.cells.begin(), combination.cells.end(), holds);
    switch (combination.way) {
      case Combination::Way::star: return holds(combination.cells[0]) && held > 1;
      case Combination::Way::triangle: return held > 1;
      case Combination::Way::product:
      case Combination::Way::skewed: break;
    }
    return held == static_cast<std::ptrdiff_t>(combination.cells.size());
  }

  std::string how_unique(const Key& key) const {
    for (std::uint32_t index : key.cells) {
      if (std::string how = how_alone(index); !how.empty())
        return key.cells.size() == 1 ? how : quoted(cell(index).name) + " alone is unique: " + how;
    }
    for (const Combination& each : table().combinations) {
      if (is_of(each, key)) return how_together(each);
    }
    for (std::uint32_t index = 0; index < table().cells.size(); ++index) {
      const auto& columns = cell(index).columns;
      const bool inside = cell(index).hidden && std::all_of(columns.begin(), columns.end(), [&](std::uint32_t each) {
                            return std::find(key.cells.begin(), key.cells.end(), each) != key.cells.end();
                          });
      if (std::string how = inside ? how_alone(index) : ""; !how.empty()) return how;
    }
    for (std::uint32_t index : key.cells) {
      const Cell& held = cell(index);
      if (held.kind == CellKind::reference && (held.distinct || held.distinct_with))
        return quoted(held.name) + " differs for each row of a parent";
      if (!held.value) continue;
      const auto& node = model_[*held.value].node;
      if (is_own_ordinal(model_[*held.value])) return quoted(held.name) + " counts the rows of a parent";
      if (const auto* unique = std::get_if<UniqueValue>(&node); unique && unique->apart == Apart::siblings)
        return quoted(held.name) + " takes shuffled values, different among the rows of a parent";
    }
    return "a part of it is unique among the rows of a parent";
  }

  /// Empty where the cell need not be unique by itself.
  std::string how_alone(std::uint32_t index) const {
    const Cell& held = cell(index);
    if (held.kind == CellKind::reference) {
      if (held.pick == PickWay::unique) return "each row of " + quoted(model_[held.type.table].name) + " is taken once, shuffled";
      if (held.pick == PickWay::header && table().rows_kind == RowsKind::one_per)
        return "one row for each of " + quoted(model_[held.type.table].name);
      return {};
    }
    if (!held.value || (!held.unique && !held.pk)) return how_counted(held);
    const auto& node = model_[*held.value].node;
    if (const auto* unique = std::get_if<UniqueValue>(&node)) {
      if (unique->apart != Apart::rows) return {};
      const auto count = distinct_values(model_, unique->draw);
      const bool few = count && *count <= UINT64_MAX;
      return "takes the values of its rule in a shuffled order" +
             (few ? ", " + grouped(static_cast<std::uint64_t>(*count)) + " there are" : "");
    }
    if (std::string how = how_counted(held); !how.empty()) return how;
    if (const auto* field = std::get_if<FieldValue>(&node); field && model_[field->record].type.pool)
      return "each row has an entry of " + quoted(model_[*model_[field->record].type.pool].name) + " of its own";
    if (held.type.base == Base::uuid || held.type.base == Base::bytes) return "holds the number of the row, mixed";
    if (held.type.base == Base::text) return "a unique part can be read back from the text";
    return table().keys.size() > 1 && held.pk && table().keys[0].cells.size() > 1 ? "" : "computed from a value that is unique";
  }

  std::string how_counted(const Cell& held) const {
    if (!held.value) return {};
    const auto& node = model_[*held.value].node;
    return std::holds_alternative<SerialValue>(node) || is_own_row_number(model_[*held.value]) ? "counts the rows" : "";
  }

  std::string how_together(const Combination& each) const {
    const std::string among = each.in_parent ? " among the rows of a parent" : "";
    const std::string names = names_of(table(), each.cells);
    switch (each.way) {
      case Combination::Way::product: return "one number for each pair of (" + names + "), shuffled" + among;
      case Combination::Way::star: return quoted(cell(each.cells[0]).name) + " goes with each of the others once" + among;
      case Combination::Way::triangle: return "the third of (" + names + ") is the sum of the others" + among;
      case Combination::Way::skewed: return "quotas of (" + names + ") by rank" + among;
    }
    return {};
  }

  // --- columns -----------------------------------------------------------------------------------------------------------------

  void add_cell(std::uint32_t index) {
    const Cell& held = cell(index);
    if (held.kind == CellKind::reference) add_reference(index);
    if (!is_written(held) || held.kind == CellKind::let) return;
    const bool key = std::any_of(table().keys.begin(), table().keys.end(), [&](const Key& each) {
      return each.primary && std::find(each.cells.begin(), each.cells.end(), index) != each.cells.end();
    });
    if (!held.type.nullable || key)
      add(ConstraintKind::not_null, ConstraintStatus::proved, {index}, held.name + " not null",
          held.kind == CellKind::reference ? "the reference always finds a row" : "its rule is never null", held.span);
    if (held.kind == CellKind::reference || !held.value) return;
    add_length(index);
    add_range(index);
    add_total(index);
  }

  void add_reference(std::uint32_t index) {
    const Cell& held = cell(index);
    const bool needs = !held.type.nullable && held.pick != PickWay::header && held.pick != PickWay::derived && !held.among;
    std::vector<std::uint32_t> columns = held.columns.empty() ? std::vector{index} : held.columns;
    const std::string text =
        (columns.size() == 1 ? cell(columns[0]).name : "(" + names_of(table(), columns) + ")") + " -> " + model_[held.type.table].name;
    const ConstraintStatus status = held.pick == PickWay::at ? ConstraintStatus::tested
                                    : needs                  ? ConstraintStatus::bounded
                                                             : ConstraintStatus::proved;
    add(ConstraintKind::foreign_key, status, columns, text, how_picked(held), held.span);
  }

  std::string how_picked(const Cell& held) const { return how_found(held) + (held.when ? ", where its condition holds" : ""); }
  std::string how_found(const Cell& held) const {
    const std::string rows = "the rows of " + quoted(model_[held.type.table].name);
    if (held.place) return "one of " + rows + ", by the number of its combination";
    switch (held.pick) {
      case PickWay::header: return "the parent that the header names";
      case PickWay::derived: return "follows from another reference";
      case PickWay::uniform: return "picked among " + rows;
      case PickWay::stable: return "picked among " + rows + ", stable";
      case PickWay::zipf: return "picked among " + rows + ", some more often";
      case PickWay::even: return "picked among " + rows + ", evenly";
      case PickWay::weighted: return "picked among " + rows + ", by weight";
      case PickWay::earlier: return "picked among the rows before";
      case PickWay::unique: return "each of " + rows + " once";
      case PickWay::mutual: return "two and two of " + rows;
      case PickWay::at: return "the number of one of " + rows + " is computed";
    }
    return {};
  }

  void add_length(std::uint32_t index) {
    const Cell& held = cell(index);
    if (held.type.base != Base::text || !held.type.length) return;
    const Value& value = model_[*held.value];
    if (!value.size) return;
    const bool counted = value.size->row_numbers > 0;
    std::string how = "at most " + grouped(value.size->fixed) + " characters";
    if (counted)
      how += " and " + (value.size->row_numbers == 1 ? "a row number" : std::to_string(value.size->row_numbers) + " row numbers");
    add(ConstraintKind::length, counted ? ConstraintStatus::bounded : ConstraintStatus::proved, {index}, held.name + " " + held.type_text,
        how, held.span);
  }

  std::optional<Bounds> bounds_of_type(const Type& type) const {
    if (type.base == Base::decimal) return Bounds{1 - power_of_ten(type.precision), power_of_ten(type.precision) - 1};
    if (type.base != Base::integer) return std::nullopt;
    const Int128 limit = Int128{1} << (type.bits - 1);
    return Bounds{-limit, limit - 1};
  }

  void add_range(std::uint32_t index) {
    const Cell& held = cell(index);
    const auto room = bounds_of_type(held.type);
    const auto& bounds = model_[*held.value].bounds;
    if (!room || !bounds) return;
    const bool fits = bounds->low >= room->low && bounds->high <= room->high;
    const bool counted = std::holds_alternative<SerialValue>(model_[*held.value].node);
    const unsigned scale = scale_of(held.type);
    const std::string span = to_text(bounds->low, scale) + " to " + to_text(bounds->high, scale);
    const auto status = counted ? ConstraintStatus::bounded : fits ? ConstraintStatus::proved : ConstraintStatus::tested;
    add(ConstraintKind::range, status, {index}, held.name + " " + held.type_text,
        counted ? "counts the rows"
        : fits  ? span
                : "may leave the type",
        held.span);
  }

  void add_total(std::uint32_t index) {
    const Cell& held = cell(index);
    bool totals = false;
    for_each_value(model_, *held.value, [&](ValueId part) { totals = totals || std::holds_alternative<RollupValue>(model_[part].node); });
    if (totals)
      add(ConstraintKind::total, ConstraintStatus::proved, {index}, held.name + " adds up", "computed from the rows it is a total of",
          held.span);
  }

  void add_check(const Check& check) {
    switch (check.kept) {
      case Kept::proved: return add(ConstraintKind::check, ConstraintStatus::proved, {}, "", check.how, check.span);
      case Kept::constructed: return add(ConstraintKind::check, ConstraintStatus::constructed, {}, "", check.how, check.span);
      case Kept::retried: return add(ConstraintKind::check, ConstraintStatus::enforced, {}, "", check.how, check.span);
      case Kept::tested:
        return add(ConstraintKind::check, ConstraintStatus::tested, {}, "", "a row that fails stops the generator", check.span);
    }
  }

  const Model& model_;
  TableId id_;
  std::vector<RowLimit> limits_;
  std::vector<Constraint> made_;
};

}  // namespace

std::string_view word_of(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::primary_key: return "primary key";
    case ConstraintKind::unique: return "unique";
    case ConstraintKind::foreign_key: return "foreign key";
    case ConstraintKind::not_null: return "not null";
    case ConstraintKind::length: return "length";
    case ConstraintKind::range: return "range";
    case ConstraintKind::check: return "check";
    case ConstraintKind::total: return "total";
  }
  return "";
}

std::string_view word_of(ConstraintStatus status) {
  switch (status) {
    case ConstraintStatus::proved: return "proved";
    case ConstraintStatus::bounded: return "bounded";
    case ConstraintStatus::constructed: return "constructed";
    case ConstraintStatus::enforced: return "enforced";
    case ConstraintStatus::tested: return "tested";
  }
  return "";
}

std::vector<Constraint> constraints_of(const Model& model) { return Lister(model).run(); }

}  // namespace sydac::compiler
