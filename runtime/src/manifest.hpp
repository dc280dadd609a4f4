// manifest.json: what a run wrote.
#pragma once

#include "options.hpp"
#include "output.hpp"

namespace sydac::driver {

constexpr std::string_view kManifestName = "manifest.json";

struct FileEntry {
  std::size_t table;
  std::string name;    // in the folder
  std::uint64_t rows;  // in the file
  FileDigest digest;
};

/// The manifest as text, in a fixed order of keys, without dates and paths.
std::string manifest_text(const Program& program, const Options& options, std::span<const FileEntry> files,
                          std::span<const PoolReport> pools = {});
/// Its list of pools: where their values came from, and a hash of them.
std::string pools_text(std::span<const PoolReport> pools);

}  // namespace sydac::driver
