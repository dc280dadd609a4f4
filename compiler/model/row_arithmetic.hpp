// Numbers of rows that are expressions: `[rows(orders) * 3]`.
#pragma once

#include <span>

#include "model/model.hpp"

namespace sydac::compiler {

/// What a number of rows made of constants and `rows(t)` is, where `rows` are those of the tables it names, in order. Nothing where it
/// divides by 0 or leaves 100 bits.
std::optional<Bounds> counted_rows(const Schema& schema, ExprId count, std::span<const Bounds> rows);

}  // namespace sydac::compiler
