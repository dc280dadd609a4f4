// `sydac pool status` and `prune`: what a lock has, held against its schema.
#include <algorithm>
#include <array>
#include <map>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/pool.hpp"
#include "driver_text.hpp"
#include "llm/fetch.hpp"
#include "llm/file_text.hpp"
#include "llm/lock_file.hpp"

namespace sydac::compiler {

namespace {

using driver::append;
using driver::grouped;
using driver::text_of;

constexpr int kSomethingMissing = 4;

/// What a lock has for a request.
struct PoolState {
  const pools::Request* request = nullptr;
  std::uint64_t wanted = 0, held = 0;
  bool stale = false;
  std::vector<std::string> problems;
  std::string source;  // `anthropic MODEL, by hand`; empty: nothing is locked

  bool is_good() const { return !stale && held >= wanted && problems.empty(); }
};

std::string source_of(const pools::LockedPool& locked) {
  std::string out;
  for (const pools::Origin& origin : locked.origins) {
    const std::string name = origin.provider.empty() ? origin.note : text_of({origin.provider, " ", origin.model});
    append(out, {out.empty() ? "" : ", ", name});
  }
  return out.empty() ? "by hand" : printable(out, 200);
}

PoolState state_of(const pools::Request& request, const pools::Lock& lock) {
  PoolState state;
  state.request = &request;
  state.wanted = llm::coverage(request, {}).wanted;
  const pools::LockedPool* locked = lock.find(request.pool);
  if (locked == nullptr) return state;
  const pools::Fitting fitting = pools::entries_for(*locked, request);
  state.held = llm::coverage(request, fitting.entries).held;
  state.stale = fitting.stale;
  state.problems = fitting.problems;
  state.source = source_of(*locked);
  return state;
}

std::string padded(std::string text, std::size_t width) {
  // Names have no wide characters as a rule; a column that is off by some does no harm.
  const std::size_t characters =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
  return text.append(width > characters ? width - characters : 0, ' ');
}

std::string words_for(const PoolState& state) {
  if (state.stale) return "stale: the prompt or the fields have changed";
  if (state.source.empty()) return "not fetched";
  if (state.held < state.wanted) return text_of({grouped(state.wanted - state.held), " missing"});
  return state.problems.empty() ? "" : "has entries that do not fit";
}

std::string table_of(const std::vector<PoolState>& states) {
  std::vector<std::array<std::string, 4>> rows;
  for (const PoolState& state : states)
    rows.push_back({state.request->pool, text_of({grouped(state.held), " of ", grouped(state.wanted)}), state.source, words_for(state)});
  std::array<std::size_t, 4> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size() + 2);
  }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < rows[r].size(); ++i) line += padded(rows[r][i], widths[i]);
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    for (const std::string& problem : states[r].problems) append(out, {"  ", problem, "\n"});
  }
  return out;
}

/// A word of a command that people copy to a shell.
std::string shell_word(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string what_to_run(const std::vector<PoolState>& states, const Arguments& arguments) {
  std::string fetch, prune;
  for (const PoolState& state : states) {
    if (state.stale || state.held < state.wanted)
      append(fetch, {" ", shell_word(state.request->pool)});
    else if (!state.problems.empty())
      prune = "yes";
  }
  std::string out;
  const std::string file = shell_word(arguments.files.front());
  if (!fetch.empty()) append(out, {"to do: sydac pool fetch ", file, fetch, "\n"});
  if (!prune.empty()) append(out, {"to do: sydac pool prune ", file, "\n"});
  return out;
}

/// Drops what the schema has no use for; says what.
void prune_pool(pools::LockedPool& locked, const pools::Request& request) {
  pools::Fitting fitting = pools::entries_for(locked, request);
  std::map<std::vector<std::string>, std::uint64_t> of_key;
  std::erase_if(fitting.entries, [&](const pools::Entry& entry) { return ++of_key[entry.key] > request.size; });
  const std::size_t dropped = locked.entries.size() - fitting.entries.size();
  if (dropped > 0)
    say_line(text_of({request.pool, ": ", driver::counted(dropped, "line"), " dropped, ", grouped(fitting.entries.size()), " stay"}));
  for (const std::string& problem : fitting.problems) say_line("  " + problem);
  locked.entries = std::move(fitting.entries);
  locked.keys.clear();
  locked.fields.clear();
  for (const pools::Key& key : request.keys) locked.keys.push_back(key.name);
  for (const pools::Field& field : request.fields) locked.fields.push_back(field.name);
}

}  // namespace

int pool_status(const PoolSchema& schema, const Arguments& arguments) {
  const std::vector<pools::Request> requests = chosen_requests(schema, arguments);
  const pools::Lock lock = llm::read_lock_file(schema.lock_path);
  std::vector<PoolState> states;
  for (const pools::Request& request : requests) states.push_back(state_of(request, lock));
  std::string out = table_of(states) + what_to_run(states, arguments);
  for (const pools::LockedPool& locked : lock.pools) {
    const bool known =
        std::any_of(schema.requests.begin(), schema.requests.end(), [&](const auto& request) { return request.pool == locked.pool; });
    if (!known)
      append(out, {"the lock has ", driver::quoted(locked.pool), ", which the schema has not: sydac pool prune ",
                   shell_word(arguments.files.front()), "\n"});
  }
  if (schema.requests.empty() && lock.pools.empty()) out += "the schema has no pool `from llm`\n";
  write_file("-", out);
  const bool all_good = std::all_of(states.begin(), states.end(), [](const PoolState& state) { return state.is_good(); });
  return arguments.pool.check && !all_good ? kSomethingMissing : kDone;
}

int pool_prune(const PoolSchema& schema, const Arguments& arguments) {
  const std::vector<pools::Request> requests = chosen_requests(schema, arguments);
  if (!llm::file_text_if_there(schema.lock_path)) return kDone;
  const llm::LockFile file(schema.lock_path, llm::real_clock(), say_line);
  pools::Lock lock = file.read();
  for (const pools::Request& request : requests) {
    const auto found = std::find_if(lock.pools.begin(), lock.pools.end(), [&](const auto& locked) { return locked.pool == request.pool; });
    if (found != lock.pools.end()) prune_pool(*found, request);
  }
  std::erase_if(lock.pools, [&](const pools::LockedPool& locked) {
    const bool known =
        std::any_of(schema.requests.begin(), schema.requests.end(), [&](const auto& request) { return request.pool == locked.pool; });
    const bool drop = !known && arguments.pool.pools.empty();
    if (drop) say_line(printable(locked.pool, 80) + ": dropped, the schema has no such pool");
    return drop;
  });
  file.write(lock);
  return kDone;
}

}  // namespace sydac::compiler
