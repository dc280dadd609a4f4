#include <algorithm>
#include <set>

#include "check/checker.hpp"

namespace sydac::compiler {

bool Checker::join_branches(std::vector<ValueId*> branches, Value& out, Expected expected) {
  std::optional<Type> common;
  for (ValueId* branch : branches) {
    if (expected && expected->base != Base::row && expected->base != Base::record) *branch = scalar(*branch);
    if (is_bad(*branch)) return false;
    const Type& type = model_[*branch].type;
    if (!common) {
      common = type;
      continue;
    }
    auto joined = common_type(*common, type);
    if (!joined) {
      diagnostics_.report(Code::no_common_type, model_[*branch].span, {describe(*common), describe(type)});
      return false;
    }
    common = joined;
  }
  if (expected && expected->base != Base::bad && converts(*common, *expected)) {
    const bool nullable = common->nullable;
    const auto base = common->base;
    if (base != Base::null) common = *expected;
    common->nullable = nullable;
  }
  const auto widest = type_bounds(*common);
  if (common->base == Base::decimal) common->precision = 38;  // a branch may leave the column's digits, the whole must not
  out.type = *common;
  bool bounded = true, sized = true;
  TextSize size;
  for (ValueId* branch : branches) {
    const bool null = model_[*branch].type.base == Base::null;
    if (common->base == Base::row && model_[*branch].type.base == Base::row) continue;
    *branch = convert(*branch, *common);
    if (is_bad(*branch)) return false;
    if (null) continue;
    const Value& value = model_[*branch];
    if (!value.bounds) bounded = false;
    if (bounded)
      out.bounds =
          out.bounds ? Bounds{std::min(out.bounds->low, value.bounds->low), std::max(out.bounds->high, value.bounds->high)} : *value.bounds;
    if (common->base == Base::text) {
      if (!value.size) sized = false;
      const TextSize own = size_of(value);
      size = longer(size, own);
    }
  }
  if (!bounded) out.bounds = widest;
  if (common->base == Base::text && sized) out.size = size;
  return true;
}

ValueId Checker::infer_if(const Expr& expr, const If& choice, Scope& scope, Expected expected) {
  const Type boolean{.base = Base::boolean};
  ValueId condition = infer(choice.condition, scope, &boolean);
  condition = is_null(condition) ? bad(expr.span) : convert(condition, boolean);
  ValueId then = infer(choice.then, scope, expected), otherwise = infer(choice.otherwise, scope, expected);
  Value value{expr.span, {}, {}, {}, NullValue{}};
  if (is_bad(condition) || !join_branches({&then, &otherwise}, value, expected)) return bad(expr.span);
  value.node = IfValue{condition, then, otherwise};
  return model_.add(std::move(value));
}

ValueId Checker::infer_pattern(ExprId pattern, Scope& scope, const Type& subject) {
  Type plain = subject;
  plain.nullable = false;
  if (const auto* name = std::get_if<NameRef>(&schema_[pattern].node)) {
    // In a pattern the value of the enum comes before a column of the same name.
    if (auto constant = enum_constant(name->name.text, schema_[pattern].span, &plain)) return *constant;
    if (plain.base == Base::enumeration) {
      report_unknown(name->name, scope, &plain);
      return bad(schema_[pattern].span);
    }
  }
  ValueId value = infer(pattern, scope, &plain);
  if (is_bad(value)) return value;
  if (!is_number(plain) || !is_number(model_[value].type)) value = convert(value, plain);
  if (is_bad(value)) return value;
  const auto& node = model_[value].node;
  const bool constant = std::holds_alternative<NullValue>(node) || std::holds_alternative<BoolValue>(node) ||
                        std::holds_alternative<NumberValue>(node) || std::holds_alternative<TextValue>(node) ||
                        std::holds_alternative<EnumValue>(node);
  if (!constant) {
    diagnostics_.report(Code::not_constant, schema_[pattern].span, {"a pattern"});
    return bad(schema_[pattern].span);
  }
  return value;
}

ValueId Checker::infer_match(const Expr& expr, const Match& match, Scope& scope, Expected expected) {
  return infer_arms(expr, match, scope, expected, [&](const Arm& arm, std::size_t) { return infer(arm.value, scope, expected); });
}

ValueId Checker::infer_arms(const Expr& expr, const Match& match, Scope& scope, Expected expected, const ArmValue& value_of_arm) {
  bool conditions = std::holds_alternative<Tuple>(schema_[match.subject].node);
  for (const Arm& arm : match.arms) {
    for (ExprId pattern : arm.patterns) {
      const auto* range = std::get_if<Binary>(&schema_[pattern].node);
      conditions = conditions || (range && range->op == BinaryOp::range);
    }
  }
  if (conditions) return infer_conditions(expr, match, scope, expected, value_of_arm);
  const ValueId subject = scalar(infer(match.subject, scope, nullptr));
  const Type type = model_[subject].type;
  bool failed = type.base == Base::bad || is_null(subject), rest = false, covers_null = false;
  MatchValue made{subject, {}};
  std::set<std::uint32_t> covered;
  for (const Arm& arm : match.arms) {
    if (rest) diagnostics_.report(Code::unreachable_arm, arm.span).note("`_` matches everything");
    MatchArm out{{}, {}};
    for (ExprId pattern : arm.patterns) {
      const auto* name = std::get_if<NameRef>(&schema_[pattern].node);
      if (name && name->name.text == "_") {
        rest = true;
        continue;
      }
      if (type.base == Base::bad) continue;
      const ValueId value = infer_pattern(pattern, scope, type);
      failed = failed || is_bad(value);
      if (const auto* constant = std::get_if<EnumValue>(&model_[value].node)) covered.insert(constant->index);
      if (const auto* boolean = std::get_if<BoolValue>(&model_[value].node)) covered.insert(boolean->value ? 1 : 0);
      covers_null = covers_null || std::holds_alternative<NullValue>(model_[value].node);
      for (const MatchArm& before : made.arms) {
        for (ValueId other : before.patterns) {
          if (!is_bad(value) && same(other, value))
            diagnostics_.report(Code::unreachable_arm, schema_[pattern].span).note("matched by an arm above");
        }
      }
      out.patterns.push_back(value);
    }
    if (rest) out.patterns.clear();
    out.value = value_of_arm(arm, made.arms.size());
    failed = failed || is_bad(out.value);
    made.arms.push_back(std::move(out));
  }
  if (failed) return bad(expr.span);
  std::string missing;
  if (type.base == Base::enumeration) {
    for (std::uint32_t i = 0; i < model_[type.enumeration].values.size(); ++i) {
      if (!covered.contains(i)) missing += (missing.empty() ? "`" : ", `") + model_[type.enumeration].values[i] + "`";
    }
  } else if (type.base != Base::boolean || covered.size() < 2) {
    missing = "other values";
  }
  if (missing.empty() && type.nullable && !covers_null) missing = "`null`";
  if (!rest && !missing.empty()) {
    diagnostics_.report(Code::match_not_complete, expr.span, {missing}).suggest("`_ => …` takes all others, null included");
    return bad(expr.span);
  }
  std::vector<ValueId*> branches;
  for (MatchArm& arm : made.arms) branches.push_back(&arm.value);
  Value value{expr.span, {}, {}, {}, NullValue{}};
  if (branches.empty() || !join_branches(branches, value, expected)) return bad(expr.span);
  value.node = std::move(made);
  return model_.add(std::move(value));
}

}  // namespace sydac::compiler
