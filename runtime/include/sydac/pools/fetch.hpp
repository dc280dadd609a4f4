// `--fetch-pools`: the border to the part of the runtime that asks language models. A program has it when it is linked with sydac_llm,
// whose other half of the border is `sydac_fetch_pools`; without it nothing of a program ever uses the network for its values.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <sydac/pools/request.hpp>
#include <sydac/program.hpp>

// sydac-source: pools/fetch_hook.cpp

namespace sydac::pools {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct FetchCall {
  std::span<const Request> requests;
  std::string lock_path;
  bool refresh = false;  // everything is asked for anew
  NamedTexts flags;      // options of models from the command line, `temperature` `0.8`
  NamedTexts header;     // `llm { … }` of the schema
};

/// Fetches what the lock file lacks and says so on standard error. 0: all is there; 3: nothing of what is missing came; 4: something is
/// missing still; 130: Ctrl-C. Throws driver::UsageError, also in a program that is not linked with sydac_llm, and driver::IoError.
int fetch_pools(const FetchCall& call);

/// The same for the pools of a program that models are asked for. The lock is the file of --pools, else `shop.pools.json` in the current
/// folder for `shop.sdl`; where it is there in the end, the program takes its values.
int fetch_for_program(const Program& program, Settings& settings, const NamedTexts& options);

}  // namespace sydac::pools
