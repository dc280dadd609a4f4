// Questions and answers in each provider's format. Requests are made of settings and a shape; answers come back in one form, streamed or
// not.
#pragma once

#include <optional>
#include <string>

#include "json_access.hpp"
#include "settings.hpp"
#include "transport.hpp"

namespace sydac::llm {

/// What the model turned out not to take.
struct Shape {
  bool temperature = true, seed = true, usage_of_streams = true;
  bool other_output_cap = false;  // `max_tokens` for `max_completion_tokens`, or the other way round
  int looseness = 0;              // of the schema: see `loosest`
};

/// 0 is the provider's strict form. OpenAI: 1 some JSON object, 2 nothing, the schema in the prompt. Anthropic: 1 a tool. Gemini: 1 some
/// JSON.
int loosest(WireFormat format);

std::uint64_t output_cap(const Settings& settings, const Question& question);
HttpRequest request_of(const Settings& settings, const Shape& shape, const Question& question);

/// An answer with status 200.
struct Reading {
  enum class Kind : std::uint8_t { answered, truncated, refused, error, cut_off, unreadable };
  Kind kind = Kind::unreadable;
  std::string text;     // the answer, or the reason of a refusal
  std::string problem;  // of `unreadable`
  Json error;           // of `error`: it came with status 200
  std::optional<std::uint64_t> input_tokens, output_tokens;
  std::optional<std::uint64_t> cost_nanodollars;  // where the provider says it
};
Reading reading_of(WireFormat format, const std::string& body);

/// The pieces of a stream put together to the body that the same answer would have had without it. Discarded when its end is missing.
Json assembled(WireFormat format, std::string_view events);
bool is_stream(std::string_view body);

/// An error in the place of an answer.
bool has_error(const Json& answer);

/// What is left of a text without a model's thinking aloud and without a fence around it.
std::string unwrapped(std::string text);

}  // namespace sydac::llm
