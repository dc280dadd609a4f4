// Draws as C++: rule objects, lists of choices, and the value that a draw has for a number.
#include <algorithm>
#include <numeric>

#include "base/check.hpp"
#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"
#include "emit/picks.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {

/// The list of a choice, without a draw: `kChoice`. For constants only it has `at`.
std::string Expressions::choice_list(const Value& value, const ChoiceValue& choice, std::vector<std::string>& values, bool& constants) {
  // Values in an order of their own, so that a new one in the middle of the list moves as few rows as it can.
  std::vector<std::size_t> order(choice.values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  constants = true;
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
  std::vector<std::string> weights;
  for (std::size_t index : order) {
    weights.push_back(std::to_string(choice.weights[index]));
    values.push_back(branch_value(value, choice.values[index]));
  }
  const std::string name =
      "k" + std::string(constants ? "Choice" : "Weights") + (statics_.empty() ? "" : std::to_string(statics_.size() + 1));
  if (constants && value.type.base == Base::text) {
    std::vector<std::string> literals;
    for (std::size_t index : order) literals.push_back(cpp_string_literal(std::get<TextValue>(model_[choice.values[index]].node).text));
    statics_.push_back("static constexpr auto " + name + " = choice(Texts<" + joined(literals) + ">{}, {" + joined(weights) + "});");
    return name;
  }
  if (constants && !value.type.nullable) {
    statics_.push_back("static constexpr auto " + name + " = choice<" + plain_type_name(value.type, value.bounds) + ">({" + joined(values) +
                       "}, {" + joined(weights) + "});");
    return name;
  }
  statics_.push_back("static constexpr Weights<" + std::to_string(weights.size()) + "> " + name + "{{" + joined(weights) + "}};");
  constants = false;
  return name;
}

Snippet Expressions::choice(const Value& value, const ChoiceValue& choice) {
  std::vector<std::string> values;
  bool constants = false;
  const std::string name = choice_list(value, choice, values, constants);
  const std::string drawn = name + "(" + draw(choice.site) + ")";
  if (constants) return {drawn};
  std::string code = "one_of(" + drawn;
  for (const std::string& each : values)
    code += ", [&] { return " + (textual(value.type) ? each : type_name(value.type, value.bounds) + "(" + each + ")") + "; }";
  return {code + ")"};
}

/// The value of a list with the number that another cell has.
Snippet Expressions::element_at(const Value& value, const ElementValue& element) {
  bool constants = !value.type.nullable;
  for (ValueId each : element.values) constants = constants && is_constant(model_[each]);
  const std::string index = "static_cast<std::size_t>(" + text(element.index) + ")";
  const std::string name = "kList" + (statics_.empty() ? "" : std::to_string(statics_.size() + 1));
  std::vector<std::string> values;
  if (constants && value.type.base == Base::text) {
    for (ValueId each : element.values) values.push_back(cpp_string_literal(std::get<TextValue>(model_[each].node).text));
    statics_.push_back("static constexpr Texts<" + joined(values) + "> " + name + ";");
    return {name + ".at(" + index + ")"};
  }
  for (ValueId each : element.values) values.push_back(branch_value(value, each));
  const std::string type = type_name(value.type, value.bounds);
  if (constants) {
    statics_.push_back("static constexpr " + type + " " + name + "[] = {" + joined(values) + "};");
    return {name + "[" + index + "]"};
  }
  std::string code = "one_of(" + index;
  const bool typed = textual(value.type) || value.type.nullable;
  for (const std::string& each : values) code += ", [&] { return " + (typed ? each : type + "(" + each + ")") + "; }";
  return {code + ")"};
}

/// The value of a draw with this number.
std::string Expressions::element(ValueId id, const std::string& number) {
  const Value& value = model_[id];
  if (std::holds_alternative<EnumDrawValue>(value.node))
    return "static_cast<" + names_.enums[value.type.enumeration.index] + ">(" + number + ")";
  if (const auto* choice = std::get_if<ChoiceValue>(&value.node)) {
    std::vector<std::string> values;
    bool constants = false;
    return choice_list(value, *choice, values, constants) + ".at(" + number + ")";
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&value.node)) return "text_of(" + element(conversion->operand, number) + ")";
  if (const auto* function = std::get_if<FunctionValue>(&value.node))
    return (function->function == Function::lower ? "lower(" : "upper(") + element(function->arguments[0], number) + ")";
  if (const auto* regex = std::get_if<RegexValue>(&value.node)) {
    const bool several = model_.regexes[regex->regex].language.parts.size() > 1;  // what the number does not choose is drawn
    return names_.patterns[regex->regex] + ".at(" + number + (several ? ", " + draw(regex->site) : "") + ")";
  }
  if (const auto* pick = std::get_if<PoolPickValue>(&value.node))
    return names_.pools[pick->pool.index] + "(data()." + names_.pool_members[pick->pool.index] + ", " + number + ")";
  if (const auto* field = std::get_if<FieldValue>(&value.node))
    return element(field->record, number) + "." + names_.field(model_[field->record].type, field->field) + "()";
  if (const auto* concat = std::get_if<ConcatValue>(&value.node)) return elements(*concat, number);
  return rule_object(id) + ".at(" + number + ")";
}

/// Of an interpolation: the number is split into one for each part that is not constant.
std::string Expressions::elements(const ConcatValue& concat, const std::string& number) {
  std::vector<std::string> parts, sizes;
  for (ValueId part : concat.parts) {
    if (std::holds_alternative<TextValue>(model_[part].node)) {
      parts.push_back(text(part));
      continue;
    }
    parts.push_back(element(part, "part[" + std::to_string(sizes.size()) + "]"));
    sizes.push_back(cpp_wide(distinct_values(model_, part).value_or(1)));
  }
  return "[&](const auto& part) { return join(" + joined(parts) + "); }(parts_of<" + std::to_string(sizes.size()) + ">(" + number + ", {" +
         joined(sizes) + "}))";
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

}  // namespace sydac::compiler
