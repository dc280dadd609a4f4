// The rule of each column: what its name calls for, within what its type, its checks and its keys allow.
#include <algorithm>
#include <set>

#include "defaults/default_rules.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/plan.hpp"
#include "source/sql/rule_text.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

struct Entity {
  const char *record, *name;
};
constexpr Entity kEntities[] = {{"person", "who"},   {"address", "home"},   {"company", "firm"},   {"product", "item"},
                                {"country", "land"}, {"currency", "money"}, {"language", "tongue"}};

bool is_moment(Base base) { return base == Base::date || base == Base::timestamp || base == Base::timestamptz; }

class Maker {
 public:
  Maker(Catalog& catalog, Plan& plan, std::size_t table) : catalog_(catalog), plan_(plan), table_(plan.tables[table]) {
    for (const ColumnPlan& column : table_.columns) taken_.insert(lower_case(column.def->name));
  }

  void run() {
    order_nulls();
    for (std::size_t g = 0; g < table_.groups.size(); ++g) name_group(g);
    for (ColumnPlan& column : table_.columns) {
      if (!column.written || column.in_reference || (column.reference && !table_.references[*column.reference].dropped)) continue;
      make(column);
      column.rule = with_lets(std::move(column.rule), column);
    }
    references();
  }

 private:
  ColumnPlan* find(const std::string& name) {
    for (ColumnPlan& column : table_.columns) {
      if (column.def->name == name) return &column;
    }
    return nullptr;
  }

  /// A column that follows another one is null where that is: where it must not be, neither may the other.
  void order_nulls() {
    for (bool changed = true; changed;) {
      changed = false;
      for (ColumnPlan& column : table_.columns) {
        if (column.nullable) continue;
        for (const Relation& relation : column.above) {
          ColumnPlan* base = find(relation.left);
          if (base && base->nullable && base->limits.nulls != Nulls::always) base->nullable = false, changed = true;
        }
        if (column.equal_to) {
          for (const std::string& name : columns_in(catalog_, *column.equal_to)) {
            const auto own = column_named(catalog_, *table_.def, name);
            ColumnPlan* base = own ? find(*own) : nullptr;
            if (base && base->nullable && base->limits.nulls != Nulls::always) base->nullable = false, changed = true;
          }
        }
      }
    }
  }

  std::string free_name(std::string wanted) {
    const std::string first = wanted;
    for (int n = 2; taken_.contains(wanted); ++n) wanted = first + "_" + std::to_string(n);
    taken_.insert(wanted);
    return wanted;
  }

  /// The column whose values tell the alternatives apart, or a hidden draw.
  void name_group(std::size_t number) {
    GroupPlan& group = table_.groups[number];
    if (group.branches.size() < 2) return;
    for (std::size_t i = 0; i < table_.columns.size() && !group.teller; ++i) {
      ColumnPlan& column = table_.columns[i];
      if (column.group == number && tells_apart(column)) group.teller = i;
    }
    if (group.teller) {
      ColumnPlan& column = table_.columns[*group.teller];
      column.nullable = false;
      group.name = sdl_name(column.def->name);
    } else {
      group.name = free_name("variant");
      table_.lets.push_back("let " + group.name + " = 1.." + std::to_string(group.branches.size()));
    }
  }

  static bool tells_apart(const ColumnPlan& column) {
    if (column.reference || column.in_reference || !column.written || column.unique || column.shape.zero_one ||
        column.shape.base == Base::boolean)
      return false;
    std::set<std::string> seen;
    for (const Limits& limits : column.variants) {
      if (limits.nulls == Nulls::always) return false;
      const auto values = values_of(limits, column.shape);
      if (values.empty()) return false;
      for (const std::string& value : values) {
        if (!seen.insert(value).second) return false;
      }
    }
    return true;
  }

  static std::vector<std::string> values_of(const Limits& limits, const Shape& shape) {
    if (limits.in) return *limits.in;
    if (limits.low && limits.high && *limits.low == *limits.high && shape.base == Base::integer) return {number_text(*limits.low, 0)};
    return {};
  }

  void make(ColumnPlan& column) {
    if (!column.fixed_rule.empty() && column.level == 0) {
      column.rule = column.fixed_rule;
      return;
    }
    column.null_share = column.nullable && column.limits.nulls != Nulls::always ? share_of_nulls(column) : "";
    if (column.equal_to && column.level == 0) {
      if (const auto text = sdl_expression(catalog_, table_, *column.equal_to)) {
        column.rule = *text;
        return;
      }
      table_.notes.push_back("not kept: what `" + column.def->name + "` is computed from");
    }
    if (column.group && column.level < 2) return make_group(column);
    if (!column.above.empty() && column.level == 0 && !column.unique) {
      if (const auto text = after(column)) {
        column.rule = *text;
        return;
      }
    }
    column.rule = fitting(column, column.limits);
  }

  /// A rule of which a column has the name is called with brackets: `fax = phone()` beside a column `phone`.
  std::string called(std::string rule) const {
    bool text = false;
    for (std::size_t at = 0; at < rule.size(); ++at) {
      const char c = rule[at];
      if (c == '\\') {
        ++at;
      } else if (c == '"') {
        text = !text;
      } else if (text && c == '{') {
        const std::size_t end = rule.find('}', at);
        if (end == std::string::npos) return rule;
        const std::string inner = called(rule.substr(at + 1, end - at - 1));
        rule.replace(at + 1, end - at - 1, inner);
        at += inner.size() + 1;
      } else if (c == '/' && !text && (at == 0 || rule[at - 1] == '{' || rule[at - 1] == ' ' || rule[at - 1] == '(')) {
        return rule;  // a pattern
      } else if (!text && is_letter(c) && (at == 0 || (!is_letter(rule[at - 1]) && rule[at - 1] != '.' && rule[at - 1] != '`'))) {
        std::size_t end = at;
        while (end < rule.size() && (is_letter(rule[end]) || (rule[end] >= '0' && rule[end] <= '9'))) ++end;
        const bool alone = end == rule.size() || (rule[end] != '(' && rule[end] != '.');
        const bool dots = end + 1 < rule.size() && rule[end] == '.' && rule[end + 1] == '.';
        const std::string word = rule.substr(at, end - at);
        const bool column = std::ranges::any_of(table_.columns, [&](const ColumnPlan& other) { return other.def->name == word; });
        if ((alone || dots) && column && word != "row" && word != "now") rule.insert(end, "()");
        at = end;
      }
    }
    return rule;
  }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

  std::string fitting(const ColumnPlan& column, const Limits& limits) const { return called(rule_of(request(column, limits))); }

  RuleRequest request(const ColumnPlan& column, const Limits& limits) const {
    RuleRequest request{.column = &column, .limits = &limits, .dialect = catalog_.dialect, .table = table_.def->name.name};
    request.usual = usual(column);
    request.level = std::max(column.level, table_.level > 1 ? 1 : 0);
    return request;
  }

  std::optional<DefaultRule> usual(const ColumnPlan& column) const {
    const auto length =
        column.shape.base == Base::text
            ? std::optional<std::uint64_t>(std::min(column.shape.longest.value_or(UINT32_MAX), column.limits.longest.value_or(UINT32_MAX)))
            : std::nullopt;
    return default_rule(table_.def->name.name, column.def->name, column.shape.zero_one ? Base::boolean : column.shape.base, length);
  }

  static std::string share_of_nulls(const ColumnPlan& column) {
    const auto words = words_of(column.def->name);
    const auto has = [&](const char* word) { return std::ranges::find(words, word) != words.end(); };
    if (has("deleted") || has("archived") || has("cancelled") || has("canceled") || has("banned") || has("revoked") || has("2") ||
        has("locked") || has("blocked"))
      return "80%";
    if (has("closed") || has("ended") || has("finished") || has("completed") || has("return") || has("middle")) return "30%";
    return "10%";
  }

  void make_group(ColumnPlan& column) {
    GroupPlan& group = table_.groups[*column.group];
    if (group.branches.size() < 2) {
      if (!column.variants.empty()) column.limits = column.variants[0];
      if (column.limits.nulls == Nulls::always) column.null_share.clear();
      column.rule = fitting(column, column.limits);
      return;
    }
    if (group.teller && &table_.columns[*group.teller] == &column) {
      Limits all = column.limits;
      all.in.emplace();
      for (const Limits& limits : column.variants) {
        const auto values = values_of(limits, column.shape);
        all.in->insert(all.in->end(), values.begin(), values.end());
      }
      all.low = all.high = std::nullopt;
      column.limits = all;
      column.rule = fitting(column, all);
      return;
    }
    std::vector<std::string> rules;
    bool null = false, never = true;
    for (const Limits& limits : column.variants) {
      rules.push_back(fitting(column, limits));
      null = null || limits.nulls == Nulls::always;
      never = never && limits.nulls == Nulls::never;
    }
    const bool same = std::ranges::all_of(rules, [&](const std::string& rule) { return rule == rules[0]; });
    if (null || std::ranges::any_of(column.variants, [](const Limits& limits) { return limits.nulls == Nulls::never; }))
      column.null_share.clear();
    if (never) column.nullable = false;
    if (same) {
      column.rule = rules[0];
      return;
    }
    // A branch without a rule of its own (an enum, a uuid) has no text to stand in an arm.
    column.rule = arms(group, rules);
  }

  std::string arms(const GroupPlan& group, const std::vector<std::string>& rules) const {
    std::string text = "match " + group.name + " { ";
    std::vector<bool> done(rules.size());
    std::string last;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (done[i]) continue;
      std::string patterns;
      bool to_the_end = true;
      for (std::size_t k = i; k < rules.size(); ++k) {
        if (rules[k] != rules[i]) {
          to_the_end = to_the_end && done[k];
          continue;
        }
        done[k] = true;
        patterns += (patterns.empty() ? "" : ", ") + pattern(group, k);
      }
      const bool rest = std::ranges::all_of(done, [](bool d) { return d; });
      text += (rest ? std::string("_") : patterns) + " => " + rules[i] + (rest ? "" : ", ");
      if (rest) break;
    }
    return text + " }";
  }

  std::string pattern(const GroupPlan& group, std::size_t branch) const {
    if (!group.teller) return std::to_string(branch + 1);
    const ColumnPlan& column = table_.columns[*group.teller];
    std::string text;
    for (const std::string& value : values_of(column.variants[branch], column.shape)) {
      text += (text.empty() ? "" : ", ") + (column.shape.base == Base::text          ? sdl_string(value)
                                            : column.shape.base == Base::enumeration ? enum_value(value)
                                                                                     : value);
    }
    return text;
  }

  /// A value behind that of the columns it is above.
  std::optional<std::string> after(ColumnPlan& column) {
    std::string base;
    bool until_now = true;
    for (const Relation& relation : column.above) {
      const ColumnPlan* other = find(relation.left);
      if (!other || !other->written || other->shape.base != column.shape.base) {
        const bool dates = other && is_moment(other->shape.base) && is_moment(column.shape.base);
        if (!dates) return std::nullopt;
      }
      until_now = until_now && other->above.empty() && usual_past(*other) && !other->limits.low && !other->limits.high && !other->group;
      base += (base.empty() ? "" : ", ") + sdl_name(other->def->name);
    }
    if (column.above.size() > 1) base = "max(" + base + ")";
    const bool strict = std::ranges::any_of(column.above, [](const Relation& relation) { return relation.op == BinaryOp::less; });
    const Limits& limits = column.limits;
    switch (column.shape.base) {
      case Base::date:
        if (limits.high) return strict ? std::nullopt : std::optional(base + ".." + moment_text(*limits.high, column.shape.base));
        return base + (column.soon_after ? " + (1d..14d)" : strict ? " + (1d..30d)" : " + (0d..30d)");
      case Base::timestamp:
      case Base::timestamptz:
        if (limits.high) return strict ? std::nullopt : std::optional(base + ".." + moment_text(*limits.high, column.shape.base));
        if (until_now && !strict && !column.soon_after && usual_past(column)) return base + "..now";
        return base + (column.soon_after ? " + (1h..240h)" : " + (1h..96h)");
      case Base::integer: {
        if (limits.high || limits.low) return std::nullopt;
        const auto most = column.shape.high.value_or(kOne * 1'000'000);
        return most < 2000 * kOne ? std::nullopt : std::optional(base + (strict ? " + (1..100)" : " + (0..100)"));
      }
      case Base::decimal: {
        if (limits.high || (column.shape.high && *column.shape.high < 2000 * kOne)) return std::nullopt;
        const std::string step = column.shape.scale > 0 ? number_text(kOne / 100, std::min(column.shape.scale, 2U)) : "1";
        return base + " + (" + (strict ? step : "0") + "..100)";
      }
      case Base::real:
        return limits.high ? std::nullopt : std::optional("round(" + base + " + (" + (strict ? "1.0" : "0.0") + "..100.0), 2)");
      default: return std::nullopt;
    }
  }

  bool usual_past(const ColumnPlan& column) const {
    const auto known = usual(column);
    return !known || is_past(known->rule);
  }

  /// `person.first_name` reads the table's own person.
  std::string with_lets(std::string rule, const ColumnPlan& column) {
    const auto known = usual(column);
    const std::string role(known ? known->role : "");
    for (const Entity& entity : kEntities) {
      const std::string path = std::string(entity.record) + ".";
      for (std::size_t at = rule.find(path); at != std::string::npos; at = rule.find(path, at + 1)) {
        const char before = at == 0 ? ' ' : rule[at - 1];
        if (std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '_' || before == '.' || before == '`') continue;
        if (at + path.size() < rule.size() && rule[at + path.size()] == '.') continue;
        auto& name = entities_[role + " " + entity.record];
        if (name.empty()) {
          name = free_name(role.empty() ? entity.name : role);
          const bool hidden =
              std::ranges::any_of(table_.columns, [&](const ColumnPlan& other) { return other.def->name == entity.record; });
          table_.lets.push_back("let " + name + " = " + entity.record + (hidden ? "()" : ""));
        }
        rule.replace(at, path.size() - 1, name);
      }
    }
    return rule;
  }

  /// `a <> b` and `a < b` of two references to one table: their rows are told by numbers. In a key with both, one is taken from each half,
  /// and no pair comes twice before there are none left.
  void rows_apart(const Relation& relation) {
    const ColumnPlan *left = find(relation.left), *right = find(relation.right);
    if (!left || !right || !left->reference || !right->reference) return;
    ReferencePlan &a = table_.references[*left->reference], &b = table_.references[*right->reference];
    if (a.table != b.table || a.unique || b.unique || a.dropped || b.dropped || relation.op == BinaryOp::equal) return;
    const bool less = relation.op != BinaryOp::not_equal;
    const ColumnPlan& target = plan_.tables[a.table].columns[a.targets[0]];
    if (less && !(target.shape.base == Base::integer && target.unique && !target.reference)) return;
    KeyPlan* key = nullptr;
    for (KeyPlan& each : table_.keys) {
      if (each.columns.size() == 2 && std::ranges::find(each.columns, a.columns[0]) != each.columns.end() &&
          std::ranges::find(each.columns, b.columns[0]) != each.columns.end())
        key = &each;
    }
    const std::string rows = "rows(" + sdl_name(plan_.tables[a.table].name) + ")", half = "max(1, div(" + rows + ", 2))";
    if (less || key) {
      a.pick = "at mod(row, " + half + ")";
      b.pick = "at " + half + " + mod(row + div(row, " + half + "), " + half + ")";
    } else {
      b.pick = "at mod(" + sdl_name(left->def->name) + ".row + (1..max(1, " + rows + " - 1)), max(1, " + rows + "))";
    }
    if (key) key->by_numbers = true;
    table_.columns[a.columns[0]].nullable = table_.columns[b.columns[0]].nullable = false;
  }

  /// Where alternatives say that a reference is null.
  void references() {
    for (const Relation& relation : table_.between_rows) rows_apart(relation);
    for (ReferencePlan& reference : table_.references) {
      if (reference.dropped) continue;
      bool always = false;
      for (std::size_t index : reference.columns) {
        ColumnPlan& column = table_.columns[index];
        always = always || column.limits.nulls == Nulls::always;
        if (!column.group || column.variants.empty()) continue;
        const GroupPlan& group = table_.groups[*column.group];
        if (group.branches.size() < 2) {
          always = always || column.variants[0].nulls == Nulls::always;
          if (column.variants[0].nulls == Nulls::never) column.nullable = false;
          continue;
        }
        std::string there;
        std::size_t missing = 0, needed = 0;
        for (std::size_t i = 0; i < column.variants.size(); ++i) {
          needed += column.variants[i].nulls == Nulls::never ? 1 : 0;
          if (column.variants[i].nulls == Nulls::always)
            ++missing;
          else
            there += (there.empty() ? "" : ", ") + pattern(group, i);
        }
        if (missing == column.variants.size()) always = true;
        if (missing == 0 && needed == column.variants.size()) column.nullable = false;
        if (needed == 0 && missing == 0) continue;
        column.null_share.clear();
        if (missing == 0) {
          column.nullable = false;
          continue;
        }
        const std::string when = there.find(", ") == std::string::npos ? group.name + " == " + there : group.name + " in (" + there + ")";
        reference.pick += (reference.pick.empty() ? "" : ", ") + ("when " + when);
        column.nullable = true;
      }
      if (always && reference.columns.size() == 1) {
        reference.dropped = true;
        ColumnPlan& column = table_.columns[reference.columns[0]];
        column.reference.reset();
        column.rule = "null";
      }
    }
  }

  Catalog& catalog_;
  const Plan& plan_;
  TablePlan& table_;
  std::set<std::string> taken_;
  std::map<std::string, std::string> entities_;
};

}  // namespace

void plan_rules(Catalog& catalog, Plan& plan, std::size_t table) { Maker(catalog, plan, table).run(); }

}  // namespace sydac::compiler::sql
