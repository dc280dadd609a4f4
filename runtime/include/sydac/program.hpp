// The border between a generated program and the part of the runtime that does not depend on the schema (options, threads, files,
// manifest, verification). Everything here is type-erased; the hot code is templates on the other side of `Dataset::write`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sydac {

/// `copy` is the text form of PostgreSQL's COPY. `sql` is made of it by the driver: a dataset writes the same for both.
enum class Format : std::uint8_t { csv, json, jsonl, sql, copy };

/// A growing block of output bytes, owned by one worker at a time. `room(n)` gives n writable bytes at the cursor.
class Buffer {
 public:
  char* room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(bytes);
    return data_.get() + size_;
  }
  void advance_to(const char* end) { size_ = static_cast<std::size_t>(end - data_.get()); }
  void append(std::string_view text);
  void clear() { size_ = 0; }
  std::string_view view() const { return {data_.get(), size_}; }
  std::size_t size() const { return size_; }

 private:
  void grow(std::size_t bytes);
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// How values are laid out in the output, from the command line.
struct Layout {
  Format format = Format::csv;
  std::string_view null_token;       // CSV only: what a null is written as, unquoted; empty by default
  std::uint64_t document_first = 0;  // JSON array: the row that is written without a comma before it
};

/// What the user asked for at run time.
struct Settings {
  std::uint64_t seed = 0;     // of the schema unless --seed
  bool has_all_rows = false;  // --rows N
  std::uint64_t all_rows = 0;
  std::vector<std::pair<std::string, std::uint64_t>> table_rows;  // --rows T=N
  std::uint64_t scale_numerator = 1, scale_denominator = 1;       // --scale X, exact
  std::string pools_file;                                         // --pools FILE; empty: what the program has
  bool strict_pools = false;                                      // --strict-pools: no fallback

  /// Rows of a table whose header says `[written]`: --rows T=N, else --rows N, else written × scale rounded half up (at least 1 where
  /// written is). Throws Overrun when the product leaves 63 bits.
  std::uint64_t rows(std::string_view table, std::uint64_t written) const;
  /// Of `[written over parents]`: the same; throws Overrun where there are rows, but no parents for them.
  std::uint64_t rows_over(std::string_view table, std::uint64_t written, std::uint64_t parents) const;
  /// Of one that must have a row for each parent: also where there are fewer rows than parents.
  std::uint64_t rows_over_each(std::string_view table, std::uint64_t written, std::uint64_t parents) const;
  /// Of a table without a header: the same, but no more than `most` unless --rows T=N asks for them.
  std::uint64_t rows_up_to(std::string_view table, std::uint64_t usual, unsigned __int128 most) const;
};

namespace detail {

/// `2 147 483 648`, as the driver prints counts.
inline std::string grouped(std::uint64_t number) {
  char text[32];
  char* begin = text + sizeof text;
  for (int digits = 0; number != 0 || digits == 0; number /= 10, ++digits) {
    if (digits > 0 && digits % 3 == 0) *--begin = ' ';
    *--begin = static_cast<char>('0' + number % 10);
  }
  return {begin, text + sizeof text};
}

}  // namespace detail

/// The asked-for rows exceed what the schema allows: exit 2. The message has both numbers.
struct Overrun : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A cell that has no value (overflow, a check that kept failing): exit 5. Table, column and row are added where they are known.
struct ValueError : std::runtime_error {
  using std::runtime_error::runtime_error;
  std::string table, column;
  std::uint64_t row = 0;
};

/// The values of a pool do not do: exit 3.
struct PoolError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a pool came to, for the manifest and the summary.
struct PoolReport {
  std::string_view name;
  std::string_view from;     // `schema`, `lock`, `file` (--pools), `fallback`
  std::uint64_t given = 0;   // entries that were there
  std::uint64_t filled = 0;  // made by the fallback
  std::string digest;        // of those that were there, in hex
};

/// A dataset at one seed and one set of row counts. Const and thread-safe after construction.
class Dataset {
 public:
  virtual ~Dataset() = default;
  /// Rows of the table with this index in `Program::tables`.
  virtual std::uint64_t rows(std::size_t table) const = 0;
  /// Appends rows [first, last) of a table, without header line or brackets: CSV, COPY and JSON Lines rows end in `\n`; in a JSON array
  /// each row but `layout.document_first` begins with `,\n`, and none ends in a line break. Throws ValueError.
  virtual void write(std::size_t table, std::uint64_t first, std::uint64_t last, const Layout& layout, Buffer& out) const = 0;
  /// In the order of `Program::pools`.
  virtual std::vector<PoolReport> pools() const { return {}; }
};

// --- what --list, --schema and --verify know of the schema -----------------------------------------------------------------------

enum class Kind : std::uint8_t {
  boolean,
  integer,
  decimal,
  real,
  text,
  date,
  time,
  timestamp,
  timestamptz,
  interval,
  uuid,
  json,
  bytes,
  enumeration
};

struct ColumnInfo {
  std::string_view name;
  std::string_view type;  // as in the schema: `decimal(8,2)`
  Kind kind;
  bool nullable = false;
  std::uint8_t scale = 0;                         // of a decimal
  std::uint32_t max_characters = 0;               // of a text; 0: no limit
  std::string_view minimum = {}, maximum = {};    // as written in a CSV file; empty: no bound
  std::span<const std::string_view> values = {};  // of an enumeration, or of a choice; empty: any
  std::string_view doc = {};
};

struct KeyInfo {
  std::string_view name;                   // `pk (order_id, line)`
  std::span<const std::uint16_t> columns;  // indices into the table's columns
};

struct ReferenceInfo {
  std::string_view name;  // the name that a path goes by: `customer_id`
  std::span<const std::uint16_t> columns;
  std::uint16_t table;                            // index into `Program::tables`
  std::span<const std::uint16_t> target_columns;  // a key of that table
  bool deferred = false;                          // to rows that are not there yet when the tables load in order
};

/// A condition over the written columns of a row, in the schema's own expression syntax: column names, literals (`9.99`, `"x"`,
/// `2026-01-31`, `2026-01-31T09:30:00`, `true`, `null`), `+ - *`, comparisons, `in (a, b)`, `and or not`, paths through references
/// (`customer_id.joined`).
struct CheckInfo {
  std::string_view text;
  std::string_view where;  // `shop.sdl:66`
  bool from_files = true;  // false: it depends on something that is not written (said by --verify)
};

/// `total = sum(items.amount)`: a column that must equal a roll-up over the rows of another table that refer to this row.
struct RollupInfo {
  std::string_view text;               // `total = sum(items.amount)`
  std::uint16_t column;                // of this table
  std::string_view function;           // sum count min max
  std::uint16_t child;                 // table
  std::uint16_t child_reference = 0;   // index into the child's references
  std::int32_t child_column = -1;      // what is summed; -1 for count
  std::string_view not_verified = {};  // why the files do not tell it (said by --verify)
};

struct TableInfo {
  std::string_view name;
  std::string_view doc;
  std::string_view cardinality;  // `1000`, `0..8 per customers`
  bool settable = true;          // --rows T=N is allowed
  std::span<const ColumnInfo> columns;
  std::span<const KeyInfo> keys = {};  // the primary key first
  std::span<const ReferenceInfo> references = {};
  std::span<const CheckInfo> checks = {};
  std::span<const RollupInfo> rollups = {};
};

struct PoolInfo;  // pool.hpp

/// One generated program.
struct Program {
  std::string_view dataset;  // `shop`
  std::string_view edition;  // `2026`
  std::string_view source;   // `shop.sdl`, the file name only
  std::string_view schema_sha256;
  std::uint64_t seed;
  std::span<const TableInfo> tables;                  // in the order of the schema
  std::span<const std::uint16_t> load_order;          // indices of tables, parents first
  std::string_view schema_text;                       // for --schema
  std::unique_ptr<Dataset> (*make)(const Settings&);  // may throw Overrun, PoolError
  std::string_view dataset_doc = {}, locale = {};
  std::span<const PoolInfo* const> pools = {};
  std::span<const std::pair<std::string_view, std::string_view>> llm_options = {};  // `llm { … }` of the schema
  /// --fetch-pools, with the options of --llm: pools::fetch_for_program, where models are asked for pools; else null.
  int (*fetch)(const Program&, Settings&, const std::vector<std::pair<std::string, std::string>>&) = nullptr;
};

/// The whole command line of a generated program; returns the exit code.
int run_program(const Program& program, int argc, char** argv);

}  // namespace sydac
