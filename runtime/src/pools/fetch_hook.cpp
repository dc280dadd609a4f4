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

}  // namespace sydac::pools
