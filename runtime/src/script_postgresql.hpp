// load.sql for psql.
#pragma once

#include "load_scripts.hpp"

namespace sydac::driver {

std::string postgresql_script(const Program& program, const Options& options, const std::vector<ScriptedFile>& files);

}  // namespace sydac::driver
