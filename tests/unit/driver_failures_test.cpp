#include <doctest/doctest.h>

#include <sys/resource.h>

#include <csignal>

#include "unit/driver_fake_shop.hpp"

using fake::Folder;
using fake::Shop;

namespace {

/// Sets what happens before a row is written, in this test only.
class BeforeRow {
 public:
  explicit BeforeRow(std::function<void(std::size_t, std::uint64_t)> action) { Shop::before_row = std::move(action); }
  ~BeforeRow() { Shop::before_row = nullptr; }
};

void wait_for(const Folder& folder, const std::string& name) {
  for (int i = 0; i < 1000 && !folder.has(name); ++i) ::usleep(10'000);
}

}  // namespace

TEST_CASE("a value that cannot be made: exit 5 with table, column and row, and nothing written") {
  const BeforeRow fail([](std::size_t table, std::uint64_t row) {
    if (table != 1 || row < 10'000 || row % 1000 != 17) return;
    sydac::ValueError error("overflow");
    error.column = "total";
    error.row = row;
    throw error;
  });
  for (const std::string threads : {"1", "2", "7"}) {
    const Folder folder;
    const auto outcome = folder.run({"--out", "d", "--rows", "orders=30000", "--threads", threads});
    CHECK(outcome.code == 5);
    CHECK(outcome.err == "shop: `orders.total`, row 10017: overflow\n");
    CHECK(folder.names("d").empty());
  }
}

TEST_CASE("rows that exceed a bound: exit 2 before anything is made") {
  const Folder folder;
  const auto outcome = folder.run({"--out", "d", "--rows", "customers=0"});
  CHECK(outcome.code == 2);
  CHECK(outcome.err == "shop: `orders` needs at least 1 of `customers`, which has 0 rows\n");
  CHECK(!folder.has("d"));
  CHECK(folder.run({"--scale", "9223372036854775807"}).code == 2);
}

TEST_CASE("a signal leaves no file, neither half nor under its final name") {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    for (const std::string threads : {"1", "3"}) {
      const BeforeRow wait([](std::size_t table, std::uint64_t row) {
        if (table == 1 && row > 5'000) ::usleep(20'000);
      });
      const Folder folder;
      folder.run({"--out", "d", "--tables", "notes"});  // an older file stays
      const pid_t child = folder.start({"--out", "d", "--rows", "orders=10000", "--threads", threads});
      wait_for(folder, "d/orders.csv.part");
      ::kill(child, signal);
      CHECK(folder.wait(child).signal == signal);
      CHECK(folder.names("d") == std::vector<std::string>{"manifest.json", "notes.csv"});
    }
  }
}

TEST_CASE("a signal that was ignored stays ignored") {
  ::signal(SIGHUP, SIG_IGN);
  const BeforeRow wait([](std::size_t table, std::uint64_t row) {
    if (table == 3 && row == 0) ::raise(SIGHUP);
  });
  const Folder folder;
  CHECK(folder.run({"--out", "d"}).code == 0);
  ::signal(SIGHUP, SIG_DFL);
}

TEST_CASE("a full disk") {
  const Folder folder;
  const int full = ::open("/dev/full", O_WRONLY);
  const auto outcome = folder.run({"--table", "orders"}, full);
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "shop: cannot write to standard output: No space left on device\n");
  CHECK(folder.run({"--list"}, full).code == 3);
  ::close(full);
}

TEST_CASE("a limit on the size of files is an error, not a signal") {
  const Folder folder;
  const BeforeRow limit([](std::size_t table, std::uint64_t row) {
    if (table != 0 || row != 0) return;
    const struct rlimit small = {1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &small);
  });
  const auto outcome = folder.run({"--out", "d"});
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "shop: cannot write `d/customers.csv`: File too large\n");
  CHECK(folder.names("d").empty());
}

TEST_CASE("a closed pipe ends the program quietly") {
  const Folder folder;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  ::close(ends[0]);
  const auto outcome = folder.run({"--table", "orders"}, ends[1]);
  ::close(ends[1]);
  CHECK(outcome.code == 3);
  CHECK(outcome.err == "");
}

TEST_CASE("folders and files that cannot be written") {
  const Folder folder;
  fake::write_file(folder.path("file"), "");
  CHECK(folder.run({"--out", "file"}).code == 3);
  CHECK(folder.run({"--out", "file/below"}).err == "shop: cannot make the folder `file`: File exists\n");
  REQUIRE(folder.run({"--out", "d"}).code == 0);
  std::filesystem::remove(folder.path("d/orders.csv"));
  std::filesystem::create_directory(folder.path("d/orders.csv"));
  CHECK(folder.run({"--out", "d"}).code == 3);
  CHECK(!folder.has("d/orders.csv.part"));
  CHECK(!folder.has("d/manifest.json"));  // it would tell of files that are not there
}

TEST_CASE("two runs do not write into one folder at once") {
  const BeforeRow wait([](std::size_t table, std::uint64_t) {
    if (table == 3) ::usleep(30'000);
  });
  const Folder folder;
  const pid_t first = folder.start({"--out", "d"});
  wait_for(folder, "d/notes.csv.part");
  const pid_t second = folder.start({"--out", "d"});
  int status = 0;
  ::waitpid(second, &status, 0);
  CHECK(WEXITSTATUS(status) == 3);
  CHECK(folder.read(".err").find("another run is writing `d/manifest.json.part`") != std::string::npos);
  CHECK(folder.wait(first).code == 0);
  CHECK(folder.names("d").size() == 5);
}
