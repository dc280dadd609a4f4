#include <algorithm>

#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {

ValueId Checker::infer(ExprId id, Scope& scope, Expected expected) {
  const Expr& expr = schema_[id];
  if (scope.expansion && std::holds_alternative<Running>(expr.node)) return report_no_rows(expr, "running");
  bool handled = true;
  const ValueId literal = infer_literal(expr, scope, expected, handled);
  if (handled) return literal;
  if (const auto* name = std::get_if<NameRef>(&expr.node)) return infer_name(expr, name->name, scope, expected);
  if (const auto* access = std::get_if<MemberAccess>(&expr.node)) return infer_member(expr, *access, scope, expected);
  if (const auto* call = std::get_if<Call>(&expr.node)) return infer_call(expr, *call, scope, expected);
  if (const auto* unary = std::get_if<Unary>(&expr.node)) return infer_unary(expr, *unary, scope, expected);
  if (const auto* binary = std::get_if<Binary>(&expr.node)) return infer_binary(expr, *binary, scope, expected);
  if (const auto* choice = std::get_if<If>(&expr.node)) return infer_if(expr, *choice, scope, expected);
  if (const auto* match = std::get_if<Match>(&expr.node)) return infer_match(expr, *match, scope, expected);
  if (const auto* running = std::get_if<Running>(&expr.node)) return infer_running(expr, *running, scope);
  std::string_view what = "this expression";
  if (std::holds_alternative<Tuple>(expr.node)) return report_tuple(expr);
  if (std::holds_alternative<ArrayLiteral>(expr.node)) what = "arrays";
  if (std::holds_alternative<Index>(expr.node)) what = "`[…]` behind a value";
  diagnostics_.report(Code::not_yet, expr.span, {what});
  return bad(expr.span);
}

ValueId Checker::cell_value(CellId id, std::uint32_t frame, Span span) {
  type_cell(id);
  const Cell& found = model_[id];
  if ((found.kind == CellKind::let || found.copied) && state(id) == State::doing) {
    report_untyped(id, span);
    return bad(span);
  }
  Value value{span, found.type, {}, {}, CellValue{id, frame}};
  if (found.value && state(id) == State::done) {
    const Value& own = model_[*found.value];
    value.bounds = own.bounds;
    value.size = own.size;
    const auto range = found.kind == CellKind::column ? type_bounds(found.type) : std::nullopt;
    // What leaves the column's type stops the generator, so no reader of the cell sees it.
    if (range && value.bounds && value.bounds->low <= range->high && value.bounds->high >= range->low) {
      value.bounds = Bounds{std::max(value.bounds->low, range->low), std::min(value.bounds->high, range->high)};
    }
  }
  if (!value.bounds) value.bounds = type_bounds(found.type);
  if (!value.size && found.type.base == Base::text && found.type.length) value.size = TextSize{*found.type.length, 0};
  if (found.bad && found.kind != CellKind::reference) value.type.base = Base::bad;
  if (found.bad && found.kind == CellKind::reference && found.type.base == Base::row && found.target() == CellId{})
    value.type.base = Base::bad;
  return model_.add(std::move(value));
}

ValueId Checker::path(ValueId row, CellId target, Span span) {
  const bool nullable = model_[row].type.nullable;
  const ValueId inside = cell_value(target, 0, span);
  Value value = model_[inside];
  value.type.nullable = value.type.nullable || nullable;
  value.node = PathValue{row, target};
  return model_.add(std::move(value));
}

bool Checker::is_own_name(std::string_view name, const Scope& scope) const {
  auto is_it = [&](const auto& each) { return each.name == name; };
  if (scope.expansion) return std::ranges::any_of(scope.expansion->definition.parameters, is_it);
  return std::ranges::any_of(model_[scope.frames[0].table].cells, [&](const Cell& each) { return is_it(each) && !is_enum_source(each); });
}

std::optional<ValueId> Checker::own_cell(const Name& name, Span span, std::uint32_t frame, Scope& scope) {
  const TableId table = scope.frames[frame].table;
  const auto& names = cells_by_name_[table.index];
  if (auto found = names.find(name.text); found != names.end()) return cell_value({table, found->second}, frame, span);
  return std::nullopt;
}

std::optional<ValueId> Checker::enum_constant(std::string_view name, Span span, Expected expected) {
  if (!expected || expected->base != Base::enumeration) return std::nullopt;
  const Enum& list = model_[expected->enumeration];
  for (std::uint32_t i = 0; i < list.values.size(); ++i) {
    if (list.values[i] != name) continue;
    Type type = *expected;
    type.nullable = false;
    return model_.add({span, type, {}, TextSize{name.size(), 0}, EnumValue{i}});
  }
  return std::nullopt;
}

ValueId Checker::infer_name(const Expr& expr, const Name& name, Scope& scope, Expected expected) {
  if (scope.expansion) {
    if (auto parameter = parameter_value(name, expr.span, scope)) return *parameter;
    if (name.text == "row" || name.text == "ordinal" || name.text == "prev") return report_no_rows(expr, name.text);
  }
  // `email text = email`: a column's own name in its rule can only mean the rule, `new status = new` the value of the enum, `row int = row`
  // the number of the row.
  const bool itself = !scope.expansion && scope.cell && scope.cell->name == name.text;
  if (itself && !scope.cell->source) {  // nor what the row has of its header
    for (const HeaderSource& source : model_[scope.frames[0].table].sources) {
      if (source.name == name.text) return cell_value({scope.frames[0].table, source.cell}, 0, expr.span);
    }
  }
  if (itself || means_pool(expr, name, scope)) {
    if (const auto pool = pool_named(name.text)) return infer_pool_pick(expr, *pool, {}, scope);
  }
  if (auto id = itself ? find_rule(name.text) : std::nullopt; id && name.text != "serial")
    return infer_rule(expr, *id, {}, name.span, scope, expected);
  if (itself) {
    if (auto constant = enum_constant(name.text, expr.span, expected)) return *constant;
  }
  const bool word = name.text == "row" || name.text == "ordinal" || name.text == "now";
  if (auto found = (itself && word) || scope.expansion ? std::nullopt : own_cell(name, expr.span, 0, scope)) return *found;
  if (auto constant = enum_constant(name.text, expr.span, expected)) return *constant;
  if (const auto pool = word ? std::nullopt : pool_named(name.text)) return infer_pool_pick(expr, *pool, {}, scope);
  const Table& table = model_[scope.frames[0].table];
  if (name.text == "row") {
    const auto high = rows_of(model_, scope.frames[0].table).high;
    return model_.add({expr.span, {.base = Base::integer}, Bounds{0, high == 0 ? 0 : Int128{high} - 1}, TextSize{0, 1}, RowNumberValue{0}});
  }
  if (name.text == "ordinal") {
    if (!table.parent && !table.bad) {
      diagnostics_.report(Code::no_ordinal, expr.span, {"ordinal", table.name})
          .note("the header of `" + table.name + "`", table.rows_span)
          .suggest("`row + 1` numbers the rows of the table");
      return bad(expr.span);
    }
    return model_.add({expr.span, {.base = Base::integer}, Bounds{1, table.high == 0 ? 1 : Int128{table.high}}, {}, OrdinalValue{0}});
  }
  if (name.text == "now") {
    return model_.add({expr.span, {.base = Base::timestamp}, Bounds{model_.now, model_.now}, TextSize{19, 0}, NumberValue{model_.now}});
  }
  if (name.text == "serial") return infer_serial(expr, {name, {}}, scope);
  if (auto id = find_rule(name.text)) return infer_rule(expr, *id, {}, name.span, scope, expected);
  if (name.text == "prev") {
    diagnostics_.report(Code::argument_count, expr.span, {"prev", "needs a cell of the sibling before: `prev.total`"});
    return bad(expr.span);
  }
  // Beside something that is reported already, the name may be a value of an enum that is not known.
  if (!expected || expected->base != Base::bad) report_unknown(name, scope, expected);
  return bad(expr.span);
}

void Checker::report_unknown(const Name& name, Scope& scope, Expected expected) {
  const bool wants_enum = expected && expected->base == Base::enumeration;
  auto& problem = wants_enum ? diagnostics_.report(Code::unknown_enum_value, name.span, {name.text, model_[expected->enumeration].name})
                             : diagnostics_.report(Code::unknown_name, name.span, {name.text});
  if (diagnostics_.dropped() > 0) return;  // nobody reads the hint, and the search goes over all names
  std::vector<std::string> candidates;
  if (scope.expansion) {
    for (const DefinitionParameter& each : scope.expansion->definition.parameters) candidates.push_back(each.name);
    problem.note("a `def` sees its parameters, not the columns of a table");
  } else {
    for (const Cell& each : model_[scope.frames[0].table].cells) candidates.push_back(each.name);
  }
  if (wants_enum) {
    candidates = model_[expected->enumeration].values;
    problem.note("`" + model_[expected->enumeration].name + "` is declared here", model_[expected->enumeration].span);
  } else {
    for (const RuleEntry& entry : rules()) candidates.emplace_back(entry.spec->name);
    for (const Pool& pool : model_.pools) candidates.push_back(pool.name);
    for (const char* word : {"row", "ordinal", "now"}) candidates.emplace_back(word);
  }
  if (auto near = nearest(name.text, candidates)) {
    problem.suggest("`" + *near + "` is the nearest name");
    return;
  }
  for (const Table& table : model_.tables) {
    if (table.name == name.text)
      problem.suggest("`" + name.text + "` is a table; its columns are reached through a reference or in `sum`, `count`, `min` and `max`");
  }
}

ValueId Checker::infer_member(const Expr& expr, const MemberAccess& access, Scope& scope, Expected) {
  const Expr& object = schema_[access.object];
  if (const auto* name = std::get_if<NameRef>(&object.node)) {
    for (auto frame = static_cast<std::uint32_t>(scope.frames.size()); frame-- > 1 && !scope.expansion;) {
      if (scope.frames[frame].alias != name->name.text) continue;
      if (auto found = own_cell(access.member, expr.span, frame, scope)) return *found;
      if (access.member.text == "row")
        return model_.add({expr.span, {.base = Base::integer}, Bounds{0, INT64_MAX}, TextSize{0, 1}, RowNumberValue{frame}});
      auto& problem = diagnostics_.report(Code::unknown_column, access.member.span, {name->name.text, access.member.text});
      std::vector<std::string> names;
      for (const Cell& each : model_[scope.frames[frame].table].cells) names.push_back(each.name);
      if (auto near = nearest(access.member.text, names)) problem.suggest("`" + *near + "` is the nearest column");
      return bad(expr.span);
    }
    const bool is_cell = is_own_name(name->name.text, scope);
    if (!is_cell && name->name.text == "prev")
      return scope.expansion ? report_no_rows(expr, "prev") : infer_prev(expr, access.member, scope);
    for (std::uint32_t i = 0; !is_cell && !scope.by_default && i < model_.enums.size(); ++i) {
      if (model_.enums[i].name != name->name.text) continue;
      const Type type{.base = Base::enumeration, .enumeration = {i}};
      if (auto constant = enum_constant(access.member.text, expr.span, &type)) return *constant;
      report_unknown(access.member, scope, &type);
      return bad(expr.span);
    }
  }
  const auto* object_name = std::get_if<NameRef>(&object.node);
  const bool of_pool = object_name && means_pool_of_fields(object_name->name, scope);
  const ValueId inner =
      of_pool ? infer_pool_pick(object, *pool_named(object_name->name.text), {}, scope) : infer(access.object, scope, nullptr);
  const Type type = model_[inner].type;
  if (type.base == Base::bad) return inner;
  if (type.base == Base::row) {
    const auto& cells = model_[type.table].cells;
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
      names.push_back(cells[i].name);
      if (cells[i].name == access.member.text) return path(inner, {type.table, i}, expr.span);
    }
    if (access.member.text == "row" || access.member.text == "ordinal") return number_of_row(expr, access.member, inner);
    auto& problem = diagnostics_.report(Code::unknown_column, access.member.span, {model_[type.table].name, access.member.text});
    if (auto near = nearest(access.member.text, names)) problem.suggest("`" + *near + "` is the nearest column");
    return bad(expr.span);
  }
  if (type.pool) {
    const ValueId field = pool_field(expr, inner, access.member);
    if (!is_bad(field)) note_pick(inner, access.member, scope);
    return field;
  }
  if (type.base == Base::record) {
    const RuleSpec& spec = *rule(type.record).spec;
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < spec.fields.size(); ++i) {
      names.emplace_back(spec.fields[i].name);
      if (spec.fields[i].name != access.member.text) continue;
      Type field{.base = Base::text};
      if (spec.fields[i].type == RuleType::integer) field.base = Base::integer;
      Value value{expr.span, field, {}, {}, FieldValue{inner, i}};
      value.type.nullable = type.nullable;
      if (field.base == Base::text) value.size = TextSize{spec.fields[i].max_characters, 0};
      value.bounds = type_bounds(field);
      return model_.add(std::move(value));
    }
    auto& problem = diagnostics_.report(Code::unknown_field, access.member.span, {spec.name, access.member.text});
    const auto near = nearest(access.member.text, names);
    problem.suggest(near ? "`" + *near + "` is the nearest field" : fields_of(type.record));
    return bad(expr.span);
  }
  diagnostics_.report(Code::not_a_row, access.member.span, {access.member.text, describe(type)});
  return bad(expr.span);
}

/// `customer_id.row`, `customer_id.ordinal`
ValueId Checker::number_of_row(const Expr& expr, const Name& word, ValueId row) {
  const Type type = model_[row].type;
  const Table& table = model_[type.table];
  const Type integer{.base = Base::integer, .nullable = type.nullable};
  if (word.text == "row") {
    const auto high = rows_of(model_, type.table).high;
    return model_.add({expr.span, integer, Bounds{0, high == 0 ? 0 : Int128{high} - 1}, {}, RowNumberValue{0, row}});
  }
  if (!table.parent) {
    diagnostics_.report(Code::no_ordinal, expr.span, {"ordinal", table.name}).note("the header of `" + table.name + "`", table.rows_span);
    return bad(expr.span);
  }
  return model_.add({expr.span, integer, Bounds{1, table.high == 0 ? 1 : Int128{table.high}}, {}, OrdinalValue{0, row}});
}

ValueId Checker::scalar(ValueId value) {
  const Value held = model_[value];
  if (held.type.pool) return pool_field(held.span, value, 0);
  if (held.type.base != Base::row) return value;
  CellId reference{};
  if (const auto* own = std::get_if<CellValue>(&held.node)) reference = own->cell;
  if (const auto* far = std::get_if<PathValue>(&held.node)) reference = far->cell;
  const Cell& declared = model_[reference];
  if (declared.bad) return bad(held.span);
  if (declared.source) {
    const Table& table = model_[held.type.table];
    for (const Key& key : table.keys) {
      if (key.primary && key.cells.size() == 1) return scalar(path(value, {held.type.table, key.cells[0]}, held.span));
    }
    diagnostics_.report(Code::no_primary_key, held.span, {table.name})
        .note("a row stands for its primary key, if that is one column", table.name_span);
    return bad(held.span);
  }
  // The key of a 1:1 table may be a reference itself.
  return scalar(path(value, declared.target(), held.span));
}

}  // namespace sydac::compiler
