// `sydac check --proof`: a line, or a JSON object, for each constraint.
#pragma once

#include <string>
#include <nlohmann/json_fwd.hpp>

#include "base/span.hpp"

namespace sydac::compiler {

struct Model;

/// Columns aligned, one constraint to a line, then how many there are of each status.
std::string proof_text(const Model& model, const Sources& sources);
/// The form is documented in docs/checks.md and only grows.
nlohmann::ordered_json proof_json(const Model& model, const Sources& sources);

}  // namespace sydac::compiler
