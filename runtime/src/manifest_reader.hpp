// Reads a manifest back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sydac::driver {

struct FoundFile {
  std::string name, table, hash;
  std::uint64_t rows = 0, bytes = 0;
};

struct FoundManifest {
  std::string dataset, schema_sha256, seed, scale, format, null, shard, range, pools;  // empty where the manifest has none
  std::vector<FoundFile> files;
};

/// The manifest of a folder; nothing when there is none or when it cannot be understood.
std::optional<FoundManifest> read_manifest(const std::string& folder);

}  // namespace sydac::driver
