#include "emit/standalone.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/check.hpp"

namespace sydac::compiler {
namespace {

constexpr std::string_view kHeaders = "runtime/include/";
constexpr std::string_view kSources = "runtime/src/";
constexpr std::string_view kSourceMark = "// sydac-source:";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// What follows `#`, blanks skipped; nothing for a line that is no directive.
std::optional<std::string_view> directive(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('#')) return std::nullopt;
  return trimmed(line.substr(1));
}

/// `<sydac/draw.hpp>` or `"hash.hpp"` of an include, quotes kept.
std::optional<std::string_view> included(std::string_view directive) {
  constexpr std::string_view word = "include";
  if (!directive.starts_with(word)) return std::nullopt;
  const std::string_view name = trimmed(directive.substr(word.size()));
  if (name.size() < 3) return std::nullopt;
  const std::size_t end = name.find(name.front() == '<' ? '>' : '"', 1);
  return end == std::string_view::npos ? std::nullopt : std::optional(name.substr(0, end + 1));
}

/// The sources that a header names.
std::vector<std::string> named_sources(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::string_view line = trimmed(take_line(text));
    if (line.starts_with(kSourceMark)) names.push_back(std::string(kSources) + std::string(trimmed(line.substr(kSourceMark.size()))));
  }
  return names;
}

/// `a/b/../c.hpp` is `a/c.hpp`.
std::string normalized(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    if (part == ".." && !parts.empty()) {
      parts.pop_back();
    } else if (part != "." && !part.empty()) {
      parts.push_back(part);
    }
  }
  std::string out;
  for (const std::string_view part : parts) out += (out.empty() ? "" : "/") + std::string(part);
  return out;
}

class Inliner {
 public:
  explicit Inliner(std::span<const EmbeddedFile> files) {
    for (const EmbeddedFile& file : files) {
      if (file.name.starts_with("runtime/")) files_.emplace(file.name, file.text);
    }
  }

  std::string run(std::string_view program) {
    std::string opening;
    while (program.starts_with("//")) opening += std::string(take_line(program)) + "\n";
    const std::string own = body_of(program, "");
    add_sources();
    std::string out = opening + "\n";
    for (const std::string& include : system_includes_) out += "#include " + include + "\n";
    return out + parts_ + "\n// ---- the generated program\n" + own;
  }

 private:
  /// The text without its includes and `#pragma once`; what it includes goes to `parts_` first. A directive inside `#if` stays, and must be
  /// about a system header.
  std::string body_of(std::string_view text, std::string_view folder) {
    std::string body;
    std::size_t depth = 0;
    bool blank = true;    // the last line kept was blank
    bool removed = true;  // a line was removed since: the blank line after it would stand beside another
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (const std::optional<std::string_view> words = directive(line)) {
        if (words->starts_with("if")) ++depth;
        if (words->starts_with("endif") && depth > 0) --depth;
        const std::optional<std::string_view> name = included(*words);
        if ((depth == 0 && *words == "pragma once") || (name && take_include(*name, folder, depth > 0))) {
          removed = true;
          continue;
        }
      }
      const bool empty = trimmed(line).empty();
      if (empty && blank && removed) continue;
      body += std::string(line) + "\n";
      blank = empty;
      removed = false;
    }
    return body;
  }

  /// True when the include is dealt with and its line goes away.
  bool take_include(std::string_view name, std::string_view folder, bool conditional) {
    const std::string_view inner = name.substr(1, name.size() - 2);
    if (name.front() == '<' && !inner.starts_with("sydac/")) {
      if (!conditional) system_includes_.insert(std::string(name));
      return !conditional;
    }
    SYDAC_CHECK(!conditional && "the runtime includes its own headers unconditionally");
    const std::string beside = normalized(std::string(folder) + std::string(inner));
    const std::string header = std::string(kHeaders) + std::string(inner);
    add_part(name.front() == '<' || (!files_.contains(beside) && files_.contains(header)) ? header : beside);
    return true;
  }

  void add_part(const std::string& path) {
    if (!added_.insert(path).second) return;
    const auto found = files_.find(path);
    if (found == files_.end()) throw InternalError("the runtime has no " + path);
    const std::string body = body_of(found->second, path.substr(0, path.rfind('/') + 1));
    parts_ += "\n// ---- " + shown(path) + "\n" + body;
    for (const std::string& source : named_sources(found->second)) wanted_.push_back(source);
  }

  static std::string shown(const std::string& path) { return path.starts_with(kHeaders) ? path.substr(kHeaders.size()) : path; }

  /// Sources that headers in use name, then those that come always; adding one may bring in headers that name more.
  void add_sources() {
    std::set<std::string> named;
    for (const auto& [path, text] : files_) {
      for (std::string& source : named_sources(text)) named.insert(std::move(source));
    }
    for (const auto& [path, text] : files_) {
      const bool direct = path.starts_with(kSources) && path.ends_with(".cpp") && path.find('/', kSources.size()) == std::string::npos;
      if (direct && !named.contains(path)) wanted_.push_back(path);
    }
    for (std::size_t i = 0; i < wanted_.size(); ++i) add_part(std::string(wanted_[i]));
  }

  std::map<std::string, std::string_view, std::less<>> files_;
  std::set<std::string> added_;
  std::set<std::string> system_includes_;
  std::vector<std::string> wanted_;
  std::string parts_;
};

}  // namespace

std::string make_standalone(std::string_view program, std::span<const EmbeddedFile> files) { return Inliner(files).run(program); }

}  // namespace sydac::compiler
