#include "emit/expressions.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"
#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "emit/cpp_text.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr Tightness kCall = Tightness::primary;

std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ") {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? std::string() : std::string(separator)) + part;
  return text;
}

Tightness tightness_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::multiply:
    case BinaryOp::divide: return Tightness::multiplicative;
    case BinaryOp::add:
    case BinaryOp::subtract: return Tightness::additive;
    case BinaryOp::less:
    case BinaryOp::less_equal:
    case BinaryOp::greater:
    case BinaryOp::greater_equal: return Tightness::relational;
    case BinaryOp::equal:
    case BinaryOp::not_equal: return Tightness::equality;
    case BinaryOp::logical_and: return Tightness::logical_and;
    case BinaryOp::logical_or: return Tightness::logical_or;
    case BinaryOp::range:
    case BinaryOp::in: break;
  }
  return Tightness::ternary;
}

std::string_view sign(BinaryOp op) {
  switch (op) {
    case BinaryOp::multiply: return " * ";
    case BinaryOp::divide: return " / ";
    case BinaryOp::add: return " + ";
    case BinaryOp::subtract: return " - ";
    case BinaryOp::less: return " < ";
    case BinaryOp::less_equal: return " <= ";
    case BinaryOp::greater: return " > ";
    case BinaryOp::greater_equal: return " >= ";
    case BinaryOp::equal: return " == ";
    case BinaryOp::not_equal: return " != ";
    case BinaryOp::logical_and: return " && ";
    case BinaryOp::logical_or: return " || ";
    case BinaryOp::range:
    case BinaryOp::in: break;
  }
  return "";
}

Tightness tighter(Tightness tightness) { return static_cast<Tightness>(static_cast<int>(tightness) + 1); }

/// `Date::of(2026, 1, 31)`
std::string date_constant(Int128 days) {
  const std::string text = date_text(days);
  return "Date::of(" + std::to_string(std::stoi(text.substr(0, 4))) + ", " + std::to_string(std::stoi(text.substr(5, 2))) + ", " +
         std::to_string(std::stoi(text.substr(8, 2))) + ")";
}

std::string clock_arguments(Int128 micros) {
  const auto seconds = static_cast<std::int64_t>(micros / kMicrosPerSecond);
  const auto fraction = static_cast<std::int64_t>(micros % kMicrosPerSecond);
  std::string text = std::to_string(seconds / 3600) + ", " + std::to_string(seconds / 60 % 60);
  if (seconds % 60 != 0 || fraction != 0) text += ", " + std::to_string(seconds % 60);
  if (fraction != 0) text += ", " + cpp_integer(fraction);
  return text;
}

std::string decimal_constant(Int128 raw, const Type& type, bool wide) {
  const std::string digits = to_text(raw < 0 ? -raw : raw, type.scale);
  const std::string literal = digits + (type.scale == 0 ? "." : "") + "_dec";
  const bool parsed_wide = digits.size() - (type.scale == 0 ? 0 : 1) > 18;
  const std::string text = (raw < 0 ? "-" : "") + literal;
  return wide && !parsed_wide ? "wide(" + text + ")" : text;
}

std::string interval_constant(const IntervalValue& interval) {
  if (interval.days == 0 && interval.microseconds == 0 && interval.months != 0) return "months(" + std::to_string(interval.months) + ")";
  if (interval.months == 0 && interval.microseconds == 0) return "days(" + std::to_string(interval.days) + ")";
  if (interval.months == 0 && interval.days == 0) return "microseconds(" + cpp_integer(interval.microseconds) + ")";
  return "Interval{" + std::to_string(interval.months) + ", " + std::to_string(interval.days) + ", " + cpp_integer(interval.microseconds) +
         "}";
}

bool is_constant(const Value& value) {
  return std::holds_alternative<NumberValue>(value.node) || std::holds_alternative<TextValue>(value.node) ||
         std::holds_alternative<EnumValue>(value.node) || std::holds_alternative<BoolValue>(value.node) ||
         std::holds_alternative<RealValue>(value.node) || std::holds_alternative<IntervalValue>(value.node);
}

}  // namespace

bool is_wide(const Type& type, const std::optional<Bounds>& bounds) {
  if (type.base != Base::decimal) return false;
  if (type.precision <= 18) return false;
  if (!bounds) return true;
  const Int128 limit = power_of_ten(18);
  return bounds->high >= limit || bounds->low <= -limit;
}

std::string Expressions::text(ValueId value, Tightness least) {
  Snippet code = print(value);
  return code.tightness < least ? "(" + code.text + ")" : code.text;
}

std::string Expressions::frame(std::uint32_t index) const { return index == 0 ? std::string() : "child."; }

std::string Expressions::draw(const Stream& stream) const { return "draw(data()." + names_.streams.at(stream) + ")"; }
std::string Expressions::draw(std::uint32_t site) const { return draw(stream_of(model_, cell_, site)); }

std::string Expressions::plain_type_name(const Type& type, const std::optional<Bounds>& bounds) const {
  switch (type.base) {
    case Base::boolean: return "bool";
    case Base::integer: return "std::int64_t";
    case Base::decimal: return "Decimal<" + std::to_string(type.scale) + (is_wide(type, bounds) ? ", Int128>" : ">");
    case Base::real: return "double";
    case Base::date: return "Date";
    case Base::time: return "Time";
    case Base::timestamp: return "Timestamp";
    case Base::timestamptz: return "TimestampTz";
    case Base::interval: return "Interval";
    case Base::uuid: return "Uuid";
    case Base::bytes: return "Bytes<" + std::to_string(type.length.value_or(16)) + ">";
    case Base::enumeration: return names_.enums[type.enumeration.index];
    case Base::row: return names_.type(type.table);
    case Base::record: return std::string(rule(type.record).spec->cpp_name);
    case Base::text:
    case Base::json:
    case Base::bad:
    case Base::null: break;
  }
  return "auto";
}

std::string Expressions::type_name(const Type& type, const std::optional<Bounds>& bounds) const {
  const std::string plain = plain_type_name(type, bounds);
  return type.nullable && plain != "auto" ? "Maybe<" + plain + ">" : plain;
}

std::string Expressions::constant(const Value& value) const {
  if (const auto* boolean = std::get_if<BoolValue>(&value.node)) return boolean->value ? "true" : "false";
  if (const auto* real = std::get_if<RealValue>(&value.node)) return cpp_double(std::stod(real->digits));
  if (const auto* text = std::get_if<TextValue>(&value.node)) return cpp_string_literal(text->text) + "_text";
  if (const auto* interval = std::get_if<IntervalValue>(&value.node)) return interval_constant(*interval);
  if (const auto* named = std::get_if<EnumValue>(&value.node)) {
    return names_.enums[value.type.enumeration.index] + "::" + names_.enum_values[value.type.enumeration.index][named->index];
  }
  const auto* number = std::get_if<NumberValue>(&value.node);
  SYDAC_CHECK(number != nullptr);
  switch (value.type.base) {
    case Base::decimal: return decimal_constant(number->raw, value.type, is_wide(value.type, value.bounds));
    case Base::date: return date_constant(number->raw);
    case Base::time: return "Time::of(" + clock_arguments(number->raw) + ")";
    case Base::timestamp:
    case Base::timestamptz: {
      Int128 days = number->raw / kMicrosPerDay, rest = number->raw % kMicrosPerDay;
      if (rest < 0) {
        rest += kMicrosPerDay;
        --days;
      }
      std::string text = date_constant(days);
      text.replace(0, 4, value.type.base == Base::timestamp ? "Timestamp" : "TimestampTz");
      if (rest != 0) text.insert(text.size() - 1, ", " + clock_arguments(rest));
      return text;
    }
    default:
      if (number->raw > Int128{INT64_MAX} || number->raw < Int128{INT64_MIN})
        return decimal_constant(number->raw, {.base = Base::decimal}, true);
      return cpp_integer(static_cast<std::int64_t>(number->raw));
  }
}

/// Whether an expression is made of integer literals only, which C++ takes for `int`.
bool Expressions::comes_short(ValueId id) const {
  const Value& value = model_[id];
  if (value.type.base != Base::integer || value.type.nullable) return false;
  auto short_part = [&](ValueId part) { return comes_short(part); };
  if (const auto* choice = std::get_if<IfValue>(&value.node)) return comes_short(choice->then) && comes_short(choice->otherwise);
  if (const auto* match = std::get_if<MatchValue>(&value.node))
    return std::all_of(match->arms.begin(), match->arms.end(), [&](const MatchArm& arm) { return comes_short(arm.value); });
  if (const auto* function = std::get_if<FunctionValue>(&value.node)) {
    const auto& arguments = function->arguments;
    if (function->function == Function::coalesce) return comes_short(arguments.front());
    const bool of_all = function->function == Function::minimum || function->function == Function::maximum;
    return of_all && std::all_of(arguments.begin(), arguments.end(), short_part);
  }
  return std::holds_alternative<NumberValue>(value.node);
}

/// The argument of an overloaded function.
std::string Expressions::operand(ValueId id) { return comes_short(id) ? "std::int64_t{" + text(id) + "}" : text(id); }

/// A call of a function that knows nothing of nulls, lifted where an argument may be one.
std::string Expressions::call(std::string_view function, const std::vector<ValueId>& arguments) {
  std::vector<std::string> printed, parameters, names;
  bool nullable = false;
  for (ValueId argument : arguments) {
    printed.push_back(operand(argument));
    names.push_back(std::string(1, static_cast<char>('a' + names.size())));
    parameters.push_back("const auto& " + names.back());
    nullable = nullable || model_[argument].type.nullable;
  }
  if (!nullable) return std::string(function) + "(" + joined(printed) + ")";
  return "lift([](" + joined(parameters) + ") { return " + std::string(function) + "(" + joined(names) + "); }, " + joined(printed) + ")";
}

Snippet Expressions::arithmetic(const Value& value, const ArithmeticValue& operation) {
  const Value& left = model_[operation.left];
  const Value& right = model_[operation.right];
  const Tightness own = tightness_of(operation.op);
  if (operation.op == BinaryOp::divide && value.type.base != Base::real) {
    const std::string scaled = "divide<" + std::to_string(value.type.base == Base::integer ? 0 : value.type.scale) + ">";
    if (value.type.base == Base::integer) {
      if (!left.type.nullable && !right.type.nullable) return {"round_to_integer(" + call(scaled, {operation.left, operation.right}) + ")"};
      return {"lift([](const auto& a, const auto& b) { return round_to_integer(" + scaled + "(a, b)); }, " + text(operation.left) + ", " +
              text(operation.right) + ")"};
    }
    if (is_wide_expression(operation.left) || is_wide_expression(operation.right) || !is_wide(value.type, value.bounds))
      return {call(scaled, {operation.left, operation.right})};
    if (!left.type.nullable && !right.type.nullable)
      return {scaled + "(" + call("wide", {operation.left}) + ", " + text(operation.right) + ")"};
    return {"lift([](const auto& a, const auto& b) { return " + scaled + "(wide(a), b); }, " + text(operation.left) + ", " +
            text(operation.right) + ")"};
  }
  const bool plain = !left.type.nullable && !right.type.nullable;
  if (value.type.base == Base::real || (value.type.base == Base::integer && plain)) {
    const bool fits = value.bounds && value.bounds->low >= Int128{INT64_MIN} && value.bounds->high <= Int128{INT64_MAX};
    if (value.type.base == Base::real || !fits) {
      const char* name = operation.op == BinaryOp::add        ? "add"
                         : operation.op == BinaryOp::subtract ? "subtract"
                         : operation.op == BinaryOp::multiply ? "multiply"
                                                              : "divide";
      return {call(name, {operation.left, operation.right})};
    }
  }
  auto operand = [&](ValueId id, Tightness least) {
    const Value& held = model_[id];
    const bool widen =
        value.type.base == Base::decimal && is_wide(value.type, value.bounds) && !is_wide_expression(id) && is_number(held.type);
    return widen ? call("wide", {id}) : text(id, least);
  };
  return {operand(operation.left, own) + std::string(sign(operation.op)) + operand(operation.right, tighter(own)), own};
}

Snippet Expressions::conversion(const Value& value, const ConvertValue& convert) {
  const Value& from = model_[convert.operand];
  switch (value.type.base) {
    case Base::decimal: return {call("convert<" + plain_type_name(value.type, value.bounds) + ">", {convert.operand})};
    case Base::real: return {call("to_double", {convert.operand})};
    case Base::date: return {call("to_date", {convert.operand})};
    case Base::timestamp: return {call("to_timestamp", {convert.operand})};
    case Base::timestamptz: return {call("to_timestamptz", {convert.operand})};
    case Base::text: return {from.type.base == Base::enumeration ? call("text_of", {convert.operand}) : text(convert.operand)};
    case Base::json: return {"json(" + text(convert.operand) + ")"};
    default: return print(convert.operand);
  }
}

Snippet Expressions::comparison(const CompareValue& compare) {
  const Tightness own = tightness_of(compare.op);
  // Compilers warn of `!a == b` and `a < b == c`.
  auto side = [&](ValueId id) {
    const Snippet code = print(id);
    return code.tightness < Tightness::additive || code.text.starts_with('!') ? "(" + code.text + ")" : code.text;
  };
  return {side(compare.left) + std::string(sign(compare.op)) + side(compare.right), own};
}

Snippet Expressions::membership(const InValue& in) {
  std::vector<std::string> parts{text(in.operand)};
  for (ValueId item : in.items) parts.push_back(text(item));
  return {(in.range ? "is_between(" : "is_in(") + joined(parts) + ")"};
}

std::string Expressions::condition(ValueId value) {
  return model_[value].type.nullable ? "is_true(" + text(value) + ")" : text(value, Tightness::logical_or);
}

/// One branch of a choice, in the type of the whole.
std::string Expressions::branch_value(const Value& whole, ValueId part) {
  if (std::holds_alternative<NullValue>(model_[part].node))
    return textual(whole.type) ? "null" : type_name(whole.type, whole.bounds) + "()";
  if (textual(whole.type)) return text(part);
  const std::string type = type_name(whole.type, whole.bounds);
  if (whole.type.base == Base::decimal && is_wide_expression(part) != is_wide(whole.type, whole.bounds)) {
    const std::string converted = call("convert<" + plain_type_name(whole.type, whole.bounds) + ">", {part});
    return whole.type.nullable ? type + "(" + converted + ")" : converted;
  }
  if (!whole.type.nullable) return text(part, Tightness::logical_or);
  return type + "(" + text(part) + ")";
}

bool Expressions::is_wide_expression(ValueId id) const { return is_wide(model_[id].type, model_[id].bounds); }

/// Whether the C++ operation itself gives 128 bits; print() converts where that is not what the bounds call for.
bool Expressions::comes_wide(ValueId id) const {
  const Value& value = model_[id];
  auto declared = [&](CellId cell) { return is_wide(model_[cell].type, model_[*model_[cell].value].bounds); };
  if (const auto* cell = std::get_if<CellValue>(&value.node)) return declared(cell->cell);
  if (const auto* path = std::get_if<PathValue>(&value.node)) return declared(path->cell);
  if (std::holds_alternative<DrawValue>(value.node)) return is_wide(value.type, std::nullopt);
  if (const auto* negation = std::get_if<NegateValue>(&value.node)) return is_wide_expression(negation->operand);
  bool wide = is_wide_expression(id);
  if (const auto* operation = std::get_if<ArithmeticValue>(&value.node))
    wide = wide || is_wide_expression(operation->left) || is_wide_expression(operation->right);
  if (const auto* rollup = std::get_if<RollupValue>(&value.node); rollup && rollup->value)
    wide = (wide && rollup->function == Rollup::sum) || is_wide_expression(*rollup->value);
  if (const auto* function = std::get_if<FunctionValue>(&value.node)) {
    const bool of_operand = function->function == Function::abs || function->function == Function::nullif;
    if (of_operand) return is_wide_expression(function->arguments[0]);
    const bool of_any =
        function->function == Function::round || function->function == Function::minimum || function->function == Function::maximum;
    for (ValueId argument : function->arguments) wide = wide || (of_any && is_wide_expression(argument));
  }
  return wide;
}

Snippet Expressions::branch(const Value& value, const IfValue& choice) {
  if (textual(value.type)) {
    return {"either(" + condition(choice.condition) + ", [&] { return " + branch_value(value, choice.then) + "; }, [&] { return " +
            branch_value(value, choice.otherwise) + "; })"};
  }
  return {condition(choice.condition) + " ? " + branch_value(value, choice.then) + " : " + branch_value(value, choice.otherwise),
          Tightness::ternary};
}

/// The condition that an arm stands for.
std::string Expressions::pattern(const Value& subject, const std::string& subject_text, const MatchArm& arm) {
  std::vector<std::string> parts;
  for (ValueId pattern : arm.patterns) {
    if (std::holds_alternative<NullValue>(model_[pattern].node)) {
      parts.push_back(subject.type.nullable ? "is_null(" + subject_text + ")" : "false");
    } else {
      const std::string equal = subject_text + " == " + text(pattern, Tightness::relational);
      parts.push_back(subject.type.nullable ? "is_true(" + equal + ")" : equal);
    }
  }
  return joined(parts, " || ");
}

Snippet Expressions::match(const Value& value, const MatchValue& match) {
  const Value& subject = model_[match.subject];
  const std::string subject_text = text(match.subject, Tightness::relational);
  std::string code;
  for (std::size_t i = 0; i < match.arms.size(); ++i) {
    const MatchArm& arm = match.arms[i];
    const bool last = arm.patterns.empty() || i + 1 == match.arms.size();  // complete: the last arm takes what is left
    const std::string result = branch_value(value, arm.value);
    if (textual(value.type)) {
      code +=
          last ? "[&] { return " + result + "; }" : "either(" + pattern(subject, subject_text, arm) + ", [&] { return " + result + "; }, ";
      if (!last) {
        const bool next_is_last = match.arms[i + 1].patterns.empty() || i + 2 == match.arms.size();
        code += next_is_last ? "" : "[&] { return ";
      }
    } else {
      code += last ? result : pattern(subject, subject_text, arm) + " ? " + result + " : ";
    }
    if (last) {
      if (textual(value.type)) {
        if (i == 0) return {branch_value(value, arm.value)};
        for (std::size_t k = 0; k < i; ++k) code += k == 0 ? ")" : "; })";
      }
      break;
    }
  }
  return {code, textual(value.type) ? kCall : Tightness::ternary};
}

Snippet Expressions::rollup(const Value& value, const RollupValue& rollup) {
  const std::string& child = names_.type(rollup.child);
  const char* name = rollup.function == Rollup::sum       ? "sum_over"
                     : rollup.function == Rollup::count   ? "count_over"
                     : rollup.function == Rollup::minimum ? "min_over"
                                                          : "max_over";
  std::string code = std::string(name) + "<" + child + ">(*this";
  const std::string parameter = "[&](const " + child + "& child) { return ";
  if (rollup.value) {
    std::string each = operand(*rollup.value);
    const Value& held = model_[*rollup.value];
    if (rollup.function == Rollup::sum && held.type.base == Base::decimal && is_wide(value.type, value.bounds) &&
        !is_wide_expression(*rollup.value))
      each = call("wide", {*rollup.value});
    code += ", " + parameter + each + "; }";
  }
  if (rollup.where) code += ", " + parameter + condition(*rollup.where) + "; }";
  // What a roll-up reads of the row around it is bound to the row.
  return {code + ")"};
}

Snippet Expressions::function(const Value& value, const FunctionValue& function) {
  const auto& arguments = function.arguments;
  // What min and max leave out may be wider than their result.
  auto list = [&] {
    Value widest = value;
    for (ValueId argument : arguments) {
      if (is_wide_expression(argument)) widest.bounds = model_[argument].bounds;
    }
    std::vector<std::string> printed;
    for (ValueId argument : arguments) printed.push_back(branch_value(widest, argument));
    return joined(printed);
  };
  switch (function.function) {
    case Function::lower: return {"lower(" + text(arguments[0]) + ")"};
    case Function::upper: return {"upper(" + text(arguments[0]) + ")"};
    case Function::round: {
      const Value& from = model_[arguments[0]];
      if (value.type.base == Base::integer)
        return {from.type.base == Base::integer ? text(arguments[0]) : call("round_to_integer", arguments)};
      const std::string rounded = "round_to<" + std::to_string(value.type.scale) + ">";
      if (is_wide_expression(arguments[0]) || !is_wide(value.type, value.bounds)) return {call(rounded, arguments)};
      if (!from.type.nullable) return {rounded + "(" + call("wide", arguments) + ")"};
      return {"lift([](const auto& a) { return " + rounded + "(wide(a)); }, " + text(arguments[0]) + ")"};
    }
    case Function::abs: return {call("absolute", arguments)};
    case Function::div: return {call("divide", arguments)};
    case Function::mod: return {call("modulo", arguments)};
    case Function::nullif: return {"null_if(" + operand(arguments[0]) + ", " + text(arguments[1]) + ")"};
    case Function::coalesce: {
      // Nothing behind the first one that is never null is looked at.
      std::size_t last = 0;
      while (last + 1 < arguments.size() && model_[arguments[last]].type.nullable) ++last;
      Snippet code = part_of(value, arguments[last]);
      while (last-- > 0) code = {"coalesce(" + part_of(value, arguments[last]).text + ", " + code.text + ")"};
      return code;
    }
    case Function::minimum: return {"minimum(" + list() + ")"};
    case Function::maximum: return {"maximum(" + list() + ")"};
  }
  return {};
}

Snippet Expressions::choice(const Value& value, const ChoiceValue& choice) {
  // Values in an order of their own, so that a new one in the middle of the list moves as few rows as it can.
  std::vector<std::size_t> order(choice.values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  bool constants = true;
  for (ValueId each : choice.values) constants = constants && is_constant(model_[each]);
  if (constants) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const Value& x = model_[choice.values[a]];
      const Value& y = model_[choice.values[b]];
      const auto* first = std::get_if<TextValue>(&x.node);
      const auto* second = std::get_if<TextValue>(&y.node);
      if (first && second) return first->text < second->text;
      const auto* low = std::get_if<NumberValue>(&x.node);
      const auto* high = std::get_if<NumberValue>(&y.node);
      return low && high && low->raw < high->raw;
    });
  }
  std::vector<std::string> weights, values;
  for (std::size_t index : order) {
    weights.push_back(std::to_string(choice.weights[index]));
    values.push_back(branch_value(value, choice.values[index]));
  }
  const std::string name =
      "k" + std::string(constants ? "Choice" : "Weights") + (statics_.empty() ? "" : std::to_string(statics_.size() + 1));
  const std::string drawn = name + "(" + draw(choice.site) + ")";
  if (constants && value.type.base == Base::text) {
    std::vector<std::string> literals;
    for (std::size_t index : order) literals.push_back(cpp_string_literal(std::get<TextValue>(model_[choice.values[index]].node).text));
    statics_.push_back("static constexpr auto " + name + " = choice(Texts<" + joined(literals) + ">{}, {" + joined(weights) + "});");
    return {drawn};
  }
  if (constants && !value.type.nullable) {
    statics_.push_back("static constexpr auto " + name + " = choice<" + plain_type_name(value.type, value.bounds) + ">({" + joined(values) +
                       "}, {" + joined(weights) + "});");
    return {drawn};
  }
  statics_.push_back("static constexpr Weights<" + std::to_string(weights.size()) + "> " + name + "{{" + joined(weights) + "}};");
  std::string code = "one_of(" + drawn;
  for (const std::string& each : values)
    code += ", [&] { return " + (textual(value.type) ? each : type_name(value.type, value.bounds) + "(" + each + ")") + "; }";
  return {code + ")"};
}

std::string Expressions::rule_object(ValueId id) {
  const Value& value = model_[id];
  if (const auto* range = std::get_if<RangeValue>(&value.node)) {
    return "Range<" + plain_type_name(value.type, value.bounds) + ">{.min = " + part_of(value, range->low).text +
           ", .max = " + part_of(value, range->high).text + "}";
  }
  const auto* draw = std::get_if<DrawValue>(&value.node);
  SYDAC_CHECK(draw != nullptr);
  const RuleSpec& spec = *rule(draw->rule).spec;
  std::vector<std::string> members;
  for (std::size_t i = 0; i < spec.params.size(); ++i) {
    if (!draw->arguments[i]) continue;
    std::string printed = text(*draw->arguments[i]);
    if (spec.yields == RuleType::bytes) continue;  // the length is a part of the type
    if (spec.params[i].type == RuleType::number && is_wide(value.type, std::nullopt) &&
        !is_wide(model_[*draw->arguments[i]].type, model_[*draw->arguments[i]].bounds)) {
      printed = "wide(" + printed + ")";
    }
    members.push_back("." + std::string(spec.params[i].name) + " = " + printed);
  }
  std::string name(spec.cpp_name);
  if (spec.yields == RuleType::number) name += "<" + plain_type_name(value.type, std::nullopt) + ">";
  if (spec.yields == RuleType::bytes) name += "<" + std::to_string(value.type.length.value_or(16)) + ">";
  return name + "{" + joined(members) + "}";
}

/// A part of a decimal at the width of the whole; null stays null.
Snippet Expressions::part_of(const Value& whole, ValueId part) {
  if (model_[part].type.base != Base::decimal || is_wide(whole.type, whole.bounds) == is_wide_expression(part)) return print(part);
  return {call("convert<" + plain_type_name(whole.type, whole.bounds) + ">", {part})};
}

Snippet Expressions::range(const Value& value, const RangeValue& range) {
  const Value& low = model_[range.low];
  const Value& high = model_[range.high];
  if (value.type.base == Base::interval) {
    const auto& first = std::get<IntervalValue>(low.node);
    const auto& last = std::get<IntervalValue>(high.node);
    const std::string step = range.step == 0                   ? "months(1)"
                             : range.step % kMicrosPerDay == 0 ? "days(1)"
                             : range.step == 3600 * kMicrosPerSecond
                                 ? "hours(1)"
                                 : "microseconds(" + cpp_integer(static_cast<std::int64_t>(range.step)) + ")";
    return {"Range<Interval>{.min = " + interval_constant(first) + ", .max = " + interval_constant(last) + ", .step = " + step + "}(" +
            draw(range.site) + ")"};
  }
  const std::string type = plain_type_name(value.type, value.bounds);
  if (low.type.nullable || high.type.nullable) {
    return {"lift([&](const auto& a, const auto& b) { return Range<" + type + ">{.min = a, .max = b}(" + draw(range.site) + "); }, " +
            part_of(value, range.low).text + ", " + part_of(value, range.high).text + ")"};
  }
  return {"Range<" + type + ">{.min = " + part_of(value, range.low).text + ", .max = " + part_of(value, range.high).text + "}(" +
          draw(range.site) + ")"};
}

struct Expressions::Printer {
  Expressions& own;
  ValueId id;
  const Value& value;

  Snippet operator()(const NullValue&) const { return {own.textual(value.type) ? "Maybe<Text<1>>()" : "null"}; }
  Snippet constant() const {
    const std::string text = own.constant(value);
    return {text, text.starts_with('-') ? Tightness::unary : Tightness::primary};
  }
  Snippet operator()(const BoolValue&) const { return constant(); }
  Snippet operator()(const NumberValue&) const { return constant(); }
  Snippet operator()(const RealValue&) const { return constant(); }
  Snippet operator()(const TextValue&) const { return constant(); }
  Snippet operator()(const IntervalValue&) const { return constant(); }
  Snippet operator()(const EnumValue&) const { return constant(); }
  Snippet operator()(const CellValue& cell) const { return {own.frame(cell.frame) + own.names_.method(cell.cell) + "()"}; }
  Snippet operator()(const PathValue& path) const {
    const Type& row = own.model_[path.row].type;
    const std::string method = own.names_.method(path.cell);
    if (!row.nullable) return {own.text(path.row, Tightness::primary) + "." + method + "()"};
    const std::string& type = own.names_.type(row.table);
    return {"lift([](const " + type + "& its) { return its." + method + "(); }, " + own.text(path.row) + ")"};
  }
  Snippet operator()(const FieldValue& field) const {
    const Value& record = own.model_[field.record];
    const std::string method(rule(record.type.record).spec->fields[field.field].name);
    if (const auto* cell = std::get_if<CellValue>(&record.node); cell && cell->frame == 0) {
      if (auto kept = own.names_.fields.find({cell->cell, field.field}); kept != own.names_.fields.end()) return {kept->second + "()"};
    }
    if (!record.type.nullable) return {own.text(field.record, Tightness::primary) + "." + method + "()"};
    return {"lift([](const auto& its) { return its." + method + "(); }, " + own.text(field.record) + ")"};
  }
  Snippet operator()(const DrawValue& draw) const {
    const RuleSpec& spec = *rule(draw.rule).spec;
    if (spec.yields == RuleType::record) return {std::string(spec.cpp_name) + "{" + own.draw(draw.site) + "}"};
    return {own.rule_object(id) + "(" + own.draw(draw.site) + ")"};
  }
  Snippet operator()(const RangeValue& range) const { return own.range(value, range); }
  Snippet operator()(const ChoiceValue& choice) const { return own.choice(value, choice); }
  Snippet operator()(const EnumDrawValue& drawn) const {
    return {"k" + own.names_.enums[value.type.enumeration.index] + "Choice(" + own.draw(drawn.site) + ")"};
  }
  Snippet operator()(const ArithmeticValue& operation) const { return own.arithmetic(value, operation); }
  Snippet operator()(const NegateValue& negation) const {
    const Type& type = own.model_[negation.operand].type;
    if (type.base == Base::integer && !type.nullable) return {"negate(" + own.operand(negation.operand) + ")"};
    const std::string operand = own.text(negation.operand, Tightness::unary);
    return {operand.starts_with('-') ? "-(" + operand + ")" : "-" + operand, Tightness::unary};
  }
  Snippet operator()(const CompareValue& compare) const { return own.comparison(compare); }
  Snippet operator()(const LogicValue& logic) const {
    const Tightness own_tightness = tightness_of(logic.op);
    const Snippet left = own.print(logic.left);
    // Compilers warn of `&&` inside `||` without parentheses.
    const bool bare = left.tightness == own_tightness || left.tightness > Tightness::logical_and;
    return {(bare ? left.text : "(" + left.text + ")") + std::string(sign(logic.op)) + own.text(logic.right, Tightness::equality),
            own_tightness};
  }
  Snippet operator()(const NotValue& negation) const { return {"!" + own.text(negation.operand, Tightness::unary), Tightness::unary}; }
  Snippet operator()(const InValue& in) const { return own.membership(in); }
  Snippet operator()(const IfValue& choice) const { return own.branch(value, choice); }
  Snippet operator()(const MatchValue& match) const { return own.match(value, match); }
  Snippet operator()(const ConcatValue& concat) const {
    std::vector<std::string> parts;
    for (ValueId part : concat.parts) parts.push_back(own.text(part));
    return {"join(" + joined(parts) + ")"};
  }
  Snippet operator()(const FunctionValue& function) const { return own.function(value, function); }
  Snippet operator()(const RollupValue& rollup) const { return own.rollup(value, rollup); }
  Snippet operator()(const RowNumberValue& row) const { return {own.frame(row.frame) + "row()"}; }
  Snippet operator()(const OrdinalValue& ordinal) const { return {own.frame(ordinal.frame) + "ordinal()"}; }
  Snippet operator()(const RowsOfValue& rows) const {
    return {"static_cast<std::int64_t>(data()." + own.names_.rows[rows.table.index] + ")"};
  }
  Snippet operator()(const ConvertValue& convert) const { return own.conversion(value, convert); }
  Snippet operator()(const UniqueValue& unique) const {
    const Value& draw = own.model_[unique.draw];
    const std::string at = "data()." + own.names_.helpers.at(own.cell_) + "(row())";
    if (std::holds_alternative<EnumDrawValue>(draw.node))
      return {"static_cast<" + own.names_.enums[draw.type.enumeration.index] + ">(" + at + ")"};
    if (const auto* choice = std::get_if<ChoiceValue>(&draw.node)) {
      const Snippet list = own.choice(draw, *choice);
      return {list.text.substr(0, list.text.find('(')) + ".at(" + at + ")"};
    }
    return {own.rule_object(unique.draw) + ".at(" + at + ")"};
  }
  Snippet operator()(const SerialValue& serial) const {
    const std::string steps = serial.step == 1 ? "row()" : serial.step == -1 ? "-row()" : "row() * " + cpp_integer(serial.step);
    if (serial.start == 0) return {steps, serial.step == 1 ? kCall : Tightness::multiplicative};
    if (serial.step == 1 && serial.start > 0) return {steps + " + " + cpp_integer(serial.start), Tightness::additive};
    return {cpp_integer(serial.start) + " + " + steps, Tightness::additive};
  }
  Snippet operator()(const EntityValue& entity) const {
    return {std::string(rule(entity.rule).spec->cpp_name) + "{" + own.draw(Stream{own.model_[own.cell_.table].stream, "", entity.stream}) +
            "}"};
  }
};

Snippet Expressions::print(ValueId id) {
  const Value& value = model_[id];
  Snippet code = std::visit(Printer{*this, id, value}, value.node);
  if (value.type.base != Base::decimal || comes_wide(id) == is_wide_expression(id)) return code;
  const std::string converted = "convert<" + plain_type_name(value.type, value.bounds) + ">(";
  if (!value.type.nullable) return {converted + code.text + ")"};
  return {"lift([](const auto& a) { return " + converted + "a); }, " + code.text + ")"};
}

}  // namespace sydac::compiler
