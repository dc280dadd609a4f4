#include "cli/build_cache.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <sstream>
#include <vector>

#include "base/files.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "cli/process.hpp"
#include "emit/embedded.hpp"

namespace sydac::compiler {
namespace {

namespace fs = std::filesystem;

constexpr auto kKept = std::chrono::hours(24 * 30);
constexpr std::size_t kShownLog = 4000;  // bytes of the C++ compiler's words

struct Runtime {
  std::string include, library;
};

/// True when each embedded header has the same bytes under `include`.
bool headers_match(const std::string& include) {
  constexpr std::string_view prefix = "runtime/include/";
  bool any = false;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with(prefix)) continue;
    any = true;
    const std::string path = include + "/" + std::string(file.name.substr(prefix.size()));
    std::error_code error;
    if (!fs::is_regular_file(path, error) || read_file_if_there(path, kMaxInputBytes) != file.text) return false;
  }
  return any;
}

/// The runtime that was built or installed together with this executable: `../include`, `../lib`.
std::optional<Runtime> runtime_beside_us() {
  const std::string own = own_executable();
  if (own.empty()) return std::nullopt;
  const fs::path prefix = fs::path(own).parent_path().parent_path();
  const std::string include = (prefix / "include").string();
  if (!headers_match(include)) return std::nullopt;

  std::error_code error;
  std::vector<fs::path> folders{prefix / "lib", prefix / "lib64"};
  for (fs::directory_iterator it(prefix / "lib", error), end; !error && it != end; it.increment(error)) {
    if (it->path().filename().string().find("-linux-gnu") != std::string::npos)
      folders.push_back(it->path());  // Debian's multiarch folders
  }
  for (const fs::path& folder : folders) {
    const fs::path library = folder / "libsydac_runtime.a";
    if (fs::is_regular_file(library, error)) return Runtime{include, library.string()};
  }
  return std::nullopt;
}

/// Blanks separate words, as make and CMake take them from the environment.
std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// The C++ compiler, what identifies its version, and the flags.
struct Toolchain {
  std::vector<std::string> command;
  std::string identity;
};

Toolchain find_toolchain() {
  Toolchain toolchain{words_of(environment("CXX")), {}};
  if (toolchain.command.empty()) toolchain.command = {"c++"};
  for (const std::string& word : toolchain.command) {
    const std::string path = find_command(word);
    struct stat status {};
    if (path.empty() || ::stat(path.c_str(), &status) != 0) continue;  // a flag, such as the -m32 of `g++ -m32`
    toolchain.identity += path + " " + std::to_string(status.st_size) + " " + std::to_string(status.st_mtime) + "\n";
  }
  if (find_command(toolchain.command.front()).empty()) {
    throw FileError("can not find the C++ compiler `" + printable(toolchain.command.front(), 200) + "`; CXX can name another");
  }
  for (const char* flag : {"-std=c++20", "-O2", "-pthread"}) toolchain.command.emplace_back(flag);
  for (std::string& flag : words_of(environment("CXXFLAGS"))) toolchain.command.push_back(std::move(flag));
  for (const std::string& word : toolchain.command) toolchain.identity += word + "\n";
  return toolchain;
}

void make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw FileError("can not make the folder `" + printable(path, 400) + "`: " + error.message());
}

/// Removes entries, finished or abandoned, that nobody used for a long time. Only names that this file makes are touched.
void prune(const std::string& cache) {
  const auto oldest = fs::file_time_type::clock::now() - kKept;
  std::error_code error;
  for (fs::directory_iterator it(cache, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    const bool ours =
        name.starts_with("building-") || (name.size() == 32 && name.find_first_not_of("0123456789abcdef") == std::string::npos);
    std::error_code ignored;
    if (ours && it->is_directory(ignored) && it->last_write_time(ignored) < oldest && !ignored) fs::remove_all(it->path(), ignored);
  }
}

/// One way to build the program.
struct Recipe {
  std::string text;
  std::vector<std::string> flags;  // behind the source
  std::string key;
};

Recipe make_recipe(std::string text, const Toolchain& toolchain, const std::optional<Runtime>& runtime) {
  Recipe recipe{std::move(text), {}, {}};
  std::string identity = toolchain.identity + sha256_hex(recipe.text);
  if (runtime) {
    recipe.flags = {"-I" + runtime->include, runtime->library};
    identity += sha256_hex(read_file(runtime->library, std::size_t{1} << 30));
  }
  recipe.key = sha256_hex(identity).substr(0, 32);
  return recipe;
}

/// What the build gave: the executable, or the C++ compiler's words.
struct Built {
  std::string path, log;
};

std::string first_words(const std::string& log_path) {
  std::error_code error;
  if (!fs::is_regular_file(log_path, error)) return {};
  std::string text = read_file(log_path, std::size_t{1} << 30);
  return text.size() <= kShownLog ? text : text.substr(0, text.rfind('\n', kShownLog)) + "\n…";
}

Built build(const Recipe& recipe, const Toolchain& toolchain, const std::string& cache, const BuildRequest& request) {
  const std::string entry = cache + "/" + recipe.key;
  const std::string executable = entry + "/" + request.name;
  if (::access(executable.c_str(), X_OK) == 0) {
    ::utimensat(AT_FDCWD, entry.c_str(), nullptr, 0);  // in use: see prune
    return {executable, {}};
  }
  if (request.on_build) request.on_build();
  std::string scratch = cache + "/building-XXXXXX";
  if (!::mkdtemp(scratch.data())) throw FileError("can not write to `" + printable(cache, 400) + "`: " + std::strerror(errno));
  const std::string source = scratch + "/" + request.name + ".cpp";
  const std::string log = scratch + "/build.log";
  write_file(source, recipe.text);
  std::vector<std::string> command = toolchain.command;
  command.insert(command.end(), {source, "-o", scratch + "/" + request.name});
  command.insert(command.end(), recipe.flags.begin(), recipe.flags.end());
  if (run_logged(command, log) != 0) return {{}, first_words(log) + "the program is " + source + "\n"};

  if (::rename(scratch.c_str(), entry.c_str()) != 0) {
    // Someone else was faster, or left half of an entry: theirs if it is whole.
    std::error_code error;
    if (::access(executable.c_str(), X_OK) != 0) return {scratch + "/" + request.name, {}};
    fs::remove_all(scratch, error);
  }
  return {executable, {}};
}

}  // namespace

std::string cache_folder() {
  if (const std::string xdg = environment("XDG_CACHE_HOME"); xdg.starts_with('/')) return xdg + "/sydac";
  if (const std::string home = environment("HOME"); home.starts_with('/')) return home + "/.cache/sydac";
  const std::string temporary = environment("TMPDIR");
  const std::string folder = (temporary.starts_with('/') ? temporary : "/tmp") + "/sydac-" + std::to_string(::getuid());
  // Others may write there too: the folder must be ours alone, since programs from it are run.
  struct stat status {};
  ::mkdir(folder.c_str(), 0700);
  if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::getuid() || (status.st_mode & 077) != 0) {
    throw FileError("`" + folder + "` is not a folder of this user alone; XDG_CACHE_HOME can name another");
  }
  return folder;
}

std::string build_program(const BuildRequest& request) {
  const std::string cache = cache_folder();
  make_folder(cache);
  const Toolchain toolchain = find_toolchain();
  if (!request.prefer_standalone) {
    if (const std::optional<Runtime> runtime = runtime_beside_us()) {
      const Built built = build(make_recipe(request.program, toolchain, runtime), toolchain, cache, request);
      if (!built.path.empty()) {
        prune(cache);
        return built.path;
      }
    }
  }
  const Built built = build(make_recipe(request.standalone(), toolchain, std::nullopt), toolchain, cache, request);
  if (built.path.empty()) throw BuildFailed(built.log);
  prune(cache);
  return built.path;
}

}  // namespace sydac::compiler
