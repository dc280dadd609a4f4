// sydac.toml: options that a project gives to all of its schemas.
#pragma once

#include <string>

#include "configuration.hpp"

namespace sydac::llm {

/// [llm] of the nearest sydac.toml, from the folder (empty: the current one) upwards; nothing where there is none. Throws OptionError,
/// driver::IoError.
Options project_options(const std::string& folder);

}  // namespace sydac::llm
