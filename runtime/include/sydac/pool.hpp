// Pools: finite lists of values or records that columns take theirs from. A program carries the entries that its schema, a file or a lock
// had when it was compiled; `--pools FILE` puts others in their place; what a model has not given yet the schema's fallback makes when the
// program starts. From then on a pool is constant: an entry is a number, its fields are looked up.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sydac/draw.hpp>
#include <sydac/enum_text.hpp>
#include <sydac/matcher.hpp>
#include <sydac/maybe.hpp>
#include <sydac/pick.hpp>
#include <sydac/pools/fetch.hpp>
#include <sydac/pools/lock.hpp>
#include <sydac/program.hpp>
#include <sydac/text.hpp>

// sydac-source: pools/pool_file.cpp
// sydac-source: pools/pool_values.cpp
// sydac-source: pools/pool_weights.cpp

namespace sydac {

// --- what a program says of its pools ---------------------------------------------------------------------------------------------

struct PoolFieldInfo {
  std::string_view name, type;  // `price`, `decimal(8,2)`
  Kind kind;
  std::string_view doc = {};
  std::uint8_t bits = 64, precision = 38, scale = 0;
  std::uint32_t max_characters = 0;               // of a text
  std::string_view minimum = {}, maximum = {};    // as in a CSV file; empty: no bound but the type's
  std::span<const std::string_view> values = {};  // the only ones; empty: any
  std::string_view pattern = {};                  // a regular expression, and the same as a test
  const Matcher* matcher = nullptr;
  bool distinct = false, nullable = false;
};

struct PoolKeyInfo {
  std::string_view name;
  Kind kind;
  std::span<const std::string_view> values;
};

/// A column that takes its values from the pool.
struct PoolUseInfo {
  std::string_view table, table_doc = {}, column, column_doc = {};
  std::span<const std::string_view> neighbours = {};
};

struct PoolInfo {
  std::string_view name, doc = {};
  bool from_model = false;
  std::uint64_t size;       // entries of each key that a model is asked for; else as many as there are
  std::uint64_t least = 0;  // entries that the program counts on
  std::span<const PoolFieldInfo> fields;
  std::span<const PoolKeyInfo> keys = {};
  std::span<const PoolUseInfo> uses = {};
  /// One to a line: keys, fields, and, when weighted, the weight, with tabs between; `\t`, `\n`, `\\` stand for those characters, `\N` for
  /// a null.
  std::string_view entries = {};
  bool weighted = false;
};

namespace pools {

/// The same as those who ask models and read locks take it. `program` is for its dataset and locale.
Request request_of(const Program& program, const PoolInfo& info);

}  // namespace pools

// --- values -----------------------------------------------------------------------------------------------------------------------

/// A text of a pool: at most Max bytes, followed by 32 that may be read.
template <std::size_t Max>
struct PoolText {
  static constexpr std::size_t max_bytes = Max;
  static constexpr bool plain = false;
  const char* text = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  std::uint32_t size = 0;
  bool is_plain = false;  // see TextTraits

  char* write(char* out) const {
    if (size > 32) return copy_bytes(out, text, size);
    std::memcpy(out, text, 32);
    return out + size;
  }
  constexpr std::string_view view() const { return {text, size}; }
};

/// What `--pools FILE` has, and whether fallbacks are forbidden.
class PoolFile {
 public:
  /// Throws PoolError where the file can not be read.
  explicit PoolFile(const Settings& settings);

  const pools::Lock* lock() const { return lock_.get(); }
  const std::string& name() const { return name_; }
  bool strict() const { return strict_; }

 private:
  std::string name_;
  bool strict_ = false;
  std::unique_ptr<pools::Lock> lock_;
};

namespace detail {

/// Which of `weights.size()` values, each as often as its weight says: cumulative bounds up to 256, an alias table above.
class PoolWeights {
 public:
  PoolWeights() = default;
  /// At least one weight is not 0, their sum is below 2^63. `order` is that of Note [choice by name].
  PoolWeights(std::span<const std::uint64_t> weights, std::vector<std::uint32_t> order);
  std::uint64_t operator()(Draw draw) const {
    const std::uint64_t bits = draw.bits();
    if (slots_.empty()) return order_[by_bounds(bits)];
    const UInt128 scaled = UInt128{bits} * slots_.size();
    const Slot& slot = slots_[static_cast<std::size_t>(scaled >> 64)];
    // An index rather than a branch, which would be missed as often as not.
    return slot.entries[static_cast<std::uint64_t>(scaled) < slot.bound ? 0 : 1];
  }
  bool empty() const { return order_.empty(); }

 private:
  /// Of the alias table: the first entry below the bound, else the second.
  struct Slot {
    std::uint64_t bound;
    std::uint32_t entries[2];
  };
  void make_slots(std::span<const std::uint64_t> sorted, UInt128 total);
  std::size_t by_bounds(std::uint64_t bits) const;

  std::vector<std::uint64_t> bounds_;  // cumulative
  std::vector<std::uint32_t> order_;
  std::vector<Slot> slots_;
};

}  // namespace detail

/// The entries of a pool, those of one key behind those of the one before. Constant, and safe to read from any thread, once it is filled.
class PoolValues {
 public:
  /// Throws PoolError where the file's entries do not do for the program.
  PoolValues(const PoolFile& file, const PoolInfo& info);
  PoolValues(const PoolValues&) = delete;
  PoolValues& operator=(const PoolValues&) = delete;

  std::uint64_t size() const { return size_; }
  std::uint64_t pick(Draw draw) const { return groups_[0].weights.empty() ? sydac::pick(draw, size_) : groups_[0].weights(draw); }
  /// Of the entries that keys have: integers, values of enums, texts. Throws ValueError where it has none.
  template <class... Keys>
  std::uint64_t pick_of(Draw draw, const Keys&... keys) const {
    std::size_t group = 0, key = 0;
    ((group = group * info_->keys[key].values.size() + index_of(key, keys), ++key), ...);
    const Group& of = groups_[group];
    return of.first + (of.weights.empty() ? sydac::pick(draw, of.count) : of.weights(draw));
  }

  /// What keys the draws of a row that has this entry of `[each pool]`: the entry's keys and first field, not its place.
  std::uint64_t identity(std::uint64_t entry) const { return identities_[entry]; }
  bool is_null(std::size_t field, std::uint64_t entry) const { return columns_[field].cells[entry].null; }
  Int128 raw(std::size_t field, std::uint64_t entry) const { return columns_[field].cells[entry].raw; }
  template <std::size_t Max>
  PoolText<Max> text(std::size_t field, std::uint64_t entry) const {
    const Cell& cell = columns_[field].cells[entry];
    return {cell.text, cell.size, cell.plain};
  }

  /// Makes what is missing: `make(row)` gives the fields of row `row` of the fallback, where keys change fastest. The entry with number i
  /// of a key takes turn i of that key's rows, or where that is there already i + n, i + 2n …: with more values given, the others stay.
  /// Throws ValueError where the fallback has too few different values, PoolError where it is not allowed.
  void fill(const std::function<std::vector<std::string>(std::uint64_t row)>& make);

  const PoolInfo& info() const { return *info_; }
  /// Entries that were there before `fill`.
  std::uint64_t given() const { return given_; }
  PoolReport report() const;

 private:
  struct Cell {
    const char* text = nullptr;
    std::uint32_t size = 0;
    bool plain = false, null = false;
    Int128 raw = 0;
  };
  struct Column {
    std::vector<Cell> cells;
  };
  /// The whole numbers that a key has first, one after the other.
  struct KeyRun {
    std::int64_t first = 0;
    std::uint64_t count = 0;
  };
  struct Group {
    std::uint64_t first = 0, count = 0, given = 0;
    detail::PoolWeights weights;
  };

  void take(std::vector<pools::Entry> entries);
  void arrange(std::vector<std::vector<pools::Entry>>& of_keys);
  void set(std::uint64_t number, const pools::Entry& entry, std::map<std::vector<std::string>, std::uint64_t>& seen);
  void weigh();
  static KeyRun run_of(const PoolKeyInfo& key);
  pools::Entry made_entry(std::size_t group, const std::vector<std::string>& fields) const;
  void fill_group(std::size_t group, const std::function<std::vector<std::string>(std::uint64_t row)>& make);
  const char* keep(std::string_view text);
  std::size_t index_of(std::size_t key, std::int64_t value) const {
    const KeyRun& run = key_runs_[key];
    const auto place = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(run.first);
    return place < run.count ? static_cast<std::size_t>(place) : index_of_listed(key, value);
  }
  std::size_t index_of(std::size_t key, std::string_view value) const;
  std::size_t index_of_listed(std::size_t key, std::int64_t value) const;
  template <NamedEnum E>
  std::size_t index_of(std::size_t, E value) const {
    return static_cast<std::size_t>(value);
  }
  template <TextValue T>
  std::size_t index_of(std::size_t key, const T& value) const {
    return index_of(key, detail::Rendered<T>(value).view());
  }

  const PoolInfo* info_;
  std::string_view from_;  // `lock`, `file`, `schema`
  bool strict_ = false;
  pools::Request request_;
  std::uint64_t size_ = 0, given_ = 0;
  std::vector<Group> groups_;
  std::vector<Column> columns_;
  std::vector<std::uint64_t> identities_, weights_;
  std::vector<std::map<std::string, std::size_t, std::less<>>> key_numbers_;
  std::vector<KeyRun> key_runs_;
  std::vector<std::vector<pools::Entry>> waiting_;  // what was given, until `fill`
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t chunk_left_ = 0;
  char* chunk_at_ = nullptr;
};

/// One entry; a generated type for each pool has a method for each field.
class PoolEntry {
 public:
  PoolEntry(const PoolValues& pool, UInt128 number) : pool_(&pool), number_(static_cast<std::uint64_t>(number)) {}
  std::uint64_t identity() const { return pool_->identity(number_); }
  /// From 0, in the order of the pool.
  std::uint64_t number() const { return number_; }

 protected:
  template <class T>
  T get(std::size_t field) const {
    if constexpr (kIsMaybe<T>) {
      if (pool_->is_null(field, number_)) return null;
      return T(get<PlainOf<T>>(field));
    } else if constexpr (TextValue<T>) {
      return pool_->text<T::max_bytes>(field, number_);
    } else {
      return from_raw<T>(pool_->raw(field, number_));
    }
  }

 private:
  template <class T>
  static T from_raw(Int128 raw) {
    if constexpr (std::is_same_v<T, bool>)
      return raw != 0;
    else if constexpr (std::is_same_v<T, double>)
      return std::bit_cast<double>(static_cast<std::uint64_t>(raw));
    else if constexpr (std::is_same_v<T, Uuid>)
      return Uuid{static_cast<std::uint64_t>(static_cast<UInt128>(raw) >> 64), static_cast<std::uint64_t>(raw)};
    else if constexpr (std::is_same_v<T, Date>)
      return Date{static_cast<std::int32_t>(raw)};
    else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
      return static_cast<T>(raw);
    else if constexpr (kIsDecimal<T>)
      return T{static_cast<typename T::Raw>(raw)};
    else
      return T{static_cast<std::int64_t>(raw)};
  }

  const PoolValues* pool_;
  std::uint64_t number_;
};

/// An entry for a draw: of the whole pool, or of those that the keys have; null where a key is.
template <class Entry, class... Keys>
auto pick_entry(const PoolValues& pool, Draw draw, const Keys&... keys) {
  if constexpr (sizeof...(Keys) == 0) {
    return Entry(pool, pool.pick(draw));
  } else if constexpr ((kIsMaybe<Keys> || ...)) {
    return lift([&](const auto&... values) { return Entry(pool, pool.pick_of(draw, values...)); }, keys...);
  } else {
    return Entry(pool, pool.pick_of(draw, keys...));
  }
}

namespace detail {

/// Takes the cells of a row as texts, as a CSV file would have them without quotes.
class PoolSink {
 public:
  template <class T>
  void cell(const T& value) {
    using Form = TextForm<PlainOf<T>>;
    char bytes[Form::max_bytes + kScribble];
    if (is_null(value))
      texts.emplace_back();
    else
      texts.emplace_back(bytes, static_cast<std::size_t>(Form::write(bytes, value_of(value)) - bytes));
  }
  std::vector<std::string> texts;
};

}  // namespace detail

/// Fills a pool from the rows of its fallback.
template <class Row, class Data>
void fill_pool(PoolValues& pool, const Data& data) {
  pool.fill([&data](std::uint64_t number) {
    detail::PoolSink sink;
    Row(data, number).write(sink);
    return std::move(sink.texts);
  });
}

}  // namespace sydac
