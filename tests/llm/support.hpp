// What the tests of clients share: a clock that only they move, an environment of their own, clients that talk to the test server.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "llm/configuration.hpp"
#include "llm/providers.hpp"
#include "llm/server.hpp"
#include "llm/transport.hpp"

namespace sydac::llm::test {

class FakeClock : public Clock {
 public:
  std::chrono::milliseconds now() override { return now_; }
  bool sleep(std::chrono::milliseconds time) override {
    waits.push_back(time.count());
    now_ += time;
    return !stop_requested();
  }
  std::vector<std::int64_t> waits;

 private:
  std::chrono::milliseconds now_{0};
};

/// In the places that each provider reads: of no shape that the look-alikes of redaction would find.
inline const std::string kKey = "Tarn.Quill.Mirth.Basalt.Ember";

using Variables = std::map<std::string, std::string>;

inline Environment environment_of(const Variables& variables) {
  return [variables](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
}

inline const std::string kSchema =
    R"({"type":"object","properties":{"entries":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},)"
    R"("price":{"type":"number"}},"required":["name","price"],"additionalProperties":false}}},"required":["entries"],"additionalProperties":false})";

inline Question question() {
  Question question;
  question.system = "You make up sample data.";
  question.user = "Gear for hikers.\nGive exactly 4 entries";
  question.schema = kSchema;
  return question;
}

/// One client of a provider, against a server that misbehaves in the given way.
struct Setup {
  explicit Setup(std::string_view provider, const std::string& fault = {}, Options more = {}, Variables variables = {})
      : server(fault.empty() ? std::vector<Fault>{} : std::vector<Fault>{fault_of(fault)}) {
    Layers layers;
    layers.flags = {{"provider", std::string(provider)}, {"model", "m-1"}, {"base_url", server.base_url(provider)}, {"timeout", "20"}};
    for (const auto& [name, value] : more) layers.flags[name] = value;
    const Provider* const row = find_provider(provider);
    variables.try_emplace(std::string(row->keys[0].name), kKey);
    TransportLimits limits;
    if (fault.starts_with("slow_drip")) limits.slow_window = std::chrono::milliseconds(60);
    configuration = configure(layers, environment_of(variables), Services{clock, curl_transport(limits), 1});
    client().log = [this](std::string_view line) { lines.emplace_back(line); };
  }

  Client& client() { return *configuration.clients.front(); }
  Answer ask() { return client().ask(question()); }

  Server server;
  FakeClock clock;
  Configuration configuration;
  std::vector<std::string> lines;
};

}  // namespace sydac::llm::test
