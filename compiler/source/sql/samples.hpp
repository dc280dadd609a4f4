// What a rule gives, by one text: enough to know whether a check likes it.
#pragma once

#include <optional>
#include <string>

#include "source/sql/conditions.hpp"

namespace sydac::compiler::sql {

/// A text that the rule could give, or another one; nothing for rules that are not known here.
std::optional<std::string> sample_of(const std::string& rule, bool other = false);

/// Whether all that is tested of a text holds for what the rule gives: for a pattern by inclusion, for others by a sample.
bool passes(const std::string& rule, const Limits& limits);

/// Whether a language with this pattern can be drawn from, within so many characters; else the same with fewer repetitions, or nothing.
std::optional<std::string> drawable(const std::string& pattern, std::optional<std::uint32_t> most);

}  // namespace sydac::compiler::sql
