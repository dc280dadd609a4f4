// A schema of several files: the one named on the command line and all that it imports.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "model/schema.hpp"

namespace sydac::compiler {

/// A file that an `import` may mean.
struct FoundFile {
  std::string identity;  // the same for every way to name the file
  std::string text;
};
/// The file of this path; nothing where there is none. Throws FileError where it can not be read.
using FindFile = std::function<std::optional<FoundFile>(const std::string& path)>;

/// Regular files of the disk.
std::optional<FoundFile> file_on_disk(const std::string& path);

/// The same in SDL of a file of SQL DDL. What it has to say points into the file.
using TranslateSql = std::function<std::string(const Sources& sources, FileId file, Diagnostics& diagnostics)>;

constexpr std::size_t kMaxImportedFiles = 1000, kMaxImportDepth = 64;

struct ImportWays {
  std::vector<std::string> folders;  // where files are looked for, after the folder of the importing one
  FindFile find = file_on_disk;
  TranslateSql translate;  // empty: SQL can not be imported
};

/// Reads `file`, which `sources` has, and everything it imports, each file once. A path is relative to the file that imports it, then to
/// the folders in order. Of an imported file the declarations count, not its `dataset`, `seed`, `now` and `locale`. Adds the files to
/// `sources`; of one in another language also the SDL that is made of it.
Schema parse_all(Sources& sources, FileId file, const ImportWays& ways, Diagnostics& diagnostics);

}  // namespace sydac::compiler
