// Headers that enumerate: `[each status, stores]`, `[each day from … to …]`. What a row has of a source is a let of the source's name.
#include <algorithm>

#include "resolve/resolver.hpp"

namespace sydac::compiler {

void Resolver::add_source(Table& table, HeaderSource source, Type type) {
  Cell made;
  made.kind = CellKind::let;
  made.name = made.stream = source.name;
  made.span = made.name_span = source.span;
  made.type = type;
  made.source = static_cast<std::uint32_t>(table.sources.size());
  source.cell = static_cast<std::uint32_t>(table.cells.size());
  table.cells.push_back(std::move(made));
  table.sources.push_back(std::move(source));
}

void Resolver::resolve_each(Table& table, const EachRows& each) {
  table.rows_kind = RowsKind::each;
  table.low = table.high = 1;
  for (const Name& name : each.sources) {
    for (const HeaderSource& other : table.sources) {
      if (other.name == name.text)
        diagnostics_.report(Code::duplicate_name, name.span, {"source", name.text}).note("first here", other.span);
    }
    HeaderSource source{.name = name.text, .span = name.span};
    if (auto found = enums_by_name_.find(name.text); found != enums_by_name_.end() && !tables_by_name_.contains(name.text)) {
      source.enumeration = found->second;
      table.high = std::min(table.high * model_[found->second].values.size(), kAnyChildren);
      add_source(table, std::move(source), {.base = Base::enumeration, .enumeration = found->second});
      continue;
    }
    if (const auto pool = find_pool(name.text)) {
      source.pool = pool;
      table.high = std::min(table.high * model_[*pool].total(), kAnyChildren);
      table.bad = table.bad || model_[*pool].bad;
      add_source(table, std::move(source), {.base = Base::record, .pool = pool});
      continue;
    }
    source.table = find_table(name);
    if (!source.table) continue;
    if (table.sources.empty())
      table.parent = source.table;
    else
      table.high = kAnyChildren;
    const Type row{.base = Base::row, .table = *source.table};
    add_source(table, std::move(source), row);
  }
  // How many rows other tables have is not known before the generator runs.
  if (table.high > kMaximumChildren) table.high = kAnyChildren;
  table.low = table.high == kAnyChildren ? 0 : table.high;
}

void Resolver::resolve_calendar(Table& table, const CalendarRows& calendar) {
  static constexpr std::string_view kUnits[] = {"minute", "hour", "day", "week", "month", "year"};
  const auto* unit = std::find(std::begin(kUnits), std::end(kUnits), calendar.unit.text);
  table.rows_kind = RowsKind::calendar;
  if (unit == std::end(kUnits)) {
    diagnostics_.report(Code::unknown_unit, calendar.unit.span, {calendar.unit.text});
    return;
  }
  table.calendar = Calendar{static_cast<CalendarUnit>(unit - std::begin(kUnits)), calendar.from, calendar.to, {}};
  const bool moments = table.calendar->unit <= CalendarUnit::hour;
  add_source(table, {.name = calendar.unit.text, .span = calendar.unit.span}, {.base = moments ? Base::timestamp : Base::date});
}

/// A reference to a table that the header enumerates is the row that it has come to. The parent's is find_parent_reference's.
void Resolver::bind_sources(TableId id) {
  Table& table = model_.tables[id.index];
  for (std::size_t k = table.parent ? 1 : 0; k < table.sources.size(); ++k) {
    const HeaderSource& source = table.sources[k];
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      const Cell& cell = table.cells[i];
      if (!source.table || cell.kind != CellKind::reference || cell.bad || cell.type.table != *source.table) continue;
      if (declarations_.at({id, i})->picks.empty() && !cell.null_share && !cell.type.nullable) candidates.push_back(i);
    }
    if (candidates.size() > 1) {
      diagnostics_.report(Code::ambiguous_parent, table.rows_span, {table.name, std::to_string(candidates.size()), source.name})
          .suggest("`= random` behind the others makes them picks of their own");
      table.bad = true;
      return;
    }
    if (candidates.empty()) continue;
    Cell& bound = table.cells[candidates[0]];
    bound.pick = PickWay::derived;
    bound.value = model_.add({source.span, table.cells[source.cell].type, {}, {}, CellValue{{id, source.cell}, 0}});
  }
}

}  // namespace sydac::compiler
