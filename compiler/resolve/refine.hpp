#pragma once

#include "base/diagnostics.hpp"
#include "model/schema.hpp"

namespace sydac::compiler {

/// Takes `refine table` into the tables: rows, rules and members. What follows knows no refinements. A member that a mixin gives can be
/// refined too, so this is done in two steps around their expansion: members and rows first, then rules.
void add_refinements(Schema& schema, Diagnostics& diagnostics);
void apply_refined_rules(Schema& schema, Diagnostics& diagnostics);

}  // namespace sydac::compiler
