#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "llm/options.hpp"
#include "llm/probe.hpp"
#include "llm/support.hpp"

using namespace sydac::llm;
using namespace sydac::llm::test;
using nlohmann::json;

namespace {

/// Takes what it is given, answers with what it is told.
class FakeTransport : public Transport {
 public:
  HttpResponse post(const HttpRequest& request) override {
    requests.push_back(request);
    return response;
  }
  std::vector<HttpRequest> requests;
  HttpResponse response;
};

struct Configured {
  explicit Configured(const Layers& layers, const Variables& variables = {}) : transport(std::make_shared<FakeTransport>()) {
    configuration = configure(layers, environment_of(variables), Services{clock, transport, 1});
  }
  const HttpRequest& ask(std::size_t index = 0) {
    configuration.clients[index]->ask(question());
    return transport->requests.back();
  }
  FakeClock clock;
  std::shared_ptr<FakeTransport> transport;
  Configuration configuration;
};

std::string error_of(const Layers& layers, const Variables& variables = {}) {
  try {
    const Configured configured(layers, variables);
  } catch (const OptionError& error) {
    return error.what();
  }
  return "";
}

std::string toml_error(const std::string& text) {
  try {
    options_of_toml(text, "sydac.toml");
  } catch (const OptionError& error) {
    return error.what();
  }
  return "";
}

bool has_header(const HttpRequest& request, const std::string& header) {
  return std::find(request.headers.begin(), request.headers.end(), header) != request.headers.end();
}

const Variables kOpenAiKey = {{"OPENAI_API_KEY", kKey}};

/// A file of its own, gone at the end.
class File {
 public:
  explicit File(const std::string& content)
      : path_((std::filesystem::temp_directory_path() / ("sydac_llm_" + std::to_string(::getpid()))).string()) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~File() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("flag beats environment beats sydac.toml beats header; the provider's own beats the plain one within a layer") {
  const Layers all = {
      {{"model", "of-flag"}}, {{"provider", "openai"}, {"model", "of-file"}, {"openai.model", "own-of-file"}}, {{"model", "of-header"}}};
  const auto model = [](const Layers& layers, const Variables& variables = {}) {
    return std::string(Configured(layers, variables).configuration.clients[0]->model());
  };
  CHECK(model(all) == "of-flag");
  Layers layers = all;
  layers.flags = {};
  CHECK(model(layers, {{"SYDAC_LLM_MODEL", "of-environment"}}) == "of-environment");
  CHECK(model(layers, {{"SYDAC_LLM_MODEL", "of-environment"}, {"SYDAC_LLM_OPENAI_MODEL", "own"}}) == "own");
  CHECK(model(layers, {{"SYDAC_LLM_MODEL", ""}}) == "own-of-file");
  layers.file.erase("openai.model");
  CHECK(model(layers) == "of-file");
  layers.file.erase("model");
  CHECK(model(layers) == "of-header");
}

TEST_CASE("where requests go") {
  const auto url = [](const Options& flags, const Variables& variables = {}) {
    Layers layers{flags, {}, {}};
    layers.flags["model"] = "m/1";
    Variables all = variables;
    for (const Provider& provider : providers()) all[std::string(provider.keys[0].name)] = kKey;
    return Configured(layers, all).ask().url;
  };
  CHECK(url({{"provider", "openai"}}) == "https://api.openai.com/v1/chat/completions");
  CHECK(url({{"provider", "openai"}}, {{"OPENAI_BASE_URL", "https://proxy.test/v1/"}}) == "https://proxy.test/v1/chat/completions");
  CHECK(url({{"provider", "anthropic"}}) == "https://api.anthropic.com/v1/messages");
  CHECK(url({{"provider", "anthropic"}, {"base_url", "https://proxy.test/v1"}}) == "https://proxy.test/v1/messages");
  CHECK(url({{"provider", "gemini"}}) == "https://generativelanguage.googleapis.com/v1beta/models/m%2F1:generateContent");
  CHECK(url({{"provider", "gemini"}, {"stream", "true"}}) ==
        "https://generativelanguage.googleapis.com/v1beta/models/m%2F1:streamGenerateContent?alt=sse");
  CHECK(url({{"provider", "xai"}}) == "https://api.x.ai/v1/chat/completions");
  const Variables azure = {{"AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com/"}};
  CHECK(url({{"provider", "azure"}}, azure) == "https://mine.openai.azure.com/openai/v1/chat/completions");
  CHECK(url({{"provider", "azure"}, {"api_version", "2024-10-21"}}, azure) ==
        "https://mine.openai.azure.com/openai/deployments/m%2F1/chat/completions?api-version=2024-10-21");
  CHECK(url({{"provider", "compatible"}, {"base_url", "http://gpu.lan:8000/v1"}}) == "http://gpu.lan:8000/v1/chat/completions");
}

TEST_CASE("keys travel in headers only, each provider's own") {
  for (const Provider& provider : providers()) {
    Layers layers{{{"provider", std::string(provider.name)}, {"model", "m"}, {"base_url", "https://proxy.test"}}, {}, {}};
    const HttpRequest request = Configured(layers, {{std::string(provider.keys[0].name), kKey}}).ask();
    CHECK(has_header(request, std::string(provider.keys[0].header) + kKey));
    CHECK((request.url + request.body).find(kKey) == std::string::npos);
  }
  const Layers layers{{{"provider", "anthropic"}, {"model", "m"}}, {}, {}};
  CHECK(has_header(Configured(layers, {{"ANTHROPIC_AUTH_TOKEN", kKey}}).ask(), "Authorization: Bearer " + kKey));
}

TEST_CASE("what is sent") {
  const auto body = [](const std::string& provider) {
    Layers layers{{{"provider", provider},
                   {"model", "m"},
                   {"base_url", "https://p.test"},
                   {"temperature", "0.7"},
                   {"seed", "3"},
                   {"max_tokens", "500"}},
                  {},
                  {}};
    Question asked;
    asked.system = "S";
    asked.user = "U";
    asked.turns = {{"{}", "no entries"}, {"", "still none"}};
    asked.schema = R"({"type":"object","properties":{"entries":{"type":"array","minItems":3,"items":{"type":"string","maxLength":9}}}})";
    Configured configured(layers, {{std::string(find_provider(provider)->keys[0].name), kKey}});
    configured.configuration.clients[0]->ask(asked);
    return json::parse(configured.transport->requests.front().body);
  };
  const json schema = json::parse(R"({"type":"object","properties":{"entries":{"type":"array","items":{"type":"string"}}}})");
  const json turns =
      json::parse(R"j([{"role":"user","content":"U"},{"role":"assistant","content":"{}"},{"role":"user","content":"no entries"},
                                      {"role":"assistant","content":"(nothing)"},{"role":"user","content":"still none"}])j");
  json with_system = json::array({json{{"role", "system"}, {"content", "S"}}});
  with_system.insert(with_system.end(), turns.begin(), turns.end());
  json openai = {{"model", "m"}, {"messages", with_system}, {"temperature", 0.7}, {"seed", 3}, {"max_completion_tokens", 500}};
  openai["response_format"]["type"] = "json_schema";
  openai["response_format"]["json_schema"] = {{"name", "value_pool"}, {"strict", true}, {"schema", schema}};
  CHECK(body("openai") == openai);
  CHECK(body("xai") == openai);
  CHECK(body("azure") == openai);
  json compatible = openai;
  compatible.erase("max_completion_tokens");
  compatible["max_tokens"] = 500;
  compatible["messages"][0]["content"] =
      "S\n\nAnswer with JSON only, without any words around it. It has to fit this JSON Schema:\n" + schema.dump();
  CHECK(body("compatible") == compatible);
  json anthropic = {{"model", "m"}, {"messages", turns}, {"temperature", 0.7}, {"max_tokens", 500}, {"system", "S"}};
  anthropic["output_config"]["format"] = {{"type", "json_schema"}, {"schema", schema}};
  CHECK(body("anthropic") == anthropic);
  const json gemini = body("gemini");
  CHECK(gemini["generationConfig"] == json{{"temperature", 0.7},
                                           {"seed", 3},
                                           {"maxOutputTokens", 500},
                                           {"responseMimeType", "application/json"},
                                           {"responseJsonSchema", schema}});
  CHECK(gemini["systemInstruction"] == json::parse(R"({"parts":[{"text":"S"}]})"));
  CHECK(gemini["contents"][1] == json::parse(R"({"role":"model","parts":[{"text":"{}"}]})"));
  CHECK(gemini.size() == 3);
}

TEST_CASE("a key that is missing or unfit is a failure of the client, before anything is sent") {
  const auto failure = [](const Options& more, const Variables& variables) {
    Layers layers{{{"provider", "openai"}, {"model", "m"}}, {}, {}};
    for (const auto& [name, value] : more) layers.flags[name] = value;
    Configured configured(layers, variables);
    const Answer answer = configured.configuration.clients[0]->ask(question());
    CHECK(configured.transport->requests.empty());
    CHECK(answer.usage.calls == 0);
    REQUIRE(answer.failure);
    CHECK(answer.failure->kind == FailureKind::key);
    CHECK(answer.failure->hint.find("set OPENAI_API_KEY, or OPENAI_API_KEY_FILE to the path") == 0);
    return answer.failure->message;
  };
  CHECK(failure({}, {}) == "no key for openai");
  CHECK(failure({}, {{"OPENAI_API_KEY", ""}}) == "no key for openai");
  CHECK(failure({}, {{"OPENAI_API_KEY", kKey + "\r\nX-Evil: yes"}}) ==
        "no key for openai: OPENAI_API_KEY has blanks or control characters in its key");
  CHECK(failure({}, {{"OPENAI_API_KEY", std::string(5000, 'k')}}) == "no key for openai: OPENAI_API_KEY has more than a key in it");
  CHECK(failure({{"key_file", "/nowhere/at/all"}}, kOpenAiKey) == "no key for openai: the file `/nowhere/at/all` cannot be read");
  CHECK(failure({{"key_file", "/"}}, {}) == "no key for openai: the file `/` cannot be read");
  CHECK(failure({{"key_file", "/dev/zero"}}, {}) == "no key for openai: the file `/dev/zero` has more than a key in it");
  CHECK(failure({}, {{"OPENAI_API_KEY_FILE", "/nowhere"}}) == "no key for openai: the file `/nowhere` cannot be read");
  const File empty("\n");
  CHECK(failure({{"key_file", empty.path()}}, {}) == "no key for openai: the file `" + empty.path() + "` has no key in it");
  const File two(kKey + "\n" + kKey);
  CHECK(failure({{"key_file", two.path()}}, {}).find("has blanks or control characters") != std::string::npos);
}

TEST_CASE("a key from a file, with the line's end that an editor left") {
  const File file("  " + kKey + "\r\n");
  for (const bool flag : {true, false}) {
    Layers layers{{{"provider", "openai"}, {"model", "m"}}, {}, {}};
    (flag ? layers.flags : layers.file)["key_file"] = file.path();
    CHECK(has_header(Configured(layers).ask(), "Authorization: Bearer " + kKey));
    // A variable is stronger than sydac.toml, weaker than a flag.
    CHECK(has_header(Configured(layers, {{"OPENAI_API_KEY", "other.key"}}).ask(), "Authorization: Bearer " + (flag ? kKey : "other.key")));
  }
  CHECK(has_header(Configured({{{"provider", "openai"}, {"model", "m"}}, {}, {}}, {{"OPENAI_API_KEY_FILE", file.path()}}).ask(),
                   "Authorization: Bearer " + kKey));
}

TEST_CASE("a local server needs no key") {
  const HttpRequest request =
      Configured({{{"provider", "compatible"}, {"model", "m"}, {"base_url", "http://localhost:11434/v1"}}, {}, {}}).ask();
  for (const std::string& header : request.headers) CHECK(header.find("Authorization") == std::string::npos);
}

TEST_CASE("what is wrong with options") {
  CHECK(
      error_of({}) ==
      "no provider of language models is chosen: set --provider, SYDAC_LLM_PROVIDER or `provider` in sydac.toml to one or more of openai, "
      "anthropic, gemini, azure, xai, compatible");
  CHECK(error_of({{{"provider", "openai"}}, {}, {}}) ==
        "no model for `openai`: set --model, SYDAC_LLM_OPENAI_MODEL or `model` of [llm.openai] in sydac.toml");
  CHECK(
      error_of({{{"provider", "azure"}, {"model", "m"}}, {}, {}}) ==
      "no address for `azure`: set --base-url, SYDAC_LLM_AZURE_BASE_URL, AZURE_OPENAI_ENDPOINT or `base_url` of [llm.azure] in sydac.toml");
  CHECK(error_of({{{"provider", "open"}}, {}, {}}) ==
        "--provider: `provider` is not a list of openai, anthropic, gemini, azure, xai, compatible");
  CHECK(error_of({{{"provider", "openai,openai"}}, {}, {}}) != "");
  CHECK(error_of({{{"temperature", "2.5"}}, {}, {}}) == "--temperature: `temperature` is not a number from 0 to 2");
  CHECK(error_of({{}, {{"max_tokens", "1"}}, {}}) == "sydac.toml: `max_tokens` is not an integer from 16 to 1000000");
  CHECK(error_of({{}, {}, {{"tempo", "1"}}}) == "the schema: no option `tempo`");
  CHECK(error_of({{{"provider", "openai"}}, {}, {}}, {{"SYDAC_LLM_MODEL", "two words"}}) ==
        "SYDAC_LLM_MODEL: `model` is not a name without blanks");
  CHECK(error_of({{{"provider", "anthropic"}, {"model", "m"}, {"temperature", "1.5"}}, {}, {}}) ==
        "--temperature: `temperature` of `anthropic` is at most 1");
  CHECK(error_of({{}, {{"openai.batch", "10"}}, {}}) == "sydac.toml: `batch` is not one provider's: leave out `openai.`");
  CHECK(error_of({{{"model", "m\r\nX-Evil: yes"}}, {}, {}}) == "--model: `model` is not a name without blanks");
  for (const char* url : {"ftp://x", "https://", "https://a@b", "https://a/?key=1", "https://a b", "/v1", "https://a\n", "http://a#b"}) {
    CHECK(error_of({{{"base_url", url}}, {}, {}}).find("is not a URL with http://") != std::string::npos);
  }
  CHECK(error_of({{{"provider", "openai"}, {"model", "m"}, {"base_url", "http://proxy.test/v1"}}, {}, {}}, kOpenAiKey) ==
        "--base-url: `base_url` of `openai` is http://, which would show the key to the network");
  CHECK(error_of({{{"provider", "openai"}, {"model", "m"}, {"base_url", "http://127.0.0.1.evil.test/v1"}}, {}, {}}, kOpenAiKey) != "");
  CHECK(error_of({{{"provider", "openai,xai"}, {"model", "m"}, {"base_url", "https://a"}}, {}, {}}) ==
        "--base-url: with several providers `base_url` has to name its own, as `openai.base_url`");
}

TEST_CASE("a key where none belongs is an error that does not show it") {
  const std::string look_alike = "sk-proj-" + kKey;
  const auto check = [&](const std::string& message) {
    CHECK(message != "");
    CHECK(message.find("keys come from the environment (") != std::string::npos);
    CHECK(message.find(kKey) == std::string::npos);
  };
  check(error_of({{}, {}, {{"api_key", kKey}}}));
  check(error_of({{}, {{"openai.api_key", kKey}}, {}}));
  check(error_of({{}, {{"anthropic.token", kKey}}, {}}));
  check(error_of({{{"model", look_alike}}, {}, {}}));
  check(error_of({{{"key_file", look_alike}}, {}, {}}));
  check(toml_error("[llm]\nkey = '" + kKey + "'"));
  check(toml_error("[llm.openai]\napi_key = ['" + kKey + "']"));
  check(toml_error("[llm]\nmodel = '" + look_alike + "'"));
  CHECK(toml_error("[llm]\n" + look_alike + " = 1").find(kKey) == std::string::npos);
  CHECK(toml_error("[llm]\napi_key = " + look_alike).find(kKey) == std::string::npos);
  CHECK(toml_error("[llm." + look_alike + "]\na = 1").find(kKey) == std::string::npos);
}

TEST_CASE("a schema does not say where keys go") {
  CHECK(error_of({{}, {}, {{"base_url", "https://evil.test"}}}) ==
        "the schema: `base_url` decides where a key goes, a schema does not; set it by --base-url, SYDAC_LLM_BASE_URL or sydac.toml");
  CHECK(error_of({{}, {}, {{"openai.base_url", "https://evil.test"}}}) != "");
  CHECK(error_of({{}, {}, {{"key_file", "/etc/passwd"}}}) != "");
}

TEST_CASE("sydac.toml") {
  const Options options = options_of_toml(
      "[other]\nkey = 'x'\n[llm]\nprovider = ['anthropic', 'openai']\ntemperature = 0.25\nstream = true\nbatch = "
      "50\n[llm.anthropic]\nmodel = 'c'\n",
      "t");
  CHECK(options ==
        Options{{"provider", "anthropic,openai"}, {"temperature", "0.25"}, {"stream", "true"}, {"batch", "50"}, {"anthropic.model", "c"}});
  CHECK(options_of_toml("", "t").empty());
  CHECK(toml_error("[llm]\n\ntemperature = 9") == "sydac.toml:3: `temperature` is not a number from 0 to 2");
  CHECK(toml_error("[llm]\nnonsense = 9") == "sydac.toml:2: no option `nonsense`");
  CHECK(toml_error("[llm]\nmodel = 1979-05-27") == "sydac.toml:2: `model` is not a name without blanks");
  CHECK(toml_error("[llm.nobody]\nmodel = 'm'") == "sydac.toml:1: no option `nobody`");
  CHECK(toml_error("llm = 3") == "sydac.toml:1: `llm` is no table");
  for (const char* broken : {"[{", "[[{", "[llm]\n{", "[llm]\n= 1", "[llm]\nmodel = {", "[llm]\nmodel = [{", "\xFF\xFE", "[\"\\"})
    CHECK(toml_error(broken).find("sydac.toml:") == 0);
  CHECK(toml_error("[llm\n").find("sydac.toml:1: ") == 0);
  CHECK(toml_error("[llm]\nmodel = " + std::string(100'000, '[')) != "");
  CHECK(toml_error(std::string(2'000'000, '#')) == "sydac.toml: longer than 1 MB");
  CHECK(toml_error(std::string("[llm]\nmodel = '\0'", 17)) != "");
}

TEST_CASE("a ceiling needs prices, stops before the first call, in the middle, and is shared") {
  Layers layers{{{"provider", "openai"}, {"model", "m"}, {"max_cost", "0.05"}}, {}, {}};
  CHECK(error_of(layers, kOpenAiKey) ==
        "`max_cost` is set, but no price is known for `openai`: set --price-input, SYDAC_LLM_OPENAI_PRICE_INPUT or `price_input` of "
        "[llm.openai] in sydac.toml");
  layers.flags["price_input"] = "1";
  layers.flags["price_output"] = "10";
  {
    // 8192 tokens of an answer may cost $0.082.
    Configured configured(layers, kOpenAiKey);
    const Answer answer = configured.configuration.clients[0]->ask(question());
    REQUIRE(answer.failure);
    CHECK(answer.failure->kind == FailureKind::ceiling);
    CHECK(answer.failure->message == "the next call to openai may cost $0.0822, of `max_cost` $0.05 are left $0.05");
    CHECK(configured.transport->requests.empty());
  }
  layers.flags["max_tokens"] = "2000";  // $0.02, and 300 bytes of question
  {
    Configured configured(layers, kOpenAiKey);
    configured.transport->response.status = 200;
    configured.transport->response.body =
        R"({"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":1500,"total_tokens":2500}})";
    CHECK(configured.configuration.clients[0]->ask(question()).usage.cost_nanodollars == 16'000'000);
    CHECK(configured.configuration.clients[0]->ask(question()).outcome == Outcome::answered);
    const Answer third = configured.configuration.clients[0]->ask(question());
    REQUIRE(third.failure);
    CHECK(third.failure->kind == FailureKind::ceiling);
    CHECK(configured.transport->requests.size() == 2);
  }
  {
    // What broke may have been billed: the retries stop when the ceiling would be passed.
    Configured configured(layers, kOpenAiKey);
    configured.transport->response.failure = HttpFailure::timed_out;
    const Answer answer = configured.configuration.clients[0]->ask(question());
    REQUIRE(answer.failure);
    CHECK(answer.failure->kind == FailureKind::ceiling);
    CHECK(answer.usage.calls == 2);
    CHECK(answer.usage.cost_nanodollars == 0);
  }
}

TEST_CASE("the ceiling is one for all clients") {
  Layers layers{{{"provider", "openai,xai"}, {"model", "m"}, {"max_cost", "0.03"}, {"max_tokens", "2000"}}, {}, {}};
  for (const char* name : {"openai.price_input", "openai.price_output", "xai.price_input", "xai.price_output"}) layers.flags[name] = "10";
  Configured configured(layers, {{"OPENAI_API_KEY", kKey}, {"XAI_API_KEY", kKey}});
  configured.transport->response.status = 200;
  configured.transport->response.body =
      R"({"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":900,"total_tokens":1000}})";
  CHECK(configured.configuration.clients[0]->ask(question()).outcome == Outcome::answered);
  CHECK(configured.configuration.clients[1]->ask(question()).failure->kind == FailureKind::ceiling);
}

TEST_CASE("xAI says what a call costs") {
  Configured configured({{{"provider", "xai"}, {"model", "m"}}, {}, {}}, {{"XAI_API_KEY", kKey}});
  configured.transport->response.status = 200;
  configured.transport->response.body =
      R"({"choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":900,"total_tokens":1000,"cost_in_usd_ticks":37756000}})";
  CHECK(configured.configuration.clients[0]->ask(question()).usage.cost_nanodollars == 3'775'600);
}

TEST_CASE("the probe says who answers, and why not") {
  Setup good("anthropic");
  const Probe yes = probe(good.client(), good.clock);
  CHECK(yes.answers);
  CHECK(yes.line == "anthropic, m-1: answers in 0 s");
  Setup bad("anthropic", "401");
  const Probe no = probe(bad.client(), bad.clock);
  CHECK(!no.answers);
  CHECK(no.line == "anthropic, m-1: 401 from anthropic: Incorrect API key provided: [key]; hint: check ANTHROPIC_API_KEY");
  CHECK(no.usage.calls == 1);
  Setup odd("gemini", "wrong_shape");
  CHECK(!probe(odd.client(), odd.clock).answers);
}
