// Regular expressions as tables of a generated program: those of runtime/include/sydac/pattern.hpp.
#pragma once

#include <string>
#include <string_view>

#include "base/regex/matcher.hpp"
#include "base/regex/regex.hpp"

namespace sydac::compiler {

/// The tables and, below them, `constexpr auto NAME`, which the program calls: `kSku(draw)`, `kSku.at(k, draw)`. Names of the tables begin
/// with `name`, a claimed constant such as `kSku`. `source` is the pattern as it stands in the schema, for the comment.
std::string pattern_tables(const Regex& regex, std::string_view name, std::string_view source);

/// The same of one pattern, without the comment.
std::string pattern_tables(const Pattern& pattern, std::string_view name);

/// Those of runtime/include/sydac/matcher.hpp.
std::string matcher_tables(const Matcher& matcher, std::string_view name, std::string_view source);

}  // namespace sydac::compiler
