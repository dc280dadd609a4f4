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
/// The same for values of pools, which may be larger.
std::optional<FoundFile> data_on_disk(const std::string& path);
/// `dir/shop.pools.json` of `dir/shop.sdl`.
std::string lock_path_of(const std::string& schema_path);

constexpr std::size_t kMaxImportedFiles = 1000, kMaxImportDepth = 64;

/// What a file of another language is in SDL, `lines` with it. What it has to say points into the file, whose text it may put right first
/// (a byte order mark, an encoding).
using Translate = std::function<SourceFile(Sources& sources, FileId file, Diagnostics& diagnostics)>;

/// `.sql`, `.ddl`, in any case.
bool is_sql_path(const std::string& path);

/// Reads `file`, which `sources` has, and everything it imports, each file once. A path is relative to the file that imports it, then to
/// the folders in order. Of an imported file the declarations count, not its `dataset`, `seed`, `now` and `locale`. Adds the files to
/// `sources`; of one in another language also the SDL that is made of it.
/// `from_sql` says that `file` is SQL whatever its name.
struct ImportOptions {
  std::vector<std::string> folders = {};
  FindFile find = file_on_disk;
  FindFile find_data = data_on_disk;
  Translate translate_sql = {};
  bool from_sql = false;
};
Schema parse_all(Sources& sources, FileId file, const ImportOptions& options, Diagnostics& diagnostics);

}  // namespace sydac::compiler
