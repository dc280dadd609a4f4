// `sydac fmt`: a schema in its canonical layout.
#pragma once

#include <string>

#include "base/diagnostics.hpp"
#include "base/span.hpp"

namespace sydac::compiler {

/// The file's text laid out anew: two spaces for each level, one member to a line, the names, types and rules of a block under each other,
/// at most one blank line, lists on one line or broken as they were written, `//` comments at the end of neighbouring lines under each
/// other. Words, values, comments and their order stay as they are; only separators change. Laying out the result again changes nothing.
/// Returns "" when the file has syntax errors, which are reported.
std::string format_sdl(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace sydac::compiler
