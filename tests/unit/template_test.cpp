#include "emit/template.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"
#include "emit/embedded.hpp"

using namespace sydac::compiler;

namespace {

std::string filled(std::string_view text, const Holes& holes) { return Template("test", text).fill(holes); }

/// What is said against a template or its filling.
std::string complaint(std::string_view text, const Holes& holes) {
  try {
    filled(text, holes);
  } catch (const InternalError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("holes, lists and conditions") {
  const std::string_view text =
      "{{holes name loud}}\n"
      "{{holes rows: id note}}\n"
      "struct {{name}} {\n"
      "  {{#each rows}}\n"
      "  int {{id}} = {{name}};\n"
      "    {{#if note}}\n"
      "  // {{note}}\n"
      "    {{else}}\n"
      "  // none\n"
      "    {{/if}}\n"
      "  {{/each}}\n"
      "};{{#if loud}} // !{{/if}}\n";
  const auto row = [](const char* id, const char* note) { return Holes().text("id", id).text("note", note); };
  CHECK(filled(text, Holes().text("name", "S").flag("loud", true).list("rows", {row("a", "x"), row("b", "")})) ==
        "struct S {\n  int a = S;\n  // x\n  int b = S;\n  // none\n}; // !\n");
  CHECK(filled(text, Holes().text("name", "S").flag("loud", false).list("rows", {})) == "struct S {\n};\n");
}

TEST_CASE("an item's names hide those outside, lists nest, a list is a condition") {
  const std::string_view text =
      "{{holes x}}{{holes a: x}}{{holes a.b: y}}\n"
      "{{x}}{{#if a}}:{{#each a}}[{{x}}{{#each b}}<{{y}}{{x}}>{{/each}}]{{/each}}{{/if}}";
  const Holes inner = Holes().text("x", "2").list("b", {Holes().text("y", "p"), Holes().text("y", "q")});
  CHECK(filled(text, Holes().text("x", "1").list("a", {inner, Holes().text("x", "3").list("b", {})})) == "1:[2<p2><q2>][3]");
  CHECK(filled(text, Holes().text("x", "1").list("a", {})) == "1");
}

TEST_CASE("a text of several lines keeps the indentation, an empty one on its own line leaves nothing") {
  const std::string_view text = "{{holes body doc}}\nf() {\n    {{doc}}\n    {{body}}\n}\n";
  CHECK(filled(text, Holes().text("body", "a;\n\n  b;\n").text("doc", "")) == "f() {\n    a;\n\n      b;\n}\n");
  CHECK(filled("{{holes x}}\n  v = {{x}};\n", Holes().text("x", "1,\n2")) == "  v = 1,\n  2;\n");
}

TEST_CASE("texts are not templates") { CHECK(filled("{{holes x}}\n{{x}}", Holes().text("x", "{{x}} {{/if}}")) == "{{x}} {{/if}}"); }

TEST_CASE("mistakes in a template") {
  CHECK(complaint("{{holes a}}\n{{a}} {{b}}", Holes().text("a", "")) == "template test:2: `b` is not declared here");
  CHECK(complaint("{{holes a b}}\n{{a}}\n", Holes().text("a", "")) == "template test:3: `b` is declared but not used");
  CHECK(complaint("{{holes a a}}{{a}}", Holes()) == "template test:1: `a` is declared twice");
  CHECK(complaint("{{holes l: a}}\n{{#each l}}x{{/each}}", Holes()) == "template test:3: `l.a` is declared but not used");
  CHECK(complaint("{{holes l: a}}\n{{#each l}}{{a}}", Holes()) == "template test:3: a block of line 2 is not closed");
  CHECK(complaint("{{holes a}}\n{{#each a}}{{/each}}", Holes()) == "template test:2: `a` is not a list");
  CHECK(complaint("{{holes l: a}}\n{{l}}", Holes()) == "template test:2: `l` is a list");
  CHECK(complaint("{{/if}}", Holes()) == "template test:1: `/if` without an open `#if`");
  CHECK(complaint("{{/each}}", Holes()) == "template test:1: `/each` without an open `#each`");
  CHECK(complaint("{{holes a}}{{#if a}}{{else}}{{else}}{{/if}}", Holes()) == "template test:1: `else` without an open `#if`");
  CHECK(complaint("int x[]{{1, 2}};", Holes()) == "template test:1: no such tag: {{1, 2}};");
  CHECK(complaint("{{name", Holes()) == "template test:1: no such tag: {{name");
}

TEST_CASE("mistakes in the filling") {
  const std::string_view text = "{{holes a}}{{holes l: b}}\n{{a}}{{#each l}}{{b}}{{/each}}";
  const Holes item = Holes().text("b", "");
  CHECK(complaint(text, Holes().text("a", "").list("l", {item})) == "none");
  CHECK(complaint(text, Holes().text("a", "").list("l", {Holes()})) == "template test: `l.b` is declared but not filled");
  CHECK(complaint(text, Holes().text("a", "")) == "template test: `l` is declared but not filled");
  CHECK(complaint(text, Holes().text("a", "").list("l", {}).text("c", "")) == "template test: `c` is filled but not declared");
  CHECK(complaint(text, Holes().text("a", "").text("l", "")) == "template test: `l` is declared as a list");
  CHECK(complaint(text, Holes().list("a", {}).list("l", {})) == "template test: `a` is filled as a list");
  CHECK_THROWS_AS(Holes().text("a", "").text("a", ""), InternalError);
  CHECK_THROWS_AS(fill_template("no such template", Holes()), InternalError);
}

TEST_CASE("the embedded templates are well formed") {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name.starts_with("templates/")) CHECK_NOTHROW(Template(file.name, file.text));
  }
}
