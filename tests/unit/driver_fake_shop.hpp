// A program such as the compiler makes, written by hand, to test what does not depend on the schema: four tables with every kind of column,
// a self reference, a composite key, roll-ups and checks. Each cell is a function of the seed and the row.
#pragma once

#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <sydac/program.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

namespace fake {

using sydac::ColumnInfo;
using sydac::Kind;

inline constexpr std::string_view kLevels[] = {"new", "silver", "gold"};
inline constexpr std::array<std::uint16_t, 1> kFirst = {0}, kSecond = {1}, kThird = {2};
inline constexpr std::array<std::uint16_t, 1> kInvitedBy = {13};
inline constexpr std::array<std::uint16_t, 2> kFirstTwo = {0, 1};

inline constexpr ColumnInfo kCustomerColumns[] = {
    {.name = "id", .type = "int", .kind = Kind::integer, .minimum = "1"},
    {.name = "email", .type = "text(40)", .kind = Kind::text, .max_characters = 40},
    {.name = "nick, \"name\"", .type = "text", .kind = Kind::text, .nullable = true},
    {.name = "level", .type = "level", .kind = Kind::enumeration, .values = kLevels},
    {.name = "balance",
     .type = "decimal(8,2)",
     .kind = Kind::decimal,
     .nullable = true,
     .scale = 2,
     .minimum = "-50.00",
     .maximum = "9999.99"},
    {.name = "score", .type = "float", .kind = Kind::real},
    {.name = "active", .type = "bool", .kind = Kind::boolean},
    {.name = "born", .type = "date", .kind = Kind::date, .minimum = "1990-01-01", .maximum = "1990-12-31"},
    {.name = "wakes", .type = "time", .kind = Kind::time},
    {.name = "joined", .type = "timestamp", .kind = Kind::timestamp},
    {.name = "seen", .type = "timestamptz", .kind = Kind::timestamptz},
    {.name = "pause", .type = "interval", .kind = Kind::interval},
    {.name = "code", .type = "uuid", .kind = Kind::uuid},
    {.name = "invited_by", .type = "int", .kind = Kind::integer, .nullable = true},
    {.name = "extra", .type = "json", .kind = Kind::json},
    {.name = "blob", .type = "bytes", .kind = Kind::bytes},
};
inline constexpr ColumnInfo kOrderColumns[] = {
    {.name = "id", .type = "int", .kind = Kind::integer},
    {.name = "customer_id", .type = "int", .kind = Kind::integer},
    {.name = "placed", .type = "timestamp", .kind = Kind::timestamp},
    {.name = "shipped", .type = "timestamp", .kind = Kind::timestamp, .nullable = true},
    {.name = "total", .type = "decimal(10,2)", .kind = Kind::decimal, .scale = 2},
    {.name = "lines", .type = "int", .kind = Kind::integer},
    {.name = "dearest", .type = "decimal(8,2)", .kind = Kind::decimal, .nullable = true, .scale = 2},
};
inline constexpr ColumnInfo kItemColumns[] = {
    {.name = "order_id", .type = "int", .kind = Kind::integer},
    {.name = "line", .type = "int", .kind = Kind::integer, .minimum = "1", .maximum = "2"},
    {.name = "amount", .type = "decimal(8,2)", .kind = Kind::decimal, .scale = 2},
};
inline constexpr ColumnInfo kNoteColumns[] = {{.name = "note", .type = "text", .kind = Kind::text, .nullable = true}};

inline constexpr sydac::KeyInfo kCustomerKeys[] = {{"pk (id)", kFirst}, {"unique (email)", kSecond}};
inline constexpr sydac::KeyInfo kOrderKeys[] = {{"pk (id)", kFirst}};
inline constexpr sydac::KeyInfo kItemKeys[] = {{"pk (order_id, line)", kFirstTwo}};
inline constexpr sydac::ReferenceInfo kCustomerReferences[] = {{"invited_by", kInvitedBy, 0, kFirst}};
inline constexpr sydac::ReferenceInfo kOrderReferences[] = {{"customer_id", kSecond, 0, kFirst}};
inline constexpr sydac::ReferenceInfo kItemReferences[] = {{"order_id", kFirst, 1, kFirst}};
inline constexpr sydac::CheckInfo kOrderChecks[] = {
    {"total >= 0", "shop.sdl:10"},
    {"placed >= customer_id.joined and (shipped == null or shipped <= placed + 30d)", "shop.sdl:11"},
    {"customer_id.level in (new, silver, gold)", "shop.sdl:12"},
    {"now > placed", "shop.sdl:13", false},
};
inline constexpr sydac::CheckInfo kItemChecks[] = {{"order_id.customer_id.active or amount < 100000", "shop.sdl:20"}};
inline constexpr sydac::RollupInfo kOrderRollups[] = {{"total = sum(items.amount)", 4, "sum", 2, 0, 2},
                                                      {"lines = count(items)", 5, "count", 2, 0, -1},
                                                      {"dearest = max(items.amount)", 6, "max", 2, 0, 2}};

inline constexpr sydac::TableInfo kTables[] = {
    {.name = "customers",
     .doc = "",
     .cardinality = "50",
     .columns = kCustomerColumns,
     .keys = kCustomerKeys,
     .references = kCustomerReferences},
    {.name = "orders",
     .doc = "",
     .cardinality = "120",
     .columns = kOrderColumns,
     .keys = kOrderKeys,
     .references = kOrderReferences,
     .checks = kOrderChecks,
     .rollups = kOrderRollups},
    {.name = "items",
     .doc = "",
     .cardinality = "0..2 per orders",
     .settable = false,
     .columns = kItemColumns,
     .keys = kItemKeys,
     .references = kItemReferences,
     .checks = kItemChecks},
    {.name = "notes", .doc = "", .cardinality = "7", .columns = kNoteColumns},
};
inline constexpr std::uint16_t kLoadOrder[] = {0, 1, 2, 3};

/// A cell in the form it has in a CSV file before quoting.
struct Cell {
  std::string text;
  bool is_null = false;
  bool is_bare = false;  // number, boolean or document in JSON
};

inline std::string padded(std::uint64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}
inline std::string money(std::uint64_t cents) { return std::to_string(cents / 100) + '.' + padded(cents % 100, 2); }

class Shop : public sydac::Dataset {
 public:
  /// Throws, waits or does anything else before a row is written.
  static inline std::function<void(std::size_t table, std::uint64_t row)> before_row;

  explicit Shop(const sydac::Settings& settings) : seed_(settings.seed) {
    rows_[0] = settings.rows("customers", 50);
    rows_[1] = settings.rows("orders", 120);
    rows_[2] = rows_[1];  // orders have 0, 1 and 2 items in turn
    rows_[2] = rows_[1] / 3 * 3 + (rows_[1] % 3 == 2 ? 1 : 0);
    rows_[3] = settings.rows("notes", 7);
    if (rows_[0] == 0 && rows_[1] != 0) throw sydac::Overrun("`orders` needs at least 1 of `customers`, which has 0 rows");
  }
  std::uint64_t rows(std::size_t table) const override { return rows_[table]; }

  void write(std::size_t table, std::uint64_t first, std::uint64_t last, const sydac::Layout& layout, sydac::Buffer& out) const override {
    for (std::uint64_t row = first; row < last; ++row) {
      if (before_row) before_row(table, row);
      const auto cells = row_of(table, row);
      if (layout.format == sydac::Format::json && row != layout.document_first) out.append(",\n");
      out.append(layout.format == sydac::Format::csv ? csv(cells, layout) : json(table, cells));
      if (layout.format == sydac::Format::jsonl) out.append("\n");
    }
  }

 private:
  static std::uint64_t cents(std::uint64_t item) { return item * 7919 % 100'000; }
  static std::uint64_t first_item(std::uint64_t order) { return order / 3 * 3 + (order % 3 == 2 ? 1 : 0); }

  std::vector<Cell> row_of(std::size_t table, std::uint64_t row) const {
    switch (table) {
      case 0: return customer(row);
      case 1: return order(row);
      case 2: return item(row);
      default: return {row % 3 == 0 ? Cell{"", true} : Cell{row % 3 == 1 ? "a" : "b c"}};
    }
  }
  std::vector<Cell> customer(std::uint64_t row) const {
    static const std::array<std::string, 6> nicks = {"", "a,b", "say \"hi\"", "two\nlines", " spaced ", "größe"};
    const std::uint64_t mixed = row * 0x9e3779b97f4a7c15U + seed_;
    const std::string hex = padded(mixed % 1'000'000'000'000, 12);
    return {{std::to_string(row + 1), false, true},
            {"user" + std::to_string(row) + "@example.com"},
            {row % 7 == 6 ? "" : nicks[row % 7], row % 7 == 6},
            {std::string(kLevels[mixed % 3])},
            {row % 5 == 0   ? ""
             : row % 5 == 1 ? "-0.50"
                            : money(mixed % 900'000),
             row % 5 == 0, true},
            {std::to_string(mixed % 1000) + ".25", false, true},
            {mixed % 2 == 0 ? "true" : "false", false, true},
            {"1990-" + padded(mixed % 12 + 1, 2) + '-' + padded(mixed % 28 + 1, 2)},
            {padded(mixed % 24, 2) + ":30:00"},
            {"2020-01-" + padded(row % 28 + 1, 2) + "T10:00:00"},
            {"2020-02-01T10:00:00.250Z"},
            {row % 2 == 0 ? "P1Y2M3DT4H5M6.5S" : "PT0S"},
            {padded(mixed % 100'000'000, 8) + "-0000-4000-8000-" + hex},
            {row < 3 ? "" : std::to_string(row / 2), row < 3, true},
            {R"({"a": [1, "x"]})", false, true},
            {"\\x00ff"}};
  }
  std::vector<Cell> order(std::uint64_t row) const {
    const std::uint64_t customer_row = (row * 31 + seed_) % rows_[0];
    const std::uint64_t count = row % 3, item = first_item(row);
    const std::uint64_t one = count > 0 ? cents(item) : 0, two = count > 1 ? cents(item + 1) : 0;
    return {{std::to_string(row + 1), false, true},
            {std::to_string(customer_row + 1), false, true},
            {"2020-02-" + padded(row % 28 + 1, 2) + "T08:00:00"},
            {row % 4 == 0 ? "" : "2020-03-01T08:00:00", row % 4 == 0},
            {money(one + two), false, true},
            {std::to_string(count), false, true},
            {count == 0 ? "" : money(std::max(one, two)), count == 0, true}};
  }
  static std::vector<Cell> item(std::uint64_t row) {
    const std::uint64_t order = row / 3 * 3 + (row % 3 == 0 ? 1 : 2);
    return {
        {std::to_string(order + 1), false, true}, {std::to_string(row % 3 == 2 ? 2 : 1), false, true}, {money(cents(row)), false, true}};
  }

  static std::string csv(const std::vector<Cell>& cells, const sydac::Layout& layout) {
    std::string out;
    for (const Cell& cell : cells) {
      if (&cell != &cells.front()) out += ',';
      const bool is_plain = !cell.text.empty() && cell.text.find_first_of(",\"\n") == std::string::npos && cell.text.front() != ' ';
      if (cell.is_null && (cells.size() > 1 || !layout.null_token.empty())) {
        out += layout.null_token;
      } else if (is_plain && cell.text != layout.null_token) {
        out += cell.text;
      } else {
        out += quoted(cell.text, "\"\"", "\n");
      }
    }
    return out + '\n';
  }
  static std::string json(std::size_t table, const std::vector<Cell>& cells) {
    std::string out = "{";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i != 0) out += ", ";
      out += quoted(std::string(kTables[table].columns[i].name), "\\\"", "\\n") + ": ";
      std::string text = cells[i].text;
      for (std::size_t at = text.find('\\'); !cells[i].is_bare && at != std::string::npos; at = text.find('\\', at + 2))
        text.insert(at, 1, '\\');
      out += cells[i].is_null ? "null" : cells[i].is_bare ? cells[i].text : quoted(text, "\\\"", "\\n");
    }
    return out + '}';
  }
  static std::string quoted(const std::string& text, const char* quote, const char* line_feed) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? quote : c == '\n' ? line_feed : std::string(1, c);
    return out + '"';
  }

  std::uint64_t seed_;
  std::array<std::uint64_t, 4> rows_{};
};

inline std::unique_ptr<sydac::Dataset> make_shop(const sydac::Settings& settings) { return std::make_unique<Shop>(settings); }

inline sydac::Program program() {
  return {.dataset = "shop",
          .edition = "2026",
          .source = "shop.sdl",
          .schema_sha256 = "0123abcd",
          .seed = 42,
          .tables = kTables,
          .load_order = kLoadOrder,
          .schema_text = "edition 2026\ndataset shop\n",
          .make = &make_shop};
}

// --- running it as a process of its own ---

struct Outcome {
  int code = -1;  // -1 when a signal ended it
  int signal = 0;
  std::string out, err;
};

inline std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}
inline void write_file(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc).write(text.data(), static_cast<std::streamsize>(text.size()));
}

/// An empty folder of its own, removed in the end; the working directory of the programs run from it.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sydac-driver-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return path_ + '/' + name; }
  std::string read(const std::string& name) const { return read_file(path(name)); }
  bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }
  std::vector<std::string> names(const std::string& folder) const {
    std::vector<std::string> found;
    if (!has(folder)) return found;
    for (const auto& entry : std::filesystem::directory_iterator(path(folder))) found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

  /// Starts the program with standard output and error in files (or standard output in the descriptor `output`).
  pid_t start(std::vector<std::string> arguments, int output = -1, const sydac::Program& its_program = program()) const {
    std::fflush(nullptr);  // or the child writes the test's own output once more
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (output < 0) output = ::open(path(".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const bool is_ready = ::chdir(path_.c_str()) == 0 && ::dup2(output, 1) == 1 &&
                          ::dup2(::open(path(".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), 2) == 2;
    if (!is_ready) ::_exit(99);
    arguments.insert(arguments.begin(), "shop");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const int code = sydac::run_program(its_program, static_cast<int>(arguments.size()), argv.data());
    std::fflush(nullptr);
    ::_exit(code);
  }
  Outcome wait(pid_t child) const {
    int status = 0;
    ::waitpid(child, &status, 0);
    Outcome outcome;
    if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    outcome.out = read(".out");
    outcome.err = read(".err");
    return outcome;
  }
  Outcome run(std::vector<std::string> arguments, int output = -1) const { return wait(start(std::move(arguments), output)); }

 private:
  std::string path_;
};

}  // namespace fake
