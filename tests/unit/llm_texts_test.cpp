#include <doctest/doctest.h>

#include "llm/errors.hpp"
#include "llm/json_access.hpp"
#include "llm/options.hpp"
#include "llm/redaction.hpp"
#include "llm/settings.hpp"
#include "llm/wire.hpp"

using namespace sydac::llm;

namespace {

const std::string kKey = "Tarn.Quill.Mirth.Basalt.Ember";

HttpResponse response(int status, std::string body, std::map<std::string, std::string, std::less<>> headers = {}) {
  HttpResponse made;
  made.status = status;
  made.body = std::move(body);
  made.headers = std::move(headers);
  return made;
}

Reading::Kind kind_of(WireFormat format, const std::string& body) { return reading_of(format, body).kind; }

}  // namespace

TEST_CASE("redaction takes out keys, parts of them and what looks like one") {
  CHECK(redacted("wrong key " + kKey + ".", kKey) == "wrong key [key].");
  CHECK(redacted("wrong key Tarn.Quill...Ember", kKey) == "wrong key [key]..Ember");
  CHECK(redacted("key ...asalt.Ember!", kKey) == "key ...[key]!");
  CHECK(redacted("Basalt. is 7", kKey) == "Basalt. is 7");
  CHECK(redacted("Authorization: Bearer " + kKey, kKey) == "Authorization: Bearer [key]");
  CHECK(redacted("provided: sk-proj-ab12cd34ef", "") == "provided: [key]");
  CHECK(redacted("provided: sk-pr*****ef34, xai-abc123def4, AIzaSyAbCdEf", "") == "provided: [key], [key], [key]");
  CHECK(redacted("provided: ab***********yz", "") == "provided: [key]");
  CHECK(redacted("id 0123456789abcdef0123456789abcdef", "") == "id [key]");
  CHECK(redacted("the model gpt-4o-mini-2024-07-18 is a task-force", "") == "the model gpt-4o-mini-2024-07-18 is a task-force");
  CHECK(redacted("ollama says no", "ollama") == "[key] says no");
  CHECK(redacted("a cat", "a") == "a cat");
  CHECK(redacted("two\r\nlines\tand\x01more\n", "") == "two lines and more");
  CHECK(redacted("\x1b[31mred\xC2\x9B"
                 "1",
                 "") == "[31mred 1");
  CHECK(redacted("Tarn.Quill.\nMirth.Basalt.Ember", kKey).find("Basalt.E") == std::string::npos);
  CHECK(redacted("caf\xC3\xA9 \xFF\xC3", "") == "caf\xC3\xA9 ??");
  CHECK(redacted(std::string(100'000, 'x'), kKey).size() < 520);
  CHECK(redacted(std::string(480, 'x') + kKey, kKey).find("Tarn") == std::string::npos);
  CHECK(redacted("", kKey) == "");
}

TEST_CASE("what looks like a key, and what does not") {
  for (const char* text : {"sk-abcdef123", "Bearer x", "0123456789abcdef0123456789ABCDEF", "AIzaSy123456", "my xai-123456789"})
    CHECK(looks_like_key(text));
  for (const char* text : {"gpt-5", "claude-sonnet-4-5-20250929", "models/gemini-2.5-flash", "https://mine.openai.azure.com", "sk",
                           "risk-averse-model", "ft:gpt-4o:acme::9a"})
    CHECK(!looks_like_key(text));
}

TEST_CASE("errors are read from any body") {
  CHECK(error_of(response(400, R"({"error":{"message":"m","type":"T","code":"C"}})")).codes == std::vector<std::string>{"c", "t"});
  CHECK(error_of(response(400, R"({"code":"Client specified an invalid argument","error":"text"})")).message == "text");
  CHECK(error_of(response(400, R"({"error":{"code":400,"message":null}})")).message == "");
  for (const std::string body :
       {"", "null", "[]", "[[]]", "7", "\"text\"", "{\"error\":[]}", "{\"error\":{\"details\":{\"a\":[1]}}}",
        "{\"error\":{\"details\":[7,null,[]]}}", "{\"error\":{\"message\":{\"a\":1},\"code\":[]}}", "\xFF\xFE", "{"}) {
    CHECK(rule_for(error_of(response(400, body))).kind == FailureKind::request);
  }
  CHECK(error_of(response(400, std::string(200'000, '['))).codes.empty());
  std::string many = R"({"error":{"details":[)";
  for (int i = 0; i < 10'000; ++i) many += R"({"reason":"x"},)";
  CHECK(error_of(response(400, many + "{}]}}")).codes.size() < 100);
  CHECK(error_of(response(502, "<html>\n<body>502 <b>Bad</b> Gateway</body></html>")).message.find('<') == std::string::npos);
}

TEST_CASE("how long a server wants to be left alone") {
  const auto wait = [](const std::string& after, const std::string& date = {}) {
    const auto given = error_of(response(429, "", {{"retry-after", after}, {"date", date}})).wait;
    return given ? given->count() : -1;
  };
  CHECK(wait("7") == 7000);
  CHECK(wait("0.25") == 250);
  CHECK(wait("Sun, 06 Nov 1994 08:50:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT") == 60'000);
  CHECK(wait("Sun, 06 Nov 1994 08:48:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT") == -1);
  for (const char* nonsense : {"", "0", "-5", "soon", "nan", "inf", "1e400", "99999999999999999999", "7x"}) CHECK(wait(nonsense) == -1);
  const auto info = error_of(response(429, R"({"error":{"details":[{"retryDelay":"3.5s"}]}})")).wait;
  REQUIRE(info);
  CHECK(info->count() == 3500);
}

TEST_CASE("the rules of errors") {
  const auto kind = [](int status, const std::string& body) { return rule_for(error_of(response(status, body))).kind; };
  const auto action = [](int status, const std::string& body) { return rule_for(error_of(response(status, body))).action; };
  CHECK(kind(400, R"({"error":{"status":"INVALID_ARGUMENT","message":"API key not valid.","details":[{"reason":"API_KEY_INVALID"}]}})") ==
        FailureKind::key);
  CHECK(kind(400, R"({"code":"invalid-argument","error":"Incorrect API key provided: ab***yz"})") == FailureKind::key);
  CHECK(kind(400, R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}})") ==
        FailureKind::quota);
  CHECK(kind(429, R"({"error":{"type":"insufficient_quota","code":null,"message":""}})") == FailureKind::quota);
  CHECK(kind(429, R"({"error":{"code":"organization_spend_limit_exceeded"}})") == FailureKind::quota);
  // Gemini says so of a minute's limit as well.
  CHECK(action(429, R"({"error":{"message":"You exceeded your current quota. Quota exceeded for metric x, limit: 10"}})") == Action::retry);
  CHECK(kind(429, R"({"error":{"message":"Quota exceeded for metric x, limit: 0\nPlease retry in 7s"}})") == FailureKind::quota);
  CHECK(kind(404, R"({"error":{"code":"DeploymentNotFound"}})") == FailureKind::model);
  CHECK(action(400, R"({"error":{"code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})") == Action::refuse);
  CHECK(action(403, R"({"code":"x","error":"Content violates usage guidelines."})") == Action::refuse);
  CHECK(action(400, R"({"error":{"message":"Unsupported parameter","param":"temperature"}})") == Action::drop_temperature);
  CHECK(action(400, R"({"error":{"message":"max_tokens: 9000 > 4096, which is the maximum"}})") == Action::swap_output_cap);
  CHECK(action(400, R"({"error":{"message":"Compiled grammar is too large"}})") == Action::loosen_schema);
  for (int status = 0; status < 1000; ++status) CHECK(!rule_for(error_of(response(status, "{}"))).meaning.empty());
}

TEST_CASE("back-off doubles to its cap, shortened by at most a quarter") {
  std::int64_t whole = 500;
  for (std::uint32_t tries = 0; tries < 40; ++tries) {
    for (const std::uint64_t random : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{12345}}) {
      CHECK(backoff(tries, random).count() >= whole * 3 / 4);
      CHECK(backoff(tries, random).count() <= whole);
    }
    whole = std::min<std::int64_t>(whole * 2, 30'000);
  }
}

TEST_CASE("answers of any shape are read without harm") {
  for (const WireFormat format : {WireFormat::openai, WireFormat::anthropic, WireFormat::gemini}) {
    for (const std::string body :
         {"", "{}", "[]", "null", "7", R"({"choices":[]})", R"({"choices":[null]})", R"({"choices":[{"message":null}]})",
          R"({"choices":{"0":1}})", R"({"content":[null,7,{}]})", R"({"content":{}})", R"({"candidates":[]})",
          R"({"candidates":[{"content":{"parts":[null,{"text":7}]}}]})", R"({"candidates":[{"content":null}]})",
          R"({"usage":{"prompt_tokens":-1,"completion_tokens":1e30}})", R"({"usageMetadata":7})"}) {
      CAPTURE(body);
      CHECK(kind_of(format, body) == Reading::Kind::unreadable);
    }
    for (const std::string stream :
         {"data:", "data: \n\n", "data: {}\n\n", "data: 7\n\ndata: [DONE]\n\n", "event: x\ndata: {\"type\":\"message_delta\"}\n\n",
          ": comment\n\n", "data: {\"choices\":[{\"delta\":7}]}\n\n"}) {
      CAPTURE(stream);
      CHECK(kind_of(format, stream) == Reading::Kind::cut_off);
    }
    CHECK(kind_of(format, std::string(1'000'000, '[')) == Reading::Kind::unreadable);
    CHECK(kind_of(format, "data: " + std::string(1'000'000, '{')) == Reading::Kind::cut_off);
    CHECK(kind_of(format, R"({"error":{"message":"x"}})") == Reading::Kind::error);
    CHECK(kind_of(format, "data: {\"error\":\"x\"}\n\n") == Reading::Kind::error);
  }
  const Reading huge = reading_of(
      WireFormat::openai,
      R"({"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":18446744073709551615,"completion_tokens":18446744073709551615}})");
  CHECK(huge.input_tokens.value() < (std::uint64_t{1} << 41));
}

TEST_CASE("how answers end") {
  CHECK(kind_of(WireFormat::openai, R"({"choices":[{"message":{"content":null},"finish_reason":"length"}]})") == Reading::Kind::truncated);
  CHECK(kind_of(WireFormat::openai, R"({"choices":[{"message":{"content":"x"},"finish_reason":"content_filter"}]})") ==
        Reading::Kind::refused);
  CHECK(kind_of(WireFormat::openai, R"({"choices":[{"message":{"content":"x"},"finish_reason":""}]})") == Reading::Kind::answered);
  CHECK(kind_of(WireFormat::anthropic, R"({"content":[],"stop_reason":"refusal"})") == Reading::Kind::refused);
  CHECK(kind_of(WireFormat::anthropic, R"({"content":[],"stop_reason":"model_context_window_exceeded"})") == Reading::Kind::truncated);
  CHECK(reading_of(WireFormat::anthropic, R"({"content":[{"type":"tool_use","input":{"a":[1]}}],"stop_reason":"tool_use"})").text ==
        R"({"a":[1]})");
  CHECK(kind_of(WireFormat::gemini, R"({"promptFeedback":{"blockReason":"SAFETY"}})") == Reading::Kind::refused);
  CHECK(kind_of(WireFormat::gemini, R"({"candidates":[{"finishReason":"RECITATION"}]})") == Reading::Kind::refused);
  CHECK(kind_of(WireFormat::gemini, R"({"candidates":[{"finishReason":"MAX_TOKENS"}]})") == Reading::Kind::truncated);
}

TEST_CASE("fences and thinking aloud are taken off") {
  CHECK(unwrapped("```json\n{\"a\":1}\n```") == "{\"a\":1}");
  CHECK(unwrapped(" \n<think>hm\n{}</think>\n\n```\n[1]\n``` \n") == "[1]");
  CHECK(unwrapped("{\"a\":\"```\"}") == "{\"a\":\"```\"}");
  for (const char* odd : {"", "```", "``````", "```json```", "<think>", "</think>", "   "}) unwrapped(odd);
}

TEST_CASE("streams may be cut anywhere, with either end of line") {
  const std::string stream =
      "event: m\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\\u00e9\"}}]}\r\n\r\n: ping\r\n\r\ndata: {\"choices\":[{\"delta\":{},\r\n"
      "data: \"finish_reason\":\"stop\"}]}\r\n\r\ndata: "
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\r\n\r\ndata: [DONE]\r\n\r\n";
  const Reading whole = reading_of(WireFormat::openai, stream);
  CHECK(whole.kind == Reading::Kind::answered);
  CHECK(whole.text == "a\xC3\xA9");
  CHECK(whole.output_tokens == 2);
  for (std::size_t length = 0; length < stream.size(); ++length) reading_of(WireFormat::openai, stream.substr(0, length));
}

TEST_CASE("money and time in words") {
  CHECK(dollars(0) == "$0.00");
  CHECK(dollars(1) == "$0.0001");
  CHECK(dollars(1'000'000'000) == "$1.00");
  CHECK(dollars(12'345'600'000) == "$12.3456");
  CHECK(dollars(UINT64_MAX) == "$18446744073.7096");
  CHECK(seconds(std::chrono::milliseconds(50)) == "0.05 s");
  CHECK(seconds(std::chrono::milliseconds(7500)) == "7.5 s");
  CHECK(seconds(std::chrono::milliseconds(41'600)) == "42 s");
  CHECK(Prices{3'000'000, 15'000'000}.of(1, 0) == 3000);
  CHECK(Prices{1, 0}.of(1, 0) == 1);
  CHECK(Prices{UINT64_MAX, UINT64_MAX}.of(UINT64_MAX, UINT64_MAX) == UINT64_MAX);
}

TEST_CASE("names of options") {
  CHECK(flag_of("max_tokens") == "--max-tokens");
  CHECK(variable_of("anthropic.max_tokens") == "SYDAC_LLM_ANTHROPIC_MAX_TOKENS");
  for (const OptionSpec& spec : option_specs()) {
    CHECK(find_option(spec.name) == &spec);
    CHECK(problem_of(spec, "") != "");
    CHECK(!spec.summary.empty());
  }
}
