// `sydac pool fetch` and `--fetch-pools`: what is missing in a lock file is asked for, pool by pool, and kept there.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fetch.hpp"

namespace sydac::llm {

class StatusLine;

struct FetchJob {
  std::span<const pools::Request> requests;
  std::string lock_path;
  bool refresh = false;                             // everything is asked for anew
  std::function<void(std::string_view)> say = {};   // a line for people
  std::function<void(std::string_view)> show = {};  // how far it is
};

struct FetchResult {
  std::uint64_t missing = 0, added = 0;  // entries
  bool stopped = false;
  Usage usage;
  std::vector<std::string> summary;  // a line for each pool, and one of what it cost
};

/// Whether the lock has all that is asked for: there is nothing to fetch, and nobody to be configured. Throws driver::IoError,
/// pools::LockError.
bool is_complete(std::span<const pools::Request> requests, const std::string& lock_path);

/// Has the lock file to itself from the beginning to the end, so that of two that want the same values at once only one asks. A pool whose
/// lock is stale is asked for as a whole; its old entries go when the first new ones come. Throws driver::IoError, pools::LockError.
FetchResult fetch_into_lock(const FetchJob& job, Configuration& configuration, Clock& clock);

/// The same with all that there is to say on a status line; returns `exit_code`.
int fetch_and_say(FetchJob job, Configuration& configuration, StatusLine& status);

/// 0: all is there; 3: nothing of what is missing came; 4: something is missing still; 130: Ctrl-C.
int exit_code(const FetchResult& result);

/// While one exists, SIGINT and SIGTERM end what runs in order; a second one ends the program.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

}  // namespace sydac::llm
