#include <algorithm>
#include <array>

#include "base/numbers.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {
namespace {

struct FunctionWord {
  std::string_view name;
  Function function;
  std::size_t least, most;
};

constexpr FunctionWord kFunctions[] = {
    {"lower", Function::lower, 1, 1},   {"upper", Function::upper, 1, 1},       {"round", Function::round, 1, 2},
    {"abs", Function::abs, 1, 1},       {"div", Function::div, 2, 2},           {"mod", Function::mod, 2, 2},
    {"nullif", Function::nullif, 2, 2}, {"coalesce", Function::coalesce, 2, 8}, {"min", Function::minimum, 2, 8},
    {"max", Function::maximum, 2, 8},
};

/// Of the language, but not of this version.
constexpr std::string_view kLater[] = {"avg",     "exists", "split", "trim", "replace", "substr", "length",  "pad",
                                       "slug",    "ascii",  "floor", "ceil", "clamp",   "year",   "month",   "day",
                                       "weekday", "add",    "trunc", "age",  "hash",    "format", "matches", "round_even"};

template <class List>
bool contains(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

}  // namespace

void Checker::tables_named(ExprId id, std::vector<const Name*>& found) {
  const Expr& expr = schema_[id];
  if (const auto* name = std::get_if<NameRef>(&expr.node)) found.push_back(&name->name);
  if (const auto* access = std::get_if<MemberAccess>(&expr.node)) tables_named(access->object, found);
  if (const auto* unary = std::get_if<Unary>(&expr.node)) tables_named(unary->operand, found);
  if (const auto* binary = std::get_if<Binary>(&expr.node)) {
    tables_named(binary->left, found);
    tables_named(binary->right, found);
  }
  if (const auto* choice = std::get_if<If>(&expr.node)) {
    for (ExprId part : {choice->condition, choice->then, choice->otherwise}) tables_named(part, found);
  }
  if (const auto* match = std::get_if<Match>(&expr.node)) {
    tables_named(match->subject, found);
    for (const Arm& arm : match->arms) tables_named(arm.value, found);
  }
  if (const auto* call = std::get_if<Call>(&expr.node)) {
    for (const Argument& argument : call->arguments) tables_named(argument.value, found);
  }
}

std::optional<TableId> Checker::rollup_child(const Call& call, Scope& scope) {
  std::vector<const Name*> names;
  tables_named(call.arguments[0].value, names);
  const auto& own = model_[scope.frames[0].table].cells;
  for (const Name* name : names) {
    if (std::any_of(own.begin(), own.end(), [&](const Cell& each) { return each.name == name->text; })) continue;
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
      if (model_.tables[i].name == name->text) return TableId{i};
    }
  }
  return std::nullopt;
}

ValueId Checker::and_not_null(std::optional<ValueId> condition, ValueId value) {
  const Span span = model_[value].span;
  const Type boolean{.base = Base::boolean};
  auto constant = [&](bool answer) { return model_.add({span, boolean, {}, {}, BoolValue{answer}}); };
  const ValueId null = model_.add({span, {.base = Base::null, .nullable = true}, {}, {}, NullValue{}});
  MatchValue match{value, {{{null}, constant(false)}, {{}, constant(true)}}};
  const ValueId given = model_.add({span, boolean, {}, {}, std::move(match)});
  if (!condition) return given;
  const Type type{.base = Base::boolean, .nullable = model_[*condition].type.nullable};
  return model_.add({span, type, {}, {}, LogicValue{BinaryOp::logical_and, *condition, given}});
}

ValueId Checker::infer_rollup(const Expr& expr, const Call& call, Rollup function, Scope& scope, Expected expected) {
  if (scope.frames.size() > 1) {
    diagnostics_.report(Code::not_yet, expr.span, {"a roll-up inside a roll-up; a column of the child can hold the inner one"});
    return bad(expr.span);
  }
  const Argument& argument = call.arguments[0];
  auto child = rollup_child(call, scope);
  const TableId own = scope.frames[0].table;
  if (!child) {
    auto& problem = diagnostics_.report(Code::rollup_argument, expr.span,
                                        {call.function.text, "needs the rows of a child table, such as `items.amount`"});
    std::vector<const Name*> names;
    tables_named(argument.value, names);
    std::vector<std::string> tables;
    for (const Table& table : model_.tables) tables.push_back(table.name);
    for (const Name* name : names) {
      if (auto near = nearest(name->text, tables)) problem.suggest("`" + *near + "` is the nearest table");
    }
    return bad(expr.span);
  }
  const Table& table = model_[*child];
  if (table.bad) return bad(expr.span);
  if (table.rows_kind == RowsKind::fixed || !table.parent || *table.parent != own) {
    auto& problem = diagnostics_.report(Code::not_enumerable, expr.span, {table.name, model_[own].name});
    problem.note("the header of `" + table.name + "`", table.rows_span);
    problem.suggest("`table " + table.name + "[0..8 per " + model_[own].name + "]` would make them children of each row");
    return bad(expr.span);
  }
  RollupValue rollup{function, *child, 1, {}, {}};
  Scope inner{scope.frames, nullptr};
  inner.frames.push_back({*child, table.name});
  const auto* bare = std::get_if<NameRef>(&schema_[argument.value].node);
  if (bare && function != Rollup::count) {
    diagnostics_.report(Code::rollup_argument, expr.span,
                        {call.function.text, "needs a column of `" + table.name + "`, such as `" + table.name + ".amount`"});
    return bad(expr.span);
  }
  if (!bare) rollup.value = scalar(infer(argument.value, inner, nullptr));
  if (!bare && function == Rollup::count && is_null(*rollup.value)) return bad(expr.span);
  const Type boolean{.base = Base::boolean};
  if (argument.where) rollup.where = convert(infer(*argument.where, inner, &boolean), boolean);
  if ((rollup.value && is_bad(*rollup.value)) || (rollup.where && is_bad(*rollup.where))) return bad(expr.span);
  if (rollup.value && function == Rollup::count) {
    // As in SQL, a count of values leaves the nulls out.
    if (model_[*rollup.value].type.nullable) rollup.where = and_not_null(rollup.where, *rollup.value);
    rollup.value.reset();
  }
  Value value{expr.span, {.base = Base::integer}, Bounds{0, table.high}, {}, NullValue{}};
  if (function != Rollup::count) {
    const Value& held = model_[*rollup.value];
    value.type = held.type;
    value.bounds = held.bounds;
    value.size = held.size;
    if (function == Rollup::sum) {
      if (!is_number(held.type) || held.type.base == Base::real) {
        if (held.type.base == Base::real) {
          diagnostics_.report(Code::not_yet, expr.span, {"`sum` over floats"});
          return bad(expr.span);
        }
        return mismatch(*rollup.value, "a number");
      }
      value.type.nullable = false;
      const auto low = checked_multiply(std::min<Int128>(held.bounds->low, 0), table.high),
                 high = checked_multiply(std::max<Int128>(held.bounds->high, 0), table.high);
      if (!low || !high) {
        diagnostics_.report(Code::overflow, expr.span);
        return bad(expr.span);
      }
      const bool all = !rollup.where && !held.type.nullable;
      value.bounds = Bounds{all && held.bounds->low > 0 ? held.bounds->low * table.low : *low,
                            all && held.bounds->high < 0 ? held.bounds->high * table.low : *high};
    } else {
      if (held.type.base == Base::record || held.type.base == Base::json || held.type.base == Base::bytes)
        return mismatch(*rollup.value, "something with an order");
      if (held.type.base == Base::text || held.type.base == Base::enumeration) {
        diagnostics_.report(Code::not_yet, expr.span, {"`min` and `max` over texts"});
        return bad(expr.span);
      }
      value.type.nullable = table.low == 0 || rollup.where || held.type.nullable;
    }
    value.type.precision = 38;
    value.type.bits = 64;
  } else {
    if (!rollup.where) value.bounds->low = table.low;
  }
  value.node = std::move(rollup);
  (void)expected;
  return model_.add(std::move(value));
}

bool Checker::never_zero(ValueId divisor) const {
  const auto* guard = std::get_if<FunctionValue>(&model_[divisor].node);
  if (!guard || guard->function != Function::nullif) return false;
  const Value& other = model_[guard->arguments[1]];
  if (const auto* real = std::get_if<RealValue>(&other.node)) return real->digits.find_first_of("123456789") == std::string::npos;
  const auto* number = std::get_if<NumberValue>(&other.node);
  return number && number->raw == 0;
}

ValueId Checker::infer_function(const Expr& expr, const Call& call, Function function, Scope& scope, Expected expected) {
  std::vector<ValueId> arguments;
  bool nullable = false;
  for (const Argument& argument : call.arguments) {
    if (argument.name) {
      diagnostics_.report(Code::unknown_parameter, argument.name->span, {call.function.text, argument.name->text})
          .suggest("arguments of `" + call.function.text + "` have no names");
      return bad(expr.span);
    }
    const bool passes =
        function == Function::coalesce || function == Function::nullif || function == Function::minimum || function == Function::maximum;
    arguments.push_back(scalar(infer(argument.value, scope, passes ? expected : nullptr)));
    if (is_bad(arguments.back()) || is_null(arguments.back())) return bad(expr.span);
    nullable = nullable || model_[arguments.back()].type.nullable;
  }
  Value value{expr.span, {}, {}, {}, NullValue{}};
  switch (function) {
    case Function::lower:
    case Function::upper: {
      arguments[0] = convert(arguments[0], {.base = Base::text});
      if (is_bad(arguments[0])) return arguments[0];
      value.type = {.base = Base::text, .nullable = nullable};
      value.size = model_[arguments[0]].size;
      break;
    }
    case Function::round: {
      const Type type = model_[arguments[0]].type;
      if (type.base != Base::decimal && type.base != Base::integer) return mismatch(arguments[0], "a decimal");
      unsigned places = 0;
      if (arguments.size() == 2) {
        const auto* number = std::get_if<NumberValue>(&model_[arguments[1]].node);
        if (!number || model_[arguments[1]].type.base != Base::integer || number->raw < 0 || number->raw > 18) {
          diagnostics_.report(Code::not_constant, model_[arguments[1]].span, {"the number of decimals, from 0 to 18,"});
          return bad(expr.span);
        }
        places = static_cast<unsigned>(number->raw);
      }
      const unsigned scale = type.base == Base::decimal ? type.scale : 0u;
      value.type = {.base = places == 0 ? Base::integer : Base::decimal, .scale = static_cast<std::uint8_t>(places), .nullable = nullable};
      const Bounds bounds = *model_[arguments[0]].bounds;
      auto low = rescale(bounds.low, scale, places), high = rescale(bounds.high, scale, places);
      if (!low || !high) {
        diagnostics_.report(Code::overflow, expr.span);
        return bad(expr.span);
      }
      value.bounds = Bounds{*low, *high};
      arguments.resize(1);
      break;
    }
    case Function::abs: {
      const Value& held = model_[arguments[0]];
      if (!is_number(held.type)) return mismatch(arguments[0], "a number");
      value.type = held.type;
      if (held.bounds) {
        const Int128 most = std::max(held.bounds->high, -held.bounds->low);
        value.bounds = Bounds{held.bounds->low > 0 ? held.bounds->low : held.bounds->high < 0 ? -held.bounds->high : 0, most};
      }
      break;
    }
    case Function::div:
    case Function::mod: {
      for (ValueId argument : arguments) {
        if (model_[argument].type.base != Base::integer) return mismatch(argument, "an integer");
      }
      const Bounds by = *model_[arguments[1]].bounds, of = *model_[arguments[0]].bounds;
      if (by.low <= 0 && by.high >= 0 && !never_zero(arguments[1])) {
        diagnostics_.report(Code::division_by_zero, model_[arguments[1]].span).suggest("`nullif(…, 0)` makes the result null there");
        return bad(expr.span);
      }
      value.type = {.base = Base::integer, .nullable = nullable};
      const Int128 most = function == Function::div ? std::max(of.high, -of.low) : std::max(by.high, -by.low) - 1;
      value.bounds = Bounds{of.low >= 0 && by.low > 0 ? 0 : -most, most};
      break;
    }
    case Function::nullif: {
      auto common = common_type(model_[arguments[0]].type, model_[arguments[1]].type);
      if (!common) return mismatch(arguments[1], describe(model_[arguments[0]].type));
      // Integers and decimals compare as they are; what is not compared as the first argument's type would not be of that type.
      if (!is_number(*common) || common->base == Base::real) {
        for (ValueId& argument : arguments) argument = convert(argument, *common);
      }
      if (is_bad(arguments[0]) || is_bad(arguments[1])) return bad(expr.span);
      value = model_[arguments[0]];
      value.span = expr.span;
      value.type.nullable = true;
      break;
    }
    case Function::coalesce:
    case Function::minimum:
    case Function::maximum: {
      std::vector<ValueId*> branches;
      for (ValueId& argument : arguments) branches.push_back(&argument);
      if (!join_branches(branches, value, expected)) return bad(expr.span);
      if (function == Function::coalesce) {
        value.type.nullable = true;
        for (ValueId argument : arguments) value.type.nullable = value.type.nullable && model_[argument].type.nullable;
      } else if (!value.bounds) {
        diagnostics_.report(Code::not_yet, expr.span, {"`" + call.function.text + "` over " + describe(value.type)});
        return bad(expr.span);
      } else {
        Bounds bounds = *model_[arguments[0]].bounds;
        for (ValueId argument : arguments) {
          const Bounds& own = *model_[argument].bounds;
          const bool least = function == Function::minimum;
          bounds = {least ? std::min(bounds.low, own.low) : std::max(bounds.low, own.low),
                    least ? std::min(bounds.high, own.high) : std::max(bounds.high, own.high)};
        }
        value.bounds = bounds;
      }
      break;
    }
  }
  value.node = FunctionValue{function, std::move(arguments)};
  return model_.add(std::move(value));
}

ValueId Checker::infer_call(const Expr& expr, const Call& call, Scope& scope, Expected expected) {
  const std::string& name = call.function.text;
  if (name == "choice") return infer_choice(expr, call, scope, expected);
  if (name == "serial") return infer_serial(expr, call, scope);
  static constexpr std::array<std::pair<std::string_view, Rollup>, 4> kRollups{
      {{"sum", Rollup::sum}, {"count", Rollup::count}, {"min", Rollup::minimum}, {"max", Rollup::maximum}}};
  for (const auto& [word, rollup] : kRollups) {
    if (word == name && call.arguments.size() == 1) return infer_rollup(expr, call, rollup, scope, expected);
  }
  for (const FunctionWord& word : kFunctions) {
    if (word.name != name) continue;
    if (call.arguments.size() < word.least || call.arguments.size() > word.most) {
      diagnostics_.report(
          Code::argument_count, call.function.span,
          {name, word.least == word.most ? "takes " + std::to_string(word.least) + (word.least == 1 ? " argument" : " arguments")
                                         : "takes " + std::to_string(word.least) + " to " + std::to_string(word.most) + " arguments"});
      return bad(expr.span);
    }
    return infer_function(expr, call, word.function, scope, expected);
  }
  if (name == "rows") {
    const bool single = call.arguments.size() == 1 && !call.arguments[0].name;
    if (const auto* table = single ? std::get_if<NameRef>(&schema_[call.arguments[0].value].node) : nullptr) {
      for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
        if (model_.tables[i].name == table->name.text) {
          return model_.add({expr.span, {.base = Base::integer}, Bounds{0, Int128{1} << 40}, {}, RowsOfValue{{i}}});
        }
      }
      std::vector<std::string> names;
      for (const Table& each : model_.tables) names.push_back(each.name);
      auto& problem = diagnostics_.report(Code::unknown_table, table->name.span, {table->name.text});
      if (auto near = nearest(table->name.text, names)) problem.suggest("`" + *near + "` is the nearest table");
      return bad(expr.span);
    }
    diagnostics_.report(Code::argument_count, expr.span, {name, "takes the name of a table"});
    return bad(expr.span);
  }
  if (auto id = find_rule(name)) return infer_rule(expr, *id, call.arguments, call.function.span, scope, expected);
  if (contains(kLater, name)) {
    diagnostics_.report(Code::not_yet, expr.span, {"`" + name + "`"});
    return bad(expr.span);
  }
  auto& problem = diagnostics_.report(Code::unknown_function, call.function.span, {name});
  std::vector<std::string> candidates{"choice", "serial", "sum", "count", "rows"};
  for (const FunctionWord& word : kFunctions) candidates.emplace_back(word.name);
  for (const RuleEntry& entry : rules()) candidates.emplace_back(entry.spec->name);
  if (auto near = nearest(name, candidates)) problem.suggest("`" + *near + "` is the nearest");
  return bad(expr.span);
}

}  // namespace sydac::compiler
