#include "errors.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

#include "json_access.hpp"

namespace sydac::llm {

namespace {

constexpr std::size_t kMostCodes = 50;

std::string small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// `37s`, `1.5`; nothing for what is no time, or none to come.
std::optional<std::chrono::milliseconds> seconds(std::string_view text, double milliseconds_of_one = 1000) {
  constexpr double kLongest = 1e9;
  if (text.ends_with('s')) text.remove_suffix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !(value > 0) || value > kLongest) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(value * milliseconds_of_one)));
}

std::optional<std::chrono::milliseconds> wait_of_headers(const HttpResponse& response) {
  const auto header = [&](std::string_view name) {
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? std::string() : found->second;
  };
  if (const auto wait = seconds(header("retry-after-ms"), 1)) return wait;
  const std::string after = header("retry-after");
  if (const auto wait = seconds(after)) return wait;
  const auto until = seconds_of_date(after);
  if (!until) return std::nullopt;
  // The server's own clock, if it says its time.
  const std::int64_t now = seconds_of_date(header("date")).value_or(std::time(nullptr));
  return *until > now ? std::optional(std::chrono::milliseconds((*until - now) * 1000)) : std::nullopt;
}

class BodyReader {
 public:
  explicit BodyReader(ProviderError& error) : error_(error) {}

  void read(const Json& body) {
    const Json& whole = body.is_array() && body.size() == 1 ? body[0] : body;
    const Json& inner = member(whole, "error");
    // The more particular one first: xAI has its text in `error`, others an object.
    if (inner.is_object()) read_object(inner);
    if (inner.is_string()) error_.message = text(inner);
    read_object(whole);
  }

 private:
  void read_object(const Json& object) {
    for (const char* name : {"code", "type", "status", "param", "error_code", "reason", "quotaId"}) add_code(member(object, name));
    if (error_.message.empty()) error_.message = text(member(object, "message"));
    if (error_.message.empty()) error_.message = text(member(object, "detail"));
    read_object_if(member(object, "innererror"));
    const Json& details = member(object, "details");
    read_object_if(details);
    if (!details.is_array()) return;
    for (const Json& detail : details) {
      if (error_.codes.size() > kMostCodes) return;
      for (const char* name : {"reason", "quotaId"}) add_code(member(detail, name));
      if (const auto wait = seconds(text(member(detail, "retryDelay")))) error_.wait = wait;
      const Json& violations = member(detail, "violations");
      for (const Json& violation : violations.is_array() ? violations : Json::array()) add_code(member(violation, "quotaId"));
    }
  }

  void read_object_if(const Json& object) {
    for (const char* name : {"code", "error_code", "reason"}) add_code(member(object, name));
  }

  void add_code(const Json& code) {
    if (error_.codes.size() > kMostCodes) return;
    if (code.is_string()) error_.codes.push_back(small_letters(code.get<std::string>()));
  }

  ProviderError& error_;
};

/// An HTML page without its tags.
std::string words_of(const std::string& body) {
  constexpr std::size_t kLongest = 4096;
  std::string words;
  bool tag = false;
  for (const char c : std::string_view(body).substr(0, kLongest)) {
    if (c == '<') tag = true;
    if (!tag) words += c;
    if (c == '>') tag = false;
  }
  return words;
}

/// The status that an error would have had, which came in the midst of an answer.
int status_of_type(const ProviderError& error) {
  struct Named {
    std::string_view type;
    int status;
  };
  constexpr std::array<Named, 9> kTypes = {{{"overloaded", 529},
                                            {"rate_limit", 429},
                                            {"insufficient_quota", 429},
                                            {"timeout", 408},
                                            {"authentication", 401},
                                            {"permission", 403},
                                            {"not_found", 404},
                                            {"invalid_request", 400},
                                            {"invalid_argument", 400}}};
  for (const Named& named : kTypes) {
    for (const std::string& code : error.codes) {
      if (code.find(named.type) != std::string::npos) return named.status;
    }
  }
  return 500;
}

}  // namespace

ProviderError error_of(const HttpResponse& response) {
  ProviderError error;
  error.status = response.status;
  const Json body = parsed(response.body);
  if (body.is_discarded()) {
    error.message = response.body.starts_with('<') || response.body.find("<html") != std::string::npos ? words_of(response.body)
                                                                                                       : response.body.substr(0, 4096);
  } else {
    BodyReader(error).read(body);
  }
  if (const auto wait = wait_of_headers(response)) error.wait = wait;
  const auto should = response.headers.find("x-should-retry");
  if (should != response.headers.end() && (should->second == "true" || should->second == "false"))
    error.should_retry = should->second == "true";
  return error;
}

ProviderError error_in_answer(const Json& answer) {
  ProviderError error;
  BodyReader(error).read(answer);
  error.status = status_of_type(error);
  return error;
}

}  // namespace sydac::llm
