// The rule of a column that has none: by its name (defaults/), else by its type; never by its neighbours. Texts about a person, a place or
// a company read the table's hidden entity, so that they agree whether or not the others are there.
#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr std::string_view kEntities[] = {"person.", "address.", "company.", "product."};

}  // namespace

/// What the name calls for, where it fits.
std::optional<ValueId> Checker::named_default(CellId id, Cell& held) {
  static const Definition kSeesNoColumns;
  const Expansion expansion{kSeesNoColumns, {}};
  Scope scope{{{id.table, {}}}, &held, &expansion, &*held.by_default};
  Type plain = held.type;
  plain.nullable = false;
  const auto inferred = [&](ExprId rule) {
    const std::size_t before = model_.values.size();
    const ValueId made = infer(rule, scope, &plain);
    for (std::size_t i = before; i < model_.values.size(); ++i) model_.values[i].span = held.name_span;  // what messages show
    return made;
  };
  ValueId value = inferred(held.by_default->value);
  held.default_rule = held.by_default->rule;
  if (is_bad(value)) return value;
  if (plain.base == Base::text) {
    const auto rows = rows_of(model_, id.table).high;
    const bool unique = held.unique || held.pk;
    if (unique) value = unique_text(id, held, value);
    const auto fits = [&] {
      const auto& size = model_[value].size;
      return !held.type.length || (size && size->longest(digits_of(rows)) <= *held.type.length);
    };
    if (unique && !fits() && held.by_default->codes) {
      held.sites = 0;
      held.default_rule = "codes";
      value = inferred(*held.by_default->codes);
      if (count_of(value).value_or(0) < rows) return std::nullopt;
    }
    if (!fits()) return std::nullopt;
  }
  return value;
}

/// The same with different values for all rows: by itself if it has enough of them, else with the number of the row in it.
ValueId Checker::unique_text(CellId id, Cell& held, ValueId value) {
  const Span span = held.name_span;
  const Type text{.base = Base::text};
  const auto rows = rows_of(model_, id.table).high;
  const auto enough = [&](ValueId each) {
    const auto count = count_of(each);
    return count && *count >= rows;
  };
  if (enough(value)) return value;
  const std::string& wanted = held.by_default->rule;
  const auto literal = [&](std::string piece) {
    const std::size_t size = piece.size();
    return model_.add({span, text, {}, TextSize{size, 0}, TextValue{std::move(piece)}});
  };
  const auto concat = [&](std::vector<ValueId> parts) {
    TextSize size;
    for (ValueId part : parts) {
      const TextSize own = size_of(model_[part]);
      size = size + own;
    }
    return model_.add({span, text, {}, size, ConcatValue{std::move(parts)}});
  };
  const ValueId row = model_.add({span, {.base = Base::integer}, Bounds{0, INT64_MAX}, TextSize{0, 1}, RowNumberValue{0}});
  if (wanted == "person.email" || wanted == "person.username") {
    const ValueId person = std::get<FieldValue>(model_[value].node).record;
    const auto name = [&](std::string_view which) {
      const RuleSpec& spec = *rule(model_[person].type.record).spec;
      std::uint32_t index = 0;
      while (spec.fields[index].name != which) ++index;
      return model_.add({span, text, {}, TextSize{spec.fields[index].max_characters, 0}, FieldValue{person, index}});
    };
    const ValueId first = name("first_name"), last = name("last_name");
    const ValueId mailbox = wanted == "person.email" ? concat({first, literal("."), last, literal("."), row, literal("@example.com")})
                                                     : concat({first, literal("."), last, literal("."), row});
    const auto size = model_[mailbox].size;
    return model_.add({span, text, {}, size, FunctionValue{Function::lower, {mailbox}}});
  }
  if (wanted == "company.name") {
    held.sites = 0;
    DrawValue draw{*find_rule("company_name"), {}, held.sites++};
    const auto size = TextSize{rule(draw.rule).max_characters({}), 0};
    const ValueId drawn = model_.add({span, text, {}, size, std::move(draw)});
    if (enough(drawn)) return drawn;
  }
  const bool prose = std::ranges::any_of(kEntities, [&](std::string_view entity) { return wanted.starts_with(entity); });
  return concat({value, literal(prose ? " " : "-"), row});
}

/// A text that nothing is known of.
ValueId Checker::plain_text(CellId id, Cell& held) {
  const Span span = held.name_span;
  const Type text{.base = Base::text};
  const bool unique = held.unique || held.pk;
  const auto fits = [&](ValueId value) {
    const auto& size = model_[value].size;
    return !held.type.length || (size && size->longest(digits_of(rows_of(model_, id.table).high)) <= *held.type.length);
  };
  held.sites = 0;
  held.default_rule = "words";
  DrawValue draw{*find_rule("words"), {}, held.sites++};
  draw.arguments.assign(rule(draw.rule).spec->params.size(), std::nullopt);
  draw.arguments[0] = model_.add({span, {.base = Base::integer}, Bounds{1, 1}, {}, NumberValue{1}});
  const TextSize size{rule(draw.rule).max_characters(*constant_arguments(model_, draw)), 0};
  ValueId value = model_.add({span, text, {}, size, std::move(draw)});
  if (!unique) return value;
  const ValueId row = model_.add({span, {.base = Base::integer}, Bounds{0, INT64_MAX}, TextSize{0, 1}, RowNumberValue{0}});
  const ValueId dash = model_.add({span, text, {}, TextSize{1, 0}, TextValue{"-"}});
  const TextSize with_row = size + TextSize{1, 0} + TextSize{0, 1};
  value = model_.add({span, text, {}, with_row, ConcatValue{{value, dash, row}}});
  if (fits(value)) return value;
  held.default_rule = "row number";
  return model_.add({span, text, {}, TextSize{0, 1}, ConcatValue{{row}}});
}

ValueId Checker::default_value(CellId id, Cell& held) {
  const Span span = held.name_span;
  const bool unique = held.unique || held.pk;
  auto range = [&](Type type, Int128 low, Int128 high, Int128 step) {
    const ValueId first = model_.add({span, type, Bounds{low, low}, {}, NumberValue{low}});
    const ValueId last = model_.add({span, type, Bounds{high, high}, {}, NumberValue{high}});
    return model_.add({span, type, Bounds{low, high}, {}, RangeValue{first, last, step, held.sites++}});
  };
  auto draw = [&](std::string_view name) {
    const auto found = find_rule(name);
    DrawValue made{*found, std::vector<std::optional<ValueId>>(rule(*found).spec->params.size()), held.sites++};
    return made;
  };
  Type type = held.type;
  type.nullable = false;
  const bool counted = unique && type.base == Base::integer;
  if (held.by_default && !counted) {
    if (const auto value = named_default(id, held)) return *value;
    held.sites = 0;
  }
  held.default_rule = "by type";
  switch (type.base) {
    case Base::integer: {
      if (unique) {
        const auto rows = rows_of(model_, id.table).high;
        return model_.add({span, type, Bounds{1, std::max<Int128>(rows, 1)}, TextSize{0, 1}, SerialValue{1, 1}});
      }
      return range(type, 0, 1000, 1);
    }
    case Base::decimal: {
      const Int128 most = power_of_ten(type.precision) - 1;
      return range(type, 0, std::min(most, 1000 * power_of_ten(type.scale)), 1);
    }
    case Base::real: {
      const Type real{.base = Base::real};
      const ValueId low = model_.add({span, real, {}, {}, RealValue{"0"}}), high = model_.add({span, real, {}, {}, RealValue{"1"}});
      return model_.add({span, real, {}, {}, RangeValue{low, high, 1, held.sites++}});
    }
    case Base::boolean: {
      DrawValue made = draw("chance");
      if (!made.arguments.empty())
        made.arguments[0] = model_.add({span, {.base = Base::decimal, .scale = 6}, Bounds{500'000, 500'000}, {}, NumberValue{500'000}});
      return model_.add({span, type, {}, {}, std::move(made)});
    }
    case Base::date: {
      const Int128 today = model_.now / kMicrosPerDay;
      return range(type, today - 5 * 365, today, 1);
    }
    case Base::timestamp:
    case Base::timestamptz: return range(type, model_.now - 5 * 365 * kMicrosPerDay, model_.now, kMicrosPerSecond);
    case Base::time: return range(type, 0, kMicrosPerDay - kMicrosPerSecond, kMicrosPerSecond);
    case Base::interval: {
      const ValueId low = model_.add({span, type, Bounds{kMicrosPerDay, kMicrosPerDay}, {}, IntervalValue{0, 1, 0}});
      const ValueId high = model_.add({span, type, Bounds{30 * kMicrosPerDay, 30 * kMicrosPerDay}, {}, IntervalValue{0, 30, 0}});
      return model_.add({span, type, Bounds{kMicrosPerDay, 30 * kMicrosPerDay}, {}, RangeValue{low, high, kMicrosPerDay, held.sites++}});
    }
    case Base::uuid: return model_.add({span, type, {}, {}, draw("uuid")});
    case Base::json: return model_.add({span, type, {}, TextSize{2, 0}, TextValue{"{}"}});
    case Base::bytes: return model_.add({span, type, {}, {}, draw("bytes")});
    case Base::enumeration:
      for (const HeaderSource& source : model_[id.table].sources) {
        if (source.enumeration == type.enumeration) return cell_value({id.table, source.cell}, 0, span);
      }
      return model_.add({span, type, {}, {}, EnumDrawValue{held.sites++}});
    case Base::text: return plain_text(id, held);
    case Base::bad:
    case Base::null:
    case Base::row:
    case Base::record: break;
  }
  return bad(span);
}

}  // namespace sydac::compiler
