#include "check_node.hpp"

namespace sydac::driver {

namespace {

class CheckEvaluator {
 public:
  explicit CheckEvaluator(std::span<const TypedValue> values) : values_(values) {}

  TypedValue value(const CheckNode& node) const {
    using enum CheckOperation;
    const auto child = [&](std::size_t i) { return value(*node.children[i]); };
    switch (node.operation) {
      case literal: return node.literal;
      case operand: return values_[node.operand];
      case logical_or: return combined(child(0), child(1), true);
      case logical_and: return combined(child(0), child(1), false);
      case logical_not: return negated(child(0));
      case equal:
      case not_equal:
      case less:
      case less_equal:
      case greater:
      case greater_equal: return compared(node.operation, child(0), child(1));
      case in_list: return listed(node);
      case in_range: {
        const TypedValue inner = child(0);
        return combined(compared(greater_equal, inner, child(1)), compared(less_equal, inner, child(2)), false);
      }
      case CheckOperation::add: return driver::add(child(0), child(1));
      case CheckOperation::subtract: return driver::subtract(child(0), child(1));
      case CheckOperation::multiply: return driver::multiply(child(0), child(1));
      case negate: {
        const TypedValue zero = TypedValue::of(TypedValue::Type::number, 0);
        return driver::subtract(zero, child(0));
      }
      case choose: {
        const TypedValue condition = child(0);
        if (condition.is_unknown()) return condition;
        return child(is_true(condition) ? 1 : 2);
      }
    }
    return TypedValue::unknown();
  }

 private:
  static bool is_true(const TypedValue& value) { return value.is(TypedValue::Type::boolean) && value.exact != 0; }

  static TypedValue negated(TypedValue value) {
    if (value.is(TypedValue::Type::boolean)) return TypedValue::boolean(value.exact == 0);
    return value.is_null() ? value : TypedValue::unknown();
  }

  // `decisive` decides alone: true for or, false for and.
  static TypedValue combined(const TypedValue& left, const TypedValue& right, bool decisive) {
    for (const TypedValue* value : {&left, &right}) {
      if (value->is(TypedValue::Type::boolean) && (value->exact != 0) == decisive) return TypedValue::boolean(decisive);
    }
    for (const TypedValue* value : {&left, &right}) {
      if (!value->is(TypedValue::Type::boolean) && !value->is_null()) return TypedValue::unknown();
    }
    if (left.is_null() || right.is_null()) return {};
    return TypedValue::boolean(!decisive);
  }

  static TypedValue compared(CheckOperation operation, const TypedValue& left, const TypedValue& right) {
    if (left.is_null() || right.is_null()) return {};
    if (left.is_unknown() || right.is_unknown()) return TypedValue::unknown();
    const auto order = compare(left, right);
    if (!order) return TypedValue::unknown();
    switch (operation) {
      case CheckOperation::equal: return TypedValue::boolean(*order == 0);
      case CheckOperation::not_equal: return TypedValue::boolean(*order != 0);
      case CheckOperation::less: return TypedValue::boolean(*order < 0);
      case CheckOperation::less_equal: return TypedValue::boolean(*order <= 0);
      case CheckOperation::greater: return TypedValue::boolean(*order > 0);
      default: return TypedValue::boolean(*order >= 0);
    }
  }

  TypedValue listed(const CheckNode& node) const {
    const TypedValue inner = value(*node.children[0]);
    TypedValue result = TypedValue::boolean(false);
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      result = combined(result, compared(CheckOperation::equal, inner, value(*node.children[i])), true);
    }
    return result;
  }

  std::span<const TypedValue> values_;
};

}  // namespace

TypedValue node_value(const CheckNode& node, std::span<const TypedValue> operands) { return CheckEvaluator(operands).value(node); }

}  // namespace sydac::driver
