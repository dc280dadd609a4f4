#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "runtime_support.hpp"

using namespace sydac;

namespace {

struct Data {};
TextView<600> cell_text;  // NOLINT: the rows below must be functions of something
enum class Size : std::uint8_t { small, odd };
[[maybe_unused]] constexpr Texts<"S", "a \"b\" \\"> names_of(Size) { return {}; }

struct Everything : RootRow<Data> {
  using RootRow::RootRow;
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(row());
    out.cell(cell_text);
    out.cell(true);
    out.cell(-12.30_dec);
    out.cell(0.1);
    out.cell(Maybe<std::int64_t>());
    out.cell(Date::of(2026, 1, 31));
    out.cell(Interval{.days = 1});
    out.cell(Uuid{1, 2});
    out.cell(Bytes<2>{{1, 255}});
    out.cell(json(R"({"k": [1, 2]})"_text));
    out.cell(Size::odd);
    out.cell(kInt64Min);
  }
};

constexpr ColumnInfo kColumns[] = {
    {"id", "", Kind::integer},   {"say \"hi\"\n", "", Kind::text},
    {"bool", "", Kind::boolean}, {"money", "", Kind::decimal},
    {"real", "", Kind::real},    {"a column whose name is much longer than a copy of thirty-two bytes", "", Kind::integer},
    {"day", "", Kind::date},     {"span", "", Kind::interval},
    {"uuid", "", Kind::uuid},    {"bytes", "", Kind::bytes},
    {"doc", "", Kind::json},     {"size", "", Kind::enumeration},
    {"big", "", Kind::integer}};

std::string written(Format format, std::uint64_t first, std::uint64_t last, std::uint64_t document_first = 0) {
  Layout layout;
  layout.format = format;
  layout.document_first = document_first;
  Buffer out;
  write_rows<Everything>(Data{}, first, last, layout, kColumns, out);
  return std::string(out.view());
}

}  // namespace

TEST_CASE("every type has its JSON form, and another parser reads it") {
  cell_text = TextView<600>("x");
  const nlohmann::json row = nlohmann::json::parse(written(Format::jsonl, 7, 8));
  CHECK(row.size() == 13);
  CHECK(row["id"] == 7);
  CHECK(row["say \"hi\"\n"] == "x");
  CHECK(row["bool"] == true);
  CHECK(row["money"] == -12.3);
  CHECK(row["real"] == 0.1);
  CHECK(row[std::string(kColumns[5].name)].is_null());
  CHECK(row["day"] == "2026-01-31");
  CHECK(row["span"] == "P1D");
  CHECK(row["uuid"] == "00000000-0000-0001-0000-000000000002");
  CHECK(row["bytes"] == "\\x01ff");
  CHECK(row["doc"]["k"][1] == 2);
  CHECK(row["size"] == "a \"b\" \\");
  CHECK(row["big"] == kInt64Min);
  CHECK(written(Format::jsonl, 7, 8).find("\"money\":-12.30,") != std::string::npos);
}

TEST_CASE("texts of all bytes come back") {
  test::Numbers numbers(1);
  for (int i = 0; i < 10'000; ++i) {
    std::string text;
    const std::size_t size = i % 50 == 0 ? 500 + numbers.next() % 100 : numbers.next() % 20;
    for (std::size_t k = 0; k < size; ++k) {
      const std::uint64_t pick = numbers.next();
      if (i % 3 != 0)
        text += static_cast<char>(pick % 128);
      else
        text += pick % 40 == 0 ? '\n' : pick % 41 == 0 ? '"' : 'a';
      if (pick % 7 == 0 && text.size() < 590) text += "\xE2\x82\xAC";
    }
    text.resize(std::min<std::size_t>(text.size(), 600));
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.pop_back();
    cell_text = TextView<600>(text);
    const std::string line = written(Format::jsonl, 0, 1);
    REQUIRE(nlohmann::json::parse(line)["say \"hi\"\n"] == text);
    for (const char c : line.substr(0, line.size() - 1)) REQUIRE(static_cast<unsigned char>(c) >= 0x20);
  }
}

TEST_CASE("arrays: a comma before every row but the document's first, none at the end") {
  cell_text = TextView<600>("x");
  const std::string whole = "[\n" + written(Format::json, 0, 5000) + "\n]";
  CHECK(nlohmann::json::parse(whole).size() == 5000);
  CHECK(written(Format::json, 0, 10) + written(Format::json, 10, 5000) == written(Format::json, 0, 5000));
  CHECK(written(Format::json, 3, 5, 3).substr(0, 8) == "{\"id\":3,");
  CHECK(written(Format::json, 3, 5).substr(0, 10) == ",\n{\"id\":3,");
  std::string lines;
  for (std::uint64_t row = 0; row < 20; ++row) lines += written(Format::jsonl, row, row + 1);
  CHECK(lines == written(Format::jsonl, 0, 20));
}
