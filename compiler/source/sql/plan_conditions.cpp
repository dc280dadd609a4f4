// What columns hold by the checks of their table, by their domains and by the bounds of partitions.
#include <algorithm>
#include <set>

#include "source/sql/name_words.hpp"
#include "source/sql/plan.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr std::size_t kMostVariants = 24;
constexpr std::size_t kMostJoined = 10;  // conditions that share columns

class Planner {
 public:
  Planner(Catalog& catalog, TablePlan& table) : table_(table), context_{catalog, *table.def, {}} {
    for (const ColumnPlan& column : table.columns) {
      context_.shapes.emplace(column.def->name, column.shape);
      if (!column.nullable) base_.columns[column.def->name].nulls = Nulls::never;
    }
  }

  void run() {
    for (const ColumnPlan& column : table_.columns) {
      for (const DomainDef* domain : column.shape.domains) {
        if (column.shape.array) continue;
        for (const CheckDef& check : domain->checks) take(check, column.def->name);
      }
    }
    for (const CheckDef& check : table_.def->checks) take(check, "");
    take_partitions();
    share_out();
  }

 private:
  std::size_t index_of(const std::string& name) const {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (table_.columns[i].def->name == name) return i;
    }
    return 0;
  }

  /// Each part of an `and` by itself: what is not understood does not take the rest with it.
  void take(const CheckDef& check, const std::string& value) {
    CheckPlan made{&check, true};
    std::vector<ExprId> parts;
    conjuncts(check.condition, parts, 0);
    for (ExprId part : parts) {
      Condition condition = read_condition(context_, part, value);
      // A computed column is what the database makes it; what it is made of is not followed here.
      for (Branch& branch : condition.branches) {
        std::erase_if(branch.columns, [&](const auto& entry) { return !table_.columns[index_of(entry.first)].written; });
      }
      if (condition.understood()) {
        add(std::move(condition));
      } else {
        made.understood = false;
        if (!condition.branches.empty()) leave_null(check, part, value);
      }
    }
    if (value.empty()) table_.checks.push_back(made);
  }

  void conjuncts(ExprId id, std::vector<ExprId>& parts, unsigned depth) const {
    const auto* both_sides = std::get_if<BinaryExpr>(&context_.catalog[stripped(context_.catalog, id)].node);
    if (both_sides == nullptr || both_sides->op != BinaryOp::logical_and || depth > 100) return parts.push_back(id);
    conjuncts(both_sides->left, parts, depth + 1);
    conjuncts(both_sides->right, parts, depth + 1);
  }

  /// Null passes most conditions: a column that may be null is, where a check of it is not understood.
  void leave_null(const CheckDef& check, ExprId part, const std::string& value) {
    std::vector<std::string> names = columns_in(context_.catalog, part);
    if (!value.empty()) names = {value};
    for (const std::string& name : names) {
      const auto own = column_named(context_.catalog, *table_.def, name);
      if (!own) continue;
      const ColumnPlan& column = table_.columns[index_of(*own)];
      const bool in_key = std::ranges::any_of(
          table_.keys, [&](const KeyPlan& key) { return std::ranges::find(key.columns, index_of(*own)) != key.columns.end(); });
      if (!column.nullable || !column.written || in_key) continue;
      Condition null;
      Branch branch;
      branch.columns[*own].nulls = Nulls::always;
      null.branches.push_back(std::move(branch));
      note("not understood, so `" + *own + "` is null: check " + check.text);
      return add(std::move(null));
    }
    note("not understood: check " + check.text);
  }

  void note(const std::string& text) {
    if (std::ranges::find(table_.notes, text) == table_.notes.end()) table_.notes.push_back(text);
  }

  void add(Condition condition) {
    simplify(condition);
    if (condition.branches.size() == 1) {
      take_one(condition.branches[0]);
    } else if (!condition.branches.empty()) {
      alternatives_.push_back(std::move(condition.branches));
    }
  }

  /// `x is null or x > 0`: null is among what `x > 0` lets through.
  static void simplify(Condition& condition) {
    const auto alone_null = [](const Branch& branch) {
      return branch.columns.size() == 1 && branch.relations.empty() && branch.equations.empty() &&
             branch.columns.begin()->second.nulls == Nulls::always;
    };
    std::vector<Branch>& branches = condition.branches;
    for (std::size_t i = 0; i < branches.size(); ++i) {
      if (!alone_null(branches[i])) continue;
      const std::string& column = branches[i].columns.begin()->first;
      const bool covered = std::ranges::any_of(branches, [&](const Branch& other) {
        if (&other == &branches[i]) return false;
        const auto found = other.columns.find(column);
        const bool only = other.columns.size() == (found == other.columns.end() ? 0U : 1U);
        const bool related = std::ranges::any_of(other.relations, [&](const Relation& r) { return r.left == column || r.right == column; });
        return only && (found != other.columns.end() ? found->second.nulls == Nulls::may : related);
      });
      if (covered) branches.erase(branches.begin() + static_cast<std::ptrdiff_t>(i--));
    }
    // x <> 5: above it and below it; above will do where nothing else is asked.
    std::vector<Branch> kept;
    for (Branch& branch : branches) {
      const bool known = std::ranges::any_of(kept, [&](const Branch& other) {
        return other.columns == branch.columns && other.relations == branch.relations && other.equations.size() == branch.equations.size();
      });
      if (!known) kept.push_back(std::move(branch));
    }
    branches = std::move(kept);
  }

  void take_partitions() {
    const PartitionDef& partition = table_.def->partition;
    if (partition.by == PartitionBy::none || partition.bounds.empty() || partition.key.empty()) return;
    if (std::ranges::any_of(partition.bounds, [](const PartitionBound& bound) { return bound.is_default; })) return;
    std::vector<std::string> names;
    for (const KeyPart& part : partition.key) {
      if (!part.column.empty()) names.push_back(part.column);
      if (part.expression) names = columns_in(context_.catalog, *part.expression);
    }
    if (names.empty()) return;
    const auto column = column_named(context_.catalog, *table_.def, names[0]);
    if (!column) return;
    const Shape& shape = context_.shapes.at(*column);
    Condition condition;
    Branch branch;
    Limits& limits = branch.columns[*column];
    limits.nulls = Nulls::never;
    if (partition.by == PartitionBy::list) {
      limits.in.emplace();
      for (const PartitionBound& bound : partition.bounds) {
        for (ExprId item : bound.in) {
          if (const auto text = constant_text(context_.catalog, item)) limits.in->push_back(*text);
        }
      }
      if (limits.in->empty()) return;
    } else if (partition.by == PartitionBy::range) {
      if (!range(partition, shape, limits)) return;
    } else {
      return;
    }
    condition.branches.push_back(std::move(branch));
    add(std::move(condition));
  }

  /// A run of ranges without gaps between them, the widest one.
  bool range(const PartitionDef& partition, const Shape& shape, Limits& limits) const {
    struct Piece {
      Scaled low, high;
    };
    constexpr Scaled kFar = static_cast<Scaled>(1) << 100;
    std::vector<Piece> pieces;
    Scaled before = -kFar;
    for (const PartitionBound& bound : partition.bounds) {
      const auto edge = [&](const std::vector<ExprId>& list, Scaled open) -> std::optional<Scaled> {
        if (list.empty()) return open;
        const Expr& expr = context_.catalog[stripped(context_.catalog, list[0])];
        if (const auto* word = std::get_if<Column>(&expr.node)) return lower_case(word->name) == "minvalue" ? -kFar : kFar;
        return bound_value(list[0], shape);
      };
      const bool mysql = bound.from.empty();
      const auto low = mysql ? std::optional(before) : edge(bound.from, -kFar), high = edge(bound.to, kFar);
      if (!low || !high) return false;
      before = *high;
      pieces.push_back({*low, *high});
    }
    std::ranges::sort(pieces, {}, &Piece::low);
    Piece best{0, 0}, run{0, 0};
    for (const Piece& piece : pieces) {
      if (piece.low <= run.high && run.high > run.low)
        run.high = std::max(run.high, piece.high);
      else
        run = piece;
      if (run.high - run.low > best.high - best.low) best = run;
    }
    if (best.high <= best.low) return false;
    if (best.low > -kFar) limits.low = best.low;
    if (best.high < kFar) limits.high = best.high, limits.high_open = true;
    return limits.low || limits.high;
  }

  /// A bound in what the column holds; of `year(d)`, `to_days(d)` and the like a number: the start of that year.
  std::optional<Scaled> bound_value(ExprId id, const Shape& shape) const {
    if (const auto direct = constant_scaled(context_.catalog, id, shape.base)) return direct;
    if (const auto* call = std::get_if<Call>(&context_.catalog[stripped(context_.catalog, id)].node); call && call->arguments.size() == 1)
      return constant_scaled(context_.catalog, call->arguments[0], shape.base);
    const auto number = constant_scaled(context_.catalog, id, Base::integer);
    const bool moment = shape.base == Base::date || shape.base == Base::timestamp || shape.base == Base::timestamptz;
    if (!number || !moment) return number;
    if (*number < 10'000 * kOne) {
      const auto years = static_cast<std::int64_t>(*number / kOne);
      return static_cast<Scaled>((years - 1970) * 365 + (years - 1969) / 4 + 1) * 86'400 * kOne;
    }
    if (*number < 4'000'000 * kOne) return (*number / kOne - 719'528) * 86'400 * kOne;  // days since the year 0
    return number;
  }

  // --- which alternatives go together

  static std::set<std::string> columns_of(const std::vector<Branch>& branches) {
    std::set<std::string> found;
    for (const Branch& branch : branches) {
      for (const auto& [column, limits] : branch.columns) found.insert(column);
      for (const Relation& relation : branch.relations) found.insert({relation.left, relation.right});
      for (const Equation& equation : branch.equations) found.insert(equation.column);
    }
    return found;
  }

  void share_out() {
    for (auto& branches : alternatives_) {
      std::vector<Branch> possible;
      for (Branch& branch : branches) {
        Branch own;
        for (const auto& [column, limits] : branch.columns) own.columns[column] = base_.columns[column];
        if (auto merged = both(own, branch, context_)) possible.push_back(std::move(*merged));
      }
      branches = std::move(possible);
      if (branches.size() == 1) {
        take_one(branches[0]);
        branches.clear();
      }
    }
    std::erase_if(alternatives_, [](const auto& branches) { return branches.empty(); });
    for (std::vector<std::size_t>& together : components()) {
      // Many conditions that hang together would have more combinations than are worth a look: the first way that fits each.
      if (together.size() > kMostJoined) {
        for (std::size_t at : together) take_first(alternatives_[at]);
        continue;
      }
      for (std::size_t k = 1; k < together.size(); ++k) join(together[0], together[k]);
    }
    std::erase_if(alternatives_, [](const auto& branches) { return branches.empty(); });
    apply_base();
    for (auto& branches : alternatives_) apply_group(branches);
  }

  /// The alternatives that share columns, directly or through others.
  std::vector<std::vector<std::size_t>> components() const {
    std::map<std::string, std::size_t> group_of;  // by column: one of its alternatives
    std::vector<std::size_t> leader(alternatives_.size());
    const auto root = [&](std::size_t at) {
      while (leader[at] != at) at = leader[at] = leader[leader[at]];
      return at;
    };
    for (std::size_t i = 0; i < alternatives_.size(); ++i) {
      leader[i] = i;
      for (const std::string& column : columns_of(alternatives_[i])) {
        const auto [found, first] = group_of.emplace(column, i);
        if (!first) leader[root(i)] = root(found->second);
      }
    }
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < alternatives_.size(); ++i) groups[root(i)].push_back(i);
    std::vector<std::vector<std::size_t>> found;
    for (auto& [first, group] : groups) found.push_back(std::move(group));
    return found;
  }

  void take_first(std::vector<Branch>& branches) {
    for (const Branch& branch : branches) {
      if (take_one(branch)) break;
    }
    branches.clear();
  }

  /// Into what always holds, unless that leaves nothing for a column.
  bool take_one(const Branch& branch) {
    std::map<std::string, Limits> merged;
    for (const auto& [column, limits] : branch.columns) {
      const auto both_limits = both(base_.columns[column], limits, context_.shapes.at(column));
      if (!both_limits) return false;
      merged[column] = *both_limits;
    }
    for (auto& [column, limits] : merged) base_.columns[column] = std::move(limits);
    base_.relations.insert(base_.relations.end(), branch.relations.begin(), branch.relations.end());
    base_.equations.insert(base_.equations.end(), branch.equations.begin(), branch.equations.end());
    return true;
  }

  void join(std::size_t i, std::size_t k) {
    std::vector<Branch> together;
    for (const Branch& a : alternatives_[i]) {
      for (const Branch& b : alternatives_[k]) {
        if (together.size() >= kMostVariants * 4) break;
        if (auto merged = both(a, b, context_)) together.push_back(std::move(*merged));
      }
    }
    alternatives_[i] = std::move(together);
    alternatives_[k].clear();
  }

  void apply_base() {
    for (const auto& [name, limits] : base_.columns) {
      ColumnPlan& column = table_.columns[index_of(name)];
      column.limits = limits;
      if (limits.nulls == Nulls::never) column.nullable = false;
    }
    for (const Relation& relation : base_.relations) {
      if (table_.columns[index_of(relation.left)].reference && table_.columns[index_of(relation.right)].reference) {
        table_.between_rows.push_back(relation);
        continue;
      }
      if (relation.op == BinaryOp::less || relation.op == BinaryOp::less_equal) {
        table_.columns[index_of(relation.right)].above.push_back(relation);
        table_.columns[index_of(relation.left)].below_others = true;
      } else if (relation.op == BinaryOp::equal) {
        Column same{"", relation.left, false};
        table_.columns[index_of(relation.right)].equal_to = context_.catalog.add({{}, same});
      }
    }
    for (const Equation& equation : base_.equations) table_.columns[index_of(equation.column)].equal_to = equation.value;
  }

  void apply_group(std::vector<Branch>& branches) {
    // Those that order columns or compute them come last: a plain one is taken where there is one.
    std::ranges::stable_sort(branches, {}, [](const Branch& branch) { return branch.relations.size() + branch.equations.size(); });
    if (branches.empty()) return;
    if (branches[0].relations.empty() && branches[0].equations.empty())
      std::erase_if(branches, [](const Branch& b) { return !b.relations.empty() || !b.equations.empty(); });
    if (branches.size() > kMostVariants) branches.resize(kMostVariants);
    if (!branches[0].relations.empty() || !branches[0].equations.empty()) branches.resize(1);
    if (branches.size() == 1) {
      for (const auto& [name, limits] : branches[0].columns) {
        ColumnPlan& column = table_.columns[index_of(name)];
        if (auto merged = both(column.limits, limits, column.shape)) column.limits = *merged;
        if (limits.nulls == Nulls::never) column.nullable = false;
      }
      for (const Relation& relation : branches[0].relations) {
        if (relation.op == BinaryOp::less || relation.op == BinaryOp::less_equal)
          table_.columns[index_of(relation.right)].above.push_back(relation);
      }
      for (const Equation& equation : branches[0].equations) table_.columns[index_of(equation.column)].equal_to = equation.value;
      return;
    }
    GroupPlan group;
    group.branches = branches;
    const std::size_t number = table_.groups.size();
    for (const std::string& name : columns_of(branches)) {
      ColumnPlan& column = table_.columns[index_of(name)];
      column.group = number;
      for (const Branch& branch : branches) {
        const auto found = branch.columns.find(name);
        const auto merged = found == branch.columns.end() ? column.limits : both(column.limits, found->second, column.shape);
        column.variants.push_back(merged.value_or(column.limits));
      }
    }
    table_.groups.push_back(std::move(group));
  }

  TablePlan& table_;
  ConditionContext context_;
  Branch base_;
  std::vector<std::vector<Branch>> alternatives_;
};

}  // namespace

void plan_conditions(Catalog& catalog, Plan& plan, std::size_t table) { Planner(catalog, plan.tables[table]).run(); }

}  // namespace sydac::compiler::sql
