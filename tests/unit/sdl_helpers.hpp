// What the tests of the schema language share.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/schema.hpp"
#include "sdl_dump.hpp"
#include "source/sdl/parse.hpp"

namespace sydac::compiler {

struct Parsed {
  Sources sources;
  Diagnostics diagnostics;
  Schema schema;

  /// `E0140 E0141`, in the order of their places.
  std::string codes() const {
    std::string text;
    for (const Diagnostic& one : diagnostics.all()) text += (text.empty() ? "" : " ") + std::string(kind_of(one.code).id);
    return text;
  }
  std::string slice(Span span) const { return sources.files[0].text.substr(span.begin, span.end - span.begin); }
};

inline Parsed parse(std::string text) {
  Parsed made;
  const FileId file = made.sources.add("test.sdl", std::move(text));
  made.schema = parse_sdl(made.sources, file, made.diagnostics);
  made.diagnostics.sort();
  return made;
}

/// The value of a column, as text with all parentheses.
inline std::string value(const std::string& expression) {
  Parsed made = parse("table t[5] {\n  a int = " + expression + "\n}\n");
  if (made.diagnostics.has_errors()) return made.codes();
  const auto& column = std::get<ColumnDecl>(made.schema.tables.at(0).members.at(0).node);
  return SchemaDump(made.schema).expr(*column.rule);
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// All schema files of the project, in order.
inline std::vector<std::filesystem::path> schema_files(std::initializer_list<const char*> folders) {
  std::vector<std::filesystem::path> files;
  for (const char* folder : folders) {
    const std::filesystem::path path = std::filesystem::path(SYDAC_SOURCE_DIR) / folder;
    if (!std::filesystem::exists(path)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".sdl") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace sydac::compiler
