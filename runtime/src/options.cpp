#include "options.hpp"

#include <sched.h>
#include <unistd.h>

#include "file_names.hpp"

namespace sydac::driver {

namespace {

constexpr std::uint64_t kMostThreads = 256;
constexpr std::uint64_t kMostSettableRows = 0x7fff'ffff'ffff'ffffU;
constexpr std::uint64_t kMostShards = 1'000'000'000;
constexpr std::size_t kLongestNullToken = 32;

struct OptionSpec {
  std::string_view name, argument, help;
  bool of_pools = false;  // only programs with pools have it
};

constexpr OptionSpec kOptionSpecs[] = {
    {"out", "DIR", "write files into DIR, made if missing"},
    {"table", "T", "write table T to standard output instead of files"},
    {"tables", "A,B", "only these tables"},
    {"format", "F",
     "csv (the default), json (an array), jsonl (an object on each line), sql (INSERT statements) or copy (the text form of "
     "PostgreSQL's COPY)"},
    {"dialect", "D",
     "postgresql (the default), mysql, sqlite or sqlserver: whose SQL --format sql writes, and whose load.sql stands beside the files"},
    {"load", "URL",
     "write into a database instead of files, all or nothing: postgresql://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE or "
     "sqlite:FILE"},
    {"null", "TOKEN", "what a null is in CSV, unquoted (default: nothing)"},
    {"seed", "N", "other data of the same shape"},
    {"rows", "N|T=N", "rows of each table with a number of its own, or of table T; may be repeated"},
    {"scale", "X", "multiply those numbers of the schema by X, such as 10 or 0.5"},
    {"range", "T:A..B", "rows A to B of table T, 0-based, both included; to standard output unless --out is given"},
    {"shard", "I/N", "the I-th of N parts of each table; parts joined in order are the bytes of the whole"},
    {"pools", "FILE", "take the values of pools from FILE, in the form of a lock, where it has them", true},
    {"strict-pools", "", "no pool may be filled up by its fallback", true},
    {"fetch-pools", "", "first ask a language model for what the lock lacks; for programs that are linked with sydac::llm", true},
    {"llm", "NAME=VALUE", "an option of models for --fetch-pools, such as provider=anthropic; may be repeated", true},
    {"threads", "N", "worker threads (default: one for each processor); the bytes do not depend on it"},
    {"verify", "",
     "read the files back and check keys, references, types, ranges, checks and roll-ups; files that are there already "
     "are checked as they are, unless they were made with other settings than the ones given"},
    {"progress", "WHEN", "auto (the default: on a terminal), always or never"},
    {"manifest", "", "print the manifest; without --out nothing is written, only counted and hashed"},
    {"sha256", "", "put SHA-256 sums into the manifest as well"},
    {"list", "", "list tables, rows and columns, and stop"},
    {"schema", "", "print the schema this program was made from, and stop"},
    {"help", "", "print this, and stop"},
    {"version", "", "print dataset, edition and runtime version, and stop"},
};

[[noreturn]] void refuse_value(std::string_view option, std::string_view value, std::string_view expected) {
  refuse({"`--", option, "` takes ", expected, ", not ", quoted(value)});
}

// Digits, with single underscores between them.
std::uint64_t parse_count(std::string_view option, std::string_view value, std::uint64_t most, std::string_view expected) {
  std::uint64_t number = 0;
  bool after_digit = false, too_large = false;
  for (const char c : value) {
    if (c == '_' && after_digit) {
      after_digit = false;
      continue;
    }
    if (c < '0' || c > '9') refuse_value(option, value, expected);
    const auto digit = static_cast<std::uint64_t>(c - '0');
    too_large = too_large || number > (most - digit) / 10;
    if (!too_large) number = number * 10 + digit;
    after_digit = true;
  }
  if (!after_digit) refuse_value(option, value, expected);
  if (too_large) refuse({"`--", option, "`: ", quoted(value), " is above ", most});
  return number;
}

std::size_t find_table(const Program& program, std::string_view option, std::string_view name) {
  Nearest nearest(name);
  for (std::size_t i = 0; i < program.tables.size(); ++i) {
    if (program.tables[i].name == name) return i;
    nearest.offer(program.tables[i].name);
  }
  refuse({"`--", option, "`: no table ", quoted(name), nearest.hint()});
}

void parse_rows(const Program& program, Options& options, std::string_view value) {
  constexpr std::string_view kExpected = "a number or TABLE=NUMBER";
  const std::size_t equals = value.rfind('=');
  if (equals == std::string_view::npos) {
    options.settings.has_all_rows = true;
    options.settings.all_rows = parse_count("rows", value, kMostSettableRows, kExpected);
    return;
  }
  const TableInfo& table = program.tables[find_table(program, "rows", value.substr(0, equals))];
  const std::uint64_t rows = parse_count("rows", value.substr(equals + 1), kMostSettableRows, kExpected);
  if (!table.settable) {
    refuse({"`--rows`: ", quoted(table.name), " is [", table.cardinality, "], it has no number to set"});
  }
  for (auto& [name, number] : options.settings.table_rows) {
    if (name == table.name) {
      number = rows;  // the last one counts, as with every option
      return;
    }
  }
  options.settings.table_rows.emplace_back(table.name, rows);
}

// A decimal number above 0 as a fraction.
void parse_scale(Options& options, std::string_view value) {
  constexpr std::string_view kExpected = "a number above 0 such as 10 or 0.5";
  constexpr std::size_t kMostFractionDigits = 9;
  const std::size_t point = value.find('.');
  std::string digits(value.substr(0, point));
  std::uint64_t denominator = 1;
  if (point != std::string_view::npos) {
    std::string_view fraction = value.substr(point + 1);
    if (fraction.empty() || fraction.find('_') != std::string_view::npos || digits.empty()) refuse_value("scale", value, kExpected);
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    if (fraction.size() > kMostFractionDigits) refuse_value("scale", value, "at most nine digits after the point");
    digits += fraction;
    for (std::size_t i = 0; i < fraction.size(); ++i) denominator *= 10;
  }
  options.settings.scale_numerator = parse_count("scale", digits, kMostSettableRows, kExpected);
  options.settings.scale_denominator = denominator;
  if (options.settings.scale_numerator == 0) refuse_value("scale", value, kExpected);
  options.scale.clear();
  for (const char c : value) {
    if (c != '_') options.scale += c;
  }
}

void parse_range(const Program& program, Options& options, std::string_view value) {
  constexpr std::string_view kExpected = "TABLE:FIRST..LAST";
  const std::size_t colon = value.rfind(':');
  if (options.range) refuse({"`--range` is given twice"});
  if (colon == std::string_view::npos) refuse_value("range", value, kExpected);
  const std::string_view numbers = value.substr(colon + 1);
  const std::size_t dots = numbers.find("..");
  if (dots == std::string_view::npos) refuse_value("range", value, kExpected);
  const std::size_t table = find_table(program, "range", value.substr(0, colon));
  const std::uint64_t first = parse_count("range", numbers.substr(0, dots), kMostSettableRows, kExpected);
  const std::uint64_t last = parse_count("range", numbers.substr(dots + 2), kMostSettableRows, kExpected);
  if (first > last) refuse({"`--range`: ", first, " is above ", last});
  options.range = RangeRequest{table, first, last};
}

void parse_shard(Options& options, std::string_view value) {
  constexpr std::string_view kExpected = "I/N with I from 1 to N";
  const std::size_t slash = value.find('/');
  if (slash == std::string_view::npos) refuse_value("shard", value, kExpected);
  const std::uint64_t index = parse_count("shard", value.substr(0, slash), kMostShards, kExpected);
  const std::uint64_t count = parse_count("shard", value.substr(slash + 1), kMostShards, kExpected);
  if (index < 1 || index > count) refuse_value("shard", value, kExpected);
  options.shard = ShardRequest{index, count};
}

void parse_tables(const Program& program, Options& options, std::string_view value) {
  options.tables.assign(program.tables.size(), 0);
  options.has_tables = true;
  while (true) {
    const std::size_t comma = value.find(',');
    options.tables[find_table(program, "tables", value.substr(0, comma))] = 1;
    if (comma == std::string_view::npos) return;
    value.remove_prefix(comma + 1);
  }
}

void parse_null(Options& options, std::string_view value) {
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == ',' || c == '"')
      refuse_value("null", value, "a token without commas, quotes and control characters");
  }
  if (value.starts_with(' ') || value.ends_with(' ')) refuse_value("null", value, "a token without spaces at its ends");
  if (value.size() > kLongestNullToken) refuse_value("null", value, "at most 32 bytes");
  options.null_token = value;
  options.has_null = true;
}

void parse_format(Options& options, std::string_view value) {
  Nearest nearest(value);
  for (const Format format : {Format::csv, Format::json, Format::jsonl, Format::sql, Format::copy}) {
    if (format_name(format) == value) {
      options.format = format;
      options.has_format = true;
      return;
    }
    nearest.offer(format_name(format));
  }
  refuse({"`--format` takes csv, json, jsonl, sql or copy, not ", quoted(value), nearest.hint()});
}

void parse_dialect(Options& options, std::string_view value) {
  Nearest nearest(value);
  for (const Dialect dialect : {Dialect::postgresql, Dialect::mysql, Dialect::sqlite, Dialect::sqlserver}) {
    if (dialect_name(dialect) == value) {
      options.dialect = dialect;
      options.has_dialect = true;
      return;
    }
    nearest.offer(dialect_name(dialect));
  }
  refuse({"`--dialect` takes postgresql, mysql, sqlite or sqlserver, not ", quoted(value), nearest.hint()});
}

void parse_progress(Options& options, std::string_view value) {
  if (value == "auto") {
    options.progress = ProgressMode::automatic;
  } else if (value == "always") {
    options.progress = ProgressMode::always;
  } else if (value == "never") {
    options.progress = ProgressMode::never;
  } else {
    refuse_value("progress", value, "auto, always or never");
  }
}

void set_flag(Options& options, std::string_view name) {
  struct Flag {
    std::string_view name;
    bool Options::*member;
  };
  constexpr Flag kFlags[] = {
      {"verify", &Options::verify},           {"list", &Options::list},     {"schema", &Options::schema}, {"manifest", &Options::manifest},
      {"fetch-pools", &Options::fetch_pools}, {"sha256", &Options::sha256}, {"help", &Options::help},     {"version", &Options::version}};
  for (const Flag& flag : kFlags) {
    if (flag.name == name) options.*flag.member = true;
  }
  if (name == "strict-pools") options.settings.strict_pools = true;
}

void set_option(const Program& program, Options& options, std::string_view name, std::string_view value) {
  if (name == "out") {
    if (value.empty()) refuse_value("out", value, "a folder");
    options.folder = value;
    options.has_folder = true;
  } else if (name == "table") {
    options.table = find_table(program, name, value);
  } else if (name == "tables") {
    parse_tables(program, options, value);
  } else if (name == "format") {
    parse_format(options, value);
  } else if (name == "dialect") {
    parse_dialect(options, value);
  } else if (name == "load") {
    options.load = parse_location(value);
  } else if (name == "null") {
    parse_null(options, value);
  } else if (name == "seed") {
    // As in a schema: the negative ones are the upper half of the 64 bits.
    const bool is_negative = !value.empty() && value.front() == '-';
    const std::uint64_t size = parse_count(name, is_negative ? value.substr(1) : value,
                                           is_negative ? std::uint64_t{1} << 63 : ~std::uint64_t{0}, "a whole number");
    options.settings.seed = is_negative ? 0 - size : size;
    options.has_seed = true;
  } else if (name == "rows") {
    parse_rows(program, options, value);
  } else if (name == "scale") {
    parse_scale(options, value);
    options.has_scale = true;
  } else if (name == "range") {
    parse_range(program, options, value);
  } else if (name == "shard") {
    parse_shard(options, value);
  } else if (name == "threads") {
    options.threads = static_cast<unsigned>(parse_count(name, value, kMostThreads, "a number from 1 to 256"));
    if (options.threads == 0) refuse_value(name, value, "a number from 1 to 256");
  } else if (name == "progress") {
    parse_progress(options, value);
  } else if (name == "pools") {
    if (value.empty()) refuse_value("pools", value, "a file");
    options.settings.pools_file = value;
  } else if (name == "llm") {
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos || equals == 0) refuse_value("llm", value.substr(0, equals), "NAME=VALUE");
    options.llm.emplace_back(value.substr(0, equals), value.substr(equals + 1));
  }
}

const OptionSpec& find_option(const Program& program, std::string_view name) {
  Nearest nearest(name);
  for (const OptionSpec& spec : kOptionSpecs) {
    if (spec.name == name && spec.of_pools && program.pools.empty()) refuse({"`--", name, "`: this program has no pools"});
    if (spec.name == name) return spec;
    if (!spec.of_pools || !program.pools.empty()) nearest.offer(spec.name);
  }
  // A nearest name is shown as it has to be written.
  std::string hint = nearest.hint();
  if (const std::size_t tick = hint.find('`'); tick != std::string::npos) hint.insert(tick + 1, "--");
  refuse({"unknown option ", quoted(text_of({"--", name})), hint});
}

void refuse_together(bool left, std::string_view left_name, bool right, std::string_view right_name, std::string_view why) {
  if (left && right) refuse({"`--", left_name, "` and `--", right_name, "` exclude each other: ", why});
}

void check_dialect(const Options& options) {
  if (!options.has_dialect) return;
  const Format format = options.format;
  if (format == Format::json || format == Format::jsonl) refuse({"`--dialect` is for csv, sql and copy, not for ", format_name(format)});
  const bool is_copied = options.dialect == Dialect::postgresql || options.dialect == Dialect::mysql;
  const bool is_read = format == Format::sql || (format == Format::copy ? is_copied : options.dialect != Dialect::sqlserver);
  if (!is_read)
    refuse({"`--dialect ", dialect_name(options.dialect), "` does not read ", format_name(format), "; it takes `--format sql`"});
}

void check_load(const Options& options) {
  const bool load = options.load.has_value();
  constexpr std::string_view kNoFiles = "the rows go into the database, not into files";
  refuse_together(load, "load", options.has_folder, "out", kNoFiles);
  refuse_together(load, "load", options.table.has_value(), "table", kNoFiles);
  refuse_together(load, "load", options.has_format, "format", kNoFiles);
  refuse_together(load, "load", options.has_dialect, "dialect", kNoFiles);
  refuse_together(load, "load", options.has_null, "null", kNoFiles);
  refuse_together(load, "load", options.manifest, "manifest", kNoFiles);
  refuse_together(load, "load", options.sha256, "sha256", kNoFiles);
  refuse_together(load, "load", options.verify, "verify", kNoFiles);
  refuse_together(load, "load", options.shard.has_value(), "shard", "rows of one shard refer to rows of another");
}

void check_combination(const Options& options) {
  const bool table = options.table.has_value(), range = options.range.has_value(), shard = options.shard.has_value();
  refuse_together(table, "table", options.has_folder, "out", "a table goes to standard output");
  refuse_together(table, "table", options.has_tables, "tables", "one of them says what is written");
  refuse_together(range, "range", options.has_tables, "tables", "a range names its table");
  refuse_together(range, "range", shard, "shard", "one of them says which rows");
  if (range && table && options.range->table != *options.table) refuse({"`--table` and `--range` name different tables"});
  constexpr std::string_view kWholeFiles = "whole files are verified";
  refuse_together(options.verify, "verify", range, "range", kWholeFiles);
  refuse_together(options.verify, "verify", table, "table", kWholeFiles);
  refuse_together(options.verify, "verify", shard, "shard", kWholeFiles);
  refuse_together(options.verify, "verify", options.manifest, "manifest", "the manifest is printed by a run that writes");
  const bool no_files = options.to_standard_output();
  constexpr std::string_view kNoManifest = "a manifest is made for files";
  refuse_together(options.manifest, "manifest", no_files, table ? "table" : "range", kNoManifest);
  refuse_together(options.sha256, "sha256", no_files, table ? "table" : "range", kNoManifest);
  check_load(options);
  if (options.has_null && options.format != Format::csv) {
    const bool is_copy = options.format == Format::copy;
    refuse({"`--null` is for CSV; in ", format_name(options.format), " a null is ", quoted(is_copy ? "\\N" : "null")});
  }
  check_dialect(options);
}

unsigned available_processors() {
#ifdef __linux__
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0) {
    const auto count = static_cast<unsigned>(CPU_COUNT(&allowed));
    return count < kMostThreads ? count : static_cast<unsigned>(kMostThreads);
  }
#endif
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online < 1 ? 1 : online > static_cast<long>(kMostThreads) ? static_cast<unsigned>(kMostThreads) : static_cast<unsigned>(online);
}

std::string default_folder(const Program& program) { return text_of({safe_file_name(program.dataset), "-data"}); }

}  // namespace

Options parse_options(const Program& program, int argc, char** argv) {
  Options options;
  options.settings.seed = program.seed;
  options.folder = default_folder(program);
  options.tables.assign(program.tables.size(), 1);
  options.threads = available_processors();
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "-h") {
      options.help = true;
      continue;
    }
    if (!argument.starts_with("--") || argument == "--") refuse({"unexpected argument ", quoted(argument)});
    const std::size_t equals = argument.find('=');
    const OptionSpec& spec = find_option(program, argument.substr(2, equals == std::string_view::npos ? equals : equals - 2));
    const bool has_value = equals != std::string_view::npos;
    if (spec.argument.empty()) {
      if (has_value) refuse({"`--", spec.name, "` takes no value"});
      set_flag(options, spec.name);
    } else if (has_value) {
      set_option(program, options, spec.name, argument.substr(equals + 1));
    } else {
      if (i + 1 == argc) refuse({"`--", spec.name, "` needs a value: --", spec.name, " ", spec.argument});
      set_option(program, options, spec.name, argv[++i]);
    }
  }
  if (!options.help && !options.version) check_combination(options);
  return options;
}

std::string help_text(const Program& program) {
  constexpr std::size_t kTextColumn = 20, kLastColumn = 96;
  std::string out = text_of({"Generates the tables of ", program.dataset, " (", program.source, ", edition ", program.edition, ").\n\n",
                             "Without --out, --table or --range the files go into ./", default_folder(program),
                             ", with a manifest.json beside them.\n\n"});
  for (const OptionSpec& spec : kOptionSpecs) {
    if (spec.of_pools && program.pools.empty()) continue;
    std::string line = text_of({"  --", spec.name, spec.argument.empty() ? "" : " ", spec.argument});
    line.resize(line.size() < kTextColumn - 1 ? kTextColumn : line.size() + 1, ' ');
    std::string_view text = spec.help;
    while (line.size() + text.size() > kLastColumn) {
      const std::size_t space = text.rfind(' ', kLastColumn - line.size());
      append(out, {line, text.substr(0, space), "\n"});
      text.remove_prefix(space + 1);
      line.assign(kTextColumn, ' ');
    }
    append(out, {line, text, "\n"});
  }
  out +=
      "\nRows end in a line feed. Numbers may be written as 1_000_000. An option given twice counts the last time.\n"
      "Files are written as NAME.part and renamed when all are complete; give each shard a folder of its own.\n"
      "Exit codes: 0 done, 2 usage or more rows than the schema allows, 3 input or output failed, 4 verification failed or\n"
      "the database refused a row, 5 a value could not be made.\n";
  return out;
}

}  // namespace sydac::driver
