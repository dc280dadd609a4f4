#include <doctest/doctest.h>

#include <set>

#include "llm/fetch.hpp"
#include "llm/support.hpp"

using namespace sydac::llm;
using namespace sydac::llm::test;
namespace pools = sydac::pools;

namespace {

constexpr std::uint64_t kSize = 10;
constexpr std::uint64_t kMostCalls = 60;

/// What a pool of ten ends up with, whoever is asked.
struct Row {
  std::string fault;
  enum class Gets { all, none, some } gets;
};

using enum Row::Gets;
const std::vector<Row> kRows = {
    // For good: the pool's fallback gives what is missing.
    {"401", none},
    {"403", none},
    {"404", none},
    {"429", none},
    {"429_after", none},
    {"429_long", none},
    {"quota_429", none},
    {"500", none},
    {"503", none},
    {"529", none},
    {"timeout", none},
    {"reset", none},
    {"half_body", none},
    {"huge_body", none},
    {"slow_drip", none},
    {"html", none},
    {"invalid_json", none},
    {"wrong_shape", none},
    {"too_long", none},
    {"refusal", none},
    {"truncation", none},
    {"invalid_envelope", none},
    {"duplicates", some},
    {"too_few", all},
    {"400_temperature", all},
    {"400_schema", all},
    // Once or twice: nothing is lost.
    {"429:2", all},
    {"429_after:2", all},
    {"500:2", all},
    {"503:2", all},
    {"529:2", all},
    {"timeout:1", all},
    {"reset:2", all},
    {"half_body:2", all},
    {"slow_drip:1", all},
    {"invalid_json:1", all},
    {"wrong_shape:1", all},
    {"duplicates:1", all},
    {"too_few:1", all},
    {"too_long:1", all},
    {"truncation:1", all},
    {"invalid_envelope:1", all},
};

pools::Request gear() {
  pools::Request request;
  request.dataset = "shop";
  request.pool = "gear";
  request.prompt = "Gear for hikers.";
  request.size = kSize;
  request.fields.resize(2);
  request.fields[0].name = "name";
  request.fields[0].type = "text(80)";
  request.fields[0].max_characters = 80;
  request.fields[1].name = "price";
  request.fields[1].type = "decimal(8,2)";
  request.fields[1].kind = sydac::Kind::decimal;
  request.fields[1].precision = 8;
  request.fields[1].scale = 2;
  request.fields[1].minimum = "5.00";
  request.fields[1].maximum = "400.00";
  return request;
}

void check_sound(const Fetched& fetched) {
  std::set<std::string> names;
  for (const pools::Entry& entry : fetched.entries) {
    REQUIRE(entry.values.size() == 2);
    CHECK(names.insert(entry.values[0]).second);
    CHECK(entry.values[0].size() <= 80);
  }
  CHECK(fetched.entries.size() + fetched.missing == kSize);
  CHECK(!fetched.stopped);
  CHECK(fetched.usage.calls <= kMostCalls);
  CHECK(fetched.summary.find(kKey) == std::string::npos);
  for (const Failure& failure : fetched.failures) CHECK((failure.message + failure.hint).find(kKey) == std::string::npos);
}

std::string timeout_of(const Row& row) { return row.fault.starts_with("timeout") ? "0.1" : "20"; }

}  // namespace

TEST_CASE("each fault of each provider: what the pool ends up with") {
  for (const Provider& provider : providers()) {
    for (const Row& row : kRows) {
      CAPTURE(provider.name);
      CAPTURE(row.fault);
      Setup setup(provider.name, row.fault, {{"temperature", "0.5"}, {"timeout", timeout_of(row)}});
      std::uint64_t kept = 0;
      const Fetched fetched = fetch(
          gear(), {}, setup.configuration, [&](const Fetched& so_far) { kept = so_far.entries.size(); },
          [](std::string_view line) { CHECK(line.find(kKey) == std::string::npos); });
      check_sound(fetched);
      CAPTURE(fetched.summary);
      CHECK(kept == fetched.entries.size());
      CHECK((row.gets == some || fetched.entries.size() == (row.gets == all ? kSize : 0)));
    }
  }
}

TEST_CASE("what one provider does not give is asked of the next one") {
  for (const Row& row : kRows) {
    CAPTURE(row.fault);
    const Server bad({fault_of(row.fault)}), good;
    FakeClock clock;
    Layers layers;
    layers.flags = {{"provider", "anthropic,openai"},
                    {"model", "m-1"},
                    {"timeout", timeout_of(row)},
                    {"anthropic.base_url", bad.base_url("anthropic")},
                    {"openai.base_url", good.base_url("openai")}};
    TransportLimits limits;
    if (row.fault.starts_with("slow_drip")) limits.slow_window = std::chrono::milliseconds(60);
    Configuration configuration = configure(layers, environment_of({{"ANTHROPIC_API_KEY", kKey}, {"OPENAI_API_KEY", kKey}}),
                                            Services{clock, curl_transport(limits), 1});
    const Fetched fetched = fetch(
        gear(), {}, configuration, [](const Fetched&) {}, [](std::string_view line) { CHECK(line.find(kKey) == std::string::npos); });
    check_sound(fetched);
    CAPTURE(fetched.summary);
    CHECK(fetched.entries.size() == kSize);
  }
}
