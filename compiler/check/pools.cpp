// Picks from pools: `city`, `review(stars)`, `home.country`.
#include <algorithm>
#include <functional>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "model/walk.hpp"
#include "resolve/pool_literals.hpp"

namespace sydac::compiler {

std::optional<PoolId> Checker::pool_named(std::string_view name) const {
  for (std::uint32_t i = 0; i < model_.pools.size(); ++i) {
    if (model_.pools[i].name == name) return PoolId{i};
  }
  return std::nullopt;
}

/// `let home = city`, `home text = city.name`: where a cell of the row has the name too, the pool is meant.
bool Checker::means_pool(const Expr& expr, const Name& name, const Scope& scope) const {
  if (!pool_named(name.text)) return false;
  if (scope.expansion || !scope.cell || scope.cell->kind != CellKind::let || !scope.cell->rule) return false;
  return &schema_[*scope.cell->rule] == &expr && !scope.cell->source;
}

/// Of a name before a dot.
bool Checker::means_pool_of_fields(const Name& name, const Scope& scope) const {
  if (!pool_named(name.text)) return false;
  if (scope.expansion) return !is_own_name(name.text, scope);
  const auto& names = cells_by_name_[scope.frames[0].table.index];
  const auto found = names.find(name.text);
  return found == names.end() || model_[CellId{scope.frames[0].table, found->second}].kind == CellKind::column;
}

ValueId Checker::infer_pool_pick(const Expr& expr, PoolId id, const std::vector<Argument>& arguments, Scope& scope) {
  const Pool& pool = model_[id];
  if (pool.bad) return bad(expr.span);
  if (arguments.size() != pool.keys.size()) {
    std::string keys;
    for (const TypedPoolKey& key : pool.keys) keys += (keys.empty() ? "" : ", ") + key.rules.name;
    auto& problem = diagnostics_.report(Code::argument_count, expr.span,
                                        {pool.name, pool.keys.empty() ? std::string("is a pool without keys, it takes no arguments")
                                                                      : "takes its keys: `" + pool.name + "(" + keys + ")`"});
    problem.note("`" + pool.name + "` is declared here", pool.name_span);
    return bad(expr.span);
  }
  PoolPickValue pick{id, {}, 0};
  Type type{.base = Base::record, .pool = id};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const TypedPoolKey& key = model_[id].keys[i];
    if (arguments[i].name && arguments[i].name->text != key.rules.name) {
      diagnostics_.report(Code::unknown_parameter, arguments[i].name->span, {pool.name, arguments[i].name->text});
      return bad(expr.span);
    }
    const Type wanted = key.type;
    const ValueId value = convert(scalar(infer(arguments[i].value, scope, &wanted)), wanted);
    if (is_bad(value)) return value;
    if (!can_be_key(id, i, value)) return bad(expr.span);
    type.nullable = type.nullable || model_[value].type.nullable;
    pick.keys.push_back(value);
  }
  pick.site = site(scope, expr.span);
  return model_.add({expr.span, type, {}, {}, std::move(pick)});
}

/// Whether a whole number is always one of the keys; reports where it may not be.
bool Checker::can_be_key(PoolId id, std::size_t index, ValueId value) {
  const TypedPoolKey& key = model_[id].keys[index];
  const auto& bounds = model_[value].bounds;
  if (key.type.base != Base::integer || !bounds) return true;
  std::vector<Int128> raws;
  for (ValueId constant : key.values) raws.push_back(std::get<NumberValue>(model_[constant].node).raw);
  std::sort(raws.begin(), raws.end());
  const bool whole = raws.back() - raws.front() + 1 == static_cast<Int128>(raws.size());
  const Int128 missing = bounds->low < raws.front() ? bounds->low : bounds->high;
  if (whole && bounds->low >= raws.front() && bounds->high <= raws.back()) return true;
  if (!whole && bounds->low >= raws.front() && bounds->high <= raws.back()) return true;  // one between them stops the row
  const std::string all = to_text(raws.front()) + " to " + to_text(raws.back());
  diagnostics_.report(Code::pool_key, model_[value].span, {key.rules.name, model_[id].name, all, to_text(missing)})
      .note("`" + key.rules.name + "` is declared here", key.span)
      .suggest("`clamp(…, " + to_text(raws.front()) + ", " + to_text(raws.back()) + ")` keeps it inside");
  return false;
}

/// `city.name`, `home.name`
ValueId Checker::pool_field(const Expr& expr, ValueId entry, const Name& member) {
  const Type type = model_[entry].type;
  const Pool& pool = model_[*type.pool];
  if (pool.bad) return bad(expr.span);
  for (std::uint32_t i = 0; i < pool.fields.size(); ++i) {
    if (pool.fields[i].rules.name == member.text) return pool_field(expr.span, entry, i);
  }
  std::vector<std::string> names;
  for (const TypedPoolField& field : pool.fields) names.push_back(field.rules.name);
  // The key of a keyed pool is a field as well: it is what the entry was picked by.
  const auto* pick = std::get_if<PoolPickValue>(&model_[entry].node);
  for (std::size_t i = 0; pick && i < pool.keys.size(); ++i) {
    if (pool.keys[i].rules.name == member.text) return pick->keys[i];
  }
  auto& problem = diagnostics_.report(Code::unknown_field, member.span, {pool.name, member.text});
  if (auto near = nearest(member.text, names)) {
    problem.suggest("`" + *near + "` is the nearest field");
  } else {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "`" : ", `") + name + "`";
    problem.suggest("the fields are " + all);
  }
  return bad(expr.span);
}

ValueId Checker::pool_field(Span span, ValueId entry, std::uint32_t index) {
  const Value held = model_[entry];
  if (model_[*held.type.pool].bad) return bad(span);
  const TypedPoolField& field = model_[*held.type.pool].fields[index];
  Value value{span, field.type, field.bounds, {}, FieldValue{entry, index}};
  value.type.nullable = field.type.nullable || held.type.nullable;
  if (!value.bounds) value.bounds = type_bounds(field.type);
  if (field.type.base == Base::text && field.rules.max_characters > 0) value.size = field.size;
  if (field.type.base == Base::enumeration) {
    std::size_t longest = 0;
    for (const std::string& name : model_[field.type.enumeration].values) longest = std::max(longest, name.size());
    value.size = TextSize{longest, 0};
  }
  return model_.add(std::move(value));
}

/// Two fields of one pool, by a pick each, do not agree: a `let` would.
void Checker::note_pick(ValueId entry, const Name& member, const Scope& scope) {
  const auto* pick = std::get_if<PoolPickValue>(&model_[entry].node);
  if (!pick || !scope.cell || scope.expansion) return;
  const auto [at, fresh] = picks_.emplace(std::pair(scope.frames[0].table, pick->pool), PickedField{member.text});
  if (fresh || at->second.reported || at->second.field == member.text) return;
  at->second.reported = true;
  const std::string& pool = model_[pick->pool].name;
  diagnostics_.report(Code::two_picks, member.span, {pool + "." + at->second.field, pool + "." + member.text, pool})
      .suggest("`let one = " + pool + "` takes an entry whose fields are `one." + at->second.field + "`, `one." + member.text + "`");
}

/// A key of a row of the pool's fallback: keys change fastest, so that each has its rows at any number of them.
ValueId Checker::fallback_key(const Cell& held, TableId table) {
  const Pool& pool = model_[*model_[table].fallback_of];
  const TypedPoolKey& key = pool.keys[*held.pool_key];
  std::uint64_t stride = 1;
  for (std::size_t i = *held.pool_key + 1; i < pool.keys.size(); ++i) stride *= pool.keys[i].values.size();
  const Type integer{.base = Base::integer};
  auto number = [&](std::uint64_t raw) {
    return model_.add({held.span, integer, Bounds{Int128{raw}, Int128{raw}}, {}, NumberValue{Int128{raw}}});
  };
  const auto most = Int128{rows_of(model_, table).high};
  const std::uint64_t count = key.values.size();
  const std::vector<ValueId> values = key.values;
  const Type type = key.type;
  ValueId index = model_.add({held.span, integer, Bounds{0, most}, {}, RowNumberValue{0}});
  auto apply = [&](Function function, std::uint64_t by, Int128 high) {
    const ValueId operand = number(by);
    index = model_.add({held.span, integer, Bounds{0, high}, {}, FunctionValue{function, {index, operand}}});
  };
  if (stride > 1) apply(Function::div, stride, most);
  apply(Function::mod, count, Int128{count} - 1);
  Value value{held.span, type, {}, {}, ElementValue{values, index}};
  for (ValueId each : values) {
    const Value& constant = model_[each];
    if (const auto* raw = std::get_if<NumberValue>(&constant.node))
      value.bounds =
          value.bounds ? Bounds{std::min(value.bounds->low, raw->raw), std::max(value.bounds->high, raw->raw)} : Bounds{raw->raw, raw->raw};
    if (const auto* text = std::get_if<TextValue>(&constant.node))
      value.size = TextSize{std::max<std::uint64_t>(value.size ? value.size->fixed : 0, text->text.size()), 0};
  }
  return model_.add(std::move(value));
}

/// Options of `llm { … }` are constants, and none of them a key: a schema is shown around, and so is what is made of it.
void Checker::check_llm_options() {
  for (const LlmOption& option : schema_.llm_options) {
    const std::string& name = option.name.text;
    const bool key = name.find("key") != std::string::npos || name.find("secret") != std::string::npos ||
                     (name.find("token") != std::string::npos && name.find("tokens") == std::string::npos);
    if (key)
      diagnostics_.report(Code::key_in_schema, option.name.span, {name});
    else if (const auto literal = pool_literal(schema_, option.value); !literal || !literal->text)
      diagnostics_.report(Code::not_constant, schema_[option.value].span, {"an option of `llm`"});
  }
}

/// Pools whose fallbacks need each other can not be filled.
void Checker::check_pools() {
  check_llm_options();
  std::vector<std::vector<std::uint32_t>> needs(model_.pools.size());
  for (std::uint32_t i = 0; i < model_.pools.size(); ++i) {
    if (!model_.pools[i].fallback) continue;
    for (const Cell& held : model_[*model_.pools[i].fallback].cells) {
      if (!held.value) continue;
      for_each_value(model_, *held.value, [&](ValueId value) {
        const auto* pick = std::get_if<PoolPickValue>(&model_[value].node);
        if (pick) needs[i].push_back(pick->pool.index);
      });
    }
  }
  std::vector<int> state(model_.pools.size(), 0);
  std::vector<std::uint32_t> path;
  const std::function<void(std::uint32_t)> visit = [&](std::uint32_t i) {
    state[i] = 1;
    path.push_back(i);
    for (std::uint32_t next : needs[i]) {
      if (state[next] == 0) visit(next);
      if (state[next] != 1) continue;
      std::string chain;
      for (auto at = std::find(path.begin(), path.end(), next); at != path.end(); ++at) chain += model_.pools[*at].name + " → ";
      diagnostics_.report(Code::cell_cycle, model_.pools[next].name_span, {model_.pools[next].name, chain + model_.pools[next].name});
      state[next] = 2;
    }
    path.pop_back();
    state[i] = 2;
  };
  for (std::uint32_t i = 0; i < model_.pools.size(); ++i) {
    if (state[i] == 0) visit(i);
  }
  for (std::size_t i = 0; i < model_.values.size(); ++i) {
    if (const auto* unique = std::get_if<UniqueValue>(&model_.values[i].node)) want_different(unique->draw);
  }
  for (const Table& table : model_.tables) {
    for (const Key& key : table.keys) {
      for (std::uint32_t index : key.cells) {
        if (table.cells[index].value) want_different_source(table, *table.cells[index].value);
      }
    }
  }
}

/// A key that tells the entry of `[each pool]` by a field.
void Checker::want_different_source(const Table& table, ValueId value) {
  if (const auto* conversion = std::get_if<ConvertValue>(&model_[value].node)) return want_different_source(table, conversion->operand);
  const auto* field = std::get_if<FieldValue>(&model_[value].node);
  const auto* own = field ? std::get_if<CellValue>(&model_[field->record].node) : nullptr;
  const auto pool = own ? model_[field->record].type.pool : std::nullopt;
  if (pool && own->frame == 0 && table.cells[own->cell.index].source) model_.pools[pool->index].fields[field->field].rules.distinct = true;
}

/// A unique column takes a field of a pool: its entries differ there.
void Checker::want_different(ValueId draw) {
  for_each_value(model_, draw, [&](ValueId part) {
    const auto* field = std::get_if<FieldValue>(&model_[part].node);
    const auto* pick = field ? std::get_if<PoolPickValue>(&model_[field->record].node) : nullptr;
    if (pick) model_.pools[pick->pool.index].fields[field->field].rules.distinct = true;
  });
}

}  // namespace sydac::compiler
