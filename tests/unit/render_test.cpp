#include "base/render.hpp"

#include <doctest/doctest.h>

#include <random>
#include <nlohmann/json.hpp>

#include "base/excerpt.hpp"
#include "base/text.hpp"

using namespace sydac::compiler;

namespace {

/// The span of the first place where `part` stands in the file.
Span place_of(const Sources& sources, std::string_view part, FileId file = {}) {
  const std::size_t begin = sources.at(file).text.find(part);
  REQUIRE(begin != std::string::npos);
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())};
}

Code first_code(Severity severity) {
  for (const DiagnosticKind& kind : diagnostic_kinds()) {
    if (kind.severity == severity) return kind.code;
  }
  FAIL("no such row");
  return {};
}

Diagnostic& report(Diagnostics& diagnostics, Span span, std::string message, Severity severity = Severity::error) {
  Diagnostic& diagnostic = diagnostics.report(first_code(severity), span);
  diagnostic.message = std::move(message);
  return diagnostic;
}

std::string id_of(Severity severity) { return std::string(kind_of(first_code(severity)).id); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("the form of the style guide") {
  Sources sources;
  sources.add("shop.sdl", "table customers[1000] {\n  code text unique = /[A-Z]{2}/\n}\n");
  Diagnostics diagnostics;
  report(diagnostics, place_of(sources, "unique"), "`unique` needs 1000 values, `/[A-Z]{2}/` has 676")
      .label(place_of(sources, "/[A-Z]{2}/"), "26 × 26 strings")
      .note("`customers` has 1000 rows", place_of(sources, "[1000]"))
      .suggest("`/[A-Z]{3}/` has 17576");
  CHECK(render_text(sources, diagnostics) == "shop.sdl:2:13: error: `unique` needs 1000 values, `/[A-Z]{2}/` has 676 [" +
                                                 id_of(Severity::error) +
                                                 "]\n"
                                                 "    2 |   code text unique = /[A-Z]{2}/\n"
                                                 "      |             ^^^^^^   ~~~~~~~~~~ 26 × 26 strings\n"
                                                 "   note: `customers` has 1000 rows, shop.sdl:1:16\n"
                                                 "   hint: `/[A-Z]{3}/` has 17576\n"
                                                 "1 error\n");
}

TEST_CASE("labels: before the span, elsewhere, overlapping") {
  Sources sources;
  sources.add("a.sdl", "one two three\nfour\n");
  Diagnostics diagnostics;
  report(diagnostics, place_of(sources, "two"), "message")
      .label(place_of(sources, "one"), "first")
      .label(place_of(sources, "three"), "third")
      .label(place_of(sources, "four"), "another line")
      .label(place_of(sources, "wo"), "inside");
  const std::vector<std::string> lines = lines_of(render_text(sources, diagnostics));
  REQUIRE(lines.size() == 7);
  CHECK(lines[2] == "      | ~~~ ^^^ ~~~~~ third");
  CHECK(lines[3] == "      | first");
  CHECK(lines[4] == "   note: another line, a.sdl:2:1");
  CHECK(lines[5] == "   note: inside, a.sdl:1:6");
}

TEST_CASE("columns count characters, carets count cells") {
  Sources sources;
  sources.add("a.sdl", "é漢字 x\tyz\r\nnext\r\n");
  Diagnostics diagnostics;
  report(diagnostics, place_of(sources, "x"), "one");
  report(diagnostics, place_of(sources, "yz"), "two");
  report(diagnostics, place_of(sources, "next"), "three");
  const std::vector<std::string> lines = lines_of(render_text(sources, diagnostics));
  CHECK(lines[0].starts_with("a.sdl:1:5: "));
  CHECK(lines[1] == "    1 | é漢字 x yz");  // the tab ends at cell 8
  CHECK(lines[2] == "      |       ^");
  CHECK(lines[3].starts_with("a.sdl:1:7: "));
  CHECK(lines[5] == "      |         ^^");
  CHECK(lines[6].starts_with("a.sdl:2:1: "));
  CHECK(lines[7] == "    2 | next");
}

TEST_CASE("a span of several lines shows the first, an empty one has one caret, the end of the file has a place") {
  Sources sources;
  sources.add("a.sdl", "ab cd\nef\n");
  Diagnostics diagnostics;
  report(diagnostics, {{}, 3, 8}, "over two lines");
  report(diagnostics, {{}, 2, 2}, "empty");
  report(diagnostics, {{}, 9, 9}, "end");
  report(diagnostics, {{}, 4000, 5000}, "past the end");
  const std::vector<std::string> lines = lines_of(render_text(sources, diagnostics));
  CHECK(lines[2] == "      |    ^^");
  CHECK(lines[5] == "      |   ^");
  CHECK(lines[6].starts_with("a.sdl:3:1: "));
  CHECK(lines[7] == "    3 |");
  CHECK(lines[8] == "      | ^");
  CHECK(lines[9].starts_with("a.sdl:3:1: "));
  CHECK(lines.back() == "4 errors");
}

TEST_CASE("bytes that would harm a terminal are escaped, in the source line and in messages") {
  Sources sources;
  sources.add("a\x1B[31m.sdl", std::string("x\0y \x1B[2J \xFF\xC0\x80 \xE2\x80\xAE z", 18));
  Diagnostics diagnostics;
  report(diagnostics, place_of(sources, "z"), "name `\x1B]0;title\x07`").suggest("line\nbreak");
  const std::string text = render_text(sources, diagnostics);
  for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  const std::vector<std::string> lines = lines_of(text);
  CHECK(lines[0].starts_with("a\\x1B[31m.sdl:1:"));
  CHECK(lines[1] == "    1 | x\\x00y \\x1B[2J \\xFF\\xC0\\x80 \\u{202E} z");
  CHECK(lines[2] == "      | " + std::string(37, ' ') + "^");
  CHECK(lines[3] == "   hint: line\\nbreak");
}

TEST_CASE("long lines are cut around the span") {
  Sources sources;
  sources.add("a.sdl", std::string(100'000, 'a') + " HERE " + std::string(100'000, 'b'));
  Diagnostics diagnostics;
  report(diagnostics, place_of(sources, "HERE"), "m").label(Span{{}, 5, 6}, "far away");
  const std::vector<std::string> lines = lines_of(render_text(sources, diagnostics));
  CHECK(lines[0].starts_with("a.sdl:1:100002: "));
  CHECK(lines[1].starts_with("    1 | …aaaa"));
  CHECK(lines[1].ends_with("bbbb…"));
  CHECK(lines[1].size() < 140);
  // `…` has three bytes and one cell.
  CHECK(lines[1].find("HERE") - 2 == lines[2].find("^^^^"));
  CHECK(lines[3] == "   note: far away, a.sdl:1:6");
}

TEST_CASE("a span longer than the window and a message of a million characters stay bounded") {
  Sources sources;
  sources.add("a.sdl", std::string(1'000'000, 'q'));
  Diagnostics diagnostics;
  report(diagnostics, {{}, 0, 1'000'000}, "unknown table `" + std::string(1'000'000, 'q') + "`");
  const std::string text = render_text(sources, diagnostics);
  CHECK(text.size() < 2000);
  CHECK(text.find("…") != std::string::npos);
}

TEST_CASE("a byte order mark takes no column") {
  Sources sources;
  sources.add("a.sdl", "\xEF\xBB\xBFtable");
  Diagnostics diagnostics;
  report(diagnostics, place_of(sources, "table"), "m");
  const std::vector<std::string> lines = lines_of(render_text(sources, diagnostics));
  CHECK(lines[0].starts_with("a.sdl:1:1: "));
  CHECK(lines[1] == "    1 | table");
}

TEST_CASE("colour only when asked for, and around the same text") {
  Sources sources;
  sources.add("-", "abc");
  Diagnostics diagnostics;
  report(diagnostics, {{}, 0, 3}, "m").suggest("h");
  const std::string plain = render_text(sources, diagnostics);
  std::string colored = render_text(sources, diagnostics, {}, true);
  CHECK(plain.starts_with("<stdin>:1:1: "));
  CHECK(plain.find('\x1B') == std::string::npos);
  CHECK(colored.find('\x1B') != std::string::npos);
  for (std::size_t at; (at = colored.find('\x1B')) != std::string::npos;) colored.erase(at, colored.find('m', at) - at + 1);
  CHECK(colored == plain);
}

TEST_CASE("nothing to say is nothing; warnings, flags and dropped reports are counted") {
  Sources sources;
  sources.add("a.sdl", "abc");
  Diagnostics none;
  CHECK(render_text(sources, none).empty());
  CHECK(render_json(sources, none) == "[]\n");

  Diagnostics many;
  report(many, {{}, 0, 1}, "w", Severity::warning);
  for (std::size_t i = 0; i < Diagnostics::kMaximum + 9; ++i) report(many, {{}, 1, 2}, "e");
  CHECK(render_text(sources, many).ends_with("\n199 errors, 1 warning, 10 more not shown\n"));

  Diagnostics one;
  report(one, {{}, 0, 1}, "w", Severity::warning);
  WarningFlags flags;
  CHECK(tally(one, flags).warnings == 1);
  REQUIRE(flags.add("error"));
  CHECK(tally(one, flags).errors == 1);
  CHECK(render_text(sources, one, flags).starts_with("a.sdl:1:1: error: "));
  const std::string name = WarningFlags::names().front();
  REQUIRE(flags.add("no-error=" + name));
  CHECK(tally(one, flags).warnings == 1);
  REQUIRE(flags.add("no-" + id_of(Severity::warning)));
  CHECK(render_text(sources, one, flags).empty());
  REQUIRE(flags.add("error=" + name));
  CHECK(tally(one, flags).errors == 1);
  CHECK_FALSE(flags.add("no-such-warning"));
  CHECK_FALSE(flags.add(id_of(Severity::error)));
}

TEST_CASE("json has every field, and survives broken bytes") {
  Sources sources;
  sources.add("a.sdl", "é one\ntwo\xFF\n");
  sources.add("b.sdl", "other");
  Diagnostics diagnostics;
  report(diagnostics, {{}, 3, 9}, "broken \xFF").label({{}, 3, 6}, "l").note("n").note("m", Span{{1}, 0, 5}).suggest("h");
  report(diagnostics, {{}, 0, 2}, "w", Severity::warning);
  const auto list = nlohmann::json::parse(render_json(sources, diagnostics));
  REQUIRE(list.size() == 2);
  const auto& first = list[0];
  CHECK(first["code"] == id_of(Severity::error));
  CHECK(first["severity"] == "error");
  CHECK(first["message"] == "broken \uFFFD");
  CHECK(first["file"] == "a.sdl");
  CHECK(first["line"] == 1);
  CHECK(first["column"] == 3);
  CHECK(first["end_line"] == 2);
  CHECK(first["end_column"] == 3);
  CHECK(first["begin"] == 3);
  CHECK(first["end"] == 9);
  CHECK(first["labels"][0]["message"] == "l");
  CHECK(first["labels"][0]["end_column"] == 6);
  CHECK(first["notes"][0].size() == 1);
  CHECK(first["notes"][1]["file"] == "b.sdl");
  CHECK(first["hint"] == "h");
  CHECK(list[1]["severity"] == "warning");
  CHECK(list[1]["hint"].is_null());
}

TEST_CASE("positions agree with a slow count, on random bytes") {
  std::mt19937_64 random(20260101);
  const std::vector<std::string> pieces{"a", "\n", "\r\n", "é", "漢", "😀", "\xFF", "\xE2\x80", "\x80", "\t", std::string("\0", 1)};
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += pieces[random() % pieces.size()];
    if (round % 10 == 0) text += std::string(70'000, 'x') + "é\n漢";
    const LineIndex index(text);
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < text.size();) {
      if (i < 1000 || i % 997 == 0 || i > text.size() - 10) {
        const Position position = index.position(i);
        REQUIRE(position.line == line);
        REQUIRE(position.column == column);
      }
      REQUIRE(character_start(text, i) == i);
      const Character c = character_at(text, i);
      for (std::size_t inside = 1; inside < c.bytes; ++inside) REQUIRE(character_start(text, i + inside) == i);
      column = c.code == '\n' && c.valid ? 1 : column + 1;
      line += column == 1;
      i += c.bytes;
    }
    REQUIRE(index.lines() == line);
  }
}

TEST_CASE("random spans in random bytes give bounded, printable text") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    Sources sources;
    std::string text(random() % 600, ' ');
    for (char& c : text) c = random() % 4 == 0 ? static_cast<char>(random()) : "ab\n\t漢 é"[random() % 11];
    sources.add("a", text);
    Diagnostics diagnostics;
    const auto offset = [&] { return static_cast<std::uint32_t>(random() % (text.size() + 2)); };
    report(diagnostics, {{}, offset(), offset()}, "m").label({{}, offset(), offset()}, "l").label({{}, offset(), offset()}, "k");
    const std::string out = render_text(sources, diagnostics);
    for (std::size_t i = 0; i < out.size();) {
      const Character c = character_at(out, i);
      REQUIRE(c.valid);
      REQUIRE((c.code == '\n' || !is_invisible(c.code)));
      i += c.bytes;
    }
    for (const std::string& line : lines_of(out)) REQUIRE(line.size() < 4 * Excerpt::kWidth + 40);
  }
}

TEST_CASE("characters are decoded after RFC 3629") {
  const auto valid = [](std::string_view bytes) { return character_at(bytes, 0).valid; };
  CHECK(valid("\xC2\x80"));
  CHECK(valid("\xEF\xBF\xBF"));
  CHECK(valid("\xF4\x8F\xBF\xBF"));
  CHECK_FALSE(valid("\xC0\xAF"));          // overlong
  CHECK_FALSE(valid("\xE0\x80\xAF"));      // overlong
  CHECK_FALSE(valid("\xF0\x80\x80\xAF"));  // overlong
  CHECK_FALSE(valid("\xED\xA0\x80"));      // a surrogate
  CHECK_FALSE(valid("\xF4\x90\x80\x80"));  // above U+10FFFF
  CHECK_FALSE(valid("\xE2\x82"));          // cut off
  for (char32_t code = 0; code <= 0x10FFFF; code += 17) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, code);
    const Character c = character_at(bytes, 0);
    REQUIRE(c.valid);
    REQUIRE(c.code == code);
    REQUIRE(c.bytes == bytes.size());
  }
}

TEST_CASE("printable cuts the middle") {
  CHECK(printable("abcdefghij", 10) == "abcdefghij");
  CHECK(printable("abcdefghijk", 10) == "abcdef…ijk");
  CHECK(printable("ééééééééééé", 10) == "éééééé…ééé");
  CHECK(printable("\xE2\x80\x8B\x7F", 10) == "\\u{200B}\\x7F");
}
