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

std::optional<MatchValue> Checker::match_of_list(const std::vector<WeightedEntry>& entries, ValueId subject, Span span, Scope& scope,
                                                 const std::function<std::optional<ValueId>(std::size_t)>& arm_of) {
  const Value value = model_[subject];
  MatchValue match{subject, {}};
  std::size_t known = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto* name = std::get_if<NameRef>(&schema_[entries[i].value].node);
    const auto made = arm_of(i);
    if (!made) return std::nullopt;
    MatchArm arm;
    if (!name || name->name.text != "_") {
      const ValueId pattern = infer_pattern(entries[i].value, scope, value.type);
      if (is_bad(pattern)) return std::nullopt;
      for (const MatchArm& other : match.arms) {
        if (other.patterns.empty() || same(other.patterns[0], pattern)) {
          diagnostics_.report(Code::unreachable_arm, schema_[entries[i].value].span);
          return std::nullopt;
        }
      }
      arm.patterns.push_back(pattern);
      ++known;
    }
    arm.value = *made;
    match.arms.push_back(std::move(arm));
  }
  const bool rest = match.arms.back().patterns.empty();
  const bool all = value.type.base == Base::enumeration && !value.type.nullable && known == model_[value.type.enumeration].values.size();
  if (rest || all) return match;
  diagnostics_.report(Code::match_not_complete, span, {"other values"}).suggest("`_: 1` at the end stands for all others");
  return std::nullopt;
}

/// `weighted by tier { gold: 5, _: 1 }`, or a whole number of the row itself; over a row of `of`.
std::optional<ValueId> Checker::weight_value(const Pick& pick, TableId of, std::uint64_t& highest) {
  Scope scope{{{of, {}}}, nullptr};
  const ValueId subject = scalar(infer(*pick.expr, scope, nullptr));
  if (is_bad(subject)) return std::nullopt;
  const Value value = model_[subject];
  auto no_weight = [&] {
    diagnostics_.report(Code::no_weight, pick.span, {"`weighted by`"});
    return std::nullopt;
  };
  highest = 0;
  if (pick.weights.empty()) {
    const bool whole = value.type.base == Base::integer && !value.type.nullable && value.bounds;
    if (!whole || value.bounds->low < 0 || value.bounds->high > UINT32_MAX) {
      diagnostics_.report(Code::pick_misplaced, value.span,
                          {"weighted by", "needs a list of weights, `{ gold: 5, _: 1 }`, or a whole number from 0 to 2^32"});
      return std::nullopt;
    }
    highest = static_cast<std::uint64_t>(value.bounds->high);
    return highest == 0 ? no_weight() : std::optional(subject);
  }
  auto match = match_of_list(pick.weights, subject, pick.span, scope, [&](std::size_t i) -> std::optional<ValueId> {
    const auto weight = weight_of(schema_, pick.weights[i].weight, diagnostics_);
    if (!weight) return std::nullopt;
    highest = std::max(highest, *weight);
    const Bounds bounds{Int128{*weight}, Int128{*weight}};
    return model_.add({schema_[pick.weights[i].value].span, {.base = Base::integer}, bounds, {}, NumberValue{Int128{*weight}}});
  });
  if (!match) return std::nullopt;
  if (highest == 0) return no_weight();
  return model_.add({pick.span, {.base = Base::integer}, Bounds{0, Int128{highest}}, {}, std::move(*match)});
}

void Checker::type_weight(CellId id) {
  Cell& held = cell(id);
  if (!held.weights || held.bad) return;
  held.bad = true;  // until the end
  held.weight = weight_value(*held.weights, held.type.table, held.highest_weight);
  held.bad = !held.weight;
}

}  // namespace sydac::compiler
