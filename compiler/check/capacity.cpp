#include "check/capacity.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/keys.hpp"
#include "sydac/forest.hpp"
#include "sydac/quota.hpp"

namespace sydac::compiler {
namespace {

constexpr Count kUnlimited = ~Count{0};

std::string count_text(Count count) {
  return count > Count{INT64_MAX} ? "more than 9 × 10^18" : grouped(static_cast<std::uint64_t>(count));
}

/// As many rows as the generator makes at the seed of the schema; where that is not known, the most there can be.
std::uint64_t exact_rows(const Model& model, TableId id) { return rows_at_seed(model, id).high; }

Count times(Count a, Count b) { return b != 0 && a > kUnlimited / b ? kUnlimited : a * b; }

/// How many values a cell of a combination has.
Count values_of(const Model& model, const Cell& cell) {
  if (cell.kind == CellKind::reference) return exact_rows(model, cell.type.table);
  const auto* unique = std::get_if<UniqueValue>(&model[*cell.value].node);
  return unique ? distinct_values(model, unique->draw).value_or(0) : 0;
}

Count room_of(const Model& model, const Table& table, const Combination& combination) {
  std::vector<Count> sizes;
  for (std::uint32_t index : combination.cells) sizes.push_back(values_of(model, table.cells[index]));
  switch (combination.way) {
    case Combination::Way::star: return times(sizes[0], *std::min_element(sizes.begin() + 1, sizes.end()));
    case Combination::Way::triangle: *std::max_element(sizes.begin(), sizes.end()) = 1; break;
    case Combination::Way::product:
    case Combination::Way::skewed: break;
  }
  Count product = 1;
  for (Count size : sizes) product = times(product, size);
  return product;
}

/// The largest number of an integer type.
Int128 top_of(const Type& type) { return type.bits == 16 ? INT16_MAX : type.bits == 32 ? INT32_MAX : INT64_MAX; }

void limit_column(const Model& model, TableId id, std::uint32_t index, std::vector<RowLimit>& limits) {
  const Cell& held = model[id].cells[index];
  const Value& value = model[*held.value];
  auto limit = [&](Count most, std::string reason) {
    limits.push_back({.table = id, .most = most, .cell = index, .reason = std::move(reason), .span = held.span});
  };
  if (const auto* serial = std::get_if<SerialValue>(&value.node); serial && held.type.base == Base::integer) {
    const Int128 top = top_of(held.type);
    const Int128 bottom = -top - 1;
    const Int128 room = serial->step > 0 ? (top - serial->start) / serial->step : (bottom - serial->start) / serial->step;
    limit(static_cast<Count>(room) + 1, "`" + held.name + "` is " + held.type_text);
  }
  if (is_own_ordinal(value) && is_open(model[id]) && held.type.base == Base::integer && held.type.bits < 64)
    limit(static_cast<Count>(top_of(held.type)), "`" + held.name + "` is " + held.type_text + " and numbers the rows of a parent");
  if (const auto* unique = std::get_if<UniqueValue>(&value.node); unique && unique->apart == Apart::rows) {
    if (auto count = distinct_values(model, unique->draw)) {
      limit(*count, "`" + held.name + "` is unique");
      limits.back().span = held.unique_span;
      limits.back().of_values = held.null_share.has_value();
      limits.back().pool = pool_drawn(model, unique->draw);
    }
  }
  if (value.size && value.size->row_numbers > 0 && held.type.length) {
    const std::uint64_t digits = (*held.type.length - value.size->fixed) / value.size->row_numbers;
    if (digits < 19)
      limit(static_cast<Count>(power_of_ten(static_cast<unsigned>(digits))) - 1,
            "`" + held.name + "` is " + held.type_text + " and holds the row number");
  }
}

void limit_reference(const Model& model, TableId id, std::uint32_t index, std::vector<RowLimit>& limits) {
  const Cell& held = model[id].cells[index];
  if (held.pick == PickWay::unique) {
    limits.push_back({.table = id,
                      .rows_of = held.type.table,
                      .cell = index,
                      .of_values = held.null_share.has_value(),
                      .reason = "`" + held.name + "` is unique and refers to `" + model[held.type.table].name + "`",
                      .span = held.unique_span});
  }
  if (held.distinct_with) {
    limits.push_back({.table = *model[id].parent,
                      .rows_of = held.type.table,
                      .reason = "`" + model[id].name + "." + held.name + "` differs for each of them at the same `" +
                                model[id].cells[*held.distinct_with].name + "`",
                      .span = held.span});
  }
  if (held.pick == PickWay::earlier && held.fan_out > 0 && held.depth > 0 && !held.among) {
    const std::uint64_t most = Forest(sydac::Key{0}, held.depth, held.fan_out).capacity();
    limits.push_back({.table = id,
                      .most = most,
                      .cell = index,
                      .reason = "`" + held.name + "` is a tree of this depth and fan-out",
                      .span = held.pick_span});
  }
}

}  // namespace

std::vector<RowLimit> row_limits(const Model& model, TableId id) {
  std::vector<RowLimit> limits;
  const Table& table = model[id];
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    const Cell& held = table.cells[i];
    if (held.bad || (held.kind == CellKind::let && !(held.type.pool && held.value))) continue;
    if (held.kind == CellKind::reference)
      limit_reference(model, id, i, limits);
    else if (held.value)
      limit_column(model, id, i, limits);
  }
  for (std::uint32_t i = 0; i < table.combinations.size(); ++i) {
    const Combination& each = table.combinations[i];
    limits.push_back(
        {.table = id,
         .combination = i,
         .reason = "(" + names_of(table, each.cells) + ") are unique together" + (each.in_parent ? " among the rows of a parent" : ""),
         .span = each.span,
         .in_parent = each.in_parent});
  }
  return limits;
}

std::vector<RowNeed> row_needs(const Model& model, TableId id) {
  std::vector<RowNeed> needs;
  const Table& table = model[id];
  for (const Cell& held : table.cells) {
    if (held.bad || held.kind != CellKind::reference || held.pick == PickWay::header || held.pick == PickWay::derived) continue;
    const std::string name = "`" + table.name + "." + held.name + "`";
    if (held.distinct && !held.among) {
      const std::uint64_t least = is_open(table) ? 1 : table.high;
      needs.push_back({id, held.type.table, least, name + " differs for each row of a parent", held.distinct_span, is_open(table)});
      continue;
    }
    if (!held.type.nullable && !held.among) needs.push_back({id, held.type.table, 1, name + " refers to it", held.span});
  }
  return needs;
}

Count most_rows(const Model& model, const RowLimit& limit) {
  if (limit.rows_of) return exact_rows(model, *limit.rows_of);
  if (limit.combination) return room_of(model, model[limit.table], model[limit.table].combinations[*limit.combination]);
  return limit.most;
}

namespace {

class Capacities {
 public:
  Capacities(Model& model, Diagnostics& diagnostics) : model_(model), diagnostics_(diagnostics) {}

  void run() {
    clamp();
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
      if (model_.tables[i].bad) continue;
      for (const RowLimit& limit : row_limits(model_, {i})) hold(limit);
      for (const RowNeed& need : row_needs(model_, {i})) hold(need);
      const Table& table = model_.tables[i];
      if (table.rows_kind == RowsKind::over)
        hold(RowNeed{{i}, *table.parent, 1, "`" + table.name + "` is spread over it", table.rows_span});
      hold_siblings({i});
    }
  }

 private:
  /// Default numbers sink until nothing changes: each limit only falls when the rows of another table do.
  void clamp() {
    std::vector<std::optional<RowLimit>> reasons(model_.tables.size());
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
        Table& table = model_.tables[i];
        if (!table.default_rows || table.bad) continue;
        for (const RowLimit& limit : row_limits(model_, {i})) {
          const Count most = most_rows(model_, limit);
          if (limit.in_parent || limit.table.index != i || Count{table.low} <= most) continue;
          table.low = table.high = static_cast<std::uint64_t>(most);
          reasons[i] = limit;
          changed = true;
        }
      }
    }
    for (std::uint32_t i = 0; i < reasons.size(); ++i) {
      if (!reasons[i]) continue;
      diagnostics_.report(Code::fewer_rows, model_.tables[i].name_span,
                          {model_.tables[i].name, grouped(model_.tables[i].low), reasons[i]->reason});
    }
  }

  void hold(const RowLimit& limit) {
    if (limit.in_parent) return;
    const Table& table = model_[limit.table];
    std::uint64_t rows = rows_at_seed(model_, limit.table).low;
    if (limit.of_values) rows = rows_with_value({limit.table, *limit.cell}, rows);
    const Count most = most_rows(model_, limit);
    if (Count{rows} <= most) return;
    const std::string has = grouped(rows) + " rows";
    if (limit.combination) {
      const Combination& combination = table.combinations[*limit.combination];
      auto& problem =
          diagnostics_.report(Code::no_room, limit.span, {names_of(table, combination.cells), count_text(most), table.name, grouped(rows)});
      for (std::uint32_t index : combination.cells) show_values(problem, table.cells[index]);
      problem.note("the header of `" + table.name + "`", table.rows_span);
      mark_bad(limit.table, combination.cells);
      return;
    }
    if (limit.rows_of) {
      diagnostics_.report(Code::too_few_values, limit.span, {grouped(rows), "`" + model_[*limit.rows_of].name + "`", count_text(most)})
          .note("`" + table.name + "` has " + has, table.rows_span)
          .note("the header of `" + model_[*limit.rows_of].name + "`", model_[*limit.rows_of].rows_span);
      return;
    }
    // What a number or the length of a text can hold is reported where the column is typed.
    const Cell& cell = table.cells[*limit.cell];
    if (const auto* unique = cell.value ? std::get_if<UniqueValue>(&model_[*cell.value].node) : nullptr)
      diagnostics_.report(Code::too_few_values, limit.span, {grouped(rows), "the rule", count_text(most)})
          .label(model_[unique->draw].span, count_text(most) + " values")
          .note("`" + table.name + "` has " + has, table.rows_span);
    else if (cell.kind == CellKind::reference)
      diagnostics_.report(Code::no_room, limit.span, {"earlier", count_text(most), table.name, grouped(rows)})
          .note("the header of `" + table.name + "`", table.rows_span);
  }

  std::uint64_t rows_with_value(CellId id, std::uint64_t rows) const {
    const Cell& cell = model_[id];
    return BlockShare(sydac::Key{0}, rows, cell.null_share->denominator - cell.null_share->numerator, cell.null_share->denominator).total();
  }

  void hold(const RowNeed& need) {
    const Table& table = model_[need.table];
    const Table& target = model_[need.target];
    const std::uint64_t there = exact_rows(model_, need.target);
    if (target.bad || exact_rows(model_, need.table) == 0 || there >= need.least) return;
    if (need.least <= 1) {
      if (rows_of(model_, need.target).high > 0) return;  // none at this seed only: for the generator to say
      std::string name = need.reason.substr(1, need.reason.rfind('`') - 1);
      diagnostics_.report(Code::nothing_to_refer_to, need.span, {name, target.name})
          .note("the header of `" + target.name + "`", target.rows_span);
      return;
    }
    diagnostics_.report(Code::too_few_values, need.span, {grouped(need.least), "`" + target.name + "`", grouped(there)})
        .note("a parent has up to " + grouped(need.least) + " rows of `" + table.name + "`", table.rows_span)
        .note("the header of `" + target.name + "`", target.rows_span);
  }

  /// Values and combinations that differ among siblings, and picks below a given row.
  void hold_siblings(TableId id) {
    const Table& table = model_[id];
    if (is_open(table)) return;  // the generator looks at the numbers of rows that it is asked for
    for (const Combination& each : table.combinations) {
      const Count room = each.in_parent ? room_of(model_, table, each) : kUnlimited;
      if (room >= table.high) continue;
      auto& problem = diagnostics_.report(Code::no_room, each.span,
                                          {names_of(table, each.cells), count_text(room), "a parent", "up to " + grouped(table.high)});
      for (std::uint32_t index : each.cells) show_values(problem, table.cells[index]);
      problem.note("the header of `" + table.name + "`", table.rows_span);
    }
    for (const Cell& held : table.cells) {
      const auto* unique = held.value && !held.bad ? std::get_if<UniqueValue>(&model_[*held.value].node) : nullptr;
      if (unique && unique->apart == Apart::siblings) {
        const Count count = distinct_values(model_, unique->draw).value_or(0);
        if (count < table.high) {
          diagnostics_.report(Code::too_few_values, held.span, {grouped(table.high), "the rule", count_text(count)})
              .label(model_[unique->draw].span, count_text(count) + " values")
              .note("a parent has up to " + grouped(table.high) + " rows of `" + table.name + "`", table.rows_span);
        }
      }
      if (held.kind == CellKind::reference && held.distinct && !held.bad) hold_distinct(table, held);
      if (held.kind == CellKind::reference && held.pick == PickWay::earlier && held.among) {
        const std::uint64_t most = Forest(sydac::Key{0}, held.depth, held.fan_out).capacity();
        if (most < table.high)
          diagnostics_.report(Code::no_room, held.pick_span, {"earlier", grouped(most), "a parent", "up to " + grouped(table.high)})
              .note("the header of `" + table.name + "`", table.rows_span);
      }
    }
  }

  void hold_distinct(const Table& table, const Cell& held) {
    const bool compared = held.pick == PickWay::zipf || held.pick == PickWay::weighted;
    if (compared && table.high > 256) {
      diagnostics_
          .report(Code::pick_conflict, held.distinct_span,
                  {"distinct in", held.pick == PickWay::zipf ? "zipf" : "weighted by",
                   "a parent may have at most 256 rows of `" + table.name + "`"})
          .note("the header of `" + table.name + "`", table.rows_span);
    }
    if (!held.among) return;
    Count least = 1;
    TableId at = held.type.table;
    for (std::uint32_t level = 0; level < held.among->levels; ++level) {
      least = times(least, model_[at].low);
      at = *model_[at].parent;
    }
    if (least >= table.high) return;
    const Table& target = model_[held.type.table];
    diagnostics_
        .report(Code::too_few_values, held.distinct_span,
                {grouped(table.high), "a row of `" + model_[at].name + "`", "as few as " + count_text(least) + " of `" + target.name + "`"})
        .note("a parent has up to " + grouped(table.high) + " rows of `" + table.name + "`", table.rows_span)
        .note("the header of `" + target.name + "`", target.rows_span);
  }

  void show_values(Diagnostic& problem, const Cell& cell) {
    const std::string count = count_text(values_of(model_, cell));
    if (cell.kind == CellKind::reference)
      problem.note("`" + cell.name + "` refers to `" + model_[cell.type.table].name + "`, which has " + count + " rows",
                   model_[cell.type.table].rows_span);
    else
      problem.note("`" + cell.name + "` has " + count + " values", model_[std::get<UniqueValue>(model_[*cell.value].node).draw].span);
  }

  void mark_bad(TableId id, const std::vector<std::uint32_t>& cells) {
    for (std::uint32_t index : cells) model_.tables[id.index].cells[index].bad = true;
  }

  Model& model_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_capacities(Model& model, Diagnostics& diagnostics) { Capacities(model, diagnostics).run(); }

}  // namespace sydac::compiler
