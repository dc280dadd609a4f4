#include <algorithm>
#include <array>
#include <functional>

#include "llm/reply.hpp"

namespace sydac::llm::test {

using nlohmann::json;

namespace {

/// What an error is called, by provider; `message` is the same for all.
struct ErrorKind {
  std::string_view fault;
  int status;
  const char* openai_type;
  const char* openai_code;
  const char* anthropic_type;
  const char* gemini_status;
  const char* message;
  const char* headers = "";
};

constexpr std::array kErrors = {
    ErrorKind{"401", 401, "invalid_request_error", "invalid_api_key", "authentication_error", "UNAUTHENTICATED",
              "Incorrect API key provided: {key}"},
    ErrorKind{"key_400", 400, "invalid_request_error", "invalid_api_key", "invalid_request_error", "INVALID_ARGUMENT",
              "Incorrect API key provided: {key}"},
    ErrorKind{"402", 402, "billing_error", "billing_error", "billing_error", "FAILED_PRECONDITION", "Payment required."},
    ErrorKind{"403", 403, "permission_error", "permission_denied", "permission_error", "PERMISSION_DENIED", "Not permitted."},
    ErrorKind{"404", 404, "invalid_request_error", "model_not_found", "not_found_error", "NOT_FOUND", "The model does not exist."},
    ErrorKind{"408", 408, "timeout", "timeout", "timeout_error", "DEADLINE_EXCEEDED", "Too slow."},
    ErrorKind{"413", 413, "request_too_large", "request_too_large", "request_too_large", "INVALID_ARGUMENT", "Too large."},
    ErrorKind{"429", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached."},
    ErrorKind{"429_after", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached.",
              "Retry-After: 7\r\n"},
    ErrorKind{"429_after_ms", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached.",
              "Retry-After: 9\r\nRetry-After-Ms: 1500\r\n"},
    ErrorKind{"429_date", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached.",
              "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:49 GMT\r\n"},
    ErrorKind{"429_long", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached.",
              "Retry-After: 3600\r\n"},
    ErrorKind{"429_never", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached.",
              "X-Should-Retry: false\r\n"},
    ErrorKind{"429_info", 429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "Rate limit reached."},
    ErrorKind{"quota_429", 429, "insufficient_quota", "insufficient_quota", "rate_limit_error", "RESOURCE_EXHAUSTED",
              "You exceeded your current quota."},
    ErrorKind{"500", 500, "server_error", "server_error", "api_error", "INTERNAL", "Something broke."},
    ErrorKind{"500_never", 500, "server_error", "server_error", "api_error", "INTERNAL", "Something broke.", "X-Should-Retry: false\r\n"},
    ErrorKind{"503", 503, "service_unavailable_error", "server_is_overloaded", "api_error", "UNAVAILABLE", "Overloaded."},
    ErrorKind{"529", 529, "overloaded_error", "overloaded", "overloaded_error", "UNAVAILABLE", "Overloaded."},
    ErrorKind{"400_other", 400, "invalid_request_error", "invalid_value", "invalid_request_error", "INVALID_ARGUMENT", "No such thing."},
    ErrorKind{"400_yes", 400, "invalid_request_error", "invalid_value", "invalid_request_error", "INVALID_ARGUMENT", "No such thing.",
              "X-Should-Retry: true\r\n"},
    ErrorKind{"filter_400", 400, "invalid_request_error", "content_filter", "invalid_request_error", "INVALID_ARGUMENT",
              "The prompt triggered the content filter."},
};

/// 400 for as long as the request has the member.
struct Unsupported {
  std::string_view fault;
  const char* members[4];  // JSON pointers
  const char* message;
};
constexpr std::array kUnsupported = {
    Unsupported{"400_temperature",
                {"/temperature", "/generationConfig/temperature"},
                "Unsupported value: 'temperature' does not support 0.5. Only the default (1)."},
    Unsupported{"400_tokens", {"/max_completion_tokens"}, "Unsupported parameter: 'max_completion_tokens'. Use 'max_tokens' instead."},
    Unsupported{"400_seed", {"/seed", "/generationConfig/seed"}, "Unknown name \"seed\"."},
    Unsupported{"400_schema",
                {"/response_format/json_schema", "/output_config", "/generationConfig/responseJsonSchema"},
                "The schema is too complex for compilation (response_format)."},
    Unsupported{"400_format",
                {"/response_format", "/output_config", "/generationConfig/responseMimeType"},
                "This model does not support response_format or a schema."},
    Unsupported{"400_stream", {"/stream_options"}, "Unknown parameter: stream_options."},
};

/// Bodies that do not depend on the provider.
struct Raw {
  std::string_view fault;
  int status;
  const char* type;
  const char* body;
  const char* headers = "";
};
constexpr std::array kRaw = {
    Raw{"html", 502, "text/html", "<html>\r\n<h1>502 Bad Gateway</h1>\r\n</html>"},
    Raw{"error_string", 400, "application/json", R"({"error":"the model is not loaded"})"},
    Raw{"error_array", 400, "application/json", R"([{"error":{"code":400,"message":"wrapped in an array","status":"INVALID_ARGUMENT"}}])"},
    Raw{"error_flat", 400, "application/json",
        R"({"object":"error","message":"flat as a board","type":"BadRequestError","param":null,"code":400})"},
    Raw{"error_200", 200, "application/json", R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded."}})"},
    Raw{"empty_500", 500, "text/plain", ""},
    Raw{"redirect", 307, "text/plain", "", "Location: http://127.0.0.2:9/v1/chat/completions\r\n"},
};

template <class Table>
const auto* row_of(const Table& table, std::string_view fault) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.fault == fault; });
  return found == table.end() ? nullptr : &*found;
}

std::string key_of(const Exchange& exchange) {
  for (const char* name : {"authorization", "x-api-key", "x-goog-api-key", "api-key"}) {
    const auto found = exchange.headers.find(name);
    if (found != exchange.headers.end()) return found->second.starts_with("Bearer ") ? found->second.substr(7) : found->second;
  }
  return "none";
}

json gemini_details(std::string_view fault) {
  json details = json::array();
  if (fault == "key_400") details.push_back({{"@type", "type.googleapis.com/google.rpc.ErrorInfo"}, {"reason", "API_KEY_INVALID"}});
  if (fault == "429_info") details.push_back({{"@type", "type.googleapis.com/google.rpc.RetryInfo"}, {"retryDelay", "37s"}});
  if (fault == "quota_429") {
    const json violation = {{"quotaId", "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}};
    details.push_back({{"@type", "type.googleapis.com/google.rpc.QuotaFailure"}, {"violations", json::array({violation})}});
  }
  return details;
}

std::string body_of_error(const ErrorKind& kind, const Exchange& exchange) {
  std::string message = kind.message;
  if (const std::size_t at = message.find("{key}"); at != std::string::npos) message.replace(at, 5, key_of(exchange));
  if (exchange.provider == "xai") return json{{"code", kind.openai_code}, {"error", message}}.dump();
  if (exchange.provider == "azure") {
    const json error = {{"code", kind.status == 404 ? "DeploymentNotFound" : kind.openai_code}, {"message", message}};
    return json{{"error", error}}.dump();
  }
  switch (format_of(exchange.provider)) {
    case Format::openai: break;
    case Format::gemini:
      return json{
          {"error", {{"code", kind.status}, {"message", message}, {"status", kind.gemini_status}, {"details", gemini_details(kind.fault)}}}}
          .dump();
    case Format::anthropic: {
      json error = {{"type", kind.anthropic_type}, {"message", message}};
      if (kind.fault == "quota_429") error["details"] = {{"error_code", "enforced_spend_limit_reached"}};
      return json{{"type", "error"}, {"error", error}, {"request_id", "req_1"}}.dump();
    }
  }
  return json{{"error", {{"message", message}, {"type", kind.openai_type}, {"param", nullptr}, {"code", kind.openai_code}}}}.dump();
}

}  // namespace

bool is_error_reply(std::string_view fault) {
  return row_of(kErrors, fault) != nullptr || row_of(kRaw, fault) != nullptr || row_of(kUnsupported, fault) != nullptr;
}

std::vector<std::string_view> error_replies() {
  std::vector<std::string_view> names;
  names.reserve(kErrors.size() + kRaw.size() + kUnsupported.size());
  for (const ErrorKind& row : kErrors) names.push_back(row.fault);
  for (const Raw& row : kRaw) names.push_back(row.fault);
  for (const Unsupported& row : kUnsupported) names.push_back(row.fault);
  return names;
}

ErrorReply error_reply(std::string_view fault, const Exchange& exchange) {
  if (const Raw* raw = row_of(kRaw, fault)) return {raw->status, raw->headers, raw->body, raw->type};
  if (const ErrorKind* kind = row_of(kErrors, fault)) return {kind->status, kind->headers, body_of_error(*kind, exchange)};
  if (const Unsupported* member = row_of(kUnsupported, fault)) return refusal_of(member->message, exchange);
  throw std::out_of_range("no fault");
}

bool is_met(std::string_view fault, const Exchange& exchange) {
  const Unsupported* const unsupported = row_of(kUnsupported, fault);
  if (unsupported == nullptr) return true;
  const json body = json::parse(exchange.body, nullptr, false);
  return std::any_of(std::begin(unsupported->members), std::end(unsupported->members),
                     [&](const char* member) { return member != nullptr && body.contains(json::json_pointer(member)); });
}

ErrorReply refusal_of(const std::string& problem, const Exchange& exchange) {
  const ErrorKind kind = {"", 400, "invalid_request_error", "invalid_value", "invalid_request_error", "INVALID_ARGUMENT", problem.c_str()};
  return {kind.status, "", body_of_error(kind, exchange)};
}

}  // namespace sydac::llm::test
