// The schema language's front end: text to Schema.
#pragma once

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "model/schema.hpp"

namespace sydac::compiler {

/// Reads a file of the schema language. All syntax errors of the file are reported, in no order (`Diagnostics::sort`); the Schema holds
/// what was understood, with `broken` set where something is missing. Spans are bytes of the file. Takes about a second for 10 MB, and
/// bounded memory and stack for any input.
Schema parse_sdl(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// The same for one more file of a schema: its declarations come behind those that are there.
void add_sdl(Schema& schema, const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace sydac::compiler
