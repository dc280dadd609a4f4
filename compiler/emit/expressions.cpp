#include "emit/expressions.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"
#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "emit/cpp_text.hpp"
#include "emit/picks.hpp"
#include "emit/row_counts.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr Tightness kCall = Tightness::primary;

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

std::string Expressions::row_of(std::uint32_t frame) const {
  if (frame == 0) return self_.empty() ? "*this" : self_.substr(0, self_.size() - 1);
  return frame == 1 ? "child" : "child" + std::to_string(frame);
}
std::string Expressions::frame(std::uint32_t index) const { return index == 0 ? self_ : row_of(index) + "."; }

std::string Expressions::draw(const Stream& stream) const { return "draw(data()." + names_.streams.at(stream) + ")"; }
std::string Expressions::own_draw(const Stream& stream) const {
  const auto& retry = model_[cell_].retry;
  if (!retry) return draw(stream);
  return "retried(" + draw(stream) + ", " + self_ + names_.tries[cell_.table.index][*retry] + "())";
}
std::string Expressions::draw(std::uint32_t site) const { return own_draw(stream_of(model_, cell_, site)); }

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
    case Base::record: return type.pool ? names_.pools[type.pool->index] : std::string(rule(type.record).spec->cpp_name);
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
  // Literals alone would be added up in the 32 bits of an `int`.
  if (value.type.base == Base::integer && comes_short(operation.left) && comes_short(operation.right))
    return {this->operand(operation.left) + std::string(sign(operation.op)) + operand(operation.right, tighter(own)), own};
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
    wide = (wide && (rollup->function == Rollup::sum || rollup->function == Rollup::average)) ||
           (rollup->function != Rollup::average && is_wide_expression(*rollup->value));
  if (const auto* function = std::get_if<FunctionValue>(&value.node)) return function_comes_wide(id, *function);
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
    const std::string method = own.names_.field(record.type, field.field);
    if (const auto* cell = std::get_if<CellValue>(&record.node); cell && cell->frame == 0 && own.self_.empty()) {
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
  Snippet number(std::uint32_t frame, const std::optional<ValueId>& of, const std::string& method) const {
    if (!of) return {own.frame(frame) + method};
    if (!value.type.nullable) return {own.text(*of, Tightness::primary) + "." + method};
    return {"lift([](const auto& its) { return its." + method + "; }, " + own.text(*of) + ")"};
  }
  Snippet operator()(const RowNumberValue& row) const { return number(row.frame, row.of, "row()"); }
  Snippet operator()(const OrdinalValue& ordinal) const { return number(ordinal.frame, ordinal.of, "ordinal()"); }
  Snippet operator()(const ElementValue& element) const { return own.element_at(value, element); }
  Snippet operator()(const PrevValue& before) const { return own.previous(before); }
  Snippet operator()(const SplitValue& split) const { return own.split(value, split); }
  Snippet operator()(const RowsOfValue& rows) const {
    return {"static_cast<std::int64_t>(data()." + own.names_.rows[rows.table.index] + ")"};
  }
  Snippet operator()(const ConvertValue& convert) const { return own.conversion(value, convert); }
  Snippet operator()(const UniqueValue& unique) const {
    const Count count = distinct_values(own.model_, unique.draw).value_or(1);
    return {own.element(unique.draw, unique_number(own.plan_, own.names_, own.cell_, unique.apart, count))};
  }
  Snippet operator()(const RegexValue& regex) const { return {own.names_.patterns[regex.regex] + "(" + own.draw(regex.site) + ")"}; }
  Snippet operator()(const SerialValue& serial) const {
    const std::string steps = serial.step == 1 ? "row()" : serial.step == -1 ? "-row()" : "row() * " + cpp_integer(serial.step);
    if (serial.start == 0) return {steps, serial.step == 1 ? kCall : Tightness::multiplicative};
    if (serial.step == 1 && serial.start > 0) return {steps + " + " + cpp_integer(serial.start), Tightness::additive};
    return {cpp_integer(serial.start) + " + " + steps, Tightness::additive};
  }
  Snippet operator()(const SourceValue& source) const {
    return {source_text(own.model_, own.names_, own.cell_.table, source.source, [&](ValueId constant) { return own.text(constant); })};
  }
  Snippet operator()(const PoolPickValue& pick) const {
    std::string arguments = "data()." + own.names_.pool_members[pick.pool.index] + ", " + own.draw(pick.site);
    for (ValueId key : pick.keys) arguments += ", " + own.operand(key);
    return {"pick_entry<" + own.names_.pools[pick.pool.index] + ">(" + arguments + ")"};
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
