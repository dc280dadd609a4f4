#include <doctest/doctest.h>

#include <algorithm>
#include "fetch.hpp"
#include "fetch_answer.hpp"
#include "fetch_prompt.hpp"
#include "fetch_repair.hpp"
#include "unit/fake_client.hpp"

using namespace fake;

namespace {

/// A configuration of fake clients, what was fetched with it and what was said.
struct Trial {
  Configuration configuration;
  std::vector<FakeClient*> clients;
  std::vector<std::uint64_t> kept;  // entries at each `keep`
  Texts lines;
  Fetched fetched;

  FakeClient& add(std::string name, std::vector<FakeClient::Reply> replies) {
    auto client = std::make_unique<FakeClient>();
    client->name = std::move(name);
    client->replies = std::move(replies);
    clients.push_back(client.get());
    configuration.clients.push_back(std::move(client));
    return *clients.back();
  }
  void run(const pools::Request& request, std::vector<pools::Entry> held = {}) {
    fetched = fetch(
        request, std::move(held), configuration, [this](const Fetched& now) { kept.push_back(now.entries.size()); },
        [this](std::string_view line) { lines.emplace_back(line); });
  }
};

}  // namespace

TEST_CASE("batches until all is there") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {good()});
  trial.run(request_of(250));
  CHECK(client.questions.size() == 3);
  CHECK(asked_for(client.questions[2]) == 50);
  CHECK(trial.fetched.entries.size() == 250);
  CHECK(trial.fetched.missing == 0);
  CHECK(trial.kept == std::vector<std::uint64_t>{100, 200, 250});
  CHECK(trial.fetched.summary == "gear: 250 of 250 from anthropic");
  CHECK(trial.fetched.usage.calls == 3);
  CHECK(trial.fetched.usage.input_tokens == 30);
  REQUIRE(trial.fetched.origins.size() == 1);
  CHECK(trial.fetched.origins[0].model == "m");
  CHECK(trial.fetched.origins[0].entries == 250);
  CHECK(trial.fetched.parameters == std::vector<std::pair<std::string, std::string>>{{"temperature", "0.8"}});
  CHECK(trial.lines.empty());
}

TEST_CASE("what is held is not asked for again and comes first") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {good("new ")});
  trial.run(request_of(3), {{{}, {"old"}, 4}, {{}, {"older"}, 1}});
  CHECK(trial.fetched.entries == std::vector<pools::Entry>{{{}, {"old"}, 4}, {{}, {"older"}, 1}, {{}, {"new 0"}, 1}});
  CHECK(trial.fetched.summary == "gear: 2 of 3 there before, 1 from anthropic");
  CHECK(client.questions[0].user.find("Already there, give none of these:\n- \"older\"\n- \"old\"\n") != std::string::npos);
}

TEST_CASE("nothing missing, nothing asked") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {good()});
  trial.run(request_of(1), {{{}, {"a"}, 1}, {{}, {"b"}, 1}});
  CHECK(client.questions.empty());
  CHECK(trial.fetched.entries.size() == 2);
  CHECK(trial.fetched.summary == "gear: 1 of 1 there before");
  trial.run(request_of(0));
  CHECK(client.questions.empty());
  CHECK(trial.fetched.summary == "gear: nothing is asked for");
}

TEST_CASE("duplicates are dropped, letters of another size and blanks included, and asked for again") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {always(entries_of({"Tent", "tent", " TENT ", "Trail  Mug", "trail\nmug"})), good()});
  trial.run(request_of(5));
  CHECK(values_of(trial.fetched.entries) == Texts{"Tent", "Trail  Mug", "n0", "n1", "n2"});
  CHECK(asked_for(client.questions[1]) == 3);
}

TEST_CASE("too many are cut") {
  Trial trial;
  trial.add("anthropic", {always(entries_of({"a", "b", "c", "d"}))});
  trial.run(request_of(2));
  CHECK(values_of(trial.fetched.entries) == Texts{"a", "b"});
}

TEST_CASE("entries that do not fit go back with the reason, good ones are kept first") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {always(entries_of({"fine", "much too long", "ok"})), always(entries_of({"short"}))});
  pools::Request request = request_of(3);
  request.fields[0].max_characters = 5;
  trial.run(request);
  CHECK(values_of(trial.fetched.entries) == Texts{"fine", "ok", "short"});
  REQUIRE(client.questions.size() == 2);
  REQUIRE(client.questions[1].turns.size() == 1);
  CHECK(client.questions[1].turns[0].answer == "{\"entries\":[{\"name\":\"much too long\"}]}");
  CHECK(client.questions[1].turns[0].complaint ==
        "These entries do not fit, all others were taken:\n- name: 13 characters, at most 5\nAnswer with others in their place.\nGive "
        "exactly 1 entries\n");
  CHECK(client.questions[1].user == client.questions[0].user);
  CHECK(trial.lines == Texts{"gear: anthropic: 1 entry does not fit: name: 13 characters, at most 5"});
}

TEST_CASE("an answer that is no JSON goes back twice with the reader's words") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {always(saying("{\"entries\": [{\"name\": \"a\"}\n")), always(saying("sorry")), good()});
  trial.run(request_of(2));
  CHECK(values_of(trial.fetched.entries) == Texts{"n0", "n1"});
  REQUIRE(client.questions.size() == 3);
  REQUIRE(client.questions[2].turns.size() == 2);
  CHECK(client.questions[2].turns[0].answer == "{\"entries\": [{\"name\": \"a\"}\n");
  CHECK(client.questions[2].turns[0].complaint ==
        "This is not the JSON that was asked for: line 2: expected `]`, found the end. Answer again with the JSON object alone.\nGive "
        "exactly 2 entries\n");
  CHECK(client.questions[2].turns[1].complaint.starts_with("This is not the JSON that was asked for: line 1: expected `{`, found `s`."));
}

TEST_CASE("a provider that gives nothing new is given up after three batches, of at most three calls each") {
  Trial trial;
  FakeClient& first = trial.add("anthropic", {always(saying("nonsense"))});
  FakeClient& second = trial.add("openai", {always(entries_of({"a"}))});
  trial.run(request_of(4));
  CHECK(first.questions.size() == 9);
  CHECK(second.questions.size() == 4);  // one that brings something, three that do not
  CHECK(trial.fetched.missing == 3);
  CHECK(trial.fetched.summary == "gear: 1 of 4 from openai, 3 by fallback");
  CHECK(trial.configuration.clients.size() == 2);
}

TEST_CASE("one new entry at a time does not go on for ever") {
  Trial trial;
  FakeClient& client = trial.add(
      "anthropic", {[next = std::make_shared<int>(0)](const Question&) { return entries_of({"n" + std::to_string((*next)++)}); }});
  trial.run(request_of(1000));
  CHECK(client.questions.size() < 50);
  CHECK(trial.fetched.entries.size() == client.questions.size());
}

TEST_CASE("truncation halves the batch, down to one") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {[reply = good()](const Question& question) {
                                   return asked_for(question) > 30 ? ending(Outcome::truncated)(question) : reply(question);
                                 }});
  trial.run(request_of(60));
  Texts counts;
  for (const Question& question : client.questions) counts.push_back(std::to_string(asked_for(question)));
  CHECK(counts == Texts{"60", "30", "30"});
  Trial hopeless;
  FakeClient& cut = hopeless.add("anthropic", {ending(Outcome::truncated)});
  hopeless.run(request_of(100));
  CHECK(cut.questions.size() == 9);  // 100 50 25 12 6 3 1 1 1
  CHECK(hopeless.fetched.missing == 100);
}

TEST_CASE("a refusal, or a failure, and the next provider is asked; the rest is the fallback's") {
  Trial trial;
  trial.add("anthropic", {ending(Outcome::refused)});
  std::size_t calls = 0;  // it is gone in the end
  trial.add("openai", {[&calls, first = good("o"), then = failing(FailureKind::quota)](const Question& question) {
              return ++calls == 1 ? first(question) : then(question);
            }});
  FakeClient& last = trial.add("gemini", {good("g"), failing(FailureKind::server)});
  trial.run(request_of(400));
  CHECK(calls == 2);
  CHECK(last.questions.size() == 2);
  CHECK(trial.fetched.summary == "gear: 100 of 400 from openai, 100 from gemini, 200 by fallback");
  CHECK(trial.fetched.failures.size() == 2);
  CHECK(trial.fetched.parameters[0].first == "gemini.temperature");
  CHECK(trial.lines == Texts{"gear: anthropic: would not answer", "gear: openai: 429 quota; set X", "gear: gemini: 429 quota; set X"});
  REQUIRE(trial.configuration.clients.size() == 2);  // without money it is of no use for other pools
  CHECK(trial.configuration.clients[0]->provider() == "anthropic");
  CHECK(trial.configuration.clients[1]->provider() == "gemini");
}

TEST_CASE("no provider at all") {
  Trial trial;
  trial.run(request_of(4));
  CHECK(trial.fetched.summary == "gear: 4 of 4 by fallback");
  CHECK_FALSE(trial.fetched.stopped);
}

TEST_CASE("Ctrl-C and the ceiling keep what has arrived and ask nobody else") {
  for (const FakeClient::Reply& end : {ending(Outcome::stopped), failing(FailureKind::ceiling)}) {
    Trial trial;
    trial.add("anthropic", {good(), end});
    FakeClient& other = trial.add("openai", {good()});
    trial.run(request_of(300));
    CHECK(trial.fetched.stopped);
    CHECK(trial.fetched.entries.size() == 100);
    CHECK(trial.kept == std::vector<std::uint64_t>{100});
    CHECK(other.questions.empty());
    CHECK(trial.fetched.summary == "gear: 100 of 300 from anthropic, 200 by fallback");
  }
}

TEST_CASE("each key has its own batches, and its own duplicates") {
  Trial trial;
  FakeClient& client = trial.add("anthropic", {always(entries_of({"fine", "good"}))});
  pools::Request request = request_of(2);
  request.keys = {{"stars", "1 is bad", sydac::Kind::integer, {"1", "2"}}, {"tone", "", sydac::Kind::text, {"a", "b"}}};
  trial.run(request, {{{"2", "a"}, {"good"}, 1}, {{"9", "a"}, {"of no key"}, 1}});
  CHECK(client.questions.size() == 4);
  CHECK(client.questions[0].user.find(
            "All of these entries are for:\n- stars = \"1\" (one of \"1\", \"2\", which are asked for one by one). 1 is bad\n"
            "- tone = \"a\"") != std::string::npos);
  CHECK(trial.fetched.entries.size() == 8);
  CHECK(trial.fetched.entries[0] == pools::Entry{{"1", "a"}, {"fine"}, 1});
  CHECK(trial.fetched.entries[4] == pools::Entry{{"2", "a"}, {"good"}, 1});
  CHECK(trial.fetched.entries[5] == pools::Entry{{"2", "a"}, {"fine"}, 1});
  CHECK(trial.fetched.summary == "gear: 1 of 8 there before, 7 from anthropic");
}

TEST_CASE("distinct fields make entries of one key duplicates") {
  Trial trial;
  pools::Request request = request_of(2, {"name", "price"});
  request.fields[0].distinct = true;
  trial.add("anthropic", {always(saying(R"({"entries":[{"name":"a","price":1},{"name":"A","price":2},{"name":"b","price":1}]})"))});
  trial.run(request);
  CHECK(values_of(trial.fetched.entries) == Texts{"a", "b"});
}

TEST_CASE("the question says all that is known") {
  pools::Request request = request_of(10, {"name", "first name", "price", "kind", "since"});
  request.dataset_doc = "Gear of a European shop";
  request.locale = "de_DE";
  request.fields[0].doc = "As on the label";
  request.fields[0].max_characters = 80;
  request.fields[0].distinct = true;
  request.fields[0].pattern = "[A-Z].*";
  request.fields[2].kind = sydac::Kind::decimal;
  request.fields[2].precision = 8;
  request.fields[2].scale = 2;
  request.fields[2].minimum = "5.00";
  request.fields[2].maximum = "400.00";
  request.fields[3].kind = sydac::Kind::enumeration;
  request.fields[3].values = {"tent", "mug \"x\""};
  request.fields[4].kind = sydac::Kind::date;
  request.uses = {{"products", "What is sold", "title", "Shown to buyers", {"price decimal(8,2)", "sku text"}}};
  const Question question = question_for(request, {}, 7, {});
  CHECK(question.user ==
        "Dataset: shop. Gear of a European shop\n"
        "Locale: de_DE, for the language of texts and for names and places\n"
        "What is needed: gear. Outdoor gear\n\n"
        "Each entry has:\n"
        "- name: a text, at most 80 characters, matching the regular expression /[A-Z].*/ as a whole, different in every entry. As on the "
        "label\n"
        "- field_2 (the field \"first name\"): a text\n"
        "- price: a number, with at most 2 decimals, not below 5.00, not above 400.00\n"
        "- kind: a text, one of \"tent\", \"mug \\\"x\\\"\"\n"
        "- since: a date as YYYY-MM-DD\n"
        "\nThe values are for:\n"
        "- column title of the table products (What is sold), beside price decimal(8,2), sku text. Shown to buyers\n"
        "\nGive exactly 7 entries\n");
  const Json schema = Json::parse(question.schema);
  CHECK(schema["additionalProperties"] == false);
  CHECK(schema["required"] == Json{"entries"});
  const Json& item = schema["properties"]["entries"]["items"];
  CHECK(item["additionalProperties"] == false);
  CHECK(item["required"] == Json{"name", "field_2", "price", "kind", "since"});
  CHECK(item["properties"]["price"] == Json{{"type", "number"}});
  CHECK(item["properties"]["kind"] == Json{{"type", "string"}, {"enum", {"tent", "mug \"x\""}}});
  CHECK(item["properties"]["since"] == Json{{"type", "string"}});
  for (const char* word : {"minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern", "oneOf", "uniqueItems"})
    CHECK(question.schema.find(std::string("\"") + word) == std::string::npos);
}

TEST_CASE("the sample of what is held is bounded") {
  const pools::Request request = request_of(100'000);
  std::vector<pools::Entry> entries;
  for (int i = 0; i < 10'000; ++i) entries.push_back({{}, {std::string(1000, 'x') + std::to_string(i)}, 1});
  std::vector<const pools::Entry*> held;
  for (const pools::Entry& entry : entries) held.push_back(&entry);
  CHECK(question_for(request, {}, 7, held).user.size() < 12'000);
  for (pools::Entry& entry : entries) entry.values[0].erase(0, 1000);
  const std::string user = question_for(request, {}, 7, held).user;
  CHECK(std::count(user.begin(), user.end(), '\n') < 220);
  CHECK(user.find("- \"9999\"\n") != std::string::npos);
  CHECK(user.find("- \"0\"\n") != std::string::npos);
}

TEST_CASE("long texts come in smaller batches") {
  pools::Request request = request_of(1000);
  CHECK(batch_size(request, 100) == 100);
  CHECK(batch_size(request, 7) == 7);
  request.fields[0].max_characters = 2000;
  CHECK(batch_size(request, 100) == 11);
  request.fields[0].max_characters = 4'000'000;
  CHECK(batch_size(request, 100) == 2);
  for (int i = 0; i < 999; ++i) request.fields.push_back(request.fields[0]);
  CHECK(batch_size(request, 100) == 1);
}

TEST_CASE("names that are no property names get others") {
  pools::Request request = request_of(1, {"a_b-9", "a b", "field_2", std::string(65, 'x'), "ä"});
  Texts names;
  for (std::size_t i = 0; i < request.fields.size(); ++i) names.push_back(wire_name(request, i));
  CHECK(names == Texts{"a_b-9", "field_2_", "field_2", "field_4", "field_5"});
}

TEST_CASE("answers of many shapes") {
  pools::Request request = request_of(10, {"name", "price"});
  request.fields[1].kind = sydac::Kind::decimal;
  request.fields[1].type = "decimal(20,2)";
  request.fields[1].precision = 20;
  request.fields[1].scale = 2;
  const auto read = [&](std::string_view text) { return read_answer(text, request, 100); };
  using Rows = std::vector<Texts>;
  CHECK(read(R"( {"entries": [{"price": 123456789012345678.9, "name": " a "}]} )").entries == Rows{{"a", "123456789012345678.90"}});
  CHECK(read(R"([{"price": "1", "name": "a", "more": [1, {}]}])").entries == Rows{{"a", "1.00"}});
  CHECK(read(R"({"values": [{"price": 1e2, "name": "a"}], "other": [1]})").entries == Rows{{"a", "100.00"}});
  CHECK(read(R"({"other": [1], "entries": [{"price": 1, "name": "a"}]})").entries == Rows{{"a", "1.00"}});
  CHECK(read(R"({"entries": [{"price": 1, "name": "é😀"}]})").entries == Rows{{"é😀", "1.00"}});
  CHECK(read(R"({"entries": []})").entries.empty());
  CHECK(read(R"({"entries": []})").problem.empty());
  const std::vector<std::pair<std::string, std::string>> refused = {
      {R"([{"name": "a"}])", "price is missing"},
      {R"([{"name": "a", "price": null}])", "price: empty"},
      {R"([{"name": ["a"], "price": 1}])", "name is a list or an object"},
      {R"([{"name": "a", "price": 1.005}])", "price: `1.005` has 3 decimals, decimal(20,2) has 2"},
      {R"([["a", 1]])", "it is no object"},
      {R"(["a"])", "it is no object"},
      {R"([null])", "it is no object"},
      {R"([{"name": true, "price": false}])", "price: `false` is no decimal(20,2)"}};
  for (const auto& [text, problem] : refused) {
    CAPTURE(text);
    const ReadAnswer answer = read(text);
    CHECK(answer.entries.empty());
    REQUIRE(answer.refused.size() == 1);
    CHECK(answer.refused[0].problem == problem);
    CHECK("[" + answer.refused[0].text + "]" == text);
  }
  const std::vector<std::pair<std::string, std::string>> malformed = {
      {"", "line 1: expected `{`, found the end"},
      {"null", "line 1: expected `{`, found `n`"},
      {"{}", "line 1: there is no list `entries`"},
      {R"({"entries": {}})", "line 1: there is no list `entries`"},
      {"[]\n[]", "line 2: something follows the end of the object"},
      {"{\"entries\": [\n{\"name\": \"a\nb\"}]}", "line 2: a control character in a string"},
      {"\xff", "it is not UTF-8"},
      {"[01]", "line 1: a number begins with 0"},
      {std::string(100'000, '['), "line 1: nested too deep"}};
  for (const auto& [text, problem] : malformed) CHECK(read(text).problem == problem);
}

TEST_CASE("one field may come without its name, and only so many elements are looked at") {
  const pools::Request request = request_of(10);
  CHECK(read_answer(R"({"entries": ["a", 7, {"name": "b"}]})", request, 100).entries.size() == 3);
  CHECK(read_answer(R"({"entries": ["a", 7, {"name": "b"}]})", request, 2).entries.size() == 2);
  std::string many = "[1";
  for (int i = 0; i < 1'000'000; ++i) many += ",1";
  CHECK(read_answer(many + "]", request, 50).entries.size() == 50);
}

TEST_CASE("what goes back to a model and to a terminal is bounded and clean") {
  const pools::Request request = request_of(10);
  const std::string huge = "\x1b[2J\xff" + std::string(8'000'000, 'x');
  const Turn turn = repair_turn(huge, read_answer(huge, request, 10), 3);
  CHECK(turn.answer.size() < 4'100);
  CHECK(turn.complaint.find("it is not UTF-8") != std::string::npos);
  CHECK(shown_line("a\nb\x1b[2J\xff\xc2\x9b!") == "a b [2J  !");
  CHECK(shown_line(huge).size() < 310);
  ReadAnswer read;
  for (int i = 0; i < 1000; ++i) read.refused.push_back({"\"" + std::string(1000, 'y') + "\"", "name: empty"});
  const Turn many = repair_turn("", read, 1000);
  CHECK(many.answer.size() < 4'100);
  CHECK(many.complaint.size() < 1'000);
  CHECK(Json::parse(many.answer)["entries"].size() == 3);
}
