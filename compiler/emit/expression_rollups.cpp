// Roll-ups and what siblings hand on, as C++.
#include "base/check.hpp"
#include "check/facts.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"

namespace sydac::compiler {
namespace {

const char* name_of(Rollup function) {
  switch (function) {
    case Rollup::sum: return "sum_over";
    case Rollup::count: return "count_over";
    case Rollup::minimum: return "min_over";
    case Rollup::maximum: return "max_over";
    case Rollup::average: return "avg_over";
    case Rollup::exists: return "exists_over";
  }
  return "";
}

}  // namespace

/// Whose rows a roll-up goes over.
std::string Expressions::rolled(const RollupValue& rollup) const {
  const std::string row = row_of(rollup.of);
  if (!rollup.via) return row;
  const CellId by{rollup.child, *rollup.via};
  std::string pick = "data()." + names_.helpers.at(by);
  if (has_share(model_, by)) pick = "shared_pick(" + pick + ", data()." + names_.shares.at(by) + ")";
  return "picked_by(" + row + ", " + pick + ", data()." + names_.rows[rollup.child.index] + ")";
}

Snippet Expressions::rollup(const Value& value, const RollupValue& rollup) {
  const std::string& child = names_.type(rollup.child);
  std::string code = std::string(name_of(rollup.function)) + "<" + child;
  if (rollup.function == Rollup::average) code += ", " + plain_type_name(value.type, value.bounds);
  code += ">(" + rolled(rollup);
  const std::string parameter = "[&](const " + child + "& " + row_of(rollup.frame) + ") { return ";
  if (rollup.value) {
    std::string each = operand(*rollup.value);
    const Value& held = model_[*rollup.value];
    if (rollup.function == Rollup::sum && held.type.base == Base::decimal && is_wide(value.type, value.bounds) &&
        !is_wide_expression(*rollup.value))
      each = call("wide", {*rollup.value});
    code += ", " + parameter + each + "; }";
  }
  std::string where = rollup.where ? condition(*rollup.where) : std::string();
  // Rows that refer to none stand where their draw would have put them.
  if (rollup.via && model_[rollup.child].cells[*rollup.via].type.nullable) {
    const std::string refers = "!is_null(" + frame(rollup.frame) + names_.method({rollup.child, *rollup.via}) + "())";
    where = where.empty() ? refers : refers + " && (" + where + ")";
  }
  if (!where.empty()) code += ", " + parameter + where + "; }";
  // What a roll-up reads of the row around it is bound to the row.
  code += ")";
  const bool maybe = rollup.function == Rollup::minimum || rollup.function == Rollup::maximum || rollup.function == Rollup::average;
  // There is always a row that has a value.
  if (maybe && !value.type.nullable) return {"*" + code, Tightness::unary};
  return {code};
}

Snippet Expressions::previous(const PrevValue& before) const {
  return {"prev(" + row_of(0) + ", &" + names_.type(before.cell.table) + "::Carry::" + names_.method(before.cell) + ")"};
}

/// The share of a sibling.
Snippet Expressions::split(const Value& value, const SplitValue& split) {
  const std::string parent = frame(0) + "parent()", key = "data()." + names_.streams.at(stream_of(model_, cell_, split.site));
  const Value& total = model_[split.total];
  std::string places = "Draw(" + key + ", " + parent + ".identity()), " + frame(0) + "index(), " + frame(0) + "siblings()";
  const std::string least = split.least ? ", " + part_of(value, *split.least).text : std::string();
  if (!total.type.nullable) return {"split(" + places + ", " + operand(split.total) + least + ")"};
  return {"lift([&](const auto& a) { return split(" + places + ", a" + least + "); }, " + text(split.total) + ")"};
}

}  // namespace sydac::compiler
