// `sydac pool import`: values of files become entries of a lock.
#include <algorithm>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/pool.hpp"
#include "cli/usage.hpp"
#include "driver_text.hpp"
#include "llm/lock_file.hpp"
#include "source/pools/pool_table.hpp"

namespace sydac::compiler {

namespace {

using driver::text_of;

std::string place_of(const std::string& path, const PoolFileProblem& problem) {
  std::string place = path;
  if (problem.line != 0) driver::append(place, {":", problem.line});
  if (problem.column != 0) driver::append(place, {":", problem.column});
  return place;
}

/// The entries of a file; throws FileError with all that is wrong, a line each.
std::vector<pools::Entry> entries_of(const std::string& path, const pools::Request& request, const Arguments& arguments) {
  std::vector<PoolFileProblem> problems;
  const auto read = read_pool_file(read_file(path, kMaxPoolFileBytes), path);
  if (const auto* problem = std::get_if<PoolFileProblem>(&read)) throw FileError(place_of(path, *problem) + ": " + problem->message);
  PoolTable table =
      pool_table(std::get<PoolFile>(read), {.declared = request.fields, .keys = request.keys, .weight = arguments.pool.weight}, problems);
  std::string all;
  for (const PoolFileProblem& problem : problems)
    driver::append(all, {all.empty() ? "" : "\nsydac: ", place_of(path, problem), ": ", problem.message});
  if (!all.empty()) throw FileError(all);
  return std::move(table.entries);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

int pool_import(const PoolSchema& schema, const Arguments& arguments) {
  const pools::Request& request = request_named(schema, arguments.pool.pools.front());
  pools::LockedPool added;
  for (const std::string& path : arguments.pool.imported) {
    const std::vector<pools::Entry> entries = entries_of(path, request, arguments);
    added.origins.push_back({"", "", name_of(path), entries.size()});
    added.entries.insert(added.entries.end(), entries.begin(), entries.end());
  }
  const llm::LockFile file(schema.lock_path, llm::real_clock(), say_line);
  pools::Lock lock = file.read();
  pools::LockedPool pool;
  const auto found = std::find_if(lock.pools.begin(), lock.pools.end(), [&](const auto& locked) { return locked.pool == request.pool; });
  if (found != lock.pools.end()) {
    if (!arguments.pool.replace) pool = *found;
    lock.pools.erase(found);
  }
  pool.entries = pools::entries_for(pool, request).entries;
  pool.pool = request.pool;
  pool.prompt = request.prompt;
  pool.keys.clear();
  pool.fields.clear();
  for (const pools::Key& key : request.keys) pool.keys.push_back(key.name);
  for (const pools::Field& field : request.fields) pool.fields.push_back(field.name);
  pool.entries.insert(pool.entries.end(), added.entries.begin(), added.entries.end());
  pool.origins.insert(pool.origins.end(), added.origins.begin(), added.origins.end());
  pools::Fitting fitting = pools::entries_for(pool, request);
  for (const std::string& problem : fitting.problems) say_line("left out: " + problem);
  pool.entries = std::move(fitting.entries);
  say_line(text_of({request.pool, ": ", driver::grouped(pool.entries.size()), " in the lock, ", driver::grouped(request.size), " wanted",
                    request.keys.empty() ? "" : " for each key"}));
  lock.dataset = request.dataset;
  lock.pools.push_back(std::move(pool));
  file.write(lock);
  return kDone;
}

}  // namespace sydac::compiler
