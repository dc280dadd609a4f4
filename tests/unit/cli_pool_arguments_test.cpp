#include <doctest/doctest.h>

#include "cli/arguments.hpp"

using namespace sydac::compiler;

namespace {

using Words = std::vector<std::string>;

Arguments taken(Words words) {
  words.insert(words.begin(), "pool");
  const std::variant<Arguments, EarlyExit> parsed = parse_arguments(std::move(words));
  if (const EarlyExit* exit = std::get_if<EarlyExit>(&parsed)) FAIL(exit->text);
  CHECK(std::get<Arguments>(parsed).command == Command::pool);
  return std::get<Arguments>(parsed);
}

/// What is said against a command line; its code must be 2.
std::string refused(Words words) {
  words.insert(words.begin(), "pool");
  const std::variant<Arguments, EarlyExit> parsed = parse_arguments(std::move(words));
  const EarlyExit* exit = std::get_if<EarlyExit>(&parsed);
  if (exit == nullptr) return "taken";
  CHECK(exit->code == 2);
  return exit->text;
}

}  // namespace

TEST_CASE("commands of pools") {
  const Arguments fetch = taken({"fetch", "shop.sdl", "gear", "review", "--refresh", "--lock", "x.json", "-I", "a", "-Ib"});
  CHECK(fetch.pool.action == PoolAction::fetch);
  CHECK(fetch.files == Words{"shop.sdl"});
  CHECK(fetch.pool.pools == Words{"gear", "review"});
  CHECK(fetch.pool.refresh);
  CHECK(fetch.pool.lock == "x.json");
  CHECK(fetch.include_folders == Words{"a", "b"});
  CHECK(taken({"--check", "status", "shop.sdl"}).pool.check);
  CHECK(taken({"prune", "--", "-odd.sdl"}).files == Words{"-odd.sdl"});
  CHECK(taken({"test"}).files.empty());
  CHECK(taken({"test", "--error-format=json", "shop.sdl"}).json_errors);
  const Arguments import = taken({"import", "shop.sdl", "gear", "a.csv", "b.csv", "--weight", "w", "--replace"});
  CHECK(import.pool.pools == Words{"gear"});
  CHECK(import.pool.imported == Words{"a.csv", "b.csv"});
  CHECK(import.pool.weight == "w");
  CHECK(import.pool.replace);
}

TEST_CASE("options of models are flags") {
  const Arguments fetch =
      taken({"fetch", "shop.sdl", "--provider=openai,anthropic", "--max-tokens", "100", "--stream", "--openai.base-url", "http://x/"});
  const std::map<std::string, std::string, std::less<>> expected = {
      {"provider", "openai,anthropic"}, {"max_tokens", "100"}, {"stream", "true"}, {"openai.base_url", "http://x/"}};
  CHECK(fetch.pool.options == expected);
  CHECK(taken({"fetch", "shop.sdl", "--stream=false"}).pool.options.at("stream") == "false");
}

TEST_CASE("help of pools lists every option of models") {
  const auto parsed = parse_arguments({"pool", "--help"});
  const EarlyExit& help = std::get<EarlyExit>(parsed);
  CHECK(help.code == 0);
  for (const char* word : {"--provider", "--max-cost", "--key-file", "--refresh", "--lock", "130"})
    CHECK(help.text.find(word) != std::string::npos);
  CHECK(std::get<EarlyExit>(parse_arguments({"pool", "fetch", "--help"})).text == help.text);
}

TEST_CASE("mistakes after `pool`") {
  CHECK(refused({}) == "sydac: `pool` needs a command and a file\n   hint: `sydac pool fetch shop.sdl`\n");
  CHECK(refused({"fecth", "x"}) == "sydac: unknown command of pools `fecth`\n   hint: `fetch`\n");
  CHECK(refused({"fetch"}) == "sydac: no schema named\n   hint: `sydac pool fetch shop.sdl`\n");
  CHECK(refused({"fetch", ""}).find("has to be a file") != std::string::npos);
  CHECK(refused({"fetch", "x", "--model"}) == "sydac: `--model` needs a value\n   hint: `sydac pool --help` says more\n");
  CHECK(refused({"fetch", "x", "--modle=1"}) == "sydac: unknown option `--modle`\n   hint: `--model`\n");
  CHECK(refused({"fetch", "x", "-x"}).starts_with("sydac: unknown option `-x`\n"));
  CHECK(refused({"fetch", "x", "--refresh=yes"}).starts_with("sydac: unknown option `--refresh`\n"));
  CHECK(refused({"status", "x", "--refresh"}) == "sydac: `--refresh` goes with `pool fetch` only\n");
  CHECK(refused({"fetch", "x", "--weight", "w"}) == "sydac: `--weight` goes with `pool import` only\n");
  CHECK(refused({"import", "x"}) ==
        "sydac: `pool import` needs a schema, a pool and a file\n   hint: `sydac pool import shop.sdl gear gear.csv`\n");
  CHECK(refused({"test", "x", "y"}) == "sydac: one word too many: `y`\n");
  CHECK(refused({"fetch", "x", "--error-format", "xml"}).starts_with("sydac: unknown error format `xml`\n"));
}
