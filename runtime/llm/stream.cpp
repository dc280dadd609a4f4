#include <functional>

#include "wire.hpp"

namespace sydac::llm {

namespace {

/// Calls with the data of each server-sent event, until it says false.
void for_each_event(std::string_view events, const std::function<bool(const std::string&)>& take) {
  std::string data;
  for (std::size_t at = 0; at < events.size();) {
    const std::size_t end = std::min(events.find('\n', at), events.size());
    std::string_view line = events.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("data:")) {
      line.remove_prefix(line.starts_with("data: ") ? 6 : 5);
      if (!data.empty()) data += '\n';
      data += line;
    } else if (line.empty() && !data.empty()) {
      if (!take(data)) return;
      data.clear();
    }
    at = end + 1;
  }
  if (!data.empty()) take(data);
}

const Json kCutOff(Json::value_t::discarded);

Json openai_answer(std::string_view events) {
  std::string content, refusal;
  Json finish, usage, error;  // an error in the midst of a stream is the answer
  for_each_event(events, [&](const std::string& data) {
    if (data == "[DONE]") return false;
    const Json event = parsed(data);
    if (has_error(event)) {
      error = event;
      return false;
    }
    const Json& choice = item(member(event, "choices"), 0);
    content += text(member(member(choice, "delta"), "content"));
    refusal += text(member(member(choice, "delta"), "refusal"));
    if (!text(member(choice, "finish_reason")).empty()) finish = member(choice, "finish_reason");
    if (member(event, "usage").is_object()) usage = member(event, "usage");
    return true;
  });
  if (!error.is_null()) return error;
  if (finish.is_null()) return kCutOff;
  const Json message = {{"content", content}, {"refusal", refusal}};
  return {{"choices", Json::array({Json{{"message", message}, {"finish_reason", finish}}})}, {"usage", usage}};
}

Json anthropic_answer(std::string_view events) {
  std::string said, input;
  Json answer = Json::object(), error;
  bool ended = false, tool = false;
  for_each_event(events, [&](const std::string& data) {
    const Json event = parsed(data);
    const std::string type = text(member(event, "type"));
    if (has_error(event)) error = event;
    if (type == "message_start") answer["usage"] = member(member(event, "message"), "usage");
    if (type == "content_block_start") tool = tool || text(member(member(event, "content_block"), "type")) == "tool_use";
    const Json& delta = member(event, "delta");
    said += text(member(delta, "text"));
    input += text(member(delta, "partial_json"));
    if (type == "message_delta") {
      answer["stop_reason"] = member(delta, "stop_reason");
      answer["stop_details"] = member(delta, "stop_details");
      const Json& usage = member(event, "usage");
      if (!answer["usage"].is_object()) answer["usage"] = Json::object();
      if (usage.is_object()) answer["usage"].update(usage);
    }
    ended = ended || type == "message_stop";
    return !ended && error.is_null();
  });
  if (!error.is_null()) return error;
  if (!ended) return kCutOff;
  answer["content"] = Json::array();
  // Half of an input is no JSON; whoever reads it sees that it was truncated.
  const Json whole = parsed(input);
  if (tool) answer["content"].push_back({{"type", "tool_use"}, {"input", whole.is_discarded() ? Json(input) : whole}});
  if (!tool && !said.empty()) answer["content"].push_back({{"type", "text"}, {"text", said}});
  return answer;
}

Json gemini_answer(std::string_view events) {
  Json answer = Json::object(), parts = Json::array();
  Json candidate = Json::object();
  bool any = false;
  for_each_event(events, [&](const std::string& data) {
    const Json event = parsed(data);
    if (has_error(event)) {
      answer = event;
      return false;
    }
    for (const char* name : {"usageMetadata", "promptFeedback"}) {
      if (member(event, name).is_object()) answer[name] = member(event, name);
    }
    const Json& piece = item(member(event, "candidates"), 0);
    any = any || piece.is_object();
    const Json& more = member(member(piece, "content"), "parts");
    if (more.is_array()) parts.insert(parts.end(), more.begin(), more.end());
    if (member(piece, "finishReason").is_string()) candidate["finishReason"] = member(piece, "finishReason");
    return true;
  });
  if (has_error(answer) || (!any && answer.contains("promptFeedback"))) return answer;
  if (!candidate.contains("finishReason")) return kCutOff;
  candidate["content"] = {{"parts", parts}};
  answer["candidates"] = Json::array({candidate});
  return answer;
}

}  // namespace

bool has_error(const Json& answer) { return member(answer, "error").is_object() || member(answer, "error").is_string(); }

bool is_stream(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  body.remove_prefix(std::min(first, body.size()));
  return body.starts_with("data:") || body.starts_with("event:") || body.starts_with(":");
}

Json assembled(WireFormat format, std::string_view events) {
  switch (format) {
    case WireFormat::openai: return openai_answer(events);
    case WireFormat::anthropic: return anthropic_answer(events);
    case WireFormat::gemini: break;
  }
  return gemini_answer(events);
}

}  // namespace sydac::llm
