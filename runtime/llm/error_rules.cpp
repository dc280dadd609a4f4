#include <array>

#include "errors.hpp"

namespace sydac::llm {

namespace {

using enum Action;
using enum FailureKind;

constexpr int kAny = 999;

// clang-format off
constexpr std::array kRules = {
    ErrorRule{402, 402, "", "", stop, quota, "payment is due"},
    ErrorRule{400, 499, "insufficient_quota|credit_balance_exhausted|spend_limit|usage_limit_exceeded|billing|perday", "", stop, quota, "money or a daily cap is used up"},
    ErrorRule{400, 499, "", "api usage limits|credit balance is too low|limit: 0,|limit: 0 ", stop, quota, "money or a daily cap is used up"},
    ErrorRule{429, 429, "", "", retry, rate, "too many calls, or tokens, in a minute"},
    ErrorRule{401, 401, "", "", stop, key, "the key is not known"},
    ErrorRule{400, 403, "api_key_invalid|invalid_api_key", "", stop, key, "the key is not known"},
    ErrorRule{400, 403, "", "incorrect api key|api key not valid|invalid api key|api key not found", stop, key, "the key is not known"},
    ErrorRule{400, 403, "content_filter|content_policy|responsibleaipolicy", "", refuse, request, "the filter of the provider would not"},
    ErrorRule{400, 403, "", "content violates usage guidelines|content management policy", refuse, request, "the filter of the provider would not"},
    ErrorRule{403, 403, "", "", stop, key, "the key may not do this, or not from this country"},
    ErrorRule{404, 404, "", "", stop, model, "no such model, deployment or address"},
    ErrorRule{400, 422, "model_not_found|deploymentnotfound", "", stop, model, "no such model or deployment"},
    ErrorRule{300, 399, "", "", stop, model, "the address leads elsewhere; redirects are not followed with a key"},
    ErrorRule{405, 405, "", "", stop, model, "the address is none of this API"},
    ErrorRule{413, 413, "", "", stop, request, "the question is too long"},
    ErrorRule{400, 422, "", "temperature", drop_temperature, request, "the model takes no `temperature`"},
    ErrorRule{400, 422, "temperature", "", drop_temperature, request, "the model takes no `temperature`"},
    ErrorRule{400, 422, "", "stream_options|include_usage", drop_usage, request, "the server does not count tokens of streams"},
    ErrorRule{400, 422, "", "max_completion_tokens|max_tokens", swap_output_cap, request, "the cap of the answer has another name, or is too high"},
    ErrorRule{400, 422, "max_completion_tokens|max_tokens", "", swap_output_cap, request, "the cap of the answer has another name, or is too high"},
    ErrorRule{400, 422, "", "response_format|json_schema|schema|grammar|output_config|too many states|structured output|tool_choice|responsemimetype|json mode", loosen_schema, request, "the schema of the answer is too much for the model"},
    ErrorRule{400, 422, "response_format", "", loosen_schema, request, "the schema of the answer is too much for the model"},
    ErrorRule{400, 422, "", "seed", drop_seed, request, "the model takes no `seed`"},
    ErrorRule{408, 409, "", "", retry, server, "the server took too long, or was in the way of itself"},
    ErrorRule{500, 599, "", "", retry, server, "the server failed, or is overloaded"},
    ErrorRule{0, kAny, "", "", stop, request, "the provider does not take the request"},
};
// clang-format on

/// One of the words, divided by `|`.
template <class Test>
bool any_of_words(std::string_view words, const Test& test) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('|', at), words.size());
    if (test(words.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

/// In small letters, with a blank for each end of a line and one at the end.
std::string searched(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c < ' ' && c > 0 ? ' ' : c;
  return text + " ";
}

}  // namespace

std::span<const ErrorRule> error_rules() { return kRules; }

const ErrorRule& rule_for(const ProviderError& error) {
  const std::string message = searched(error.message);
  for (const ErrorRule& rule : kRules) {
    if (error.status < rule.from || error.status > rule.to) continue;
    const auto in_codes = [&](std::string_view word) {
      for (const std::string& code : error.codes) {
        if (code.find(word) != std::string::npos) return true;
      }
      return false;
    };
    const auto in_message = [&](std::string_view word) { return message.find(word) != std::string::npos; };
    if (!rule.codes.empty() && !any_of_words(rule.codes, in_codes)) continue;
    if (!rule.words.empty() && !any_of_words(rule.words, in_message)) continue;
    return rule;
  }
  return kRules.back();
}

std::chrono::milliseconds backoff(std::uint32_t tries, std::uint64_t random) {
  constexpr std::uint64_t kFirst = 500, kLongest = 30'000;
  const std::uint64_t whole = std::min(kFirst << std::min(tries, std::uint32_t{10}), kLongest);
  constexpr std::uint64_t kSteps = 1 << 20;
  return std::chrono::milliseconds(whole * 3 / 4 + whole * (random % kSteps) / kSteps / 4);
}

}  // namespace sydac::llm
