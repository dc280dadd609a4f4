// Functions of the language in the runtime, each against the obvious way to do it.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <sydac/generated.hpp>
#include "texts.hpp"

using namespace sydac;
using texts::render;

namespace {

using Short = Text<64>;

Short text(const std::string& value) { return TextView<64>(value); }

std::vector<std::string> split(const std::string& value) {
  std::vector<std::string> characters;
  for (const char c : value) {
    if ((static_cast<unsigned char>(c) & 0xc0) == 0x80)
      characters.back() += c;
    else
      characters.emplace_back(1, c);
  }
  return characters;
}

/// By the positions themselves: 1 is the first character, -1 the last, 0 the place before the first.
std::string naive_substring(const std::string& value, std::int64_t start, std::int64_t count) {
  const auto characters = split(value);
  const auto size = static_cast<std::int64_t>(characters.size());
  if (start < 0) start += size + 1;
  std::string result;
  for (std::int64_t place = start; place < start + count; ++place) {
    if (place >= 1 && place <= size) result += characters[static_cast<std::size_t>(place - 1)];
  }
  return result;
}

}  // namespace

TEST_CASE("substr of every start and count") {
  for (const std::string value : {"", "a", "abcdef", "Zoë Łódź €"}) {
    for (std::int64_t start = -14; start <= 14; ++start) {
      for (std::int64_t count = -2; count <= 14; ++count) {
        CAPTURE(value);
        CAPTURE(start);
        CAPTURE(count);
        CHECK(render(substring<14>(text(value), start, count)) == naive_substring(value, start, count));
      }
      CHECK(render(substring<64>(text(value), start)) == naive_substring(value, start, 40));
    }
  }
  CHECK(render(substring<3>("abc"_text, kInt64Min, kInt64Max)) == "abc");
  CHECK(render(substring<3>("abc"_text, kInt64Max, kInt64Max)).empty());
}

TEST_CASE("replace finds from the left, and may grow") {
  CHECK(render(replace("aaaa"_text, "aa"_text, "b"_text)) == "bb");
  CHECK(render(replace("aaa"_text, "a"_text, "xyz"_text)) == "xyzxyzxyz");
  CHECK(render(replace("abc"_text, ""_text, "x"_text)) == "abc");
  CHECK(render(replace(text("Łódź"), text("ó"), "oo"_text)) == "Łoodź");
  CHECK(render(replace(""_text, "a"_text, "b"_text)).empty());
  CHECK(detail::replaced_bytes(7, 2, 5) == 16);
}

TEST_CASE("trim, pad, slug and ascii") {
  CHECK(render(trim("  a b "_text)) == "a b");
  CHECK(render(trim("   "_text)).empty());
  CHECK(render(trim(text("éaé"), text("é"))) == "a");
  CHECK(render(trim(text("éaè"), text("éè"))) == "a");
  CHECK(render(trim("ab"_text, ""_text)) == "ab");
  CHECK(render(pad_left<5>("ab"_text, text("é"))) == "éééab");
  CHECK(render(pad_right<5>(text("ëb"), "."_text)) == "ëb...");
  CHECK(render(pad_right<2>("abc"_text, "."_text)) == "abc");
  CHECK(render(slug(text("  Ça va -- ÉTÉ 2026! "))) == "ca-va-ete-2026");
  CHECK(render(slug(text("日本"))).empty());
  CHECK(render(ascii(text("ÀÿŻşŘßÞœ–“”日"))) == "AyZsRssTHoe-\"\"?");
  CHECK(render(ascii(text("\xc3"))) == "?");
}

TEST_CASE("every Latin letter loses its mark only") {
  for (unsigned code = 0xc0; code < 0x250; ++code) {
    const char bytes[] = {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f)), 0};
    const std::string_view letters = detail::ascii_of(std::string_view(bytes, 2));
    CHECK(!letters.empty());
    CHECK(letters.size() <= 2);
    for (const char c : letters) CHECK(((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '?'));
  }
}

// compiler/check/functions_text.cpp counts on it.
TEST_CASE("words of en_US are ASCII") {
  for (const auto& file : std::filesystem::directory_iterator(std::string(SYDAC_SOURCE_DIR) + "/runtime/data/en_US")) {
    std::ifstream in(file.path(), std::ios::binary);
    for (char c = 0; in.get(c);) REQUIRE_MESSAGE(static_cast<unsigned char>(c) < 0x80, file.path().string());
  }
}

TEST_CASE("floor, ceil and rounding to even, against fractions written out") {
  for (std::int64_t raw = -2500; raw <= 2500; ++raw) {
    const Decimal<2> value{raw};
    const std::int64_t down = raw >= 0 ? raw / 100 : -((-raw + 99) / 100);
    CHECK(floor_to_integer(value) == down);
    CHECK(floor_to_integer(wide(value)) == down);
    CHECK(ceil_to_integer(value) == (raw % 100 == 0 ? down : down + 1));
    CHECK(floor_to_integer(static_cast<double>(raw) / 4) == static_cast<std::int64_t>(std::floor(static_cast<double>(raw) / 4)));
    CHECK(ceil_to_integer(static_cast<double>(raw) / 4) == static_cast<std::int64_t>(std::ceil(static_cast<double>(raw) / 4)));
    const std::int64_t rest = raw - down * 100;
    CHECK(round_even_to_integer(value) == (rest < 50 ? down : rest > 50 ? down + 1 : down % 2 == 0 ? down : down + 1));
  }
  CHECK_THROWS_AS(floor_to_integer(1e19), ValueError);
  CHECK_THROWS_AS(ceil_to_integer(-1e19), ValueError);
  CHECK_THROWS_AS(floor_to_integer(NAN), ValueError);
  CHECK(floor_to_integer(-9223372036854775808.0) == kInt64Min);
}

TEST_CASE("parts of dates, day by day") {
  std::int64_t week = 1;
  for (std::int32_t days = kFirstDate.days; days <= kLastDate.days; days += days > -2000 && days < 40'000 ? 1 : 97) {
    const Date date{days};
    const Civil civil = date.civil();
    CHECK(quarter_of(date) == (civil.month <= 3 ? 1 : civil.month <= 6 ? 2 : civil.month <= 9 ? 3 : 4));
    const Date monday = truncated<Unit::week>(date);
    CHECK(weekday_of(monday) == 1);
    CHECK(date.days - monday.days < 7);
    // The week with the 4th of January is the first one.
    const std::int32_t year = Date{monday.days + 3}.civil().year;
    week = (monday.days - truncated<Unit::week>(Date::of(year, 1, 4)).days) / 7 + 1;
    CHECK(week_of(date) == week);
    CHECK(truncated<Unit::month>(date) == Date::of(civil.year, civil.month, 1));
    CHECK(truncated<Unit::quarter>(Timestamp::of(date, Time{77})) == Timestamp::of(civil.year, (civil.month + 2) / 3 * 3 - 2, 1));
  }
  const Timestamp moment = Timestamp::of(1959, 12, 31, 23, 59, 58, 999'999);
  CHECK(hour_of(moment) == 23);
  CHECK(minute_of(moment) == 59);
  CHECK(second_of(moment) == 58);
  CHECK(truncated<Unit::minute>(moment) == Timestamp::of(1959, 12, 31, 23, 59));
  CHECK(truncated<Unit::second>(moment) == Timestamp::of(1959, 12, 31, 23, 59, 58));
  CHECK(to_time(moment) == Time::of(23, 59, 58, 999'999));
}

TEST_CASE("ages by counting birthdays") {
  for (const Date born : {Date::of(2000, 2, 29), Date::of(1999, 12, 31), Date::of(2000, 1, 1)}) {
    std::int64_t birthdays = 0;
    for (std::int32_t days = born.days; days < born.days + 5000; ++days) {
      const Civil civil = Date{days}.civil(), first = born.civil();
      const bool leapless = first.month == 2 && first.day == 29 && !is_leap_year(civil.year);
      const bool today = leapless ? civil.month == 3 && civil.day == 1 : civil.month == first.month && civil.day == first.day;
      birthdays += today && days != born.days ? 1 : 0;
      CHECK(age_of(born, Date{days}) == birthdays);
      CHECK(age_of(Date{days}, born) == -birthdays);
    }
  }
}

TEST_CASE("min and max of texts compare bytes, and know nulls") {
  CHECK(render(minimum("b"_text, "abc"_text, "c"_text)) == "abc");
  CHECK(render(maximum("b"_text, text("é"), "c"_text)) == "é");
  CHECK(is_null(minimum("b"_text, Maybe<Short>())));
  CHECK(render(*maximum(Maybe<Short>(text("x")), "c"_text)) == "x");
}

TEST_CASE("format of numbers, against digits put together") {
  for (std::int64_t raw = -1'234'567; raw <= 1'234'567; raw += 1'111) {
    const Decimal<2> value{raw};
    const std::int64_t tenth = round_to<1>(value).raw, magnitude = tenth < 0 ? -tenth : tenth;
    std::string whole = std::to_string(magnitude / 10);
    std::string grouped = whole;
    for (std::size_t at = grouped.size(); at > 3; at -= 3) grouped.insert(at - 3, ",");
    const std::string sign = tenth < 0 ? "-" : "", last = "." + std::to_string(magnitude % 10);
    CHECK(render(formatted<"#,##0.0">(value)) == sign + grouped + last);
    while (whole.size() < 6) whole.insert(0, "0");
    CHECK(render(formatted<"000000.0">(value)) == sign + whole + last);
  }
  CHECK(render(formatted<"0">(Decimal<3>{-499})) == "0");
  CHECK(render(formatted<"0 000">(std::int64_t{7})) == "0 007");
  CHECK(render(formatted<"0">(kInt64Min)) == "-9223372036854775808");
  for (const char* bad : {"", "#", ",0", "0,", "0,,0", "0,0_0", "0.", "0.#", "0#", "0.0.0", "a0", "0 "})
    CHECK_FALSE(detail::digit_form(bad));
}

TEST_CASE("format of moments") {
  const Timestamp moment = Timestamp::of(2026, 8, 5, 7, 3, 9);
  CHECK(render(formatted<"YYYY-MM-DDThh:mm:ssZ">(moment)) == "2026-08-05T07:03:09Z");
  CHECK(render(formatted<"DDDD, D MMMM YY">(moment)) == "Wednesday, 5 August 26");
  CHECK(render(formatted<"DDD DD MMM 'at' h'h'">(moment)) == "Wed 05 Aug at 7h");
  CHECK(render(formatted<"M/D Q">(Date::of(987, 12, 31))) == "12/31 4");
  CHECK(render(formatted<"YYYY€">(Date::of(987, 12, 31))) == "0987€");
  CHECK(render(formatted<"hh.mm">(Time::of(23, 5))) == "23.05");
  for (const char* bad : {"", "-", "YYY", "YYYYY", "MMMMM", "DDDDD", "hhh", "x", "'YYYY", "Y", "m", "s"})
    CHECK_FALSE(detail::moment_form(bad));
}

TEST_CASE("hash stays what it is") {
  CHECK(hash_of("a"_text) == hash_of(text("a")));
  CHECK(hash_of("ab"_text, "c"_text) != hash_of("a"_text, "bc"_text));
  CHECK(hash_of(std::int64_t{1}) == hash_of("1"_text));
  std::int64_t lowest = kInt64Max;
  std::uint64_t bits = 0;
  for (std::int64_t i = 0; i < 10'000; ++i) {
    const std::int64_t hash = hash_of(i, "x"_text);
    lowest = hash < lowest ? hash : lowest;
    bits |= static_cast<std::uint64_t>(hash);
  }
  CHECK(lowest >= 0);
  CHECK(bits == static_cast<std::uint64_t>(kInt64Max));
  CHECK(hash_of("golden"_text, Date::of(2026, 1, 1)) == 4671991171830396904);
}
