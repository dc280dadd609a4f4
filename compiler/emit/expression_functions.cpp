// Calls of functions as calls of the runtime.
#include "base/check.hpp"
#include "base/numbers.hpp"
#include "check/functions.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"

namespace sydac::compiler {
namespace {

/// The runtime's name of a function that takes its arguments as they are.
std::string_view runtime_name(Function function) {
  switch (function) {
    case Function::lower: return "lower";
    case Function::upper: return "upper";
    case Function::trim: return "trim";
    case Function::replace: return "replace";
    case Function::length: return "characters";
    case Function::slug: return "slug";
    case Function::ascii: return "ascii";
    case Function::floor: return "floor_to_integer";
    case Function::ceil: return "ceil_to_integer";
    case Function::abs: return "absolute";
    case Function::sign: return "sign_of";
    case Function::div: return "divide";
    case Function::mod: return "modulo";
    case Function::year: return "year_of";
    case Function::quarter: return "quarter_of";
    case Function::month: return "month_of";
    case Function::week: return "week_of";
    case Function::day: return "day_of";
    case Function::weekday: return "weekday_of";
    case Function::hour: return "hour_of";
    case Function::minute: return "minute_of";
    case Function::second: return "second_of";
    case Function::time: return "to_time";
    case Function::age: return "age_of";
    case Function::hash: return "hash_of";
    case Function::substr:
    case Function::pad:
    case Function::format:
    case Function::matches:
    case Function::round:
    case Function::round_even:
    case Function::minimum:
    case Function::maximum:
    case Function::clamp:
    case Function::coalesce:
    case Function::nullif:
    case Function::trunc:
    case Function::add:
    case Function::date:
    case Function::timestamp: break;
  }
  return {};
}

const std::string& constant_text(const Model& model, ValueId id) { return std::get<TextValue>(model[id].node).text; }

}  // namespace

/// Whether the C++ call gives a decimal of 128 bits.
bool Expressions::function_comes_wide(ValueId id, const FunctionValue& function) const {
  const bool of_operand = function.function == Function::abs || function.function == Function::nullif;
  if (of_operand) return is_wide_expression(function.arguments[0]);
  const bool of_any = function.function == Function::round || function.function == Function::round_even ||
                      function.function == Function::minimum || function.function == Function::maximum;
  bool wide = is_wide_expression(id);
  for (ValueId argument : function.arguments) wide = wide || (of_any && is_wide_expression(argument));
  return wide;
}

/// Arguments of min and max; what these leave out may be wider than their result.
std::string Expressions::compared(const Value& value, const std::vector<ValueId>& arguments) {
  Value widest = value;
  for (ValueId argument : arguments) {
    if (is_wide_expression(argument)) widest.bounds = model_[argument].bounds;
  }
  std::vector<std::string> printed;
  for (ValueId argument : arguments) printed.push_back(branch_value(widest, argument));
  return joined(printed);
}

Snippet Expressions::rounding(const Value& value, const FunctionValue& function) {
  const auto& arguments = function.arguments;
  const Value& from = model_[arguments[0]];
  const std::string name = function.function == Function::round ? "round" : "round_even";
  if (value.type.base == Base::integer)
    return {call(from.type.base == Base::real ? "convert<std::int64_t>" : name + "_to_integer", arguments)};
  const std::string rounded = (name == "round" ? "round_to<" : "round_even<") + std::to_string(value.type.scale) + ">";
  if (from.type.base == Base::real || is_wide_expression(arguments[0]) || !is_wide(value.type, value.bounds))
    return {call(rounded, arguments)};
  if (!from.type.nullable) return {rounded + "(" + call("wide", arguments) + ")"};
  return {"lift([](const auto& a) { return " + rounded + "(wide(a)); }, " + text(arguments[0]) + ")"};
}

Snippet Expressions::function(const Value& value, const FunctionValue& function) {
  const auto& arguments = function.arguments;
  switch (function.function) {
    case Function::lower: return {"lower(" + text(arguments[0]) + ")"};
    case Function::upper: return {"upper(" + text(arguments[0]) + ")"};
    case Function::substr: {
      const std::uint64_t most = value.size ? value.size->longest() : 0xffff;
      return {call("substring<" + std::to_string(most) + ">", arguments)};
    }
    case Function::pad: {
      const std::string width = text(arguments[1]);
      const std::string side = constant_text(model_, arguments[3]);
      return {call("pad_" + side + "<" + width + ">", {arguments[0], arguments[2]})};
    }
    case Function::format: return {call("formatted<" + cpp_string_literal(constant_text(model_, arguments[1])) + ">", {arguments[0]})};
    case Function::matches: return {call(names_.matchers[function.matcher], arguments)};
    case Function::round:
    case Function::round_even: return rounding(value, function);
    case Function::nullif: return {"null_if(" + operand(arguments[0]) + ", " + text(arguments[1]) + ")"};
    case Function::coalesce: {
      // Nothing behind the first one that is never null is looked at.
      std::size_t last = 0;
      while (last + 1 < arguments.size() && model_[arguments[last]].type.nullable) ++last;
      Snippet code = part_of(value, arguments[last]);
      while (last-- > 0) code = {"coalesce(" + part_of(value, arguments[last]).text + ", " + code.text + ")"};
      return code;
    }
    case Function::minimum: return {"minimum(" + compared(value, arguments) + ")"};
    case Function::maximum: return {"maximum(" + compared(value, arguments) + ")"};
    case Function::trunc: return {call("truncated<Unit::" + constant_text(model_, arguments[1]) + ">", {arguments[0]})};
    default: break;
  }
  const std::string_view name = runtime_name(function.function);
  SYDAC_CHECK(!name.empty());
  return {call(name, arguments)};
}

}  // namespace sydac::compiler
