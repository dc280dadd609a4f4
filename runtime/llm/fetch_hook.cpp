// `--fetch-pools` of a generated program that is linked with this library.
#include <sydac/pools/fetch.hpp>

#include <unistd.h>

#include <cstdlib>

#include "driver_text.hpp"
#include "pool_fetch.hpp"
#include "project_file.hpp"
#include "status_line.hpp"

namespace sydac::llm {

namespace {

int fetch_for_program(const pools::FetchCall& call) {
  Layers layers;
  for (const auto& [name, value] : call.flags) layers.flags[name] = value;
  for (const auto& [name, value] : call.header) layers.header[name] = value;
  layers.file = project_options("");
  Configuration configuration;
  if (call.refresh || !is_complete(call.requests, call.lock_path))
    configuration = configure(
        layers, [](const char* name) -> const char* { return std::getenv(name); }, real_clock());
  const StopOnSignal stop;
  StatusLine status(STDERR_FILENO);
  return fetch_and_say({.requests = call.requests, .lock_path = call.lock_path, .refresh = call.refresh}, configuration, status);
}

}  // namespace

}  // namespace sydac::llm

extern "C" int sydac_fetch_pools(const sydac::pools::FetchCall* call) {
  try {
    return sydac::llm::fetch_for_program(*call);
  } catch (const sydac::llm::OptionError& error) {
    throw sydac::driver::UsageError(error.what());
  } catch (const sydac::pools::LockError& error) {
    throw sydac::driver::IoError(error.what());
  }
}
