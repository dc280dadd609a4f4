// Byte positions in source files. Lines and columns are computed only when something is printed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sydac::compiler {

/// Index into `Sources::files`.
struct FileId {
  std::uint32_t index = 0;
  auto operator<=>(const FileId&) const = default;
};

/// Half-open byte range [begin, end) of one file.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The smallest span that holds both; both must be of the same file.
inline Span cover(Span a, Span b) { return {a.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end}; }

struct SourceFile {
  std::string path;  // as the user wrote it; `-` is standard input
  std::string text;  // the bytes, unchanged
  /// `translated`: SDL made of the file before; `built_in`: of the compiler; `data`: values of pools.
  enum class Origin : std::uint8_t { file, translated, built_in, data } origin = Origin::file;
  std::vector<Span> lines = {};  // of a translated one: what each line was made of; empty (0 to 0) where it is of our own making
};

/// Owns every file that was read; spans refer to it.
struct Sources {
  std::vector<SourceFile> files;

  const SourceFile& at(FileId id) const { return files[id.index]; }
  FileId add(std::string path, std::string text) { return add({std::move(path), std::move(text)}); }
  FileId add(SourceFile file) {
    files.push_back(std::move(file));
    return {static_cast<std::uint32_t>(files.size() - 1)};
  }
};

}  // namespace sydac::compiler
