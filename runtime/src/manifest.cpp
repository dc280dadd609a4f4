#include "manifest.hpp"

#include "file_names.hpp"

namespace sydac::driver {

namespace {

/// `,\n` and the key at two spaces; the first one has no comma before it.
void append_manifest_key(std::string& out, std::string_view key) {
  out += out == "{" ? "\n  " : ",\n  ";
  append_json_string(out, key);
  out += ": ";
}

void append_manifest_text(std::string& out, std::string_view key, std::string_view value) {
  append_manifest_key(out, key);
  append_json_string(out, value);
}

std::string_view json_scale(std::string_view given) {
  // `007.50` is a number on the command line but not in JSON.
  while (given.size() > 1 && given[0] == '0' && given[1] != '.') given.remove_prefix(1);
  return given;
}

void append_names(std::string& out, const TableInfo& table, std::span<const std::uint16_t> columns) {
  out += '[';
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i != 0) out += ", ";
    append_json_string(out, table.columns[columns[i]].name);
  }
  out += ']';
}

/// The references to rows that come later in the load order: constraints that are deferred, or added behind the data.
void append_deferred(std::string& out, const Program& program) {
  bool is_first = true;
  out += '[';
  for (const std::uint16_t index : program.load_order) {
    const TableInfo& table = program.tables[index];
    for (const ReferenceInfo& reference : table.references) {
      if (!reference.deferred) continue;
      const TableInfo& target = program.tables[reference.table];
      out += is_first ? "\n    {\"table\": " : ",\n    {\"table\": ";
      is_first = false;
      append_json_string(out, table.name);
      out += ", \"columns\": ";
      append_names(out, table, reference.columns);
      out += ", \"references\": ";
      append_json_string(out, target.name);
      out += ", \"target_columns\": ";
      append_names(out, target, reference.target_columns);
      out += '}';
    }
  }
  out += is_first ? "]" : "\n  ]";
}

void append_file(std::string& out, const Program& program, const FileEntry& file) {
  out += "\n    {\"name\": ";
  append_json_string(out, file.name);
  out += ", \"table\": ";
  append_json_string(out, program.tables[file.table].name);
  append(out, {", \"rows\": ", file.rows, ", \"bytes\": ", file.digest.bytes});
  append(out, {", \"hash\": \"", hexadecimal(file.digest.hash.data(), file.digest.hash.size()), "\""});
  if (file.digest.sha256) append(out, {", \"sha256\": \"", hexadecimal(file.digest.sha256->data(), file.digest.sha256->size()), "\""});
  out += '}';
}

}  // namespace

std::string pools_text(std::span<const PoolReport> pools) {
  std::string out = "[";
  for (std::size_t i = 0; i < pools.size(); ++i) {
    const PoolReport& pool = pools[i];
    out += i == 0 ? "\n    {\"name\": " : ",\n    {\"name\": ";
    append_json_string(out, pool.name);
    append(out, {", \"from\": \"", pool.from, "\", \"entries\": ", pool.given, ", \"fallback\": ", pool.filled, ", \"hash\": \"",
                 pool.digest, "\"}"});
  }
  out += pools.empty() ? "]" : "\n  ]";
  return out;
}

std::string manifest_text(const Program& program, const Options& options, std::span<const FileEntry> files,
                          std::span<const PoolReport> pools) {
  std::string out = "{";
  append_manifest_text(out, "dataset", program.dataset);
  append_manifest_text(out, "edition", program.edition);
  append_manifest_text(out, "schema", program.source);
  append_manifest_text(out, "schema_sha256", program.schema_sha256);
  append_manifest_key(out, "seed");
  append(out, {options.settings.seed});
  append_manifest_key(out, "scale");
  out += json_scale(options.scale);
  append_manifest_text(out, "format", format_name(options.format));
  if (options.format == Format::csv) append_manifest_text(out, "null", options.null_token);
  if (options.format == Format::sql) append_manifest_text(out, "dialect", dialect_name(options.dialect));
  if (options.shard) append_manifest_text(out, "shard", text_of({options.shard->index, "/", options.shard->count}));
  if (options.range) append_manifest_text(out, "range", text_of({options.range->first, "..", options.range->last}));
  append_manifest_text(out, "hash_function", "sydac-m128");
  if (!pools.empty()) {
    append_manifest_key(out, "pools");
    out += pools_text(pools);
  }
  append_manifest_key(out, "load_order");
  out += '[';
  for (std::size_t i = 0; i < program.load_order.size(); ++i) {
    if (i != 0) out += ", ";
    append_json_string(out, program.tables[program.load_order[i]].name);
  }
  out += ']';
  append_manifest_key(out, "deferred");
  append_deferred(out, program);
  append_manifest_key(out, "files");
  out += '[';
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i != 0) out += ',';
    append_file(out, program, files[i]);
  }
  out += files.empty() ? "]\n}\n" : "\n  ]\n}\n";
  return out;
}

}  // namespace sydac::driver
