#include <array>

#include "wire.hpp"

namespace sydac::llm {

namespace {

constexpr const char* kSchemaName = "value_pool";
constexpr const char* kToolName = "emit_values";

/// Keywords that one provider or another refuses; what they say is for the prompt, and checked by us.
constexpr std::array<const char*, 14> kRefusedKeywords = {"$schema",  "minLength",        "maxLength",        "pattern",    "minimum",
                                                          "maximum",  "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems",
                                                          "maxItems", "uniqueItems",      "format",           "default"};

void simplify(Json& schema, int depth = 0) {
  constexpr int kDeepest = 50;
  if (!schema.is_object() || depth > kDeepest) return;
  for (const char* keyword : kRefusedKeywords) schema.erase(keyword);
  if (const auto properties = schema.find("properties"); properties != schema.end() && properties->is_object()) {
    for (Json& property : *properties) simplify(property, depth + 1);
  }
  if (const auto items = schema.find("items"); items != schema.end()) simplify(*items, depth + 1);
}

Json schema_of(const Question& question) {
  Json schema = parsed(question.schema);
  simplify(schema);
  return schema;
}

std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : std::string{'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::string url_of(const Settings& settings) {
  const std::string& base = settings.base_url;
  const auto with = [&](std::string_view version, const std::string& path) {
    return base + (base.ends_with(version) ? "" : std::string(version)) + path;
  };
  if (settings.provider->format == WireFormat::anthropic) return with("/v1", "/messages");
  if (settings.provider->format == WireFormat::gemini) {
    std::string_view model = settings.model;
    if (model.starts_with("models/")) model.remove_prefix(7);
    const std::string call = settings.stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
    return with("/v1beta", "/models/" + escaped(model) + call);
  }
  if (settings.provider->name != "azure") return base + "/chat/completions";
  if (settings.api_version.empty()) return with("/openai/v1", "/chat/completions");
  return base + "/openai/deployments/" + escaped(settings.model) + "/chat/completions?api-version=" + escaped(settings.api_version);
}

std::string or_nothing(const std::string& text) { return text.empty() ? "(nothing)" : text; }

std::string system_of(const Settings& settings, const Shape& shape, const Question& question) {
  const bool tool = settings.provider->format == WireFormat::anthropic;
  if (!settings.provider->schema_in_prompt && (shape.looseness == 0 || tool)) return question.system;
  return question.system + "\n\nAnswer with JSON only, without any words around it. It has to fit this JSON Schema:\n" +
         dumped(schema_of(question));
}

void set_sampling(const Settings& settings, const Shape& shape, Json& to) {
  if (settings.temperature && shape.temperature) to["temperature"] = parsed(*settings.temperature);
  if (settings.seed && shape.seed) to["seed"] = *settings.seed;
}

Json openai_body(const Settings& settings, const Shape& shape, const Question& question) {
  Json messages = Json::array();
  const auto say = [&](const char* role, const std::string& content) {
    messages.push_back({{"role", role}, {"content", or_nothing(content)}});
  };
  if (const std::string system = system_of(settings, shape, question); !system.empty()) say("system", system);
  say("user", question.user);
  for (const Turn& turn : question.turns) {
    say("assistant", turn.answer);
    say("user", turn.complaint);
  }
  Json body = {{"model", settings.model}, {"messages", messages}};
  const bool old_name = (settings.provider->output_cap == "max_tokens") != shape.other_output_cap;
  body[old_name ? "max_tokens" : "max_completion_tokens"] = output_cap(settings, question);
  set_sampling(settings, shape, body);
  if (shape.looseness == 0) {
    const Json schema = {{"name", kSchemaName}, {"strict", true}, {"schema", schema_of(question)}};
    body["response_format"] = {{"type", "json_schema"}, {"json_schema", schema}};
  } else if (shape.looseness == 1) {
    body["response_format"] = {{"type", "json_object"}};
  }
  if (settings.stream) {
    body["stream"] = true;
    if (shape.usage_of_streams) body["stream_options"] = {{"include_usage", true}};
  }
  return body;
}

Json anthropic_body(const Settings& settings, const Shape& shape, const Question& question) {
  Json messages = Json::array();
  const auto say = [&](const char* role, const std::string& content) {
    messages.push_back({{"role", role}, {"content", or_nothing(content)}});
  };
  say("user", question.user);
  for (const Turn& turn : question.turns) {
    say("assistant", turn.answer);
    say("user", turn.complaint);
  }
  Json body = {{"model", settings.model}, {"max_tokens", output_cap(settings, question)}, {"messages", messages}};
  if (!question.system.empty()) body["system"] = question.system;
  set_sampling(settings, shape, body);
  if (shape.looseness == 0) {
    const Json format = {{"type", "json_schema"}, {"schema", schema_of(question)}};
    body["output_config"] = {{"format", format}};
  } else {
    const Json tool = {
        {"name", kToolName}, {"description", "Takes the values that were asked for."}, {"input_schema", schema_of(question)}};
    body["tools"] = Json::array({tool});
    body["tool_choice"] = {{"type", "tool"}, {"name", kToolName}, {"disable_parallel_tool_use", true}};
  }
  if (settings.stream) body["stream"] = true;
  return body;
}

Json gemini_body(const Settings& settings, const Shape& shape, const Question& question) {
  const auto parts = [](const std::string& text) { return Json::array({Json{{"text", or_nothing(text)}}}); };
  Json contents = Json::array();
  contents.push_back({{"role", "user"}, {"parts", parts(question.user)}});
  for (const Turn& turn : question.turns) {
    contents.push_back({{"role", "model"}, {"parts", parts(turn.answer)}});
    contents.push_back({{"role", "user"}, {"parts", parts(turn.complaint)}});
  }
  Json config = {{"maxOutputTokens", output_cap(settings, question)}};
  if (shape.looseness < 2) config["responseMimeType"] = "application/json";
  if (shape.looseness == 0) config["responseJsonSchema"] = schema_of(question);
  set_sampling(settings, shape, config);
  Json body = {{"contents", contents}, {"generationConfig", config}};
  if (const std::string system = system_of(settings, shape, question); !system.empty())
    body["systemInstruction"] = {{"parts", parts(system)}};
  return body;
}

}  // namespace

int loosest(WireFormat format) { return format == WireFormat::anthropic ? 1 : 2; }

std::uint64_t output_cap(const Settings& settings, const Question& question) {
  return settings.max_tokens.value_or(question.max_output_tokens);
}

HttpRequest request_of(const Settings& settings, const Shape& shape, const Question& question) {
  HttpRequest request;
  request.url = url_of(settings);
  request.timeout = settings.timeout;
  request.headers = {"Content-Type: application/json", "Accept: application/json, text/event-stream", "User-Agent: sydac"};
  if (!settings.key.text.empty()) request.headers.push_back(settings.key.header + settings.key.text);
  if (!settings.organization.empty()) request.headers.push_back("OpenAI-Organization: " + settings.organization);
  if (!settings.project.empty()) request.headers.push_back("OpenAI-Project: " + settings.project);
  switch (settings.provider->format) {
    case WireFormat::openai: request.body = dumped(openai_body(settings, shape, question)); break;
    case WireFormat::anthropic:
      request.headers.emplace_back("anthropic-version: 2023-06-01");
      request.body = dumped(anthropic_body(settings, shape, question));
      break;
    case WireFormat::gemini: request.body = dumped(gemini_body(settings, shape, question)); break;
  }
  return request;
}

}  // namespace sydac::llm
