// Calls: which function, rule or roll-up a name is; choices between values.
#include <algorithm>
#include <array>

#include "check/checker.hpp"
#include "check/functions.hpp"

namespace sydac::compiler {
namespace {

std::string arguments_wanted(const FunctionSpec& spec) {
  const std::string least = std::to_string(spec.least), most = std::to_string(spec.most);
  if (spec.least == spec.most) return "takes " + least + (spec.least == 1 ? " argument" : " arguments");
  return "takes " + least + " to " + most + " arguments";
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

ValueId Checker::infer_function(const Expr& expr, const Call& call, const FunctionSpec& spec, Scope& scope, Expected expected) {
  if (call.arguments.size() < spec.least || call.arguments.size() > spec.most) {
    diagnostics_.report(Code::argument_count, call.function.span, {spec.name, arguments_wanted(spec)})
        .note("`" + std::string(spec.name) + "(" + std::string(spec.parameters) + ")`: " + std::string(spec.summary));
    return bad(expr.span);
  }
  if (spec.function == Function::matches) return infer_matches(expr, call, scope);
  FunctionCall made{expr, spec, {}, false, expected};
  bool failed = false;
  for (const Argument& argument : call.arguments) {
    if (argument.name || argument.weight || argument.where) {
      if (argument.name) {
        diagnostics_.report(Code::unknown_parameter, argument.name->span, {spec.name, argument.name->text})
            .suggest("arguments of `" + std::string(spec.name) + "` have no names");
      } else {
        diagnostics_.report(Code::argument_count, expr.span, {spec.name, "takes neither weights nor `where`"});
      }
      return bad(expr.span);
    }
    made.arguments.push_back(
        scalar(infer(argument.value, scope, spec.kind == FunctionKind::choice && spec.function != Function::hash ? expected : nullptr)));
    failed = failed || is_bad(made.arguments.back()) || is_null(made.arguments.back());
    made.nullable = made.nullable || model_[made.arguments.back()].type.nullable;
  }
  if (failed) return bad(expr.span);
  switch (spec.kind) {
    case FunctionKind::text: return text_function(made);
    case FunctionKind::number: return number_function(made);
    case FunctionKind::choice: return choice_function(made);
    case FunctionKind::moment: return moment_function(made);
  }
  return bad(expr.span);
}

std::optional<Int128> Checker::constant_number(const FunctionCall& call, std::size_t index, Int128 most, std::string_view what) {
  const Value& value = model_[call.arguments[index]];
  const auto* number = std::get_if<NumberValue>(&value.node);
  if (number && value.type.base == Base::integer && number->raw >= 0 && number->raw <= most) return number->raw;
  diagnostics_.report(Code::not_constant, value.span, {what});
  return std::nullopt;
}

std::optional<std::string> Checker::constant_text(const FunctionCall& call, std::size_t index, std::string_view what) {
  const Value& value = model_[call.arguments[index]];
  if (const auto* text = std::get_if<TextValue>(&value.node)) return text->text;
  diagnostics_.report(Code::not_constant, value.span, {what});
  return std::nullopt;
}

ValueId Checker::least_or_most(const FunctionCall& call, Function function, std::vector<ValueId> arguments) {
  Value value{call.expr.span, {}, {}, {}, NullValue{}};
  std::vector<ValueId*> branches;
  for (ValueId& argument : arguments) branches.push_back(&argument);
  if (!join_branches(branches, value, call.expected)) return bad(call.expr.span);
  const Base base = value.type.base;
  if (base == Base::row || base == Base::record || base == Base::json || base == Base::bytes)
    return mismatch(arguments[0], "something with an order");
  const bool least = function == Function::minimum;
  bool bounded = true;
  for (ValueId argument : arguments) bounded = bounded && model_[argument].bounds;
  if (bounded) {
    Bounds bounds = *model_[arguments[0]].bounds;
    for (ValueId argument : arguments) {
      const Bounds& own = *model_[argument].bounds;
      bounds = {least ? std::min(bounds.low, own.low) : std::max(bounds.low, own.low),
                least ? std::min(bounds.high, own.high) : std::max(bounds.high, own.high)};
    }
    value.bounds = bounds;
  }
  value.node = FunctionValue{function, std::move(arguments)};
  return model_.add(std::move(value));
}

ValueId Checker::choice_function(FunctionCall& call) {
  std::vector<ValueId>& arguments = call.arguments;
  Value value{call.expr.span, {}, {}, {}, NullValue{}};
  switch (call.spec.function) {
    case Function::nullif: {
      auto common = common_type(model_[arguments[0]].type, model_[arguments[1]].type);
      if (!common) return mismatch(arguments[1], describe(model_[arguments[0]].type));
      // Integers and decimals compare as they are; what is not compared as the first argument's type would not be of that type.
      if (!is_number(*common) || common->base == Base::real) {
        for (ValueId& argument : arguments) argument = convert(argument, *common);
      }
      if (is_bad(arguments[0]) || is_bad(arguments[1])) return bad(call.expr.span);
      value = model_[arguments[0]];
      value.span = call.expr.span;
      value.type.nullable = true;
      break;
    }
    case Function::coalesce: {
      std::vector<ValueId*> branches;
      for (ValueId& argument : arguments) branches.push_back(&argument);
      if (!join_branches(branches, value, call.expected)) return bad(call.expr.span);
      value.type.nullable = true;
      for (ValueId argument : arguments) value.type.nullable = value.type.nullable && model_[argument].type.nullable;
      break;
    }
    case Function::hash: {
      for (ValueId& argument : arguments) {
        if (model_[argument].type.base == Base::record) return mismatch(argument, "one of its fields");
        if (model_[argument].type.base == Base::enumeration) argument = convert(argument, {.base = Base::text});
      }
      value.type = {.base = Base::integer, .nullable = call.nullable};
      value.bounds = Bounds{0, INT64_MAX};
      break;
    }
    case Function::clamp: {
      const auto &low = model_[arguments[1]].bounds, &high = model_[arguments[2]].bounds;
      auto common = common_type(model_[arguments[1]].type, model_[arguments[2]].type);
      if (common && low && high && common->base != Base::decimal && low->low > high->high) {
        diagnostics_.report(Code::empty_range, call.expr.span, {show(low->low, *common), show(high->high, *common)});
        return bad(call.expr.span);
      }
      const ValueId raised = least_or_most(call, Function::maximum, {arguments[0], arguments[1]});
      return is_bad(raised) ? raised : least_or_most(call, Function::minimum, {raised, arguments[2]});
    }
    default: return least_or_most(call, call.spec.function, std::move(arguments));
  }
  value.node = FunctionValue{call.spec.function, std::move(arguments)};
  return model_.add(std::move(value));
}

/// Whether a table has a row wherever another one has: that is below it, or refers to it without nulls.
bool Checker::has_rows_with(TableId table, TableId other) const {
  std::size_t steps = 0;
  for (std::optional<TableId> at = other; at && steps <= model_.tables.size(); at = model_[*at].parent, ++steps) {
    if (*at == table) return true;
  }
  const auto& cells = model_[other].cells;
  return std::any_of(cells.begin(), cells.end(),
                     [&](const Cell& each) { return each.kind == CellKind::reference && !each.type.nullable && each.type.table == table; });
}

ValueId Checker::infer_rows_of(const Expr& expr, const Call& call, const Scope& scope) {
  const bool single = call.arguments.size() == 1 && !call.arguments[0].name;
  if (const auto* table = single ? std::get_if<NameRef>(&schema_[call.arguments[0].value].node) : nullptr) {
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
      if (model_.tables[i].name == table->name.text) {
        const Int128 least = has_rows_with({i}, scope.frames[0].table) ? 1 : 0;
        return model_.add({expr.span, {.base = Base::integer}, Bounds{least, Int128{1} << 40}, {}, RowsOfValue{{i}}});
      }
    }
    std::vector<std::string> names;
    for (const Table& each : model_.tables) names.push_back(each.name);
    auto& problem = diagnostics_.report(Code::unknown_table, table->name.span, {table->name.text});
    if (auto near = nearest(table->name.text, names)) problem.suggest("`" + *near + "` is the nearest table");
    return bad(expr.span);
  }
  diagnostics_.report(Code::argument_count, expr.span, {call.function.text, "takes the name of a table"});
  return bad(expr.span);
}

ValueId Checker::infer_call(const Expr& expr, const Call& call, Scope& scope, Expected expected) {
  const std::string& name = call.function.text;
  if (const Definition* definition = definition_named(name)) return infer_definition(expr, call, *definition, scope, expected);
  if (const auto pool = pool_named(name)) return infer_pool_pick(expr, *pool, call.arguments, scope);
  if (name == "choice") return infer_choice(expr, call, scope, expected);
  if (scope.expansion && (name == "serial" || name == "split" || rollup_named(name, call.arguments.size())))
    return report_no_rows(expr, name);
  if (name == "serial") return infer_serial(expr, call, scope);
  if (name == "split") return infer_split(expr, call, scope, expected);
  if (const auto rollup = rollup_named(name, call.arguments.size())) return infer_rollup(expr, call, *rollup, scope, expected);
  if (const FunctionSpec* spec = find_function(name)) return infer_function(expr, call, *spec, scope, expected);
  if (name == "rows") return infer_rows_of(expr, call, scope);
  if (auto id = find_rule(name)) return infer_rule(expr, *id, call.arguments, call.function.span, scope, expected);
  auto& problem = diagnostics_.report(Code::unknown_function, call.function.span, {name});
  std::vector<std::string> candidates{"choice", "serial", "sum", "count", "rows"};
  for (const Definition& each : model_.definitions) candidates.push_back(each.name);
  for (const FunctionSpec& each : functions()) candidates.emplace_back(each.name);
  for (const RuleEntry& entry : rules()) candidates.emplace_back(entry.spec->name);
  if (auto near = nearest(name, candidates)) problem.suggest("`" + *near + "` is the nearest");
  return bad(expr.span);
}

}  // namespace sydac::compiler
