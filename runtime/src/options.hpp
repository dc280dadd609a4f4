// The command line of a generated program.
#pragma once

#include <sydac/program.hpp>

#include <optional>

#include "driver_text.hpp"
#include "load/location.hpp"

namespace sydac::driver {

/// When the progress line is shown: `automatic` means when standard error is a terminal.
enum class ProgressMode : std::uint8_t { automatic, always, never };

/// --range T:A..B, both ends included.
struct RangeRequest {
  std::size_t table;
  std::uint64_t first, last;
};

/// --shard I/N: rows [rows·(I-1)/N, rows·I/N) of each table.
struct ShardRequest {
  std::uint64_t index, count;  // 1 <= index <= count
};

struct Options {
  Settings settings;
  std::string scale = "1";           // as given, for the manifest
  std::string folder;                // of --out, else the default one
  std::optional<std::size_t> table;  // --table
  std::vector<char> tables;          // 1 for those that are asked for
  std::optional<RangeRequest> range;
  std::optional<ShardRequest> shard;
  Format format = Format::csv;
  Dialect dialect = Dialect::postgresql;
  std::string null_token;
  unsigned threads = 1;
  std::optional<Location> load;                          // --load
  std::vector<std::pair<std::string, std::string>> llm;  // --llm NAME=VALUE, options of models
  ProgressMode progress = ProgressMode::automatic;
  bool verify = false, list = false, schema = false, manifest = false, sha256 = false, fetch_pools = false, help = false, version = false;

  // Given on the command line, in contrast to a default.
  bool has_folder = false, has_format = false, has_null = false, has_seed = false, has_scale = false, has_tables = false,
       has_dialect = false;

  /// Rows go to standard output rather than into files.
  bool to_standard_output() const { return table.has_value() || (range.has_value() && !has_folder); }
};

/// Reads and checks the command line. Throws UsageError with one line.
Options parse_options(const Program& program, int argc, char** argv);

/// The text of --help.
std::string help_text(const Program& program);

}  // namespace sydac::driver
