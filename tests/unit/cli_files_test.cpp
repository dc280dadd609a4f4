#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.hpp"
#include "base/sha256.hpp"

using namespace sydac::compiler;
namespace fs = std::filesystem;

namespace {

/// A folder that goes away with the test, with a space in its name.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("sydac files " + std::to_string(::getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
  std::size_t entries() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator())); }
};

template <class F>
std::string failure(F run) {
  try {
    run();
  } catch (const FileError& error) {
    return error.what();
  }
  return "none";
}

timespec changed_at(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mtim;
}

}  // namespace

TEST_CASE("what is written can be read, and is left alone when it stays the same") {
  const Folder folder;
  const std::string path = folder / "a.txt";
  const std::string text("line\0 \xFF\n", 8);
  CHECK(write_file(path, text) == Written::changed);
  CHECK(read_file(path) == text);
  const timespec old{.tv_sec = 1000, .tv_nsec = 5};
  const timespec times[2] = {old, old};
  REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
  CHECK(write_file(path, text) == Written::unchanged);
  CHECK(changed_at(path).tv_sec == 1000);
  CHECK(write_file(path, "shorter") == Written::changed);
  CHECK(changed_at(path).tv_sec != 1000);
  CHECK(read_file(path) == "shorter");
  CHECK(folder.entries() == 1);
}

TEST_CASE("permissions and links stay") {
  const Folder folder;
  const std::string path = folder / "real";
  write_file(path, "one");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  fs::create_symlink("real", folder / "link");
  write_file(folder / "link", "two");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_file(path) == "two");
  struct stat status {};
  ::stat(path.c_str(), &status);
  CHECK((status.st_mode & 07777) == 0640);
}

TEST_CASE("trouble has one clear line, and leaves nothing behind") {
  const Folder folder;
  CHECK(failure([&] { read_file(folder / "none"); }).ends_with("none`: No such file or directory"));
  CHECK(failure([&] { read_file(folder.path.string()); }).ends_with("Is a directory"));
  CHECK(failure([&] { write_file(folder / "no/such", "x"); }).starts_with("can not write `"));
  CHECK(failure([&] { write_file(folder.path.string(), "x"); }).ends_with("Is a directory"));
  CHECK(failure([&] { read_file(std::string("a\0b", 3)); }) != "none");
  CHECK_FALSE(read_file_if_there(folder / "none", 10).has_value());
  write_file(folder / "large", "12345678901");
  CHECK(failure([&] { read_file(folder / "large", 10); }).ends_with("is larger than 0 MiB"));
  CHECK(read_file(folder / "large", 11).size() == 11);
  CHECK(folder.entries() == 1);
}

TEST_CASE("devices are written straight") {
  CHECK(write_file("/dev/null", "x") == Written::changed);
  CHECK(fs::is_character_file("/dev/null"));
  if (fs::exists("/dev/full")) CHECK(failure([] { write_file("/dev/full", "x"); }).ends_with("No space left on device"));
}

TEST_CASE("SHA-256, the examples of FIPS 180-4 and every length around a block") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
