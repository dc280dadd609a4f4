// For tests of text rules: a value as a string, with everything that its type claims checked on the way.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sydac/draw.hpp>
#include <sydac/text.hpp>

namespace texts {

/// What CSV need not quote and JSON need not escape, written apart from the runtime's own rule.
inline bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  return text.find_first_of(",\"\\\r\n\t") == std::string_view::npos;
}

/// The value's bytes. Checks max_bytes, plain, and that no more than 32 bytes behind the end are touched.
template <class T>
std::string render(const T& value) {
  constexpr std::size_t kRoom = T::max_bytes + 64;
  std::vector<char> room(kRoom + 64, '\x7f');
  char* const end = value.write(room.data());
  const auto size = static_cast<std::size_t>(end - room.data());
  std::string text(room.data(), size);
  if (size > T::max_bytes) FAIL("longer than max_bytes: " << text);
  if (T::plain && !is_plain(text)) FAIL("not plain: `" << text << "`");
  for (std::size_t i = size + 32; i < room.size(); ++i) {
    if (room[i] != '\x7f') FAIL("spoils byte " << i - size << " behind the end of: " << text);
  }
  return text;
}

/// Folds a text into a hash, for golden values: bytes of a released edition never change.
inline std::uint64_t fold(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = sydac::mix(hash ^ static_cast<unsigned char>(c));
  return sydac::mix(hash ^ 0xff);
}

inline sydac::Draw draw_of(std::uint64_t seed, std::uint64_t row) { return {sydac::stream({seed}, "table", "column"), row}; }

struct Data {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// runtime/data/en_US/NAME.txt, read without the tool that embeds it.
inline Data read_data(const std::string& name) {
  Data data;
  std::ifstream in(std::string(SYDAC_SOURCE_DIR) + "/runtime/data/en_US/" + name + ".txt");
  REQUIRE_MESSAGE(in, name);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) {
      data.header.push_back(line.substr(2));
      continue;
    }
    data.rows.emplace_back();
    std::size_t begin = 0;
    for (std::size_t tab = line.find('\t'); tab != std::string::npos; begin = tab + 1, tab = line.find('\t', begin)) {
      data.rows.back().push_back(line.substr(begin, tab - begin));
    }
    data.rows.back().push_back(line.substr(begin));
  }
  return data;
}

/// Pearson's statistic, standardised: about normal(0, 1) when the counts follow the expectation.
inline double chi_square_score(const std::vector<double>& expected, const std::vector<double>& observed) {
  double sum = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) sum += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
  const double freedom = static_cast<double>(expected.size()) - 1;
  // Wilson and Hilferty (1931): the cube root of a chi-square variable over its degrees of freedom is nearly normal.
  const double spread = 2.0 / (9.0 * freedom);
  return (__builtin_cbrt(sum / freedom) - (1 - spread)) / __builtin_sqrt(spread);
}

/// How often each text came up, against the shares it should have.
inline double frequency_score(const std::map<std::string, double>& shares, const std::map<std::string, std::uint64_t>& counts,
                              std::uint64_t total) {
  std::vector<double> expected, observed;
  std::uint64_t seen = 0;
  for (const auto& [text, share] : shares) {
    expected.push_back(share * static_cast<double>(total));
    const auto found = counts.find(text);
    observed.push_back(found == counts.end() ? 0.0 : static_cast<double>(found->second));
    seen += found == counts.end() ? 0 : found->second;
  }
  CHECK(seen == total);  // nothing else came up
  return chi_square_score(expected, observed);
}

}  // namespace texts
