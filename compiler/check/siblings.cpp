// What siblings have of each other: `prev.x`, `running sum(x)`, `split(total)`.
#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "model/walk.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {

bool Checker::has_siblings(const Expr& expr, std::string_view word, const Scope& scope) {
  const Table& table = model_[scope.frames[0].table];
  if (table.parent) return true;
  diagnostics_.report(Code::no_ordinal, expr.span, {word, table.name})
      .note("the header of `" + table.name + "`", table.rows_span)
      .suggest("`table " + table.name + "[0..8 per …]` makes its rows siblings");
  return false;
}

CellId Checker::hidden_cell(TableId table, std::string name, std::string stream, Span span) {
  auto& cells = model_.tables[table.index].cells;
  Cell cell;
  cell.kind = CellKind::let;
  cell.name = std::move(name);
  cell.stream = std::move(stream);
  cell.span = cell.name_span = span;
  cells.push_back(std::move(cell));
  states_[table.index].push_back(State::doing);
  colours_[table.index].push_back(0);
  return {table, static_cast<std::uint32_t>(cells.size() - 1)};
}

ValueId Checker::infer_prev(const Expr& expr, const Name& member, Scope& scope) {
  if (!has_siblings(expr, "prev", scope)) return bad(expr.span);
  const auto found = own_cell(member, expr.span, 0, scope);
  if (!found) {
    auto& problem = diagnostics_.report(Code::unknown_column, member.span, {model_[scope.frames[0].table].name, member.text});
    std::vector<std::string> names;
    for (const auto& [name, index] : cells_by_name_[scope.frames[0].table.index]) names.emplace_back(name);
    if (auto near = nearest(member.text, names)) problem.suggest("`" + *near + "` is the nearest column");
    return bad(expr.span);
  }
  if (is_bad(*found)) return bad(expr.span);
  Value value = model_[*found];
  const Base base = value.type.base;
  if (base == Base::row || base == Base::record || base == Base::text || base == Base::json) {
    diagnostics_.report(Code::not_yet, expr.span, {"`prev` of " + describe(value.type)});
    return bad(expr.span);
  }
  value.type.nullable = true;
  value.node = PrevValue{std::get<CellValue>(value.node).cell};
  return model_.add(std::move(value));
}

/// What a running value is after one more row, made of what it was before and the row's value.
std::optional<ValueId> Checker::running_step(const Name& function, CellId hidden, ValueId value) {
  const Value held = model_[value];
  const Span span = held.span;
  auto call = [&](Function called, std::vector<ValueId> arguments, const Type& type, const std::optional<Bounds>& bounds) {
    return model_.add({span, type, bounds, {}, FunctionValue{called, std::move(arguments)}});
  };
  auto number = [&](Int128 raw, const Type& type) {
    if (type.base == Base::interval) return model_.add({span, type, Bounds{raw, raw}, {}, IntervalValue{}});
    return model_.add({span, type, Bounds{raw, raw}, {}, NumberValue{raw}});
  };
  Type plain = held.type;
  plain.nullable = false;
  Cell& made = cell(hidden);
  if (function.text == "count") {
    const Type integer{.base = Base::integer};
    const Bounds bounds{0, Int128{model_[hidden.table].high}};
    made.type = integer;
    Type before_type = integer;
    before_type.nullable = true;
    const ValueId before = model_.add({span, before_type, bounds, {}, PrevValue{hidden}});
    const ValueId so_far = call(Function::coalesce, {before, number(0, integer)}, integer, bounds);
    ValueId one = number(1, integer);
    if (held.type.nullable) {
      const ValueId null = model_.add({span, {.base = Base::null, .nullable = true}, {}, {}, NullValue{}});
      one = model_.add({span, integer, Bounds{0, 1}, {}, MatchValue{value, {{{null}, number(0, integer)}, {{}, one}}}});
    }
    return model_.add({span, integer, bounds, {}, ArithmeticValue{BinaryOp::add, so_far, one}});
  }
  if (function.text == "min" || function.text == "max") {
    if (!is_number(plain) && !is_moment(plain) && plain.base != Base::time) {
      mismatch(value, "a number or a moment");
      return std::nullopt;
    }
    made.type = held.type;
    Type before_type = held.type;
    before_type.nullable = true;
    const ValueId before = model_.add({span, before_type, held.bounds, {}, PrevValue{hidden}});
    const Function least = function.text == "min" ? Function::minimum : Function::maximum;
    const ValueId both = call(least, {before, value}, before_type, held.bounds);
    return call(Function::coalesce, {both, value, before}, held.type, held.bounds);
  }
  if (!(is_number(plain) && plain.base != Base::real) && plain.base != Base::interval) {
    mismatch(value, "an integer, a decimal or an interval");
    return std::nullopt;
  }
  plain.bits = 64;
  plain.precision = 38;
  std::optional<Bounds> bounds;
  if (held.bounds) {
    const auto low = checked_multiply(std::min<Int128>(held.bounds->low, 0), model_[hidden.table].high),
               high = checked_multiply(std::max<Int128>(held.bounds->high, 0), model_[hidden.table].high);
    if (!low || !high) {
      diagnostics_.report(Code::overflow, span);
      return std::nullopt;
    }
    bounds = Bounds{*low, *high};
  }
  made.type = plain;
  Type before_type = plain;
  before_type.nullable = true;
  const ValueId before = model_.add({span, before_type, bounds, {}, PrevValue{hidden}});
  const ValueId so_far = call(Function::coalesce, {before, number(0, plain)}, plain, bounds);
  if (held.type.nullable) {
    std::optional<Bounds> with_none = held.bounds;
    if (with_none) with_none = Bounds{std::min<Int128>(with_none->low, 0), std::max<Int128>(with_none->high, 0)};
    value = call(Function::coalesce, {value, number(0, plain)}, plain, with_none);
  }
  return model_.add({span, plain, bounds, {}, ArithmeticValue{BinaryOp::add, so_far, value}});
}

ValueId Checker::infer_running(const Expr& expr, const Running& running, Scope& scope) {
  const std::string& function = running.function.text;
  if (function != "sum" && function != "count" && function != "min" && function != "max") {
    diagnostics_.report(Code::unknown_function, running.function.span, {"running " + function})
        .suggest("`running sum(x)`, `running count(x)`, `running min(x)`, `running max(x)`");
    return bad(expr.span);
  }
  if (scope.frames.size() > 1 || running.argument.name || running.argument.weight || running.argument.where || running.argument.via) {
    diagnostics_.report(Code::argument_count, expr.span, {"running " + function, "takes one value of the row itself"});
    return bad(expr.span);
  }
  if (!has_siblings(expr, "running", scope)) return bad(expr.span);
  const TableId table = scope.frames[0].table;
  // Its draws go by the cell that it stands in and by how many stand there before it.
  const std::string stream = (scope.cell ? scope.cell->stream : "#check") + "#running";
  const auto& cells = model_[table].cells;
  const auto before = std::count_if(cells.begin(), cells.end(), [&](const Cell& each) { return each.stream.starts_with(stream); });
  const CellId hidden = hidden_cell(table, "running_" + function, before == 0 ? stream : stream + std::to_string(before + 1), expr.span);
  Scope inner{scope.frames, scope.cell ? &cell(hidden) : nullptr};
  const ValueId value = scalar(infer(running.argument.value, inner, nullptr));
  Cell& made = cell(hidden);
  std::optional<ValueId> after;
  if (!is_bad(value) && !is_null(value)) after = running_step(running.function, hidden, value);
  state(hidden) = State::done;
  if (!after) {
    made.bad = true;
    return bad(expr.span);
  }
  made.value = after;
  return cell_value(hidden, 0, expr.span);
}

/// Whether a value is the same for all siblings: made of constants and of what their parent is, by operations that draw nothing.
bool Checker::is_of_parent(ValueId id) const {
  const Value& value = model_[id];
  const auto& node = value.node;
  auto is_header = [&](ValueId row) {
    const auto* by = std::get_if<CellValue>(&model_[row].node);
    return by && by->frame == 0 && model_[by->cell].pick == PickWay::header;
  };
  if (std::holds_alternative<CellValue>(node)) return is_header(id);
  if (const auto* path = std::get_if<PathValue>(&node); path && is_header(path->row)) return true;
  if (is_own_row_number(value) || is_own_ordinal(value)) return false;
  const bool computes =
      std::holds_alternative<NullValue>(node) || std::holds_alternative<BoolValue>(node) || std::holds_alternative<NumberValue>(node) ||
      std::holds_alternative<RealValue>(node) || std::holds_alternative<TextValue>(node) || std::holds_alternative<IntervalValue>(node) ||
      std::holds_alternative<EnumValue>(node) || std::holds_alternative<PathValue>(node) || std::holds_alternative<FieldValue>(node) ||
      std::holds_alternative<ArithmeticValue>(node) || std::holds_alternative<NegateValue>(node) ||
      std::holds_alternative<CompareValue>(node) || std::holds_alternative<LogicValue>(node) || std::holds_alternative<NotValue>(node) ||
      std::holds_alternative<InValue>(node) || std::holds_alternative<IfValue>(node) || std::holds_alternative<MatchValue>(node) ||
      std::holds_alternative<ConcatValue>(node) || std::holds_alternative<FunctionValue>(node) ||
      std::holds_alternative<ConvertValue>(node) || std::holds_alternative<RowsOfValue>(node) ||
      std::holds_alternative<RowNumberValue>(node) || std::holds_alternative<OrdinalValue>(node);
  const std::vector<ValueId> parts = parts_of(value);
  return computes && std::all_of(parts.begin(), parts.end(), [&](ValueId part) { return is_of_parent(part); });
}

ValueId Checker::infer_split(const Expr& expr, const Call& call, Scope& scope, Expected expected) {
  if (!has_siblings(expr, "split", scope)) return bad(expr.span);
  std::optional<ValueId> total, least;
  for (const Argument& argument : call.arguments) {
    const bool named_least = argument.name && argument.name->text == "min";
    if (argument.name && !named_least) {
      diagnostics_.report(Code::unknown_parameter, argument.name->span, {"split", argument.name->text}).suggest("`split(total, min = 1)`");
      return bad(expr.span);
    }
    auto& into = named_least || total ? least : total;
    const Type wanted = total ? model_[*total].type : Type{};
    into = scalar(infer(argument.value, scope, total ? &wanted : nullptr));
    if (is_bad(*into) || is_null(*into)) return bad(expr.span);
  }
  if (!total || call.arguments.size() > 2 || scope.frames.size() > 1) {
    diagnostics_.report(Code::argument_count, expr.span, {"split", "takes a total that all siblings share"});
    return bad(expr.span);
  }
  Type type = model_[*total].type;
  if (type.base != Base::integer && type.base != Base::decimal && type.base != Base::interval)
    return mismatch(*total, "an integer, a decimal or an interval");
  if (!is_of_parent(*total)) {
    diagnostics_.report(Code::not_shared, model_[*total].span)
        .suggest("a value of the parent, such as `order_id.total`, is the same for all of its rows");
    return bad(expr.span);
  }
  if (expected && expected->base == Base::decimal && type.base != Base::interval) {
    const unsigned scale = scale_of(type);
    if (expected->scale < scale) return mismatch(*total, describe(*expected));
    const bool nullable = type.nullable;
    type = *expected;
    type.nullable = nullable;
    *total = convert(*total, type);
  }
  type.precision = 38;
  type.bits = 64;
  if (least) {
    *least = convert(*least, type);
    const auto& node = model_[*least].node;
    if (is_bad(*least)) return bad(expr.span);
    if (!std::holds_alternative<NumberValue>(node) && !std::holds_alternative<IntervalValue>(node)) {
      diagnostics_.report(Code::not_constant, model_[*least].span, {"the smallest share"});
      return bad(expr.span);
    }
  }
  std::optional<Bounds> bounds;
  if (const auto& whole = model_[*total].bounds) {
    bounds = Bounds{std::min<Int128>(whole->low, 0), std::max<Int128>(whole->high, 0)};
    if (least) bounds->low = model_[*least].bounds->low;
    bounds->high = std::max(bounds->high, bounds->low);
  }
  if (const auto* months = std::get_if<IntervalValue>(&model_[*total].node); months && months->months != 0) {
    diagnostics_.report(Code::duration_mixture, model_[*total].span).suggest("a month is not a number of days: `30d`");
    return bad(expr.span);
  }
  const std::uint32_t own_site = site(scope, expr.span);
  return model_.add({expr.span, type, bounds, {}, SplitValue{*total, least, own_site}});
}

}  // namespace sydac::compiler
