// Roll-ups: a cell of a row from the rows of another table that belong to it.
#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {

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
  if (!table.parent || *table.parent != own) {
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

}  // namespace sydac::compiler
