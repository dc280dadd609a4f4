#include "source/import.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "source/pools/pool_file.hpp"
#include "source/sdl/parse.hpp"

namespace sydac::compiler {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::string extension_of(const std::string& path) {
  const std::size_t dot = path.rfind('.'), slash = path.rfind('/');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return "";
  std::string extension = path.substr(dot + 1);
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

class Importer {
 public:
  Importer(Sources& sources, const ImportOptions& options, Diagnostics& diagnostics)
      : sources_(sources), options_(options), diagnostics_(diagnostics) {}

  Schema run(FileId file) {
    schema_.file = file;
    if (sources_.at(file).path != "-") {
      if (const auto found = look(sources_.at(file).path)) seen_.insert(found->identity);
    }
    const bool sql = options_.from_sql || is_sql_path(sources_.at(file).path);
    pending_.push_back({sql ? translated(file) : file, {}, 0});
    for (std::size_t next = 0; next < pending_.size(); ++next) read(Pending(pending_[next]));
    read_lock_beside(sources_.at(file).path);
    return std::move(schema_);
  }

 private:
  struct Pending {
    FileId file;       // whose text is parsed
    std::string base;  // the folder that its imports are relative to
    std::size_t depth;
  };

  void read(const Pending& pending) {
    const auto kept = [](auto& list, std::size_t size) { list.resize(size); };
    const std::size_t editions = schema_.editions.size(), datasets = schema_.datasets.size(), seeds = schema_.seeds.size(),
                      nows = schema_.nows.size(), locales = schema_.locales.size(), imports = schema_.imports.size(),
                      pools = schema_.pools.size();
    add_sdl(schema_, sources_, pending.file, diagnostics_);
    if (pending.depth > 0) {
      kept(schema_.editions, editions);
      kept(schema_.datasets, datasets);
      kept(schema_.seeds, seeds);
      kept(schema_.nows, nows);
      kept(schema_.locales, locales);
    }
    const std::string base = pending.depth == 0 ? folder_of(sources_.at(pending.file).path) : pending.base;
    for (std::size_t i = pools; i < schema_.pools.size(); ++i) read_values(schema_.pools[i], base);
    for (std::size_t i = imports; i < schema_.imports.size(); ++i) import(ImportDecl(schema_.imports[i]), base, pending.depth + 1);
  }

  void import(const ImportDecl& declaration, const std::string& base, std::size_t depth) {
    const std::string language = extension_of(declaration.path);
    const bool sql = is_sql_path(declaration.path);
    if (language == "json" || language == "yaml" || language == "yml" || language == "py") {
      diagnostics_.report(Code::not_yet, declaration.span, {"imports of `." + language + "` files"});
      return;
    }
    std::string path;
    const auto found = search(declaration, base, path);
    if (!found || !seen_.insert(found->identity).second) return;
    if (seen_.size() > kMaxImportedFiles)
      return refuse(declaration, "the schema has more than " + std::to_string(kMaxImportedFiles) + " files");
    if (depth > kMaxImportDepth) return refuse(declaration, "more than " + std::to_string(kMaxImportDepth) + " imports inside each other");
    FileId file = sources_.add(path, std::move(found->text));
    if (sql) file = translated(file);
    pending_.push_back({file, folder_of(path), depth});
  }

  /// The file that a pool takes its values from, relative to the one that the pool is declared in.
  void read_values(PoolDecl& pool, const std::string& base) {
    if (!pool.file || pool.broken) return;
    auto refuse_file = [&](std::string_view why) -> Diagnostic& {
      return diagnostics_.report(Code::pool_file, pool.file_span, {*pool.file, why});
    };
    if (pool.file->empty()) {
      refuse_file("the path is empty");
      return;
    }
    const std::string path = pool.file->starts_with('/') ? *pool.file : base + *pool.file;
    try {
      auto found = options_.find_data ? options_.find_data(path) : std::nullopt;
      if (!found) {
        refuse_file("there is no such file").note("looked for `" + printable(path, 400) + "`");
        return;
      }
      auto read = read_pool_file(found->text, path);
      pool.contents_file = sources_.add({path, std::move(found->text), SourceFile::Origin::data, {}});
      if (const auto* problem = std::get_if<PoolFileProblem>(&read))
        report_in_file(*problem, pool);
      else
        pool.contents = std::get<PoolFile>(std::move(read));
    } catch (const FileError& error) {
      refuse_file(error.what());
    }
  }
  void report_in_file(const PoolFileProblem& problem, const PoolDecl& pool) {
    const std::string where = problem.line == 0 ? *pool.file : *pool.file + ":" + std::to_string(problem.line);
    diagnostics_.report(Code::pool_file, pool.file_span, {where, problem.message});
  }

  /// `shop.pools.json` beside `shop.sdl`, where a model is asked for values.
  void read_lock_beside(const std::string& path) {
    const auto asks = [](const PoolDecl& pool) { return pool.from_llm; };
    const auto first = std::find_if(schema_.pools.begin(), schema_.pools.end(), asks);
    if (path == "-" || (first == schema_.pools.end() && !schema_.llm_auto)) return;
    schema_.path = path;
    schema_.lock_path = lock_path_of(path);
    const Span span = first == schema_.pools.end() ? *schema_.llm_auto : first->name.span;
    try {
      auto found = options_.find_data ? options_.find_data(schema_.lock_path) : std::nullopt;
      if (!found) return;
      schema_.lock = pools::read_lock(found->text, schema_.lock_path);
      sources_.add({schema_.lock_path, std::move(found->text), SourceFile::Origin::data, {}});
    } catch (const FileError& error) {
      diagnostics_.report(Code::bad_lock, span, {error.what()});
    } catch (const pools::LockError& error) {
      diagnostics_.report(Code::bad_lock, span, {printable(error.what(), 1000)});
    }
  }

  FileId translated(FileId file) {
    if (!options_.translate_sql) return file;
    const std::size_t errors = diagnostics_.errors();
    SourceFile made = options_.translate_sql(sources_, file, diagnostics_);
    if (diagnostics_.errors() > errors) schema_.broken = true;
    return sources_.add(std::move(made));
  }

  /// `path` becomes the one that was found.
  std::optional<FoundFile> search(const ImportDecl& declaration, const std::string& base, std::string& path) {
    std::vector<std::string> places;
    if (declaration.path.starts_with('/')) {
      places.push_back(declaration.path);
    } else {
      places.push_back(base + declaration.path);
      for (const std::string& folder : options_.folders)
        places.push_back(folder.ends_with('/') ? folder + declaration.path : folder + "/" + declaration.path);
    }
    if (declaration.path.empty()) {
      refuse(declaration, "the path is empty");
      return std::nullopt;
    }
    for (const std::string& place : places) {
      path = place;
      try {
        if (auto found = look(place)) return found;
      } catch (const FileError& error) {
        refuse(declaration, error.what());
        return std::nullopt;
      }
    }
    auto& problem = refuse_because(declaration, "there is no such file");
    for (const std::string& place : places) problem.note("looked for `" + printable(place, 400) + "`");
    if (options_.folders.empty() && !declaration.path.starts_with('/')) problem.suggest("`-I DIR` names a folder to look in too");
    return std::nullopt;
  }

  std::optional<FoundFile> look(const std::string& path) const { return options_.find ? options_.find(path) : std::nullopt; }
  Diagnostic& refuse_because(const ImportDecl& declaration, std::string_view why) {
    schema_.broken = true;  // what the file declares is missing
    return diagnostics_.report(Code::import_failed, declaration.span, {declaration.path, why});
  }
  void refuse(const ImportDecl& declaration, std::string_view why) { refuse_because(declaration, why); }

  Sources& sources_;
  const ImportOptions& options_;
  Diagnostics& diagnostics_;
  Schema schema_;
  std::set<std::string> seen_;
  std::vector<Pending> pending_;
};

std::optional<FoundFile> regular_file(const std::string& path, std::size_t most) {
  std::error_code trouble;
  const fs::path real = fs::canonical(path, trouble);
  if (trouble == std::errc::no_such_file_or_directory || trouble == std::errc::not_a_directory) return std::nullopt;
  // A pipe or a device could keep the compiler waiting.
  if (!trouble && !fs::is_regular_file(real, trouble)) throw FileError("`" + printable(path, 400) + "` is no regular file");
  return FoundFile{trouble ? path : real.string(), read_file(path, most)};
}

}  // namespace

std::optional<FoundFile> file_on_disk(const std::string& path) {
  return regular_file(path, is_sql_path(path) ? kMaxSqlBytes : kMaxInputBytes);
}

std::optional<FoundFile> data_on_disk(const std::string& path) { return regular_file(path, kMaxPoolFileBytes); }

std::string lock_path_of(const std::string& schema_path) {
  const std::string folder = folder_of(schema_path), name = schema_path.substr(folder.size());
  const std::size_t dot = name.rfind('.');
  return folder + (dot == std::string::npos || dot == 0 ? name : name.substr(0, dot)) + ".pools.json";
}

bool is_sql_path(const std::string& path) {
  const std::string language = extension_of(path);
  return language == "sql" || language == "ddl";
}

Schema parse_all(Sources& sources, FileId file, const ImportOptions& options, Diagnostics& diagnostics) {
  return Importer(sources, options, diagnostics).run(file);
}

}  // namespace sydac::compiler
