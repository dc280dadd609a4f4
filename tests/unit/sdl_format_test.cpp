#include <doctest/doctest.h>

#include <random>

#include "sdl_helpers.hpp"
#include "source/sdl/format.hpp"

namespace sydac::compiler {
namespace {

struct Formatted {
  std::string text;
  bool errors = false;
};

Formatted formatted(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("test.sdl", text);
  Formatted made{format_sdl(sources, file, diagnostics)};
  made.errors = diagnostics.has_errors();
  return made;
}

/// Formatting keeps the meaning and settles at once; returns false for text with errors.
bool holds(const std::string& text) {
  const Formatted once = formatted(text);
  if (once.errors) {
    CHECK(once.text == "");
    return false;
  }
  const Formatted twice = formatted(once.text);
  CHECK_FALSE(twice.errors);
  CHECK(twice.text == once.text);
  const std::string before = dump(parse(text).schema), after = dump(parse(once.text).schema);
  CHECK(before == after);
  return true;
}

TEST_CASE("the whole corpus keeps its meaning and settles at once") {
  for (const auto& path : schema_files({"tests/sdl", "tests/errors", "examples", "tests/golden"})) {
    CAPTURE(path.string());
    const bool sound = holds(read_text(path));
    if (path.parent_path().filename() == "sdl") CHECK(sound);
  }
}

TEST_CASE("so does the corpus with line breaks, spaces, comments and separators put in and taken out") {
  std::mt19937 random(1);
  std::size_t sound = 0;
  for (const auto& path : schema_files({"tests/sdl"})) {
    const std::string original = read_text(path);
    for (int round = 0; round < 150; ++round) {
      std::string text = original;
      for (int change = 0; change < 1 + round % 4; ++change) {
        static const char* const kPieces[] = {"\n", " ",    ";", ",", "\n\n\n", " // x\n", "\n// y\n", "\n/// z\n",
                                              "\t", "\r\n", "{", "}", "(",      "-",       "\""};
        const std::size_t at = random() % text.size();
        if (random() % 3 == 0) {
          text.erase(at, 1);
        } else if (const std::size_t break_at = text.find('\n', at); random() % 2 == 0 && break_at != std::string::npos) {
          text.replace(break_at, 1, kPieces[random() % 10]);
        } else if (const std::size_t space_at = text.find(' ', at); space_at != std::string::npos) {
          text.replace(space_at, 1, kPieces[random() % std::size(kPieces)]);
        }
      }
      CAPTURE(text);
      sound += holds(text);
    }
  }
  CHECK(sound > 100);
}

TEST_CASE("the corpus is laid out already") {
  const std::string shop = read_text(std::filesystem::path(SYDAC_SOURCE_DIR) / "tests/sdl/shop.sdl");
  CHECK(formatted(shop).text == shop);
}

TEST_CASE("layout") {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},
      {"\n\n// only\n\n\n\n// comments\n\n", "// only\n\n// comments\n"},
      {"seed 5;dataset x", "seed    5\ndataset x\n"},
      {"enum e{a:1,b :2 , }", "enum e { a: 1, b: 2 }\n"},
      {"enum e{\na:1,\nb :2 , }", "enum e {\n  a: 1\n  b: 2\n}\n"},
      {"enum e {\n}", "enum e {}\n"},
      {"enum e {\n// none\n}", "enum e {\n  // none\n}\n"},
      {"table t [ 5 ]{id int pk;name text?30%unique=\"a\"}", "table t[5] {\n  id   int      pk\n  name text?30% unique = \"a\"\n}\n"},
      {"table t[5] {\n\n\n  a int\n\n\n  b int\n\n}", "table t[5] {\n  a int\n\n  b int\n}\n"},
      {"table t[5]\n{\n a int // one\n long_name text // two\n}", "table t[5] {\n  a         int   // one\n  long_name text  // two\n}\n"},
      {"table t[5] { // x\n a int }", "table t[5] {  // x\n  a int\n}\n"},
      {"table t[5] // x\n{ a int }", "table t[5]  // x\n    {\n      a int\n    }\n"},
      {"table t[5] {\n a int = b+\nc*-d\n}", "table t[5] {\n  a int = b +\n      c * -d\n}\n"},
      {"table t[5] {\n a int = f(\nb,\nc)\n}", "table t[5] {\n  a int = f(\n    b,\n    c)\n}\n"},
      {"table t[5] {\n a int = match b{1=>2\n10=>3}\n}", "table t[5] {\n  a int = match b {\n    1  => 2\n    10 => 3\n  }\n}\n"},
      {"table t[5] {\n a int = (1 .. 5)\n b date = now-5y..now\n}", "table t[5] {\n  a int  = (1..5)\n  b date = now - 5y .. now\n}\n"},
      {"table t[5] {\n a->t(b)?5%=zipf( 1.1 ),even\n (a,b)->u as c\n pk(a,b)\n let(c,d)=(1,2)\n}",
       "table t[5] {\n  a          -> t(b)?5% = zipf(1.1), even\n  (a, b) -> u as c\n  pk (a, b)\n  let (c, d) = (1, 2)\n}\n"},
      {"table t[5] {\n a text = \"x{ b }{ f( c ) }\"\n}", "table t[5] {\n  a text = \"x{b}{f(c)}\"\n}\n"},
      {"\xEF\xBB\xBFseed 5\r\n", "seed 5\n"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(formatted(text).text == expected);
  }
}

TEST_CASE("a file with errors is left alone") {
  CHECK(formatted("table t[5] {\n a int = \n}\n").errors);
  CHECK(formatted("table t[5] {\n a text = \"\\q\"\n}\n").errors);
  CHECK(formatted("table t[5] {\n a text = 'x'\n}\n").errors);
}

}  // namespace
}  // namespace sydac::compiler
