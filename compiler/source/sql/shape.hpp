// What values a SQL type holds, and what the schema language calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/values.hpp"
#include "source/sql/catalog.hpp"

namespace sydac::compiler::sql {

/// A number in billionths, or a moment in billionths of a second since 1970: what bounds of all kinds are compared in.
using Scaled = __int128;
inline constexpr Scaled kOne = 1'000'000'000;

/// What a SQL type holds.
struct Shape {
  Base base = Base::text;
  std::string type = "text";             // as the schema language says it: `decimal(5,2)`
  std::optional<Scaled> low, high;       // that the type holds, both included; of numbers
  unsigned precision = 0, scale = 0;     // of decimals
  std::optional<std::uint32_t> longest;  // characters of a text, bytes of bytes
  bool exact_length = false;             // of bytes: always so many
  bool case_blind = false;               // two texts that differ in capitals only are equal
  bool zero_one = false;                 // a boolean that is written as 0 or 1
  bool year = false;
  bool rounded = false;             // binary floating point
  std::vector<std::string> values;  // of an enum or a set
  bool set = false;                 // MySQL's SET: any of the values, with commas
  std::string enum_name;            // of an enum of the schema's own
  std::string literal;              // of types that are written as a text of a certain form: a rule that gives one
  std::string unique_literal;       // the same, a different one in each row; empty: there is none
  bool array = false;
  bool known = true;                      // false: a type that nothing is known of, written as words
  std::vector<const DomainDef*> domains;  // whose checks hold, outermost first
  bool not_null = false;                  // by a domain
};

/// The shape of a type, by the rules of the catalogue's dialect. Types that refer to themselves are cut off.
Shape shape_of(const Catalog& catalog, const SqlType& type);

/// A name of the schema's own type; nothing for those that the database brings.
const EnumDef* find_enum(const Catalog& catalog, const SqlType& type);
const DomainDef* find_domain(const Catalog& catalog, const SqlType& type);

}  // namespace sydac::compiler::sql
