// The schema with every name resolved, every expression typed, and what is known of each value's bounds. Nodes sit in vectors and refer by
// id.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/regex/matcher.hpp"
#include "base/regex/regex.hpp"
#include "base/span.hpp"
#include "model/values.hpp"
#include "sydac/pools/request.hpp"

namespace sydac::compiler {

/// An exact share: numerator / denominator, denominator a power of ten times 100.
struct Share {
  std::uint64_t numerator = 0, denominator = 1;
};

enum class CellKind : std::uint8_t { column, reference, let };
/// Which row a reference is: the header's parent, the one that another reference leads to, or a pick.
enum class PickWay : std::uint8_t { header, derived, uniform, stable, zipf, even, weighted, earlier, unique, mutual, at };

/// A reference picks among the rows of its table that lie below `ancestor` in the headers, `levels` steps up.
struct Among {
  ValueId ancestor;  // a row
  std::uint32_t levels = 1;
};

/// The place of a cell in a combination of its table.
struct CombinationPlace {
  std::uint32_t combination = 0, position = 0;
};

/// The column holds a column of the row that a reference of its table points to.
struct Copied {
  std::uint32_t reference = 0;  // cell of its table
  CellId from;
};

/// `let (a, b) = …`: which part of the tuple the cell is.
struct TuplePart {
  std::uint32_t index = 0, size = 0;
  std::uint32_t first = 0;  // cell of its table: the one that is part 0
};

/// Anything that has a value in a row: a column, a reference (its value is the row it points to), a let.
struct Cell {
  CellKind kind = CellKind::column;
  std::string name;
  std::string stream;  // the name its draws go by: the name, or the one given by `was`
  std::string doc;
  Span span, name_span;
  Type type;              // a reference: Base::row
  std::string type_text;  // `decimal(8,2)`
  bool bad = false;       // something about it is reported; later stages leave it alone
  bool pk = false, unique = false, pii = false, sensitive = false;
  Span unique_span;
  std::optional<Share> null_share;  // draws decide; absent: the rule's own nulls, if any
  std::optional<Span> null_span;
  std::optional<ExprId> rule;
  std::optional<ValueId> value;  // columns and lets, once typed
  std::uint32_t sites = 0;       // draw sites in the value

  std::optional<std::uint32_t> retry;          // of its table, that draws it again
  std::optional<std::uint32_t> source;         // a let that the header brings: which of its sources
  std::optional<std::uint32_t> pool_key = {};  // a let of a pool's fallback: which of its keys
  std::optional<Copied> copied;
  std::optional<TuplePart> part;
  std::optional<CombinationPlace> place;

  // references
  bool hidden = false;                       // of several columns: computed, not written
  bool named = true;                         // hidden ones without `as` are not
  std::vector<std::uint32_t> columns;        // the cells that hold the key: itself, or several
  std::vector<CellId> targets;               // the columns of `type.table` that they hold
  std::vector<std::uint32_t> where_columns;  // cells that hold other columns of the row, `where_targets`
  std::vector<CellId> where_targets;
  PickWay pick = PickWay::uniform;
  Span pick_span;
  std::uint64_t zipf_exponent = 0;       // millionths
  std::uint64_t depth = 0, fan_out = 0;  // of `earlier`, 0: no limit
  std::optional<Among> among;
  bool distinct = false;                     // among the siblings of the row
  std::optional<std::uint32_t> distinct_in;  // the reference that `distinct in` names
  Span distinct_span;
  std::optional<std::uint32_t> distinct_with;  // for different parents, among the rows where this reference is the same
  std::optional<std::uint32_t> apart_from;     // the reference whose row an `even` one never picks
  const Pick* when_pick = nullptr;             // `when`; owned by the schema
  std::optional<ValueId> when;                 // null where this is not true; of `mutual`, for either row
  const Pick* place_pick = nullptr;            // `at`; owned by the schema
  std::optional<ValueId> at;                   // the number of the row
  const Pick* weights = nullptr;               // `weighted by`; owned by the schema
  std::optional<ValueId> weight;               // a whole number, over a row of `type.table`
  std::uint64_t highest_weight = 0;            // that `weight` can be
  std::optional<DefaultDecl> by_default;       // of a column without a rule, where its name calls for one
  std::string default_rule;                    // what such a column got: a rule by name, or `by type`

  /// The key column of a reference of one column.
  CellId target() const { return targets.empty() ? CellId{} : targets[0]; }
};

/// Of a table without a header, where so many are possible.
inline constexpr std::uint64_t kDefaultRows = 100;

/// What the header says. A table with a parent can be enumerated from it, whatever the kind.
enum class RowsKind : std::uint8_t { fixed, per, one_per, over, share, drawn, matched, each, calendar };
/// How the rows of `[N over parents …]` fall to the parents.
enum class Spread : std::uint8_t { random, even, zipf, weighted };
/// The most children of a parent that a header can say.
inline constexpr std::uint64_t kMaximumChildren = std::uint64_t{1} << 20;
/// How many children a parent may have where only their total is known: as many as there can be rows.
inline constexpr std::uint64_t kAnyChildren = std::uint64_t{1} << 40;

/// One of `[each …]`: the values of an enum, the rows of a table, or the moments of a calendar. Its name stands for what a row has of it.
struct HeaderSource {
  std::string name;
  Span span;
  std::optional<EnumId> enumeration = {};
  std::optional<PoolId> pool = {};
  std::optional<TableId> table = {};
  std::uint32_t cell = 0;  // the let of that name
};
enum class CalendarUnit : std::uint8_t { minute, hour, day, week, month, year };
struct Calendar {
  CalendarUnit unit = CalendarUnit::day;
  ExprId from, to;
  std::optional<ValueId> first;  // a constant, once checked
  std::uint64_t identity = 0;    // of the first row: the number of its unit since the year 1
};

/// So many of 1024 parents have this number of children.
struct CountStep {
  std::uint32_t count = 0, parents = 0;
};
/// One arm of `[per t by x { … }]`.
struct CountRange {
  std::uint64_t low = 0, high = 0;
};

struct Key {
  bool primary = false;
  std::vector<std::uint32_t> cells = {};  // of its table, in order
  Span span = {};
  bool picked = false;                       // no key of the schema, but what a `distinct in` asks for; never behind check()
  std::optional<std::uint32_t> tested = {};  // a reference that is compared with the siblings before, in each row
};

/// Cells that are unique together, made from one index: which of all combinations of their values the row has.
/// product: all combinations. star: the cell at position 0 goes with each of the others. triangle: each two of three. skewed: all, the
/// reference at position 0 by its own pick, `zipf` or `even`.
struct Combination {
  enum class Way : std::uint8_t { product, star, triangle, skewed };
  Way way = Way::product;
  bool in_parent = false;            // different among siblings only
  std::vector<std::uint32_t> cells;  // of its table
  Span span;                         // of the key
};

/// How a check comes to hold: by what it is made of, by draws that it narrows, by draws that are drawn again until it does, or the
/// generator tests each row.
enum class Kept : std::uint8_t { proved, constructed, retried, tested };

struct Check {
  ValueId condition;
  ExprId source;
  Span span;
  Kept kept = Kept::tested;
  std::string how = {};  // for people: `intervals`
};

/// Cells of a row that are drawn again, all at once, until the checks hold that read them.
struct Retry {
  std::vector<std::uint32_t> cells, checks;  // of the table, ascending
};

struct Table {
  std::string name, stream, doc;
  Span span, name_span, rows_span;
  bool bad = false;
  RowsKind rows_kind = RowsKind::fixed;
  std::uint64_t low = 0, high = 0;  // rows, or children of each parent; of `over`: 0 and kAnyChildren
  std::uint64_t total = 0;          // over: rows
  Spread spread = Spread::random;   // over
  std::uint64_t zipf_exponent = 0;  // over, in millionths
  Share share;                      // share: of the parents that have a row
  std::vector<CountStep> steps;     // drawn: of 1024 parents, fewest children first
  std::vector<CountRange> arms;     // matched: children, by the number that `by` gives
  std::optional<ValueId> by;        // matched, over a row of the parent; of `over … weighted`: the weight, a whole number
  std::uint64_t highest_weight = 0;
  std::optional<ExprId> count;               // fixed and over: a number that asks for `counted`; drawn: the rule
  std::vector<TableId> counted;              // `rows(t)` in `count`, in its order
  bool each_has_one = false;                 // over … even: references count on a row for each parent
  bool default_rows = false;                 // no header: as many as usual, or as are possible
  std::vector<HeaderSource> sources;         // each, calendar
  std::optional<Calendar> calendar;          // calendar; low and high are its rows
  std::optional<TableId> parent;             // of each: the first source where that is a table
  std::optional<std::uint32_t> parent_cell;  // the reference that is the header's parent
  std::deque<Cell> cells;                    // in the order of the schema, then hidden ones; references to them stay
  std::vector<Key> keys;
  std::vector<Combination> combinations;
  std::vector<Check> checks;
  std::vector<Retry> retries;
  const TableDecl* declaration = nullptr;  // owned by the schema
  std::optional<PoolId> fallback_of;       // no table of the output: a row for each entry that the pool lacks, behind all others
};

/// The tables whose rows say how many rows a table has.
inline std::vector<TableId> tables_counted(const Table& table) {
  std::vector<TableId> found;
  if (table.parent) found.push_back(*table.parent);
  for (const HeaderSource& source : table.sources) {
    if (source.table && source.table != table.parent) found.push_back(*source.table);
  }
  found.insert(found.end(), table.counted.begin(), table.counted.end());
  return found;
}
/// Whether the rows below a row of the header's parent are neighbours only for one parent, not for several that follow each other.
inline bool is_scattered(const Table& table) { return table.rows_kind == RowsKind::over && table.spread == Spread::zipf; }
/// Whether draws of the stream `#count` say how many children a parent has, or which parents have one.
inline bool has_count_stream(const Table& table) {
  switch (table.rows_kind) {
    case RowsKind::per:
    case RowsKind::drawn:
    case RowsKind::matched: return table.low != table.high;
    case RowsKind::over: return table.spread != Spread::weighted;
    case RowsKind::share: return true;
    case RowsKind::fixed:
    case RowsKind::one_per:
    case RowsKind::each:
    case RowsKind::calendar: break;
  }
  return false;
}
/// Whether its number of rows is one that --rows and --scale change.
inline bool is_settable(const Table& table) {
  return (table.rows_kind == RowsKind::fixed || table.rows_kind == RowsKind::over) && table.counted.empty();
}
/// Whether a parent may have any number of children.
inline bool is_open(const Table& table) { return table.parent && table.high == kAnyChildren; }

inline bool is_enum_source(const Cell& cell) { return cell.source && cell.type.base == Base::enumeration; }

/// Whether the cell is a column of the output.
inline bool is_written(const Cell& cell) { return cell.kind != CellKind::let && !cell.hidden; }

struct Enum {
  std::string name, doc;
  Span span;
  std::vector<std::string> values;
  std::vector<std::uint64_t> weights;
};

/// A regular expression of the schema, its texts limited to those of `text(n)` where it stands for such a column.
struct ModelRegex {
  std::string source;
  std::optional<std::uint32_t> max_characters;
  Regex language;
};

/// A regular expression that texts are held against.
struct ModelMatcher {
  std::string source;
  Matcher automaton;
};

struct DefinitionParameter {
  std::string name;
  Span span;
  Type type;
  std::string type_text;  // `decimal(8,2)`
};
/// `def name(parameters) = body`
struct Definition {
  std::string name;
  Span name_span;
  std::vector<DefinitionParameter> parameters;
  ExprId body;
  bool bad = false;  // something about it is reported
};

/// A field that each entry of a pool has.
struct TypedPoolField {
  Type type;
  std::string type_text;  // `decimal(8,2)`
  Span span;
  bool declared = true;                  // its type is written in the schema
  pools::Field rules;                    // what each value is held against, wherever it comes from
  std::optional<std::uint32_t> matcher;  // of `rules.pattern`
  std::optional<Bounds> bounds;
  TextSize size;          // of a text
  bool different = true;  // no two entries have the same value, or none will
};
/// A key of a pool, `stars in 1..5`.
struct TypedPoolKey {
  Type type;
  Span span;
  pools::Key rules;
  std::vector<ValueId> values;  // constants
};
enum class PoolSource : std::uint8_t { values, file, model };
/// A finite set of values or records. `entries` are those that the schema, a file or a lock has; what is missing is made by the fallback
/// when the generator starts.
struct Pool {
  std::string name, doc;
  Span span, name_span;
  bool bad = false;
  PoolSource source = PoolSource::values;
  std::string file;  // of PoolSource::file, as written
  std::vector<TypedPoolKey> keys;
  std::vector<TypedPoolField> fields;
  std::uint64_t size = 0;  // of each key: as asked for, or as there are
  bool weighted = false;
  std::vector<pools::Entry> entries;
  std::optional<TableId> fallback;
  const PoolDecl* declaration = nullptr;  // owned by the schema

  std::uint64_t combinations() const {
    std::uint64_t all = 1;
    for (const TypedPoolKey& key : keys) all *= key.values.size();
    return all;
  }
  /// Entries of all keys.
  std::uint64_t total() const { return source == PoolSource::model ? size * combinations() : entries.size(); }
};

struct Model {
  const Schema* schema = nullptr;
  std::string dataset, edition, locale;
  std::uint64_t seed = 0;
  std::int64_t now = 0;  // microseconds since 1970-01-01
  std::vector<Enum> enums;
  std::vector<Definition> definitions;
  std::vector<Table> tables;  // those of the schema, then `fallback_of` ones
  std::vector<Pool> pools;
  std::vector<Value> values;
  std::vector<ModelRegex> regexes;
  std::vector<ModelMatcher> matchers;

  const Value& operator[](ValueId id) const { return values[id.index]; }
  const Table& operator[](TableId id) const { return tables[id.index]; }
  const Pool& operator[](PoolId id) const { return pools[id.index]; }
  /// How many tables the output has; they come first.
  std::uint32_t written_tables() const {
    return static_cast<std::uint32_t>(std::count_if(tables.begin(), tables.end(), [](const Table& each) { return !each.fallback_of; }));
  }
  const Enum& operator[](EnumId id) const { return enums[id.index]; }
  const Cell& operator[](CellId id) const { return tables[id.table.index].cells[id.index]; }
  ValueId add(Value value) {
    values.push_back(std::move(value));
    return {static_cast<std::uint32_t>(values.size() - 1)};
  }
};

}  // namespace sydac::compiler
