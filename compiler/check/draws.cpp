#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

/// How far apart the values of a range of durations are: the unit that its ends are written in, in microseconds.
std::optional<Int128> step_of(const Schema& schema, ExprId id) {
  const Expr& expr = schema[id];
  if (const auto* duration = std::get_if<DurationLiteral>(&expr.node)) {
    switch (duration->unit) {
      case DurationUnit::millisecond: return 1000;
      case DurationUnit::second: return kMicrosPerSecond;
      case DurationUnit::minute: return 60 * kMicrosPerSecond;
      case DurationUnit::hour: return 3600 * kMicrosPerSecond;
      case DurationUnit::day:
      case DurationUnit::week: return kMicrosPerDay;
      case DurationUnit::month:
      case DurationUnit::year: return std::nullopt;
    }
  }
  if (const auto* unary = std::get_if<Unary>(&expr.node)) return step_of(schema, unary->operand);
  return kMicrosPerSecond;
}

/// `1.200000` as `1.2`.
std::string plain_number(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::uint32_t Checker::site(Scope& scope, Span span) {
  if (scope.cell) return scope.cell->sites++;
  diagnostics_.report(Code::check_draws, span);
  return 0;
}

void Checker::report_range(const Expr& expr, const Value& low, const Value& high) {
  diagnostics_.report(Code::empty_range, expr.span, {show(low.bounds->low, low.type), show(high.bounds->high, high.type)});
}

ValueId Checker::infer_duration_range(const Expr& expr, ValueId low, ValueId high, Scope& scope) {
  const auto& range = std::get<Binary>(expr.node);
  const Value a = model_[low], b = model_[high];
  const auto* first = std::get_if<IntervalValue>(&a.node);
  const auto* last = std::get_if<IntervalValue>(&b.node);
  if (!first || !last) {
    diagnostics_.report(Code::not_constant, expr.span, {"both ends of a range of durations"});
    return bad(expr.span);
  }
  const bool months = first->months != 0 || last->months != 0;
  const bool days = first->days != 0 || last->days != 0 || first->microseconds != 0 || last->microseconds != 0;
  if (months && days) {
    diagnostics_.report(Code::duration_mixture, expr.span).suggest("30d for a month, or 1mo .. 12mo");
    return bad(expr.span);
  }
  if (months) {
    if (first->months > last->months) {
      diagnostics_.report(Code::empty_range, expr.span, {std::to_string(first->months) + "mo", std::to_string(last->months) + "mo"});
      return bad(expr.span);
    }
    return model_.add({expr.span, {.base = Base::interval}, {}, {}, RangeValue{low, high, 0, site(scope, expr.span)}});
  }
  if (a.bounds->low > b.bounds->high) {
    report_range(expr, a, b);
    return bad(expr.span);
  }
  const auto low_step = step_of(schema_, range.left), high_step = step_of(schema_, range.right);
  const Int128 step = std::min(low_step.value_or(kMicrosPerDay), high_step.value_or(kMicrosPerDay));
  return model_.add({expr.span,
                     {.base = Base::interval},
                     Bounds{a.bounds->low, b.bounds->high},
                     {},
                     RangeValue{low, high, step, site(scope, expr.span)}});
}

ValueId Checker::infer_range(const Expr& expr, const Binary& range, Scope& scope, Expected expected) {
  ValueId low = scalar(infer(range.left, scope, expected)), high = scalar(infer(range.right, scope, expected));
  if (is_bad(low) || is_bad(high)) return bad(expr.span);
  auto common = common_type(model_[low].type, model_[high].type);
  const bool ranges = common && (is_number(*common) || is_moment(*common) || common->base == Base::time || common->base == Base::interval);
  if (!ranges) {
    operator_mismatch(range, low, high);
    return bad(expr.span);
  }
  if (common->base == Base::interval) return infer_duration_range(expr, low, high, scope);
  const bool nullable = common->nullable;
  if (expected && converts(*common, *expected) && expected->base != Base::text) common = *expected;
  common->nullable = nullable;
  if (common->base == Base::decimal) common->precision = 38;  // whether the column holds it is looked at where it gets there
  low = convert(low, *common);
  high = convert(high, *common);
  if (is_bad(low) || is_bad(high)) return bad(expr.span);
  const Value a = model_[low], b = model_[high];
  const bool stamps = common->base == Base::timestamp || common->base == Base::timestamptz || common->base == Base::time;
  RangeValue made{low, high, stamps ? Int128{kMicrosPerSecond} : Int128{1}, 0};
  std::optional<Bounds> bounds;
  if (a.bounds && b.bounds) {
    if (a.bounds->low > b.bounds->high) {
      report_range(expr, a, b);
      return bad(expr.span);
    }
    bounds = Bounds{a.bounds->low, b.bounds->high};
    if (a.bounds->high > b.bounds->low && !at_least(high, low, false)) {
      diagnostics_.report(Code::maybe_empty_range, expr.span, {show(a.bounds->high, a.type), show(b.bounds->low, b.type)});
    }
  }
  made.site = site(scope, expr.span);
  return model_.add({expr.span, *common, bounds, {}, made});
}

ValueId Checker::infer_choice(const Expr& expr, const Call& call, Scope& scope, Expected expected) {
  ChoiceValue choice;
  std::vector<ValueId*> branches;
  std::vector<WeightedEntry> entries;
  std::uint64_t total = 0;
  bool failed = false;
  for (const Argument& argument : call.arguments) {
    if (argument.name) {
      diagnostics_.report(Code::unknown_parameter, argument.name->span, {"choice", argument.name->text})
          .suggest("a weight follows its value: `choice(\"a\": 1, \"b\": 3)`");
      failed = true;
      continue;
    }
    if (std::holds_alternative<Tuple>(schema_[argument.value].node)) {
      report_tuple(schema_[argument.value]);
      return bad(expr.span);
    }
    choice.values.push_back(infer(argument.value, scope, expected));
    entries.push_back({argument.value, argument.weight});
    const auto weight = weight_of(schema_, argument.weight, diagnostics_);
    failed = failed || !weight;
    choice.weights.push_back(weight.value_or(1));
    total += choice.weights.back();
  }
  if (call.arguments.empty()) {
    diagnostics_.report(Code::argument_count, expr.span, {"choice", "needs at least one value"});
    return bad(expr.span);
  }
  if (failed || !weights_agree(schema_, entries, diagnostics_)) return bad(expr.span);
  if (total == 0) {
    diagnostics_.report(Code::no_weight, expr.span, {"the choice"});
    return bad(expr.span);
  }
  for (ValueId& value : choice.values) branches.push_back(&value);
  Value value{expr.span, {}, {}, {}, NullValue{}};
  if (!join_branches(branches, value, expected)) return bad(expr.span);
  choice.site = site(scope, expr.span);
  value.node = std::move(choice);
  return model_.add(std::move(value));
}

ValueId Checker::infer_serial(const Expr& expr, const Call& call, Scope& scope) {
  SerialValue serial{1, 1};
  bool start_given = false;
  for (const Argument& argument : call.arguments) {
    const bool step = argument.name ? argument.name->text == "step" : start_given;
    if (argument.name && argument.name->text != "start" && argument.name->text != "step") {
      diagnostics_.report(Code::unknown_parameter, argument.name->span, {"serial", argument.name->text})
          .suggest("`serial(start, step = 1)`");
      return bad(expr.span);
    }
    const ValueId value = infer(argument.value, scope, nullptr);
    const auto* number = std::get_if<NumberValue>(&model_[value].node);
    if (!number || model_[value].type.base != Base::integer || number->raw > INT64_MAX || number->raw < INT64_MIN) {
      if (!is_bad(value)) diagnostics_.report(Code::not_constant, model_[value].span, {"an argument of `serial`"});
      return bad(expr.span);
    }
    (step ? serial.step : serial.start) = static_cast<std::int64_t>(number->raw);
    start_given = true;
  }
  if (call.arguments.size() > 2) diagnostics_.report(Code::argument_count, expr.span, {"serial", "takes a start and a step"});
  if (serial.step == 0) {
    diagnostics_.report(Code::bad_parameter, expr.span, {"step", "serial", "0", "another number"});
    return bad(expr.span);
  }
  const auto rows = rows_of(model_, scope.frames[0].table).high;
  const Int128 last = Int128{serial.start} + Int128{serial.step} * (rows == 0 ? 0 : Int128{rows} - 1);
  return model_.add({expr.span,
                     {.base = Base::integer},
                     Bounds{std::min(Int128{serial.start}, last), std::max(Int128{serial.start}, last)},
                     serial.step == 1 && serial.start <= 1 && serial.start >= 0 ? std::optional(TextSize{0, 1}) : std::nullopt,
                     serial});
}

Type Checker::yielded(const RuleEntry& entry, Expected expected, const std::vector<Argument>& arguments) {
  switch (entry.spec->yields) {
    case RuleType::boolean: return {.base = Base::boolean};
    case RuleType::integer: return {.base = Base::integer};
    case RuleType::text: return {.base = Base::text};
    case RuleType::date: return {.base = Base::date};
    case RuleType::timestamp: return {.base = Base::timestamp};
    case RuleType::uuid: return {.base = Base::uuid};
    case RuleType::bytes: return {.base = Base::bytes};
    case RuleType::record: return {.base = Base::record};
    case RuleType::share: return {.base = Base::decimal, .scale = 4};
    case RuleType::number: break;
  }
  if (expected && is_number(*expected)) {
    Type type = *expected;
    type.nullable = false;
    return type;
  }
  std::uint8_t scale = 0;
  for (const Argument& argument : arguments) {
    if (const auto* number = std::get_if<NumberLiteral>(&schema_[argument.value].node)) {
      if (auto parsed = parse_number(number->digits)) scale = std::max(scale, parsed->scale);
    }
  }
  if (scale == 0) return {.base = Base::integer};
  return {.base = Base::decimal, .precision = 18, .scale = std::min<std::uint8_t>(scale, 18)};
}

bool Checker::bind_arguments(const RuleEntry& entry, const std::vector<Argument>& arguments, Span name, Scope& scope, const Type& number,
                             DrawValue& draw) {
  const auto& params = entry.spec->params;
  draw.arguments.assign(params.size(), std::nullopt);
  bool failed = false;
  std::size_t next = 0;
  for (const Argument& argument : arguments) {
    std::size_t at = next++;
    if (argument.name) {
      for (at = 0; at < params.size() && params[at].name != argument.name->text; ++at) {}
      if (at == params.size()) {
        auto& problem = diagnostics_.report(Code::unknown_parameter, argument.name->span, {entry.spec->name, argument.name->text});
        std::vector<std::string> names;
        std::string listed;
        for (const ParameterSpec& each : params) {
          names.emplace_back(each.name);
          listed += (listed.empty() ? "its parameters are `" : ", `") + names.back() + "`";
        }
        const auto near = nearest(argument.name->text, names);
        problem.suggest(near ? "`" + *near + "` is the nearest parameter" : listed);
        failed = true;
        continue;
      }
    } else if (at >= params.size()) {
      diagnostics_.report(
          Code::argument_count, schema_[argument.value].span,
          {entry.spec->name, params.size() == 0 ? "takes no arguments" : "takes at most " + std::to_string(params.size()) + " arguments"});
      return false;
    }
    Type type{.base = Base::integer};
    switch (params[at].type) {
      case RuleType::number: type = number; break;
      case RuleType::share: type = {.base = Base::decimal, .scale = 6}; break;
      case RuleType::text: type = {.base = Base::text}; break;
      case RuleType::boolean: type = {.base = Base::boolean}; break;
      case RuleType::date: type = {.base = Base::date}; break;
      case RuleType::timestamp: type = {.base = Base::timestamp}; break;
      case RuleType::integer:
      case RuleType::uuid:
      case RuleType::bytes:
      case RuleType::record: break;
    }
    type.nullable = false;
    // A rule such as zipf(1.1) takes exponents as decimals whatever the column is.
    // `words(3..8)`: a range fills two parameters, min and max.
    const auto* range = std::get_if<Binary>(&schema_[argument.value].node);
    if (range && range->op == BinaryOp::range && !argument.name && at + 1 < params.size()) {
      for (ExprId end : {range->left, range->right}) {
        const ValueId value = convert(infer(end, scope, &type), type);
        failed = failed || is_bad(value);
        draw.arguments[at++] = value;
      }
      next = at;
      continue;
    }
    const ValueId value = convert(infer(argument.value, scope, &type), type);
    failed = failed || is_bad(value);
    if (draw.arguments[at]) diagnostics_.report(Code::duplicate_name, schema_[argument.value].span, {"argument", params[at].name});
    draw.arguments[at] = value;
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (!params[i].required || draw.arguments[i] || failed) continue;
    diagnostics_.report(Code::argument_count, name, {entry.spec->name, "needs `" + std::string(params[i].name) + "`"})
        .suggest("for example `" + std::string(entry.spec->example) + "`");
    failed = true;
    break;
  }
  if (failed) return false;
  if (!constant_arguments(model_, draw)) {
    for (const auto& argument : draw.arguments) {
      if (!argument) continue;
      const DrawValue alone{draw.rule, {argument}, 0};
      if (!constant_arguments(model_, alone))
        diagnostics_.report(Code::not_constant, model_[*argument].span, {"an argument of `" + std::string(entry.spec->name) + "`"});
    }
    return false;
  }
  return true;
}

void Checker::check_parameters(const RuleEntry& entry, const DrawValue& draw) {
  const auto& params = entry.spec->params;
  auto number_of = [&](std::string_view text, const Type& type) -> std::optional<Int128> {
    const bool negative = text.starts_with('-');
    auto parsed = parse_number(negative ? text.substr(1) : text);
    if (!parsed) return std::nullopt;
    auto raw = rescale(negative ? -parsed->raw : parsed->raw, parsed->scale, scale_of(type));
    return raw;
  };
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (!draw.arguments[i]) continue;
    const Value& value = model_[*draw.arguments[i]];
    const auto* own = std::get_if<NumberValue>(&value.node);
    if (!own) continue;
    Type held = value.type;
    held.bits = 64;
    held.precision = held.precision > 18 ? 38 : 18;
    const auto range = type_bounds(held);
    if (range && (own->raw > range->high || own->raw < range->low)) {
      const std::string name = held.base == Base::integer ? "bigint" : "decimal(18," + std::to_string(held.scale) + ")";
      diagnostics_.report(Code::out_of_type, value.span, {show(own->raw, held), name, show(range->low, held), show(range->high, held)});
      continue;
    }
    for (const bool upper : {false, true}) {
      const std::string_view limit = upper ? params[i].at_most : params[i].at_least;
      if (limit.empty()) continue;
      std::optional<Int128> bound = number_of(limit, value.type);
      std::string shown(limit);
      for (std::size_t k = 0; k < params.size(); ++k) {
        if (params[k].name != limit) continue;
        const auto* other = draw.arguments[k] ? std::get_if<NumberValue>(&model_[*draw.arguments[k]].node) : nullptr;
        if (!other) {
          bound.reset();
          break;
        }
        bound = other->raw;
        shown = "`" + shown + "`, " + plain_number(show(other->raw, value.type));
      }
      if (!bound || (upper ? own->raw <= *bound : own->raw >= *bound)) continue;
      diagnostics_.report(
          Code::bad_parameter, value.span,
          {params[i].name, entry.spec->name, plain_number(show(own->raw, value.type)), (upper ? "at most " : "at least ") + shown});
    }
  }
}

ValueId Checker::infer_rule(const Expr& expr, RuleId id, const std::vector<Argument>& arguments, Span name, Scope& scope,
                            Expected expected) {
  const RuleEntry& entry = rule(id);
  Type type = yielded(entry, expected, arguments);
  if (type.base == Base::record) type.record = id;
  if (type.base == Base::bytes && expected && expected->base == Base::bytes) type.length = expected->length;
  DrawValue draw{id, {}, 0};
  const std::size_t before = diagnostics_.errors();
  if (!bind_arguments(entry, arguments, name, scope, type, draw)) return bad(expr.span);
  check_parameters(entry, draw);
  if (diagnostics_.errors() != before) return bad(expr.span);
  draw.site = site(scope, expr.span);
  if (type.base == Base::bytes && !draw.arguments.empty() && draw.arguments[0]) {
    type.length = static_cast<std::uint32_t>(std::get<NumberValue>(model_[*draw.arguments[0]].node).raw);
  }
  Value value{expr.span, type, {}, {}, NullValue{}};
  const auto constants = *constant_arguments(model_, draw);
  if (type.base == Base::text) value.size = TextSize{entry.max_characters(constants), 0};
  // What a distribution draws is not cut to the column: the generator checks it.
  Type drawn = type;
  drawn.bits = 64;
  drawn.precision = type.precision > 18 ? 38 : 18;
  value.bounds = type_bounds(drawn);
  if (is_number(type) && type.base != Base::real) {
    for (std::size_t i = 0; i < entry.spec->params.size(); ++i) {
      const auto* number = draw.arguments[i] ? std::get_if<NumberValue>(&model_[*draw.arguments[i]].node) : nullptr;
      if (number && entry.spec->params[i].name == "min") value.bounds->low = number->raw;
      if (number && entry.spec->params[i].name == "max") value.bounds->high = number->raw;
    }
  }
  value.node = std::move(draw);
  if (scope.by_default && type.base == Base::record) {
    const std::string& role = scope.by_default->role;
    value.node = EntityValue{id, "#" + std::string(entry.spec->name) + (role.empty() ? "" : ":" + role)};
  }
  return model_.add(std::move(value));
}

}  // namespace sydac::compiler
