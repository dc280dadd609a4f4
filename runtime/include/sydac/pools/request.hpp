// What is known of a value pool wherever its values come from: the fields that each entry has, the keys that group them, and what a
// language model is told. Owned texts, so that the compiler and a generated program fill it alike.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sydac/program.hpp>

// sydac-source: pools/field_check.cpp
// sydac-source: pools/schema_hash.cpp

namespace sydac::pools {

/// One field of the entries. Bounds and values are written as in a CSV file: `9.99`, `2026-01-31`, `true`.
struct Field {
  std::string name;
  std::string type = "text";  // as in the schema: `decimal(8,2)`
  std::string doc;
  Kind kind = Kind::text;
  std::uint8_t bits = 64;                         // of an integer
  std::uint8_t precision = 38;                    // of a decimal
  std::uint8_t scale = 0;                         // of a decimal
  std::uint32_t max_characters = 0;               // of a text; 0: no limit
  std::uint32_t max_bytes = 0;                    // of a text, where the program has no room for more; 0: no limit
  std::string minimum, maximum;                   // both included; empty: no bound but the type's
  std::vector<std::string> values;                // the only ones there may be; empty: any
  std::string pattern;                            // a regular expression, for people and models; empty: none
  std::function<bool(std::string_view)> matches;  // the same, as a test; empty: none
  bool distinct = false;                          // no two entries (of one key) may share a value: a unique column takes it
  bool nullable = false;                          // an empty value is a null
};

/// `pool review(stars in 1..5)`: a batch of entries for each value, of several keys for each combination.
struct Key {
  std::string name;
  std::string doc;
  Kind kind = Kind::integer;
  std::vector<std::string> values;  // canonical, in the order of the schema
};

/// A column that takes its values from the pool, with the columns beside it.
struct Use {
  std::string table, table_doc;
  std::string column, column_doc;
  std::vector<std::string> neighbours;  // `price decimal(8,2)`
};

/// Everything that a model is told of a pool.
struct Request {
  std::string dataset, dataset_doc, locale;  // `shop`, the comment above `dataset`, `en_US`
  std::string pool;
  std::string prompt;  // the doc comment of the pool
  std::vector<Field> fields;
  std::vector<Key> keys;
  std::uint64_t size = 0;  // entries of each key; without keys, of the pool
  std::vector<Use> uses;
};

/// One entry: its values in the order of the fields, canonical (see `checked`).
struct Entry {
  std::vector<std::string> key;  // in the order of the keys; empty without keys
  std::vector<std::string> values;
  std::uint64_t weight = 1;

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// SHA-256 in hex over what the values answer: prompt, fields and their limits, keys, locale, and the comments of the dataset and of the
/// tables and columns that take them. Neither the size nor the other columns: a locked pool whose hash differs is stale.
std::string schema_hash(const Request& request);

/// A value as it is kept, which is as a CSV file has it (`1.50` for `1.5` in a decimal(8,2), `true` for `Yes`, `Camping` for `camping`
/// where those are the values, a text with its outer blanks taken off), or what is wrong with it: `` `abc` is no decimal(8,2)``, `87
/// characters, at most 80`. Numbers may be written with an exponent or more zeros, never rounded; a moment may lack its time or its
/// seconds, one of a timestamptz its zone (it is UTC then). At most 64 KB.
struct Checked {
  std::string value;
  std::string problem;  // empty: the value fits
};
Checked checked(const Field& field, std::string_view text);

}  // namespace sydac::pools
