#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "driver_text.hpp"
#include "lock_file.hpp"
#include "lock_text.hpp"

using namespace sydac::llm;
namespace pools = sydac::pools;
namespace fs = std::filesystem;

namespace {

/// A new folder that goes away.
struct Folder {
  Folder() {
    char name[] = "/tmp/sydac_pools_XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(std::string_view name) const { return path + "/" + std::string(name); }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(path)) all.push_back(entry.path().filename());
    return all;
  }
  std::string path;
};

/// Time passes only by sleeping; `during` happens at each sleep.
struct FakeClock : Clock {
  std::chrono::milliseconds time{0};
  std::function<void()> during;
  bool go_on = true;
  std::chrono::milliseconds now() override { return time; }
  bool sleep(std::chrono::milliseconds duration) override {
    time += duration;
    if (during) during();
    return go_on;
  }
};

void silent(std::string_view) {}

std::string text_in(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

pools::Lock lock_of_one(std::string_view pool, std::string_view value) {
  pools::Lock lock;
  lock.dataset = "shop";
  lock.pools.emplace_back();
  lock.pools[0].pool = pool;
  lock.pools[0].fields = {"a"};
  lock.pools[0].entries = {{{}, {std::string(value)}, 1}};
  return lock;
}

pools::Lock full_lock() {
  pools::Lock lock = lock_of_one("z", "x");
  lock.pools.emplace_back();
  pools::LockedPool& pool = lock.pools[1];
  pool.pool = "a \"b\"";
  pool.prompt = "Two\nlines \x01 and \\u000a and \xf0\x9f\x98\x80";
  pool.schema_hash = "0123";
  pool.origins = {{"anthropic", "m", "", 3}, {"", "", "by hand", 1}};
  pool.parameters = {{"seed", "1"}, {"temperature", "0.8"}};
  pool.input_tokens = 1;
  pool.output_tokens = 2;
  pool.cost_nanodollars = 1'020'000'001;
  pool.keys = {"k"};
  pool.fields = {"x", "y"};
  pool.entries = {{{"1"}, {"a", ""}, 1}, {{"2"}, {"b", "\"c\""}, 7}};
  return lock;
}

constexpr std::string_view kFull = R"({
  "sydac_pools": 1,
  "dataset": "shop",
  "pools": {
    "a \"b\"": {
      "prompt": "Two\nlines \u0001 and \\u000a and 😀",
      "schema": "0123",
      "origins": [
        {"provider": "anthropic", "model": "m", "entries": 3},
        {"note": "by hand", "entries": 1}
      ],
      "parameters": {"seed": "1", "temperature": "0.8"},
      "tokens": {"input": 1, "output": 2},
      "cost_usd": 1.020000001,
      "keys": ["k"],
      "fields": ["x", "y"],
      "entries": [
        ["1", "a", ""],
        ["2", "b", "\"c\"", {"weight": 7}]
      ]
    },
    "z": {
      "fields": ["a"],
      "entries": [
        "x"
      ]
    }
  }
}
)";

}  // namespace

TEST_CASE("a lock is written the way it is read") {
  CHECK(lock_text(full_lock()) == kFull);
  CHECK(lock_text(pools::read_lock(kFull, "x")) == kFull);
  CHECK(lock_text({}) == "{\n  \"sydac_pools\": 1,\n  \"pools\": {}\n}\n");
  CHECK(lock_text(pools::read_lock(lock_text({}), "x")) == lock_text({}));
  // What people write by hand becomes the same text at once, and stays it.
  const std::string once = lock_text(pools::read_lock(
      R"({"pools":{"p":{"fields":["a"],"entries":[[1],["x",{"weight":2}],["y",{"weight":1}],null]}},"sydac_pools":1})", "x"));
  CHECK(once.find("\"1\",\n        [\"x\", {\"weight\": 2}],\n        \"y\",\n        \"\"\n") != std::string::npos);
  CHECK(lock_text(pools::read_lock(once, "x")) == once);
}

TEST_CASE("dollars have as many decimals as they take") {
  CHECK(exact_dollars(0) == "0");
  CHECK(exact_dollars(1) == "0.000000001");
  CHECK(exact_dollars(1'500'000'000) == "1.5");
  CHECK(exact_dollars(20'000'000'000) == "20");
}

TEST_CASE("a lock file is replaced whole and nothing else stays") {
  const Folder folder;
  const std::string path = folder.file("shop.pools.json");
  FakeClock clock;
  {
    const LockFile file(path, clock, silent);
    CHECK(file.read().pools.empty());
    CHECK(folder.names() == std::vector<std::string>{"shop.pools.json.lock"});
    file.write(lock_of_one("p", "x"));
    CHECK(file.read().find("p") != nullptr);
  }
  CHECK(folder.names() == std::vector<std::string>{"shop.pools.json"});
  CHECK(text_in(path) == lock_text(lock_of_one("p", "x")));
  CHECK(clock.time.count() == 0);
}

TEST_CASE("what is the same is not written, modes and links stay") {
  const Folder folder;
  const std::string path = folder.file("real.json"), link = folder.file("shop.pools.json");
  std::ofstream(path) << lock_text(lock_of_one("p", "x"));
  ::chmod(path.c_str(), 0640);
  fs::create_symlink("real.json", link);
  FakeClock clock;
  const LockFile file(link, clock, silent);
  struct stat before {
  }, after{};
  ::stat(path.c_str(), &before);
  file.write(lock_of_one("p", "x"));
  ::stat(path.c_str(), &after);
  CHECK(before.st_ino == after.st_ino);
  file.write(lock_of_one("p", "y"));
  ::stat(path.c_str(), &after);
  CHECK(before.st_ino != after.st_ino);
  CHECK((after.st_mode & 0777) == 0640);
  CHECK(fs::is_symlink(link));
  CHECK(text_in(link) == lock_text(lock_of_one("p", "y")));
}

TEST_CASE("the second waits for the first and then sees what it wrote") {
  const Folder folder;
  const std::string path = folder.file("shop.pools.json");
  FakeClock clock;
  auto first = std::make_unique<LockFile>(path, clock, silent);
  std::vector<std::string> lines;
  int sleeps = 0;
  clock.during = [&] {
    if (++sleeps < 3) return;
    first->write(lock_of_one("p", "x"));
    first.reset();
  };
  const LockFile second(path, clock, [&](std::string_view line) { lines.emplace_back(line); });
  CHECK(sleeps == 3);
  CHECK(second.read().find("p") != nullptr);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("waiting for another program to finish with `"));
  CHECK(fs::exists(path + ".lock"));
}

TEST_CASE("waiting ends with Ctrl-C") {
  const Folder folder;
  FakeClock clock;
  const LockFile first(folder.file("x"), clock, silent);
  clock.go_on = false;
  CHECK_THROWS_AS(LockFile(folder.file("x"), clock, silent), WaitStopped);
}

TEST_CASE("what a killed program left behind keeps nobody out") {
  const Folder folder;
  const std::string path = folder.file("shop.pools.json");
  std::ofstream(path) << lock_text(lock_of_one("p", "old"));
  const pid_t child = ::fork();
  if (child == 0) {
    FakeClock clock;
    const LockFile file(path, clock, silent);
    std::ofstream(path + ".part") << "{\"half";
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(fs::exists(path + ".lock"));
  FakeClock clock;
  {
    const LockFile file(path, clock, silent);
    CHECK(file.read().find("p")->entries[0].values[0] == "old");
    file.write(lock_of_one("p", "new"));
  }
  CHECK(clock.time.count() == 0);
  CHECK(folder.names() == std::vector<std::string>{"shop.pools.json"});
}

TEST_CASE("many programs at once lose nothing") {
  const Folder folder;
  const std::string path = folder.file("shop.pools.json");
  constexpr int kPrograms = 8, kTimes = 5;
  std::vector<pid_t> children;
  for (int i = 0; i < kPrograms; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      struct Yielding : FakeClock {
        bool sleep(std::chrono::milliseconds) override { return ::usleep(200) == 0; }
      } clock;
      for (int k = 0; k < kTimes; ++k) {
        const LockFile file(path, clock, silent);
        pools::Lock lock = file.read();
        lock.pools.push_back(lock_of_one("p" + std::to_string(i * kTimes + k), "x").pools[0]);
        file.write(lock);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(read_lock_file(path).pools.size() == kPrograms * kTimes);
  CHECK(folder.names().size() == 1);
}

TEST_CASE("files that cannot be used are errors that name them") {
  const Folder folder;
  FakeClock clock;
  CHECK_THROWS_WITH_AS(LockFile(folder.file("none/shop.pools.json"), clock, silent), doctest::Contains("cannot write"),
                       sydac::driver::IoError);
  CHECK_THROWS_WITH_AS(read_lock_file(folder.path), doctest::Contains("it is no file"), sydac::driver::IoError);
  ::mkfifo(folder.file("pipe").c_str(), 0600);
  CHECK_THROWS_WITH_AS(read_lock_file(folder.file("pipe")), doctest::Contains("it is no file"), sydac::driver::IoError);
  std::ofstream(folder.file("bad")) << "{\n\"sydac_pools\": 3}";
  CHECK_THROWS_WITH_AS(read_lock_file(folder.file("bad")), doctest::Contains("/bad:2: this file is of a later format"), pools::LockError);
  CHECK(read_lock_file(folder.file("nothing")).pools.empty());
  // A link to nowhere in the place of the guard is not followed.
  fs::create_symlink(folder.file("elsewhere"), folder.file("x.lock"));
  CHECK_THROWS_AS(LockFile(folder.file("x"), clock, silent), sydac::driver::IoError);
  CHECK_FALSE(fs::exists(folder.file("elsewhere")));
}
