// `NAME.pools.json`: the values that pools were given once, by a model or by hand, as a file that is committed beside the schema. One entry
// to a line, pools and keys in a fixed order: a change of one value is a change of one line. Reading needs no library; writing is in
// runtime/llm.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sydac/pools/request.hpp>

// sydac-source: pools/lock_fitting.cpp
// sydac-source: pools/lock_reader.cpp

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
  std::string dataset;            // empty: not said
  std::vector<LockedPool> pools;  // by name

  const LockedPool* find(std::string_view pool) const;
};

/// What is wrong with a lock file: `shop.pools.json:12: …`.
struct LockError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws LockError. `name` is what messages call the file. Takes time and memory in proportion to the text, which has at most 64 MB; each
/// value has at most 64 KB. A null is an empty value.
Lock read_lock(std::string_view text, std::string_view name);

/// The entries that fit a request, however many it asks for: values in its order of fields, entries in its order of keys and then as they
/// stand. One that does not fit is left out and said in `problems` (`entry 12: name: 87 characters, at most 80`; after 20 only how many
/// more); of equal ones there is one with the sum of their weights.
struct Fitting {
  std::vector<Entry> entries;
  std::vector<std::string> problems;
  std::uint64_t left_out = 0;  // how many did not fit
  bool stale = false;          // the request's hash is another
};
Fitting entries_for(const LockedPool& locked, const Request& request);

}  // namespace sydac::pools
