// The values of one column of a file, kept for look-ups by row number.
#pragma once

#include "typed_value.hpp"

namespace sydac::driver {

/// 8 bytes a row for whole numbers, dates, times, timestamps and booleans, the bytes and 8 more for anything else.
class StoredColumn {
 public:
  bool is_used = false;

  void add(const ColumnInfo& column, const TypedValue& value, std::string_view text);
  TypedValue value(const ColumnInfo& column, std::uint64_t row) const;

 private:
  std::vector<std::int64_t> numbers_;  // or the ends of texts in `pool_`, negative for a null
  std::string pool_;
};

}  // namespace sydac::driver
