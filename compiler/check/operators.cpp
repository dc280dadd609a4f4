#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

std::string_view symbol(BinaryOp op) {
  switch (op) {
    case BinaryOp::multiply: return "*";
    case BinaryOp::divide: return "/";
    case BinaryOp::add: return "+";
    case BinaryOp::subtract: return "-";
    case BinaryOp::range: return "..";
    case BinaryOp::equal: return "==";
    case BinaryOp::not_equal: return "!=";
    case BinaryOp::less: return "<";
    case BinaryOp::less_equal: return "<=";
    case BinaryOp::greater: return ">";
    case BinaryOp::greater_equal: return ">=";
    case BinaryOp::in: return "in";
    case BinaryOp::logical_and: return "and";
    case BinaryOp::logical_or: return "or";
  }
  return "";
}

/// Decimals of a division whose place does not say how many it wants.
constexpr std::uint8_t kDivisionScale = 6;

bool ordered(const Type& type) {
  return type.base != Base::row && type.base != Base::record && type.base != Base::json && type.base != Base::bytes;
}

}  // namespace

void Checker::operator_mismatch(const Binary& binary, ValueId left, ValueId right) {
  if (is_bad(left) || is_bad(right)) return;
  auto& problem = diagnostics_.report(Code::operator_types, binary.op_span, {symbol(binary.op), describe(left), describe(right)});
  if (binary.op == BinaryOp::add && (model_[left].type.base == Base::text || model_[right].type.base == Base::text)) {
    problem.suggest("texts are joined by interpolation: `\"{a}{b}\"`");
  }
  const Type& a = model_[left].type;
  const Type& b = model_[right].type;
  if ((binary.op == BinaryOp::add || binary.op == BinaryOp::subtract) && is_moment(a) && b.base == Base::integer) {
    problem.suggest("a time span has its unit: `5d`, `3h`, `1mo`");
  }
  if (binary.op == BinaryOp::range && (a.base == Base::boolean) != (b.base == Base::boolean)) {
    problem.suggest("`..` binds loosest: a range inside an expression stands in parentheses");
  }
}

ValueId Checker::infer_unary(const Expr& expr, const Unary& unary, Scope& scope, Expected expected) {
  ValueId operand = scalar(infer(unary.operand, scope, unary.op == UnaryOp::negate ? expected : nullptr));
  const Value held = model_[operand];
  if (held.type.base == Base::bad) return operand;
  if (unary.op == UnaryOp::logical_not) {
    if (held.type.base != Base::boolean) return mismatch(operand, "a bool");
    return model_.add({expr.span, held.type, {}, {}, NotValue{operand}});
  }
  if (const auto* interval = std::get_if<IntervalValue>(&held.node)) {
    std::optional<Bounds> bounds;
    if (held.bounds) bounds = Bounds{-held.bounds->high, -held.bounds->low};
    return model_.add({expr.span, held.type, bounds, {}, IntervalValue{-interval->months, -interval->days, -interval->microseconds}});
  }
  if (!is_number(held.type) && held.type.base != Base::interval) return mismatch(operand, "a number");
  std::optional<Bounds> bounds;
  if (held.bounds) bounds = Bounds{-held.bounds->high, -held.bounds->low};
  if (const auto* number = std::get_if<NumberValue>(&held.node)) {
    const bool whole = held.type.base == Base::integer || (held.type.base == Base::decimal && held.type.scale == 0);
    return model_.add({expr.span, whole ? whole_type(-number->raw) : held.type, bounds, {}, NumberValue{-number->raw}});
  }
  if (const auto* real = std::get_if<RealValue>(&held.node))
    return model_.add({expr.span, held.type, {}, {}, RealValue{"-" + real->digits}});
  return model_.add({expr.span, held.type, bounds, {}, NegateValue{operand}});
}

ValueId Checker::infer_binary(const Expr& expr, const Binary& binary, Scope& scope, Expected expected) {
  switch (binary.op) {
    case BinaryOp::range: return infer_range(expr, binary, scope, expected);
    case BinaryOp::multiply:
    case BinaryOp::divide:
    case BinaryOp::add:
    case BinaryOp::subtract: return infer_arithmetic(expr, binary, scope, expected);
    case BinaryOp::in: return infer_in(expr, binary, scope);
    case BinaryOp::logical_and:
    case BinaryOp::logical_or: {
      const Type boolean{.base = Base::boolean};
      ValueId left = infer(binary.left, scope, &boolean), right = infer(binary.right, scope, &boolean);
      if (is_null(left) || is_null(right)) return bad(expr.span);
      left = convert(left, boolean);
      right = convert(right, boolean);
      if (is_bad(left) || is_bad(right)) return bad(expr.span);
      const bool nullable = model_[left].type.nullable || model_[right].type.nullable;
      return model_.add({expr.span, {.base = Base::boolean, .nullable = nullable}, {}, {}, LogicValue{binary.op, left, right}});
    }
    case BinaryOp::equal:
    case BinaryOp::not_equal:
    case BinaryOp::less:
    case BinaryOp::less_equal:
    case BinaryOp::greater:
    case BinaryOp::greater_equal: return infer_compare(expr, binary, scope);
  }
  return bad(expr.span);
}

ValueId Checker::infer_arithmetic(const Expr& expr, const Binary& binary, Scope& scope, Expected expected) {
  const ValueId left = scalar(infer(binary.left, scope, nullptr)), right = scalar(infer(binary.right, scope, nullptr));
  if (is_bad(left) || is_bad(right)) return bad(expr.span);
  if (is_number(model_[left].type) && is_number(model_[right].type)) return number_arithmetic(expr, binary, left, right, expected);
  if (auto value = time_arithmetic(expr, binary, left, right)) return *value;
  operator_mismatch(binary, left, right);
  return bad(expr.span);
}

std::optional<Bounds> Checker::arithmetic_bounds(BinaryOp op, const Value& left, const Value& right) {
  if (!left.bounds || !right.bounds) return std::nullopt;
  const Bounds a = *left.bounds, b = *right.bounds;
  auto both = [](std::optional<Int128> low, std::optional<Int128> high) -> std::optional<Bounds> {
    if (!low || !high) return std::nullopt;
    return Bounds{*low, *high};
  };
  if (op == BinaryOp::add) return both(checked_add(a.low, b.low), checked_add(a.high, b.high));
  if (op == BinaryOp::subtract) return both(checked_subtract(a.low, b.high), checked_subtract(a.high, b.low));
  if (op == BinaryOp::multiply) {
    std::optional<Bounds> hull;
    for (Int128 x : {a.low, a.high}) {
      for (Int128 y : {b.low, b.high}) {
        auto product = checked_multiply(x, y);
        if (!product) return std::nullopt;
        hull = hull ? Bounds{std::min(hull->low, *product), std::max(hull->high, *product)} : Bounds{*product, *product};
      }
    }
    return hull;
  }
  return std::nullopt;
}

ValueId Checker::number_arithmetic(const Expr& expr, const Binary& binary, ValueId left, ValueId right, Expected expected) {
  const bool whole = model_[left].type.base == Base::integer && model_[right].type.base == Base::integer;
  if (!whole || binary.op == BinaryOp::divide) {
    left = widened(left);
    right = widened(right);
  }
  const Type a = model_[left].type, b = model_[right].type;
  Type type{.base = Base::integer, .nullable = a.nullable || b.nullable};
  if (a.base == Base::real || b.base == Base::real) {
    type.base = Base::real;
    const Type real{.base = Base::real};
    left = convert(left, real);
    right = convert(right, real);
  }
  if (binary.op == BinaryOp::divide) {
    const auto& divisor = model_[right].bounds;
    const bool guarded = never_zero(right) || (std::holds_alternative<ConvertValue>(model_[right].node) &&
                                               never_zero(std::get<ConvertValue>(model_[right].node).operand));
    const bool constant_real = std::holds_alternative<RealValue>(model_[right].node);
    if (!guarded && !(constant_real && std::get<RealValue>(model_[right].node).digits.find_first_of("123456789") != std::string::npos) &&
        (!divisor || (divisor->low <= 0 && divisor->high >= 0))) {
      diagnostics_.report(Code::division_by_zero, model_[right].span).suggest("`nullif(…, 0)` makes the quotient null there");
      return bad(expr.span);
    }
    if (type.base == Base::real) return model_.add({expr.span, type, {}, {}, ArithmeticValue{binary.op, left, right}});
    type.base = Base::decimal;
    type.scale = expected && expected->base == Base::decimal   ? expected->scale
                 : expected && expected->base == Base::integer ? std::uint8_t{0}
                                                               : std::max({a.scale, b.scale, kDivisionScale});
    if (expected && expected->base == Base::integer) type.base = Base::integer;
    // |quotient| is at most |dividend| / (smallest |divisor|, one raw unit), at the wanted scale.
    const Int128 most = std::max(model_[left].bounds->high, -model_[left].bounds->low);
    const unsigned scale_a = scale_of(a), scale_b = scale_of(b);
    Int128 least = 1;
    if (divisor && divisor->low > 0) least = divisor->low;
    if (divisor && divisor->high < 0) least = -divisor->high;
    auto scaled = checked_multiply(most, power_of_ten(scale_b + type.scale));
    if (!scaled) {
      diagnostics_.report(Code::overflow, expr.span);
      return bad(expr.span);
    }
    const Int128 limit = *scaled / least / power_of_ten(scale_a) + 1;
    const bool positive = model_[left].bounds->low >= 0 && divisor && divisor->low > 0;
    // Of what is not negative, to within one of the last digit.
    const auto smallest = positive ? checked_multiply(model_[left].bounds->low, power_of_ten(scale_b + type.scale)) : std::nullopt;
    const Int128 quotient = smallest ? *smallest / divisor->high / power_of_ten(scale_a) : 0;
    const Int128 low = !positive ? -limit : std::max<Int128>(quotient - 1, 0);
    return model_.add({expr.span, type, Bounds{low, limit}, {}, ArithmeticValue{binary.op, left, right}});
  }
  if (type.base == Base::real) return model_.add({expr.span, type, {}, {}, ArithmeticValue{binary.op, left, right}});
  if (a.base == Base::decimal || b.base == Base::decimal) {
    type.base = Base::decimal;
    const unsigned scale_a = scale_of(a), scale_b = scale_of(b);
    const unsigned scale = binary.op == BinaryOp::multiply ? scale_a + scale_b : std::max(scale_a, scale_b);
    if (scale > 18) {
      diagnostics_
          .report(Code::operator_types, binary.op_span,
                  {symbol(binary.op), std::to_string(scale_a) + " decimals", std::to_string(scale_b) + " decimals"})
          .note("at most 18 decimals are kept")
          .suggest("`round(x, 2)` leaves fewer");
      return bad(expr.span);
    }
    type.scale = static_cast<std::uint8_t>(scale);
    if (binary.op != BinaryOp::multiply) {
      left = convert(left, type);
      right = convert(right, type);
      if (is_bad(left) || is_bad(right)) return bad(expr.span);
    }
  }
  auto bounds = arithmetic_bounds(binary.op, model_[left], model_[right]);
  if (!bounds || bounds->high >= power_of_ten(38) || bounds->low <= -power_of_ten(38)) {
    diagnostics_.report(Code::overflow, expr.span);
    return bad(expr.span);
  }
  const auto* x = std::get_if<NumberValue>(&model_[left].node);
  const auto* y = std::get_if<NumberValue>(&model_[right].node);
  if (x && y) {
    if (type.base == Base::integer) type = whole_type(bounds->low);
    return model_.add({expr.span, type, bounds, {}, NumberValue{bounds->low}});
  }
  return model_.add({expr.span, type, bounds, {}, ArithmeticValue{binary.op, left, right}});
}

std::optional<ValueId> Checker::time_arithmetic(const Expr& expr, const Binary& binary, ValueId left, ValueId right) {
  const Value a = model_[left], b = model_[right];
  const bool nullable = a.type.nullable || b.type.nullable;
  auto result = [&](Base base, std::optional<Bounds> bounds, ValueId l, ValueId r) {
    return model_.add({expr.span, {.base = base, .nullable = nullable}, bounds, {}, ArithmeticValue{binary.op, l, r}});
  };
  const bool plus = binary.op == BinaryOp::add, minus = binary.op == BinaryOp::subtract;
  if (binary.op == BinaryOp::multiply && a.type.base == Base::interval && b.type.base == Base::integer) {
    return result(Base::interval, arithmetic_bounds(binary.op, a, b), left, right);
  }
  if (binary.op == BinaryOp::multiply && a.type.base == Base::integer && b.type.base == Base::interval) {
    return result(Base::interval, arithmetic_bounds(binary.op, a, b), right, left);
  }
  if (!plus && !minus) return std::nullopt;
  if (a.type.base == Base::interval && is_moment(b.type) && plus) return time_arithmetic(expr, binary, right, left);
  if (a.type.base == Base::interval && b.type.base == Base::interval)
    return result(Base::interval, arithmetic_bounds(binary.op, a, b), left, right);
  if (is_moment(a.type) && is_moment(b.type) && minus) {
    auto common = common_type(a.type, b.type);
    left = convert(left, *common);
    right = convert(right, *common);
    auto bounds = arithmetic_bounds(binary.op, model_[left], model_[right]);
    if (bounds && common->base == Base::date) bounds = Bounds{bounds->low * kMicrosPerDay, bounds->high * kMicrosPerDay};
    return result(Base::interval, bounds, left, right);
  }
  if (!(is_moment(a.type) || a.type.base == Base::time) || b.type.base != Base::interval) return std::nullopt;
  if (a.type.base == Base::time) return std::nullopt;
  // A date moved by hours is a timestamp; by whole days, months and years it stays a date.
  const auto* constant = std::get_if<IntervalValue>(&b.node);
  const auto* range = std::get_if<RangeValue>(&b.node);
  const auto* product = std::get_if<ArithmeticValue>(&b.node);
  const auto* times = product && product->op == BinaryOp::multiply ? std::get_if<IntervalValue>(&model_[product->left].node) : nullptr;
  const bool whole_days = constant ? constant->microseconds == 0
                          : times  ? times->microseconds == 0
                                   : range && range->step % kMicrosPerDay == 0;
  if (a.type.base == Base::date && !whole_days) {
    left = convert(left, {.base = Base::timestamp});
    return time_arithmetic(expr, binary, left, right);
  }
  std::optional<Bounds> bounds;
  const auto* moment = std::get_if<NumberValue>(&a.node);
  const Int128 unit = a.type.base == Base::date ? kMicrosPerDay : 1;
  if (constant && a.bounds) {
    auto moved = [&](Int128 at) { return Int128{add_interval(static_cast<std::int64_t>(at * unit), *constant, plus ? 1 : -1)} / unit; };
    const auto whole = type_bounds(a.type);
    const Int128 margin =
        Int128{400'000} * (constant->months < 0 ? -constant->months : constant->months) / 12 * (kMicrosPerDay / 1000) / unit;
    if (a.bounds->low - margin < whole->low || a.bounds->high + margin > whole->high) {
      bounds = whole;
    } else {
      bounds = Bounds{moved(a.bounds->low), moved(a.bounds->high)};
    }
    if (moment && bounds->low == bounds->high) return model_.add({expr.span, a.type, bounds, {}, NumberValue{bounds->low}});
  } else if (a.bounds && b.bounds) {
    const Bounds by{b.bounds->low / unit, b.bounds->high / unit};
    bounds = plus ? Bounds{a.bounds->low + by.low, a.bounds->high + by.high} : Bounds{a.bounds->low - by.high, a.bounds->high - by.low};
  } else {
    bounds = type_bounds(a.type);
  }
  return result(a.type.base, bounds, left, right);
}

std::pair<ValueId, ValueId> Checker::infer_pair(ExprId left, ExprId right, Scope& scope) {
  // A bare name may be an enum value, which only the other side can say; the other side comes first then.
  auto bare = [&](ExprId id) {
    const Expr& expr = schema_[id];
    if (std::holds_alternative<TextLiteral>(expr.node)) return true;
    const auto* name = std::get_if<NameRef>(&expr.node);
    return name && !is_own_name(name->name.text, scope);
  };
  if (bare(left) && !bare(right)) {
    const ValueId second = scalar(infer(right, scope, nullptr));
    const Type type = model_[second].type;
    return {scalar(infer(left, scope, &type)), second};
  }
  const ValueId first = scalar(infer(left, scope, nullptr));
  const Type type = model_[first].type;
  return {first, scalar(infer(right, scope, &type))};
}

ValueId Checker::infer_compare(const Expr& expr, const Binary& binary, Scope& scope) {
  auto [left, right] = infer_pair(binary.left, binary.right, scope);
  if (is_bad(left) || is_bad(right)) return bad(expr.span);
  if (model_[left].type.base == Base::null || model_[right].type.base == Base::null) {
    diagnostics_.report(Code::operator_types, binary.op_span, {symbol(binary.op), describe(left), describe(right)})
        .note("what is compared with null is null, neither true nor false")
        .suggest("`match x { null => …, _ => … }` tells null from the rest");
    return bad(expr.span);
  }
  auto common = common_type(model_[left].type, model_[right].type);
  const bool equality = binary.op == BinaryOp::equal || binary.op == BinaryOp::not_equal;
  if (!common || common->base == Base::record || (!equality && !ordered(*common))) {
    operator_mismatch(binary, left, right);
    return bad(expr.span);
  }
  left = widened(left);
  right = widened(right);
  if (!is_number(*common)) {  // numbers of any kind compare exactly as they are
    left = convert(left, *common);
    right = convert(right, *common);
  } else if (common->base == Base::real) {
    left = convert(left, *common);
    right = convert(right, *common);
  }
  return model_.add({expr.span, {.base = Base::boolean, .nullable = common->nullable}, {}, {}, CompareValue{binary.op, left, right}});
}

ValueId Checker::infer_in(const Expr& expr, const Binary& binary, Scope& scope) {
  const ValueId operand = scalar(infer(binary.left, scope, nullptr));
  const Type type = model_[operand].type;
  if (type.base == Base::bad) return operand;
  InValue in{operand, {}, false};
  std::vector<ExprId> items{binary.right};
  const Expr& right = schema_[binary.right];
  if (const auto* tuple = std::get_if<Tuple>(&right.node)) items = tuple->items;
  const auto* range = std::get_if<Binary>(&right.node);
  if (range && range->op == BinaryOp::range) {
    items = {range->left, range->right};
    in.range = true;
  }
  bool nullable = type.nullable, floats = false;
  for (ExprId item : items) {
    ValueId value = scalar(infer(item, scope, &type));
    if (is_bad(value) || is_null(value)) return bad(expr.span);
    auto common = common_type(type, model_[value].type);
    if (!common) {
      operator_mismatch(binary, operand, value);
      return bad(expr.span);
    }
    if (!is_number(*common)) value = convert(value, type);
    if (is_bad(value)) return value;
    nullable = nullable || model_[value].type.nullable;
    floats = floats || common->base == Base::real;
    in.items.push_back(value);
  }
  if (floats) {
    const Type real{.base = Base::real};
    in.operand = convert(operand, real);
    for (ValueId& item : in.items) item = convert(item, real);
  }
  return model_.add({expr.span, {.base = Base::boolean, .nullable = nullable}, {}, {}, std::move(in)});
}

}  // namespace sydac::compiler
