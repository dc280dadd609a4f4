// The tables of every regular expression of the corpus, as the C++ that a generated program has: compiles them without warnings and
// compares the strings that come out with those of the compiler. The program is left as patterns.cpp in the work directory.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>

#include "emit/cpp_text.hpp"
#include "emit/pattern_text.hpp"
#include "regex/support.hpp"

using namespace regex_test;
using sydac::compiler::cpp_hex;
using sydac::compiler::cpp_string_literal;

namespace {

std::string number(PatternCount value) {
  return "wide_count(" + cpp_hex(static_cast<std::uint64_t>(value >> 64)) + ", " + cpp_hex(static_cast<std::uint64_t>(value)) + ")";
}

std::string check_of(const std::string& name, const Pattern& part) {
  std::string code = "  {\n    static constexpr Expected kExpected[] = {";
  for (PatternCount i = 0; i < 20; ++i) {
    const PatternCount k = i < 10 ? i % part.count : part.count / 11 * (i - 9) + (i == 19 ? 0 : 1) % part.count;
    code += "{" + number(k) + ", " + cpp_string_literal(string_of(part, k)) + "}, ";
  }
  code += "};\n    check_strings(Table(\"" + name + "\", " + name + "), kExpected);\n";
  return code + "    require(" + name + ".count() == " + number(part.count) + ", \"" + name + " has another count\");\n  }\n";
}

/// Languages that the corpus lacks: large characters, long texts, many parts, signs that mean something in a spelling.
std::vector<CorpusEntry> more_entries() {
  std::string words, scattered;
  for (int i = 0; i < 400; ++i) {
    words += (i == 0 ? "" : "|") + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i * i) + "x";
    char code[16];
    std::snprintf(code, sizeof code, "\\x{%x}", 0x1000 + 3 * i);
    scattered += code;
  }
  std::vector<CorpusEntry> entries = {{words, {}}, {"[" + scattered + "]{2}", {}}};
  for (const char* pattern : {"", "()", "a?", "\\[\\]\\{2\\}\\\\[\\]\\\\^-]{2}\"", "[\\x01-\\x1f\\x7f]{2}\\n", "[^,\"]{3}", " ?a ?",
                              "a{500}[bc]d{90}", "[ab]{300}", "[\\x{10000}-\\x{10ffff}]{2}x[\\x{800}-\\x{ffff}]",
                              "\xc3\xa9[a\xc3\xa0]{2}\xe2\x82\xac[bc]\xc3\xa9", "\\?\\?=[?]{0,2}[?!]", "[0-9a-f]{31}", "[0-9a-f]{31}z?",
                              "([a-z]{2,24}-){6}[a-z]{1,20}", "[a-c]{0,70}", "\\u200b[\\u202a-\\u202e]", "%[%d]", "/\\*x\\*/[/*]"}) {
    entries.push_back({pattern, {}});
  }
  return entries;
}

std::string program_of(const std::vector<CorpusEntry>& entries) {
  std::string tables, checks;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Regex regex = compiled(entries[i].pattern, entries[i].max);
    const std::string name = "kPattern" + std::to_string(i);
    tables += pattern_tables(regex, name, entries[i].pattern);
    std::set<std::string> seen;  // equal parts share their tables
    for (const Pattern& part : regex.parts) {
      if (!seen.insert(pattern_tables(part, name)).second) continue;
      checks += check_of(regex.parts.size() == 1 ? name : name + "Part" + std::to_string(seen.size()), part);
    }
    checks.append("  check_draws(\"" + name + "\", ").append(name + ", ").append(cpp_string_literal(entries[i].pattern) + ");\n");
  }
  return "#include \"regex/check_tables.hpp\"\n\nusing namespace sydac;\nusing namespace check_tables;\n\n" + tables + "\nint main() {\n" +
         checks + "  return failures == 0 ? 0 : 1;\n}\n";
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
  return value;
}

}  // namespace

int main() {
  auto entries = corpus();
  for (auto& entry : more_entries()) entries.push_back(std::move(entry));
  const std::string work = environment("SYDAC_WORK_DIR"), source = environment("SYDAC_SOURCE_DIR");
  std::ofstream(work + "/patterns.cpp") << program_of(entries);
  const std::string compile = environment("CXX") + " -std=c++20 -O0 -Wall -Wextra -Wconversion -Wshadow -Werror -I '" + source +
                              "/runtime/include' -I '" + source + "/tests' '" + work + "/patterns.cpp' '" + environment("SYDAC_BUILD_DIR") +
                              "/lib/libsydac_runtime.a' -pthread -o '" + work + "/patterns'";
  if (std::system(compile.c_str()) != 0) {
    std::cerr << "the tables do not compile\n";
    return 1;
  }
  if (std::system(("'" + work + "/patterns'").c_str()) != 0) return 1;
  std::cout << entries.size() << " patterns\n";
}
