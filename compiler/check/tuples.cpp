// Tuples: `let (a, b) = …`, and `match` over several values or ranges.
//
// Note [selectors]: the parts of a tuple are cells of their own. What decides between tuples (the draw of a choice, a condition) is a
// hidden cell, the selector, that all parts read: so they agree, and each is computed only where it is asked for.
#include <algorithm>
#include <set>

#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

/// Combinations of enum values and bools that are gone through to see whether a match has all.
constexpr std::size_t kMostCombinations = 4096;

bool is_rest(const Expr& expr) {
  const auto* name = std::get_if<NameRef>(&expr.node);
  return name && name->name.text == "_";
}

}  // namespace

const Tuple* Checker::tuple_of(ExprId id, std::uint32_t size) {
  const auto* tuple = std::get_if<Tuple>(&schema_[id].node);
  if (tuple && tuple->items.size() == size) return tuple;
  const std::string what = tuple ? "a tuple of " + std::to_string(tuple->items.size()) : "one value";
  diagnostics_.report(Code::type_mismatch, schema_[id].span, {what, "a tuple of " + std::to_string(size)});
  return nullptr;
}

/// A tuple where one value is needed.
ValueId Checker::report_tuple(const Expr& expr) {
  diagnostics_.report(Code::type_mismatch, expr.span, {"a tuple", "one value"})
      .suggest("`let (a, b) = …` gives each part of a tuple a name");
  return bad(expr.span);
}

/// The hidden cell of what decides between tuples, made by the part that is typed first.
std::optional<ValueId> Checker::selector(const Expr& expr, const TuplePart& part, CellId owner,
                                         const std::function<ValueId(Scope&)>& value) {
  const CellId first{owner.table, part.first};
  const auto place = std::pair(first, expr.span.begin);
  auto found = selectors_.find(place);
  if (found == selectors_.end()) {
    const auto before = std::count_if(selectors_.begin(), selectors_.end(), [&](const auto& each) { return each.first.first == first; });
    const std::string name = model_[first].stream + "#which";
    const CellId hidden =
        hidden_cell(owner.table, "which_" + model_[first].name, before == 0 ? name : name + std::to_string(before + 1), expr.span);
    found = selectors_.emplace(place, hidden).first;
    Scope inner{{{owner.table, {}}}, &cell(hidden)};
    const ValueId index = value(inner);
    cell(hidden).type = model_[index].type;
    cell(hidden).bad = is_bad(index);
    if (!is_bad(index)) cell(hidden).value = index;
    state(hidden) = State::done;
  }
  if (cell(found->second).bad) return std::nullopt;
  return cell_value(found->second, 0, expr.span);
}

/// One part of an expression that is a tuple.
ValueId Checker::infer_part(ExprId id, const TuplePart& part, CellId owner, Scope& scope) {
  const Expr& expr = schema_[id];
  if (const auto* call = std::get_if<Call>(&expr.node); call && call->function.text == "choice")
    return infer_chosen_part(expr, *call, part, owner, scope);
  if (std::holds_alternative<If>(expr.node) || std::holds_alternative<Match>(expr.node)) return infer_branch_part(expr, part, owner, scope);
  const Tuple* tuple = tuple_of(id, part.size);
  return tuple ? infer(tuple->items[part.index], scope, nullptr) : bad(expr.span);
}

ValueId Checker::infer_chosen_part(const Expr& expr, const Call& call, const TuplePart& part, CellId owner, Scope& scope) {
  std::vector<WeightedEntry> entries;
  std::vector<std::uint64_t> weights;
  ElementValue element{{}, {}};
  std::uint64_t total = 0;
  for (const Argument& argument : call.arguments) {
    const Tuple* tuple = argument.name ? nullptr : tuple_of(argument.value, part.size);
    const auto weight = weight_of(schema_, argument.weight, diagnostics_);
    if (!tuple || !weight) return bad(expr.span);
    entries.push_back({argument.value, argument.weight});
    weights.push_back(*weight);
    total += *weight;
    element.values.push_back(infer(tuple->items[part.index], scope, nullptr));
  }
  if (call.arguments.empty()) {
    diagnostics_.report(Code::argument_count, expr.span, {"choice", "needs at least one value"});
    return bad(expr.span);
  }
  if (!weights_agree(schema_, entries, diagnostics_)) return bad(expr.span);
  if (total == 0) {
    diagnostics_.report(Code::no_weight, expr.span, {"the choice"});
    return bad(expr.span);
  }
  std::vector<ValueId*> branches;
  for (ValueId& value : element.values) branches.push_back(&value);
  Value value{expr.span, {}, {}, {}, NullValue{}};
  if (!join_branches(branches, value, nullptr)) return bad(expr.span);
  const auto which = selector(expr, part, owner, [&](Scope& inner) {
    const Type integer{.base = Base::integer};
    ChoiceValue choice{{}, weights, site(inner, expr.span)};
    for (std::size_t i = 0; i < weights.size(); ++i)
      choice.values.push_back(model_.add({expr.span, integer, Bounds{Int128(i), Int128(i)}, {}, NumberValue{Int128(i)}}));
    return model_.add({expr.span, integer, Bounds{0, Int128(weights.size()) - 1}, {}, std::move(choice)});
  });
  if (!which) return bad(expr.span);
  element.index = *which;
  value.node = std::move(element);
  return model_.add(std::move(value));
}

ValueId Checker::infer_branch_part(const Expr& expr, const TuplePart& part, CellId owner, Scope& scope) {
  const Type integer{.base = Base::integer};
  auto number = [&](std::size_t index) {
    return model_.add({expr.span, integer, Bounds{Int128(index), Int128(index)}, {}, NumberValue{Int128(index)}});
  };
  ElementValue element{{}, {}};
  const auto* choice = std::get_if<If>(&expr.node);
  const auto* match = std::get_if<Match>(&expr.node);
  if (choice) {
    for (ExprId branch : {choice->then, choice->otherwise}) element.values.push_back(infer_part(branch, part, owner, scope));
  } else {
    for (const Arm& arm : match->arms) element.values.push_back(infer_part(arm.value, part, owner, scope));
  }
  std::vector<ValueId*> branches;
  for (ValueId& value : element.values) branches.push_back(&value);
  Value value{expr.span, {}, {}, {}, NullValue{}};
  if (branches.empty() || !join_branches(branches, value, nullptr)) return bad(expr.span);
  const auto which = selector(expr, part, owner, [&](Scope& inner) -> ValueId {
    if (match) return infer_arms(expr, *match, inner, &integer, [&](const Arm&, std::size_t index) { return number(index); });
    const Type boolean{.base = Base::boolean};
    const ValueId condition = convert(infer(choice->condition, inner, &boolean), boolean);
    if (is_bad(condition)) return condition;
    return model_.add({expr.span, integer, Bounds{0, 1}, {}, IfValue{condition, number(0), number(1)}});
  });
  if (!which) return bad(expr.span);
  element.index = *which;
  value.node = std::move(element);
  return model_.add(std::move(value));
}

// --- match over several values -------------------------------------------------------------------------------------------------

/// When a pattern of one value matches: a bool that is never null.
std::optional<ValueId> Checker::pattern_condition(ExprId pattern, ValueId subject, Scope& scope) {
  const Expr& expr = schema_[pattern];
  const Type boolean{.base = Base::boolean};
  const Type type = model_[subject].type;
  Type result = boolean;
  result.nullable = type.nullable;
  if (const auto* range = std::get_if<Binary>(&expr.node); range && range->op == BinaryOp::range) {
    Type plain = type;
    plain.nullable = false;
    InValue in{subject, {}, true};
    for (ExprId end : {range->left, range->right}) {
      ValueId value = scalar(infer(end, scope, &plain));
      if (!is_bad(value) && !(is_number(type) && is_number(model_[value].type))) value = convert(value, plain);
      if (is_bad(value)) return std::nullopt;
      if (!std::holds_alternative<NumberValue>(model_[value].node)) {
        diagnostics_.report(Code::not_constant, model_[value].span, {"a pattern"});
        return std::nullopt;
      }
      in.items.push_back(value);
    }
    const Value low = model_[in.items[0]], high = model_[in.items[1]];
    if (low.type.base == high.type.base && low.type.scale == high.type.scale && low.bounds->low > high.bounds->low) {
      diagnostics_.report(Code::empty_range, expr.span, {show(low.bounds->low, low.type), show(high.bounds->low, high.type)});
      return std::nullopt;
    }
    return model_.add({expr.span, result, {}, {}, std::move(in)});
  }
  const ValueId value = infer_pattern(pattern, scope, type);
  if (is_bad(value)) return std::nullopt;
  if (!std::holds_alternative<NullValue>(model_[value].node))
    return model_.add({expr.span, result, {}, {}, CompareValue{BinaryOp::equal, subject, value}});
  auto constant = [&](bool answer) { return model_.add({expr.span, boolean, {}, {}, BoolValue{answer}}); };
  const ValueId null = model_.add({expr.span, {.base = Base::null, .nullable = true}, {}, {}, NullValue{}});
  return model_.add({expr.span, boolean, {}, {}, MatchValue{subject, {{{null}, constant(true)}, {{}, constant(false)}}}});
}

/// The first combination of values that no arm matches; empty where all are matched, `other values` where that is not known.
std::string Checker::uncovered(const Match& match, const std::vector<ValueId>& subjects) const {
  auto word = [&](ExprId pattern) -> std::string {
    const Expr& expr = schema_[pattern];
    if (std::holds_alternative<NullLiteral>(expr.node)) return "null";
    if (const auto* boolean = std::get_if<BoolLiteral>(&expr.node)) return boolean->value ? "true" : "false";
    if (const auto* number = std::get_if<NumberLiteral>(&expr.node)) return number->digits;
    if (const auto* name = std::get_if<NameRef>(&expr.node)) return name->name.text;
    if (const auto* access = std::get_if<MemberAccess>(&expr.node)) return access->member.text;
    if (const auto* text = std::get_if<TextLiteral>(&expr.node); text && text->parts.size() == 1)
      return std::get<std::string>(text->parts[0]);
    return "";
  };
  // Of what has no list of values: those that patterns name, and one that none does.
  auto words_at = [&](std::size_t position) {
    std::vector<std::string> words{"…"};
    for (const Arm& arm : match.arms) {
      for (ExprId pattern : arm.patterns) {
        const auto* tuple = std::get_if<Tuple>(&schema_[pattern].node);
        const std::string named = tuple && !is_rest(schema_[tuple->items[position]]) ? word(tuple->items[position]) : std::string();
        if (!named.empty() && named != "null" && std::find(words.begin(), words.end(), named) == words.end()) words.push_back(named);
      }
    }
    return words;
  };
  std::vector<std::vector<std::string>> domains;
  std::size_t combinations = 1;
  for (ValueId subject : subjects) {
    const Type& type = model_[subject].type;
    std::vector<std::string> domain;
    if (type.base == Base::boolean) domain = {"true", "false"};
    if (type.base == Base::enumeration) domain = model_[type.enumeration].values;
    if (domain.empty()) domain = words_at(domains.size());
    if (type.nullable) domain.emplace_back("null");
    combinations *= domain.size();
    if (combinations > kMostCombinations) return "other values";
    domains.push_back(std::move(domain));
  }
  for (std::size_t number = 0; number < combinations; ++number) {
    std::vector<std::string> values;
    for (std::size_t rest = number, i = 0; i < domains.size(); rest /= domains[i].size(), ++i)
      values.push_back(domains[i][rest % domains[i].size()]);
    const bool matched = std::any_of(match.arms.begin(), match.arms.end(), [&](const Arm& arm) {
      return std::any_of(arm.patterns.begin(), arm.patterns.end(), [&](ExprId pattern) {
        const auto* tuple = std::get_if<Tuple>(&schema_[pattern].node);
        if (!tuple) return is_rest(schema_[pattern]);
        for (std::size_t i = 0; i < values.size(); ++i) {
          if (!is_rest(schema_[tuple->items[i]]) && word(tuple->items[i]) != values[i]) return false;
        }
        return true;
      });
    });
    if (matched) continue;
    std::string text;
    for (const std::string& value : values) text += (text.empty() ? "`(" : ", ") + value;
    return text + ")`";
  }
  return {};
}

/// A match as a chain of conditions: over a tuple, or with ranges.
ValueId Checker::infer_conditions(const Expr& expr, const Match& match, Scope& scope, Expected expected, const ArmValue& value_of_arm) {
  std::vector<ExprId> subjects{match.subject};
  const auto* tuple = std::get_if<Tuple>(&schema_[match.subject].node);
  if (tuple) subjects = tuple->items;
  std::vector<ValueId> values;
  for (ExprId subject : subjects) {
    values.push_back(scalar(infer(subject, scope, nullptr)));
    if (is_bad(values.back()) || is_null(values.back())) return bad(expr.span);
  }
  struct Branch {
    std::optional<ValueId> condition;  // none: takes the rest
    ValueId value;
  };
  std::vector<Branch> branches;
  auto both = [&](BinaryOp op, std::optional<ValueId> left, ValueId right) -> ValueId {
    if (!left) return right;
    const bool nullable = model_[*left].type.nullable || model_[right].type.nullable;
    return model_.add({model_[right].span, {.base = Base::boolean, .nullable = nullable}, {}, {}, LogicValue{op, *left, right}});
  };
  bool failed = false, rest = false;
  for (std::size_t number = 0; number < match.arms.size(); ++number) {
    const Arm& arm = match.arms[number];
    if (rest) {
      diagnostics_.report(Code::unreachable_arm, arm.span).note("`_` matches everything");
      return bad(expr.span);
    }
    std::optional<ValueId> any;
    for (ExprId pattern : arm.patterns) {
      if (is_rest(schema_[pattern])) {
        rest = true;
        continue;
      }
      std::vector<ExprId> parts{pattern};
      if (tuple) {
        const Tuple* listed = tuple_of(pattern, static_cast<std::uint32_t>(values.size()));
        if (!listed) return bad(expr.span);
        parts = listed->items;
      }
      std::optional<ValueId> all;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_rest(schema_[parts[i]])) continue;
        const auto condition = pattern_condition(parts[i], values[i], scope);
        failed = failed || !condition;
        if (condition) all = both(BinaryOp::logical_and, all, *condition);
      }
      if (!all && !failed) rest = true;
      if (all) any = both(BinaryOp::logical_or, any, *all);
    }
    const ValueId value = value_of_arm(arm, number);
    failed = failed || is_bad(value);
    branches.push_back({rest ? std::nullopt : any, value});
  }
  if (failed || branches.empty()) return bad(expr.span);
  if (!rest) {
    const std::string missing = tuple ? uncovered(match, values) : "other values";
    if (!missing.empty()) {
      diagnostics_.report(Code::match_not_complete, expr.span, {missing}).suggest("`_ => …` takes all others, null included");
      return bad(expr.span);
    }
  }
  std::vector<ValueId*> joined;
  for (Branch& branch : branches) joined.push_back(&branch.value);
  Value whole{expr.span, {}, {}, {}, NullValue{}};
  if (!join_branches(joined, whole, expected)) return bad(expr.span);
  ValueId made = branches.back().value;
  for (std::size_t i = branches.size() - 1; i-- > 0;) {
    Value step = whole;
    // A condition that is null is not true: the next arm is asked.
    step.node = IfValue{*branches[i].condition, branches[i].value, made};
    made = model_.add(std::move(step));
  }
  return made;
}

}  // namespace sydac::compiler
