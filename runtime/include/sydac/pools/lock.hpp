// `NAME.pools.json`: the values that pools were given once, by a model or by hand, as a file that is committed beside the schema. One entry
// to a line, pools and keys in a fixed order: a change of one value is a change of one line. Reading needs no library; writing is in
// runtime/llm.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sydac/pools/request.hpp>

namespace sydac::pools {

/// Where the values of a locked pool came from.
struct Origin {
  std::string provider, model;  // empty: written by hand or imported
  std::string note;             // `written by hand for the example`
  std::uint64_t entries = 0;
};

struct LockedPool {
  std::string pool;
  std::string prompt;
  std::string schema_hash;  // of the request that the values answer; empty: not known, never stale
  std::vector<Origin> origins;
  std::vector<std::pair<std::string, std::string>> parameters;  // `temperature` `0.8`, by name
  std::uint64_t input_tokens = 0, output_tokens = 0;
  std::uint64_t cost_nanodollars = 0;
  std::vector<std::string> keys, fields;  // names, which `entries` follow
  std::vector<Entry> entries;             // by key, then in the order they came
};

struct Lock {
  std::vector<LockedPool> pools;  // by name

  const LockedPool* find(std::string_view pool) const;
};

/// What is wrong with a lock file: `shop.pools.json:12: …`.
struct LockError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws LockError. `name` is what messages call the file. Texts of any size and depth take bounded time and memory beyond the text's own.
Lock read_lock(std::string_view text, std::string_view name);

/// The entries that fit a request, in its order of fields and keys; an entry that does not is left out and said in `problems`
/// (`entry 12: name: 87 characters, at most 80`), duplicates silently (weights summed).
struct Fitting {
  std::vector<Entry> entries;
  std::vector<std::string> problems;
  bool stale = false;  // the request's hash is another
};
Fitting entries_for(const LockedPool& locked, const Request& request);

}  // namespace sydac::pools
