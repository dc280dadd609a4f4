#include <doctest/doctest.h>

#include <cctype>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::shown;

namespace {

enum class Status : std::uint8_t { fresh, paid, odd };
[[maybe_unused]] constexpr Texts<"new", "paid", "a, b"> names_of(Status) { return {}; }
enum class Size : std::uint8_t { small, large };
[[maybe_unused]] constexpr Texts<"S", "L"> names_of(Size) { return {}; }

constexpr char kEntry[33] = "Mary\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

}  // namespace

TEST_CASE("joins write their parts and know what they may hold") {
  const auto joined = join(Word{kEntry, 4}, " "_text, 12, "/"_text, 9.50_dec, "@"_text, Date::of(2026, 1, 31), true, 0.5, Status::paid);
  CHECK(shown(joined) == "Mary 12/9.50@2026-01-31true0.5paid");
  CHECK(shown(join("only"_text)) == "only");
  static_assert(decltype(join("a"_text, " "_text, "b"_text))::plain);
  static_assert(!decltype(join("a"_text, " "_text))::plain);
  static_assert(!decltype(join(" "_text, "a"_text))::plain);
  static_assert(!decltype(join("a"_text, ", "_text, "b"_text))::plain);
  static_assert(decltype(join(""_text, "b"_text))::plain);
  static_assert(!decltype(join(""_text, " b"_text))::plain);
  static_assert(!decltype(join(TextView<5>("x"), "b"_text))::plain);
  static_assert(decltype(join(std::int64_t{1}, Word{}))::max_bytes == 52);
  static_assert(decltype(join(Size::small, 1))::plain);
  static_assert(!decltype(join(Status::odd, 1))::plain);
  static_assert(join("A"_text, 12) == "A12"_text);
}

TEST_CASE("lower and upper change ASCII letters only") {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  std::string low = all, high = all;
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (char& c : high) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  for (std::size_t begin = 0; begin < 250; ++begin) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{9}, all.size() - begin}) {
      if (begin + size > all.size()) continue;
      const TextView<255> view(std::string_view(all).substr(begin, size));
      REQUIRE(shown(lower(view)) == low.substr(begin, size));
      REQUIRE(shown(upper(view)) == high.substr(begin, size));
    }
  }
  static_assert(lower("HeLLO \xC3\x84"_text) == "hello \xC3\x84"_text);
}

TEST_CASE("buffers keep what was put in") {
  Text<10> buffer("abc"_text);
  const Text<10> other = buffer;
  buffer = Text<10>(join(12345, "67890"_text, ""_text).rest);
  CHECK(shown(buffer) == "67890");
  CHECK(shown(other) == "abc");
  CHECK(shown(Text<10>()) == "");
  CHECK(shown(Text<30>(buffer)) == "67890");
  static_assert(Text<5>("abc"_text) == "abc"_text);
}

TEST_CASE("texts compare by their bytes") {
  CHECK("a"_text < "b"_text);
  CHECK("a"_text < "aa"_text);
  CHECK("Z"_text < "a"_text);
  CHECK("z"_text < "\xC3\xA4"_text);  // bytes are unsigned
  CHECK(join("a"_text, 1) == Text<2>("a1"_text));
  CHECK(join("a"_text, 1) != "a2"_text);
  CHECK(""_text == Text<3>());
  CHECK(text_of(Status::odd) == "a, b"_text);
  CHECK(Word{kEntry, 4} == "Mary"_text);
}

TEST_CASE("characters are code points") {
  CHECK(characters("abc"_text) == 3);
  CHECK(characters("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"_text) == 3);
  CHECK(characters(""_text) == 0);
}

TEST_CASE("uuids and bytes") {
  CHECK(shown(Uuid{0x0123456789abcdef, 0xfedcba9876543210}) == "01234567-89ab-cdef-fedc-ba9876543210");
  CHECK(shown(Bytes<3>{{0x00, 0xff, 0x7a}}) == "\\x00ff7a");
  test::Numbers numbers(1);
  for (int i = 0; i < 1'000; ++i) {
    const std::uint64_t bits = numbers.next(), more = numbers.next();
    const Uuid uuid = Uuid::version_4(bits, more);
    const std::string text = shown(uuid);
    REQUIRE(text[14] == '4');
    REQUIRE((text[19] == '8' || text[19] == '9' || text[19] == 'a' || text[19] == 'b'));
    // Each of the 122 bits shows.
    const std::uint64_t one = std::uint64_t{1} << (numbers.next() % 64);
    REQUIRE(Uuid::version_4(bits ^ one, more) != uuid);
    REQUIRE((Uuid::version_4(bits, more ^ one) != uuid) == (one >> 58 == 0));
  }
}

TEST_CASE("lists of texts of every width") {
  using Short = Texts<"a", "bcdefgh">;
  using Long = Texts<"", "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789">;
  CHECK(shown(Short::at(1)) == "bcdefgh");
  CHECK(shown(Long::at(0)) == "");
  CHECK(shown(Long::at(1)).size() == 72);
  static_assert(Short::plain && !Long::plain);
  static_assert(Texts<"abcdefgh">::max_bytes == 8);
  CHECK(shown(Texts<"abcdefghijklmnop">::at(0)) == "abcdefghijklmnop");
}
