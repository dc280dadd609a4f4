// What the program that patterns_test writes checks of its tables. Failures are printed and counted.
#pragma once

#include <cstdio>
#include <functional>
#include <span>
#include <string>

#include <sydac/pattern.hpp>

#include "regex/naive.hpp"
#include "unit/runtime_support.hpp"

namespace check_tables {

using sydac::UInt128;

struct Expected {
  UInt128 k;
  std::string_view text;
};

inline int failures = 0;

inline void require(bool condition, const std::string& what) {
  if (condition) return;
  ++failures;
  std::printf("%s\n", what.c_str());
}

/// A pattern of any type.
struct Table {
  std::string name;
  UInt128 count;
  std::function<std::string(UInt128)> at;
  std::function<std::optional<UInt128>(std::string_view)> rank;

  template <class Pattern>
  Table(std::string called, const Pattern& pattern)
      : name(std::move(called)),
        count(pattern.count()),
        at([&pattern](UInt128 k) { return sydac::test::shown(pattern.at(k, sydac::Draw({static_cast<std::uint64_t>(k)}, 1))); }),
        rank([&pattern](std::string_view text) { return pattern.rank(text); }) {}
};

inline UInt128 below(sydac::test::Numbers& numbers, UInt128 n) { return (static_cast<UInt128>(numbers.next()) << 64 | numbers.next()) % n; }

/// Numbers and strings belong to each other, and the strings are the expected ones.
inline void check_strings(const Table& table, std::span<const Expected> expected) {
  for (const Expected& one : expected)
    require(table.at(one.k) == one.text, table.name + " has " + table.at(one.k) + ", not " + std::string(one.text));
  sydac::test::Numbers numbers(42);
  for (int i = 0; i < 500; ++i) {
    const UInt128 k =
        i < 50 && i < static_cast<int>(std::min<UInt128>(table.count, 50)) ? static_cast<UInt128>(i) : below(numbers, table.count);
    require(table.rank(table.at(k)) == k, table.name + ": " + table.at(k) + " has another number");
  }
  require(!table.rank("\x01 no string of any pattern"), table.name + " has a number for anything");
}

/// Drawn strings are what the pattern describes.
template <class Pattern>
void check_draws(const std::string& name, const Pattern& pattern, std::string_view source) {
  for (std::uint64_t row = 0; row < 30; ++row) {
    const std::string text = sydac::test::shown(pattern(sydac::Draw({99}, row)));
    require(naive::matches(source, text) && pattern.rank(text).has_value(), name + " drew " + text);
    const UInt128 k = pattern.count() - 1 - row % pattern.count();
    const std::string chosen = sydac::test::shown(pattern.at(k, sydac::Draw({98}, row)));
    require(naive::matches(source, chosen) && pattern.rank(chosen) == k, name + " has " + chosen);
  }
}

}  // namespace check_tables
