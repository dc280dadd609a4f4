#include "verify.hpp"

#include "manifest.hpp"
#include "verifier.hpp"

namespace sydac::driver {

namespace {

const FoundFile* file_of_table(const FoundManifest& manifest, std::string_view table) {
  for (const FoundFile& file : manifest.files) {
    if (file.table == table) return &file;
  }
  return nullptr;
}

bool is_contradicted(const Program& program, const Options& options, const FoundManifest& manifest, std::span<const std::uint64_t> rows,
                     std::string_view pools) {
  if (manifest.pools != pools) return true;
  if (manifest.dataset != program.dataset || manifest.schema_sha256 != program.schema_sha256) return true;
  if (options.has_seed && manifest.seed != text_of({options.settings.seed})) return true;
  if (options.has_format && manifest.format != format_name(options.format)) return true;
  if (options.has_null && manifest.null != options.null_token) return true;
  const bool has_rows = options.settings.has_all_rows || !options.settings.table_rows.empty() || options.has_scale;
  for (std::size_t i = 0; i < program.tables.size(); ++i) {
    const FoundFile* file = file_of_table(manifest, program.tables[i].name);
    if (options.has_tables && options.tables[i] != 0 && file == nullptr) return true;
    if (has_rows && file != nullptr && file->rows != rows[i]) return true;
  }
  return false;
}

}  // namespace

void refuse_unreadable(std::string_view format) {
  if (format != format_name(Format::sql) && format != format_name(Format::copy)) return;
  refuse({"`--verify` reads csv, json and jsonl, not ", format, "; the values are the same in all of them"});
}

bool has_files_to_verify(const Program& program, const Options& options, std::span<const std::uint64_t> rows, std::string_view pools) {
  refuse_unreadable(format_name(options.format));
  if (const auto manifest = read_manifest(options.folder)) {
    if (!manifest->shard.empty() || !manifest->range.empty()) {
      const bool is_range = manifest->shard.empty();
      refuse(
          {quoted(options.folder), is_range ? " holds a range of rows" : " holds shard ", manifest->shard, "; whole files are verified"});
    }
    if (is_contradicted(program, options, *manifest, rows, pools)) return false;
    refuse_unreadable(manifest->format);
    return true;
  }
  const auto stems = file_stems(program.tables);
  for (std::size_t i = 0; i < stems.size(); ++i) {
    const std::string path = text_of({options.folder, "/", stems[i], ".", format_name(options.format)});
    if (options.tables[i] != 0 && !MappedFile::exists(path)) return false;
  }
  return true;
}

void violate(std::initializer_list<Piece> message) { throw Violation(text_of(message)); }

std::string verify_files(const Program& program, const Options& options, std::span<const std::uint64_t> expected) {
  return Verifier(program, options, expected).run();
}

// Last, since everything else can say more than that some byte is another one.
void Verifier::compare_hashes() const {
  if (!manifest_) return;
  for (const Table& table : tables_) {
    if (!table.is_present) continue;
    for (const FoundFile& file : manifest_->files) {
      if (file.name != table.file) continue;
      Hash128 hash;
      hash.update(table.content.bytes());
      const Digest128 digest = hash.digest();
      if (file.hash == hexadecimal(digest.data(), digest.size())) continue;
      violate({table.file, ": other bytes than ", kManifestName, " tells, though every rule of the schema holds"});
    }
  }
}

std::string Verifier::summary() const {
  std::size_t keys = 0, references = 0, columns = 0, checks = 0;
  std::vector<std::string> open = not_verified_;
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const Table& table = tables_[i];
    if (!table.is_present) continue;
    columns += program_.tables[i].columns.size();
    for (const TableKey& key : table.keys) keys += key.is_declared ? 1 : 0;
    for (const ReferenceInfo& reference : program_.tables[i].references) references += tables_[reference.table].is_present ? 1 : 0;
    for (const RowCheck& check : table.checks) {
      if (check.not_evaluated.empty()) {
        ++checks;
      } else {
        open.push_back(text_of({"check ", quoted(check.info->text), " (", check.info->where, "): ", check.not_evaluated}));
      }
    }
  }
  std::string out = text_of({"verified ", counted(keys, "key"), ", ", counted(references, "foreign key"), ", ", counted(columns, "column"),
                             ", ", counted(checks, "check"), ", ", counted(rollups_.size(), "roll-up"), "\n"});
  for (const std::string& line : open) append(out, {"not verified: ", line, "\n"});
  return out;
}

}  // namespace sydac::driver
