// The difference of two texts in the unified format that `diff -u`, `patch` and reviewers know.
#pragma once

#include <string>
#include <string_view>

namespace sydac::compiler {

/// Empty when both are equal; else `--- old_name`, `+++ new_name` and hunks with three lines of context, `\ No newline at end of file`
/// where it is so. After Myers, "An O(ND) Difference Algorithm and Its Variations" (1986); texts that differ in more than some thousand
/// lines are shown as one replacement, so time and memory stay bounded.
std::string unified_diff(std::string_view old_text, std::string_view new_text, std::string_view old_name, std::string_view new_name);

}  // namespace sydac::compiler
