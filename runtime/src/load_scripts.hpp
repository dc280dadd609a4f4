// load.sql and load.sh, which load the files of a folder into a database.
#pragma once

#include "options.hpp"

#include <vector>

namespace sydac::driver {

struct ScriptedFile {
  std::size_t table;
  std::string name;
};

/// Whether a run writes scripts beside its files: with `--format sql` and `copy`, with CSV when a dialect is given; for whole tables only.
bool has_load_scripts(const Options& options);

struct LoadScripts {
  std::string stem;  // `load`; with an underscore where that is a table's
  std::string sql, sh;
};
/// `files` in load order. No scripts, an empty `sql`, where a name has a line break: the clients' own commands end there.
LoadScripts load_scripts(const Program& program, const Options& options, const std::vector<ScriptedFile>& files);

}  // namespace sydac::driver
