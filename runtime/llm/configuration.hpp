// Which providers are asked, and how. An option comes from a flag, else from the environment, else from sydac.toml, else from the dataset's
// header; keys from the environment or a file only.
#pragma once

#include <map>
#include <stdexcept>

#include "client.hpp"

namespace sydac::llm {

/// `provider` → `anthropic,openai`, `model`, `temperature`, …: names as in the table of options (options.cpp).
using Options = std::map<std::string, std::string, std::less<>>;

/// The layers, each by the same names.
struct Layers {
  Options flags;
  Options file;    // sydac.toml, table [llm]; `[llm.anthropic]` gives `anthropic.model`
  Options header;  // `llm { … }` of the schema
};

/// What is wrong with an option: which, where it comes from, what it may be.
struct OptionError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads `[llm]` of a TOML text; a key in it is refused. Throws OptionError with `name` and the line.
Options options_of_toml(std::string_view text, std::string_view name);

/// The clients in the order they are asked. Reads the environment through `getenv`-like `environment`. Throws OptionError; a missing key is
/// no error here: that client's `ask` fails with FailureKind::key.
struct Configuration {
  std::vector<std::unique_ptr<Client>> clients;  // they share one ceiling of cost
  std::size_t batch = 100;                       // entries asked for in one call
};
using Environment = std::function<const char*(const char*)>;
Configuration configure(const Layers& layers, const Environment& environment, Clock& clock);

/// What clients share of the outside world. The seed is that of the jitter of their waits.
class Transport;
struct Services {
  Clock& clock;
  std::shared_ptr<Transport> transport;
  std::uint64_t seed = 0;
};
Configuration configure(const Layers& layers, const Environment& environment, const Services& services);

}  // namespace sydac::llm
