#include <doctest/doctest.h>

#include "runtime_support.hpp"

using namespace sydac;

namespace {

struct Data {};

/// One cell of any text, as long as 600 bytes.
TextView<600> cell_text;  // NOLINT: the rows below must be functions of something

struct OneText : RootRow<Data> {
  using RootRow::RootRow;
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(cell_text);
  }
};
struct TwoTexts : RootRow<Data> {
  using RootRow::RootRow;
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(row());
    out.cell(cell_text);
  }
};
struct Nulls : RootRow<Data> {
  using RootRow::RootRow;
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(Maybe<std::int64_t>());
    out.cell(Maybe<std::int64_t>(5));
    out.cell(Maybe<Text<5>>());
    out.cell("NULL"_text);
    out.cell(""_text);
  }
};
struct OneNull : RootRow<Data> {
  using RootRow::RootRow;
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(Maybe<std::int64_t>());
  }
};

constexpr ColumnInfo kColumns[] = {
    {"a", "", Kind::text}, {"b", "", Kind::text}, {"c", "", Kind::text}, {"d", "", Kind::text}, {"e", "", Kind::text}};

template <class Row>
std::string written(std::size_t columns, std::string_view token = {}, std::uint64_t first = 0, std::uint64_t last = 1) {
  Layout layout;
  layout.null_token = token;
  Buffer out;
  write_rows<Row>(Data{}, first, last, layout, std::span(kColumns).first(columns), out);
  return std::string(out.view());
}

/// RFC 4180 in its simplest form.
std::string quoted_slowly(const std::string& text, const std::string& token) {
  bool quote = text.empty() || text == "\\." || (!token.empty() && text == token);
  if (!text.empty()) quote = quote || text.front() == ' ' || text.front() == '\t' || text.back() == ' ' || text.back() == '\t';
  std::string doubled;
  for (const char c : text) {
    quote = quote || c == ',' || c == '"' || c == '\n' || c == '\r';
    doubled += c;
    if (c == '"') doubled += c;
  }
  return quote ? "\"" + doubled + "\"" : doubled;
}

}  // namespace

TEST_CASE("texts are quoted where they must be, against a slow reference") {
  test::Numbers numbers(1);
  const std::string alphabet = "ab ,\"\n\r\t\\.N\xC3\xA4";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    const std::size_t size = i % 50 == 0 ? 500 + numbers.next() % 100 : numbers.next() % 20;
    for (std::size_t k = 0; k < size; ++k) text += i % 3 == 0 ? 'a' : alphabet[numbers.next() % alphabet.size()];
    if (i % 3 == 0 && size > 0) text[numbers.next() % size] = alphabet[numbers.next() % alphabet.size()];
    cell_text = TextView<600>(text);
    const std::string token = i % 2 == 0 ? "" : i % 5 == 0 ? text : "N";
    REQUIRE(written<OneText>(1, token) == quoted_slowly(text, token) + "\n");
    REQUIRE(written<TwoTexts>(2, token) == quoted_slowly("0", token) + "," + quoted_slowly(text, token) + "\n");
  }
}

TEST_CASE("null, the empty text and the null token are three things") {
  CHECK(written<Nulls>(5) == ",5,,NULL,\"\"\n");
  CHECK(written<Nulls>(5, "NULL") == "NULL,5,NULL,\"NULL\",\"\"\n");
  CHECK(written<Nulls>(5, "5") == "5,\"5\",5,NULL,\"\"\n");
  CHECK(written<Nulls>(5, std::string(100, '-')) == std::string(100, '-') + ",5," + std::string(100, '-') + ",NULL,\"\"\n");
}

TEST_CASE("a single column never gives an empty line") {
  CHECK(written<OneNull>(1) == "\"\"\n");
  CHECK(written<OneNull>(1, "NULL") == "NULL\n");
  cell_text = TextView<600>();
  CHECK(written<OneText>(1) == "\"\"\n");
}

TEST_CASE("rows are appended behind what the buffer holds, over many of its growths") {
  cell_text = TextView<600>("x,\"y");
  std::string expected;
  for (std::uint64_t row = 5; row < 30'000; ++row) expected += std::to_string(row) + ",\"x,\"\"y\"\n";
  Buffer out;
  out.append("head\n");
  write_rows<TwoTexts>(Data{}, 5, 20'000, Layout{}, std::span(kColumns).first(2), out);
  write_rows<TwoTexts>(Data{}, 20'000, 20'000, Layout{}, std::span(kColumns).first(2), out);
  write_rows<TwoTexts>(Data{}, 20'000, 30'000, Layout{}, std::span(kColumns).first(2), out);
  CHECK(out.view() == "head\n" + expected);
}
