#include "pool_fetch.hpp"

#include <algorithm>
#include <csignal>

#include "driver_text.hpp"
#include "lock_file.hpp"
#include "lock_text.hpp"
#include "status_line.hpp"

namespace sydac::llm {

namespace {

using driver::counted;
using driver::grouped;
using driver::text_of;

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& all) {
  std::vector<std::string> names;
  for (const Named& one : all) names.push_back(one.name);
  return names;
}

void merge_origins(std::vector<pools::Origin>& origins, const std::vector<pools::Origin>& added) {
  for (const pools::Origin& one : added) {
    const auto is_same = [&one](const pools::Origin& other) {
      return other.provider == one.provider && other.model == one.model && other.note == one.note;
    };
    const auto found = std::find_if(origins.begin(), origins.end(), is_same);
    if (found == origins.end()) {
      origins.push_back(one);
    } else {
      found->entries += one.entries;
    }
  }
}

/// One pool of the lock, before and after.
class PoolOfLock {
 public:
  PoolOfLock(const LockFile& file, const pools::Request& request, const FetchJob& job) : file_(file), request_(request) {
    const pools::Lock lock = file.read();
    const pools::LockedPool* locked = lock.find(request.pool);
    if (locked == nullptr || job.refresh) return;
    pools::Fitting fitting = pools::entries_for(*locked, request);
    if (fitting.stale) {
      job.say(text_of({request.pool, ": the prompt or the fields have changed, all is asked for anew"}));
      return;
    }
    for (const std::string& problem : fitting.problems) job.say(text_of({request.pool, ": left out: ", problem}));
    before_ = *locked;
    before_.entries = std::move(fitting.entries);
    if (before_.origins.empty() && !before_.entries.empty()) before_.origins.push_back({"", "", "there before", before_.entries.size()});
  }

  std::vector<pools::Entry> entries() const { return before_.entries; }

  /// People may have changed other pools of the file in the meantime.
  void keep(const Fetched& fetched) const {
    pools::LockedPool pool = before_;
    pool.pool = request_.pool;
    pool.prompt = request_.prompt;
    pool.schema_hash = pools::schema_hash(request_);
    merge_origins(pool.origins, fetched.origins);
    pool.parameters = fetched.parameters;
    pool.input_tokens += fetched.usage.input_tokens;
    pool.output_tokens += fetched.usage.output_tokens;
    pool.cost_nanodollars += fetched.usage.cost_nanodollars;
    pool.keys = names_of(request_.keys);
    pool.fields = names_of(request_.fields);
    pool.entries = fetched.entries;
    pools::Lock lock = file_.read();
    lock.dataset = request_.dataset;
    std::erase_if(lock.pools, [&pool](const pools::LockedPool& other) { return other.pool == pool.pool; });
    lock.pools.push_back(std::move(pool));
    file_.write(lock);
  }

 private:
  const LockFile& file_;
  const pools::Request& request_;
  pools::LockedPool before_;
};

std::string cost_text(const Usage& usage) {
  std::string out = text_of(
      {counted(usage.calls, "call"), ", ", grouped(usage.input_tokens), " input and ", grouped(usage.output_tokens), " output tokens"});
  if (usage.cost_nanodollars != 0) driver::append(out, {", ", exact_dollars(usage.cost_nanodollars), " USD"});
  return out;
}

std::uint64_t count_of(const std::vector<pools::Origin>& origins) {
  std::uint64_t count = 0;
  for (const pools::Origin& origin : origins) count += origin.entries;
  return count;
}

/// False when all is over.
bool fetch_pool(const pools::Request& request, const LockFile& file, const FetchJob& job, Configuration& configuration,
                FetchResult& result) {
  const PoolOfLock pool(file, request, job);
  const auto keep = [&](const Fetched& fetched) {
    pool.keep(fetched);
    Usage usage = result.usage;
    usage += fetched.usage;
    job.show(
        text_of({request.pool, ": ", grouped(fetched.wanted - fetched.missing), " of ", grouped(fetched.wanted), ", ", cost_text(usage)}));
  };
  if (const Coverage before = coverage(request, pool.entries()); before.held < before.wanted)
    job.show(text_of({request.pool, ": ", grouped(before.held), " of ", grouped(before.wanted), ", asking"}));
  const Fetched fetched = fetch(request, pool.entries(), configuration, keep, job.say);
  // A last call that brought nothing has its price, too.
  if (!fetched.origins.empty()) pool.keep(fetched);
  result.usage += fetched.usage;
  result.missing += fetched.missing;
  result.added += count_of(fetched.origins);
  result.stopped = result.stopped || fetched.stopped;
  result.summary.push_back(fetched.summary);
  return !fetched.stopped;
}

}  // namespace

bool is_complete(std::span<const pools::Request> requests, const std::string& lock_path) {
  const pools::Lock lock = read_lock_file(lock_path);
  return std::all_of(requests.begin(), requests.end(), [&lock](const pools::Request& request) {
    const pools::LockedPool* locked = lock.find(request.pool);
    if (locked == nullptr) return request.size == 0;
    const pools::Fitting fitting = pools::entries_for(*locked, request);
    const Coverage now = coverage(request, fitting.entries);
    return !fitting.stale && now.held == now.wanted;
  });
}

FetchResult fetch_into_lock(const FetchJob& job, Configuration& configuration, Clock& clock) {
  FetchResult result;
  try {
    const LockFile file(job.lock_path, clock, job.say);
    for (const pools::Request& request : job.requests) {
      if (!fetch_pool(request, file, job, configuration, result)) break;
    }
  } catch (const WaitStopped&) {
    result.stopped = true;
  }
  if (result.usage.calls != 0) result.summary.push_back(cost_text(result.usage));
  return result;
}

int fetch_and_say(FetchJob job, Configuration& configuration, StatusLine& status) {
  job.say = [&status](std::string_view line) { status.say(line); };
  job.show = [&status](std::string_view line) { status.show(line); };
  const FetchResult result = fetch_into_lock(job, configuration, real_clock());
  status.clear();
  for (const std::string& line : result.summary) status.say(line);
  return exit_code(result);
}

int exit_code(const FetchResult& result) {
  constexpr int kInterrupted = 130, kNothingCame = 3, kSomethingMissing = 4;
  if (stop_requested()) return kInterrupted;
  if (result.missing == 0 && !result.stopped) return 0;
  return result.added == 0 ? kNothingCame : kSomethingMissing;
}

struct StopOnSignal::Saved {
  struct sigaction interrupt {};
  struct sigaction termination {};
};

StopOnSignal::StopOnSignal() : saved_(std::make_unique<Saved>()) {
  struct sigaction action {};
  action.sa_handler = [](int) { request_stop(); };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, &saved_->interrupt);
  ::sigaction(SIGTERM, &action, &saved_->termination);
}

StopOnSignal::~StopOnSignal() {
  ::sigaction(SIGINT, &saved_->interrupt, nullptr);
  ::sigaction(SIGTERM, &saved_->termination, nullptr);
}

}  // namespace sydac::llm
