#include "resolve/refine.hpp"

#include <map>
#include <set>

namespace sydac::compiler {
namespace {

/// A pick alone reads like an expression: `zipf(1.1)`, `even`.
std::optional<Pick> pick_of(const Schema& schema, ExprId id) {
  static const std::map<std::string_view, PickKind> kKinds = {
      {"zipf", PickKind::zipf},     {"even", PickKind::even},     {"random", PickKind::random}, {"earlier", PickKind::earlier},
      {"unique", PickKind::unique}, {"stable", PickKind::stable}, {"mutual", PickKind::mutual}};
  const Expr& expr = schema[id];
  const auto* call = std::get_if<Call>(&expr.node);
  const auto* name = std::get_if<NameRef>(&expr.node);
  if (!call && !name) return std::nullopt;
  const auto kind = kKinds.find(call ? call->function.text : name->name.text);
  if (kind == kKinds.end() || (call && kind->second != PickKind::zipf && kind->second != PickKind::earlier)) return std::nullopt;
  return Pick{kind->second, expr.span, call ? call->arguments : std::vector<Argument>(), {}, {}};
}

class Refinements {
 public:
  Refinements(Schema& schema, Diagnostics& diagnostics) : schema_(schema), diagnostics_(diagnostics) {
    for (TableDecl& table : schema.tables) tables_.emplace(table.name.text, &table);
  }

  void add_members() {
    std::map<std::string_view, Span> rows;
    for (TableDecl& refine : schema_.refines) {
      const auto found = tables_.find(refine.name.text);
      if (found == tables_.end()) {
        report_unknown_table(refine.name);
        continue;
      }
      TableDecl& table = *found->second;
      table.broken = table.broken || refine.broken;
      if (!refine.doc.empty()) table.doc = refine.doc;
      if (refine.rows) {
        const auto [at, fresh] = rows.emplace(refine.name.text, refine.rows->span);
        if (!fresh) report_twice(refine.name.text + "[…]", refine.rows->span, at->second);
        table.rows = refine.rows;
      }
      for (const Member& member : refine.members) {
        if (!std::holds_alternative<RuleDecl>(member.node)) table.members.push_back(member);
      }
    }
  }

  void apply_rules() {
    std::map<std::pair<std::string_view, std::string_view>, Span> seen;
    for (const TableDecl& refine : schema_.refines) {
      const auto found = tables_.find(refine.name.text);
      if (found == tables_.end()) continue;
      for (const Member& member : refine.members) {
        const auto* rule = std::get_if<RuleDecl>(&member.node);
        if (!rule) continue;
        const auto [at, fresh] =
            seen.emplace(std::pair(std::string_view(refine.name.text), std::string_view(rule->name.text)), rule->name.span);
        if (fresh) {
          apply(*found->second, member, *rule);
        } else {
          report_twice(refine.name.text + "." + rule->name.text, rule->name.span, at->second);
        }
      }
    }
    schema_.refines.clear();
  }

 private:
  void apply(TableDecl& table, const Member& member, const RuleDecl& rule) {
    for (Member& known : table.members) {
      if (!apply_to(known, rule)) continue;
      if (!member.doc.empty()) known.doc = member.doc;
      known.broken = known.broken || member.broken;
      return;
    }
    if (!table.broken) report_unknown_column(table, rule.name);
  }

  bool apply_to(Member& known, const RuleDecl& rule) {
    const std::string& name = rule.name.text;
    if (auto* column = std::get_if<ColumnDecl>(&known.node); column && column->name.text == name) {
      if (rule.rule)
        column->rule = rule.rule;
      else
        report_picks(rule, "a column takes a rule");
      return true;
    }
    if (auto* let = std::get_if<LetDecl>(&known.node); let && let->names.size() == 1 && let->names[0].text == name) {
      if (rule.rule)
        let->value = *rule.rule;
      else
        report_picks(rule, "a `let` takes a value");
      return true;
    }
    auto* reference = std::get_if<ReferenceDecl>(&known.node);
    if (!reference) return false;
    const bool named = reference->as ? reference->as->text == name : reference->columns.size() == 1 && reference->columns[0].text == name;
    if (named) reference->picks = picks_of(rule);
    return named;
  }

  std::vector<Pick> picks_of(const RuleDecl& rule) {
    if (!rule.rule) return rule.picks;
    if (auto pick = pick_of(schema_, *rule.rule)) return {std::move(*pick)};
    diagnostics_.report(Code::type_mismatch, schema_[*rule.rule].span, {"a rule", "a pick of a row"})
        .suggest("`zipf(1.1)`, `even` and `earlier` are some: `" + rule.name.text + "` is a reference");
    return {};
  }

  void report_picks(const RuleDecl& rule, std::string_view hint) {
    diagnostics_.report(Code::type_mismatch, rule.picks.front().span, {"a pick of a row", "a value"}).suggest(std::string(hint));
  }
  void report_twice(std::string_view what, Span span, Span first) {
    diagnostics_.report(Code::duplicate_header, span, {what}).note("first given here", first);
  }
  void report_unknown_table(const Name& name) {
    if (schema_.broken) return;
    std::vector<std::string> names;
    for (const auto& [known, table] : tables_) names.emplace_back(known);
    auto& problem = diagnostics_.report(Code::unknown_table, name.span, {name.text});
    if (auto near = nearest(name.text, names)) problem.suggest("`" + *near + "` is the nearest table");
  }
  void report_unknown_column(const TableDecl& table, const Name& name) {
    std::vector<std::string> names;
    for (const Member& member : table.members) {
      if (const auto* column = std::get_if<ColumnDecl>(&member.node)) names.push_back(column->name.text);
      if (const auto* reference = std::get_if<ReferenceDecl>(&member.node)) {
        if (reference->as) names.push_back(reference->as->text);
        if (reference->columns.size() == 1) names.push_back(reference->columns[0].text);
      }
      if (const auto* let = std::get_if<LetDecl>(&member.node); let && let->names.size() == 1) names.push_back(let->names[0].text);
    }
    auto& problem = diagnostics_.report(Code::unknown_column, name.span, {table.name.text, name.text});
    problem.note("`" + table.name.text + "` is declared here", table.name.span);
    if (auto near = nearest(name.text, names)) problem.suggest("`" + *near + "` is the nearest column");
  }

  Schema& schema_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, TableDecl*> tables_;
};

}  // namespace

void add_refinements(Schema& schema, Diagnostics& diagnostics) { Refinements(schema, diagnostics).add_members(); }
void apply_refined_rules(Schema& schema, Diagnostics& diagnostics) { Refinements(schema, diagnostics).apply_rules(); }

}  // namespace sydac::compiler
