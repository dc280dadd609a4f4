#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "llm/support.hpp"

using namespace sydac::llm;
using namespace sydac::llm::test;
using nlohmann::json;

namespace {

enum class Waits { none, backoff, given };

/// What each fault comes to. Where a provider differs, a row of its own stands before the row for all.
struct Row {
  std::string fault;
  std::string provider;  // empty: all
  std::size_t requests;
  Waits waits = Waits::none;
  Outcome outcome = Outcome::failed;
  FailureKind kind = FailureKind::request;
  std::string message = "";  // a part of it; `P` stands for the provider
  std::string hint = "";
  std::int64_t wait = 0;  // of `given`
};

constexpr std::size_t kTries = 5;

const std::vector<Row> kRows = {
    {"401", "", 1, Waits::none, Outcome::failed, FailureKind::key, "401 from P: Incorrect API key provided: [key]", "check "},
    {"key_400", "", 1, Waits::none, Outcome::failed, FailureKind::key, "400 from P: Incorrect API key provided: [key]", "check "},
    {"402", "", 1, Waits::none, Outcome::failed, FailureKind::quota, "402 from P: Payment required.", "the account at P"},
    {"403", "", 1, Waits::none, Outcome::failed, FailureKind::key, "403 from P: Not permitted.", "check "},
    {"404", "", 1, Waits::none, Outcome::failed, FailureKind::model, "404 from P: The model does not exist.", "check `model` (`m-1`)"},
    {"408", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "408 from P: Too slow.; tried 5 times"},
    {"413", "", 1, Waits::none, Outcome::failed, FailureKind::request, "413 from P"},
    {"429", "", kTries, Waits::backoff, Outcome::failed, FailureKind::rate, "429 from P: Rate limit reached.; tried 5 times", "later"},
    {"429_after", "", kTries, Waits::given, Outcome::failed, FailureKind::rate, "tried 5 times", "", 7000},
    {"429_after_ms", "", kTries, Waits::given, Outcome::failed, FailureKind::rate, "tried 5 times", "", 1500},
    {"429_date", "", kTries, Waits::given, Outcome::failed, FailureKind::rate, "tried 5 times", "", 12'000},
    {"429_info", "gemini", kTries, Waits::given, Outcome::failed, FailureKind::rate, "tried 5 times", "", 37'000},
    {"429_info", "", kTries, Waits::backoff, Outcome::failed, FailureKind::rate, "tried 5 times"},
    {"429_long", "", 1, Waits::none, Outcome::failed, FailureKind::rate, "429 from P: Rate limit reached.; asks to wait 60 min",
     "another provider"},
    {"429_never", "", 1, Waits::none, Outcome::failed, FailureKind::rate, "429 from P"},
    {"quota_429", "", 1, Waits::none, Outcome::failed, FailureKind::quota, "429 from P: You exceeded your current quota.",
     "the account at P"},
    {"500", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "500 from P: Something broke.; tried 5 times", "later"},
    {"500_never", "", 1, Waits::none, Outcome::failed, FailureKind::server, "500 from P"},
    {"503", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "503 from P: Overloaded.; tried 5 times"},
    {"529", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "529 from P: Overloaded.; tried 5 times"},
    {"empty_500", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server,
     "500 from P: the server failed, or is overloaded; tried"},
    {"html", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "502 from P: 502 Bad Gateway; tried 5 times"},
    {"error_200", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "529 from P: Overloaded."},
    {"timeout", "", kTries, Waits::backoff, Outcome::failed, FailureKind::transport, "no answer of P within 0.05 s; tried 5 times",
     "raise `timeout`"},
    {"reset", "", kTries, Waits::backoff, Outcome::failed, FailureKind::transport, "the connection to P broke"},
    {"half_body", "", kTries, Waits::backoff, Outcome::failed, FailureKind::transport, "the connection to P broke"},
    {"slow_drip", "", kTries, Waits::backoff, Outcome::failed, FailureKind::transport, "the answer of P came too slowly"},
    {"huge_body", "", 1, Waits::none, Outcome::failed, FailureKind::too_large, "the answer of P is longer than 8 MB", "lower `batch`"},
    {"invalid_envelope", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server,
     "the answer of P has another shape: the body is no JSON"},
    {"wrong_envelope", "", kTries, Waits::backoff, Outcome::failed, FailureKind::server, "the answer of P has another shape: no `c"},
    {"redirect", "", 1, Waits::none, Outcome::failed, FailureKind::model, "307 from P: the address leads elsewhere"},
    {"400_other", "", 1, Waits::none, Outcome::failed, FailureKind::request, "400 from P: No such thing."},
    {"400_yes", "", kTries, Waits::backoff, Outcome::failed, FailureKind::request, "400 from P: No such thing.; tried 5 times"},
    {"error_string", "", 1, Waits::none, Outcome::failed, FailureKind::request, "400 from P: the model is not loaded"},
    {"error_array", "", 1, Waits::none, Outcome::failed, FailureKind::request, "400 from P: wrapped in an array"},
    {"error_flat", "", 1, Waits::none, Outcome::failed, FailureKind::request, "400 from P: flat as a board"},
    {"filter_400", "anthropic", 1, Waits::none, Outcome::failed, FailureKind::request, "content filter"},
    {"filter_400", "gemini", 1, Waits::none, Outcome::failed, FailureKind::request, "content filter"},
    {"filter_400", "", 1, Waits::none, Outcome::refused},
    {"400_temperature", "", 2, Waits::none, Outcome::answered},
    {"400_seed", "anthropic", 1, Waits::none, Outcome::answered},
    {"400_seed", "", 2, Waits::none, Outcome::answered},
    {"400_tokens", "openai", 2, Waits::none, Outcome::failed, FailureKind::request, "'max_tokens'", "lower `max_tokens`"},
    {"400_tokens", "azure", 2, Waits::none, Outcome::failed, FailureKind::request, "'max_tokens'", "lower `max_tokens`"},
    {"400_tokens", "xai", 2, Waits::none, Outcome::answered},
    {"400_tokens", "", 1, Waits::none, Outcome::answered},
    {"400_schema", "", 2, Waits::none, Outcome::answered},
    {"400_format", "anthropic", 2, Waits::none, Outcome::answered},
    {"400_format", "", 3, Waits::none, Outcome::answered},
    {"refusal", "", 1, Waits::none, Outcome::refused},
    {"truncation", "", 1, Waits::none, Outcome::truncated},
    {"invalid_json", "", 1, Waits::none, Outcome::answered},
    {"wrong_shape", "", 1, Waits::none, Outcome::answered},
    {"duplicates", "", 1, Waits::none, Outcome::answered},
    {"too_few", "", 1, Waits::none, Outcome::answered},
    {"too_long", "", 1, Waits::none, Outcome::answered},
    {"echo_key", "", 1, Waits::none, Outcome::answered},
    {"503:2", "", 3, Waits::backoff, Outcome::answered},
    {"reset:1", "", 2, Waits::backoff, Outcome::answered},
};

std::string with_provider(std::string text, std::string_view provider) {
  for (std::size_t at = text.find('P'); at != std::string::npos; at = text.find('P', at + 1)) {
    if ((at == 0 || text[at - 1] == ' ') &&
        (at + 1 == text.size() || std::string_view(" :").find(text[at + 1]) != std::string_view::npos)) {
      text.replace(at, 1, provider);
    }
  }
  return text;
}

/// The key, and each part of it of 8 characters.
void check_no_key(const std::string& text) {
  for (std::size_t at = 0; at + 8 <= kKey.size(); ++at) CHECK(text.find(kKey.substr(at, 8)) == std::string::npos);
}

void check_waits(const Row& row, const std::vector<std::int64_t>& waits) {
  CHECK(waits.size() == (row.waits == Waits::none ? 0 : row.requests - 1));
  std::int64_t whole = 500;
  for (const std::int64_t wait : waits) {
    CHECK(wait >= (row.waits == Waits::given ? row.wait : whole * 3 / 4));
    CHECK(wait <= (row.waits == Waits::given ? row.wait : whole));
    whole *= 2;
  }
}

void check_row(const Row& row, std::string_view provider, bool stream) {
  CAPTURE(row.fault);
  CAPTURE(provider);
  CAPTURE(stream);
  Setup setup(
      provider, row.fault,
      {{"temperature", "0.5"}, {"seed", "7"}, {"timeout", row.fault == "timeout" ? "0.05" : "20"}, {"stream", stream ? "true" : "false"}});
  const Answer answer = setup.ask();
  const auto exchanges = setup.server.exchanges();
  // A machine with other things to do may not have read a request yet when its client gives up.
  CHECK((row.fault == "timeout" ? exchanges.size() <= row.requests : exchanges.size() == row.requests));
  CHECK(answer.usage.calls == row.requests);
  CHECK(answer.outcome == row.outcome);
  check_waits(row, setup.clock.waits);
  CHECK(setup.lines.size() >= setup.clock.waits.size());
  CHECK(answer.failure.has_value() == (answer.outcome == Outcome::failed));
  for (const std::string& line : setup.lines) check_no_key(line);
  check_no_key(answer.text);
  if (answer.failure) {
    CHECK(answer.failure->kind == row.kind);
    CAPTURE(answer.failure->message);
    CAPTURE(answer.failure->hint);
    CHECK(answer.failure->message.find(with_provider(row.message, provider)) != std::string::npos);
    CHECK(answer.failure->hint.find(with_provider(row.hint, provider)) != std::string::npos);
    CHECK(answer.failure->message.find('\n') == std::string::npos);
    check_no_key(answer.failure->message + answer.failure->hint);
  }
  // A provider's own refusals (400 by the server's checks) are no fault of the table.
  for (const Exchange& exchange : exchanges) CHECK((exchange.problem.empty() || row.fault == "400_tokens"));
  if (row.fault == "huge_body") CHECK(exchanges.at(0).sent < (std::size_t{24} << 20));
}

}  // namespace

TEST_CASE("each fault of each provider: what is sent, how long is waited, what comes of it") {
  for (const Provider& provider : providers()) {
    std::set<std::string> done;
    for (const Row& row : kRows) {
      if ((!row.provider.empty() && row.provider != provider.name) || !done.insert(row.fault).second) continue;
      check_row(row, provider.name, false);
    }
  }
}

TEST_CASE("the same by a stream, where the stream makes a difference") {
  for (const Provider& provider : providers()) {
    for (const Row& row : kRows) {
      if (row.provider.empty() &&
          std::set<std::string>{"refusal", "truncation", "reset", "error_200", "429_after", "invalid_json", "400_schema"}.contains(
              row.fault)) {
        check_row(row, provider.name, true);
      }
    }
    check_row({"half_stream", "", kTries, Waits::backoff, Outcome::failed, FailureKind::transport, "the stream of P broke off"},
              provider.name, true);
  }
  check_row({"400_stream", "", 2, Waits::none, Outcome::answered}, "openai", true);
  check_row({"400_stream", "", 1, Waits::none, Outcome::answered}, "anthropic", true);
}

TEST_CASE("every fault of the server is in the table") {
  for (const std::string_view name : fault_names()) {
    CAPTURE(name);
    const bool in_table = std::any_of(kRows.begin(), kRows.end(), [&](const Row& row) { return row.fault == name; });
    CHECK((in_table || name == "half_stream" || name == "400_stream"));
  }
}

TEST_CASE("what is dropped stays dropped") {
  Setup setup("openai", "400_temperature", {{"temperature", "0.5"}});
  CHECK(setup.client().parameters() == std::vector<std::pair<std::string, std::string>>{{"temperature", "0.5"}});
  CHECK(setup.ask().outcome == Outcome::answered);
  CHECK(setup.ask().outcome == Outcome::answered);
  CHECK(setup.client().parameters().empty());
  const auto exchanges = setup.server.exchanges();
  REQUIRE(exchanges.size() == 3);
  CHECK(json::parse(exchanges[0].body).contains("temperature"));
  CHECK(!json::parse(exchanges[1].body).contains("temperature"));
  CHECK(!json::parse(exchanges[2].body).contains("temperature"));
  CHECK(setup.lines == std::vector<std::string>{"openai: 400, the model takes no `temperature`: asking without it"});
}

TEST_CASE("lines while waiting") {
  Setup setup("anthropic", "429_after:2");
  CHECK(setup.ask().outcome == Outcome::answered);
  CHECK(setup.lines == std::vector<std::string>{"anthropic: 429, waiting 7 s (1 of 4)", "anthropic: 429, waiting 7 s (2 of 4)"});
}
