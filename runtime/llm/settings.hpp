// One provider as configured: what the layers of options come to.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "client.hpp"
#include "providers.hpp"

namespace sydac::llm {

/// A key and where it came from; or why there is none.
struct Key {
  std::string text;    // empty: none
  std::string header;  // `x-api-key: `
  std::string source;  // `ANTHROPIC_API_KEY`, `the file keys/anthropic`
  std::string problem;
  std::string hint;
};

/// US dollars for a million tokens, in millionths: picodollars of a token.
struct Prices {
  std::uint64_t input = 0, output = 0;

  /// In nanodollars, rounded up, saturating.
  std::uint64_t of(std::uint64_t input_tokens, std::uint64_t output_tokens) const;
};

/// What all clients of a configuration may spend together, in nanodollars.
struct Ceiling {
  std::optional<std::uint64_t> limit;
  std::uint64_t spent = 0;

  bool allows(std::uint64_t more) const { return !limit || (spent <= *limit && more <= *limit - spent); }
  void spend(std::uint64_t amount) { spent = amount > UINT64_MAX - spent ? UINT64_MAX : spent + amount; }
};

/// `$0.0125`, rounded up.
std::string dollars(std::uint64_t nanodollars);
/// `0.05 s`, `7.5 s`, `42 s`.
std::string seconds(std::chrono::milliseconds time);

struct Settings {
  const Provider* provider = nullptr;
  std::string model, base_url;
  Key key;
  std::optional<std::string> temperature;  // as it was written; a number
  std::optional<std::uint64_t> max_tokens, seed;
  std::chrono::milliseconds timeout{300'000};
  std::uint32_t retries = 4;
  bool stream = false;
  std::optional<Prices> prices;
  std::string api_version, organization, project;
  std::shared_ptr<Ceiling> ceiling;
};

}  // namespace sydac::llm
