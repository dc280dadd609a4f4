// Names and texts as the schema language spells them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sydac::compiler::sql {

/// A name, in backticks where it is not a plain word that is nothing else; a backtick or a line break in it becomes `_`.
std::string sdl_name(std::string_view name);
/// A text in double quotes.
std::string sdl_string(std::string_view text);
/// What stands in a text between the quotes, `{` escaped.
std::string sdl_escaped(std::string_view text);
/// `choice("a", "b")`
std::string sdl_choice(const std::vector<std::string>& values);
/// Characters of a pattern that stand for themselves.
std::string sdl_pattern(std::string_view text);

}  // namespace sydac::compiler::sql
