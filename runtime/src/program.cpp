#include <sydac/program.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <new>

#include "file_names.hpp"
#include "listing.hpp"
#include "load/database.hpp"
#include "load/load.hpp"
#include "load_scripts.hpp"
#include "manifest.hpp"
#include "manifest_reader.hpp"
#include "run_loop.hpp"
#include "sql_rows.hpp"
#include "verify.hpp"

namespace sydac::driver {

namespace {

constexpr std::string_view kRuntimeVersion = "0.1.0";

enum ExitCode : int { kDone = 0, kBadUsage = 2, kIoFailed = 3, kVerifyFailed = 4, kNoValue = 5 };

void print_to(FILE* stream, std::initializer_list<Piece> pieces) { std::fputs(text_of(pieces).c_str(), stream); }

struct RowSpan {
  std::uint64_t first, last;  // last not included
};

// Rows [rows·(i-1)/n, rows·i/n): shards differ by at most one row, or by one statement.
RowSpan rows_to_write(const Options& options, std::uint64_t rows) {
  if (options.range) return {options.range->first, options.range->last + 1};
  if (!options.shard) return {0, rows};
  const auto bound = [&](std::uint64_t index) {
    using Wide = unsigned __int128;
    const auto row = static_cast<std::uint64_t>(Wide{rows} * index / options.shard->count);
    // Whole statements, so that each part is well formed.
    return options.format == Format::sql && row != rows ? row - row % kRowsPerInsert : row;
  };
  return {bound(options.shard->index - 1), bound(options.shard->index)};
}

bool is_asked_for(const Options& options, std::size_t table) {
  if (options.range) return options.range->table == table;
  if (options.table) return *options.table == table;
  return options.tables[table] != 0;
}

// A cell of the header line, quoted as any other text (RFC 4180).
void append_csv_header_cell(std::string& out, std::string_view name) {
  const bool is_plain =
      !name.empty() && name.find_first_of(",\"\r\n") == std::string_view::npos && name.front() != ' ' && name.back() != ' ';
  if (is_plain) {
    out += name;
    return;
  }
  out += '"';
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string csv_header(const TableInfo& table) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i != 0) out += ',';
    append_csv_header_cell(out, table.columns[i].name);
  }
  out += '\n';
  return out;
}

std::string document_head(const TableInfo& table, const Options& options) {
  switch (options.format) {
    case Format::csv: return csv_header(table);
    case Format::json: return "[\n";
    case Format::sql: return sql_head(table, options.dialect);
    case Format::jsonl:
    case Format::copy: break;
  }
  return {};
}

std::string document_end(const TableInfo& table, const Options& options, std::uint64_t rows) {
  if (options.format == Format::json) return rows == 0 ? "]\n" : "\n]\n";
  return options.format == Format::sql ? sql_end(table, options.dialect) : std::string();
}

class Run {
 public:
  Run(const Program& program, const Options& options, const Dataset& dataset)
      : program_(program), options_(options), dataset_(dataset), progress_(options.progress), pools_(dataset.pools()) {}

  /// Where a model was not asked for all values, or not for any, people should know.
  void tell_fallbacks() const {
    bool any = false;
    for (const PoolReport& pool : pools_) {
      if (pool.filled == 0) continue;
      print_to(stderr, {program_.dataset, ": pool ", quoted(pool.name), ": ", counted(pool.given, "value"), " there, ", pool.filled,
                        " by fallback\n"});
      any = true;
    }
    if (any)
      print_to(stderr, {program_.dataset, ": ", quoted(text_of({"sydac pool fetch ", program_.source})), " asks a model for them\n"});
  }
  const std::vector<PoolReport>& pools() const { return pools_; }

  void check_range() const {
    if (!options_.range) return;
    const std::uint64_t rows = dataset_.rows(options_.range->table);
    if (options_.range->last < rows) return;
    refuse({"`--range`: ", quoted(program_.tables[options_.range->table].name), " has ", counted(rows, "row"), ", so row ",
            options_.range->last, " is not there; rows are counted from 0"});
  }

  void write_to_standard_output() {
    const std::size_t table = options_.range ? options_.range->table : *options_.table;
    Output output = Output::standard_output();
    const std::uint64_t rows = write_table(table, output);
    progress_.clear();
    if (progress_.shown()) print_to(stderr, {"  ", counted(rows, "row"), " → standard output\n"});
  }

  void load() {
    std::vector<LoadedRows> rows;
    for (const std::uint16_t table : program_.load_order) {
      if (!is_asked_for(options_, table)) continue;
      const auto [first, last] = rows_to_write(options_, dataset_.rows(table));
      rows.push_back({table, first, last});
    }
    load_rows(program_, options_, dataset_, rows, progress_);
  }

  void write_files() {
    const bool to_disk = !options_.manifest || options_.has_folder;
    if (!to_disk) {
      hash_only();
      return;
    }
    refuse_other_shard();
    make_folder(options_.folder);
    Output manifest = Output::file(options_.folder, std::string(kManifestName), false, FileKind::locked);
    std::vector<Output> outputs;
    outputs.reserve(program_.tables.size() + 2);
    const auto stems = file_stems(program_.tables);
    for (std::size_t table = 0; table < program_.tables.size(); ++table) {
      if (!is_asked_for(options_, table)) continue;
      const std::string name = text_of({stems[table], ".", format_name(options_.format)});
      outputs.push_back(Output::file(options_.folder, name, options_.sha256));
      add_file(table, name, outputs.back());
    }
    write_load_scripts(outputs);
    const std::string text = manifest_text(program_, options_, files_, pools_);
    manifest.write(text);
    manifest.finish();
    // From here to the last line nothing large happens. A manifest is there only with the files that it tells of.
    ::unlink(text_of({options_.folder, "/", kManifestName}).c_str());
    for (Output& output : outputs) output.keep();
    manifest.keep();
    progress_.clear();
    print_summary();
    if (options_.manifest) std::fputs(text.c_str(), stdout);
  }

 private:
  void hash_only() {
    const auto stems = file_stems(program_.tables);
    for (std::size_t table = 0; table < program_.tables.size(); ++table) {
      if (!is_asked_for(options_, table)) continue;
      Output output = Output::nowhere(options_.sha256);
      add_file(table, text_of({stems[table], ".", format_name(options_.format)}), output);
    }
    progress_.clear();
    std::fputs(manifest_text(program_, options_, files_, pools_).c_str(), stdout);
  }

  void write_load_scripts(std::vector<Output>& outputs) {
    if (!has_load_scripts(options_)) return;
    std::vector<ScriptedFile> files;
    for (const std::uint16_t table : program_.load_order) {
      for (const FileEntry& file : files_) {
        if (file.table == table) files.push_back({table, file.name});
      }
    }
    const LoadScripts scripts = load_scripts(program_, options_, files);
    if (scripts.sql.empty()) return;
    for (const auto& [end, text] : {std::pair(".sql", &scripts.sql), std::pair(".sh", &scripts.sh)}) {
      outputs.push_back(Output::file(options_.folder, scripts.stem + end, false));
      outputs.back().write(*text);
      outputs.back().finish();
    }
  }

  void add_file(std::size_t table, const std::string& name, Output& output) {
    const std::uint64_t rows = write_table(table, output);
    output.finish();
    files_.push_back({table, name, rows, output.digest()});
  }

  // Header, rows and end of one table, as far as the range or shard has them; the number of rows.
  std::uint64_t write_table(std::size_t table, Output& output) {
    const std::uint64_t rows = dataset_.rows(table);
    const auto [first, last] = rows_to_write(options_, rows);
    const bool has_head = !options_.shard || options_.shard->index == 1;
    const bool has_end = !options_.shard || options_.shard->index == options_.shard->count;
    const std::uint64_t document_first = options_.range ? first : 0;
    progress_.begin(program_.tables[table].name, last - first);
    if (has_head) output.write(document_head(program_.tables[table], options_));
    const Layout layout{options_.format, options_.null_token, document_first};
    const bool is_sql = options_.format == Format::sql;
    std::optional<SqlRows> statements;
    if (is_sql) statements.emplace(program_.tables[table], options_.dialect, first);
    try {
      write_rows_in_order({dataset_, table, first, last, layout, is_sql ? &*statements : nullptr}, options_.threads, output, progress_);
    } catch (ValueError& error) {
      if (error.table.empty()) error.table = program_.tables[table].name;
      throw;
    }
    if (is_sql && first != last && last % kRowsPerInsert != 0) output.write(";\n");
    if (has_end) output.write(document_end(program_.tables[table], options_, rows));
    return last - first;
  }

  // Two shards in one folder would overwrite each other without a word.
  void refuse_other_shard() const {
    if (!options_.shard) return;
    const std::string mine = text_of({options_.shard->index, "/", options_.shard->count});
    const auto found = read_manifest(options_.folder);
    if (!found || found->shard.empty() || found->shard == mine) return;
    const std::string& there = found->shard;
    refuse({quoted(options_.folder), " holds shard ", there, "; shard ", mine, " needs a folder of its own"});
  }

  void print_summary() const {
    std::size_t width = 0;
    for (const FileEntry& file : files_) width = std::max(width, text_of({counted(file.rows, "row")}).size());
    std::string out;
    for (const FileEntry& file : files_) {
      const std::string rows = text_of({counted(file.rows, "row")});
      out.append(2 + width - rows.size(), ' ');
      append(out, {rows, " → ", file.name, "\n"});
    }
    if (!options_.has_folder) append(out, {"  in ", options_.folder, "\n"});
    std::fputs(out.c_str(), options_.manifest ? stderr : stdout);
  }

  const Program& program_;
  const Options& options_;
  const Dataset& dataset_;
  Progress progress_;
  std::vector<FileEntry> files_;
  std::vector<PoolReport> pools_;
};

int verify_run(const Program& program, const Options& options, Run& run, const Dataset& dataset) {
  std::vector<std::uint64_t> rows;
  for (std::size_t table = 0; table < program.tables.size(); ++table) rows.push_back(dataset.rows(table));
  if (has_files_to_verify(program, options, rows, run.pools().empty() ? std::string() : pools_text(run.pools()))) {
    print_to(stdout, {"  the files in ", options.folder, " are checked as they are\n"});
  } else {
    run.write_files();
  }
  std::fputs(verify_files(program, options, rows).c_str(), stdout);
  return kDone;
}

int fetch_values(const Program& program, const Options& options, Settings& settings) {
  if (program.fetch == nullptr) refuse({"`--fetch-pools`: this program has no pool that a language model is asked for"});
  return program.fetch(program, settings, options.llm);
}

int run_options(const Program& program, const Options& options) {
  if (options.help) {
    std::fputs(help_text(program).c_str(), stdout);
    return kDone;
  }
  if (options.version) {
    print_to(stdout, {program.dataset, ", edition ", program.edition, ", sydac runtime ", kRuntimeVersion, "\n"});
    return kDone;
  }
  if (options.schema) {
    std::fwrite(program.schema_text.data(), 1, program.schema_text.size(), stdout);
    return kDone;
  }
  Settings settings = options.settings;
  constexpr int kInterrupted = 130;
  if (options.fetch_pools && fetch_values(program, options, settings) == kInterrupted) return kInterrupted;
  const std::unique_ptr<Dataset> dataset = program.make(settings);
  if (options.list) {
    std::fputs(listing_text(program, options, *dataset).c_str(), stdout);
    return kDone;
  }
  const SignalGuard guard;
  Run run(program, options, *dataset);
  run.check_range();
  run.tell_fallbacks();
  if (options.verify) return verify_run(program, options, run, *dataset);
  if (options.load) {
    run.load();
  } else if (options.to_standard_output()) {
    run.write_to_standard_output();
  } else {
    run.write_files();
  }
  return kDone;
}

int report(const Program& program, std::initializer_list<Piece> message, ExitCode code) {
  const std::string text = text_of(message);
  print_to(stderr, {program.dataset, ": ", text, "\n"});
  return code;
}

int report_value_error(const Program& program, const ValueError& error) {
  const std::string place = text_of({error.table, error.column.empty() ? "" : ".", error.column});
  return report(program, {quoted(place), ", row ", error.row, ": ", error.what()}, kNoValue);
}

}  // namespace

}  // namespace sydac::driver

int sydac::run_program(const Program& program, int argc, char** argv) {
  using namespace driver;
  try {
    const int code = run_options(program, parse_options(program, argc, argv));
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return report(program, {"cannot write to standard output"}, kIoFailed);
    return code;
  } catch (const UsageError& error) {
    return report(program, {error.what(), "; see --help"}, kBadUsage);
  } catch (const Overrun& error) {
    return report(program, {error.what()}, kBadUsage);
  } catch (const IoError& error) {
    return error.quiet ? kIoFailed : report(program, {error.what()}, kIoFailed);
  } catch (const PoolError& error) {
    return report(program, {error.what()}, kIoFailed);
  } catch (const Refused& error) {
    return report(program, {error.what()}, kVerifyFailed);
  } catch (const Violation& error) {
    return report(program, {error.what()}, kVerifyFailed);
  } catch (const ValueError& error) {
    return report_value_error(program, error);
  } catch (const std::bad_alloc&) {
    return report(program, {"out of memory"}, kIoFailed);
  } catch (const std::exception& error) {
    return report(program, {error.what()}, kNoValue);
  }
}
