// What headers say that needs values: the ends of calendars, what a row has of the sources of `each`.
#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "model/row_arithmetic.hpp"
#include "model/walk.hpp"
#include "resolve/literals.hpp"
#include "sydac/calendar.hpp"
#include "sydac/quota.hpp"

namespace sydac::compiler {
namespace {

constexpr Int128 kMicrosPerHour = kMicrosPerDay / 24;

/// How many whole units lie between two moments, the first included; months count from the first, cut at the end of short ones.
std::uint64_t rows_between(CalendarUnit unit, Int128 first, Int128 last) {
  auto months = [&](std::int64_t step) {
    const Date from{static_cast<std::int32_t>(first)}, to{static_cast<std::int32_t>(last)};
    std::int64_t count = ((to.civil().year - from.civil().year) * std::int64_t{12} + to.civil().month - from.civil().month) / step;
    while (count > 0 && add_months(from, count * step) > to) --count;
    return static_cast<std::uint64_t>(count) + 1;
  };
  switch (unit) {
    case CalendarUnit::minute: return static_cast<std::uint64_t>((last - first) / (kMicrosPerHour / 60)) + 1;
    case CalendarUnit::hour: return static_cast<std::uint64_t>((last - first) / kMicrosPerHour) + 1;
    case CalendarUnit::day: return static_cast<std::uint64_t>(last - first) + 1;
    case CalendarUnit::week: return static_cast<std::uint64_t>((last - first) / 7) + 1;
    case CalendarUnit::month: return months(1);
    case CalendarUnit::year: return months(12);
  }
  return 0;
}

/// Of a moment since the year 1: a calendar that begins earlier leaves the rows of the others alone.
std::uint64_t unit_number(CalendarUnit unit, Int128 first) {
  const Int128 days = first - kFirstDate.days, micros = first - Int128{kFirstDate.days} * kMicrosPerDay;
  const Civil civil = unit >= CalendarUnit::day ? Date{static_cast<std::int32_t>(first)}.civil() : Civil{};
  const auto month = static_cast<std::uint64_t>(civil.year) * 12 + civil.month - 13;
  switch (unit) {
    case CalendarUnit::minute: return static_cast<std::uint64_t>(micros / (kMicrosPerHour / 60));
    case CalendarUnit::hour: return static_cast<std::uint64_t>(micros / kMicrosPerHour);
    case CalendarUnit::day: return static_cast<std::uint64_t>(days);
    case CalendarUnit::week: return static_cast<std::uint64_t>(days / 7);
    case CalendarUnit::month: return month;
    case CalendarUnit::year: return month / 12;
  }
  return 0;
}

}  // namespace

void Checker::type_header(TableId id) {
  const Table& table = model_[id];
  if (table.bad) return;
  if (table.calendar) type_calendar(id);
  if (table.rows_kind == RowsKind::drawn) type_drawn(id);
  if (table.counted.empty()) return;
  std::vector<Bounds> rows;
  for (TableId counted : table.counted) {
    if (model_[counted].bad) return;
    const RowBounds own = rows_at_seed(model_, counted);
    rows.push_back({Int128{own.high}, Int128{own.high}});
  }
  const auto made = counted_rows(schema_, *table.count, rows);
  if (made && made->low >= 0 && made->high <= INT64_MAX) return;
  auto& problem = diagnostics_.report(Code::bad_count, schema_[*table.count].span);
  for (std::size_t i = 0; i < rows.size(); ++i)
    problem.note("`" + model_[table.counted[i]].name + "` has " + grouped(static_cast<std::uint64_t>(rows[i].low)) + " rows",
                 model_[table.counted[i]].rows_span);
  model_.tables[id.index].bad = true;
}

/// 1024 numbers of a rule, at the middles of as many equal parts of its distribution; nothing where it is no rule of whole numbers.
std::optional<std::vector<std::int64_t>> Checker::counts_drawn(ValueId id) {
  const auto& node = model_[id].node;
  std::vector<std::int64_t> counts;
  auto middle = [](std::uint64_t rank) { return (2 * rank + 1) << 53; };
  if (const auto* draw = std::get_if<DrawValue>(&node)) {
    const RuleEntry& entry = rule(draw->rule);
    const auto arguments = constant_arguments(model_, *draw);
    if (!entry.whole || !arguments) return std::nullopt;
    for (std::uint64_t rank = 0; rank < detail::kBlock; ++rank) counts.push_back(entry.whole(*arguments, Draw::giving(middle(rank))));
    return counts;
  }
  const auto* choice = std::get_if<ChoiceValue>(&node);
  if (!choice) return std::nullopt;
  Int128 total = 0, sum = 0;
  for (std::uint64_t weight : choice->weights) total += weight;
  for (std::size_t i = 0; i < choice->values.size(); ++i) {
    const auto* number = std::get_if<NumberValue>(&model_[choice->values[i]].node);
    if (!number || model_[choice->values[i]].type.base != Base::integer) return std::nullopt;
    sum += i < choice->weights.size() ? choice->weights[i] : 1;
    while (counts.size() < detail::kBlock &&
           (Int128{2} * static_cast<Int128>(counts.size()) + 1) * total <= 2 * sum * Int128{detail::kBlock})
      counts.push_back(static_cast<std::int64_t>(number->raw));
  }
  return counts.size() == detail::kBlock ? std::optional(counts) : std::nullopt;
}

void Checker::type_drawn(TableId id) {
  model_.tables[id.index].bad = true;  // until the end
  const ExprId expr = *model_[id].count;
  Cell header;  // counts the draws
  Scope scope{{{id, {}}}, &header};
  const Type integer{.base = Base::integer};
  const ValueId value = convert(infer(expr, scope, &integer), integer);
  if (is_bad(value)) return;
  auto counts = counts_drawn(value);
  if (!counts) {
    diagnostics_.report(Code::bad_children, schema_[expr].span, {"must be a whole number, a range, or a rule"})
        .suggest("`3`, `0..8`, `poisson(2.5)`, `choice(1: 70%, 2: 30%)`");
    return;
  }
  std::sort(counts->begin(), counts->end());
  if (counts->back() < 0) {
    diagnostics_.report(Code::bad_children, schema_[expr].span, {"is always below 0"});
    return;
  }
  Table& table = model_.tables[id.index];
  for (const std::int64_t count : *counts) {
    const auto cut = static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 0, static_cast<std::int64_t>(kMaximumChildren)));
    if (table.steps.empty() || table.steps.back().count != cut) table.steps.push_back({cut, 0});
    ++table.steps.back().parents;
  }
  table.low = table.steps.front().count;
  table.high = table.steps.back().count;
  table.bad = false;
}

void Checker::type_calendar(TableId id) {
  Table& table = model_.tables[id.index];
  if (!table.calendar || table.bad) return;
  Calendar calendar = *table.calendar;
  const Type type = table.cells[table.sources[0].cell].type;
  std::optional<Int128> ends[2];
  ValueId first{};
  for (int i = 0; i < 2; ++i) {
    const ExprId end = i == 0 ? calendar.from : calendar.to;
    Cell header;  // counts the draws, of which there may be none
    Scope scope{{{id, {}}}, &header};
    const ValueId value = convert(infer(end, scope, &type), type);
    const Value& held = model_[value];
    if (is_bad(value)) continue;
    if (header.sites > 0 || held.type.nullable || !held.bounds || held.bounds->low != held.bounds->high) {
      diagnostics_.report(Code::not_constant, schema_[end].span, {"the end of a calendar"});
      continue;
    }
    ends[i] = held.bounds->low;
    if (i == 0) first = model_.add({held.span, type, held.bounds, {}, NumberValue{held.bounds->low}});
  }
  model_.tables[id.index].bad = true;  // until the end
  if (!ends[0] || !ends[1]) return;
  if (*ends[0] > *ends[1]) {
    diagnostics_.report(Code::empty_range, table.rows_span, {show(*ends[0], type), show(*ends[1], type)});
    return;
  }
  calendar.first = first;
  calendar.identity = unit_number(calendar.unit, *ends[0]);
  Cell& moment = table.cells[table.sources[0].cell];
  moment.value = model_.add({moment.span, type, Bounds{*ends[0], *ends[1]}, {}, SourceValue{0}});
  table.low = table.high = rows_between(calendar.unit, *ends[0], *ends[1]);
  table.calendar = calendar;
  table.bad = false;
}

ValueId Checker::source_value(CellId, const Cell& held) {
  if (held.value) return *held.value;
  Value value{held.span, held.type, {}, {}, SourceValue{*held.source}};
  if (held.type.base == Base::enumeration) {
    std::size_t longest = 0;
    for (const std::string& name : model_[held.type.enumeration].values) longest = std::max(longest, name.size());
    value.size = TextSize{longest, 0};
  }
  return model_.add(std::move(value));
}

/// `[per orders by status { … }]`, `[N over customers weighted by tier { … }]`: what is read is a row of the parent.
void Checker::type_counts_by_parent(TableId id) {
  Table& table = model_.tables[id.index];
  if (table.bad || !table.parent || !table.declaration->rows) return;
  const auto& header = table.declaration->rows->node;
  if (const auto* over = std::get_if<OverRows>(&header); over && table.spread == Spread::weighted) {
    table.by = weight_value(*over->spread, *table.parent, table.highest_weight);
    table.bad = !table.by;
  }
  const auto* matched = std::get_if<PerByRows>(&header);
  if (!matched) return;
  table.bad = true;  // until the end
  Scope scope{{{*table.parent, {}}}, nullptr};
  const ValueId subject = scalar(infer(matched->by, scope, nullptr));
  if (is_bad(subject)) return;
  auto match = match_of_list(matched->counts, subject, table.rows_span, scope, [&](std::size_t i) -> std::optional<ValueId> {
    const Bounds bounds{static_cast<Int128>(i), static_cast<Int128>(i)};
    return model_.add({schema_[matched->counts[i].value].span, {.base = Base::integer}, bounds, {}, NumberValue{static_cast<Int128>(i)}});
  });
  if (!match) return;
  table.by = model_.add(
      {schema_[matched->by].span, {.base = Base::integer}, Bounds{0, static_cast<Int128>(table.arms.size()) - 1}, {}, std::move(*match)});
  table.bad = false;
}

/// What says how many children a row has may not depend on how many there are.
void Checker::check_header_reads(TableId id) {
  const Table& table = model_[id];
  if (table.bad || !table.by) return;
  const std::vector<TableId> behind = tables_behind(model_, table);
  if (std::find(behind.begin(), behind.end(), id) == behind.end()) return;
  const std::string parent = model_[*table.parent].name;
  diagnostics_.report(Code::header_cycle, table.rows_span, {table.name, table.name + " → cells of " + parent + " → " + table.name})
      .note("what a header reads of its parent's rows can not depend on the rows that it makes", model_[*table.by].span);
  model_.tables[id.index].bad = true;
}

namespace {

/// Everything that cells reach, each once.
class TablesBehind {
 public:
  explicit TablesBehind(const Model& model) : model_(model) {}

  void add_value(ValueId value, TableId table) {
    std::vector<CellUse> uses;
    cells_read(model_, value, table, uses);
    for (const CellUse& use : uses) add_cell(use.cell);
    for_each_value(model_, value, [&](ValueId part) {
      if (const auto* rollup = std::get_if<RollupValue>(&model_[part].node)) {
        add_table(rollup->child);
        if (rollup->via) add_cell({rollup->child, *rollup->via});
      }
      if (const auto* rows = std::get_if<RowsOfValue>(&model_[part].node)) add_table(rows->table);
    });
  }
  std::vector<TableId> run() {
    while (!cells_.empty() || !tables_.empty()) {
      if (!cells_.empty()) {
        const CellId at = cells_.back();
        cells_.pop_back();
        visit(at);
        continue;
      }
      const TableId at = tables_.back();
      tables_.pop_back();
      for (TableId counted : tables_counted(model_[at])) add_table(counted);
      if (model_[at].by && model_[at].parent) add_value(*model_[at].by, *model_[at].parent);
    }
    return {seen_tables_.begin(), seen_tables_.end()};
  }

 private:
  void add_cell(CellId id) {
    if (seen_.insert(id).second) cells_.push_back(id);
  }
  void add_table(TableId id) {
    if (seen_tables_.insert(id).second) tables_.push_back(id);
  }
  void visit(CellId id) {
    const Cell& cell = model_[id];
    add_table(id.table);
    if (cell.kind == CellKind::reference) add_table(cell.type.table);
    if (cell.place) {
      for (std::uint32_t other : model_[id.table].combinations[cell.place->combination].cells) {
        if (model_[id.table].cells[other].kind == CellKind::reference) add_table(model_[id.table].cells[other].type.table);
      }
    }
    std::vector<CellUse> uses;
    cells_read_by(model_, id, uses);
    for (const CellUse& use : uses) add_cell(use.cell);
    if (cell.value) add_value(*cell.value, id.table);
  }

  const Model& model_;
  std::vector<CellId> cells_;
  std::vector<TableId> tables_;
  std::set<CellId> seen_;
  std::set<TableId> seen_tables_;
};

}  // namespace

std::vector<TableId> tables_behind(const Model& model, const Table& child) {
  TablesBehind behind(model);
  behind.add_value(*child.by, *child.parent);
  return behind.run();
}

}  // namespace sydac::compiler
