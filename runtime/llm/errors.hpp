// What an error of a provider means: one table for all of them. What a body says counts beside the status: some 429 are money, some 400 a
// key.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "client.hpp"
#include "transport.hpp"

namespace sydac::llm {

enum class Action : std::uint8_t {
  stop,
  retry,
  refuse,            // Outcome::refused
  drop_temperature,  // these four: once, by a call without it
  drop_seed,
  swap_output_cap,  // `max_tokens` for `max_completion_tokens`, and back
  loosen_schema,
  drop_usage,  // of streams
};

struct ErrorRule {
  int from, to;            // status, both included
  std::string_view codes;  // by `|`: one of them is in a code, type, reason … of the body, in small letters; empty: any
  std::string_view words;  // the same of the message
  Action action;
  FailureKind kind;  // when it stops, at once or after the last try
  std::string_view meaning;
};

/// The first one that fits counts; the last one fits all.
std::span<const ErrorRule> error_rules();

/// An error as read from an answer.
struct ProviderError {
  int status = 0;
  std::vector<std::string> codes;                 // small letters
  std::string message;                            // as it came: not redacted
  std::optional<std::chrono::milliseconds> wait;  // that the server asks for
  std::optional<bool> should_retry;
};
/// Never throws, whatever the body is.
ProviderError error_of(const HttpResponse& response);
/// An error that came with status 200, as the whole body or as an event of a stream.
ProviderError error_in_answer(const nlohmann::json& answer);

const ErrorRule& rule_for(const ProviderError& error);

/// `waiting 20 s` obeys what the server asks up to this.
inline constexpr std::chrono::milliseconds kLongestServerWait{120'000};
/// Of the try with this number, from 0: 0.5 s, doubled each time up to 30 s, times 0.75 to 1 by `random`.
std::chrono::milliseconds backoff(std::uint32_t tries, std::uint64_t random);

}  // namespace sydac::llm
