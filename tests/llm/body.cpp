#include "llm/reply.hpp"

namespace sydac::llm::test {

using nlohmann::json;

namespace {

constexpr std::uint64_t kInputTokens = 120, kOutputTokens = 40, kThoughtTokens = 10;

std::string event(const json& data, const std::string& name = {}) {
  return (name.empty() ? "" : "event: " + name + "\n") + "data: " + data.dump() + "\n\n";
}

/// Three pieces, cut at any byte that begins a character.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + text.size() / 3 + 1);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    pieces.push_back(text.substr(at, end - at));
    at = end;
  }
  return pieces;
}

std::string openai_body(const Exchange& exchange, const Asked& asked, const std::string& text, End end) {
  const bool refused = end == End::refused;
  json usage = {{"prompt_tokens", kInputTokens}, {"completion_tokens", kOutputTokens}, {"total_tokens", kInputTokens + kOutputTokens}};
  if (exchange.provider == "xai") {
    usage["completion_tokens_details"] = {{"reasoning_tokens", kThoughtTokens}};
    usage["total_tokens"] = kInputTokens + kOutputTokens + kThoughtTokens;
  }
  json frame = {{"id", "chatcmpl-1"}, {"created", 1}, {"model", "m"}};
  const std::string finish = end == End::truncated ? "length" : "stop";
  if (!asked.stream) {
    frame["object"] = "chat.completion";
    json message = {
        {"role", "assistant"}, {"content", refused ? json() : json(text)}, {"refusal", refused ? json("I would rather not.") : json()}};
    frame["choices"] = json::array({json{{"index", 0}, {"message", message}, {"finish_reason", finish}}});
    frame["usage"] = usage;
    return frame.dump();
  }
  frame["object"] = "chat.completion.chunk";
  std::string stream;
  const auto add = [&](const json& delta, const json& reason) {
    frame["choices"] = json::array({json{{"index", 0}, {"delta", delta}, {"finish_reason", reason}}});
    stream += event(frame);
  };
  add({{"role", "assistant"}, {"content", ""}}, nullptr);
  if (refused) add({{"refusal", "I would rather not."}}, nullptr);
  for (const std::string& piece : refused ? std::vector<std::string>{} : pieces_of(text)) add({{"content", piece}}, nullptr);
  add(json::object(), finish);
  frame["choices"] = json::array();
  frame["usage"] = usage;
  return stream + event(frame) + "data: [DONE]\n\n";
}

std::string anthropic_stream(const json& message, const Asked& asked, const std::string& text, End end) {
  json start = message;
  start["content"] = json::array();
  start["stop_reason"] = nullptr;
  std::string stream = event({{"type", "message_start"}, {"message", start}}, "message_start") + event({{"type", "ping"}}, "ping");
  if (end != End::refused) {
    const json block = asked.tool ? json{{"type", "tool_use"}, {"id", "t1"}, {"name", "emit_values"}, {"input", json::object()}}
                                  : json{{"type", "text"}, {"text", ""}};
    stream += event({{"type", "content_block_start"}, {"index", 0}, {"content_block", block}}, "content_block_start");
    for (const std::string& piece : pieces_of(text)) {
      const json delta =
          asked.tool ? json{{"type", "input_json_delta"}, {"partial_json", piece}} : json{{"type", "text_delta"}, {"text", piece}};
      stream += event({{"type", "content_block_delta"}, {"index", 0}, {"delta", delta}}, "content_block_delta");
    }
    stream += event({{"type", "content_block_stop"}, {"index", 0}}, "content_block_stop");
  }
  const json delta = {{"stop_reason", message["stop_reason"]}, {"stop_details", message.value("stop_details", json())}};
  stream += event({{"type", "message_delta"}, {"delta", delta}, {"usage", {{"output_tokens", kOutputTokens}}}}, "message_delta");
  return stream + event({{"type", "message_stop"}}, "message_stop");
}

std::string anthropic_body(const Asked& asked, const std::string& text, End end) {
  json content = json::array();
  if (end != End::refused && asked.tool) {
    const json input = json::parse(text, nullptr, false);
    content.push_back(
        {{"type", "tool_use"}, {"id", "t1"}, {"name", "emit_values"}, {"input", input.is_discarded() ? json::object() : input}});
  } else if (end != End::refused) {
    content.push_back({{"type", "thinking"}, {"thinking", "Let me see."}});
    content.push_back({{"type", "text"}, {"text", text}});
  }
  json message = {{"id", "msg_1"},
                  {"type", "message"},
                  {"role", "assistant"},
                  {"model", "m"},
                  {"content", content},
                  {"stop_reason", end == End::refused     ? "refusal"
                                  : end == End::truncated ? "max_tokens"
                                  : asked.tool            ? "tool_use"
                                                          : "end_turn"},
                  {"usage",
                   {{"input_tokens", 20},
                    {"cache_creation_input_tokens", 40},
                    {"cache_read_input_tokens", kInputTokens - 60},
                    {"output_tokens", kOutputTokens}}}};
  if (end == End::refused) message["stop_details"] = {{"type", "refusal"}, {"explanation", "I would rather not."}};
  return asked.stream ? anthropic_stream(message, asked, text, end) : message.dump();
}

std::string gemini_body(const Asked& asked, const std::string& text, End end) {
  const json usage = {{"promptTokenCount", kInputTokens},
                      {"candidatesTokenCount", kOutputTokens - kThoughtTokens},
                      {"thoughtsTokenCount", kThoughtTokens},
                      {"totalTokenCount", kInputTokens + kOutputTokens}};
  const std::string finish = end == End::refused ? "SAFETY" : end == End::truncated ? "MAX_TOKENS" : "STOP";
  const auto chunk = [&](json parts, bool last) {
    json candidate = {{"index", 0}};
    if (end != End::refused) candidate["content"] = {{"role", "model"}, {"parts", std::move(parts)}};
    if (last) candidate["finishReason"] = finish;
    json body = {{"candidates", json::array({candidate})}, {"modelVersion", "m"}};
    if (last) body["usageMetadata"] = usage;
    return body;
  };
  const json thought = {{"text", "Let me see."}, {"thought", true}};
  if (!asked.stream) return chunk(json::array({thought, json{{"text", text}}}), true).dump();
  std::string stream = event(chunk(json::array({thought}), false));
  for (const std::string& piece : pieces_of(text)) stream += event(chunk(json::array({json{{"text", piece}}}), false));
  return stream + event(chunk(json::array({json{{"text", ""}}}), true));
}

}  // namespace

Format format_of(std::string_view provider) {
  return provider == "anthropic" ? Format::anthropic : provider == "gemini" ? Format::gemini : Format::openai;
}

std::string body_of(const Exchange& exchange, const Asked& asked, const std::string& text, End end) {
  switch (format_of(exchange.provider)) {
    case Format::anthropic: return anthropic_body(asked, text, end);
    case Format::gemini: return gemini_body(asked, text, end);
    case Format::openai: break;
  }
  return openai_body(exchange, asked, text, end);
}

}  // namespace sydac::llm::test
