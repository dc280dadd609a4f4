#include <doctest/doctest.h>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"

using namespace sydac::compiler;

namespace {

using Words = std::vector<std::string>;

Arguments taken(Words words) {
  const std::variant<Arguments, EarlyExit> parsed = parse_arguments(std::move(words));
  if (const EarlyExit* exit = std::get_if<EarlyExit>(&parsed)) FAIL(exit->text);
  return std::get<Arguments>(parsed);
}

/// What is said against a command line; its code must be 2.
std::string refused(Words words) {
  const std::variant<Arguments, EarlyExit> parsed = parse_arguments(std::move(words));
  const EarlyExit* exit = std::get_if<EarlyExit>(&parsed);
  if (!exit) return "taken";
  CHECK(exit->code == 2);
  return exit->text;
}

bool mentions(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("compiling") {
  const Arguments plain = taken({"shop.sdl"});
  CHECK(plain.command == Command::compile);
  CHECK(plain.files == Words{"shop.sdl"});
  CHECK(plain.output == "-");
  const Arguments full =
      taken({"-I", "a", "a file.sdl", "-o", "gen.cpp", "--depfile=gen.d", "--standalone", "-Ib", "-Werror", "--error-format", "json"});
  CHECK(full.files == Words{"a file.sdl"});
  CHECK(full.output == "gen.cpp");
  CHECK(full.depfile == "gen.d");
  CHECK(full.standalone);
  CHECK(full.json_errors);
  CHECK(full.include_folders == Words{"a", "b"});
  CHECK(taken({"-"}).files == Words{"-"});
  CHECK(taken({"-o", "-", "x"}).output == "-");
  CHECK(taken({"--diff", "-o", "g", "x"}).diff);
  CHECK(taken({"./check"}).files == Words{"./check"});
  CHECK(taken({"--", "-odd.sdl"}).files == Words{"-odd.sdl"});
}

TEST_CASE("the other commands") {
  CHECK(taken({"check", "a", "b", "c"}).files == Words{"a", "b", "c"});
  CHECK(taken({"check", "-Werror", "a"}).command == Command::check);
  CHECK(taken({"--error-format=json", "check", "a"}).json_errors);
  CHECK(taken({"fmt", "--check", "a", "b"}).check_format);
  CHECK(taken({"fmt", "-"}).files == Words{"-"});
  CHECK(taken({"dump", "model", "a"}).dump_stage == "model");
  CHECK(taken({"dump", "model", "a"}).files == Words{"a"});
}

TEST_CASE("run hands on what follows the dashes") {
  const Arguments run = taken({"run", "a.sdl", "--", "--rows", "5", "--", "-x"});
  CHECK(run.command == Command::run);
  CHECK(run.files == Words{"a.sdl"});
  CHECK(run.program_arguments == Words{"--rows", "5", "--", "-x"});
  CHECK(taken({"run", "a.sdl"}).program_arguments.empty());
  CHECK(taken({"run", "--standalone", "a.sdl"}).standalone);
  CHECK(mentions(refused({"run", "a.sdl", "--rows", "5"}), "behind `--`"));
}

TEST_CASE("questions") {
  const auto asked = [](Words words) { return std::get<EarlyExit>(parse_arguments(std::move(words))); };
  CHECK(asked({"--help"}).code == 0);
  CHECK(asked({"run", "-h"}).text == help_text());
  CHECK(asked({"--version"}).text.starts_with("sydac "));
  for (const char* flag : {"-o", "--standalone", "--diff", "--depfile", "-I", "--error-format", "-W", "--check", "--help", "--version"}) {
    CHECK(mentions(std::string(help_text()), flag));
  }
}

TEST_CASE("mistakes, with the nearest name") {
  CHECK(refused({"chekc", "a.sdl"}) == "sydac: unknown command `chekc`\n   hint: `check`\n");
  CHECK(refused({"--standalon", "a.sdl"}) == "sydac: unknown option `--standalon`\n   hint: `--standalone`\n");
  CHECK(mentions(refused({"-x", "a.sdl"}), "unknown option `-x`"));
  CHECK(refused({"dump", "modle", "a"}) == "sydac: unknown stage `modle`\n   hint: `model`\n");
  CHECK(mentions(refused({"dump"}), "needs a stage"));
  CHECK(mentions(refused({}), "no file named"));
  CHECK(mentions(refused({"check"}), "no file named"));
  CHECK(mentions(refused({"a.sdl", "b.sdl"}), "one file too many: `b.sdl`"));
  CHECK(mentions(refused({"a.sdl", "--diff"}), "needs `-o`"));
  CHECK(mentions(refused({"a.sdl", "--depfile", "d"}), "needs `-o`"));
  CHECK(mentions(refused({"a.sdl", "-o", "a.sdl"}), "overwrite"));
  CHECK(mentions(refused({"a.sdl", "-o"}), "-o"));
  CHECK(mentions(refused({"check", "a.sdl", "-o", "x"}), "compiling"));
  CHECK(mentions(refused({"check", "-", "-"}), "only once"));
  CHECK(mentions(refused({"a.sdl", "-Wno-such"}), "unknown warning"));
  CHECK(mentions(refused({"a.sdl", "--error-format=xml"}), "unknown error format"));
  CHECK(mentions(refused({""}), "sydac:"));
  CHECK_FALSE(mentions(refused({"\x1B[2J", "x"}), "\x1B"));
}

TEST_CASE("dependency files escape what make and ninja would misread") {
  Sources sources;
  sources.add("a b#c$d.sdl", "");
  sources.add("-", "");
  CHECK(depfile_text("gen dir/x.cpp", sources) == "gen\\ dir/x.cpp: \\\n  a\\ b\\#c$$d.sdl\n");
}
