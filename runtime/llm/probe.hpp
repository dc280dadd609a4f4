// Whether a provider answers, for `sydac pool test`.
#pragma once

#include "client.hpp"

namespace sydac::llm {

struct Probe {
  bool answers = false;
  Usage usage;
  std::string line;  // `anthropic, NAME: answers in 0.8 s`, or why not, with what to do
};

/// Asks one tiny question with a schema. Retries are the client's.
Probe probe(Client& client, Clock& clock);

}  // namespace sydac::llm
