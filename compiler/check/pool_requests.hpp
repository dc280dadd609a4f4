// What each pool of a checked model asks for, and what its lock has of it.
#pragma once

#include <vector>

#include "base/diagnostics.hpp"
#include "model/model.hpp"
#include "sydac/pools/request.hpp"

namespace sydac::compiler {

/// Of a pool, with the columns that take its values.
pools::Request pool_request(const Model& model, PoolId id);
/// Of those that a model is asked for, in the order of the schema.
std::vector<pools::Request> pool_requests(const Model& model);

/// Gives pools that models are asked for the entries that the lock of the schema has. Reports those that do not fit, and pools that have
/// changed since.
void take_locked_entries(Model& model, Diagnostics& diagnostics);

}  // namespace sydac::compiler
