// Typed values as C++ expressions over the runtime.
#pragma once

#include <string>
#include <vector>

#include "emit/names.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {

/// How tightly a C++ expression holds together, loosest first.
enum class Tightness : std::uint8_t { ternary, logical_or, logical_and, equality, relational, additive, multiplicative, unary, primary };

struct Snippet {
  std::string text;
  Tightness tightness = Tightness::primary;
};

class Expressions {
 public:
  /// `self` stands before the methods of the row itself: empty inside its type, `its.` elsewhere.
  Expressions(const Plan& plan, const Names& names, CellId cell, std::string self = {})
      : plan_(plan), model_(*plan.model), names_(names), cell_(cell), self_(std::move(self)) {}

  Snippet print(ValueId value);
  std::string text(ValueId value) { return print(value).text; }
  /// In parentheses where it holds together less tightly.
  std::string text(ValueId value, Tightness least);
  /// The C++ type of a value that has a name: everything but texts and records.
  std::string type_name(const Type& type, const std::optional<Bounds>& bounds = {}) const;
  std::string plain_type_name(const Type& type, const std::optional<Bounds>& bounds = {}) const;
  /// `draw(data().customers_birthday)`
  std::string draw(std::uint32_t site) const;
  std::string draw(const Stream& stream) const;
  /// Of a stream of the cell's own, in the row's try where it has tries.
  std::string own_draw(const Stream& stream) const;
  /// The condition of an `if`: a plain bool.
  std::string condition(ValueId value);
  /// Constants that what was printed needs in front of it, one declaration each.
  const std::vector<std::string>& statics() const { return statics_; }
  /// The rule object of a draw: `Range<std::int64_t>{.min = 18, .max = 99}`.
  std::string rule_object(ValueId draw);
  /// Whether the printed expression is a decimal of 128 bits.
  bool is_wide_expression(ValueId value) const;
  std::string constant(const Value& value) const;

 private:
  struct Printer;
  bool comes_wide(ValueId value) const;
  bool comes_short(ValueId value) const;
  std::string operand(ValueId value);
  /// The row of a frame: `*this`, `child`, `child2` …
  std::string row_of(std::uint32_t frame) const;
  std::string frame(std::uint32_t frame) const;
  std::string call(std::string_view function, const std::vector<ValueId>& arguments);
  Snippet arithmetic(const Value& value, const ArithmeticValue& operation);
  Snippet conversion(const Value& value, const ConvertValue& conversion);
  Snippet comparison(const CompareValue& compare);
  Snippet membership(const InValue& in);
  Snippet branch(const Value& value, const IfValue& choice);
  Snippet match(const Value& value, const MatchValue& match);
  Snippet rollup(const Value& value, const RollupValue& rollup);
  std::string rolled(const RollupValue& rollup) const;
  Snippet element_at(const Value& value, const ElementValue& element);
  Snippet previous(const PrevValue& before) const;
  Snippet split(const Value& value, const SplitValue& split);
  Snippet function(const Value& value, const FunctionValue& function);
  Snippet rounding(const Value& value, const FunctionValue& function);
  std::string compared(const Value& value, const std::vector<ValueId>& arguments);
  bool function_comes_wide(ValueId id, const FunctionValue& function) const;
  Snippet choice(const Value& value, const ChoiceValue& choice);
  std::string element(ValueId draw, const std::string& number);
  std::string elements(const ConcatValue& concat, const std::string& number);
  std::string choice_list(const Value& value, const ChoiceValue& choice, std::vector<std::string>& values, bool& constants);
  Snippet range(const Value& value, const RangeValue& range);
  Snippet part_of(const Value& whole, ValueId part);
  std::string pattern(const Value& subject, const std::string& subject_text, const MatchArm& arm);
  std::string branch_value(const Value& whole, ValueId part);
  bool textual(const Type& type) const { return type.base == Base::text || type.base == Base::json; }

  const Plan& plan_;
  const Model& model_;
  const Names& names_;
  CellId cell_;
  std::string self_;
  std::vector<std::string> statics_;
};

std::string interval_constant(const IntervalValue& interval);
/// Whether a value is a literal, not an expression.
bool is_constant(const Value& value);

/// Whether a decimal needs 128 bits: more than 18 digits.
bool is_wide(const Type& type, const std::optional<Bounds>& bounds);

}  // namespace sydac::compiler
