#include "cli/commands.hpp"

#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "base/files.hpp"
#include "base/render.hpp"
#include "base/text.hpp"
#include "base/unified_diff.hpp"
#include "cli/build_cache.hpp"
#include "cli/dump.hpp"
#include "cli/process.hpp"
#include "cli/proof.hpp"
#include "emit/embedded.hpp"
#include "emit/standalone.hpp"
#include "import_sql.hpp"
#include "pipeline.hpp"
#include "source/sdl/format.hpp"
#include "source/sql/dialect.hpp"
#include "source/sql/parse.hpp"

namespace sydac::compiler {
namespace {

bool on_terminal() { return ::isatty(STDERR_FILENO) != 0; }

bool wants_color() { return on_terminal() && environment("NO_COLOR").empty() && environment("TERM") != "dumb"; }

void say(std::string_view text) { write_all(STDERR_FILENO, text, "standard error"); }

int diff(const Arguments& arguments, const std::string& program) {
  const std::optional<std::string> there = read_file_if_there(arguments.output, kMaxInputBytes);
  const std::string changed =
      unified_diff(there.value_or(""), program, there ? arguments.output : "/dev/null", arguments.output + " (as generated now)");
  write_file("-", changed);
  return there == program ? kDone : kErrors;
}

/// A stem as the name of a file that a program is built to: nothing that a shell, a compiler or a path gives a meaning to.
std::string executable_name(const std::string& path) {
  std::string name = stem_of(path);
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!plain) c = '_';
  }
  return name.empty() ? "generator" : name.substr(0, 100);
}

/// Runs the stages for one file and reports.
int compile_and_report(Compilation& compilation, const Arguments& arguments, Stage last) {
  compile(compilation, last);
  return report(compilation.sources, compilation.diagnostics, arguments);
}

}  // namespace

ImportOptions import_options(const Arguments& arguments) {
  return {
      .folders = arguments.include_folders, .translate_sql = sql_translator(arguments.dialect), .from_sql = arguments.dialect.has_value()};
}

std::string read_schema(const std::string& path, const Arguments& arguments) {
  return read_file(path, is_sql_path(path) || arguments.dialect ? kMaxSqlBytes : kMaxInputBytes);
}

void complain(std::string_view text) { say("sydac: " + std::string(text) + "\n"); }

int report(const Sources& sources, const Diagnostics& diagnostics, const Arguments& arguments) {
  say(arguments.json_errors ? render_json(sources, diagnostics, arguments.warnings)
                            : render_text(sources, diagnostics, arguments.warnings, wants_color()));
  return diagnostics.has_errors() || tally(diagnostics, arguments.warnings).errors > 0 ? kErrors : kDone;
}

std::string depfile_text(const std::string& target, const Sources& inputs) {
  const auto escaped = [](const std::string& path) {
    std::string out;
    std::size_t backslashes = 0;
    for (const char c : path) {
      if (c == ' ' || c == '\t') out.append(backslashes + 1, '\\');  // make reads `\\ ` as a backslash that ends a name
      if (c == '#' || c == ':') out += '\\';
      if (c == '$') out += '$';
      out += c;
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return out;
  };
  std::string text = escaped(target) + ":";
  for (const SourceFile& file : inputs.files) {
    if (file.path != "-" && (file.origin == SourceFile::Origin::file || file.origin == SourceFile::Origin::data))
      text += " \\\n  " + escaped(file.path);
  }
  return text + "\n";
}

int compile_command(const Arguments& arguments) {
  Compilation compilation(arguments.files.front(), read_schema(arguments.files.front(), arguments), import_options(arguments));
  if (const int code = compile_and_report(compilation, arguments, Stage::program); code != kDone) return code;
  const std::string program =
      arguments.standalone ? make_standalone(compilation.program, embedded_files()) : std::move(compilation.program);
  if (arguments.depfile && !arguments.diff) write_file(*arguments.depfile, depfile_text(arguments.output, compilation.sources));
  if (arguments.diff) return diff(arguments, program);
  write_file(arguments.output, program);
  return kDone;
}

int run_command(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  std::string executable;
  std::string name;
  {
    Compilation compilation(path, read_schema(path, arguments), import_options(arguments));
    if (const int code = compile_and_report(compilation, arguments, Stage::program); code != kDone) return code;
    name = executable_name(path);
    const BuildRequest request{
        .name = name,
        .program = compilation.program,
        .standalone = [&] { return make_standalone(compilation.program, embedded_files()); },
        .prefer_standalone = arguments.standalone,
        .on_build =
            [&] {
              if (on_terminal()) say("building " + name + " …\n");
            },
    };
    try {
      executable = build_program(request);
    } catch (const BuildFailed& failure) {
      throw InternalError("the generated program does not compile\n" + std::string(failure.what()));
    }
  }
  become(executable, name, arguments.program_arguments);
}

int check_command(const Arguments& arguments) {
  int worst = kDone;
  nlohmann::ordered_json objects = nlohmann::ordered_json::array(), proofs = nlohmann::ordered_json::array();
  for (const std::string& path : arguments.files) {
    try {
      Compilation compilation(path, read_schema(path, arguments), import_options(arguments));
      compile(compilation, Stage::plan);
      if (!arguments.proof.empty() && !compilation.diagnostics.has_errors()) {
        if (arguments.proof == "json")
          proofs.push_back(proof_json(*compilation.model, compilation.sources));
        else
          write_file("-", proof_text(*compilation.model, compilation.sources));
      }
      if (arguments.json_errors) {
        for (auto& object : nlohmann::ordered_json::parse(render_json(compilation.sources, compilation.diagnostics, arguments.warnings))) {
          objects.push_back(std::move(object));
        }
        if (tally(compilation.diagnostics, arguments.warnings).errors > 0) worst = std::max<int>(worst, kErrors);
      } else {
        worst = std::max(worst, report(compilation.sources, compilation.diagnostics, arguments));
      }
    } catch (const FileError& error) {
      complain(error.what());
      worst = kInputOutput;
    }
  }
  if (arguments.json_errors) say(objects.dump(2) + "\n");
  if (arguments.proof == "json") write_file("-", proofs.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
  return worst;
}

int format_command(const Arguments& arguments) {
  int worst = kDone;
  for (const std::string& path : arguments.files) {
    try {
      Sources sources;
      Diagnostics diagnostics;
      const FileId file = sources.add(path, read_file(path));
      const std::string formatted = format_sdl(sources, file, diagnostics);
      diagnostics.sort();
      const int code = diagnostics.has_errors() ? report(sources, diagnostics, arguments) : static_cast<int>(kDone);
      worst = std::max(worst, code);
      if (code != kDone) continue;
      if (!arguments.check_format) {
        write_file(path, formatted);
      } else if (formatted != sources.at(file).text) {
        write_file("-", (path == "-" ? "<stdin>" : printable(path)) + "\n");
        worst = std::max<int>(worst, kErrors);
      }
    } catch (const FileError& error) {
      complain(error.what());
      worst = kInputOutput;
    }
  }
  return worst;
}

namespace {

int dump_catalog_command(const Arguments& arguments) {
  Sources sources;
  Diagnostics diagnostics;
  const std::string& path = arguments.files.front();
  const FileId file = sources.add(path, sql::sql_text(read_file(path, kMaxSqlBytes)));
  const sql::Catalog catalog = sql::parse_sql(sources, file, arguments.dialect, diagnostics);
  diagnostics.sort();
  write_file("-", sql::dump_catalog(catalog));
  return report(sources, diagnostics, arguments);
}

}  // namespace

int dump_command(const Arguments& arguments) {
  if (arguments.dump_stage == "catalog") return dump_catalog_command(arguments);
  const Stage last = arguments.dump_stage == "schema" ? Stage::schema : arguments.dump_stage == "model" ? Stage::model : Stage::plan;
  Compilation compilation(arguments.files.front(), read_schema(arguments.files.front(), arguments), import_options(arguments));
  if (const int code = compile_and_report(compilation, arguments, last); code != kDone) return code;
  write_file("-", last == Stage::schema  ? dump_schema(*compilation.schema)
                  : last == Stage::model ? dump_model(*compilation.model)
                                         : dump_plan(*compilation.plan));
  return kDone;
}

}  // namespace sydac::compiler
