// Input that nobody meant: never a crash or a hang, few and short messages, bounded memory.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <chrono>
#include <random>

#include "base/render.hpp"
#include "sdl_helpers.hpp"
#include "source/sdl/format.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kTenMegabytes = 10'000'000;

std::string repeated(const std::string& piece, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

/// Parses, prints what there is to say, and checks that all of it stays small; returns the codes, each once.
std::string survived(const std::string& text) {
  const Parsed made = parse(text);
  CHECK(made.diagnostics.all().size() <= Diagnostics::kMaximum);
  for (const Diagnostic& one : made.diagnostics.all()) {
    CHECK(one.span.begin <= one.span.end);
    CHECK(one.span.end <= text.size());
    CHECK(one.message.size() < 300);
    CHECK(one.hint.size() < 300);
  }
  CHECK(render_text(made.sources, made.diagnostics).size() < 300'000);
  CHECK(made.schema.broken == made.diagnostics.has_errors());
  std::string codes;
  for (const Diagnostic& one : made.diagnostics.all()) {
    const std::string id(kind_of(one.code).id);
    if (codes.find(id) == std::string::npos) codes += (codes.empty() ? "" : " ") + id;
  }
  return codes;
}

TEST_CASE("ten megabytes of one thing") {
  const std::string table = "table t[5] {\n  a int = ";
  const std::pair<std::string, const char*> cases[] = {
      {repeated("{", kTenMegabytes), "E0142 E0107"},
      {repeated("}", kTenMegabytes), "E0101"},
      {table + repeated("(", kTenMegabytes), "E0107"},
      {table + repeated("[", kTenMegabytes), "E0107"},
      {table + "\"" + repeated("{", kTenMegabytes), "E0110 E0107"},
      {table + "\"" + repeated("x", kTenMegabytes) + "\"\n}\n", ""},
      {table + "\"" + repeated("é", kTenMegabytes) + "\"\n}\n", ""},
      {table + repeated("x", 1'000'000) + "\n}\n", "E0114"},
      {"// " + repeated("x", kTenMegabytes), ""},
      {repeated("/", kTenMegabytes), ""},
      {repeated("\"", kTenMegabytes), "E0142 E0101"},
      {repeated("x", kTenMegabytes * 2), "E0101"},
      {repeated("\n", kTenMegabytes), "E0101"},
      {repeated("\n", 900'000), ""},
  };
  for (const auto& [text, codes] : cases) {
    CAPTURE(text.substr(0, 40));
    const auto start = std::chrono::steady_clock::now();
    CHECK(survived(text) == codes);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));  // a hang, not a speed: the machine may be busy
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#ifndef __SANITIZE_ADDRESS__
  CHECK(usage.ru_maxrss < 400 * 1024);  // kilobytes
#endif
}

TEST_CASE("deep and long expressions") {
  const auto column = [](const std::string& value) { return "table t[5] {\n  a int = " + value + "\n}\n"; };
  const auto times = [](const std::string& piece, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += piece;
    return text;
  };
  CHECK(survived(column(times("(", 255) + "1" + times(")", 255))) == "");
  CHECK(survived(column(times("(", 256) + "1" + times(")", 256))) == "E0107");
  CHECK(survived(column(times("if a then b else ", 256) + "1")) == "");
  CHECK(survived(column(times("if a then b else ", 257) + "1")) == "E0107");
  CHECK(survived(column(times("\"{", 255) + "1" + times("}\"", 255))) == "");
  CHECK(survived(column(times("\"{", 256) + "1" + times("}\"", 256))).find("E0107") != std::string::npos);
  CHECK(survived(column(times("- ", 900) + "1")) == "");
  CHECK(survived(column(times("- ", 100'000) + "1")) == "E0107");
  CHECK(survived(column(times("not ", 100'000) + "a")) == "E0107");
  CHECK(survived(column(times("1 + ", 900) + "1")) == "");
  CHECK(survived(column(times("1 + ", 100'000) + "1")) == "E0107");
  CHECK(survived(column("a" + times(".b", 100'000))) == "E0107");
  CHECK(survived(column("a" + times("[1]", 100'000))) == "E0107");
  CHECK(survived(column(times("match a { b => ", 200) + "1" + times(" }", 200))) == "");
  CHECK(survived(column(times("match a { b => ", 300) + "1" + times(" }", 300))) == "E0107");
}

TEST_CASE("bytes that are no text") {
  CHECK(survived(std::string("\0", 1)) == "E0103");
  CHECK(survived(std::string("table t[5] {\n  a\0 int\n}\n", 24)) == "E0103");
  CHECK(survived("table t[5] {\n  a int // \xFF\n}\n") == "E0102");
  CHECK(survived("table t[5] {\n  a text = \"\xC0\xAF\"\n}\n") == "E0102");
  CHECK(survived("\xEF\xBB\xBF") == "");
  CHECK(survived("a\xEF\xBB\xBF") != "");
  CHECK(survived("table t[5] {\n  a int // \xE2\x80\xAE\n}\n") == "E0105");
  const Parsed wide = parse(std::string("t\0a\0b\0l\0e\0 \0t\0", 14));
  CHECK(wide.diagnostics.all().at(0).hint.find("UTF-16") != std::string::npos);
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = "table t[5] {\n  a int" + std::string(1, static_cast<char>(byte)) + "= 5\n}\n";
    CAPTURE(byte);
    const std::string codes = survived(text);
    if (byte < 32 && byte != '\t' && byte != '\n' && byte != '\r') CHECK(codes == "E0103");
    if (byte >= 128) CHECK(codes == "E0102");
  }
}

TEST_CASE("any bytes and any tokens in any order") {
  std::mt19937 random(7);
  static const char* const kPieces[] = {
      "{",      "}",       "(",     ")",     "[",          "]",     "\"",    "'",      "`",    "/",     "//",   "///",       "\n",
      " ",      ";",       ",",     ":",     "=",          "==",    "->",    "=>",     "..",   "...",   ".",    "?",         "%",
      "-",      "table ",  "enum ", "pool ", "if ",        "then ", "else ", "match ", "per ", "each ", "one ", "let ",      "check ",
      "pk ",    "a ",      "b ",    "1",     "2026-01-01", "5m",    "30%",   "not ",   "and ", "from ", "llm ", "fallback ", "def ",
      "mixin ", "refine ", "was ",  "é",     "\xFF",       "“",     "\\",    "\\u{",   "#",    "$"};
  for (int round = 0; round < 4000; ++round) {
    std::string text = round % 2 == 0 ? "" : "table t[5] {\n  a int = ";
    for (std::size_t i = 0, count = random() % 60; i < count; ++i)
      text += round % 8 == 0 ? std::string(1, static_cast<char>(random() % 256)) : kPieces[random() % std::size(kPieces)];
    CAPTURE(text);
    survived(text);
  }
}

TEST_CASE("the corpus with pieces cut out, doubled and swapped") {
  std::mt19937 random(11);
  for (const auto& path : schema_files({"tests/sdl"})) {
    const std::string original = read_text(path);
    for (int round = 0; round < 300; ++round) {
      std::string text = original;
      for (int change = 0; change < 3; ++change) {
        const std::size_t at = random() % text.size(), bytes = random() % 20;
        const std::string piece = text.substr(at, bytes);
        if (random() % 2 == 0)
          text.erase(at, bytes);
        else
          text.insert(random() % text.size(), piece);
      }
      CAPTURE(text);
      survived(text);
    }
  }
}

}  // namespace
}  // namespace sydac::compiler
