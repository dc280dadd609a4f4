// The entries of a pool in a running program: what is embedded, what fallbacks add, and what stays when values are added.
#include <doctest/doctest.h>

#include <set>

#include <sydac/pool.hpp>

using namespace sydac;

namespace {

constexpr PoolFieldInfo kFields[] = {{.name = "name", .type = "text", .kind = Kind::text, .max_characters = 20, .distinct = true},
                                     {.name = "price", .type = "decimal(6,2)", .kind = Kind::decimal, .precision = 6, .scale = 2},
                                     {.name = "since", .type = "date", .kind = Kind::date, .nullable = true}};
constexpr std::string_view kStars[] = {"1", "2", "3"}, kOdd[] = {"-7", "12"};
constexpr PoolKeyInfo kKeys[] = {{.name = "stars", .kind = Kind::integer, .values = kStars},
                                 {.name = "odd", .kind = Kind::integer, .values = kOdd}};
constexpr PoolFieldInfo kSaid[] = {{.name = "said", .type = "text", .kind = Kind::text, .max_characters = 20}};

PoolInfo gear(std::string_view entries, std::uint64_t size) {
  return {.name = "gear", .from_model = true, .size = size, .fields = kFields, .entries = entries};
}

std::string name_of(const PoolValues& pool, std::uint64_t entry) { return std::string(pool.text<80>(0, entry).view()); }

/// `n0 1.00`, `n1 2.00`, …
std::vector<std::string> numbered(std::uint64_t row) { return {"n" + std::to_string(row), std::to_string(row + 1) + ".00", ""}; }

const PoolFile kNoFile{Settings{}};

}  // namespace

TEST_CASE("embedded entries are unescaped and exact") {
  const PoolInfo info = gear("a\\tb\\\\c\\n\t-0.05\t2026-01-31\nplain\t9999.99\t\\N\n", 2);
  const PoolValues pool(kNoFile, info);
  CHECK(pool.size() == 2);
  CHECK(name_of(pool, 0) == "a\tb\\c\n");
  CHECK_FALSE(pool.text<80>(0, 0).is_plain);
  CHECK(pool.text<80>(0, 1).is_plain);
  CHECK(pool.raw(1, 0) == -5);
  CHECK(pool.raw(1, 1) == 999'999);
  CHECK(pool.raw(2, 0) == 20'484);
  CHECK(pool.is_null(2, 1));
}

TEST_CASE("a value that is locked takes the place of one the fallback made, the others stay") {
  constexpr std::string_view kLocked = "Tent\t1.00\t\\N\nRope\t2.00\t\\N\nn3\t3.00\t\\N\n";
  std::vector<std::vector<std::string>> names;
  for (std::size_t lines = 0; lines <= 3; ++lines) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < lines; ++i) end = kLocked.find('\n', end) + 1;
    const PoolInfo info = gear(kLocked.substr(0, end), 5);
    PoolValues pool(kNoFile, info);
    pool.fill(numbered);
    auto& made = names.emplace_back();
    for (std::uint64_t i = 0; i < 5; ++i) made.push_back(name_of(pool, i));
    CHECK(pool.report().given == lines);
    CHECK(pool.report().filled == 5 - lines);
    CHECK(pool.report().from == (lines == 0 ? "fallback" : "lock"));
  }
  CHECK(names[0] == std::vector<std::string>{"n0", "n1", "n2", "n3", "n4"});
  CHECK(names[1] == std::vector<std::string>{"Tent", "n1", "n2", "n3", "n4"});
  CHECK(names[2] == std::vector<std::string>{"Tent", "Rope", "n2", "n3", "n4"});
  CHECK(names[3] == std::vector<std::string>{"Tent", "Rope", "n3", "n8", "n4"});  // n3 is there: its next turn
}

TEST_CASE("a fallback with too few different values stops, one that does not fit too") {
  const PoolInfo info = gear("", 3);
  PoolValues few(kNoFile, info);
  CHECK_THROWS_WITH_AS(few.fill([](std::uint64_t row) {
    return std::vector<std::string>{row % 2 == 0 ? "a" : "b", "1.00", ""};
  }),
                       "the fallback of pool `gear` gives only 2 entries that differ, 3 are needed", ValueError);
  PoolValues wide(kNoFile, info);
  CHECK_THROWS_WITH_AS(wide.fill([](std::uint64_t) {
    return std::vector<std::string>{"a", "12345.00", ""};
  }),
                       "the fallback of pool `gear`: price: `12345.00` is beyond decimal(6,2)", ValueError);
  Settings strict;
  strict.strict_pools = true;
  const PoolFile file(strict);
  PoolValues forbidden(file, info);
  CHECK_THROWS_AS(forbidden.fill(numbered), PoolError);
}

TEST_CASE("keys have entries of their own, whole numbers in any order") {
  const PoolInfo info{.name = "review", .from_model = true, .size = 2, .fields = kSaid, .keys = kKeys, .entries = "2\t12\tgiven\n"};
  PoolValues pool(kNoFile, info);
  pool.fill([](std::uint64_t row) { return std::vector<std::string>{"r" + std::to_string(row)}; });
  CHECK(pool.size() == 12);
  for (std::int64_t stars = 1; stars <= 3; ++stars) {
    for (const std::int64_t odd : {-7, 12}) {
      std::set<std::string> seen, expected;
      const auto group = (stars - 1) * 2 + (odd == 12 ? 1 : 0);
      for (std::int64_t turn = 0; turn < 2; ++turn) expected.insert("r" + std::to_string(group + 6 * turn));
      if (stars == 2 && odd == 12) expected = {"given", "r9"};
      for (std::uint64_t row = 0; row < 64; ++row) seen.insert(name_of(pool, pool.pick_of(Draw(Key{1}, row), stars, odd)));
      CHECK(seen == expected);
    }
  }
  CHECK_THROWS_WITH_AS(pool.pick_of(Draw(Key{1}, 0), std::int64_t{4}, std::int64_t{12}), "pool `review` has no entries for stars = 4",
                       ValueError);
  CHECK_THROWS_WITH_AS(pool.pick_of(Draw(Key{1}, 0), std::int64_t{1}, std::int64_t{0}), "pool `review` has no entries for odd = 0",
                       ValueError);
}

TEST_CASE("an entry is known by its first field, wherever it stands") {
  const PoolInfo first = gear("a\t1.00\t\\N\nb\t2.00\t\\N\n", 2), second = gear("b\t9.00\t\\N\na\t1.00\t\\N\n", 2);
  const PoolValues one(kNoFile, first), other(kNoFile, second);
  CHECK(one.identity(0) == other.identity(1));
  CHECK(one.identity(1) == other.identity(0));
  CHECK(one.identity(0) != one.identity(1));
}

TEST_CASE("texts of any length are kept side by side") {
  std::string entries;
  for (std::size_t i = 0; i < 3000; ++i) entries += std::string(i % 97 + 1, static_cast<char>('a' + i % 26)) + "\n";
  constexpr PoolFieldInfo kLong[] = {{.name = "x", .type = "text", .kind = Kind::text, .max_characters = 100}};
  const PoolInfo info{.name = "x", .size = 3000, .fields = kLong, .entries = entries};
  const PoolValues pool(kNoFile, info);
  char out[400 + kScribble];
  for (std::size_t i = 0; i < 3000; ++i) {
    char* const end = pool.text<400>(0, i).write(out);
    CHECK(std::string_view(out, static_cast<std::size_t>(end - out)) == std::string(i % 97 + 1, static_cast<char>('a' + i % 26)));
  }
}
