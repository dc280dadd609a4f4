#pragma once

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "model/schema.hpp"

namespace sydac::compiler {

/// Gives every column without a rule, whose name or type calls for one, that rule as its `by_default`. The rules' text becomes a file of
/// `sources`, which spans of their values point into. Whether a column takes its value from elsewhere is not known here: then it is
/// ignored.
void add_default_values(Sources& sources, Schema& schema, Diagnostics& diagnostics);

}  // namespace sydac::compiler
