#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "llm/support.hpp"

using namespace sydac::llm;
using namespace sydac::llm::test;
using nlohmann::json;

TEST_CASE("every provider answers, at once and by a stream, with the same text and usage") {
  for (const Provider& provider : providers()) {
    CAPTURE(provider.name);
    Answer whole, streamed;
    for (const bool stream : {false, true}) {
      Setup setup(provider.name, "", {{"stream", stream ? "true" : "false"}, {"temperature", "0.5"}, {"seed", "7"}});
      Answer& answer = stream ? streamed : whole;
      answer = setup.ask();
      const auto exchanges = setup.server.exchanges();
      CAPTURE(exchanges[0].problem);
      CAPTURE(answer.failure ? answer.failure->message : "");
      REQUIRE(exchanges.size() == 1);
      CHECK(exchanges[0].problem == "");
      CHECK(exchanges[0].body.find(kKey) == std::string::npos);
      CHECK(exchanges[0].path.find(kKey) == std::string::npos);
      REQUIRE(answer.outcome == Outcome::answered);
      CHECK(json::parse(answer.text)["entries"].size() == 4);
      CHECK(setup.lines.empty());
    }
    CHECK(whole.text == streamed.text);
    CHECK(whole.usage.calls == 1);
    CHECK(whole.usage.input_tokens == 120);
    CHECK(whole.usage.output_tokens == (provider.name == "xai" ? 50 : 40));
    CHECK(streamed.usage.output_tokens == whole.usage.output_tokens);
    CHECK(streamed.usage.input_tokens == whole.usage.input_tokens);
  }
}
