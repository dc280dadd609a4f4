#include <algorithm>
#include <array>

#include "wire.hpp"

namespace sydac::llm {

namespace {

using Kind = Reading::Kind;

Reading unreadable(std::string problem) {
  Reading reading;
  reading.problem = std::move(problem);
  return reading;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::uint64_t sum(std::initializer_list<std::optional<std::uint64_t>> counts) {
  // What a server counts wrongly does not overflow here.
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40;
  std::uint64_t total = 0;
  for (const auto& count : counts) total += std::min(count.value_or(0), kMost);
  return total;
}

void read_openai_usage(const Json& usage, Reading& reading) {
  const auto prompt = count(member(usage, "prompt_tokens"));
  const auto completion = count(member(usage, "completion_tokens"));
  const auto total = count(member(usage, "total_tokens"));
  const auto reasoning = count(member(member(usage, "completion_tokens_details"), "reasoning_tokens"));
  if (!prompt || !completion) return;
  reading.input_tokens = sum({prompt});
  // xAI has its reasoning beside the completion, all others within it.
  const bool beside = total && reasoning && *total == sum({prompt, completion, reasoning});
  reading.output_tokens = beside ? sum({completion, reasoning}) : sum({completion});
  constexpr std::uint64_t kTicks = 10;  // of a nanodollar: 10^10 of a dollar
  if (const auto ticks = count(member(usage, "cost_in_usd_ticks")))
    reading.cost_nanodollars = *ticks / kTicks + (*ticks % kTicks > 0 ? 1 : 0);
}

Reading read_openai(const Json& body) {
  const Json& choice = item(member(body, "choices"), 0);
  const Json& message = member(choice, "message");
  if (!message.is_object()) return unreadable("no `choices` with a message");
  Reading reading;
  read_openai_usage(member(body, "usage"), reading);
  const std::string finish = text(member(choice, "finish_reason"));
  const std::string refusal = text(member(message, "refusal"));
  reading.text = text(member(message, "content"));
  if (!refusal.empty() || finish == "content_filter") {
    reading.kind = Kind::refused;
    reading.text = refusal;
  } else if (finish == "length") {
    reading.kind = Kind::truncated;
  } else if (reading.text.empty()) {
    reading.problem = "a message without content";
  } else {
    reading.kind = Kind::answered;
  }
  return reading;
}

Reading read_anthropic(const Json& body) {
  const Json& content = member(body, "content");
  if (!content.is_array()) return unreadable("no `content`");
  Reading reading;
  const Json& usage = member(body, "usage");
  if (count(member(usage, "output_tokens"))) {
    reading.input_tokens = sum({count(member(usage, "input_tokens")), count(member(usage, "cache_creation_input_tokens")),
                                count(member(usage, "cache_read_input_tokens"))});
    reading.output_tokens = sum({count(member(usage, "output_tokens"))});
  }
  const std::string reason = text(member(body, "stop_reason"));
  for (const Json& block : content) {
    const std::string type = text(member(block, "type"));
    if (type == "text") reading.text = text(member(block, "text"));
    if (type == "tool_use") reading.text = dumped(member(block, "input"));
    if (!reading.text.empty()) break;
  }
  if (reason == "refusal") {
    reading.kind = Kind::refused;
    reading.text = text(member(member(body, "stop_details"), "explanation"));
  } else if (reason == "max_tokens" || reason == "model_context_window_exceeded") {
    reading.kind = Kind::truncated;
  } else if (reading.text.empty()) {
    reading.problem = "no `content` with a text";
  } else {
    reading.kind = Kind::answered;
  }
  return reading;
}

Reading read_gemini(const Json& body) {
  Reading reading;
  const Json& usage = member(body, "usageMetadata");
  if (const auto prompt = count(member(usage, "promptTokenCount"))) {
    reading.input_tokens = sum({prompt});
    reading.output_tokens = sum({count(member(usage, "candidatesTokenCount")), count(member(usage, "thoughtsTokenCount"))});
  }
  const Json& candidate = item(member(body, "candidates"), 0);
  const std::string blocked = text(member(member(body, "promptFeedback"), "blockReason"));
  if (!candidate.is_object()) {
    reading.kind = blocked.empty() ? Kind::unreadable : Kind::refused;
    (blocked.empty() ? reading.problem : reading.text) = blocked.empty() ? "no `candidates`" : blocked;
    return reading;
  }
  const Json& parts = member(member(candidate, "content"), "parts");
  for (const Json& part : parts.is_array() ? parts : Json::array()) {
    if (member(part, "thought") != Json(true)) reading.text += text(member(part, "text"));
  }
  const std::string finish = text(member(candidate, "finishReason"));
  if (finish == "MAX_TOKENS") {
    reading.kind = Kind::truncated;
  } else if (!is_one_of(finish, {"", "STOP", "FINISH_REASON_UNSPECIFIED"})) {
    reading.kind = Kind::refused;
    reading.text = finish;
  } else if (reading.text.empty()) {
    reading.problem = "a candidate without text";
  } else {
    reading.kind = Kind::answered;
  }
  return reading;
}

}  // namespace

Reading reading_of(WireFormat format, const std::string& body) {
  const bool stream = is_stream(body);
  const Json answer = stream ? assembled(format, body) : parsed(body);
  if (answer.is_discarded()) {
    Reading reading = unreadable("the body is no JSON");
    if (stream) reading.kind = Kind::cut_off;
    return reading;
  }
  Reading reading;
  if (has_error(answer)) {
    reading.kind = Kind::error;
    reading.error = answer;
    return reading;
  }
  switch (format) {
    case WireFormat::openai: reading = read_openai(answer); break;
    case WireFormat::anthropic: reading = read_anthropic(answer); break;
    case WireFormat::gemini: reading = read_gemini(answer); break;
  }
  if (reading.kind == Kind::answered) reading.text = unwrapped(std::move(reading.text));
  return reading;
}

std::string unwrapped(std::string text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto trim = [&] {
    text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
    text.erase(text.find_last_not_of(kBlanks) + 1);
  };
  trim();
  if (text.starts_with("<think>")) {
    const std::size_t end = text.find("</think>");
    if (end != std::string::npos) text.erase(0, end + 8);
    trim();
  }
  if (text.starts_with("```") && text.ends_with("```") && text.size() > 6) {
    const std::size_t line = text.find('\n');
    if (line != std::string::npos) text = text.substr(line + 1, text.size() - line - 1 - 3);
    trim();
  }
  return text;
}

}  // namespace sydac::llm
