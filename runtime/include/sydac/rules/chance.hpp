// `chance(30%)`: true in that share of the rows.
#pragma once

#include <sydac/decimal.hpp>
#include <sydac/draw.hpp>
#include <sydac/spec.hpp>

namespace sydac {

struct Chance {
  Decimal<6> share{};  // of 1
  static constexpr RuleSpec spec{.name = "chance",
                                 .cpp_name = "Chance",
                                 .header = "sydac/rules/chance.hpp",
                                 .summary = "True in a share of the rows. A larger share keeps every true of a smaller one.",
                                 .yields = RuleType::boolean,
                                 .params = {{.name = "share", .type = RuleType::share, .at_least = "0", .at_most = "1"}},
                                 .example = "is_active bool = chance(85%)"};
  static constexpr UInt128 count() { return 2; }
  static constexpr bool at(UInt128 k) { return k != 0; }
  constexpr bool operator()(Draw draw) const { return draw.chance(static_cast<std::uint64_t>(share.raw < 0 ? 0 : share.raw), 1'000'000); }
};

}  // namespace sydac
