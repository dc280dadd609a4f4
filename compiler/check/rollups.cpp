// Roll-ups: a cell of a row from the rows of another table that belong to it.
//
// Note [rows that are rolled up]: a row's rows are found without a search: those below it in the headers of tables, any number of levels
// down, or those whose `unique` or `even` reference picks it, by the inverse of the permutation that picks. What is picked by chance is not
// enumerable from the other side.
#include <algorithm>
#include <array>

#include "base/numbers.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {
namespace {

constexpr std::array<std::pair<std::string_view, Rollup>, 6> kRollups{{{"sum", Rollup::sum},
                                                                       {"count", Rollup::count},
                                                                       {"min", Rollup::minimum},
                                                                       {"max", Rollup::maximum},
                                                                       {"avg", Rollup::average},
                                                                       {"exists", Rollup::exists}}};

/// Decimals of an average whose place does not say how many it wants.
constexpr std::uint8_t kAverageScale = 6;

bool counts_rows(Rollup function) { return function == Rollup::count || function == Rollup::exists; }

/// How many headers up `above` stands over a table; nothing where it does not.
std::optional<std::uint32_t> levels_below(const Model& model, TableId table, TableId above) {
  std::uint32_t levels = 0;
  for (std::optional<TableId> at = table; at && levels <= model.tables.size(); at = model[*at].parent, ++levels) {
    if (levels > 0 && *at == above) return levels;
  }
  return std::nullopt;
}

/// Whether the rows that pick a row by this reference can be found from that row.
bool is_invertible(const Cell& cell) {
  if (cell.kind != CellKind::reference || cell.bad || cell.place || cell.among || cell.distinct) return false;
  return cell.unique || cell.pick == PickWay::even || cell.pick == PickWay::mutual;
}

}  // namespace

std::optional<Rollup> rollup_named(std::string_view name, std::size_t arguments) {
  for (const auto& [word, rollup] : kRollups) {
    if (word == name && arguments == 1) return rollup;
  }
  return std::nullopt;
}

/// The names in an expression that can mean a table; what stands inside another roll-up belongs to that.
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
  if (const auto* text = std::get_if<TextLiteral>(&expr.node)) {
    for (const auto& part : text->parts) {
      if (const auto* inner = std::get_if<ExprId>(&part)) tables_named(*inner, found);
    }
  }
  if (const auto* call = std::get_if<Call>(&expr.node)) {
    if (rollup_named(call->function.text, call->arguments.size())) return;
    for (const Argument& argument : call->arguments) tables_named(argument.value, found);
  }
}

std::optional<TableId> Checker::rollup_child(const Call& call, Scope& scope) {
  std::vector<const Name*> names;
  tables_named(call.arguments[0].value, names);
  const auto& own = model_[scope.frames[0].table].cells;
  for (const Name* name : names) {
    // `orders int = count(orders)` counts the table: only what has members itself comes before it.
    const bool has_members = std::any_of(own.begin(), own.end(), [&](const Cell& each) {
      return each.name == name->text && (each.type.base == Base::row || each.kind == CellKind::let);
    });
    if (has_members) continue;
    if (std::any_of(scope.frames.begin(), scope.frames.end(), [&](const Frame& each) { return each.alias == name->text; })) continue;
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
      if (model_.tables[i].name == name->text) return TableId{i};
    }
  }
  return std::nullopt;
}

/// Whose rows the child's are: the innermost row around that they lie below, or that a reference of theirs picks invertibly.
std::optional<Checker::Rolled> Checker::rolled_rows(const Argument& argument, TableId child, const Scope& scope) {
  const auto& cells = model_[child].cells;
  for (std::uint32_t frame = static_cast<std::uint32_t>(scope.frames.size()); frame-- > 0;) {
    const TableId of = scope.frames[frame].table;
    const auto levels = levels_below(model_, child, of);
    if (levels && !argument.via) return Rolled{child, frame, {}};
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
      if (argument.via && cells[i].name != argument.via->text) continue;
      if (cells[i].kind != CellKind::reference || cells[i].type.table != of) continue;
      if (argument.via && cells[i].pick == PickWay::header) return Rolled{child, frame, {}};
      if (is_invertible(cells[i])) found.push_back(i);
    }
    if (found.size() > 1) {
      const Span span = schema_[argument.value].span;
      diagnostics_.report(Code::ambiguous_rows, span, {model_[child].name, std::to_string(found.size()), model_[of].name})
          .suggest("`via " + cells[found[0]].name + "` behind the value says which");
      return std::nullopt;
    }
    if (!found.empty()) return Rolled{child, frame, found[0]};
  }
  report_not_enumerable(argument, child, scope.frames.back().table);
  return std::nullopt;
}

void Checker::report_not_enumerable(const Argument& argument, TableId child, TableId of) {
  const Table& table = model_[child];
  const Span span = schema_[argument.value].span;
  const Cell* reference = nullptr;
  for (const Cell& cell : table.cells) {
    if (cell.kind != CellKind::reference || cell.type.table != of) continue;
    if (!argument.via || cell.name == argument.via->text) reference = &cell;
  }
  if (argument.via && !reference) {
    diagnostics_.report(Code::unknown_column, argument.via->span, {table.name, argument.via->text})
        .note("`via` names a reference of `" + table.name + "` to `" + model_[of].name + "`");
    return;
  }
  auto& problem = diagnostics_.report(Code::not_enumerable, span, {table.name, model_[of].name});
  problem.note("the header of `" + table.name + "`", table.rows_span);
  if (reference) problem.note("`" + reference->name + "` picks its row by chance", reference->name_span);
  const std::string each = "`table " + table.name + "[0..8 per " + model_[of].name + "]` would make them children of each row";
  if (!reference || table.parent) {
    problem.suggest(each);
    return;
  }
  const std::string total = table.low == table.high ? std::to_string(table.low) : "1000";
  problem.suggest("`table " + table.name + "[" + total + " over " + model_[of].name +
                  "]` keeps the total and makes them children of each row; `" + reference->name + " -> " + model_[of].name +
                  " = even` can be read from both sides too");
}

/// How many rows are rolled up for one row.
Bounds Checker::rolled_count(const Rolled& rolled, TableId of) const {
  if (rolled.via) {
    const Cell& by = model_[rolled.child].cells[*rolled.via];
    const bool once = by.unique || by.pick == PickWay::mutual;
    return {0, once ? Int128{1} : Int128{kAnyChildren}};  // `--rows` may ask for more of them
  }
  Bounds count{1, 1};
  for (TableId at = rolled.child; at != of; at = *model_[at].parent) {
    count.low = std::min<Int128>(count.low * model_[at].low, INT64_MAX);
    count.high = std::min<Int128>(count.high * model_[at].high, INT64_MAX);
  }
  return count;
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

/// The type and bounds of a roll-up of `held` over `count` rows.
bool Checker::type_rollup(Value& value, const RollupValue& rollup, const Bounds& count, Expected expected) {
  const Value held = model_[*rollup.value];
  const bool all = !rollup.where && !held.type.nullable;
  const bool may_be_none = count.low == 0 || !all;
  value.type = held.type;
  value.bounds = held.bounds;
  value.size = held.size;
  value.type.precision = 38;
  value.type.bits = 64;
  if (rollup.function == Rollup::sum) {
    if (!is_number(held.type) && held.type.base != Base::interval) return !is_bad(mismatch(*rollup.value, "a number or an interval"));
    value.type.nullable = false;
    if (held.type.base == Base::real || !held.bounds) return true;
    const auto low = checked_multiply(std::min<Int128>(held.bounds->low, 0), count.high),
               high = checked_multiply(std::max<Int128>(held.bounds->high, 0), count.high);
    if (!low || !high) {
      diagnostics_.report(Code::overflow, value.span);
      return false;
    }
    value.bounds = Bounds{all && held.bounds->low > 0 ? held.bounds->low * count.low : *low,
                          all && held.bounds->high < 0 ? held.bounds->high * count.low : *high};
    return true;
  }
  value.type.nullable = may_be_none;
  if (rollup.function == Rollup::average) {
    if (!is_number(held.type)) return !is_bad(mismatch(*rollup.value, "a number"));
    if (held.type.base == Base::real) return true;
    const unsigned from = scale_of(held.type);
    value.type.base = Base::decimal;
    value.type.scale =
        expected && expected->base == Base::decimal ? expected->scale : std::max<std::uint8_t>(held.type.scale, kAverageScale);
    const auto low = rescale(held.bounds->low, from, value.type.scale), high = rescale(held.bounds->high, from, value.type.scale);
    if (!low || !high) {
      diagnostics_.report(Code::overflow, value.span);
      return false;
    }
    value.bounds = Bounds{*low, *high};
    return true;
  }
  if (held.type.base == Base::record || held.type.base == Base::json || held.type.base == Base::bytes || held.type.base == Base::interval)
    return !is_bad(mismatch(*rollup.value, "something with an order"));
  return true;
}

ValueId Checker::infer_rollup(const Expr& expr, const Call& call, Rollup function, Scope& scope, Expected expected) {
  if (model_[scope.frames[0].table].fallback_of) {
    diagnostics_.report(Code::fallback_reads, expr.span, {"rows of tables"});
    return bad(expr.span);
  }
  const Argument& argument = call.arguments[0];
  auto child = rollup_child(call, scope);
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
  const auto rolled = rolled_rows(argument, *child, scope);
  if (!rolled) return bad(expr.span);
  const auto frame = static_cast<std::uint32_t>(scope.frames.size());
  RollupValue rollup{function, *child, frame, {}, {}, rolled->of, scope.frames[rolled->of].table, rolled->via};
  Scope inner{scope.frames, nullptr};
  inner.frames.push_back({*child, table.name});
  const auto* bare = std::get_if<NameRef>(&schema_[argument.value].node);
  if (bare && !counts_rows(function)) {
    diagnostics_.report(Code::rollup_argument, expr.span,
                        {call.function.text, "needs a column of `" + table.name + "`, such as `" + table.name + ".amount`"});
    return bad(expr.span);
  }
  if (!bare) rollup.value = scalar(infer(argument.value, inner, nullptr));
  if (!bare && is_null(*rollup.value)) return bad(expr.span);
  const Type boolean{.base = Base::boolean};
  if (argument.where) rollup.where = convert(infer(*argument.where, inner, &boolean), boolean);
  if ((rollup.value && is_bad(*rollup.value)) || (rollup.where && is_bad(*rollup.where))) return bad(expr.span);
  if (rollup.value && counts_rows(function)) {
    // As in SQL, a count of values leaves the nulls out.
    if (model_[*rollup.value].type.nullable) rollup.where = and_not_null(rollup.where, *rollup.value);
    rollup.value.reset();
  }
  const Bounds count = rolled_count(*rolled, scope.frames[rolled->of].table);
  Value value{expr.span, {.base = Base::integer}, Bounds{rollup.where ? 0 : count.low, count.high}, {}, NullValue{}};
  if (function == Rollup::exists) {
    value.type.base = Base::boolean;
    value.bounds.reset();
  }
  if (rollup.value && !type_rollup(value, rollup, count, expected)) return bad(expr.span);
  value.node = std::move(rollup);
  return model_.add(std::move(value));
}

}  // namespace sydac::compiler
