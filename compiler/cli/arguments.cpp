#include "cli/arguments.hpp"

#include <algorithm>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "base/text.hpp"
#include "cli/usage.hpp"
#include "source/sql/dialect.hpp"

namespace sydac::compiler {
namespace {

const std::vector<std::string> kCommands = {"run", "check", "fmt", "dump", "explain", "import", "ddl", "pool"};
const std::vector<std::string> kFlags = {"--standalone",   "--diff",    "--depfile", "--check",  "--proof",
                                         "--error-format", "--dialect", "--help",    "--version"};
const std::vector<std::string> kStages = {"schema", "model", "plan", "catalog"};

/// The parser's own words for what it did not take, options first: `--x=1` is `--x`.
[[noreturn]] void fail_extra(const std::string& word, Command command) {
  if (word.size() < 2 || word.front() != '-') {
    fail_usage("one file too many: " + backticked(word),
               command == Command::run ? std::optional("the generator's own flags go behind `--`") : std::nullopt);
  }
  if (command == Command::run) fail_usage("unknown option " + backticked(word), "the generator's own flags go behind `--`");
  fail_unknown("option", word.substr(0, word.find('=')), kFlags);
}

/// `sydac chekc shop.sdl`: the first word is taken for the file.
void refuse_misspelt_command(const std::string& word) {
  if (word.find_first_of("./\\-") != std::string::npos) return;
  if (const std::optional<std::string> near = nearest(word, kCommands))
    fail_usage("unknown command " + backticked(word), backticked(*near));
}

/// What CLI11 fills.
struct Raw {
  std::string file, error_format = "text", dialect;
  std::vector<std::string> warnings;
  bool version = false, help = false;
};

void describe(CLI::App& app, Arguments& arguments, Raw& raw) {
  app.set_help_flag();
  app.allow_extras();
  app.add_flag("-h,--help", raw.help);
  app.add_flag("--version", raw.version);
  app.add_option("FILE", raw.file);
  app.add_option("-o", arguments.output);
  app.add_option("--depfile", arguments.depfile);
  app.add_option("-I", arguments.include_folders)->allow_extra_args(false);
  app.add_option("-W", raw.warnings)->allow_extra_args(false);
  app.add_option("--error-format", raw.error_format);
  app.add_option("--dialect", raw.dialect);
  app.add_flag("--diff", arguments.diff);
  app.add_flag("--standalone", arguments.standalone);

  CLI::App* run = app.add_subcommand("run");
  run->add_option("FILE", raw.file);
  CLI::App* check = app.add_subcommand("check");
  check->add_option("FILE", arguments.files);
  check->add_flag("--proof{text}", arguments.proof);
  CLI::App* format = app.add_subcommand("fmt");
  format->add_option("FILE", arguments.files);
  format->add_flag("--check", arguments.check_format);
  CLI::App* dump = app.add_subcommand("dump");
  dump->add_option("STAGE", arguments.dump_stage);
  dump->add_option("FILE", raw.file);
  CLI::App* import = app.add_subcommand("import");
  import->add_option("FILE", raw.file);
  CLI::App* explain = app.add_subcommand("explain");
  explain->add_option("FILE", raw.file);
  explain->add_option("NAME", arguments.explained);
  CLI::App* ddl = app.add_subcommand("ddl");
  ddl->add_option("FILE", raw.file);
  for (CLI::App* command : {run, check, format, dump, explain, import, ddl}) {
    command->set_help_flag();
    command->fallthrough();
    command->allow_extras();
  }
  app.require_subcommand(0, 1);
}

Command command_of(const CLI::App& app) {
  if (app.got_subcommand("run")) return Command::run;
  if (app.got_subcommand("check")) return Command::check;
  if (app.got_subcommand("fmt")) return Command::format;
  if (app.got_subcommand("dump")) return Command::dump;
  if (app.got_subcommand("explain")) return Command::explain;
  if (app.got_subcommand("import")) return Command::import;
  if (app.got_subcommand("ddl")) return Command::ddl;
  return Command::compile;
}

void refuse_misplaced_options(const CLI::App& app, Command command) {
  for (const std::string_view option : {"-o", "--depfile", "--diff", "--standalone"}) {
    const bool allowed = command == Command::compile || (command == Command::run && option == "--standalone") ||
                         ((command == Command::import || command == Command::ddl) && option == "-o");
    if (!allowed && app.count(std::string(option)) > 0) fail_usage("`" + std::string(option) + "` goes with compiling to a file only");
  }
}

void check_combination(const Arguments& a) {
  if (a.command == Command::dump && std::ranges::find(kStages, a.dump_stage) == kStages.end()) {
    if (a.dump_stage.empty()) fail_usage("`dump` needs a stage and a file", "`sydac dump schema shop.sdl`");
    fail_unknown("stage", a.dump_stage, kStages);
  }
  if (!a.proof.empty() && a.proof != "text" && a.proof != "json") fail_unknown("form of a proof", a.proof, {"text", "json"});
  if (a.command == Command::explain && a.explained.empty())
    fail_usage("`explain` needs a file and a name", "`sydac explain shop.sdl customers.email`");
  if (a.files.empty()) fail_usage("no file named", "`sydac shop.sdl -o gen.cpp`; `sydac --help` says more");
  if (std::ranges::any_of(a.files, &std::string::empty)) fail_usage("a file name is empty");
  if (std::ranges::count(a.files, "-") > 1) fail_usage("standard input can be read only once");
  if (a.command == Command::import && a.output != "-" && a.output == a.files.front()) fail_usage("`-o` would overwrite what is imported");
  if (a.command == Command::ddl && a.output != "-" && a.output == a.files.front()) fail_usage("`-o` would overwrite the schema");
  if (a.command != Command::compile) return;
  if (a.diff && a.output == "-") fail_usage("`--diff` needs `-o` to know the file to compare with");
  if (a.depfile && a.output == "-") fail_usage("`--depfile` needs `-o` to know what is made");
  if (a.output.empty() || (a.depfile && a.depfile->empty())) fail_usage("a file name is empty");
  if (a.output != "-" && a.output == a.files.front()) fail_usage("`-o` would overwrite the schema");
}

/// What follows the first `--` of `run` belongs to the generator; elsewhere `--` only ends the options.
std::vector<std::string> take_program_arguments(std::vector<std::string>& words) {
  const auto dashes = std::ranges::find(words, "--");
  if (dashes == words.end() || std::find(words.begin(), dashes, "run") == dashes) return {};
  std::vector<std::string> rest(dashes + 1, words.end());
  words.erase(dashes, words.end());
  return rest;
}

Arguments parse(std::vector<std::string> words, Raw& raw) {
  Arguments arguments;
  arguments.program_arguments = take_program_arguments(words);
  CLI::App app;
  describe(app, arguments, raw);
  try {
    std::ranges::reverse(words);  // the way CLI11 wants them
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    std::string what = error.what();
    fail_usage(printable(what, 200));
  }
  if (raw.help || raw.version) return arguments;

  arguments.command = command_of(app);
  if (arguments.command == Command::compile && !raw.file.empty()) refuse_misspelt_command(raw.file);
  std::vector<std::string> extras = app.remaining(true);
  std::erase(extras, "--");  // left there by the parser
  std::stable_partition(extras.begin(), extras.end(), [](const std::string& word) { return word.starts_with('-'); });
  if (!extras.empty()) fail_extra(extras.front(), arguments.command);
  if (!raw.file.empty()) arguments.files.insert(arguments.files.begin(), raw.file);
  refuse_misplaced_options(app, arguments.command);

  if (raw.error_format != "text" && raw.error_format != "json") fail_unknown("error format", raw.error_format, {"text", "json"});
  arguments.json_errors = raw.error_format == "json";
  for (const std::string& flag : raw.warnings) {
    if (!arguments.warnings.add(flag)) fail_unknown("warning", flag, WarningFlags::names());
  }
  if (!raw.dialect.empty()) {
    arguments.dialect = sql::dialect_of_name(raw.dialect);
    if (!arguments.dialect) fail_unknown("dialect", raw.dialect, {"postgresql", "mysql", "sqlite", "sqlserver"});
  }
  check_combination(arguments);
  return arguments;
}

}  // namespace

std::variant<Arguments, EarlyExit> parse_arguments(std::vector<std::string> words) {
  try {
    Raw raw;
    Arguments arguments;
    if (!words.empty() && words.front() == "pool") {
      words.erase(words.begin());
      arguments.command = Command::pool;
      parse_pool_arguments(words, arguments, raw.help);
      if (raw.help) return EarlyExit{0, pool_help_text()};
      return arguments;
    }
    arguments = parse(std::move(words), raw);
    if (raw.help) return EarlyExit{0, std::string(help_text())};
    if (raw.version) return EarlyExit{0, version_text()};
    return arguments;
  } catch (const UsageError& error) {
    return EarlyExit{2, error.text};
  }
}

}  // namespace sydac::compiler
