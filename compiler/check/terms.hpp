// What a condition is made of once every cell is replaced by its definition: a graph of terms, equal ones once. A term stands for a value,
// not for how it is held: an integer and the decimal that it is converted to are one term.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "model/model.hpp"

namespace sydac::compiler {

struct TermId {
  std::uint32_t index = 0;
  auto operator<=>(const TermId&) const = default;
};

enum class Sort : std::uint8_t { row, boolean, number, moment, text, enumeration, other };

enum class Op : std::uint8_t {
  // constants
  null,
  number,
  text,
  boolean,
  enumeration,
  // rows
  own_row,
  reference,  // of the row in parts[0], by the cell in `name`
  // not looked into: a draw, a roll-up, a function of `parts` that `name` tells apart
  unknown,
  range,   // from parts[0] to parts[1]
  choice,  // one of parts
  enum_draw,
  // cells
  maybe,    // parts[0], or null by a draw of its own
  through,  // parts[1], null where the row parts[0] is
  fits,     // parts[0], cut down to `bounds` because the generator stops elsewhere
  // operations
  add,
  subtract,
  multiply,
  negate,
  compare,  // `sign`
  logical_and,
  logical_or,
  logical_not,
  in,  // parts[0] in the others
  if_else,
  match,  // parts[0]; for each arm a condition for each pattern (null for the pattern `null`), then the value; `counts`
  coalesce,
  nullif,
  minimum,
  maximum,
  absolute,
  quotient,   // div
  remainder,  // mod
  rounded,    // to `scale`
  day_of,     // the date of a timestamp
  moved,      // a moment by months: at least bounds.low, at most bounds.high microseconds on
};

struct Term {
  Op op = Op::null;
  Sort sort = Sort::other;
  std::uint8_t scale = 0;  // of a number: its raw unit is 10^-scale
  bool days = false;       // of a moment: its raw unit is a day, not a microsecond
  bool nullable = false;   // of unknown and reference: may be null by itself
  BinaryOp sign = BinaryOp::equal;
  Int128 number = 0;
  std::string name = {};
  std::vector<TermId> parts = {};
  std::vector<std::uint32_t> counts = {};  // of match: patterns of each arm, 0 for `_`
  // Not a part of what makes terms equal:
  std::optional<Bounds> bounds = {};  // in raw units
  std::vector<std::uint64_t> weights =
      {};             // of choice; of maybe and reference how many of how many are null; of a draw of a bool, are true
  bool plain = true;  // of reference: independent of other picks
};

Sort sort_of(const Type& type);

class Terms {
 public:
  explicit Terms(const Model& model) : model_(model) {
    for (const Table& table : model.tables) children_of_several_ = children_of_several_ || tables_counted(table).size() > 1;
  }
  /// The term of a value of a row; nothing where the graph would grow too large.
  std::optional<TermId> of(ValueId value);
  const Term& operator[](TermId id) const { return terms_[id.index]; }
  TermId add(Term term);
  TermId constant(Int128 raw, std::uint8_t scale);
  TermId moment(Int128 microseconds);
  TermId enumeration(EnumId list, std::uint32_t index);
  const Model& model() const { return model_; }

 private:
  friend struct TermOf;
  using Key =
      std::tuple<Op, Sort, std::uint8_t, bool, bool, BinaryOp, Int128, std::string, std::vector<TermId>, std::vector<std::uint32_t>>;

  TermId make(ValueId value, TermId row);
  TermId look_into(ValueId value, TermId row);
  TermId cell(CellId id, TermId row);
  TermId row_of(CellId reference, TermId row);
  TermId unknown(ValueId value, std::string name, std::vector<TermId> parts, bool nullable = false);
  Term typed(ValueId value, Op op, std::vector<TermId> parts) const;
  bool depends_on_rows(ValueId value);
  std::optional<Bounds> bounds_of(ValueId value);

  const Model& model_;
  std::vector<Term> terms_;
  std::map<Key, TermId> known_;
  std::map<std::pair<std::uint32_t, TermId>, TermId> made_;
  std::map<std::uint32_t, bool> row_bound_;
  /// A row that stands so many headers below another one.
  struct Below {
    ValueId ancestor;
    TermId row;  // that the ancestor is read in
    std::uint32_t levels = 1;
  };
  std::map<TermId, Below> below_;
  unsigned depth_ = 0;
  bool full_ = false;
  bool children_of_several_ = false;  // a header combines rows of several tables: the rows of a parent are as many as others have rows
};

}  // namespace sydac::compiler
