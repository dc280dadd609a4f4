// Asking a language model for JSON, whoever provides it. One call is one exchange with its retries; what is done with the answer is the
// caller's matter (fetch.hpp).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sydac::llm {

/// The only way that this library learns the time and waits; tests have their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::milliseconds now() = 0;  // monotonic
  /// Returns early, with false, when `stop_requested()`.
  virtual bool sleep(std::chrono::milliseconds time) = 0;
};
Clock& real_clock();

/// Set by SIGINT while a fetch runs; calls in flight are given up within a second.
bool stop_requested();
void request_stop();

struct Usage {
  std::uint64_t calls = 0;  // requests sent, retries included
  std::uint64_t input_tokens = 0, output_tokens = 0;
  std::uint64_t cost_nanodollars = 0;  // 0 where no price is known

  Usage& operator+=(const Usage& other);
};

/// A turn of a conversation: what the model had answered, and what is wrong with it.
struct Turn {
  std::string answer, complaint;
};

struct Question {
  std::string system, user;
  std::vector<Turn> turns;  // earlier answers of this batch that were refused by us
  std::string schema;       // JSON Schema of the answer; the root is an object
  std::uint64_t max_output_tokens = 8192;
};

enum class Outcome : std::uint8_t {
  answered,   // `text` is what the model says
  truncated,  // it had no room: ask for less
  refused,    // the model or its filter would not
  failed,     // `failure` says why, after all retries
  stopped,    // Ctrl-C
};

enum class FailureKind : std::uint8_t {
  key,        // missing or refused: no use to go on
  quota,      // money or a daily cap
  model,      // unknown model, deployment or address
  request,    // the provider does not take the request
  rate,       // still limited after the last retry
  server,     // still 5xx
  transport,  // no connection, reset, time-out, half a body
  too_large,  // a body beyond the limit
  ceiling,    // --max-cost would be exceeded
};

struct Failure {
  FailureKind kind;
  std::string message;  // one line, never with a key in it
  std::string hint;     // `set OPENAI_API_KEY`
};

struct Answer {
  Outcome outcome = Outcome::failed;
  std::string text;  // of a refusal: what was said for a reason, if anything
  std::optional<Failure> failure;
  Usage usage;
};

/// One configured provider and model.
class Client {
 public:
  virtual ~Client() = default;
  virtual std::string_view provider() const = 0;  // `anthropic`
  virtual std::string_view model() const = 0;
  /// Parameters as they are sent, for the lock file: `temperature` `0.8`.
  virtual std::vector<std::pair<std::string, std::string>> parameters() const = 0;
  virtual Answer ask(const Question& question) = 0;
  /// Lines for people while waiting: `anthropic: 429, waiting 20 s (2 of 4)`. Never a key.
  std::function<void(std::string_view)> log;
};

}  // namespace sydac::llm
