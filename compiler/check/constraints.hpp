// Every constraint of a dataset, with how it is known to hold: for `sydac check --proof`. Reads a checked model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.hpp"

namespace sydac::compiler {

enum class ConstraintKind : std::uint8_t { primary_key, unique, foreign_key, not_null, length, range, check, total };

/// proved: in every row, by what the schema says. constructed: in every row, because draws are narrowed to what fulfils it. bounded: proved
/// for as many rows as a bound allows, which the generator looks at before the first row. enforced: what a row draws is drawn again until
/// it holds. tested: the generator stops at a row that fails it.
enum class ConstraintStatus : std::uint8_t { proved, bounded, constructed, enforced, tested };

struct Constraint {
  ConstraintKind kind = ConstraintKind::check;
  ConstraintStatus status = ConstraintStatus::proved;
  std::string table;
  std::vector<std::string> columns;  // those it is about; none for a check
  std::string text;                  // `pk (order_id, line)`; empty: what stands at `span`
  std::string how;                   // `numbered inside its parent`
  Span span;
};

std::string_view word_of(ConstraintKind kind);
std::string_view word_of(ConstraintStatus status);

/// By table, in the order of the schema. Never called for a model with errors.
std::vector<Constraint> constraints_of(const Model& model);

}  // namespace sydac::compiler
