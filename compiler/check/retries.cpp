// Note [tries]: the checks that share cells form a group, and so do the cells. A row has a number of tries for each group: the first one at
// which all its checks hold. All draws of the group's cells are drawn for that try, so a row is a pure function of its identity as before,
// and a row that passes at once keeps its values. Only plain draws of the row itself are drawn again: what is unique is dealt out, the
// header's parent stands before the row, and a cell that the checks need in another row would ask for the number of tries that it decides.
#include "check/retries.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/sample.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kMostCells = 4096;
/// Of a hundred rows, at least so many must pass.
constexpr unsigned kLeastShare = 10;

/// What a cell reads. Of two rows that pick each other, each asks what the other one is like.
void read_by(const Model& model, CellId id, std::vector<CellUse>& uses) {
  const std::size_t before = uses.size();
  cells_read_by(model, id, uses);
  if (model[id].pick != PickWay::mutual) return;
  for (std::size_t i = before; i < uses.size(); ++i) uses[i].own_row = false;
}

bool meet(const std::vector<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  return std::any_of(a.begin(), a.end(), [&](std::uint32_t each) { return b.contains(each); });
}

}  // namespace

void Retries::run() {
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    if (!model_.tables[i].bad) run({i});
  }
}

void Retries::run(TableId id) {
  std::vector<Retry> groups;
  const auto& checks = model_[id].checks;
  for (std::uint32_t i = 0; i < checks.size(); ++i) {
    if (checks[i].kept != Kept::tested) continue;
    std::set<std::uint32_t> cells = redrawn(id, checks[i].condition);
    if (cells.empty()) continue;
    Retry made{{}, {i}};
    std::erase_if(groups, [&](const Retry& group) {
      if (!meet(group.cells, cells)) return false;
      cells.insert(group.cells.begin(), group.cells.end());
      made.checks.insert(made.checks.end(), group.checks.begin(), group.checks.end());
      return true;
    });
    made.cells.assign(cells.begin(), cells.end());
    std::sort(made.checks.begin(), made.checks.end());
    groups.push_back(std::move(made));
  }
  for (Retry& group : groups) {
    if (!in_a_circle(id, group)) accept(id, std::move(group));
  }
}

std::set<std::uint32_t> Retries::redrawn(TableId id, ValueId condition) const {
  std::set<std::uint32_t> near;
  std::vector<CellUse> pending;
  std::set<CellId> far;
  std::vector<CellUse> pending_far;
  auto sort_out = [&](std::vector<CellUse>& uses) {
    for (const CellUse& use : uses) (use.own_row ? pending : pending_far).push_back(use);
    uses.clear();
  };
  std::vector<CellUse> uses;
  cells_read(model_, condition, id, uses);
  sort_out(uses);
  while (!pending.empty()) {
    const CellId at = pending.back().cell;
    pending.pop_back();
    if (!near.insert(at.index).second) continue;
    read_by(model_, at, uses);
    sort_out(uses);
  }
  while (!pending_far.empty()) {
    const CellId at = pending_far.back().cell;
    pending_far.pop_back();
    if (far.size() > kMostCells) return {};
    if (far.insert(at).second) read_by(model_, at, pending_far);
  }
  std::erase_if(near, [&](std::uint32_t index) { return far.contains({id, index}) || !can_be_redrawn({id, index}); });
  return near;
}

bool Retries::can_be_redrawn(CellId id) const {
  const Cell& cell = model_[id];
  if (cell.bad || cell.pk || cell.unique || cell.place || cell.copied) return false;
  for (const Key& key : model_[id.table].keys) {
    for (std::uint32_t part : key.cells) {
      if (part == id.index || std::find(cell.columns.begin(), cell.columns.end(), part) != cell.columns.end()) return false;
    }
  }
  if (cell.kind == CellKind::reference) {
    if (cell.distinct || cell.distinct_with) return false;
    return cell.pick == PickWay::uniform || cell.pick == PickWay::stable || cell.pick == PickWay::zipf || cell.pick == PickWay::weighted;
  }
  return is_drawn(id);
}

/// Whether draw sites of its own decide the value of a column or let.
bool Retries::is_drawn(CellId id) const {
  const Cell& cell = model_[id];
  if (!cell.value) return false;
  bool drawn = cell.null_share.has_value(), dealt_out = false;
  for_each_value(model_, *cell.value, [&](ValueId part) {
    const auto& node = model_[part].node;
    dealt_out = dealt_out || std::holds_alternative<UniqueValue>(node);
    drawn = drawn || std::holds_alternative<DrawValue>(node) || std::holds_alternative<RangeValue>(node) ||
            std::holds_alternative<ChoiceValue>(node) || std::holds_alternative<EnumDrawValue>(node) ||
            std::holds_alternative<RegexValue>(node);
  });
  return drawn && !dealt_out;
}

bool Retries::in_a_circle(TableId id, const Retry& retry) const {
  struct Visit {
    CellId cell;
    bool elsewhere;  // in another row, or behind other tries
    auto operator<=>(const Visit&) const = default;
  };
  std::vector<Visit> pending;
  std::set<Visit> seen;
  auto add = [&](const std::vector<CellUse>& uses, bool elsewhere) {
    for (const CellUse& use : uses) pending.push_back({use.cell, elsewhere || !use.own_row});
  };
  auto add_checks = [&](TableId table, const Retry& of, bool elsewhere) {
    std::vector<CellUse> uses;
    for (std::uint32_t check : of.checks) cells_read(model_, model_[table].checks[check].condition, table, uses);
    add(uses, elsewhere);
  };
  add_checks(id, retry, false);
  while (!pending.empty()) {
    const Visit at = pending.back();
    pending.pop_back();
    const bool own = at.cell.table == id && std::find(retry.cells.begin(), retry.cells.end(), at.cell.index) != retry.cells.end();
    if ((own && at.elsewhere) || seen.size() > kMostCells) return true;
    if (!seen.insert(at).second) continue;
    std::vector<CellUse> uses;
    read_by(model_, at.cell, uses);
    add(uses, at.elsewhere);
    if (const auto other = model_[at.cell].retry) add_checks(at.cell.table, model_[at.cell.table].retries[*other], true);
  }
  return false;
}

void Retries::accept(TableId id, Retry retry) {
  Table& table = model_.tables[id.index];
  const std::string how = measured(id, retry);
  if (how.empty()) return;
  const auto number = static_cast<std::uint32_t>(table.retries.size());
  for (std::uint32_t cell : retry.cells) table.cells[cell].retry = number;
  for (std::uint32_t check : retry.checks) {
    std::string names;
    for (std::uint32_t cell : retry.cells) names += (names.empty() ? "`" : ", `") + table.cells[cell].name + "`";
    table.checks[check].kept = Kept::retried;
    table.checks[check].how = "draws " + names + " again; " + how;
  }
  table.retries.push_back(std::move(retry));
}

/// `64 of 100 rows pass at once`; empty where they are too few.
std::string Retries::measured(TableId id, const Retry& retry) {
  const Table& table = model_[id];
  std::vector<ValueId> conditions;
  for (std::uint32_t check : retry.checks) conditions.push_back(table.checks[check].condition);
  const auto passing = Sampler(model_, id).passing(conditions);
  if (!passing) return "how often is not known";
  const unsigned share = (*passing * 100 + Sampler::kRows / 2) / Sampler::kRows;
  if (*passing * 100 >= kLeastShare * Sampler::kRows) return std::to_string(share) + " of 100 rows pass at once";
  const std::string shown =
      *passing == 0 ? "none of " + grouped(Sampler::kRows) : std::to_string(*passing) + " of " + grouped(Sampler::kRows);
  auto& problem = diagnostics_.report(Code::check_rare, table.checks[retry.checks[0]].span, {shown});
  for (std::size_t i = 1; i < retry.checks.size(); ++i) problem.note("together with this check", table.checks[retry.checks[i]].span);
  problem.suggest("a rule that is made from the other cells, such as a range that starts at one of them, makes it hold in every row");
  return {};
}

}  // namespace sydac::compiler
