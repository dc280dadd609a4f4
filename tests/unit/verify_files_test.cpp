#include <doctest/doctest.h>

#include "unit/driver_fake_shop.hpp"

using fake::Folder;

namespace {

const std::vector<std::string> kFormats = {"csv", "json", "jsonl"};
constexpr std::string_view kVerified = "verified 4 keys, 3 foreign keys, 27 columns, 4 checks, 3 roll-ups\n";

/// The folder "d" with files of one format.
class Written : public Folder {
 public:
  explicit Written(std::string format, std::vector<std::string> more = {}) : format_(std::move(format)) {
    more.insert(more.end(), {"--out", "d", "--format", format_});
    REQUIRE(run(more).code == 0);
  }
  std::string file(const std::string& table) const { return "d/" + table + '.' + format_; }
  /// Replaces the line of a row, which has to contain `from`; the first `from` in it becomes `to`.
  void change(const std::string& table, std::size_t row, const std::string& from, const std::string& to) const {
    std::string text = read(file(table));
    const std::size_t heads = format_ == "jsonl" ? 0 : 1;
    std::size_t at = 0;
    for (std::size_t line = 0; line < row + heads; ++line) at = text.find('\n', at) + 1;
    const std::size_t found = text.find(from, at);
    REQUIRE(found < text.find('\n', at));
    text.replace(found, from.size(), to);
    fake::write_file(path(file(table)), text);
  }
  fake::Outcome verify() const { return run({"--out", "d", "--verify"}); }

 private:
  std::string format_;
};

}  // namespace

TEST_CASE("what was written is verified, in every format, also written and verified in one run") {
  for (const std::string& format : kFormats) {
    const Written written(format);
    const auto outcome = written.verify();
    CHECK(outcome.code == 0);
    CHECK(outcome.err == "");
    CHECK(outcome.out == "  the files in d are checked as they are\n" + std::string(kVerified) +
                             "not verified: check `now > placed` (shop.sdl:13): it depends on something that is not written\n");
    const Folder fresh;
    const auto both = fresh.run({"--out", "d", "--verify", "--format", format});
    CHECK(both.code == 0);
    CHECK(both.out.find("customers." + format + "\n") != std::string::npos);
    CHECK(both.out.find(kVerified) != std::string::npos);
  }
}

TEST_CASE("files of other settings are written first, those of the same settings are not touched") {
  const Written written("csv");
  const auto inode = [&written] { return std::filesystem::last_write_time(written.path("d/orders.csv")); };
  const auto before = inode();
  CHECK(written.run({"--out", "d", "--verify", "--seed", "42", "--rows", "orders=120", "--format", "csv"}).code == 0);
  CHECK(inode() == before);
  CHECK(written.run({"--out", "d", "--verify", "--seed", "43"}).out.find("rows → orders.csv") != std::string::npos);
  CHECK(written.run({"--out", "d", "--verify", "--rows", "orders=12"}).out.find("12 rows → orders.csv") != std::string::npos);
  CHECK(written.run({"--out", "d", "--verify"}).code == 0);  // the rows are those of the manifest
  CHECK(written.run({"--out", "s", "--shard", "1/2"}).code == 0);
  CHECK(written.run({"--out", "s", "--verify"}).err == "shop: `s` holds shard 1/2; whole files are verified; see --help\n");
}

TEST_CASE("--null is honoured, from the manifest too") {
  const Written written("csv", {"--null", "a"});  // some texts are `a`: those are quoted
  CHECK(written.verify().code == 0);
  CHECK(written.run({"--out", "d", "--verify", "--null", "a"}).code == 0);
}

TEST_CASE("tables that were not written are named") {
  const Written written("csv", {"--tables", "orders,items"});
  const auto outcome = written.verify();
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("verified 2 keys, 1 foreign key, 10 columns, 1 check, 3 roll-ups\n") != std::string::npos);
  CHECK(outcome.out.find("not verified: `orders.customer_id`: `customers` was not written\n") != std::string::npos);
  CHECK(outcome.out.find("it has `customer_id.joined`, and `customers` was not written\n") != std::string::npos);
}

TEST_CASE("each kind of violation is found and named, in every format") {
  struct Case {
    std::string table;
    std::size_t row;
    std::string csv_from, csv_to, json_from, json_to, message;
  };
  const Case cases[] = {
      {"orders", 4, "5,17", "x5,17", "\"id\": 5", "\"id\": \"x5\"", "`orders.id`, row 4: `x5` is not of the type `int`"},
      {"orders", 4, "5,17", ",17", "\"id\": 5", "\"id\": null", "`orders.id`, row 4: null in a column that is not nullable"},
      {"orders", 4, "5,17", "4,17", "\"id\": 5", "\"id\": 4", "`orders`: `pk (id)` is not unique: `4` in row 3 and in row 4"},
      {"orders", 4, "5,17", "500,17", "\"id\": 5", "\"id\": 500", "`items.order_id`, row 3: `5` is not in `orders.id`"},
      {"orders", 4, "5,17", "5,51", "\"customer_id\": 17", "\"customer_id\": 51",
       "`orders.customer_id`, row 4: `51` is not in `customers.id`"},
      {"orders", 4, "2020-02-05", "2020-02-30", "2020-02-05", "2020-02-30",
       "`orders.placed`, row 4: `2020-02-30T08:00:00` is not of the type `timestamp`"},
      {"orders", 4, "2020-02-05", "2019-12-05", "2020-02-05", "2019-12-05",
       "`orders`, row 4: check `placed >= customer_id.joined and (shipped == null or shipped <= placed + 30d)` (shop.sdl:11) does not "
       "hold: placed = "
       "2019-12-05T08:00:00, customer_id.joined = 2020-01-17T10:00:00, shipped = null"},
      {"orders", 4, "237.57,", "237.58,", "237.57,", "237.58,",
       "`orders.total`, row 4: `237.58` is not `total = sum(items.amount)`, which is 237.57"},
      {"orders", 4, "237.57,", "-237.57,", "237.57,", "-237.57,", "(shop.sdl:10) does not hold: total = -237.57"},
      {"orders", 4, ",1,237", ",2,237", "\"lines\": 1", "\"lines\": 2",
       "`orders.lines`, row 4: `2` is not `lines = count(items)`, which is 1"},
      {"orders", 4, ",1,237.57", ",1,", "\"dearest\": 237.57", "\"dearest\": null",
       "`orders.dearest`, row 4: `null` is not `dearest = max(items.amount)`, which is 237.57"},
      {"items", 3, "237.57", "237.570", "237.57", "237.570", "`items.amount`, row 3: `237.570` is not of the type `decimal(8,2)`"},
      {"items", 3, "237.57", "237.56", "237.57", "237.56",
       "`orders.total`, row 4: `237.57` is not `total = sum(items.amount)`, which is 237.56"},
      {"items", 3, "5,1", "5,3", "\"line\": 1", "\"line\": 3", "`items.line`, row 3: `3` is above the maximum `2`"},
      {"items", 3, "5,1", "5,0", "\"line\": 1", "\"line\": 0", "`items.line`, row 3: `0` is below the minimum `1`"},
      {"items", 5, "6,2", "6,1", "\"line\": 2", "\"line\": 1",
       "`items`: `pk (order_id, line)` is not unique: `6, 1` in row 4 and in row 5"},
      {"customers", 4, "user4@example.com", "user3@example.com", "user4@example.com", "user3@example.com",
       "`customers`: `unique (email)` is not unique: `user3@example.com` in row 3 and in row 4"},
      {"customers", 4, "user4@", "user4444444444444444444444444444@", "user4@", "user4444444444444444444444444444@",
       "`user4444444444444444444444444444@example.com` has 44 characters, `text(40)` allows 40"},
      {"customers", 1, ",-0.50,", ",10000.00,", ": -0.50,", ": 10000.00,",
       "`customers.balance`, row 1: `10000.00` is above the maximum `9999.99`"},
      {"customers", 1, ",-0.50,", ",-50.01,", ": -0.50,", ": -50.01,",
       "`customers.balance`, row 1: `-50.01` is below the minimum `-50.00`"},
      {"customers", 1, ":30:00,", ":60:00,", ":30:00\"", ":60:00\"", "is not of the type `time`"},
      {"customers", 1, "1990-", "1991-", "1990-", "1991-", "is above the maximum `1990-12-31`"},
      {"customers", 1, ".250Z", ".250", ".250Z", ".250", "is not of the type `timestamptz`"},
      {"customers", 1, "PT0S", "PT0", "PT0S", "PT0", "is not of the type `interval`"},
      {"customers", 1, "-4000-", "-400g-", "-4000-", "-400g-", "is not of the type `uuid`"},
      {"customers", 1, "\\x00ff", "\\x00f", "\\\\x00ff", "\\\\x00f", "is not of the type `bytes`"},
  };
  for (const std::string& format : kFormats) {
    for (const Case& wrong : cases) {
      CAPTURE(format);
      CAPTURE(wrong.message);
      const Written written(format);
      const bool is_csv = format == "csv";
      // In CSV the fourth customer's text has a line feed, so the rows below lie one line deeper.
      const std::size_t row = wrong.row + (is_csv && wrong.table == "customers" && wrong.row > 3 ? 1 : 0);
      written.change(wrong.table, row, is_csv ? wrong.csv_from : wrong.json_from, is_csv ? wrong.csv_to : wrong.json_to);
      const auto outcome = written.verify();
      CHECK(outcome.code == 4);
      CHECK_MESSAGE(outcome.err.find(wrong.message) != std::string::npos, outcome.err);
    }
  }
}

TEST_CASE("values of an enumeration, of booleans and of real numbers") {
  for (const std::string& format : kFormats) {
    const Written written(format);
    std::string text = written.read(written.file("customers"));
    const std::string original = text;
    const auto verified = [&](const std::string& from, const std::string& to) {
      text = original;
      const std::size_t found = text.find(from, text.find("user0"));
      REQUIRE(found != std::string::npos);
      text.replace(found, from.size(), to);
      fake::write_file(written.path(written.file("customers")), text);
      const auto outcome = written.verify();
      CHECK(outcome.code == 4);
      return outcome.err;
    };
    CHECK(verified("silver", "bronze").find("`bronze` is not one of the 3 values") != std::string::npos);
    CHECK(verified("true", "TRUE").find(format == "csv" ? "`TRUE` is not of the type `bool`" : "expected a value") != std::string::npos);
    CHECK(verified(".25", ".2x").find(format == "csv" ? "is not of the type `float`" : "expected") != std::string::npos);
    CHECK(verified("größe", "gr\xf6\xdf").find("is not of the type `text`") != std::string::npos);
  }
}

TEST_CASE("rows missing or too many, and bytes that break no rule") {
  for (const std::string& format : kFormats) {
    const Written written(format);
    const std::string notes = written.read(written.file("notes"));
    std::string fewer = notes;
    const std::size_t last = format == "json" ? fewer.rfind(",\n") : fewer.rfind('\n', fewer.size() - 2) + 1;
    fewer.erase(last, format == "json" ? fewer.rfind("\n]") - last : std::string::npos);
    fake::write_file(written.path(written.file("notes")), fewer);
    CHECK(written.verify().err == "shop: notes." + format + ": `notes` has 6 rows, not 7\n");
    std::string other = notes;
    other.replace(other.find("b c"), 3, "c b");
    fake::write_file(written.path(written.file("notes")), other);
    const auto outcome = written.verify();
    CHECK(outcome.code == 4);
    CHECK(outcome.err == "shop: notes." + format + ": other bytes than manifest.json tells, though every rule of the schema holds\n");
    std::filesystem::remove(written.path("d/manifest.json"));
    CHECK(written.run({"--out", "d", "--verify", "--format", format}).code == 0);  // nothing to hold it against
  }
}

TEST_CASE("malformed files are reported with their line") {
  struct Case {
    std::string format, from, to, message;
  };
  const Case cases[] = {
      {"csv", "id,customer_id", "id,customer",
       ":1: not a well-formed csv file: the header has `customer` where the column `customer_id` is expected"},
      {"csv", "lines,dearest", "lines", ":1: not a well-formed csv file: 6 fields where 7 are expected"},
      {"csv", "dearest\n", "dearest,more\n", ":1: not a well-formed csv file: more than 7 fields"},
      {"csv", "\n5,17,", "\n5,17,9,", ":6: not a well-formed csv file: more than 7 fields"},
      {"csv", "\n5,17,", "\n\n5,17,", ":6: not a well-formed csv file: an empty line"},
      {"csv", "\n5,17,", "\n5,\"17\"7,", ":6: not a well-formed csv file: a closing quote is followed by `7`"},
      {"csv", "\n5,17,", "\n5,1\"7,", ":6: not a well-formed csv file: a quote within an unquoted field"},
      {"csv", "\n5,17,", "\r\n5,17,", ":5: not a well-formed csv file: a carriage return outside quotes"},
      {"csv", "\n5,17,", "\n5,\"17,", ":6: not a well-formed csv file: a quoted field without an end"},
      {"json", "[\n", "{\n", ":1: not a well-formed json file: expected `[`, found `{`"},
      {"json", "\n]\n", "\n", ":122: not a well-formed json file: expected `,`, found the end"},
      {"json", "\n]\n", ",\n]\n", ":122: not a well-formed json file: expected `{`, found `]`"},
      {"json", "\n]\n", "\n]]\n", ":122: not a well-formed json file: something after the array"},
      {"json", "\"id\": 5,", "\"id\": 05,", ":6: not a well-formed json file: a number begins with 0"},
      {"json", "\"id\": 5,", "\"ix\": 5,", ":6: not a well-formed json file: the key `ix` is no column of `orders`"},
      {"json", "\"id\": 5, ", "", ":6: not a well-formed json file: an object without the key `id`"},
      {"json", "\"id\": 5,", "\"customer_id\": 5,", ":6: not a well-formed json file: the key `customer_id` twice in one object"},
      {"json", "\"id\": 5,", "\"id\": \"\\x\",", ":6: not a well-formed json file: expected an escape, found `x`"},
      {"json", "\"id\": 5,", "\"id\": \"\\ud800\",", ":6: not a well-formed json file: expected `\\u`"},
      {"jsonl", "{\"id\": 5,", "\n{\"id\": 5,", ":5: not a well-formed jsonl file: expected `{`"},
      {"jsonl", "{\"id\": 5,", "{\"id\":\n5,", ":5: not a well-formed jsonl file: expected a value"},
  };
  for (const Case& wrong : cases) {
    CAPTURE(wrong.message);
    const Written written(wrong.format);
    std::string text = written.read(written.file("orders"));
    const std::size_t found = text.find(wrong.from);
    REQUIRE(found != std::string::npos);
    text.replace(found, wrong.from.size(), wrong.to);
    fake::write_file(written.path(written.file("orders")), text);
    const auto outcome = written.verify();
    CHECK(outcome.code == 4);
    CHECK_MESSAGE(outcome.err.find("orders." + wrong.format + wrong.message) != std::string::npos, outcome.err);
  }
  for (const std::string& format : kFormats) {
    const Written written(format);
    std::string text = written.read(written.file("orders"));
    text.resize(text.size() - 20);
    fake::write_file(written.path(written.file("orders")), text);
    CHECK(written.verify().code == 4);
    fake::write_file(written.path(written.file("orders")), "");
    CHECK(written.verify().code == 4);
    std::filesystem::remove(written.path(written.file("orders")));
    CHECK(written.verify().code == 3);
  }
}

TEST_CASE("any single changed byte is noticed") {
  for (const std::string format : {"csv", "json"}) {
    const Written written(format, {"--rows", "customers=4", "--rows", "orders=4", "--tables", "customers,orders"});
    const std::string original = written.read(written.file("orders"));
    for (std::size_t at = 0; at < original.size(); at += 5) {
      std::string text = original;
      text[at] = static_cast<char>(text[at] ^ 1);
      fake::write_file(written.path(written.file("orders")), text);
      CHECK(written.verify().code == 4);
    }
  }
}
