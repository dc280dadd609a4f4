// Schema -> Model: declarations get ids, references find their tables and keys, headers their parents. Expressions are left to check/.
#pragma once

#include <string_view>

#include "base/diagnostics.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// `stem` names the dataset where the schema does not. The model keeps a pointer to the schema, which must outlive it.
Model resolve(const Schema& schema, std::string_view stem, Diagnostics& diagnostics);

}  // namespace sydac::compiler
