// Whether every text of a language that is drawn from passes a regular expression that texts are held against.
#pragma once

#include "base/regex/matcher.hpp"
#include "base/regex/regex.hpp"

namespace sydac::compiler {

/// Exact where it is true; false too where both together have more than 100 000 states.
bool is_inside(const Regex& language, const Matcher& matcher);

}  // namespace sydac::compiler
