// What is no pattern: where it is and what is said. And that no pattern takes long.
#include <doctest/doctest.h>

#include <ctime>
#include <optional>

#include "base/regex/regex.hpp"

using namespace sydac::compiler;

namespace {

struct Case {
  std::string pattern;
  std::string marked;  // the bytes that the problem is about
  std::string reason;
  std::size_t begin = std::string::npos;  // where `marked` is not the first of its kind
};

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::optional<RegexProblem> problem_of(std::string_view pattern, std::optional<std::uint32_t> max = std::nullopt) {
  auto result = compile_regex(pattern, max);
  if (auto* problem = std::get_if<RegexProblem>(&result)) return *problem;
  return std::nullopt;
}

void check(const Case& one) {
  CAPTURE(one.pattern);
  const auto problem = problem_of(one.pattern);
  REQUIRE(problem.has_value());
  CHECK(one.pattern.substr(problem->begin, problem->end - problem->begin) == one.marked);
  CHECK(problem->begin == (one.begin == std::string::npos ? one.pattern.find(one.marked) : one.begin));
  CHECK(problem->reason == one.reason);
}

double seconds_of(std::string_view pattern) {
  const std::clock_t start = std::clock();
  static_cast<void>(compile_regex(pattern));
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("what is not regular, or not known") {
  for (const Case& one : std::initializer_list<Case>{
           {"(a)\\1", "\\1", "a back-reference, `\\1`, is not regular"},
           {"(?<n>a)\\k<n>", "\\k", "a back-reference, `\\k`, is not regular"},
           {"a\\g1", "\\g", "a back-reference, `\\g`, is not regular"},
           {"(?P<n>a)(?P=n)", "(?P=", "a back-reference, `(?P=`, is not regular"},
           {"a(?R)?", "(?R", "a recursion, `(?R`, is not regular"},
           {"(a)(?1)", "(?1", "a recursion, `(?1`, is not regular"},
           {"(?&n)", "(?&", "a recursion, `(?&`, is not regular"},
           {"(?P>n)", "(?P>", "a recursion, `(?P>`, is not regular"},
           {"(?=a)b", "(?=", "`(?=` begins a look-ahead, patterns have none"},
           {"(?!a)b", "(?!", "`(?!` begins a look-ahead, patterns have none"},
           {"a(?<=a)b", "(?<=", "`(?<=` begins a look-behind, patterns have none"},
           {"a(?<!a)b", "(?<!", "`(?<!` begins a look-behind, patterns have none"},
           {"(?>a|b)", "(?>", "`(?>` begins an atomic group, patterns have none"},
           {"(a)?(?(1)b|c)", "(?(", "`(?(` begins a conditional, patterns have none"},
           {"a++", "++", "`++` is a possessive repetition, patterns have none"},
           {"a{2,3}+b", "{2,3}+", "`{2,3}+` is a possessive repetition, patterns have none"},
           {"\\bfoo", "\\b", "`\\b` is a word boundary, patterns have none"},
           {"foo\\y", "\\y", "`\\y` is a word boundary, patterns have none"},
           {"a\\Qb", "\\Q", "`\\Q` is not an escape"},
           {"\\0", "\\0", "`\\0` is not an escape"},
           {"[\\b]", "\\b", "`\\b` is not an escape"},
           {"[[:letter:]]", "[:letter:]", "the class `[:letter:]` is not known"},
           {"[[.-.]]", "[.-.]", "`[.-.]` depends on the language of the reader"},
           {"[[=e=]]", "[=e=]", "`[=e=]` depends on the language of the reader"},
           {"[a-z&&[^b]]", "&&", "`&&` between classes is not known"},
           {"x\\p{Klingon}", "\\p{Klingon}", "the set `\\p{Klingon}` is not known"},
           {"\\pX", "\\pX", "the set `\\pX` is not known"},
           {"a(?i)b", "(?i)", "`(?i)` at the start is the only flag that is known"},
           {"(?s:.)", "(?s:", "`(?i)` at the start is the only flag that is known"},
           {"(?|a)", "(?", "`(?` begins no known kind of group"},
           {"(?<1>a)", "(?<1", "the name of the group is not closed or not a name"},
       }) {
    check(one);
  }
}

TEST_CASE("signs that are not closed, open nothing or repeat nothing") {
  for (const Case& one : std::initializer_list<Case>{
           {"a(b", "(", "`(` is never closed"},
           {"a(b(c)", "(", "`(` is never closed", 1},
           {"ab)", ")", "`)` closes nothing"},
           {"[ab", "[", "`[` is never closed"},
           {"[[:alpha:", "[:", "`[:` is never closed"},
           {"\\p{L", "\\p{", "`{` is never closed"},
           {"ab]", "]", "`]` closes nothing"},
           {"a{2}}", "}", "`}` closes nothing", 4},
           {"a{", "{", "`{` begins no repetition, such as `{2}` or `{2,5}`"},
           {"a{x}", "{", "`{` begins no repetition, such as `{2}` or `{2,5}`"},
           {"a{,}", "{", "`{` begins no repetition, such as `{2}` or `{2,5}`"},
           {"*a", "*", "there is nothing for `*` to repeat"},
           {"a|?", "?", "there is nothing for `?` to repeat"},
           {"(+)", "+", "there is nothing for `+` to repeat"},
           {"{2}", "{", "there is nothing for `{` to repeat"},
           {"a**", "*", "`*` repeats a repetition", 2},
           {"a{2}{3}", "{", "`{` repeats a repetition", 4},
           {"^*a", "*", "an anchor can not be repeated"},
           {"a{5,2}", "{5,2}", "`{5,2}` ends below its start"},
           {"a{60000}", "{60000}", "`{60000}` is more than 50 000 times"},
           {"a{1,99999999999999999999}", "{1,99999999999999999999}", "`{1,99999999999999999999}` is more than 50 000 times"},
           {"a\\", "\\", "`\\` at the end escapes nothing"},
       }) {
    check(one);
  }
}

TEST_CASE("classes and characters that can not be") {
  for (const Case& one : std::initializer_list<Case>{
           {"a[]", "[]", "the class `[]` has no characters"},
           {"[^]a]", "[^]", "the class `[^]` has no characters"},
           {"[^ -~]", "[^ -~]", "no printable ASCII character is left for `[^ -~]`"},
           {"[z-a]", "z-a", "the range `z-a` ends below its start"},
           {"[a-\\d]", "a-\\d", "the range `a-\\d` ends with a set"},
           {"[\\x00-a]", "[\\x00-a]", "U+0000 can not be part of a text"},
           {"a\\x00", "\\x00", "U+0000 can not be part of a text"},
           {"a\\x{110000}", "\\x{110000}", "`\\x{110000}` is above U+10FFFF, the last character"},
           {"\\x{ffffffffffffffffff}", "\\x{ffffffffffffffffff}", "`\\x{ffffffffffffffffff}` is above U+10FFFF, the last character"},
           {"\\uD800", "\\uD800", "`\\uD800` is a surrogate, which is not a character"},
           {"[\\uDFFF]", "\\uDFFF", "`\\uDFFF` is a surrogate, which is not a character"},
           {"\\x4", "\\x4", "`\\x` needs 2 hexadecimal digits, or some in `{ }`"},
           {"\\u12g", "\\u12", "`\\u` needs 4 hexadecimal digits, or some in `{ }`"},
           {"\\x{}", "\\x{", "`\\x` needs 2 hexadecimal digits, or some in `{ }`"},
           {"a\xff", "\xff", "a byte that is not part of UTF-8 text"},
           {"a\xc3(", "\xc3", "a byte that is not part of UTF-8 text"},
           {std::string("a\0b", 3), std::string("\0", 1), "U+0000 can not be part of a text"},
       }) {
    check(one);
  }
}

TEST_CASE("anchors that can not match") {
  const std::string start = "` can not match behind something, it is the start of the text";
  const std::string end = "` can not match before something, it is the end of the text";
  for (const Case& one : std::initializer_list<Case>{
           {"a^", "^", "`^" + start},
           {"(a|b^)", "^", "`^" + start},
           {"a?^b", "^", "`^" + start},
           {"(^a){2}", "^", "`^" + start},
           {"b\\Aa", "\\A", "`\\A" + start},
           {"$a", "$", "`$" + end},
           {"(a$)b", "$", "`$" + end},
           {"(a$)+", "$", "`$" + end},
           {"a\\Zb", "\\Z", "`\\Z" + end},
           {"\\zb", "\\z", "`\\z" + end},
       }) {
    check(one);
  }
}

TEST_CASE("languages that are too large, too small or too complex") {
  const auto about_all = [](const std::string& pattern, const std::string& reason) { check({pattern, pattern, reason}); };
  about_all("[a-z]{0,60}", "about 10^85 strings match, where what varies in length can have 2^126, which is about 10^38");
  about_all("(a{1000}){1000}", "the pattern, with its repetitions written out, has more than 50 000 places");
  about_all("[ab]{0,100}a[ab]{30}", "the pattern is too complex to be counted");

  const auto short_column = problem_of("[A-Z]{12}", 8);
  REQUIRE(short_column.has_value());
  CHECK(short_column->reason == "the shortest string has 12 characters, `text(8)` holds 8");
  CHECK(short_column->begin == 0);
  CHECK(short_column->end == 9);
  CHECK(problem_of("a", 0)->reason == "the shortest string has 1 character, `text(0)` holds 0");
  CHECK_FALSE(problem_of("a*", 0).has_value());
  CHECK_FALSE(problem_of("[A-Z]{12}", 12).has_value());
  CHECK_FALSE(problem_of("[a-z]{0,60}", 26).has_value());
  CHECK_FALSE(problem_of("[a-z]{60}").has_value());
}

TEST_CASE("groups nest as deep as is said and no deeper") {
  CHECK_FALSE(problem_of(repeated("(", 200) + "a" + repeated(")", 200)).has_value());
  check({repeated("(", 201) + "a" + repeated(")", 201), "(", "more than 200 groups inside each other", 200});
  check({repeated("(", 100'000), "(", "more than 200 groups inside each other", 200});
  CHECK_FALSE(problem_of(repeated("(a)", 1000)).has_value());
}

TEST_CASE("no pattern takes long") {
  std::string words, classes, ranges;
  for (int i = 0; i < 3000; ++i) {
    words += (i == 0 ? "" : "|") + std::to_string(i * 7919) + "word";
    classes += "[\\x{" + std::to_string(1000 + i) + "}-\\x{9999}]";
    ranges += "\\x{" + std::to_string(10'000 + 2 * i) + "}";
  }
  for (const std::string& pattern : {repeated("(", 200) + repeated("a?){0,9}", 200),
                                     repeated("(", 150) + "a" + repeated("){1000}", 150),
                                     repeated("(", 150) + repeated("){50000}", 150),
                                     std::string("(a|b|ab){0,2000}"),
                                     std::string("(a?){40000}"),
                                     std::string("((a|ab|abc|b|bc|c){0,200}){0,200}"),
                                     repeated("a?", 40'000),
                                     repeated("(a|b)?", 10'000),
                                     repeated("|", 500'000),
                                     repeated("()", 500'000),
                                     repeated("a|", 100'000),
                                     words,
                                     classes,
                                     "[" + ranges + "]{9}",
                                     "([" + ranges + "]|a.){0,50}",
                                     std::string(".*a.{2000}"),
                                     std::string("(.*a.*b.*c.*d.*e.*){8}"),
                                     repeated("[", 300'000),
                                     repeated("\\p{L}*", 500),
                                     repeated("^", 200'000) + "a",
                                     repeated("(a|^)", 30'000),
                                     std::string("[a-z]{50000}"),
                                     std::string("(()|()){49999}a"),
                                     repeated("(|a)", 20'000)}) {
    CAPTURE(pattern.substr(0, 40));
    CHECK(seconds_of(pattern) < 2);  // of the processor; a quarter of a second in an optimised build
  }
}
