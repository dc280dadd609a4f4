// The tree of a check.
#pragma once

#include "check_expression.hpp"

namespace sydac::driver {

enum class CheckOperation : std::uint8_t {
  literal,
  operand,
  logical_or,
  logical_and,
  logical_not,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in_list,
  in_range,
  add,
  subtract,
  multiply,
  negate,
  choose
};

struct CheckNode {
  CheckOperation operation = CheckOperation::literal;
  TypedValue literal;
  std::string text;  // what a text literal points into
  std::size_t operand = 0;
  std::vector<std::unique_ptr<CheckNode>> children;  // of in_list: the value, then the list
};

/// The value of the tree over the values of its operands.
TypedValue node_value(const CheckNode& node, std::span<const TypedValue> operands);

}  // namespace sydac::driver
