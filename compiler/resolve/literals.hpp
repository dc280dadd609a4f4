// Literals of the schema as exact values: days, microseconds, shares, durations.
#pragma once

#include <optional>
#include <string_view>

#include "base/diagnostics.hpp"
#include "base/moments.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// `30` of `30%`, `12.5` of `12.5%`; nothing when it has more than 16 digits. May be above 1.
std::optional<Share> parse_share(std::string_view digits);
/// `90s`, `2w`, `5y`; nothing on overflow or a fraction of a unit.
std::optional<IntervalValue> parse_duration(const DurationLiteral& literal);

/// Calendar arithmetic on constants: months first (clamped to the month's end), then days, then microseconds.
std::int64_t add_interval(std::int64_t timestamp, const IntervalValue& interval, int sign);

/// Weight of an entry as written: 1 where there is none, shares in hundredths of a percent; reports and answers nothing where it is not a
/// weight.
std::optional<std::uint64_t> weight_of(const Schema& schema, const std::optional<ExprId>& expr, Diagnostics& diagnostics);
/// Whether the weights are all shares or all whole numbers, 1 where there is none; reports where they are not.
bool weights_agree(const Schema& schema, const std::vector<WeightedEntry>& entries, Diagnostics& diagnostics);

}  // namespace sydac::compiler
