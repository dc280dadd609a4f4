// One rule as text: what a column's name calls for, within its limits.
#pragma once

#include <optional>
#include <string>

#include "defaults/default_rules.hpp"
#include "source/sql/plan.hpp"

namespace sydac::compiler::sql {

struct RuleRequest {
  const ColumnPlan* column = nullptr;
  const Limits* limits = nullptr;
  Dialect dialect = Dialect::postgresql;
  std::string table;
  std::optional<DefaultRule> usual = {};
  int level = 0;  // 0: as realistic as can be, 1: plain, 2: anything that fits
};

/// Empty where the type alone says it (`id int pk`, an enum).
std::string rule_of(const RuleRequest& request);

/// Billionths as a number with so many decimals, cut off.
std::string number_text(Scaled value, unsigned scale);
/// Billionths of a second since 1970 as a date, a timestamp or a time.
std::string moment_text(Scaled value, Base base);
/// Whether the rule of a moment, `now - 5y..now - 2y`, ends at `now` or before it.
bool is_past(std::string_view rule);
/// A value of an enum where one is expected: its bare name, else in quotes.
std::string enum_value(const std::string& value);

}  // namespace sydac::compiler::sql
