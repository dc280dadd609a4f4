// The catalogue of rules as the compiler sees it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/model.hpp"
#include "sydac/catalog.hpp"

namespace sydac::compiler {

/// Every rule, in the order of the catalogue; RuleId indexes it.
std::span<const RuleEntry> rules();
std::optional<RuleId> find_rule(std::string_view name);
inline const RuleEntry& rule(RuleId id) { return rules()[id.index]; }

/// Constant arguments of a draw as the rule takes them; nothing where one is not constant.
std::optional<std::vector<RuleArgument>> constant_arguments(const Model& model, const DrawValue& draw);

}  // namespace sydac::compiler
