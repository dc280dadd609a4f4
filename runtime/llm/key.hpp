// Where a provider's key comes from: its variable, or a file.
#pragma once

#include "layered_options.hpp"
#include "settings.hpp"

namespace sydac::llm {

/// By flag `key_file`, else the provider's own variables (NAME_API_KEY, then NAME_API_KEY_FILE), else `key_file` of the environment and of
/// sydac.toml. Never throws for a key that is missing, empty or unfit for a header: `problem` says so, without a byte of it.
Key key_of(const LayeredOptions& options, const Provider& provider);

}  // namespace sydac::llm
