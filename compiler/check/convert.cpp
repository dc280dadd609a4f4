#include "base/json_text.hpp"
#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

/// Length of `bytes` where none is given.
constexpr std::uint32_t kBytes = 16;

}  // namespace

std::string Checker::describe(const Type& type) const {
  switch (type.base) {
    case Base::bad: return "something";
    case Base::null: return "null";
    case Base::boolean: return "a bool";
    case Base::integer: return "an integer";
    case Base::decimal: return "a decimal";
    case Base::real: return "a float";
    case Base::text: return "a text";
    case Base::date: return "a date";
    case Base::time: return "a time";
    case Base::timestamp: return "a timestamp";
    case Base::timestamptz: return "a timestamptz";
    case Base::interval: return "a duration";
    case Base::uuid: return "a uuid";
    case Base::json: return "json";
    case Base::bytes: return std::to_string(type.length.value_or(kBytes)) + " bytes";
    case Base::enumeration: return "a `" + model_[type.enumeration].name + "`";
    case Base::row: return "a row of `" + model_[type.table].name + "`";
    case Base::record:
      if (type.pool) return "an entry of `" + model_[*type.pool].name + "`";
      return "a record of `" + std::string(rule(type.record).spec->name) + "`";
  }
  return "";
}

std::string Checker::show(Int128 raw, const Type& type) const {
  switch (type.base) {
    case Base::date: return date_text(raw);
    case Base::timestamp:
    case Base::timestamptz: return timestamp_text(raw);
    case Base::time: return time_text(raw);
    case Base::interval: return raw % kMicrosPerDay == 0 ? to_text(raw / kMicrosPerDay) + "d" : to_text(raw / 1000) + "ms";
    default: return to_text(raw, scale_of(type));
  }
}

std::optional<Bounds> Checker::type_bounds(const Type& type) const {
  switch (type.base) {
    case Base::integer:
      if (type.bits == 16) return Bounds{INT16_MIN, INT16_MAX};
      if (type.bits == 32) return Bounds{INT32_MIN, INT32_MAX};
      return Bounds{INT64_MIN, INT64_MAX};
    case Base::decimal: return Bounds{-power_of_ten(type.precision) + 1, power_of_ten(type.precision) - 1};
    case Base::date: return Bounds{-719'162, 2'932'896};  // 0001-01-01 .. 9999-12-31
    case Base::timestamp:
    case Base::timestamptz: return Bounds{Int128{-719'162} * kMicrosPerDay, Int128{2'932'897} * kMicrosPerDay - 1};
    case Base::time: return Bounds{0, kMicrosPerDay - 1};
    default: return std::nullopt;
  }
}

std::optional<Type> Checker::common_type(const Type& a, const Type& b) const {
  auto with_null = [&](Type type) {
    type.nullable = a.nullable || b.nullable;
    return type;
  };
  if (a.base == Base::bad || b.base == Base::bad) return Type{};
  if (a.base == Base::null) return with_null(b);
  if (b.base == Base::null) return with_null(a);
  if (is_number(a) && is_number(b)) {
    if (a.base == Base::real || b.base == Base::real) return with_null({.base = Base::real});
    if (a.base == Base::integer && b.base == Base::integer) return with_null({.base = Base::integer});
    return with_null({.base = Base::decimal, .scale = std::max(a.scale, b.scale)});
  }
  if (is_moment(a) && is_moment(b)) {
    if (a.base == b.base) return with_null(a);
    if (a.base == Base::timestamptz || b.base == Base::timestamptz) return with_null({.base = Base::timestamptz});
    return with_null({.base = Base::timestamp});
  }
  const bool textual_a = a.base == Base::text || a.base == Base::enumeration,
             textual_b = b.base == Base::text || b.base == Base::enumeration;
  if (a.base == Base::enumeration && b.base == Base::enumeration && a.enumeration == b.enumeration) return with_null(a);
  if (textual_a && textual_b) return with_null({.base = Base::text});
  if (a.base == Base::row && b.base == Base::row && a.table != b.table) return std::nullopt;
  if (a.base == Base::bytes && b.base == Base::bytes && a.length.value_or(kBytes) != b.length.value_or(kBytes)) return std::nullopt;
  if (a.base == b.base && (a.base != Base::record || (a.record == b.record && a.pool == b.pool))) return with_null(a);
  return std::nullopt;
}

bool Checker::converts(const Type& from, const Type& to) const {
  if (from.base == Base::bad || to.base == Base::bad || from.base == Base::null) return true;
  switch (to.base) {
    case Base::integer: return from.base == Base::integer;
    case Base::decimal: return from.base == Base::integer || from.base == Base::decimal;
    case Base::real: return is_number(from);
    case Base::text: return from.base == Base::text || from.base == Base::enumeration;
    case Base::json: return from.base == Base::json || from.base == Base::text;
    case Base::date:
    case Base::timestamp:
    case Base::timestamptz: return is_moment(from);
    case Base::enumeration: return from.base == Base::enumeration && from.enumeration == to.enumeration;
    case Base::row: return from.base == Base::row && from.table == to.table;
    case Base::record: return from.base == Base::record && from.record == to.record && from.pool == to.pool;
    default: return from.base == to.base;
  }
}

std::string Checker::fields_of(RuleId record) const {
  std::string text;
  for (const FieldSpec& field : rule(record).spec->fields)
    text += (text.empty() ? "its fields are `" : ", `") + std::string(field.name) + "`";
  return text;
}

ValueId Checker::mismatch(ValueId value, std::string_view needed) {
  if (!is_bad(value)) {
    auto& problem = diagnostics_.report(Code::type_mismatch, model_[value].span, {describe(value), needed});
    const Base base = model_[value].type.base;
    if (needed == "a text" && base != Base::row && base != Base::record) problem.suggest("an interpolation makes a text: `\"{…}\"`");
    if (needed == "an integer" && (base == Base::decimal || base == Base::real)) problem.suggest("`round(…)` makes an integer");
    if (base == Base::record && !model_[value].type.pool) problem.suggest(fields_of(model_[value].type.record));
    if (base == Base::text && needed == "a date") problem.suggest("a date is written without quotes: `2026-01-31`");
    if (base == Base::text && (needed == "a timestamp" || needed == "a timestamptz"))
      problem.suggest("a timestamp is written without quotes: `2026-01-31T09:30:00`");
    if (base == Base::text && needed == "a time") problem.suggest("a time is written `time \"09:30\"`");
  }
  return bad(model_[value].span);
}

bool Checker::is_null(ValueId value) {
  if (model_[value].type.base != Base::null) return false;
  mismatch(value, "a value");
  return true;
}

ValueId Checker::fold(ValueId id) {
  const auto* conversion = std::get_if<ConvertValue>(&model_[id].node);
  if (!conversion) return id;
  const Value from = model_[conversion->operand];
  Value to = model_[id];
  if (const auto* number = std::get_if<NumberValue>(&from.node)) {
    if (to.type.base == Base::real) {
      to.node = RealValue{to_text(number->raw, scale_of(from.type))};
    } else {
      to.node = NumberValue{to.bounds ? to.bounds->low : number->raw};
    }
    return model_.add(std::move(to));
  }
  if (std::holds_alternative<NullValue>(from.node)) {
    to.node = NullValue{};
    to.type.nullable = true;
    return model_.add(std::move(to));
  }
  if (const auto* constant = std::get_if<EnumValue>(&from.node); constant && to.type.base == Base::text) {
    to.node = TextValue{model_[from.type.enumeration].values[constant->index]};
    return model_.add(std::move(to));
  }
  if (const auto* text = std::get_if<TextValue>(&from.node)) {
    to.node = *text;
    return model_.add(std::move(to));
  }
  return id;
}

ValueId Checker::widened(ValueId id) {
  Value value = model_[id];
  if (value.type.base != Base::integer || !value.bounds) return id;
  if (value.bounds->low >= Int128{INT64_MIN} && value.bounds->high <= Int128{INT64_MAX}) return id;
  if (const auto* operation = std::get_if<ArithmeticValue>(&value.node); operation && operation->op != BinaryOp::divide) {
    value.node = ArithmeticValue{operation->op, widened(operation->left), widened(operation->right)};
  } else if (const auto* negation = std::get_if<NegateValue>(&value.node)) {
    value.node = NegateValue{widened(negation->operand)};
  } else {
    return id;
  }
  value.type = {.base = Base::decimal, .nullable = value.type.nullable};
  return model_.add(std::move(value));
}

ValueId Checker::convert(ValueId id, const Type& target) {
  id = scalar(id);
  if (target.base == Base::decimal || target.base == Base::real) id = widened(id);
  const Value from = model_[id];
  if (from.type.base == Base::bad || target.base == Base::bad) return id;
  if (target.base == Base::row && from.type.base == Base::row) return id;
  const auto* constant = std::get_if<NumberValue>(&from.node);
  if (constant && target.base == Base::integer && from.type.base == Base::decimal && from.type.scale == 0) {
    Value whole = from;  // too large for the target: whoever asked says so
    whole.type = target;
    return model_.add(std::move(whole));
  }
  if (from.type.base == Base::null) {  // whatever gives it, so that no branch between nulls is printed
    Value none{from.span, target, {}, {}, NullValue{}};
    none.type.nullable = true;
    return model_.add(std::move(none));
  }
  if (!converts(from.type, target)) return mismatch(id, describe(target));
  if (from.type.base == Base::bytes && target.base == Base::bytes && from.type.length.value_or(kBytes) != target.length.value_or(kBytes)) {
    return mismatch(id, describe(target));
  }
  const bool same_scale = from.type.base != Base::decimal || from.type.scale == target.scale;
  if (from.type.base == target.base && same_scale) return id;
  if (const auto* text = std::get_if<TextValue>(&from.node); text && target.base == Base::json) {
    if (const auto problem = json_problem(text->text)) {
      diagnostics_.report(Code::bad_json, from.span, {*problem});
      return bad(from.span);
    }
  }
  Value to = from;
  const bool nullable = from.type.nullable;
  to.type = target;
  to.type.nullable = nullable;
  to.node = ConvertValue{id};
  const unsigned from_scale = scale_of(from.type);
  if (target.base == Base::decimal && from.bounds) {
    auto low = rescale(from.bounds->low, from_scale, target.scale), high = rescale(from.bounds->high, from_scale, target.scale);
    if (!low || !high) {
      diagnostics_.report(Code::overflow, from.span);
      return bad(from.span);
    }
    to.bounds = Bounds{*low, *high};
  } else if (target.base == Base::real) {
    to.bounds.reset();
  } else if (from.bounds && from.type.base == Base::date && target.base != Base::date) {
    to.bounds = Bounds{from.bounds->low * kMicrosPerDay, from.bounds->high * kMicrosPerDay};
  } else if (from.bounds && from.type.base != Base::date && target.base == Base::date) {
    auto days = [](Int128 micros) { return micros >= 0 ? micros / kMicrosPerDay : -((-micros + kMicrosPerDay - 1) / kMicrosPerDay); };
    to.bounds = Bounds{days(from.bounds->low), days(from.bounds->high)};
  }
  if (target.base == Base::text && from.type.base == Base::enumeration) to.size = size_of(from);
  return fold(model_.add(std::move(to)));
}

void Checker::fit_number(const Cell& column, const Value& value, Span span) {
  const auto range = type_bounds(column.type);
  if (!range || !value.bounds) return;
  if (value.bounds->low <= range->high && value.bounds->high >= range->low &&
      !(value.bounds->low == value.bounds->high && (value.bounds->low < range->low || value.bounds->high > range->high)) &&
      !std::holds_alternative<RangeValue>(value.node) && !std::holds_alternative<SerialValue>(value.node) && !is_own_ordinal(value)) {
    return;  // what may leave the type is checked when the generator runs
  }
  if (value.bounds->low >= range->low && value.bounds->high <= range->high) return;
  const Int128 offender = value.bounds->high > range->high ? value.bounds->high : value.bounds->low;
  diagnostics_
      .report(Code::out_of_type, span,
              {show(offender, column.type), column.type_text, show(range->low, column.type), show(range->high, column.type)})
      .note("`" + column.name + "` is declared here", column.name_span);
}

/// Of a value of a pool whose length nobody has declared: how it would be.
std::optional<std::string> Checker::short_field(ValueId value, std::uint32_t length) const {
  const auto* field = std::get_if<FieldValue>(&model_[value].node);
  const auto pool = field ? model_[field->record].type.pool : std::nullopt;
  if (!pool || model_[*pool].source != PoolSource::model || model_[*pool].fields[field->field].type.length) return std::nullopt;
  return "`" + model_[*pool].fields[field->field].rules.name + " text(" + std::to_string(length) + ")` in pool `" + model_[*pool].name +
         "` asks for shorter ones";
}

void Checker::fit_column(CellId id, ValueId value) {
  const Cell& column = model_[id];
  const Value& held = model_[value];
  if (held.type.base == Base::bad) return;
  fit_number(column, held, held.span);
  if (column.type.base == Base::text && column.type.length && held.size) {
    const auto rows = rows_of(model_, id.table).high;
    const std::uint64_t longest = held.size->longest(digits_of(rows));
    if (longest > *column.type.length) {
      diagnostics_.report(Code::text_too_long, held.span, {std::to_string(longest), column.type_text, std::to_string(*column.type.length)})
          .note("`" + column.name + "` is declared here", column.name_span)
          .suggest(short_field(value, *column.type.length).value_or("`text(" + std::to_string(longest) + ")` would hold it"));
    }
  } else if (column.type.base == Base::text && column.type.length && !held.size && !std::holds_alternative<NullValue>(held.node)) {
    diagnostics_.report(Code::text_too_long, held.span, {"any number of", column.type_text, std::to_string(*column.type.length)})
        .note("`" + column.name + "` is declared here", column.name_span);
  }
  if (held.type.nullable && !column.type.nullable) {
    diagnostics_.report(Code::null_into_not_null, held.span, {column.name})
        .note("declared here", column.name_span)
        .suggest("`?` behind the type makes it nullable");
  }
  if (!held.type.nullable && column.type.nullable && !column.null_share) {
    diagnostics_.report(Code::useless_nullable, column.null_span.value_or(column.name_span), {column.name})
        .suggest("a share, `?10%`, makes some of them null");
  }
}

}  // namespace sydac::compiler
