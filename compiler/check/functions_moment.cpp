// Functions over dates, times and timestamps.
#include <algorithm>
#include <array>

#include <sydac/calendar_functions.hpp>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "check/functions.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

struct UnitWord {
  std::string_view name;
  sydac::Unit unit;
  std::int32_t months, days;
  std::int64_t microseconds;
};
constexpr UnitWord kUnits[] = {
    {"year", sydac::Unit::year, 12, 0, 0},
    {"quarter", sydac::Unit::quarter, 3, 0, 0},
    {"month", sydac::Unit::month, 1, 0, 0},
    {"week", sydac::Unit::week, 0, 7, 0},
    {"day", sydac::Unit::day, 0, 1, 0},
    {"hour", sydac::Unit::hour, 0, 0, 3600 * kMicrosPerSecond},
    {"minute", sydac::Unit::minute, 0, 0, 60 * kMicrosPerSecond},
    {"second", sydac::Unit::second, 0, 0, kMicrosPerSecond},
};

sydac::Date day_of_raw(Int128 raw, Base base) {
  if (base == Base::date) return {static_cast<std::int32_t>(raw)};
  return sydac::Timestamp{static_cast<std::int64_t>(raw)}.date();
}

Int128 truncated_raw(Int128 raw, Base base, sydac::Unit unit) {
  auto cut = [&](auto moment) {
    switch (unit) {
      case sydac::Unit::year: return sydac::truncated<sydac::Unit::year>(moment);
      case sydac::Unit::quarter: return sydac::truncated<sydac::Unit::quarter>(moment);
      case sydac::Unit::month: return sydac::truncated<sydac::Unit::month>(moment);
      case sydac::Unit::week: return sydac::truncated<sydac::Unit::week>(moment);
      case sydac::Unit::day: return sydac::truncated<sydac::Unit::day>(moment);
      case sydac::Unit::hour: return sydac::truncated<sydac::Unit::hour>(moment);
      case sydac::Unit::minute: return sydac::truncated<sydac::Unit::minute>(moment);
      case sydac::Unit::second: return sydac::truncated<sydac::Unit::second>(moment);
    }
    return moment;
  };
  if (base == Base::date) return cut(sydac::Date{static_cast<std::int32_t>(raw)}).days;
  return cut(sydac::Timestamp{static_cast<std::int64_t>(raw)}).microseconds;
}

Bounds part_bounds(Function function) {
  switch (function) {
    case Function::year: return {1, 9999};
    case Function::quarter: return {1, 4};
    case Function::month: return {1, 12};
    case Function::week: return {1, 53};
    case Function::day: return {1, 31};
    case Function::weekday: return {1, 7};
    case Function::hour: return {0, 23};
    default: return {0, 59};
  }
}

bool is_part_of_clock(Function function) {
  return function == Function::hour || function == Function::minute || function == Function::second;
}

}  // namespace

/// `"month"`, as an index into kUnits; nothing where it is none that the moment has.
std::optional<std::size_t> Checker::unit_of(const FunctionCall& call, std::size_t index, bool clock) {
  const auto word = constant_text(call, index, "the unit");
  if (!word) return std::nullopt;
  std::string list;
  for (std::size_t i = 0; i < std::size(kUnits); ++i) {
    if (kUnits[i].microseconds != 0 && !clock) break;
    if (kUnits[i].name == *word) return i;
    list += (list.empty() ? "`\"" : ", `\"") + std::string(kUnits[i].name) + "\"`";
  }
  mismatch(call.arguments[index], "one of " + list);
  return std::nullopt;
}

ValueId Checker::trunc_function(FunctionCall& call) {
  const Value held = model_[call.arguments[0]];
  if (!is_moment(held.type)) return mismatch(call.arguments[0], "a date or a timestamp");
  const auto unit = unit_of(call, 1, held.type.base != Base::date);
  if (!unit) return bad(call.expr.span);
  const Bounds of = held.bounds.value_or(*type_bounds(held.type));
  const Bounds bounds{truncated_raw(of.low, held.type.base, kUnits[*unit].unit),
                      truncated_raw(of.high, held.type.base, kUnits[*unit].unit)};
  return model_.add({call.expr.span, held.type, bounds, {}, FunctionValue{Function::trunc, call.arguments}});
}

/// `x + n × unit`, a date by whole days staying a date.
ValueId Checker::add_function(FunctionCall& call) {
  if (!is_moment(model_[call.arguments[0]].type)) return mismatch(call.arguments[0], "a date or a timestamp");
  if (model_[call.arguments[1]].type.base != Base::integer) return mismatch(call.arguments[1], "an integer");
  const auto index = unit_of(call, 2, true);
  if (!index) return bad(call.expr.span);
  const UnitWord& unit = kUnits[*index];
  const ValueId from = unit.microseconds != 0 && model_[call.arguments[0]].type.base == Base::date
                           ? convert(call.arguments[0], {.base = Base::timestamp})
                           : call.arguments[0];
  const Value moment = model_[from], count = model_[call.arguments[1]];
  const Int128 length = unit.days * Int128{kMicrosPerDay} + unit.microseconds;  // of months: 0
  std::optional<Bounds> span;
  if (length != 0) span = Bounds{count.bounds->low * length, count.bounds->high * length};
  const ValueId one = model_.add({call.expr.span,
                                  {.base = Base::interval},
                                  length == 0 ? std::nullopt : std::optional(Bounds{length, length}),
                                  {},
                                  IntervalValue{unit.months, unit.days, unit.microseconds}});
  const ValueId by = model_.add({call.expr.span,
                                 {.base = Base::interval, .nullable = count.type.nullable},
                                 span,
                                 {},
                                 ArithmeticValue{BinaryOp::multiply, one, call.arguments[1]}});
  Bounds bounds = *type_bounds(moment.type);
  const Int128 size = moment.type.base == Base::date ? Int128{kMicrosPerDay} : 1;
  if (moment.bounds) {
    // A month is at most 31 days.
    const Int128 longest = length == 0 ? unit.months * 31 * Int128{kMicrosPerDay} : length;
    const Int128 low = moment.bounds->low + std::min<Int128>(count.bounds->low, 0) * longest / size;
    const Int128 high = moment.bounds->high + std::max<Int128>(count.bounds->high, 0) * longest / size;
    bounds = {std::clamp(low, bounds.low, bounds.high), std::clamp(high, bounds.low, bounds.high)};
  }
  Type type = moment.type;
  type.nullable = call.nullable;
  return model_.add({call.expr.span, type, bounds, {}, ArithmeticValue{BinaryOp::add, from, by}});
}

ValueId Checker::age_function(FunctionCall& call) {
  if (call.arguments.size() == 1) {
    call.arguments.push_back(
        model_.add({call.expr.span, {.base = Base::timestamp}, Bounds{model_.now, model_.now}, {}, NumberValue{model_.now}}));
  }
  std::array<Bounds, 2> bounds;
  std::array<Base, 2> bases;
  for (std::size_t i = 0; i < 2; ++i) {
    const Value& held = model_[call.arguments[i]];
    if (!is_moment(held.type)) return mismatch(call.arguments[i], "a date or a timestamp");
    bounds[i] = held.bounds.value_or(*type_bounds(held.type));
    bases[i] = held.type.base;
  }
  const Bounds years{sydac::age_of(day_of_raw(bounds[0].high, bases[0]), day_of_raw(bounds[1].low, bases[1])),
                     sydac::age_of(day_of_raw(bounds[0].low, bases[0]), day_of_raw(bounds[1].high, bases[1]))};
  return model_.add(
      {call.expr.span, {.base = Base::integer, .nullable = call.nullable}, years, {}, FunctionValue{Function::age, call.arguments}});
}

ValueId Checker::moment_function(FunctionCall& call) {
  const Function function = call.spec.function;
  const Value held = model_[call.arguments[0]];
  if (function == Function::trunc) return trunc_function(call);
  if (function == Function::add) return add_function(call);
  if (function == Function::age) return age_function(call);
  if (function == Function::date || function == Function::timestamp) {
    if (!is_moment(held.type)) return mismatch(call.arguments[0], function == Function::date ? "a timestamp" : "a date");
    Value made = model_[convert(call.arguments[0], {.base = function == Function::date ? Base::date : Base::timestamp})];
    made.span = call.expr.span;
    return model_.add(std::move(made));
  }
  const bool stamp = is_moment(held.type) && held.type.base != Base::date;
  if (function == Function::time) {
    if (!stamp) return mismatch(call.arguments[0], "a timestamp");
    const Type type{.base = Base::time, .nullable = call.nullable};
    return model_.add({call.expr.span, type, type_bounds(type), {}, FunctionValue{function, call.arguments}});
  }
  if (is_part_of_clock(function)) {
    if (!stamp && held.type.base != Base::time) return mismatch(call.arguments[0], "a timestamp or a time");
  } else if (!is_moment(held.type)) {
    return mismatch(call.arguments[0], "a date or a timestamp");
  }
  Bounds bounds = part_bounds(function);
  if (function == Function::year && held.bounds) {
    bounds = {day_of_raw(held.bounds->low, held.type.base).civil().year, day_of_raw(held.bounds->high, held.type.base).civil().year};
  }
  return model_.add(
      {call.expr.span, {.base = Base::integer, .nullable = call.nullable}, bounds, {}, FunctionValue{function, call.arguments}});
}

}  // namespace sydac::compiler
