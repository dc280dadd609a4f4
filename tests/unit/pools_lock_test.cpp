#include <doctest/doctest.h>

#include <sydac/pools/lock.hpp>

using namespace sydac::pools;

namespace {

std::string why_not(std::string_view text) {
  try {
    read_lock(text, "shop.pools.json");
    return "";
  } catch (const LockError& error) {
    return error.what();
  }
}

/// A lock of one pool `p` with these members.
std::string lock_of(std::string_view members) { return "{\"sydac_pools\": 1,\n\"pools\": {\n\"p\": {\n" + std::string(members) + "\n}}}"; }

LockedPool pool_of(std::string_view members) { return read_lock(lock_of(members), "x").pools.at(0); }

constexpr std::string_view kWhole = R"({
  "sydac_pools": 1,
  "dataset": "shop",
  "pools": {
    "review": {
      "keys": ["stars"],
      "fields": ["body"],
      "entries": [
        [5, "Great \u00e9 \ud83d\ude00"],
        ["1", "Bad.", {"weight": 3}]
      ]
    },
    "gear": {
      "prompt": "Outdoor gear",
      "schema": "abc",
      "origins": [{"provider": "anthropic", "model": "m", "entries": 312}, {"note": "by hand", "entries": 1}],
      "parameters": {"temperature": 0.8, "seed": "1"},
      "tokens": {"input": 10, "output": 20},
      "cost_usd": 0.0123,
      "fields": ["name", "price", "sold", "note"],
      "entries": [
        ["Alpine Tent", 199.00, true, null]
      ]
    },
    "adjective": {
      "fields": ["value"],
      "entries": [
        "bright",
        7,
        ["dull", {"weight": 2}]
      ]
    }
  }
}
)";

Request request_of(std::vector<std::string> fields) {
  Request request;
  request.pool = "p";
  for (std::string& name : fields) {
    request.fields.emplace_back();
    request.fields.back().name = std::move(name);
  }
  return request;
}

}  // namespace

TEST_CASE("a whole lock") {
  const Lock lock = read_lock(kWhole, "shop.pools.json");
  CHECK(lock.dataset == "shop");
  REQUIRE(lock.pools.size() == 3);
  CHECK(lock.pools[0].pool == "adjective");  // by name
  CHECK(lock.find("nothing") == nullptr);
  const LockedPool& gear = *lock.find("gear");
  CHECK(gear.prompt == "Outdoor gear");
  CHECK(gear.schema_hash == "abc");
  REQUIRE(gear.origins.size() == 2);
  CHECK(gear.origins[0].provider == "anthropic");
  CHECK(gear.origins[0].entries == 312);
  CHECK(gear.origins[1].note == "by hand");
  CHECK(gear.parameters == std::vector<std::pair<std::string, std::string>>{{"temperature", "0.8"}, {"seed", "1"}});
  CHECK(gear.input_tokens == 10);
  CHECK(gear.output_tokens == 20);
  CHECK(gear.cost_nanodollars == 12'300'000);
  REQUIRE(gear.entries.size() == 1);
  CHECK(gear.entries[0] == Entry{{}, {"Alpine Tent", "199.00", "true", ""}, 1});
  const LockedPool& review = *lock.find("review");
  CHECK(review.keys == std::vector<std::string>{"stars"});
  CHECK(review.entries == std::vector<Entry>{{{"5"}, {"Great é 😀"}, 1}, {{"1"}, {"Bad."}, 3}});
  CHECK(lock.find("adjective")->entries == std::vector<Entry>{{{}, {"bright"}, 1}, {{}, {"7"}, 1}, {{}, {"dull"}, 2}});
}

TEST_CASE("the smallest locks") {
  CHECK(read_lock("{\"sydac_pools\":1}", "x").pools.empty());
  CHECK(read_lock("\xef\xbb\xbf{\"sydac_pools\":1, \"pools\": {}}\r\n", "x").pools.empty());
  CHECK(pool_of("\"fields\": [\"a\"]").entries.empty());
  CHECK(pool_of("\"fields\": [\"a\"], \"entries\": []").entries.empty());
}

TEST_CASE("what is wrong with a lock, and on which line") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ":1: expected `{`, found the end"},
      {"[]", ":1: expected `{`, found `[`"},
      {"{}", ":1: `\"sydac_pools\": 1` is missing"},
      {"{\"sydac_pools\": 2}", ":1: this file is of a later format; this program reads `\"sydac_pools\": 1`"},
      {"{\"sydac_pools\": 1}\n x", ":2: something follows the end of the object"},
      {"{\"sydac_pools\": 1,\n\"pool\": {}}", ":2: unknown member `pool` (nearest: `pools`)"},
      {"{\"sydac_pools\": 1,\n\"sydac_pools\": 1}", ":2: `sydac_pools` is there twice"},
      {"{\"sydac_pools\": 1,\n\"pools\": {\"a\": {\"fields\": [\"x\"]},\n\"a\": {}}}", ":3: `a` is there twice"},
      {lock_of("\"entry\": []"), ":4: unknown member `entry`"},
      {lock_of("\"entries\": [\"x\"]"), ":4: `fields` (and `keys`) come before `entries`"},
      {lock_of("\"prompt\": \"x\""), ":5: the pool `p` has no `fields`"},
      {lock_of("\"fields\": []"), ":5: the pool `p` has no `fields`"},
      {lock_of("\"fields\": [\"\"]"), ":4: the name `` is empty"},
      {lock_of("\"fields\": [\"a\", \"a\"]"), ":4: the name `a` is there twice"},
      {lock_of("\"fields\": [1]"), ":4: expected `\"`, found `1`"},
      {lock_of("\"fields\": [\"a\", \"b\"],\n\"entries\": [[\"x\", \"y\"],\n[\"z\"]]"),
       ":6: the entry has 1 value, `keys` and `fields` name 2"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[\"x\", \"y\"]]"), ":4: the entry has 2 values, `keys` and `fields` name 1"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[]]"), ":4: the entry has 0 values, `keys` and `fields` name 1"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[[\"x\"]]]"), ":4: expected a text or a number"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[{\"weight\": 2}, \"x\"]]"), ":4: the weight is the last of an entry"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[\"x\", {\"weight\": 0}]]"), ":4: a weight is at least 1"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[\"x\", {\"weight\": -1}]]"), ":4: `-1` is not a whole number of at most 18 digits"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [[\"x\", {\"w\": 1}]]"), ":4: unknown member `w`"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [\"x\" \"y\"]"), ":4: expected `]`, found `\"`"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [\"x\",]"), ":4: expected a value, found `]`"},
      {lock_of("\"tokens\": {\"input\": 1.5}"), ":4: `1.5` is not a whole number of at most 18 digits"},
      {lock_of("\"cost_usd\": \"much\""), ":4: `much` is not an amount of dollars"},
      {lock_of("\"fields\": [\"a\"], \"entries\": [\"\\ud800\"]"), ":4: expected `\\u`, found `\"`"},
      {"{\"sydac_pools\": 1,\n\"dataset\": \"\xff\"}", ":2: not UTF-8"},
      {"{\"sydac_pools\": 1,\n\"dataset\": \"a\nb\"}", ":2: a control character in a string"},
  };
  for (const auto& [text, problem] : cases) {
    CAPTURE(text);
    CHECK(why_not(text) == "shop.pools.json" + problem);
  }
}

TEST_CASE("hostile locks take bounded time and end in one line") {
  CHECK(why_not(std::string(1'000'000, '[')).find(":1: ") != std::string::npos);
  CHECK(why_not(lock_of("\"fields\": [\"a\"], \"entries\": [" + std::string(1'000'000, '['))) == "shop.pools.json:4: nested too deep");
  CHECK(why_not(lock_of("\"fields\": [\"a\"], \"entries\": [\"" + std::string(65'537, 'x') + "\"]")) ==
        "shop.pools.json:4: a value has at most 65 536 bytes");
  std::string many = "\"fields\": [\"a\"], \"entries\": [1";
  for (int i = 0; i < 1'000'000; ++i) many += ",1";
  CHECK(why_not(lock_of(many + "]")) == "shop.pools.json:4: there are at most 1 000 000 entries");
  CHECK(why_not(std::string((std::size_t{64} << 20) + 1, ' ')) == "shop.pools.json: larger than 64 MB");
  std::string names = "\"fields\": [\"a\"";
  for (int i = 0; i < 1001; ++i) names += ",\"a" + std::to_string(i) + "\"";
  CHECK(why_not(lock_of(names + "]")) == "shop.pools.json:4: there are at most 1 000 names");
  // Every beginning of a lock is an error, none a crash.
  for (std::size_t length = 0; length + 2 < kWhole.size(); ++length) CHECK(why_not(kWhole.substr(0, length)) != "");
}

TEST_CASE("entries come in the request's order of fields and keys") {
  LockedPool locked = pool_of(
      R"("keys": ["stars", "tone"], "fields": ["b", "a"], "entries": [[2, "x", "b2", "a2"], [1, "y", "b1", "a1"], [2, "x", "b3", "a3"]])");
  Request request = request_of({"a"});
  request.keys = {{"tone", "", sydac::Kind::text, {"y", "x"}}, {"stars", "", sydac::Kind::integer, {"1", "2"}}};
  const Fitting fitting = entries_for(locked, request);
  CHECK(fitting.problems.empty());
  CHECK_FALSE(fitting.stale);
  CHECK(fitting.entries == std::vector<Entry>{{{"y", "1"}, {"a1"}, 1}, {{"x", "2"}, {"a2"}, 1}, {{"x", "2"}, {"a3"}, 1}});
}

TEST_CASE("equal entries are one with the sum of their weights") {
  const LockedPool locked =
      pool_of(R"("fields": ["a"], "entries": ["x", ["y", {"weight": 5}], [" x ", {"weight": 2}], ["x", {"weight": 999999999999999999}]])");
  const Fitting fitting = entries_for(locked, request_of({"a"}));
  CHECK(fitting.entries == std::vector<Entry>{{{}, {"x"}, 1'000'000'000'000'000'002U}, {{}, {"y"}, 5}});
}

TEST_CASE("what does not fit is left out and said") {
  LockedPool locked = pool_of(
      R"("keys": ["k"], "fields": ["a", "n"], "entries": [[1, "x", 1], [1, "long text", 2], [3, "y", 3], [2, "x", 4], [1, "x", 5], [1, "z", "no"]])");
  Request request = request_of({"a", "n"});
  request.fields[0].max_characters = 5;
  request.fields[0].distinct = true;
  request.fields[1].kind = sydac::Kind::integer;
  request.fields[1].type = "int";
  request.keys = {{"k", "", sydac::Kind::integer, {"1", "2"}}};
  const Fitting fitting = entries_for(locked, request);
  CHECK(fitting.entries == std::vector<Entry>{{{"1"}, {"x", "1"}, 1}, {{"2"}, {"x", "4"}, 1}});
  CHECK(fitting.problems == std::vector<std::string>{"entry 2: a: 9 characters, at most 5", "entry 3: k: `3` is none of the 2 values",
                                                     "entry 5: a: `x` is there before", "entry 6: n: `no` is no int"});
  for (int i = 0; i < 30; ++i) locked.entries.push_back({{"9"}, {"x", "1"}, 1});
  CHECK(entries_for(locked, request).problems.size() == 21);
  CHECK(entries_for(locked, request).problems.back() == "and 14 more");
  CHECK(entries_for(locked, request).left_out == 34);
}

TEST_CASE("a lock without a field or a key of the request gives nothing") {
  const LockedPool locked = pool_of(R"("fields": ["a"], "entries": ["x"])");
  Request request = request_of({"a", "b"});
  CHECK(entries_for(locked, request).problems == std::vector<std::string>{"the field `b` is not in the lock"});
  CHECK(entries_for(locked, request).entries.empty());
  request = request_of({"a"});
  request.keys = {{"k", "", sydac::Kind::integer, {"1"}}};
  CHECK(entries_for(locked, request).problems == std::vector<std::string>{"the key `k` is not in the lock"});
  LockedPool made = locked;
  made.entries.push_back({});
  CHECK(entries_for(made, request_of({"a"})).entries.size() == 1);
}

TEST_CASE("a lock is stale when its hash is another, never without one") {
  LockedPool locked = pool_of(R"("fields": ["a"], "entries": ["x"])");
  Request request = request_of({"a"});
  CHECK_FALSE(entries_for(locked, request).stale);
  locked.schema_hash = schema_hash(request);
  CHECK_FALSE(entries_for(locked, request).stale);
  request.prompt = "more";
  CHECK(entries_for(locked, request).stale);
  CHECK(entries_for(locked, request).entries.size() == 1);
}
