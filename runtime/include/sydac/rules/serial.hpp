// `serial`, `serial(1000, step = 10)`: start, start + step, … by the row's number.
#pragma once

#include <sydac/arithmetic.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// No draw: takes the row's number. Throws where the product leaves 64 bits.
struct Serial {
  std::int64_t start = 1, step = 1;
  static constexpr RuleSpec spec{.name = "serial",
                                 .cpp_name = "Serial",
                                 .header = "sydac/rules/serial.hpp",
                                 .summary = "Numbers in the order of the rows: start, start + step, and so on.",
                                 .yields = RuleType::integer,
                                 .params = {{.name = "start", .required = false}, {.name = "step", .required = false}},
                                 .example = "number int = serial(1000, step = 10)"};
  constexpr std::int64_t operator()(std::int64_t row) const { return add(start, multiply(step, row)); }
};

}  // namespace sydac
