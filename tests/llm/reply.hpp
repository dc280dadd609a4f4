// What the test server answers: bodies in each provider's shape, entries made up after the JSON schema that came with the question.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "llm/server.hpp"

namespace sydac::llm::test {

/// The formats differ in little else between `openai`, `azure`, `xai` and `compatible`.
enum class Format { openai, anthropic, gemini };
Format format_of(std::string_view provider);

/// What the question asks for, wherever its format keeps it.
struct Asked {
  nlohmann::json schema;  // null: none
  std::string prompt;     // all text of all turns
  std::uint64_t entries = 3;
  bool stream = false;
  bool tool = false;  // Anthropic's second way
};
Asked asked_of(const Exchange& exchange);

/// An answer of the model as JSON text. `counter` goes on from call to call, so that no text comes twice.
std::string made_up(const Asked& asked, std::atomic<std::uint64_t>& counter);
/// The same with the fault of that name: `duplicates`, `too_few`, `too_long`, `invalid_json`, `wrong_shape`.
std::string made_up_wrong(std::string_view fault, const Asked& asked, std::atomic<std::uint64_t>& counter);

/// How an answer ended, whatever each format calls it.
enum class End { done, truncated, refused };
/// The body of an answer with status 200; server-sent events where a stream was asked for.
std::string body_of(const Exchange& exchange, const Asked& asked, const std::string& text, End end);

/// What the provider would refuse in the request; empty: nothing.
std::string problem_of(const Exchange& exchange);

/// An answer that is an error.
struct ErrorReply {
  int status = 500;
  std::string headers;  // with CR LF
  std::string body;
  std::string type = "application/json";
};
/// Throws std::out_of_range for a fault that is no error of the provider.
ErrorReply error_reply(std::string_view fault, const Exchange& exchange);
bool is_error_reply(std::string_view fault);
std::vector<std::string_view> error_replies();
/// Some faults are refusals of a member, such as `temperature`: only requests that have it meet them.
bool is_met(std::string_view fault, const Exchange& exchange);
ErrorReply refusal_of(const std::string& problem, const Exchange& exchange);

}  // namespace sydac::llm::test
