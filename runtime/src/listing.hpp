// The text of --list.
#pragma once

#include "options.hpp"

namespace sydac::driver {

/// Tables with their rows at the asked-for settings, what their header says, and their columns, aligned.
std::string listing_text(const Program& program, const Options& options, const Dataset& dataset);

}  // namespace sydac::driver
