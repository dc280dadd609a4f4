#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "lock_file.hpp"
#include "lock_text.hpp"
#include "pool_fetch.hpp"
#include "unit/fake_client.hpp"

using namespace fake;

namespace {

/// A lock file in a folder of its own, a configuration, and what was said.
struct Place {
  Place() {
    char name[] = "/tmp/sydac_fetch_XXXXXX";
    folder = ::mkdtemp(name);
    path = folder + "/shop.pools.json";
    client("anthropic", {good()});
  }
  ~Place() { std::filesystem::remove_all(folder); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  FakeClient& client(std::string name, std::vector<FakeClient::Reply> replies) {
    auto made = std::make_unique<FakeClient>();
    made->name = std::move(name);
    made->replies = std::move(replies);
    FakeClient& reference = *made;
    configuration.clients.clear();
    configuration.clients.push_back(std::move(made));
    asked = &reference;
    return reference;
  }
  FetchResult run(std::vector<pools::Request> requests, bool refresh = false) {
    lines.clear();
    const FetchJob job{.requests = requests,
                       .lock_path = path,
                       .refresh = refresh,
                       .say = [this](std::string_view line) { lines.emplace_back(line); },
                       .show = [this](std::string_view line) { shown.emplace_back(line); }};
    return fetch_into_lock(job, configuration, real_clock());
  }
  pools::LockedPool pool(std::string_view name = "gear") const {
    const pools::Lock lock = read_lock_file(path);
    const pools::LockedPool* found = lock.find(name);
    REQUIRE(found != nullptr);
    return *found;
  }
  void write(std::string_view text) const { std::ofstream(path) << text; }

  std::string folder, path;
  Configuration configuration;
  FakeClient* asked = nullptr;
  Texts lines, shown;
};

constexpr std::string_view kByHand = R"({"sydac_pools": 1, "pools": {
  "gear": {"fields": ["name"], "entries": ["Tent", ["Mug", {"weight": 3}]]},
  "other": {"fields": ["x"], "entries": ["stays"]}}})";

}  // namespace

TEST_CASE("a pool that is not there is fetched, and all about it is kept") {
  Place place;
  const FetchResult result = place.run({request_of(150)});
  CHECK(exit_code(result) == 0);
  CHECK(result.added == 150);
  CHECK(result.summary == Texts{"gear: 150 of 150 from anthropic", "2 calls, 20 input and 40 output tokens, 0.00000001 USD"});
  CHECK(place.shown == Texts{"gear: 0 of 150, asking", "gear: 100 of 150, 1 call, 10 input and 20 output tokens, 0.000000005 USD",
                             "gear: 150 of 150, 2 calls, 20 input and 40 output tokens, 0.00000001 USD"});
  const pools::LockedPool pool = place.pool();
  CHECK(pool.entries.size() == 150);
  CHECK(pool.prompt == "Outdoor gear");
  CHECK(pool.schema_hash == schema_hash(request_of(1)));
  CHECK(pool.origins.at(0).provider == "anthropic");
  CHECK(pool.parameters.at(0).second == "0.8");
  CHECK(pool.input_tokens == 20);
  CHECK(pool.cost_nanodollars == 10);
  CHECK(read_lock_file(place.path).dataset == "shop");
  // Again: nothing is missing, nobody is asked, nothing is written.
  const auto written = std::filesystem::last_write_time(place.path);
  CHECK(exit_code(place.run({request_of(150)})) == 0);
  CHECK(place.asked->questions.size() == 2);
  CHECK(std::filesystem::last_write_time(place.path) == written);
}

TEST_CASE("what people wrote stays, and is told apart from what was fetched") {
  Place place;
  place.write(kByHand);
  CHECK(exit_code(place.run({request_of(4)})) == 0);
  const pools::LockedPool pool = place.pool();
  CHECK(pool.entries == std::vector<pools::Entry>{{{}, {"Tent"}, 1}, {{}, {"Mug"}, 3}, {{}, {"n0"}, 1}, {{}, {"n1"}, 1}});
  REQUIRE(pool.origins.size() == 2);
  CHECK(pool.origins[0].note == "there before");
  CHECK(pool.origins[0].entries == 2);
  CHECK(pool.origins[1].entries == 2);
  CHECK(place.pool("other").entries.size() == 1);
  // More of it: the origins add up.
  CHECK(exit_code(place.run({request_of(5)})) == 0);
  CHECK(place.pool().origins.size() == 2);
  CHECK(place.pool().origins[1].entries == 3);
  CHECK(place.pool().input_tokens == 20);
}

TEST_CASE("a stale pool is asked for as a whole; its entries go when the first new ones come") {
  Place place;
  place.run({request_of(2)});
  pools::Request changed = request_of(2);
  changed.prompt = "Indoor gear";
  place.client("openai", {failing(FailureKind::server)});
  FetchResult result = place.run({changed});
  CHECK(exit_code(result) == 3);
  CHECK(place.lines == Texts{"gear: the prompt or the fields have changed, all is asked for anew", "gear: openai: 429 quota; set X"});
  CHECK(values_of(place.pool().entries) == Texts{"n0", "n1"});
  place.client("openai", {always(entries_of({"new"}))});
  result = place.run({changed});
  CHECK(exit_code(result) == 4);
  CHECK(result.missing == 1);
  CHECK(values_of(place.pool().entries) == Texts{"new"});
  CHECK(place.pool().schema_hash == schema_hash(changed));
  CHECK(place.pool().origins.size() == 1);
}

TEST_CASE("complete is what lacks nothing and is not stale") {
  Place place;
  const std::vector<pools::Request> requests = {request_of(2)};
  CHECK_FALSE(is_complete(requests, place.path));
  place.run(requests);
  CHECK(is_complete(requests, place.path));
  CHECK(is_complete(std::vector<pools::Request>{request_of(1)}, place.path));
  CHECK_FALSE(is_complete(std::vector<pools::Request>{request_of(3)}, place.path));
  std::vector<pools::Request> changed = requests;
  changed[0].prompt = "Indoor gear";
  CHECK_FALSE(is_complete(changed, place.path));
}

TEST_CASE("what a key has too much does not make up for another") {
  pools::Request request = request_of(2);
  request.keys = {{"k", "", sydac::Kind::integer, {"1", "2"}}};
  const Coverage all = coverage(request, {{{"1"}, {"a"}, 1}, {{"1"}, {"b"}, 1}, {{"1"}, {"c"}, 1}, {{"2"}, {"a"}, 1}});
  CHECK(all.wanted == 4);
  CHECK(all.held == 3);
}

TEST_CASE("refreshing asks for everything anew") {
  Place place;
  place.run({request_of(2)});
  place.client("openai", {good("fresh ")});
  CHECK(exit_code(place.run({request_of(2)}, true)) == 0);
  CHECK(values_of(place.pool().entries) == Texts{"fresh 0", "fresh 1"});
  CHECK(place.pool().input_tokens == 10);
}

TEST_CASE("entries that do not fit any more are said and replaced") {
  Place place;
  place.write(kByHand);
  pools::Request request = request_of(2);
  request.fields[0].max_characters = 3;
  CHECK(exit_code(place.run({request})) == 0);
  CHECK(place.lines == Texts{"gear: left out: entry 1: name: 4 characters, at most 3"});
  CHECK(values_of(place.pool().entries) == Texts{"Mug", "n0"});
}

TEST_CASE("Ctrl-C and the ceiling end all pools; what came is kept") {
  Place place;
  place.client("anthropic", {good(), failing(FailureKind::ceiling)});
  pools::Request second = request_of(5);
  second.pool = "second";
  const FetchResult result = place.run({request_of(150), second});
  CHECK(result.stopped);
  CHECK(exit_code(result) == 4);
  CHECK(place.asked->questions.size() == 2);
  CHECK(place.pool().entries.size() == 100);
  CHECK(read_lock_file(place.path).find("second") == nullptr);
}

TEST_CASE("without any provider nothing is written") {
  Place place;
  place.configuration.clients.clear();
  const FetchResult result = place.run({request_of(2)});
  CHECK(exit_code(result) == 3);
  CHECK(result.summary == Texts{"gear: 2 of 2 by fallback"});
  CHECK(std::filesystem::is_empty(place.folder));
}

TEST_CASE("a provider without money is not asked for the next pool") {
  Place place;
  FakeClient& client = place.client("anthropic", {failing(FailureKind::quota)});
  std::size_t calls = 0;
  client.replies = {[&calls, reply = failing(FailureKind::quota)](const Question& question) { return ++calls, reply(question); }};
  pools::Request second = request_of(5);
  second.pool = "second";
  const FetchResult result = place.run({request_of(5), second});
  CHECK(calls == 1);
  CHECK(result.missing == 10);
}

TEST_CASE("others may write other pools of the file while a fetch runs") {
  Place place;
  FakeClient& client = place.client("anthropic", {});
  client.replies = {[&place, reply = good()](const Question& question) {
    place.write(kByHand);
    return reply(question);
  }};
  place.run({request_of(2)});
  CHECK(values_of(place.pool().entries) == Texts{"n0", "n1"});
  CHECK(place.pool("other").entries.size() == 1);
}

TEST_CASE("a lock that cannot be read stops before anybody is asked") {
  Place place;
  place.write("{\"sydac_pools\": 1,\n\"pols\": {}}");
  CHECK_THROWS_WITH_AS(place.run({request_of(2)}), doctest::Contains("shop.pools.json:2: unknown member `pols` (nearest: `pools`)"),
                       pools::LockError);
  CHECK(place.asked->questions.empty());
}
