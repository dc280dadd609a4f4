// Moments that follow each other by their names: `created_at` and `updated_at`, `start` and `end`.
#include <algorithm>
#include <string_view>

#include "defaults/default_rules.hpp"
#include "source/sql/plan.hpp"

namespace sydac::compiler::sql {
namespace {

bool is_moment(const ColumnPlan& column) {
  return column.shape.literal.empty() &&
         (column.shape.base == Base::date || column.shape.base == Base::timestamp || column.shape.base == Base::timestamptz);
}

/// A moment of a name's own choosing, which another one may follow.
bool is_free(const ColumnPlan& column) {
  return is_moment(column) && column.written && !column.group && !column.equal_to && !column.reference && !column.in_reference &&
         column.above.empty() && !column.limits.low && !column.limits.high && !column.limits.in && column.limits.nulls != Nulls::always;
}

struct Pair {
  std::string_view first, then;
};
// Words of the name; a word with others beside it must have the same ones there: `start_date`, `end_date`.
constexpr Pair kPairs[] = {{"start", "end"},          {"starts", "ends"},
                           {"started", "ended"},      {"begin", "end"},
                           {"begins", "ends"},        {"from", "to"},
                           {"from", "thru"},          {"from", "until"},
                           {"opened", "closed"},      {"open", "close"},
                           {"started", "finished"},   {"started", "completed"},
                           {"start", "finish"},       {"rental", "return"},
                           {"checkin", "checkout"},   {"departure", "arrival"},
                           {"order", "required"},     {"order", "shipped"},
                           {"order", "ship"},         {"ordered", "shipped"},
                           {"invoice", "due"},        {"issued", "expires"},
                           {"issue", "expiry"},       {"issue", "expiration"},
                           {"sent", "received"},      {"sent", "delivered"},
                           {"loan", "return"},        {"borrowed", "returned"},
                           {"hire", "termination"},   {"requested", "approved"},
                           {"submitted", "approved"}, {"assigned", "resolved"},
                           {"effective", "expiry"},   {"granted", "revoked"},
                           {"queued", "started"},     {"scheduled", "completed"},
                           {"birth", "death"},        {"in", "out"},
                           {"published", "archived"}, {"first", "last"}};

constexpr std::string_view kBorn[] = {"created", "create", "creation", "inserted", "added", "registered", "joined"};
constexpr std::string_view kLater[] = {"updated",   "update",   "modified",  "modification", "changed",  "deleted",  "closed",  "completed",
                                       "finished",  "resolved", "published", "confirmed",    "verified", "archived", "expires", "expired",
                                       "edited",    "login",    "activity",  "seen",         "access",   "accessed", "ended",   "processed",
                                       "cancelled", "canceled", "paid",      "shipped",      "revoked"};

bool has(const std::vector<std::string>& words, std::span<const std::string_view> any) {
  return std::ranges::any_of(words, [&](const std::string& word) { return std::ranges::find(any, word) != any.end(); });
}

/// `first` in place of `then` makes one name of the other.
bool is_pair(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() != b.size()) {
    // `start_date` and `end_at` are no pair, `order_date` and `shipped` are.
    return false;
  }
  std::optional<std::size_t> place;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (place) return false;
    place = i;
  }
  return place && std::ranges::any_of(kPairs, [&](const Pair& pair) { return a[*place] == pair.first && b[*place] == pair.then; });
}

}  // namespace

void plan_usual_orders(const Catalog&, TablePlan& table) {
  if (table.level > 0) return;
  std::vector<std::vector<std::string>> words;
  for (const ColumnPlan& column : table.columns) words.push_back(words_of(column.def->name));
  std::optional<std::size_t> born;
  for (std::size_t i = 0; i < table.columns.size() && !born; ++i) {
    if (is_free(table.columns[i]) && has(words[i], kBorn) && !has(words[i], kLater)) born = i;
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    ColumnPlan& column = table.columns[i];
    if (!is_free(column) || column.unique || column.level > 0) continue;
    std::optional<std::size_t> before;
    for (std::size_t k = 0; k < table.columns.size() && !before; ++k) {
      if (k != i && is_free(table.columns[k]) && is_pair(words[k], words[i])) before = k;
    }
    column.soon_after = before.has_value();
    if (!before && born && born != i && has(words[i], kLater)) before = born;
    if (!before) continue;
    column.above.push_back({table.columns[*before].def->name, column.def->name, BinaryOp::less_equal});
    table.columns[*before].below_others = true;
  }
}

}  // namespace sydac::compiler::sql
