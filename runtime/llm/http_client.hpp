// A provider over HTTP: one call with its retries, adaptations and costs.
#pragma once

#include "configuration.hpp"
#include "settings.hpp"
#include "transport.hpp"

namespace sydac::llm {

std::unique_ptr<Client> http_client(Settings settings, const Services& services);

}  // namespace sydac::llm
