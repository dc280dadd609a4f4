#include <unistd.h>

#include <sydac/pool.hpp>
#include <sydac/pools/fetch.hpp>

#include "../driver_text.hpp"

// Weak: null where nothing defines it. `-u sydac_fetch_pools` has the linker take it out of libsydac_llm.a.
extern "C" __attribute__((weak)) int sydac_fetch_pools(const sydac::pools::FetchCall* call);

namespace sydac::pools {

int fetch_pools(const FetchCall& call) {
  if (sydac_fetch_pools == nullptr)
    throw driver::UsageError(
        "`--fetch-pools`: this program cannot ask models; link it with `sydac::llm`, or with `-Wl,-u,sydac_fetch_pools -lsydac_llm`, or "
        "use "
        "`sydac pool fetch`");
  return sydac_fetch_pools(&call);
}

int fetch_for_program(const Program& program, Settings& settings, const NamedTexts& options) {
  std::vector<Request> requests;
  for (const PoolInfo* info : program.pools) {
    if (info->from_model) requests.push_back(request_of(program, *info));
  }
  std::string path = settings.pools_file;
  if (path.empty()) path = driver::text_of({program.source.substr(0, program.source.rfind('.')), ".pools.json"});
  NamedTexts header;
  for (const auto& [name, value] : program.llm_options) header.emplace_back(name, value);
  const int code = fetch_pools({.requests = requests, .lock_path = path, .flags = options, .header = header});
  if (::access(path.c_str(), F_OK) == 0) settings.pools_file = path;
  return code;
}

}  // namespace sydac::pools
