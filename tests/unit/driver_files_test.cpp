#include <doctest/doctest.h>

#include "unit/driver_fake_shop.hpp"

using fake::Folder;

namespace {

const std::vector<std::string> kFormats = {"csv", "json", "jsonl"};

std::string lines_of(std::string_view text, std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t line = 0; !text.empty(); ++line) {
    const std::size_t end = text.find('\n') + 1;
    if (line >= first && line < first + count) out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace

TEST_CASE("files, manifest and summary") {
  const Folder folder;
  const auto outcome = folder.run({"--out", "d/e", "--threads", "2", "--rows", "orders=5_000"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  CHECK(outcome.out == "     50 rows → customers.csv\n  5 000 rows → orders.csv\n  4 999 rows → items.csv\n      7 rows → notes.csv\n");
  CHECK(folder.names("d/e") == std::vector<std::string>{"customers.csv", "items.csv", "manifest.json", "notes.csv", "orders.csv"});
  CHECK(lines_of(folder.read("d/e/customers.csv"), 0, 1) ==
        "id,email,\"nick, \"\"name\"\"\",level,balance,score,active,born,wakes,joined,seen,pause,code,invited_by,extra,blob\n");
  const std::string manifest = folder.read("d/e/manifest.json");
  CHECK(manifest.find("\"load_order\": [\"customers\", \"orders\", \"items\", \"notes\"]") != std::string::npos);
  CHECK(manifest.find("{\"name\": \"orders.csv\", \"table\": \"orders\", \"rows\": 5000, \"bytes\": ") != std::string::npos);
  CHECK(manifest.find("d/e") == std::string::npos);
  CHECK(manifest.find("sha256\": \"0123abcd\"") != std::string::npos);

  const auto summed = folder.run({"--out", "d/e", "--sha256", "--manifest", "--rows", "orders=5000"});
  CHECK(summed.out == folder.read("d/e/manifest.json"));
  CHECK(summed.out.find(", \"sha256\": \"") != std::string::npos);
}

TEST_CASE("without options the files go into a folder of the dataset's name") {
  const Folder folder;
  CHECK(folder.run({}).out.find("  in shop-data\n") != std::string::npos);
  CHECK(folder.names("shop-data").size() == 5);
}

TEST_CASE("--manifest without --out writes nothing and tells the same hashes") {
  const Folder folder;
  const auto counted = folder.run({"--manifest"});
  CHECK(folder.names(".") == std::vector<std::string>{".err", ".out"});
  folder.run({"--out", "d"});
  CHECK(folder.read("d/manifest.json") == counted.out);
}

TEST_CASE("the same bytes for any number of threads") {
  for (const std::string& format : kFormats) {
    const Folder folder;
    const std::vector<std::string> common = {"--format", format, "--rows", "customers=3000", "--rows", "orders=15001"};
    for (const std::string threads : {"1", "2", "7"}) {
      auto arguments = common;
      arguments.insert(arguments.end(), {"--threads=" + threads, "--out=" + threads});
      CHECK(folder.run(arguments).code == 0);
    }
    for (const std::string& name : folder.names("1")) {
      CHECK(folder.read("1/" + name) == folder.read("2/" + name));
      CHECK(folder.read("1/" + name) == folder.read("7/" + name));
    }
    // Many chunks, since more than one thread was to have work.
    CHECK(folder.read("1/orders." + format).size() > 700'000);
  }
}

TEST_CASE("shards joined in order are the bytes of the whole, also where a shard has no rows") {
  for (const std::string& format : kFormats) {
    for (const std::string rows : {"0", "3", "50"}) {
      const Folder folder;
      const std::vector<std::string> common = {"--format", format, "--rows", "notes=" + rows};
      auto whole = common;
      whole.insert(whole.end(), {"--out", "whole"});
      REQUIRE(folder.run(whole).code == 0);
      std::string joined;
      std::string through_output;
      for (int i = 1; i <= 7; ++i) {
        const std::string shard = std::to_string(i) + "/7", out = "part" + std::to_string(i);
        auto part = common;
        part.insert(part.end(), {"--shard", shard, "--out", out});
        REQUIRE(folder.run(part).code == 0);
        joined += folder.read(out + "/notes." + format);
        part = common;
        part.insert(part.end(), {"--shard", shard, "--table", "notes"});
        through_output += folder.run(part).out;
      }
      CHECK(joined == folder.read("whole/notes." + format));
      CHECK(through_output == joined);
    }
  }
}

TEST_CASE("two shards do not share a folder") {
  const Folder folder;
  REQUIRE(folder.run({"--shard", "1/2", "--out", "d"}).code == 0);
  CHECK(folder.run({"--shard", "1/2", "--out", "d"}).code == 0);
  const auto other = folder.run({"--shard", "2/2", "--out", "d"});
  CHECK(other.code == 2);
  CHECK(other.err == "shop: `d` holds shard 1/2; shard 2/2 needs a folder of its own; see --help\n");
}

TEST_CASE("a range is a complete document and the same rows as in the whole") {
  const Folder folder;
  folder.run({"--out", "d"});
  const std::string csv = folder.read("d/orders.csv");
  CHECK(folder.run({"--range", "orders:3..5"}).out == lines_of(csv, 0, 1) + lines_of(csv, 4, 3));
  folder.run({"--out", "d", "--format", "json"});
  const std::string json = lines_of(folder.read("d/orders.json"), 4, 3);
  CHECK(folder.run({"--range", "orders:3..5", "--format=json"}).out == "[\n" + json.substr(0, json.size() - 2) + "\n]\n");
  CHECK(folder.run({"--range", "orders:3..5", "--format=jsonl", "--table", "orders"}).out.size() == json.size() - 3);  // the three commas
  CHECK(folder.run({"--range", "orders:3..5", "--out", "r"}).code == 0);
  CHECK(folder.names("r") == std::vector<std::string>{"manifest.json", "orders.csv"});

  const auto far = folder.run({"--rows", "customers=1000000000", "--range", "customers:999999990..999999999"});
  CHECK(far.code == 0);
  CHECK(lines_of(far.out, 1, 1).substr(0, 10) == "999999991,");
  const auto beyond = folder.run({"--range", "orders:3..120"});
  CHECK(beyond.code == 2);
  CHECK(beyond.err == "shop: `--range`: `orders` has 120 rows, so row 120 is not there; rows are counted from 0; see --help\n");
}

TEST_CASE("--table, --tables, --seed, --rows, --scale and --null") {
  const Folder folder;
  CHECK(lines_of(folder.run({"--table", "notes"}).out, 0, 3) == "note\n\"\"\na\n");
  CHECK(lines_of(folder.run({"--table", "notes", "--null", "\\N"}).out, 0, 3) == "note\n\\N\na\n");
  CHECK(folder.run({"--table", "orders", "--seed", "1"}).out != folder.run({"--table", "orders", "--seed", "2"}).out);
  CHECK(folder.run({"--table", "orders", "--seed=42"}).out == folder.run({"--table", "orders"}).out);
  REQUIRE(folder.run({"--tables", "items,notes", "--out", "d"}).code == 0);
  CHECK(folder.names("d") == std::vector<std::string>{"items.csv", "manifest.json", "notes.csv"});

  const auto rows = [&folder](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--table", "notes", "--format", "jsonl"});
    const std::string out = folder.run(arguments).out;
    return std::count(out.begin(), out.end(), '\n');
  };
  CHECK(rows({}) == 7);
  CHECK(rows({"--rows", "12"}) == 12);
  CHECK(rows({"--rows", "12", "--rows", "notes=3", "--scale", "100"}) == 3);
  CHECK(rows({"--scale", "10"}) == 70);
  CHECK(rows({"--scale", "0.5"}) == 4);
  CHECK(rows({"--scale", "0.000000001"}) == 1);
  CHECK(rows({"--rows", "notes=5", "--rows", "notes=0"}) == 0);
  CHECK(rows({"--rows", "1_0"}) == 10);
}

TEST_CASE("--list, --schema, --version and --help") {
  const Folder folder;
  const std::string list = folder.run({"--list", "--rows", "orders=1_000_000"}).out;
  CHECK(list.find("shop, edition 2026, seed 42\n") == 0);
  CHECK(list.find("orders     1 000 000 rows  [120]  7 columns\n") != std::string::npos);
  CHECK(list.find("items        999 999 rows  [0..2 per orders]  3 columns\n") != std::string::npos);
  CHECK(list.find("  balance       decimal(8,2)?\n") != std::string::npos);
  CHECK(folder.run({"--schema"}).out == fake::program().schema_text);
  CHECK(folder.run({"--version"}).out.find("shop, edition 2026, sydac runtime ") == 0);
  const std::string help = folder.run({"--help"}).out;
  for (const char* option :
       {"--out", "--table", "--tables", "--format", "--null", "--seed", "--rows", "--scale", "--range", "--shard", "--threads", "--verify",
        "--progress", "--manifest", "--sha256", "--list", "--schema", "--help", "--version"}) {
    CHECK(help.find(std::string("  ") + option + ' ') != std::string::npos);
  }
  CHECK(folder.names(".") == std::vector<std::string>{".err", ".out"});
}

TEST_CASE("the progress line is there only when asked for, and is cleared") {
  const Folder folder;
  CHECK(folder.run({"--out", "d"}).err == "");
  CHECK(folder.run({"--out", "d", "--progress", "never"}).err == "");
  // The second line comes after a tenth of a second: as many rows as that takes here.
  std::string line;
  for (std::uint64_t rows = 15'000; rows < 100'000'000 && line.find(" rows/s, ") == std::string::npos; rows *= 4) {
    line =
        folder.run({"--out", "d", "--progress", "always", "--tables", "customers,orders", "--rows", "orders=" + std::to_string(rows)}).err;
  }
  CHECK(line.find("\r  customers  0 of 50 rows\x1b[K") == 0);
  CHECK(line.find(" rows/s, ") != std::string::npos);
  CHECK(line.substr(line.size() - 4) == "\r\x1b[K");
}

TEST_CASE("a table's name never leaves the folder") {
  static constexpr sydac::ColumnInfo kColumns[] = {{.name = "x", .type = "int", .kind = sydac::Kind::integer}};
  static constexpr std::string_view kNames[] = {"../up",  "a/b",    "a\\b",     ".hidden", "..",   "CON",   "nul.txt", "Lpt1", "Orders",
                                                "orders", "ORDERS", "manifest", "x\ny",    "100%", "größe", "dot.",    "-rf"};
  static constexpr std::string_view kFiles[] = {"%2E./up",
                                                "a%2Fb",
                                                "a%5Cb",
                                                "%2Ehidden",
                                                "%2E%2E",
                                                "%43ON",
                                                "%6Eul.txt",
                                                "%4Cpt1",
                                                "Orders",
                                                "%6F%72%64%65%72%73",
                                                "%4F%52%44%45%52%53",
                                                "%6Danifest",
                                                "x%0Ay",
                                                "100%25",
                                                "größe",
                                                "dot%2E",
                                                "%2Drf"};
  struct Empty : sydac::Dataset {
    std::uint64_t rows(std::size_t) const override { return 0; }
    void write(std::size_t, std::uint64_t, std::uint64_t, const sydac::Layout&, sydac::Buffer&) const override {}
  };
  std::vector<sydac::TableInfo> tables;
  for (const auto name : kNames) tables.push_back({.name = name, .doc = "", .cardinality = "0", .columns = kColumns});
  sydac::Program program = fake::program();
  program.tables = tables;
  program.load_order = {};
  program.make = [](const sydac::Settings&) -> std::unique_ptr<sydac::Dataset> { return std::make_unique<Empty>(); };
  const Folder folder;
  REQUIRE(folder.wait(folder.start({"--out", "d/in"}, -1, program)).code == 0);
  std::vector<std::string> expected = {"manifest.json"};
  for (const auto name : kFiles) expected.push_back(std::string(name == "%2E./up" ? "%2E.%2Fup" : name) + ".csv");
  std::sort(expected.begin(), expected.end());
  CHECK(folder.names("d/in") == expected);
  CHECK(folder.names("d") == std::vector<std::string>{"in"});
}
