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
constexpr std::string_view kLater[] = {"trim",  "replace", "substr", "length", "pad",    "slug",    "ascii",
                                       "floor", "ceil",    "clamp",  "year",   "month",  "day",     "weekday",
                                       "add",   "trunc",   "age",    "hash",   "format", "matches", "round_even"};

template <class List>
bool contains(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

}  // namespace

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
  if (name == "split") return infer_split(expr, call, scope, expected);
  if (const auto rollup = rollup_named(name, call.arguments.size())) return infer_rollup(expr, call, *rollup, scope, expected);
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
