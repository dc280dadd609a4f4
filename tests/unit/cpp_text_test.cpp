#include "emit/cpp_text.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <limits>
#include <random>
#include <set>
#include <vector>

#include "unit/cpp_tokens.hpp"

using namespace sydac::compiler;

namespace {

const std::vector<std::string> kNasty = {"class",
                                         "*/",
                                         "\"); system(\"x\"); //",
                                         "first name",
                                         "",
                                         " ",
                                         "_",
                                         "__",
                                         "_Upper",
                                         "a__b",
                                         "a_",
                                         "_a",
                                         "1",
                                         "1st",
                                         "x",
                                         "x_",
                                         "x1",
                                         "x_y",
                                         "xor",
                                         "EOF",
                                         "NULL",
                                         "errno",
                                         "major",
                                         "linux",
                                         "unix",
                                         "assert",
                                         "I",
                                         "id",
                                         "ID",
                                         "é",
                                         "日本",
                                         "a b",
                                         "a_x20_b",
                                         "a_x20_",
                                         "a\nb",
                                         "\\",
                                         "a\\\nb",
                                         "\?\?=",
                                         "#include",
                                         "R\"(",
                                         ")\"",
                                         "%>",
                                         "<:",
                                         "\xFF",
                                         "\xE2\x80\xAE",
                                         "\xE2\x80\xA8",
                                         "\xEF\xBB\xBF",
                                         "a\tb",
                                         "a\rb",
                                         std::string("nul\0nul", 7),
                                         "${x}",
                                         "{{name}}",
                                         "/*",
                                         "//",
                                         "'",
                                         "std",
                                         "main",
                                         "sydac",
                                         "template",
                                         "co_await",
                                         "operator",
                                         "a-b",
                                         "a.b",
                                         "true",
                                         "\\u0041",
                                         "\\",
                                         "trailing\\ ",
                                         "\?\?/",
                                         "\xF4\x8F\xBF\xBF",
                                         "😀",
                                         "row",
                                         "data",
                                         "stdin"};

std::string random_bytes(std::mt19937& random) {
  std::string text(random() % 12, ' ');
  for (char& c : text) c = random() % 3 == 0 ? static_cast<char>(random()) : "x_aA0 \\?/\"\n*F"[random() % 13];
  return text;
}

}  // namespace

TEST_CASE("names that can stay do") {
  for (const std::string name : {"id", "first_name", "x", "x1", "camelCase", "a_x20_b", "Id2"}) CHECK(cpp_identifier(name) == name);
}

TEST_CASE("names that can not") {
  CHECK(cpp_identifier("class") == "class_");
  CHECK(cpp_identifier("EOF") == "EOF_");
  CHECK(cpp_identifier("errno") == "errno_");
  CHECK(cpp_identifier("first name") == "first_x20_name_");
  CHECK(cpp_identifier("class_") == "class_x5F_");
  CHECK(cpp_identifier("_id") == "x5F_id_");
  CHECK(cpp_identifier("2nd") == "x32_nd_");
  CHECK(cpp_identifier("prénom") == "pr_xE9_nom_");
  CHECK(cpp_identifier("a__b") == "a_x5F_x5F_b_");
  CHECK(cpp_identifier("\xFF") == "xFFFFFFFF_");
  CHECK(cpp_identifier("") == "x_");
}

TEST_CASE("every name has an identifier of its own, from which it can be read back") {
  std::mt19937 random(3);
  std::vector<std::string> names = kNasty;
  for (int i = 0; i < 20'000; ++i) names.push_back(random_bytes(random));
  for (const std::string& name : names) {
    const std::string identifier = cpp_identifier(name);
    CAPTURE(name);
    REQUIRE(cpp_tokens::is_identifier(identifier));
    REQUIRE_FALSE(is_cpp_reserved(identifier));
    REQUIRE(cpp_tokens::name_of_identifier(identifier) == name);
  }
}

TEST_CASE("types and constants") {
  CHECK(cpp_type_name("customers") == "Customers");
  CHECK(cpp_type_name("order_items") == "OrderItems");
  CHECK(cpp_type_name("ORDER_ITEMS") == "OrderItems");
  CHECK(cpp_type_name("orderItems") == "OrderItems");
  CHECK(cpp_type_name("order items!") == "OrderItems");
  CHECK(cpp_type_name("2nd") == "T2nd");
  CHECK(cpp_type_name("quarter_1_2") == "Quarter1_2");
  CHECK(cpp_type_name("n_a_n") == "NAN_");
  CHECK(cpp_type_name("日本") == "X65e5X672c");
  CHECK(cpp_type_name("") == "T");
  CHECK(cpp_type_name("*/") == "T");
  CHECK(cpp_constant_name("order status") == "kOrderStatus");
  for (const std::string& name : kNasty) {
    CAPTURE(name);
    CHECK(cpp_tokens::is_identifier(cpp_type_name(name)));
    CHECK_FALSE(is_cpp_reserved(cpp_type_name(name)));
    CHECK(cpp_tokens::is_identifier(cpp_constant_name(name)));
  }
}

TEST_CASE("a scope hands out each name once") {
  NameScope scope{"row"};
  CHECK(scope.claim("row") == "row_2");
  CHECK(scope.claim("row") == "row_3");
  CHECK(scope.claim("row_2") == "row_2_2");
  CHECK(scope.claim("class_") == "class_");
  CHECK(scope.claim("class_") == "class_2");
  CHECK(scope.claim("id") == "id");
  CHECK(scope.has("id"));
}

TEST_CASE("literals hold exactly the bytes") {
  CHECK(cpp_string_literal("a\"b\\c\n") == R"("a\"b\\c\n")");
  CHECK(cpp_string_literal(std::string_view("\0001", 2)) == R"("\0001")");
  CHECK(cpp_string_literal("é 漢 \xFF") == "\"é 漢 \\377\"");
  CHECK(cpp_string_literal("\?\?/") == "\"?\\?/\"");
  CHECK(cpp_string_literal("\xE2\x80\xAE") == "\"\\342\\200\\256\"");
  CHECK(cpp_string_lines("a\nb\n", "    ") == "\"a\\n\"\n    \"b\\n\"");
  CHECK(cpp_string_lines("", "  ") == "\"\"");
  std::mt19937 random(5);
  for (int i = 0; i < 20'000; ++i) {
    const std::string bytes = i < static_cast<int>(kNasty.size()) ? kNasty[static_cast<std::size_t>(i)] : random_bytes(random);
    CAPTURE(bytes);
    REQUIRE(cpp_tokens::literal_bytes(cpp_string_literal(bytes)) == bytes);
    REQUIRE(cpp_tokens::literal_bytes(cpp_string_lines(bytes, "  ")) == bytes);
  }
}

TEST_CASE("comments stay comments") {
  CHECK(cpp_comment_lines("One.\n\nTwo.\n") == "/// One.\n///\n/// Two.\n");
  CHECK(cpp_comment_lines("C:\\dir\\\nint x;", "  ", "//") == "  // C:\\dir\\ .\n  // int x;\n");
  CHECK(cpp_comment_lines("a\\  ") == "/// a\\ .\n");
  CHECK(cpp_comment_lines("\?\?/") == "/// \?\?/ .\n");
  CHECK(cpp_comment_lines("a\rb\r\nc") == "/// a\n/// b\n/// c\n");
  CHECK(cpp_comment_lines("x\xE2\x80\xAEy\xFFz\x0Bw") == "/// x<U+202E>y<FF>z<U+000B>w\n");
  CHECK(cpp_comment_lines("") == "");
  CHECK(cpp_comment_text("a\nb\\") == "a b\\ .");
  std::mt19937 random(8);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = i < static_cast<int>(kNasty.size()) ? kNasty[static_cast<std::size_t>(i)] : random_bytes(random);
    CAPTURE(text);
    REQUIRE(cpp_tokens::is_comment_lines(cpp_comment_lines(text, "  "), "  ", "///"));
    REQUIRE(cpp_tokens::is_comment_lines("// " + cpp_comment_text(text + "x") + "\n", "", "//"));
  }
}

TEST_CASE("numbers") {
  CHECK(cpp_integer(0) == "0");
  CHECK(cpp_integer(9999) == "9999");
  CHECK(cpp_integer(-10000) == "-10'000");
  CHECK(cpp_integer(1234567) == "1'234'567");
  CHECK(cpp_integer(std::numeric_limits<std::int64_t>::max()) == "9'223'372'036'854'775'807");
  CHECK(cpp_integer(std::numeric_limits<std::int64_t>::min()) == "(-9'223'372'036'854'775'807 - 1)");
  CHECK(cpp_unsigned(std::numeric_limits<std::uint64_t>::max()) == "18'446'744'073'709'551'615u");
  CHECK(cpp_hex(255) == "0x00000000000000ffu");
  CHECK(cpp_double(2) == "2.0");
  CHECK(cpp_double(0.1) == "0.1");
  CHECK(cpp_double(-0.0) == "-0.0");
  CHECK(cpp_double(1e300) == "1e+300");
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const double value = static_cast<double>(random()) / static_cast<double>(1 + random() % 1'000'000);
    REQUIRE(std::strtod(cpp_double(value).c_str(), nullptr) == value);
  }
}

TEST_CASE("the C++ compiler agrees: names, literals and comments of nasty texts, without a warning") {
  std::string program =
      "#include <algorithm>\n#include <array>\n#include <cerrno>\n#include <charconv>\n#include <cmath>\n#include <csignal>\n#include "
      "<cstdint>\n#include <cstdio>\n"
      "#include <cstdlib>\n#include <cstring>\n#include <optional>\n#include <string_view>\n#include <fcntl.h>\n#include "
      "<sys/stat.h>\n#include <sys/mman.h>\n"
      "#include <sys/sysmacros.h>\n#include <unistd.h>\nnamespace generated {\n";
  std::set<std::string> seen;
  NameScope types;
  for (const std::string& name : kNasty) {
    if (!seen.insert(name).second) continue;
    program += cpp_comment_lines(name + "\nthen " + name);
    const std::string type = types.claim(cpp_type_name(name));
    NameScope members{type};
    program += "struct " + type + " {  // " + cpp_comment_text(name) + "\n";
    program += "  int " + members.claim(cpp_identifier(name)) + "() const { return 1; }\n};\n";
    program += "static_assert(std::string_view(" + cpp_string_literal(name) + ", " + std::to_string(name.size()) + ").size() == sizeof(" +
               cpp_string_literal(name) + ") - 1);\n";
    program += "constexpr char " + cpp_identifier("text " + name) + "[] =\n    " + cpp_string_lines(name, "    ") + ";\n";
    program += "static_assert(sizeof(" + cpp_identifier("text " + name) + ") == " + std::to_string(name.size() + 1) + ");\n";
  }
  program += "struct All {\n";
  for (const std::string& name : seen) program += "  int " + cpp_identifier(name) + "() const { return 1; }\n";
  program += "};\n[[maybe_unused]] constexpr std::int64_t kLow = " + cpp_integer(std::numeric_limits<std::int64_t>::min()) + ";\n";
  program += "[[maybe_unused]] constexpr std::uint64_t kHigh = " + cpp_unsigned(std::numeric_limits<std::uint64_t>::max()) + ";\n}\n";

  const std::string path = std::string(SYDAC_BUILD_DIR) + "/cpp_text_test_program.cpp";
  std::ofstream(path, std::ios::binary) << program;
  int tried = 0;
  for (const std::string compiler : {"g++", "clang++"}) {
    if (std::system(("command -v " + compiler + " >/dev/null").c_str()) != 0) continue;
    ++tried;
    CAPTURE(compiler);
    const std::string command = compiler + " -std=c++20 -fsyntax-only -Wall -Wextra -Wconversion -Wshadow -Werror '" + path + "'";
    CHECK(std::system(command.c_str()) == 0);
    CHECK(std::system((command + " -trigraphs -Wno-trigraphs").c_str()) == 0);
  }
  CHECK(tried > 0);
}
