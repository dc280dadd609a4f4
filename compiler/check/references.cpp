// What references bring along: the columns of composite keys, and weights read from the rows that they may pick.
#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {

/// A column of a reference of several columns, or of `where`: the column of the row that is picked.
void Checker::type_copied(CellId id, Cell& held) {
  const bool declared = held.type.base != Base::bad;
  const Cell& reference = model_.tables[id.table.index].cells[held.copied->reference];
  if (reference.kind != CellKind::reference || reference.bad) {
    held.bad = true;
    return;
  }
  const ValueId row = cell_value({id.table, held.copied->reference}, 0, reference.span);
  const ValueId value = is_bad(row) ? row : scalar(path(row, held.copied->from, reference.span));
  if (is_bad(value)) {
    held.bad = true;
    return;
  }
  const Type type = model_[value].type;
  const Cell* key = &model_[held.copied->from];
  while (key->kind == CellKind::reference) key = &model_[key->target()];
  if (!declared) {
    held.type = type;
    held.type_text = key->type_text;
  } else {
    Type plain = type;
    plain.nullable = held.type.nullable;
    const bool same = plain.base == held.type.base && plain.bits == held.type.bits && plain.precision == held.type.precision &&
                      plain.scale == held.type.scale && plain.enumeration == held.type.enumeration;
    if (!same) {
      diagnostics_.report(Code::key_type, held.span, {held.name, held.type_text, full_name(held.copied->from), key->type_text})
          .note("the reference", reference.span);
      held.bad = true;
      return;
    }
    if (type.nullable && !held.type.nullable) {
      diagnostics_.report(Code::null_into_not_null, reference.span, {held.name}).note("declared here", held.span);
      held.bad = true;
      return;
    }
    if (held.type.base == Base::text || held.type.base == Base::bytes) held.type.length = type.length;
  }
  for (const Key& each : model_[id.table].keys) {
    const bool part = std::find(each.cells.begin(), each.cells.end(), id.index) != each.cells.end();
    if (each.primary && part && type.nullable) {
      diagnostics_.report(Code::null_key, reference.null_span.value_or(reference.span), {"`" + held.name + "`, a part of the primary key,"})
          .note("the primary key", each.span);
      held.bad = true;
      return;
    }
  }
  held.value = value;
}

/// `at mod(row, 7)`: the number of a row.
void Checker::type_place(CellId id) {
  Cell& held = cell(id);
  if (!held.place_pick || held.bad) return;
  Scope scope{{{id.table, {}}}, &held};
  const Type integer{.base = Base::integer};
  const ValueId number = scalar(infer(*held.place_pick->expr, scope, &integer));
  held.bad = true;  // until the end
  if (is_bad(number) || is_null(number)) return;
  const Value value = model_[number];
  if (value.type.base != Base::integer) {
    mismatch(number, "the number of a row, from 0");
    return;
  }
  if (value.type.nullable && !held.type.nullable) {
    diagnostics_.report(Code::null_into_not_null, value.span, {held.name})
        .note("declared here", held.name_span)
        .suggest("`?` behind the table's name makes it nullable");
    return;
  }
  if (value.bounds && (value.bounds->high < 0 || value.bounds->low >= Int128{1} << 40)) {
    diagnostics_.report(Code::pick_misplaced, value.span, {"at", "needs the number of a row, from 0; none of these is one"});
    return;
  }
  held.at = number;
  held.bad = false;
}

/// `when status == shipped`: where the reference is not null.
void Checker::type_when(CellId id) {
  Cell& held = cell(id);
  if (!held.when_pick || held.bad) return;
  if (held.pick == PickWay::derived) {
    diagnostics_.report(Code::pick_misplaced, held.when_pick->span,
                        {"when", "needs a row that is picked, this one follows from another reference"});
    held.bad = true;
    return;
  }
  Scope scope{{{id.table, {}}}, &held};
  const Type boolean{.base = Base::boolean};
  const ValueId condition = convert(infer(*held.when_pick->expr, scope, &boolean), boolean);
  held.bad = is_bad(condition) || is_null(condition);
  if (!held.bad) held.when = condition;
}

/// `weighted by tier { gold: 5, _: 1 }`, or a whole number of the row itself.
void Checker::type_weight(CellId id) {
  Cell& held = cell(id);
  if (!held.weights || held.bad) return;
  Scope scope{{{held.type.table, {}}}, nullptr};
  const Pick& pick = *held.weights;
  const ValueId subject = scalar(infer(*pick.expr, scope, nullptr));
  held.bad = true;  // until the end
  if (is_bad(subject)) return;
  const Value value = model_[subject];
  Value made{pick.span, {.base = Base::integer}, {}, {}, NullValue{}};
  if (pick.weights.empty()) {
    const bool whole = value.type.base == Base::integer && !value.type.nullable && value.bounds;
    if (!whole || value.bounds->low < 0 || value.bounds->high > UINT32_MAX) {
      diagnostics_.report(Code::pick_misplaced, value.span,
                          {"weighted by", "needs a list of weights, `{ gold: 5, _: 1 }`, or a whole number from 0 to 2^32"});
      return;
    }
    held.weight = subject;
    held.highest_weight = static_cast<std::uint64_t>(value.bounds->high);
    held.bad = held.highest_weight == 0;
    if (held.bad) diagnostics_.report(Code::no_weight, pick.span, {"`weighted by`"});
    return;
  }
  MatchValue match{subject, {}};
  std::size_t known = 0;
  for (const WeightedEntry& entry : pick.weights) {
    const auto* name = std::get_if<NameRef>(&schema_[entry.value].node);
    const auto weight = weight_of(schema_, entry.weight, diagnostics_);
    if (!weight) return;
    MatchArm arm;
    if (!name || name->name.text != "_") {
      const ValueId pattern = infer_pattern(entry.value, scope, value.type);
      if (is_bad(pattern)) return;
      for (const MatchArm& other : match.arms) {
        if (other.patterns.empty() || same(other.patterns[0], pattern)) {
          diagnostics_.report(Code::unreachable_arm, schema_[entry.value].span);
          return;
        }
      }
      arm.patterns.push_back(pattern);
      ++known;
    }
    arm.value = model_.add(
        {schema_[entry.value].span, {.base = Base::integer}, Bounds{Int128{*weight}, Int128{*weight}}, {}, NumberValue{Int128{*weight}}});
    held.highest_weight = std::max(held.highest_weight, *weight);
    match.arms.push_back(std::move(arm));
  }
  const bool rest = match.arms.back().patterns.empty();
  const bool all = value.type.base == Base::enumeration && !value.type.nullable && known == model_[value.type.enumeration].values.size();
  if (!rest && !all) {
    diagnostics_.report(Code::match_not_complete, pick.span, {"other values"}).suggest("`_: 1` at the end stands for all others");
    return;
  }
  if (held.highest_weight == 0) {
    diagnostics_.report(Code::no_weight, pick.span, {"`weighted by`"});
    return;
  }
  made.bounds = Bounds{0, Int128{held.highest_weight}};
  made.node = std::move(match);
  held.weight = model_.add(std::move(made));
  held.bad = false;
}

}  // namespace sydac::compiler
