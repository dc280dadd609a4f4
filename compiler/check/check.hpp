// Types every expression of a model, finds out what is known of its values, and holds the schema against its own rules: types, ranges,
// lengths, uniqueness, cycles between cells, checks. Reports and goes on; items that are reported are marked bad.
#pragma once

#include "base/diagnostics.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

void check(Model& model, Diagnostics& diagnostics);

}  // namespace sydac::compiler
