#include "plan/plan.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

constexpr double kWarnCost = 1e4, kRefuseCost = 1e7;
/// A chain of `earlier` references is about as long as the logarithm of the rows.
constexpr double kEarlierSteps = 20;

class Planner {
 public:
  Planner(const Model& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}

  Plan run() {
    plan_.model = &model_;
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) plan_.tables.push_back(planned_table({i}));
    for (PlannedTable& table : plan_.tables) {
      for (PlannedCell& cell : table.cells) {
        if (is_written(model_[cell.id])) need(cell.id);
      }
    }
    for (const Table& table : model_.tables) {
      if (table.by) need_value(*table.by, *table.parent, 0);
      for (const Check& check : table.checks) {
        if (check.kept == Kept::tested || check.kept == Kept::retried)
          need_value(check.condition, {static_cast<std::uint32_t>(&table - model_.tables.data())}, 0);
      }
    }
    for (const CellId& id : plan_.cell_order) keep(id);
    for (PlannedTable& table : plan_.tables) {
      for (PlannedCell& cell : table.cells) report_cost(cell);
    }
    for (PlannedTable& table : plan_.tables) keep_fields(table);
    for (std::uint32_t i = 0; i < model_.written_tables(); ++i) collect_bounds({i});
    collect_streams();
    order_tables();
    return std::move(plan_);
  }

 private:
  PlannedCell& planned(CellId id) { return plan_.tables[id.table.index].cells[id.index]; }

  PlannedTable planned_table(TableId id) {
    PlannedTable table{id, {}, {}};
    const auto cells = static_cast<std::uint32_t>(model_[id].cells.size());
    for (std::uint32_t i = 0; i < cells; ++i) table.cells.push_back({{id, i}});
    uses_.resize(plan_.tables.size() + 1);
    uses_[id.index].assign(cells, 0);
    return table;
  }

  /// Marks a cell and everything it reads; fills cell_order and the costs.
  void need(CellId id) {
    PlannedCell& cell = planned(id);
    if (cell.needed) return;
    cell.needed = true;
    const Cell& held = model_[id];
    cell.cost = 1;
    if (held.kind == CellKind::reference && !held.hidden) need(held.target());
    if (held.value) cell.cost += need_value(*held.value, id.table, 0);
    if (held.among) cell.cost += need_value(held.among->ancestor, id.table, 0);
    if (held.weight) cell.cost += need_value(*held.weight, held.type.table, 0);
    if (held.at) cell.cost += need_value(*held.at, id.table, 0);
    if (held.when) cell.cost += need_value(*held.when, id.table, 0);
    if (held.distinct_with) need({id.table, *held.distinct_with});
    plan_.cell_order.push_back(id);
  }

  double need_value(ValueId value, TableId table, int depth) {
    const Value& held = model_[value];
    double cost = 0;
    if (const auto* own = std::get_if<CellValue>(&held.node)) {
      need(own->cell);
      ++uses_[own->cell.table.index][own->cell.index];
      cost += planned(own->cell).cost;
    } else if (const auto* far = std::get_if<PathValue>(&held.node)) {
      cost += need_value(far->row, table, depth);
      const bool recursive = far->cell.table == table && planned(far->cell).needed && planned(far->cell).cost == 1;
      need(far->cell);
      // The header's parent stays while its children pass: what one asks for, the next will.
      const auto* by = std::get_if<CellValue>(&model_[far->row].node);
      if (by && model_[by->cell].pick == PickWay::header && model_[by->cell].kind == CellKind::reference)
        uses_[far->cell.table.index][far->cell.index] += 2;
      cost += planned(far->cell).cost * (recursive ? kEarlierSteps : 1);
    } else if (const auto* rollup = std::get_if<RollupValue>(&held.node)) {
      double each = 1;
      for (ValueId part : parts_of(held)) each += need_value(part, table, depth + 1);
      if (rollup->via) need({rollup->child, *rollup->via});
      cost += each * rows_rolled(*rollup);
    } else if (const auto* before = std::get_if<PrevValue>(&held.node)) {
      auto& carried = plan_.tables[before->cell.table.index].carried;
      if (std::find(carried.begin(), carried.end(), before->cell) == carried.end()) carried.push_back(before->cell);
      uses_[before->cell.table.index][before->cell.index] += 2;  // for the next sibling, beside what it is for itself
      need(before->cell);
      cost += 1;
    } else {
      for (ValueId part : parts_of(held)) cost += need_value(part, table, depth);
    }
    return cost;
  }

  /// How many rows a roll-up goes over, on average.
  double rows_rolled(const RollupValue& rollup) const {
    auto middle = [](std::uint64_t low, std::uint64_t high) { return (static_cast<double>(low) + static_cast<double>(high)) / 2; };
    if (rollup.via) {
      const RowBounds rows = rows_of(model_, rollup.child), owners = rows_of(model_, rollup.owner);
      return middle(rows.low, rows.high) / std::max(1.0, middle(owners.low, owners.high)) + 1;
    }
    double rows = 1;
    for (TableId at = rollup.child; at != rollup.owner; at = *model_[at].parent) rows *= children_of(model_, model_[at]);
    return rows;
  }

  void keep(CellId id) {
    const Cell& held = model_[id];
    const std::uint32_t uses = uses_[id.table.index][id.index] + (is_written(held) ? 1u : 0u);
    if (uses < 2) return;
    PlannedCell& cell = planned(id);
    if (held.kind == CellKind::reference) {
      cell.kept = held.pick != PickWay::header && held.pick != PickWay::derived && !held.place;
      return;
    }
    // A record is no more than its draw, and a text is written where it is needed.
    if (held.type.base == Base::record || held.type.base == Base::text || held.type.base == Base::json || held.type.base == Base::bytes ||
        !held.value)
      return;
    const auto& node = model_[*held.value].node;
    const bool trivial = std::holds_alternative<SerialValue>(node) || std::holds_alternative<OrdinalValue>(node) ||
                         std::holds_alternative<RowNumberValue>(node) || std::holds_alternative<NumberValue>(node) ||
                         std::holds_alternative<CellValue>(node);
    cell.kept = !trivial && held.type.base != Base::row;
  }

  void keep_fields(PlannedTable& table) {
    std::vector<std::pair<KeptField, unsigned>> uses;
    for (const PlannedCell& cell : table.cells) {
      if (!cell.needed || !model_[cell.id].value) continue;
      for_each_value(model_, *model_[cell.id].value, [&](ValueId value) {
        const auto* field = std::get_if<FieldValue>(&model_[value].node);
        const auto* own = field ? std::get_if<CellValue>(&model_[field->record].node) : nullptr;
        if (!own || own->frame != 0 || model_[own->cell].type.nullable) return;
        const KeptField kept{own->cell, field->field};
        auto found = std::find_if(uses.begin(), uses.end(), [&](const auto& each) { return each.first == kept; });
        if (found == uses.end())
          uses.push_back({kept, 1});
        else
          ++found->second;
      });
    }
    for (const auto& [field, count] : uses) {
      if (count > 1) table.kept_fields.push_back(field);
    }
  }

  void report_cost(const PlannedCell& cell) {
    if (cell.cost < kWarnCost) return;
    const Code code = cell.cost > kRefuseCost ? Code::too_costly : Code::costly;
    diagnostics_.report(code, model_[cell.id].name_span,
                        {model_[cell.id.table].name, model_[cell.id].name, grouped(static_cast<std::uint64_t>(std::min(cell.cost, 9e18)))});
  }

  void collect_bounds(TableId id) {
    for (RowLimit& limit : row_limits(model_, id)) {
      if (limit.most < Count{1} << 63 || limit.rows_of || limit.combination) plan_.limits.push_back(std::move(limit));
    }
    for (RowNeed& need : row_needs(model_, id)) plan_.needs.push_back(std::move(need));
  }

  void add_stream(Stream stream) {
    if (std::find(plan_.streams.begin(), plan_.streams.end(), stream) == plan_.streams.end()) plan_.streams.push_back(std::move(stream));
  }

  void collect_streams() {
    for (const PlannedTable& table : plan_.tables) {
      if (has_count_stream(model_[table.id])) add_stream({model_[table.id].stream, "", "#count"});
      for (const PlannedCell& cell : table.cells) {
        if (cell.needed) collect_streams(cell.id);
      }
    }
  }

  void collect_streams(CellId id) {
    const Cell& held = model_[id];
    const bool paired = held.pick == PickWay::mutual;
    if (held.null_share && !has_share(model_, id) && !paired) add_stream(named_stream(model_, id, "#null"));
    if (held.kind == CellKind::reference && draws(held)) add_stream(stream_of(model_, id, 0));
    if (held.at) add_streams_in(id, *held.at);
    if (held.when) add_streams_in(id, *held.when);
    if (held.kind == CellKind::reference) return;
    if (held.value && std::holds_alternative<UniqueValue>(model_[*held.value].node)) {
      if (std::get<UniqueValue>(model_[*held.value].node).apart == Apart::siblings) add_stream(named_stream(model_, id, "#order"));
      // A pattern of several parts draws those that the number does not choose.
      for_each_value(model_, *held.value, [&](ValueId part) {
        const auto* regex = std::get_if<RegexValue>(&model_[part].node);
        if (regex && model_.regexes[regex->regex].language.parts.size() > 1) add_stream(stream_of(model_, id, regex->site));
      });
      return;
    }
    if (held.value) add_streams_in(id, *held.value);
  }

  /// Of the draws in a value of a cell.
  void add_streams_in(CellId id, ValueId whole) {
    for_each_value(model_, whole, [&](ValueId part) {
      const auto& node = model_[part].node;
      if (const auto* draw = std::get_if<DrawValue>(&node)) add_stream(stream_of(model_, id, draw->site));
      if (const auto* range = std::get_if<RangeValue>(&node)) add_stream(stream_of(model_, id, range->site));
      if (const auto* choice = std::get_if<ChoiceValue>(&node)) add_stream(stream_of(model_, id, choice->site));
      if (const auto* regex = std::get_if<RegexValue>(&node)) add_stream(stream_of(model_, id, regex->site));
      if (const auto* split = std::get_if<SplitValue>(&node)) add_stream(stream_of(model_, id, split->site));
      if (const auto* drawn = std::get_if<EnumDrawValue>(&node)) add_stream(stream_of(model_, id, drawn->site));
      if (const auto* pick = std::get_if<PoolPickValue>(&node)) add_stream(stream_of(model_, id, pick->site));
      if (const auto* entity = std::get_if<EntityValue>(&node)) add_stream({model_[id.table].stream, "", entity->stream});
    });
  }

  /// Whether a reference takes its row from a draw of its own, not from the numbers of a helper.
  static bool draws(const Cell& held) {
    if (held.pick == PickWay::header || held.pick == PickWay::derived || held.pick == PickWay::unique || held.pick == PickWay::even ||
        held.pick == PickWay::mutual || held.pick == PickWay::at)
      return false;
    if (held.place) return false;
    const bool tree = held.pick == PickWay::earlier && (held.depth > 0 || held.fan_out > 0);
    return !tree || held.among.has_value();
  }

  /// Parents first; in a cycle the table with the fewest open NOT NULL references goes next.
  void order_tables() {
    const std::uint32_t count = model_.written_tables();
    std::vector<bool> done(count, false);
    while (plan_.load_order.size() < count) {
      std::uint32_t best = 0;
      std::pair<std::size_t, std::size_t> least{SIZE_MAX, SIZE_MAX};
      for (std::uint32_t i = 0; i < count; ++i) {
        if (done[i]) continue;
        std::pair<std::size_t, std::size_t> open{0, 0};
        for (const Cell& cell : model_.tables[i].cells) {
          if (cell.kind != CellKind::reference || cell.type.table.index == i || done[cell.type.table.index]) continue;
          ++(cell.type.nullable ? open.second : open.first);
        }
        if (open < least) {
          least = open;
          best = i;
        }
      }
      done[best] = true;
      plan_.load_order.push_back({best});
    }
    std::vector<std::size_t> place(model_.tables.size());
    for (std::size_t i = 0; i < plan_.load_order.size(); ++i) place[plan_.load_order[i].index] = i;
    for (TableId id : plan_.load_order) {
      const auto& cells = model_[id].cells;
      for (std::uint32_t i = 0; i < cells.size(); ++i) {
        if (cells[i].kind != CellKind::reference) continue;
        const std::size_t target = place[cells[i].type.table.index];
        // A row that is earlier is there when the rows come in order.
        const bool to_itself = cells[i].type.table == id && cells[i].pick != PickWay::earlier;
        if (target > place[id.index] || to_itself) plan_.deferred.push_back({id, i});
      }
    }
  }

  const Model& model_;
  Diagnostics& diagnostics_;
  Plan plan_;
  std::vector<std::vector<std::uint32_t>> uses_;
};

}  // namespace

Stream stream_of(const Model& model, CellId cell, std::uint32_t site) {
  return {model[cell.table].stream, model[cell].stream, site == 0 ? std::string() : std::to_string(site + 1)};
}

Stream named_stream(const Model& model, CellId cell, std::string_view hidden) {
  return {model[cell.table].stream, model[cell].stream, std::string(hidden)};
}

bool has_share(const Model& model, CellId id) {
  const Cell& cell = model[id];
  if (!cell.null_share) return false;
  if (cell.kind == CellKind::reference) return cell.pick == PickWay::unique;
  const auto* unique = cell.value ? std::get_if<UniqueValue>(&model[*cell.value].node) : nullptr;
  return unique && unique->apart == Apart::rows;
}

Plan plan(const Model& model, Diagnostics& diagnostics) { return Planner(model, diagnostics).run(); }

}  // namespace sydac::compiler
