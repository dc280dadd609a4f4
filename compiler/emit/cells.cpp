#include "emit/cells.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/check.hpp"
#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"
#include "emit/picks.hpp"
#include "emit/row_counts.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

/// Lines of a body, joined where it is put.
using Lines = std::vector<std::string>;

std::string doc_lines(const std::string& doc, std::string_view indent) {
  return doc.empty() ? std::string() : cpp_comment_lines(doc, indent);
}

std::string block(const Lines& lines, std::string_view indent) {
  std::string text;
  for (const std::string& line : lines) text += std::string(indent) + line + "\n";
  return text;
}

class RowEmitter {
 public:
  RowEmitter(const Plan& plan, const Names& names, const Sources& sources)
      : plan_(plan), model_(*plan.model), names_(names), sources_(sources) {}

  RowTypes run() {
    RowTypes made;
    for (TableId table : order_of_types()) {
      made.types.push_back(row_type(table));
      complete_.insert(table.index);
    }
    for (const CellId& id : plan_.cell_order) {
      if (later_.contains(id)) made.definitions.push_back(method(id, names_.type(id.table) + "::"));
    }
    for (const PlannedTable& table : plan_.tables) {
      for (std::uint32_t k = 0; k < model_[table.id].retries.size(); ++k) made.definitions.push_back(tries_method(table.id, k));
    }
    for (const PlannedTable& table : plan_.tables) {
      if (written_later_.contains(table.id.index)) made.definitions.push_back(write_method(table.id, names_.type(table.id) + "::"));
    }
    return made;
  }

 private:
  // --- order -------------------------------------------------------------------------------------------------------------------

  /// A row holds its header's parent, so that comes first; then as few references as possible to types that follow.
  std::vector<TableId> order_of_types() const {
    std::vector<TableId> order;
    std::vector<bool> placed(model_.tables.size(), false);
    while (order.size() < model_.tables.size()) {
      std::optional<std::uint32_t> best;
      std::size_t least = SIZE_MAX;
      for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
        const Table& table = model_.tables[i];
        const std::vector<TableId> counted = tables_counted(table);
        if (placed[i] || std::any_of(counted.begin(), counted.end(), [&](TableId each) { return !placed[each.index]; })) continue;
        std::size_t open = 0;
        for (const Cell& cell : table.cells)
          open += cell.kind == CellKind::reference && cell.type.table.index != i && !placed[cell.type.table.index];
        if (open < least) {
          least = open;
          best = i;
        }
      }
      SYDAC_CHECK(best.has_value());
      placed[*best] = true;
      order.push_back({*best});
    }
    return order;
  }

  /// As in the schema, but a text stands behind the texts and records that it is made of: their types are deduced.
  std::vector<CellId> order_of_methods(TableId id) const {
    std::vector<CellId> order;
    std::set<CellId> placed;
    const std::function<void(CellId)> place = [&](CellId cell) {
      if (!plan_.at(cell).needed || !placed.insert(cell).second) return;
      std::vector<CellUse> uses;
      cells_read_by(model_, cell, uses);
      for (const CellUse& use : uses) {
        if (use.cell.table == id && (has_auto_type(use.cell) || model_[use.cell].type.base == Base::record)) place(use.cell);
      }
      order.push_back(cell);
    };
    for (std::uint32_t i = 0; i < model_[id].cells.size(); ++i) place({id, i});
    return order;
  }

  bool has_auto_type(CellId id) const {
    const Base base = model_[id].type.base;
    return base == Base::text || base == Base::json;
  }

  /// Whether the body of `id` can stand inside its own type: all types that it looks into are complete, all deduced results known.
  bool can_stand_inside(CellId id) const {
    const Cell& cell = model_[id];
    if (cell.kind == CellKind::reference && !reference_can_stand_inside(id)) return false;
    return (!cell.value || value_can_stand_inside(*cell.value, id)) && (!cell.among || value_can_stand_inside(cell.among->ancestor, id)) &&
           (!cell.at || value_can_stand_inside(*cell.at, id)) && (!cell.when || value_can_stand_inside(*cell.when, id));
  }
  /// What picks among others looks into their rows.
  bool reference_can_stand_inside(CellId id) const {
    const Cell& cell = model_[id];
    if (!known(cell.type.table, id.table)) return false;
    bool inside = true;
    if (cell.among) {
      TableId at = cell.type.table;
      for (std::uint32_t level = 0; level <= cell.among->levels; ++level) {
        inside = inside && known(at, id.table);
        if (level < cell.among->levels) at = *model_[at].parent;
      }
    }
    if (cell.weight) {
      std::vector<CellUse> uses;
      cells_read(model_, *cell.weight, cell.type.table, uses);
      for (const CellUse& use : uses) inside = inside && known(use.cell.table, id.table) && !later_.contains(use.cell);
    }
    return inside;
  }
  bool value_can_stand_inside(ValueId whole, CellId id) const {
    bool inside = true;
    for_each_value(model_, whole, [&](ValueId value) {
      const Value& held = model_[value];
      if (const auto* own = std::get_if<CellValue>(&held.node))
        inside = inside && (own->frame > 0 || !later_.contains(own->cell) || !has_auto_type(own->cell));
      if (const auto* path = std::get_if<PathValue>(&held.node)) {
        inside = inside && known(path->cell.table, id.table) && !(later_.contains(path->cell) && has_auto_type(path->cell));
      }
      if (std::holds_alternative<RollupValue>(held.node)) inside = false;  // the child holds this row
    });
    return inside;
  }
  bool known(TableId table, TableId from) const { return table == from || complete_.contains(table.index); }

  // --- types -------------------------------------------------------------------------------------------------------------------

  std::string row_type(TableId id) {
    const Table& table = model_[id];
    const std::string& type = names_.type(id);
    const std::string base = row_base(model_, names_, id);
    std::string text = doc_lines(table.doc, "");
    text += "struct " + type + " : " + base + " {\n";
    text += "  static constexpr std::string_view kTable = " + cpp_string_literal(table.name) + ";\n";
    text += "  using " + base.substr(0, base.find('<')) + "::" + base.substr(0, base.find('<')) + ";\n";
    if (has_counts(table)) {
      const std::string type_of_counts = counts_type(table) + (has_fill(table) ? "<" + names_.data + ">" : "");
      text += "  static const " + type_of_counts + "& counts(const " + names_.data + "& data) { return data." + names_.counts[id.index] +
              "; }\n";
    }
    text += "\n";
    std::string slots;
    if (has_own_identity(table)) {
      slots += "    Slot<std::uint64_t> sources_identity;\n";
      text += "  std::uint64_t sources_identity() const { return memo.sources_identity([&] { return " +
              sources_identity(model_, names_, id) + "; }); }\n";
    }
    for (std::size_t i = 0; i < table.combinations.size(); ++i) text += combination_method(id, i, slots);
    for (std::uint32_t k = 0; k < table.retries.size(); ++k) {
      text += "  std::uint64_t " + names_.tries[id.index][k] + "() const;\n";
      slots += "    Slot<std::uint64_t> " + names_.tries[id.index][k] + ";\n";
    }
    for (const CellId& cell : order_of_methods(id)) {
      // To find the parents of a row costs more than to keep it. The slot needs the whole type.
      const Cell& held = model_[cell];
      const bool has_parents = held.kind == CellKind::reference && model_[held.type.table].parent.has_value();
      if (plan_.at(cell).kept && has_parents && complete_.contains(held.type.table.index)) rows_kept_.insert(cell);
      text += doc_lines(model_[cell].doc, "  ");
      if (can_stand_inside(cell)) {
        text += method(cell, "");
      } else {
        later_.insert(cell);
        text += "  " + result_type(cell) + " " + names_.method(cell) + "() const;\n";
      }
      for (const KeptField& kept : plan_.tables[id.index].kept_fields) {
        if (kept.record == cell) text += field_method(kept, slots);
      }
      if (plan_.at(cell).kept) slots += "    Slot<" + slot_type(cell) + "> " + names_.method(cell) + ";\n";
    }
    if (can_write_inside(id)) {
      text += "\n" + write_method(id, "");
    } else {
      written_later_.insert(id.index);
      text += "\n  template <class Sink>\n  void write(Sink& out) const;\n";
    }
    text += carry(id);
    if (!slots.empty()) text += "\n  struct Memo {\n" + slots + "  };\n  mutable Memo memo;\n";
    return text + "};\n";
  }

  /// What a row hands on to the next sibling.
  std::string carry(TableId id) const {
    const std::vector<CellId>& carried = plan_.tables[id.index].carried;
    if (carried.empty()) return {};
    std::string slots, calls;
    for (const CellId& cell : carried) {
      const std::string& name = names_.method(cell);
      slots += " Slot<" + result_type(cell) + "> " + name + ";";
      calls += "    to." + name + "([&] { return from." + name + "(); });\n";
    }
    return "\n  /// What the next sibling asks of this one.\n  struct Carry { bool known = false;" + slots + " };\n" +
           "  static void hand_on(const " + names_.type(id) + "& from, Carry& to) {\n" + calls + "  }\n  mutable Carry carry;\n";
  }

  std::string result_type(CellId id) const {
    const Cell& cell = model_[id];
    Expressions expressions(plan_, names_, id);
    if (cell.kind == CellKind::reference) {
      if (cell.pick == PickWay::header) return "const " + names_.type(cell.type.table) + "&";
      if (rows_kept_.contains(id)) return "const " + expressions.type_name(cell.type) + "&";
      return expressions.type_name(cell.type);
    }
    if (cell.source && cell.type.base == Base::row && *cell.source == 0 && model_[id.table].parent)
      return "const " + expressions.type_name(cell.type) + "&";
    return expressions.type_name(cell.type, model_[*cell.value].bounds);
  }

  std::string slot_type(CellId id) const {
    const Cell& cell = model_[id];
    if (rows_kept_.contains(id)) return Expressions(plan_, names_, id).type_name(cell.type);
    if (cell.kind == CellKind::reference) return cell.type.nullable ? "Maybe<std::uint64_t>" : "std::uint64_t";
    return result_type(id);
  }

  /// The numbers of the values of columns that are unique together.
  std::string combination_method(TableId id, std::size_t index, std::string& slots) const {
    const Combination& combination = model_[id].combinations[index];
    const std::string& name = names_.combinations[id.index][index];
    const std::string numbers = "std::array<std::uint64_t, " + std::to_string(combination.cells.size()) + ">";
    slots += "    Slot<" + numbers + "> " + name + ";\n";
    return "  " + numbers + " " + name + "() const { return memo." + name + "([&] { return data()." + names_.combined[id.index][index] +
           (combination.in_parent ? "(parent().identity(), index())" : "(row())") + "; }); }\n";
  }

  // --- methods -----------------------------------------------------------------------------------------------------------------

  std::string method(CellId id, const std::string& owner) {
    const std::string indent = owner.empty() ? "  " : "";
    const Lines body = model_[id].kind == CellKind::reference ? reference_body(plan_, names_, id, rows_kept_.contains(id)) : value_body(id);
    const std::string head = indent + (owner.empty() ? "" : "inline ") + result_type(id) + " " + owner + names_.method(id) + "() const {";
    if (body.size() == 1 && head.size() + body[0].size() + 3 <= 140) return head + " " + body[0] + " }\n";
    return head + "\n" + block(body, indent + "  ") + indent + "}\n";
  }

  /// A field that several cells read.
  std::string field_method(const KeptField& kept, std::string& slots) const {
    const Type& record = model_[kept.record].type;
    const std::string& name = names_.fields.at(kept);
    const std::string field = names_.field(record, kept.field), type = Expressions(plan_, names_, kept.record).plain_type_name(record);
    slots += "    Slot<decltype(std::declval<const " + type + "&>()." + field + "())> " + name + ";\n";
    return "  auto " + name + "() const { return memo." + name + "([&] { return " + names_.method(kept.record) + "()." + field +
           "(); }); }\n";
  }

  /// The expression of a column, or one arm of it, in the type that its method gives, checked where the value may not fit.
  std::string fitted(CellId id, Expressions& expressions, ValueId value) const {
    const Cell& cell = model_[id];
    const Value& held = model_[value];
    std::string text = expressions.text(value);
    if (std::holds_alternative<NullValue>(held.node)) return text;
    auto apply = [&](const std::string& before, const std::string& after) {
      text = held.type.nullable ? "lift([](const auto& a) { return " + before + "a" + after + "; }, " + text + ")" : before + text + after;
    };
    const auto& bounds = model_[*cell.value].bounds;
    if (held.type.base == Base::decimal && expressions.is_wide_expression(value) != is_wide(cell.type, bounds)) {
      apply("convert<" + expressions.plain_type_name(cell.type, bounds) + ">(", ")");
    }
    if (!held.bounds || cell.kind == CellKind::let) return text;
    if (cell.type.base == Base::decimal) {
      const Int128 limit = power_of_ten(cell.type.precision);
      if (held.bounds->high >= limit || held.bounds->low <= -limit)
        apply("within_digits<" + std::to_string(cell.type.precision) + ">(", ")");
    }
    if (cell.type.base == Base::integer && cell.type.bits < 64) {
      const Int128 limit = Int128{1} << (cell.type.bits - 1);
      const bool serial = std::holds_alternative<SerialValue>(held.node);  // bounded before the first row
      if (!serial && (held.bounds->high >= limit || held.bounds->low < -limit)) {
        apply("in_range(",
              ", " + cpp_integer(static_cast<std::int64_t>(-limit)) + ", " + cpp_integer(static_cast<std::int64_t>(limit - 1)) + ")");
      }
    }
    return text;
  }

  Lines value_body(CellId id) const {
    const Cell& cell = model_[id];
    Expressions expressions(plan_, names_, id);
    const bool kept = plan_.at(id).kept, automatic = has_auto_type(id);
    const auto* match = std::get_if<MatchValue>(&model_[*cell.value].node);
    Lines lines;
    if (match && !automatic && switchable(*match)) {
      lines = switch_body(id, expressions, *match);
    } else {
      // What branches give is a text again; json() leaves alone what is a document already.
      const bool document = cell.type.base == Base::json && !std::holds_alternative<ConvertValue>(model_[*cell.value].node);
      const std::string text = document ? "json(" + expressions.text(*cell.value) + ")" : fitted(id, expressions, *cell.value);
      lines = {"return " + text + ";"};
    }
    if (cell.null_share && automatic) {
      lines.back() = "return null_or(" + null_condition(plan_, names_, id) + ", [&] { " + lines.back() + " });";
    } else if (cell.null_share) {
      lines.insert(lines.begin(), "if (" + null_condition(plan_, names_, id) + ") return null;");
    }
    auto with_statics = [&](Lines made) {
      made.insert(made.begin(), expressions.statics().begin(), expressions.statics().end());
      return made;
    };
    if (!kept) return with_statics(lines);
    const std::string slot = "return memo." + names_.method(id) + "([&]";
    if (lines.size() == 1) return with_statics({slot + " { " + lines[0] + " });"});
    Lines wrapped{slot + "() -> " + result_type(id) + " {"};
    for (const std::string& line : lines) wrapped.push_back("  " + line);
    wrapped.push_back("});");
    return with_statics(wrapped);
  }

  bool switchable(const MatchValue& match) const {
    const Value& subject = model_[match.subject];
    return subject.type.base == Base::enumeration && !subject.type.nullable;
  }

  Lines switch_body(CellId id, Expressions& expressions, const MatchValue& match) const {
    Lines lines{"switch (" + expressions.text(match.subject) + ") {"};
    for (std::size_t i = 0; i < match.arms.size(); ++i) {
      const MatchArm& arm = match.arms[i];
      std::string labels;
      for (ValueId pattern : arm.patterns) {
        if (std::holds_alternative<NullValue>(model_[pattern].node)) continue;
        if (i + 1 < match.arms.size() || match.arms.size() == 1) labels += "case " + expressions.text(pattern) + ": ";
      }
      if (arm.patterns.empty() || i + 1 == match.arms.size()) labels = "default: ";
      lines.push_back("  " + labels + "return " + fitted(id, expressions, arm.value) + ";");
      if (labels == "default: ") break;
    }
    lines.push_back("}");
    return lines;
  }

  // --- rows --------------------------------------------------------------------------------------------------------------------

  bool can_write_inside(TableId id) const {
    for (std::uint32_t i = 0; i < model_[id].cells.size(); ++i) {
      const Cell& cell = model_[id].cells[i];
      const CellId cell_id{id, i};
      if (!is_written(cell)) continue;
      if (cell.kind == CellKind::reference &&
          (!known(cell.type.table, id) || (later_.contains(cell.target()) && has_auto_type(cell.target()))))
        return false;
      if (later_.contains(cell_id) && has_auto_type(cell_id)) return false;
    }
    for (const Check& check : model_[id].checks) {
      if (check.kept != Kept::tested) continue;
      std::vector<CellUse> uses;
      cells_read(model_, check.condition, id, uses);
      for (const CellUse& use : uses) {
        if (!known(use.cell.table, id) || later_.contains(use.cell)) return false;
      }
    }
    return true;
  }

  std::string write_method(TableId id, const std::string& owner) {
    const std::string indent = owner.empty() ? "  " : "";
    std::string text = indent + "template <class Sink>\n" + indent + "SYDAC_INLINE void " + owner + "write(Sink& out) const {\n";
    for (const Check& check : model_[id].checks) {
      if (check.kept == Kept::tested) text += indent + "  " + check_line(id, check);
    }
    for (const Key& key : model_[id].keys) {
      if (!key.tested) continue;
      const std::string method = names_.method({id, *key.tested});
      text += indent + "  require_apart(*this, [](const " + names_.type(id) + "& its) { return its." + method + "().row(); }, " +
              cpp_string_literal("the key at " + declared_at(sources_, key.span)) + ");\n";
    }
    for (std::uint32_t i = 0; i < model_[id].cells.size(); ++i) {
      const Cell& cell = model_[id].cells[i];
      if (!is_written(cell)) continue;
      text += indent + "  out.cell(" + written(CellId{id, i}) + ");\n";
    }
    return text + indent + "}\n";
  }

  std::string check_line(TableId id, const Check& check) const {
    Expressions expressions(plan_, names_, {id, 0});
    return "require(" + expressions.text(check.condition) + ", " + cpp_string_literal("the check at " + declared_at(sources_, check.span)) +
           ");\n";
  }

  /// The first try at which the checks of a group hold.
  std::string tries_method(TableId id, std::uint32_t index) const {
    const Retry& retry = model_[id].retries[index];
    const std::string& type = names_.type(id);
    const std::string& name = names_.tries[id.index][index];
    Expressions expressions(plan_, names_, {id, 0}, "candidate.");
    std::string places, conditions;
    for (std::uint32_t number : retry.checks) {
      const Check& check = model_[id].checks[number];
      places += (places.empty() ? "" : ", ") + declared_at(sources_, check.span);
      conditions += (conditions.empty() ? "" : " && ") + std::string("is_not_false(") + expressions.text(check.condition) + ")";
    }
    const std::string what = (retry.checks.size() == 1 ? "the check at " : "one of the checks at ") + places;
    std::string text = "inline std::uint64_t " + type + "::" + name + "() const {\n  return memo." + name + "([&] {\n";
    for (const std::string& constant : expressions.statics()) text += "    " + constant + "\n";
    return text + "    return first_try(*this, &Memo::" + name + ", " + cpp_string_literal(what) + ",\n                     [](const " +
           type + "& candidate) { return " + conditions + "; });\n  });\n}\n";
  }

  /// What a column holds in the output: of a reference, the key it points to.
  std::string written(CellId id) const {
    const Cell& cell = model_[id];
    const std::string own = names_.method(id) + "()";
    if (cell.kind != CellKind::reference) return own;
    const std::string key = key_of(cell.target());
    if (!cell.type.nullable) return own + key;
    return "lift([](const " + names_.type(cell.type.table) + "& its) { return its" + key + "; }, " + own + ")";
  }

  /// `.id()`; where the key is itself a reference, on to what that holds.
  std::string key_of(CellId id) const {
    std::string text = "." + names_.method(id) + "()";
    for (const Cell* cell = &model_[id]; cell->kind == CellKind::reference; cell = &model_[cell->target()])
      text += "." + names_.method(cell->target()) + "()";
    return text;
  }

  const Plan& plan_;
  const Model& model_;
  const Names& names_;
  const Sources& sources_;
  std::set<std::uint32_t> complete_;
  std::set<std::uint32_t> written_later_;
  std::set<CellId> later_;
  std::set<CellId> rows_kept_;
};

}  // namespace

RowTypes emit_row_types(const Plan& plan, const Names& names, const Sources& sources) { return RowEmitter(plan, names, sources).run(); }

std::string declared_at(const Sources& sources, Span span) {
  const SourceFile& source = sources.at(span.file);
  const std::string_view path = source.path;
  const std::string file(path.substr(path.rfind('/') + 1));
  const auto line = 1 + std::count(source.text.begin(), source.text.begin() + span.begin, '\n');
  return (file == "-" ? "the schema" : file) + ":" + std::to_string(line);
}

}  // namespace sydac::compiler
