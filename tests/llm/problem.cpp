// What each provider refuses of a request: paths, headers, members and keywords of schemas that its documents do not know.
#include <initializer_list>

#include "llm/reply.hpp"

namespace sydac::llm::test {

using nlohmann::json;

namespace {

using Names = std::initializer_list<std::string_view>;

bool in(std::string_view name, Names names) {
  for (const std::string_view other : names) {
    if (name == other) return true;
  }
  return false;
}

std::string unknown_member(const json& object, Names known, const std::string& where) {
  for (const auto& [name, value] : object.items()) {
    if (!in(name, known)) return where + "unknown member " + name;
  }
  return "";
}

/// The strictest of the providers' subsets, the one that all of them take.
std::string schema_problem(const json& schema, bool closed, int depth = 0) {
  if (!schema.is_object()) return "a schema that is no object";
  if (depth > 5) return "the schema is nested too deeply";
  const std::string unknown = unknown_member(
      schema,
      {"type", "properties", "required", "additionalProperties", "items", "enum", "description", "title", "const", "anyOf", "minItems"},
      "schema: ");
  if (!unknown.empty()) return unknown;
  if (schema.contains("minItems") && schema["minItems"] > 1) return "schema: minItems above 1";
  if (schema.value("type", "") == "object") {
    if (closed && schema.value("additionalProperties", json(true)) != json(false))
      return "schema: 'additionalProperties' is required to be false";
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, sub] : properties.items()) {
      const json required = schema.value("required", json::array());
      if (closed && std::find(required.begin(), required.end(), name) == required.end())
        return "schema: '" + name + "' is not in 'required'";
      if (const std::string problem = schema_problem(sub, closed, depth + 1); !problem.empty()) return problem;
    }
  }
  return schema.contains("items") ? schema_problem(schema["items"], closed, depth + 1) : "";
}

std::string messages_problem(const json& messages, bool system_allowed) {
  if (!messages.is_array() || messages.empty()) return "no messages";
  for (const json& message : messages) {
    const std::string role = message.value("role", "");
    if (!in(role, {"system", "user", "assistant"}) || (role == "system" && !system_allowed)) return "unknown role " + role;
    if (!message.contains("content") || !message["content"].is_string() || message["content"] == "") return "a message without content";
  }
  return messages.back()["role"] == "user" ? "" : "the last message is not the user's";
}

bool has_header(const Exchange& exchange, const char* name) {
  return exchange.headers.contains(name) && !exchange.headers.at(name).empty();
}

bool has_bearer(const Exchange& exchange) {
  return has_header(exchange, "authorization") && exchange.headers.at("authorization").starts_with("Bearer ") &&
         exchange.headers.at("authorization").size() > 7;
}

std::string format_problem(const json& body) {
  const json& format = body["response_format"];
  const std::string type = format.value("type", "");
  if (type == "json_object") return "";
  if (type != "json_schema" || !format.contains("json_schema")) return "response_format: type " + type;
  const json& inner = format["json_schema"];
  const std::string unknown = unknown_member(inner, {"name", "strict", "schema", "description"}, "response_format: ");
  if (!unknown.empty()) return unknown;
  if (!inner.contains("name")) return "response_format: no name";
  if (inner.value("strict", json()) != json(true)) return "response_format: not strict";
  if (inner["schema"].value("type", "") != "object") return "response_format: the root of the schema is no object";
  return schema_problem(inner["schema"], true);
}

std::string openai_problem(const Exchange& exchange, const json& body) {
  const std::string& provider = exchange.provider;
  const bool azure = provider == "azure";
  const bool classic = azure && exchange.path.starts_with("/openai/deployments/");
  if (classic ? exchange.path.find("/chat/completions?api-version=") == std::string::npos
              : exchange.path != (azure ? "/openai/v1/chat/completions" : "/v1/chat/completions")) {
    return "unknown path " + exchange.path;
  }
  const bool key = azure ? has_header(exchange, "api-key") || has_bearer(exchange) : has_bearer(exchange);
  if (!key && provider != "compatible") return "no key";
  if (!body.contains("model") && !classic) return "no model";
  const bool old_name = provider == "compatible" || provider == "xai";
  for (const auto& [name, value] : body.items()) {
    if (!in(name, {"model", "messages", "response_format", "temperature", "seed", "stream", "stream_options"}) &&
        !(name == "max_completion_tokens" && provider != "compatible") && !(name == "max_tokens" && old_name)) {
      return "unsupported parameter: '" + name + "'";
    }
  }
  if (body.contains("response_format")) {
    if (const std::string problem = format_problem(body); !problem.empty()) return problem;
  }
  if (body.contains("stream_options") && !body.value("stream", false)) return "stream_options without stream";
  return messages_problem(body["messages"], true);
}

std::string anthropic_problem(const Exchange& exchange, const json& body) {
  if (exchange.path != "/v1/messages") return "unknown path " + exchange.path;
  if (!has_header(exchange, "x-api-key") && !has_bearer(exchange)) return "no key";
  if (has_header(exchange, "x-api-key") && has_bearer(exchange)) return "two keys";
  if (!exchange.headers.contains("anthropic-version") || exchange.headers.at("anthropic-version") != "2023-06-01")
    return "no anthropic-version";
  const std::string unknown = unknown_member(
      body, {"model", "messages", "system", "max_tokens", "temperature", "stream", "output_config", "tools", "tool_choice"}, "");
  if (!unknown.empty()) return unknown;
  if (!body.contains("model")) return "no model";
  if (!body.contains("max_tokens")) return "max_tokens: Field required";
  if (body.contains("temperature") && body["temperature"] > 1) return "temperature: above 1";
  if (body.contains("output_config")) {
    const json& format = body["output_config"]["format"];
    const std::string extra = unknown_member(format, {"type", "schema"}, "output_config: ");
    if (!extra.empty()) return extra;
    if (const std::string problem = schema_problem(format["schema"], true); !problem.empty()) return problem;
  }
  if (body.contains("tools")) {
    const std::string extra = unknown_member(body["tools"][0], {"name", "description", "input_schema", "strict"}, "tools: ");
    if (!extra.empty()) return extra;
    if (unknown_member(body["tool_choice"], {"type", "name", "disable_parallel_tool_use"}, "tool_choice: ") != "") return "tool_choice";
  }
  return messages_problem(body["messages"], false);
}

std::string gemini_problem(const Exchange& exchange, const json& body) {
  const std::string& path = exchange.path;
  if (path.find("key=") != std::string::npos) return "a key in the URL";
  const bool one = path.starts_with("/v1beta/models/") && path.ends_with(":generateContent");
  const bool stream = path.starts_with("/v1beta/models/") && path.ends_with(":streamGenerateContent?alt=sse");
  if (!one && !stream) return "unknown path " + path;
  if (!has_header(exchange, "x-goog-api-key")) return "no key";
  std::string unknown = unknown_member(body, {"systemInstruction", "contents", "generationConfig"}, "");
  const json config = body.value("generationConfig", json::object());
  if (unknown.empty())
    unknown = unknown_member(config, {"responseMimeType", "responseJsonSchema", "maxOutputTokens", "temperature", "seed"}, "config: ");
  if (!unknown.empty()) return unknown;
  if (config.contains("responseJsonSchema")) {
    if (config.value("responseMimeType", "") != "application/json") return "config: a schema without responseMimeType";
    if (const std::string problem = schema_problem(config["responseJsonSchema"], false); !problem.empty()) return problem;
  }
  const json contents = body.value("contents", json::array());
  for (const json& turn : contents) {
    if (!in(turn.value("role", ""), {"user", "model"})) return "unknown role";
    if (!turn.contains("parts") || !turn["parts"].is_array() || turn["parts"].empty()) return "a turn without parts";
  }
  return contents.empty() ? "no contents" : "";
}

}  // namespace

std::string problem_of(const Exchange& exchange) {
  if (!in(exchange.provider, {"openai", "anthropic", "gemini", "azure", "xai", "compatible"}))
    return "unknown provider " + exchange.provider;
  if (exchange.method != "POST") return "not POST";
  if (!exchange.headers.contains("content-type") || exchange.headers.at("content-type") != "application/json") return "no Content-Type";
  const json body = json::parse(exchange.body, nullptr, false);
  if (!body.is_object()) return "no JSON";
  switch (format_of(exchange.provider)) {
    case Format::anthropic: return anthropic_problem(exchange, body);
    case Format::gemini: return gemini_problem(exchange, body);
    case Format::openai: break;
  }
  return openai_problem(exchange, body);
}

}  // namespace sydac::llm::test
