// Functions over numbers.
#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "check/functions.hpp"

namespace sydac::compiler {
namespace {

constexpr Bounds k64Bits{INT64_MIN, INT64_MAX};

/// Down to the multiple of a power of ten below; of the upper end, one more holds it for every way to round.
Bounds rounded(const Bounds& bounds, Function function, unsigned from, unsigned to) {
  const Int128 unit = power_of_ten(from - to);
  auto down = [&](Int128 raw) { return raw / unit - (raw % unit < 0 ? 1 : 0); };
  auto up = [&](Int128 raw) { return down(raw) + (raw % unit != 0 ? 1 : 0); };
  if (function == Function::floor) return {down(bounds.low), down(bounds.high)};
  if (function == Function::ceil) return {up(bounds.low), up(bounds.high)};
  if (function == Function::round) return {*rescale(bounds.low, from, to), *rescale(bounds.high, from, to)};
  auto even = [&](Int128 raw) {
    const Int128 below = down(raw), rest = raw - below * unit;
    if (rest == unit - rest) return below + (below % 2 != 0 ? 1 : 0);
    return below + (rest > unit - rest ? 1 : 0);
  };
  return {even(bounds.low), even(bounds.high)};
}

}  // namespace

ValueId Checker::rounding_function(FunctionCall& call) {
  const Function function = call.spec.function;
  std::vector<ValueId>& arguments = call.arguments;
  const Value held = model_[arguments[0]];
  const bool real = held.type.base == Base::real;
  if (!is_number(held.type) || (real && function == Function::round_even))
    return mismatch(arguments[0], function == Function::round_even ? "a decimal" : "a number");
  unsigned places = 0;
  if (arguments.size() == 2) {
    const auto given = constant_number(call, 1, 18, "the number of decimals, from 0 to 18,");
    if (!given) return bad(call.expr.span);
    places = static_cast<unsigned>(*given);
  }
  arguments.resize(1);
  if (held.type.base == Base::integer && places == 0) {
    Value same = held;
    same.span = call.expr.span;
    return model_.add(std::move(same));
  }
  const Type type{
      .base = places == 0 ? Base::integer : Base::decimal, .scale = static_cast<std::uint8_t>(places), .nullable = call.nullable};
  Value value{call.expr.span, type, k64Bits, {}, FunctionValue{function, arguments}};
  if (real) {
    if (places > 0) value.bounds = type_bounds(type);
    return model_.add(std::move(value));
  }
  const unsigned scale = scale_of(held.type);
  if (scale > places) {
    value.bounds = rounded(*held.bounds, function, scale, places);
  } else {
    const auto low = rescale(held.bounds->low, scale, places), high = rescale(held.bounds->high, scale, places);
    if (!low || !high) {
      diagnostics_.report(Code::overflow, call.expr.span);
      return bad(call.expr.span);
    }
    value.bounds = Bounds{*low, *high};
  }
  return model_.add(std::move(value));
}

ValueId Checker::quotient_function(FunctionCall& call) {
  std::vector<ValueId>& arguments = call.arguments;
  for (ValueId argument : arguments) {
    if (model_[argument].type.base != Base::integer) return mismatch(argument, "an integer");
  }
  const Bounds by = *model_[arguments[1]].bounds, of = *model_[arguments[0]].bounds;
  if (by.low <= 0 && by.high >= 0 && !never_zero(arguments[1])) {
    diagnostics_.report(Code::division_by_zero, model_[arguments[1]].span).suggest("`nullif(…, 0)` makes the result null there");
    return bad(call.expr.span);
  }
  const Int128 dividend = std::max(of.high, -of.low), divisor = std::max(by.high, -by.low);
  const Int128 most = call.spec.function == Function::div ? dividend : std::max<Int128>(std::min(divisor - 1, dividend), 0);
  Bounds bounds{of.low >= 0 && (by.low > 0 || call.spec.function == Function::mod) ? 0 : -most, most};
  if (of.low >= 0 && by.low > 0 && call.spec.function == Function::div) bounds = {of.low / by.high, of.high / by.low};
  return model_.add({call.expr.span,
                     {.base = Base::integer, .nullable = call.nullable},
                     bounds,
                     {},
                     FunctionValue{call.spec.function, std::move(arguments)}});
}

ValueId Checker::number_function(FunctionCall& call) {
  const Function function = call.spec.function;
  if (function == Function::div || function == Function::mod) return quotient_function(call);
  if (function != Function::abs && function != Function::sign) return rounding_function(call);
  const Value held = model_[call.arguments[0]];
  if (!is_number(held.type)) return mismatch(call.arguments[0], "a number");
  Value value{call.expr.span, held.type, {}, {}, FunctionValue{function, call.arguments}};
  if (function == Function::sign) {
    value.type = {.base = Base::integer, .nullable = call.nullable};
    value.bounds = Bounds{-1, 1};
    if (held.bounds)
      value.bounds = Bounds{held.bounds->low > 0   ? 1
                            : held.bounds->low < 0 ? -1
                                                   : 0,
                            held.bounds->high > 0   ? 1
                            : held.bounds->high < 0 ? -1
                                                    : 0};
  } else if (held.bounds) {
    const Int128 most = std::max(held.bounds->high, -held.bounds->low);
    value.bounds = Bounds{held.bounds->low > 0 ? held.bounds->low : held.bounds->high < 0 ? -held.bounds->high : 0, most};
  }
  return model_.add(std::move(value));
}

}  // namespace sydac::compiler
