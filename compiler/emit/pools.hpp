// Pools in the generated program: a constant with all that is known of each, a type for its entries, a member of the data.
#pragma once

#include <string>
#include <vector>

#include "emit/names.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {

/// Constants and types, one text for each pool; they stand before the data.
std::vector<std::string> pool_types(const Plan& plan, const Names& names);
/// `PoolValues gear{pool_file, kGearPool};`, in the order in which they are filled.
std::vector<std::string> pool_members(const Plan& plan, const Names& names);
/// The definition of `fill_pools`.
std::string pool_filling(const Plan& plan, const Names& names);
/// The constant with the options of `llm { … }`; nothing where there are none.
std::string llm_options(const Plan& plan);
/// What `kProgram` says of pools, a line each.
std::vector<std::string> pool_lines(const Plan& plan);
/// Most bytes that a text of a field takes.
std::size_t pool_text_bytes(const TypedPoolField& field);

}  // namespace sydac::compiler
