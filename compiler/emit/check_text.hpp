// Conditions in the words that --verify understands: written columns, literals, paths through references.
#pragma once

#include <optional>
#include <string>

#include "model/model.hpp"

namespace sydac::compiler {

/// Nothing where the condition depends on something that is not in the files.
std::optional<std::string> check_text(const Model& model, ValueId condition);

}  // namespace sydac::compiler
