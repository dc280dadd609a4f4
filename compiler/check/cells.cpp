#include <algorithm>

#include "base/numbers.hpp"
#include "check/capacity.hpp"
#include "check/check.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {

void Checker::type_cell(CellId id) {
  if (state(id) != State::todo) return;
  if (typing_.size() >= kMostChained) {
    report_chain(typing_.front());
    cell(id).bad = true;
    state(id) = State::done;
    return;
  }
  state(id) = State::doing;
  typing_.push_back(id);
  Cell& held = cell(id);
  if (held.kind == CellKind::column) type_column(id, held);
  if (held.kind == CellKind::let) type_let(id, held);
  typing_.pop_back();
  state(id) = State::done;
}

void Checker::report_chain(CellId id) {
  if (!chain_reported_) diagnostics_.report(Code::chain_too_long, model_[id].name_span, {full_name(id), std::to_string(kMostChained)});
  chain_reported_ = true;
}

void Checker::report_untyped(CellId id, Span span) {
  std::string chain;
  for (auto at = std::find(typing_.begin(), typing_.end(), id); at != typing_.end(); ++at) chain += full_name(*at) + " → ";
  diagnostics_.report(Code::cell_cycle, span, {full_name(id), chain + full_name(id)})
      .note("a `let` has the type of its value; only a column, whose type is written, can read itself in an earlier row");
}

void Checker::type_column(CellId id, Cell& held) {
  if (held.bad) return;
  if (held.copied) return type_copied(id, held);
  Scope scope{{{id.table, {}}}, &held};
  Type plain = held.type;
  plain.nullable = false;
  ValueId value = held.rule ? infer(*held.rule, scope, &plain) : default_value(id, held);
  if (plain.base == Base::bytes && !plain.length && model_[value].type.base == Base::bytes)
    plain.length = held.type.length = model_[value].type.length;
  value = convert(value, plain);
  // The vector of cells does not grow here, so `held` stays where it is.
  if (is_bad(value)) {
    held.bad = true;
    return;
  }
  const auto& node = model_[value].node;
  const bool ordinal = is_own_ordinal(model_[value]);
  const bool counted = std::holds_alternative<SerialValue>(node) || ordinal || is_own_row_number(model_[value]);
  if (counted && held.null_share) {
    diagnostics_.report(Code::null_key, *held.null_span, {ordinal ? "`ordinal`" : "a serial number"});
  }
  if (counted) {
    const auto range = type_bounds(held.type);
    const auto bounds = model_[value].bounds;
    const auto rows = rows_of(model_, id.table);
    // A serial that starts or steps elsewhere may leave the type with few rows: fit_column says so.
    if (!ordinal && held.type.base == Base::integer && bounds && bounds->high > range->high && Int128{rows.high} >= range->high) {
      diagnostics_
          .report(Code::too_many_rows, held.span,
                  {model_[id.table].name, grouped(rows.high), held.type_text, grouped(static_cast<std::uint64_t>(range->high))})
          .note("the header of `" + model_[id.table].name + "`", model_[id.table].rows_span)
          .suggest("`bigint` numbers more");
      held.bad = true;
      return;
    }
  }
  // How many children a parent can have is bounded by their total, which the generator checks for the rows that it is asked for.
  if (const Table& table = model_[id.table]; ordinal && is_open(table))
    model_.values[value.index].bounds = Bounds{1, std::max<Int128>(table.total, 1)};
  held.value = value;
  fit_column(id, value);
}

void Checker::type_let(CellId id, Cell& held) {
  Scope scope{{{id.table, {}}}, &held};
  if (held.bad) return;
  if (held.source) {
    held.value = source_value(id, held);
    return;
  }
  if (held.pool_key) {
    held.value = fallback_key(held, id.table);
    return;
  }
  const ValueId value = held.part ? infer_part(*held.rule, *held.part, id, scope) : infer(*held.rule, scope, nullptr);
  held.type = model_[value].type;
  held.bad = is_bad(value);
  if (held.bad) return;
  if (held.type.base == Base::null) {
    diagnostics_.report(Code::type_mismatch, model_[value].span, {"null", "a value"});
    held.bad = true;
    return;
  }
  held.value = value;
}

void Checker::run() {
  check_definitions();
  for (const Table& table : model_.tables) {
    auto& names = cells_by_name_.emplace_back();
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) names.emplace(table.cells[i].name, i);
    states_.emplace_back(table.cells.size(), State::todo);
    colours_.emplace_back(table.cells.size(), std::uint8_t{0});
  }
  const auto count = static_cast<std::uint32_t>(model_.tables.size());
  for (std::uint32_t i = 0; i < count; ++i) type_header({i});
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t k = 0; k < model_.tables[i].cells.size(); ++k) type_cell({{i}, k});
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t k = 0; k < model_.tables[i].cells.size(); ++k) type_picks({{i}, k});
    type_checks({i});
  }
  for (std::uint32_t i = 0; i < count; ++i) type_counts_by_parent({i});
  check_cycles();
  if (chain_reported_) return;  // what follows goes along it
  for (std::uint32_t i = 0; i < count; ++i) prove_checks({i});
  for (std::uint32_t i = 0; i < count; ++i) check_unique({i});
  for (std::uint32_t i = 0; i < count; ++i) check_header_reads({i});
  retry_checks();
  check_pools();
}

void check(Model& model, Diagnostics& diagnostics) {
  Checker(model, diagnostics).run();
  check_capacities(model, diagnostics);
}

}  // namespace sydac::compiler
