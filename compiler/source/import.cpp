#include "source/import.hpp"

#include <filesystem>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "source/sdl/parse.hpp"
#include "source/sql/parse.hpp"

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
  Importer(Sources& sources, const ImportWays& ways, Diagnostics& diagnostics)
      : sources_(sources), ways_(ways), diagnostics_(diagnostics) {}

  Schema run(FileId file) {
    schema_.file = file;
    if (sources_.at(file).path != "-") {
      if (const auto found = look(sources_.at(file).path)) seen_.insert(found->identity);
    }
    pending_.push_back({file, {}, 0});
    for (std::size_t next = 0; next < pending_.size(); ++next) read(Pending(pending_[next]));
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
                      nows = schema_.nows.size(), locales = schema_.locales.size(), imports = schema_.imports.size();
    add_sdl(schema_, sources_, pending.file, diagnostics_);
    if (pending.depth > 0) {
      kept(schema_.editions, editions);
      kept(schema_.datasets, datasets);
      kept(schema_.seeds, seeds);
      kept(schema_.nows, nows);
      kept(schema_.locales, locales);
    }
    const std::string base = pending.depth == 0 ? folder_of(sources_.at(pending.file).path) : pending.base;
    for (std::size_t i = imports; i < schema_.imports.size(); ++i) import(ImportDecl(schema_.imports[i]), base, pending.depth + 1);
  }

  void import(const ImportDecl& declaration, const std::string& base, std::size_t depth) {
    const std::string language = extension_of(declaration.path);
    if (language == "json" || language == "yaml" || language == "yml" || language == "py" || (!ways_.translate && language == "sql")) {
      diagnostics_.report(Code::not_yet, declaration.span, {"imports of `." + language + "` files"});
      return;
    }
    std::string path;
    const auto found = search(declaration, base, path);
    if (!found || !seen_.insert(found->identity).second) return;
    if (seen_.size() > kMaxImportedFiles)
      return refuse(declaration, "the schema has more than " + std::to_string(kMaxImportedFiles) + " files");
    if (depth > kMaxImportDepth) return refuse(declaration, "more than " + std::to_string(kMaxImportDepth) + " imports inside each other");
    const bool sql = language == "sql" || language == "ddl";
    FileId file = sources_.add(path, sql ? sql::sql_text(std::move(found->text)) : std::move(found->text));
    if (sql) {
      const std::size_t errors = diagnostics_.errors();
      std::string sdl = ways_.translate(sources_, file, diagnostics_);
      if (diagnostics_.errors() > errors) schema_.broken = true;
      file = sources_.add({path + " (as SDL)", std::move(sdl), SourceFile::Origin::translated});
    }
    pending_.push_back({file, folder_of(path), depth});
  }

  /// `path` becomes the one that was found.
  std::optional<FoundFile> search(const ImportDecl& declaration, const std::string& base, std::string& path) {
    std::vector<std::string> places;
    if (declaration.path.starts_with('/')) {
      places.push_back(declaration.path);
    } else {
      places.push_back(base + declaration.path);
      for (const std::string& folder : ways_.folders)
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
    if (ways_.folders.empty() && !declaration.path.starts_with('/')) problem.suggest("`-I DIR` names a folder to look in too");
    return std::nullopt;
  }

  std::optional<FoundFile> look(const std::string& path) const { return ways_.find ? ways_.find(path) : std::nullopt; }
  Diagnostic& refuse_because(const ImportDecl& declaration, std::string_view why) {
    schema_.broken = true;  // what the file declares is missing
    return diagnostics_.report(Code::import_failed, declaration.span, {declaration.path, why});
  }
  void refuse(const ImportDecl& declaration, std::string_view why) { refuse_because(declaration, why); }

  Sources& sources_;
  const ImportWays& ways_;
  Diagnostics& diagnostics_;
  Schema schema_;
  std::set<std::string> seen_;
  std::vector<Pending> pending_;
};

}  // namespace

std::optional<FoundFile> file_on_disk(const std::string& path) {
  std::error_code trouble;
  const fs::path real = fs::canonical(path, trouble);
  if (trouble == std::errc::no_such_file_or_directory || trouble == std::errc::not_a_directory) return std::nullopt;
  // A pipe or a device could keep the compiler waiting.
  if (!trouble && !fs::is_regular_file(real, trouble)) throw FileError("`" + printable(path, 400) + "` is no regular file");
  return FoundFile{trouble ? path : real.string(), read_file(path)};
}

Schema parse_all(Sources& sources, FileId file, const ImportWays& ways, Diagnostics& diagnostics) {
  return Importer(sources, ways, diagnostics).run(file);
}

}  // namespace sydac::compiler
