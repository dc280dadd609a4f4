// A Schema as text without spans, for comparing two of them and for reading one in a test.
#pragma once

#include <string>
#include <variant>

#include "model/schema.hpp"

namespace sydac::compiler {

class SchemaDump {
 public:
  explicit SchemaDump(const Schema& schema) : schema_(schema) {}

  std::string text() {
    for (const auto& [word, lines] :
         {std::pair("edition", &schema_.editions), std::pair("dataset", &schema_.datasets), std::pair("seed", &schema_.seeds),
          std::pair("now", &schema_.nows), std::pair("locale", &schema_.locales)}) {
      for (const HeaderLine& line : *lines) line_(std::string(word) + " " + line.text + doc(line.doc));
    }
    for (const auto& import : schema_.imports) line_("import " + quoted(import.path));
    for (const auto& one : schema_.enums) line_("enum " + one.name.text + doc(one.doc) + entries(one.values) + broken(one.broken));
    for (const auto& one : schema_.pools) pool(one);
    for (const auto& one : schema_.tables) table("table", one);
    for (const auto& one : schema_.refines) table("refine", one);
    for (const auto& one : schema_.mixins) {
      line_("mixin " + one.name.text + doc(one.doc));
      for (const Member& part : one.members) member(part);
    }
    for (const auto& one : schema_.defs) {
      std::string text = "def " + one.name.text + doc(one.doc) + "(";
      for (const Parameter& parameter : one.parameters) text += parameter.name.text + " " + type(parameter.type) + ",";
      line_(text + ") = " + expr(one.body));
    }
    for (const auto& one : schema_.externs) {
      std::string text = "extern " + quoted(one.header) + " " + one.name.text + doc(one.doc) + "(";
      for (const TypeRef& parameter : one.parameters) text += type(parameter) + ",";
      line_(text + ") " + type(one.result));
    }
    return std::move(out_);
  }

  std::string expr(ExprId id) {
    return std::visit([&](const auto& node) { return show(node); }, schema_[id].node);
  }

 private:
  static std::string quoted(const std::string& text) { return "<" + text + ">"; }
  static std::string doc(const std::string& text) { return text.empty() ? "" : " ///" + quoted(text); }
  static std::string broken(bool flag) { return flag ? " !" : ""; }
  void line_(const std::string& text) { out_ += text + "\n"; }

  static std::string show(const NullLiteral&) { return "null"; }
  static std::string show(const BoolLiteral& node) { return node.value ? "true" : "false"; }
  static std::string show(const NumberLiteral& node) { return node.digits; }
  static std::string show(const ShareLiteral& node) { return node.digits + "%"; }
  static std::string show(const DurationLiteral& node) {
    static const char* const kUnits[] = {"ms", "s", "min", "h", "d", "w", "mo", "y"};
    return node.digits + kUnits[static_cast<int>(node.unit)];
  }
  static std::string show(const DateLiteral& node) { return "date" + quoted(node.text); }
  static std::string show(const TimestampLiteral& node) { return "timestamp" + quoted(node.text); }
  static std::string show(const TimeLiteral& node) { return "time" + quoted(node.text); }
  static std::string show(const RegexLiteral& node) { return "regex" + quoted(node.pattern); }
  std::string show(const TextLiteral& node) {
    std::string text = "\"";
    for (const auto& part : node.parts) {
      if (const auto* id = std::get_if<ExprId>(&part))
        text += "{" + expr(*id) + "}";
      else
        text += std::get<std::string>(part) + "|";
    }
    return text + "\"";
  }
  static std::string show(const NameRef& node) { return node.name.text; }
  std::string show(const MemberAccess& node) { return expr(node.object) + "." + node.member.text; }
  std::string show(const Call& node) { return node.function.text + arguments(node.arguments); }
  std::string show(const Unary& node) { return (node.op == UnaryOp::negate ? "-(" : "not(") + expr(node.operand) + ")"; }
  std::string show(const Binary& node) {
    static const char* const kSigns[] = {"*", "/", "+", "-", "..", "==", "!=", "<", "<=", ">", ">=", "in", "and", "or"};
    return "(" + expr(node.left) + " " + kSigns[static_cast<int>(node.op)] + " " + expr(node.right) + ")";
  }
  std::string show(const If& node) { return "if(" + expr(node.condition) + ", " + expr(node.then) + ", " + expr(node.otherwise) + ")"; }
  std::string show(const Match& node) {
    std::string text = "match " + expr(node.subject) + " {";
    for (const Arm& arm : node.arms) {
      for (const ExprId id : arm.patterns) text += " " + expr(id);
      text += " => " + expr(arm.value) + ";";
    }
    return text + "}";
  }
  std::string show(const Tuple& node) { return "tuple" + list(node.items); }
  std::string show(const ArrayLiteral& node) { return "array" + list(node.items); }
  std::string show(const Index& node) { return expr(node.object) + "[" + expr(node.index) + "]"; }
  std::string show(const Running& node) { return "running " + node.function.text + arguments({node.argument}); }

  std::string list(const std::vector<ExprId>& ids) {
    std::string text = "(";
    for (const ExprId id : ids) text += expr(id) + ",";
    return text + ")";
  }
  std::string arguments(const std::vector<Argument>& list) {
    std::string text = "(";
    for (const Argument& one : list) {
      text += (one.name ? one.name->text + " = " : "") + expr(one.value) + (one.weight ? ": " + expr(*one.weight) : "") +
              (one.via ? " via " + one.via->text : "") + (one.where ? " where " + expr(*one.where) : "") + ",";
    }
    return text + ")";
  }
  std::string entries(const std::vector<WeightedEntry>& list) {
    std::string text = " {";
    for (const WeightedEntry& one : list) text += " " + expr(one.value) + (one.weight ? ": " + expr(*one.weight) : "") + ",";
    return text + "}";
  }
  std::string type(const TypeRef& one) {
    std::string text = one.name.text;
    for (const NumberLiteral& argument : one.arguments) text += "," + argument.digits;
    for (const auto& array : one.arrays) text += "[" + (array ? expr(*array) : "") + "]";
    return text;
  }
  static std::string names(const std::vector<Name>& list) {
    std::string text = "(";
    for (const Name& one : list) text += one.text + ",";
    return text + ")";
  }
  static std::string modifiers(const Modifiers& one) {
    std::string text;
    if (one.nullable) text += one.nullable->share ? " ?" + one.nullable->share->digits + "%" : " ?";
    if (one.pk) text += " pk";
    if (one.unique) text += " unique";
    if (one.pii) text += " pii";
    if (one.sensitive) text += " sensitive";
    return text + was(one.was);
  }
  static std::string was(const std::optional<WasModifier>& one) { return one ? " was " + quoted(one->name) : ""; }
  std::string pick(const Pick& one) {
    static const char* const kWords[] = {"zipf",    "even",   "random", "weighted", "where", "distinct",
                                         "earlier", "unique", "stable", "mutual",   "at",    "when"};
    return std::string(kWords[static_cast<int>(one.kind)]) + (one.arguments.empty() ? "" : arguments(one.arguments)) +
           (one.expr ? " " + expr(*one.expr) : "") + (one.weights.empty() ? "" : entries(one.weights));
  }

  std::string show(const ColumnDecl& one) {
    return "column " + one.name.text + " " + type(one.type) + modifiers(one.modifiers) + (one.rule ? " = " + expr(*one.rule) : "");
  }
  std::string show(const ReferenceDecl& one) {
    std::string text = "reference " + names(one.columns) + " -> " + one.table.text + names(one.target_columns) +
                       (one.as ? " as " + one.as->text : "") + modifiers(one.modifiers);
    for (const Pick& part : one.picks) text += " = " + pick(part);
    return text;
  }
  std::string show(const LetDecl& one) { return "let " + names(one.names) + was(one.was) + " = " + expr(one.value); }
  std::string show(const CheckDecl& one) { return "check " + expr(one.condition); }
  std::string show(const KeyDecl& one) { return (one.primary ? "pk " : "unique ") + names(one.columns); }
  std::string show(const MixinUse& one) { return "..." + one.name.text; }
  std::string show(const RuleDecl& one) {
    std::string text = "rule " + one.name.text + (one.rule ? " = " + expr(*one.rule) : "");
    for (const Pick& part : one.picks) text += " = " + pick(part);
    return text;
  }

  std::string show(const FixedRows& one) { return expr(one.count); }
  std::string show(const PerRows& one) { return expr(one.count) + " per " + one.parent.text + (one.via ? " via " + one.via->text : ""); }
  std::string show(const PerByRows& one) { return "per " + one.parent.text + " by " + expr(one.by) + entries(one.counts); }
  std::string show(const OverRows& one) {
    return expr(one.count) + " over " + one.parent.text + (one.spread ? " " + pick(*one.spread) : "");
  }
  std::string show(const OneRows& one) { return "one per " + one.parent.text; }
  std::string show(const ShareRows& one) { return one.share.digits + "% of " + one.parent.text; }
  std::string show(const EachRows& one) { return "each " + names(one.sources); }
  std::string show(const CalendarRows& one) { return "each " + one.unit.text + " from " + expr(one.from) + " to " + expr(one.to); }

  void member(const Member& one) {
    line_("  " + std::visit([&](const auto& node) { return show(node); }, one.node) + doc(one.doc) + broken(one.broken));
  }
  void table(const std::string& word, const TableDecl& one) {
    const std::string rows = one.rows ? std::visit([&](const auto& node) { return show(node); }, one.rows->node) : "none";
    line_(word + " " + one.name.text + " [" + rows + "]" + was(one.was) + doc(one.doc) + broken(one.broken));
    for (const Member& part : one.members) member(part);
  }
  void pool(const PoolDecl& one) {
    std::string text = "pool " + one.name.text;
    for (const auto& [name, values] : one.keys) text += " (" + name.text + " in " + expr(values) + ")";
    if (one.size) text += " [" + expr(*one.size) + "]";
    if (one.from_llm) text += " llm";
    if (one.file) text += " from " + quoted(*one.file);
    if (one.weight) text += " weight " + one.weight->text;
    for (const PoolField& field : one.fields) text += " field " + field.name.text + (field.type ? " " + type(*field.type) : "");
    text += entries(one.entries);
    for (const PoolAssign& value : one.fallback) text += " fallback " + value.name.text + " = " + expr(value.value);
    line_(text + doc(one.doc));
  }

  const Schema& schema_;
  std::string out_;
};

inline std::string dump(const Schema& schema) { return SchemaDump(schema).text(); }

}  // namespace sydac::compiler
