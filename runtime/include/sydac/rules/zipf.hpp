// `zipf(1000, 1.1)`: 1 often, 2 less, 3 lesser still.
#pragma once

#include <sydac/decimal.hpp>
#include <sydac/rules/cached_table.hpp>
#include <sydac/spec.hpp>
#include <sydac/zipf_ranks.hpp>

namespace sydac {

/// Whole numbers from 1 to max with frequency 1 / value^exponent; see ZipfRanks for the accuracy.
struct Zipf {
  std::int64_t max = 1;
  Decimal<6> exponent{1'000'000};
  static constexpr RuleSpec spec{
      .name = "zipf",
      .cpp_name = "Zipf",
      .header = "sydac/rules/zipf.hpp",
      .summary = "A whole number from 1 to max, k with frequency 1 / k^exponent.",
      .yields = RuleType::integer,
      .params = {{.name = "max", .at_least = "1", .at_most = "1000000000000"},
                 {.name = "exponent", .type = RuleType::share, .required = false, .at_least = "0", .at_most = "10"}},
      .example = "visits int = zipf(1000, 1.1)"};

  std::int64_t operator()(Draw draw) const {
    const ZipfRanks& ranks = detail::cached_table<ZipfRanks>(static_cast<std::uint64_t>(max), static_cast<std::uint64_t>(exponent.raw));
    return static_cast<std::int64_t>(ranks(draw)) + 1;
  }
};

}  // namespace sydac
