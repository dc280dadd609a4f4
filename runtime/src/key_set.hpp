// The keys of a table, for verification: which there are, where they are, whether one comes twice.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "typed_value.hpp"

namespace sydac::driver {

/// What stands for the values of a key: a number as it is, anything else by its hash.
struct Key {
  std::uint64_t high, low;
  std::optional<std::int64_t> number;  // of a key that is one whole number
};

/// Nothing when a part is null. Values that are equal have equal keys (1.5 and 1.50 too).
std::optional<Key> key_of(std::span<const TypedValue> values);

/// Add all, `finish`, then ask. A serial key (first + step · row) takes no memory; others 16 bytes each: 88 bits of hash beside the row, so
/// two keys that look the same here are looked at again in the file by whoever asks (`same_looking`).
class KeySet {
 public:
  /// Rows come in ascending order.
  void add(const Key& key, std::uint64_t row);
  void finish();
  bool contains(const Key& key) const { return row_of(key).has_value(); }
  /// The first row with this key.
  std::optional<std::uint64_t> row_of(const Key& key) const;

  struct Pair {
    std::uint64_t first, second;  // rows
  };
  /// Pairs of rows whose keys look the same, the lowest second row first.
  const std::vector<Pair>& same_looking() const { return same_looking_; }

 private:
  using Entry = unsigned __int128;

  bool continues_serial(const Key& key, std::uint64_t row);
  void leave_serial();

  bool is_serial_ = true;
  std::int64_t first_ = 0, step_ = 1;
  std::uint64_t count_ = 0;
  std::vector<Entry> entries_;                // sorted once finished
  std::vector<std::uint64_t> bucket_starts_;  // by the highest bits of the hash, so that a search stays within some cache lines
  unsigned bucket_bits_ = 0;
  std::vector<Pair> same_looking_;
};

}  // namespace sydac::driver
