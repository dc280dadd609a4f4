#include "base/unified_diff.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <random>
#include <string>
#include <vector>

using sydac::compiler::unified_diff;

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::size_t number_at(const std::string& line, std::size_t at) {
  std::size_t value = 0;
  std::from_chars(line.data() + at, line.data() + line.size(), value);
  return value;
}

/// Applies a unified diff, checking the context on the way.
std::string patched(const std::string& old_text, const std::string& diff) {
  const std::vector<std::string> old_lines = lines_of(old_text);
  std::vector<std::string> patch = lines_of(diff);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 2; i < patch.size(); ++i) {
    std::string& line = patch[i];
    if (line.starts_with("@@ -")) {
      const std::size_t comma = line.find(',');
      const bool empty = comma < line.find('+') && number_at(line, comma + 1) == 0;
      const std::size_t first = number_at(line, 4) - (empty ? 0 : 1);
      while (at < first) out += old_lines.at(at++);
      continue;
    }
    if (i + 1 < patch.size() && patch[i + 1].starts_with("\\ No newline")) {
      line.pop_back();
      patch.erase(patch.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
    if (line[0] != '+') {
      REQUIRE(old_lines.at(at) == line.substr(1));
      ++at;
    }
    if (line[0] != '-') out += line.substr(1);
  }
  while (at < old_lines.size()) out += old_lines[at++];
  return out;
}

}  // namespace

TEST_CASE("equal texts have no difference") {
  CHECK(unified_diff("", "", "a", "b").empty());
  CHECK(unified_diff("x\ny", "x\ny", "a", "b").empty());
}

TEST_CASE("the form that patch reads") {
  CHECK(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "old", "new") ==
        "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(unified_diff("", "a\n", "/dev/null", "new") == "--- /dev/null\n+++ new\n@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("a\n", "", "old", "new") == "--- old\n+++ new\n@@ -1 +0,0 @@\n-a\n");
  CHECK(unified_diff("a", "a\n", "o", "n") == "--- o\n+++ n\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST_CASE("a diff applied to the old text gives the new one, and is small") {
  std::mt19937 random(1);
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> lines;
    for (std::size_t i = random() % 60; i > 0; --i) lines.push_back(std::string(1, static_cast<char>('a' + random() % 4)) + "\n");
    std::vector<std::string> changed = lines;
    const std::size_t edits = random() % 8;
    for (std::size_t i = 0; i < edits; ++i) {
      const auto at = static_cast<std::ptrdiff_t>(random() % (changed.size() + 1));
      if (random() % 2 == 0 || at == std::ssize(changed)) {
        changed.insert(changed.begin() + at, "new\n");
      } else {
        changed.erase(changed.begin() + at);
      }
    }
    std::string a, b;
    for (const std::string& line : lines) a += line;
    for (const std::string& line : changed) b += line;
    if (random() % 5 == 0 && !a.empty()) a.pop_back();
    if (random() % 5 == 0 && !b.empty()) b.pop_back();
    const std::string diff = unified_diff(a, b, "a", "b");
    REQUIRE(patched(a, diff) == b);
    std::size_t signs = 0;
    for (const std::string& line : lines_of(diff)) signs += line[0] == '+' || line[0] == '-';
    REQUIRE(signs <= 2 + edits + 4);
  }
}

TEST_CASE("texts with nothing in common are one replacement, soon") {
  std::string a, b;
  for (int i = 0; i < 50'000; ++i) {
    a += "a" + std::to_string(i) + "\n";
    b += "b" + std::to_string(i) + "\n";
  }
  const std::string diff = unified_diff(a, b, "a", "b");
  CHECK(diff.find("@@ -1,50000 +1,50000 @@") != std::string::npos);
  CHECK(patched(a, diff) == b);
}
