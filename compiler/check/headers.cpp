// What headers say that needs values: the ends of calendars, what a row has of the sources of `each`.
#include <algorithm>

#include "check/checker.hpp"
#include "resolve/literals.hpp"
#include "sydac/calendar.hpp"

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

}  // namespace sydac::compiler
