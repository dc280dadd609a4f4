// Filling a pool from language models: batches, checks, what is missing asked for again, the next provider of the list. `sydac pool fetch`
// and `--fetch-pools` of generated programs both end here.
#pragma once

#include <sydac/pools/lock.hpp>

#include "configuration.hpp"

namespace sydac::llm {

struct Fetched {
  std::vector<pools::Entry> entries;                            // those held before and the new ones, by key, then in the order they came
  std::vector<pools::Origin> origins;                           // of the new ones, by provider
  std::vector<std::pair<std::string, std::string>> parameters;  // of those providers; named `anthropic.temperature` when there are several
  Usage usage;
  std::vector<Failure> failures;  // one for each provider that was given up
  std::uint64_t wanted = 0;       // of all keys
  std::uint64_t missing = 0;      // left to the pool's fallback
  bool stopped = false;           // Ctrl-C or the ceiling: what arrived is kept
  std::string summary;            // `gear: 312 of 400 from anthropic, 88 by fallback`
};

/// How many entries a request wants of all keys, and how many of them are there; what a key has beyond that does not count.
struct Coverage {
  std::uint64_t wanted = 0, held = 0;
};
Coverage coverage(const pools::Request& request, const std::vector<pools::Entry>& entries);

/// Asks until `request.size` entries of each key are there, or no provider of the list helps any more. Bounded in calls, bytes and time.
/// `held` are canonical and of the request's keys. Two entries whose texts differ in the size of letters or in blanks only are one. A
/// provider with a bad key, without money or without the model is taken out of the configuration. `keep` is called after each answer that
/// brought something, with all that has arrived, so that a crash loses no more than one; `missing` counts down in it.
Fetched fetch(const pools::Request& request, std::vector<pools::Entry> held, Configuration& configuration,
              const std::function<void(const Fetched&)>& keep, const std::function<void(std::string_view)>& log);

}  // namespace sydac::llm
