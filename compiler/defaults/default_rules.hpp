// What a column without a rule holds, by the names of column and table and by its type. One table for SDL, for every imported schema, for
// `explain` and for the reference page.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/values.hpp"

namespace sydac::compiler {

/// The words of a column's or table's name in lower case, plural s kept: `CustomerFName` → customer f name; `addr_line_1` → addr line 1;
/// `ISBN13` → isbn 13; `is-active` → is active; `createdAtUTC` → created at utc.
std::vector<std::string> words_of(std::string_view name);

/// All texts live as long as the program.
struct DefaultRule {
  std::string_view entry;     // of the table, for people and `explain`: `first name`
  std::string_view pattern;   // which pattern of the entry matched: `fname`
  std::string_view rule;      // an SDL value; fields of the hidden entities are `person.first_name`, `address.city`, `company.name`; else
                              // `1..10`, `phone`, `"/img/{/[a-z]{8}/}.png"`, `now - 80y..now - 18y`
  std::uint32_t longest = 0;  // characters of a text rule at most; 0 for other types
  std::string_view context;   // the word of the table's or column's name that spoke for this entry: `customers` for `name`; may be empty
  std::string_view role;      // which of several entities: `billing` of `billing_city`; empty for the row's own
};

/// In a table with columns, a rule's own name is that of a column where one has it; `phone()` is always the rule.
/// `base`: what the column holds; `length`: of a text, the characters it has room for. Nothing where name and type call for nothing
/// special, or no rule of the entry is short enough. A number may be out of a small type's range: the caller narrows it.
std::optional<DefaultRule> default_rule(std::string_view table, std::string_view column, Base base,
                                        std::optional<std::uint64_t> length = std::nullopt);

/// A text rule of one entry; the first one that fits the column is taken.
struct DefaultText {
  std::string_view rule;
  std::uint32_t longest = 0;
};
/// What columns of one meaning hold, by type; empty where the type says nothing.
struct DefaultEntry {
  std::string_view name;
  /// Separated by commas, each some words. Without a mark they end the column's name (`email` is in `contact_email`); `^` in front: they
  /// are the whole name; `*` behind: they begin it.
  std::string_view patterns;
  /// Words, one of which must stand in the name of the table or in front of the pattern; empty: anywhere.
  std::string_view context = {};
  DefaultText texts[6] = {};
  std::string_view integer = {}, decimal = {}, real = {}, moment = {}, time = {}, interval = {}, boolean = {};
};
/// The whole table, in sections.
std::span<const std::span<const DefaultEntry>> default_entries();

}  // namespace sydac::compiler
