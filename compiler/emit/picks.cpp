#include "emit/picks.hpp"

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "emit/cpp_text.hpp"

namespace sydac::compiler {
namespace {

using Lines = std::vector<std::string>;

std::string integer(std::uint64_t value) { return cpp_integer(static_cast<std::int64_t>(value)); }

/// `3, 10` instead of `30, 100`.
std::pair<std::uint64_t, std::uint64_t> reduced(std::uint64_t numerator, std::uint64_t denominator) {
  while (numerator % 10 == 0 && denominator > 10) {
    numerator /= 10;
    denominator /= 10;
  }
  return {numerator, denominator};
}

std::string type_of(Combination::Way way) {
  switch (way) {
    case Combination::Way::product: return "Together::product";
    case Combination::Way::star: return "Together::star";
    case Combination::Way::triangle: return "Together::triangle";
    case Combination::Way::skewed: break;
  }
  return "";
}

class PickText {
 public:
  PickText(const Plan& plan, const Names& names, CellId id, bool keeps_row)
      : plan_(plan), model_(*plan.model), names_(names), id_(id), cell_(model_[id]), keeps_row_(keeps_row), expressions_(plan, names, id) {}

  Lines body() {
    if (cell_.pick == PickWay::header) return {"return parent();"};
    if (cell_.pick == PickWay::derived) return {"return " + expressions_.text(*cell_.value) + ";"};
    Lines lines = ancestor();
    Lines found = before_number();
    if (const std::string condition = nulls(); !condition.empty()) found.push_back("if (" + condition + ") return null;");
    if (plan_.at(id_).kept && keeps_row_) {
      lines.insert(lines.end(), found.begin(), found.end());
      return kept_row(std::move(lines));
    }
    if (!plan_.at(id_).kept) {
      lines.insert(lines.end(), found.begin(), found.end());
      lines.push_back("return " + row(number(), cell_.type.nullable) + ";");
      return lines;
    }
    const std::string slot = "memo." + names_.method(id_) + "([&]";
    if (!cell_.type.nullable) {
      lines.push_back("return " + row(slot + " { return " + number() + "; })", false) + ";");
      return lines;
    }
    if (found.empty()) {
      lines.push_back("return " + row("*" + slot + "() -> Maybe<std::uint64_t> { return " + number() + "; })", true) + ";");
      return lines;
    }
    lines.push_back("const auto& number = " + slot + "() -> Maybe<std::uint64_t> {");
    for (const std::string& line : found) lines.push_back("  " + line);
    lines.insert(lines.end(), {"  return " + number() + ";", "});", "if (is_null(number)) return null;"});
    lines.push_back("return " + row("*number", true) + ";");
    return lines;
  }

 private:
  /// What the number of a row is made from, where that may be null.
  Lines before_number() {
    if (cell_.at && model_[*cell_.at].type.nullable) return {"const auto place = " + expressions_.text(*cell_.at) + ";"};
    if (cell_.pick != PickWay::mutual) return {};
    Lines lines{"const auto pair = data()." + names_.helpers.at(id_) + "(row());", "if (is_null(pair)) return null;"};
    if (cell_.when || model_[id_.table].parent) lines.push_back("const " + target() + " partner(data(), *pair);");
    return lines;
  }

  /// A row that is found once, with its parents.
  Lines kept_row(Lines inside) {
    const std::string slot = "return memo." + names_.method(id_) + "([&]";
    const std::string found = "return " + row(number(), true) + ";";
    if (!cell_.type.nullable && inside.empty()) return {slot + " { " + found + " });"};
    inside.push_back(found);
    Lines lines{slot + "() -> " + (cell_.type.nullable ? "Maybe<" + target() + ">" : target()) + " {"};
    for (const std::string& line : inside) lines.push_back("  " + line);
    lines.push_back("});");
    return lines;
  }

  /// The row that the pick stays below, found once.
  Lines ancestor() {
    if (!cell_.among) return {};
    const Value& value = model_[cell_.among->ancestor];
    above_ = expressions_.text(cell_.among->ancestor, Tightness::primary);
    const auto* own = std::get_if<CellValue>(&value.node);
    if (own && model_[own->cell].pick == PickWay::header) return {};  // at hand
    Lines lines{"const auto& above = " + above_ + ";"};
    above_ = "above";
    if (value.type.nullable) {
      lines.push_back("if (is_null(above)) return null;");
      above_ = "*above";
    }
    return lines;
  }

  const std::string& target() const { return names_.type(cell_.type.table); }

  /// How many rows there are to pick from.
  std::string rows() const {
    return cell_.among ? "count_below<" + target() + ">(" + above_ + ")" : "data()." + names_.rows[cell_.type.table.index];
  }

  std::string row(const std::string& number, bool nullable) const {
    if (cell_.among) return "row_below<" + target() + ">(" + above_ + ", " + number + ")";
    return nullable ? target() + "(data(), " + number + ")" : "{data(), " + number + "}";
  }

  std::string nulls() {
    std::string condition;
    auto add = [&](const std::string& text) { condition += (condition.empty() ? "" : " || ") + text; };
    if (!cell_.type.nullable) return {};
    if (cell_.when) add("!" + negatable(expressions_));
    if (cell_.pick == PickWay::mutual) {
      if (model_[id_.table].parent) add("partner.parent().row() == parent().row()");
      Expressions theirs(plan_, names_, id_, "partner.");
      if (cell_.when) add("!" + negatable(theirs));
      return condition;
    }
    if (cell_.at && model_[*cell_.at].type.nullable) add("is_null(place)");
    if (cell_.pick == PickWay::earlier) add(cell_.among ? "index() == 0" : "row() == 0");
    if (cell_.null_share) add(null_condition(plan_, names_, id_));
    if (cell_.among && may_be_empty()) add(rows() + " == 0");
    if (!cell_.among && cell_.type.table != id_.table && !cell_.place) add(rows() + " == 0");
    return condition;
  }

  /// The condition of `when`, with a `!` before it.
  std::string negatable(Expressions& expressions) const {
    const std::string text = expressions.condition(*cell_.when);
    return model_[*cell_.when].type.nullable ? text : "(" + text + ")";
  }

  bool may_be_empty() const {
    TableId at = cell_.type.table;
    for (std::uint32_t level = 0; level < cell_.among->levels; ++level) {
      if (model_[at].low == 0) return true;
      at = *model_[at].parent;
    }
    return false;
  }

  std::string drawn() const { return expressions_.draw(0); }
  std::string key() const { return "data()." + names_.streams.at(stream_of(model_, id_, 0)); }

  std::string number() {
    if (cell_.place)
      return names_.combinations[id_.table.index][cell_.place->combination] + "()[" + std::to_string(cell_.place->position) + "]";
    if (cell_.distinct_with) {
      const std::string centre = names_.cells[id_.table.index][*cell_.distinct_with] + "()";
      return "distinct_at(" + key() + ", " + centre + ", parent().row(), " + rows() + ")";
    }
    if (cell_.distinct) return distinct();
    switch (cell_.pick) {
      case PickWay::header:
      case PickWay::derived: break;
      case PickWay::uniform: return "pick(" + drawn() + ", " + rows() + ")";
      case PickWay::stable: return "pick_stable(" + drawn() + ", " + rows() + ")";
      case PickWay::zipf: return "data()." + names_.helpers.at(id_) + "(" + drawn() + ")";
      case PickWay::even: return "data()." + names_.helpers.at(id_) + "(row())";
      case PickWay::weighted: return weighted(drawn());
      case PickWay::earlier: return earlier();
      case PickWay::unique: return unique_number(plan_, names_, id_, Apart::rows, 0);
      case PickWay::mutual: return "*pair";
      case PickWay::at:
        return "row_at(" + (model_[*cell_.at].type.nullable ? "*place" : expressions_.text(*cell_.at)) + ", " + rows() + ")";
    }
    return {};
  }

  std::string distinct() {
    const std::string head = key() + ", parent().identity(), index(), " + rows();
    if (cell_.pick == PickWay::zipf)
      return "distinct_pick_by(" + head + ", [&](Draw from) { return data()." + names_.helpers.at(id_) + "(from); })";
    if (cell_.pick == PickWay::weighted) return "distinct_pick_by(" + head + ", [&](Draw from) { return " + weighted("from") + "; })";
    return "distinct_pick(" + head + ")";
  }

  std::string weighted(const std::string& from) {
    Expressions weight(plan_, names_, id_, "weighed.");
    const std::string candidate = cell_.among ? "row_below<" + target() + ">(" + above_ + ", candidate)" : target() + "(data(), candidate)";
    return "pick_weighted(" + from + ", " + rows() + ", " + integer(cell_.highest_weight) + ", [&](std::uint64_t candidate) { const " +
           target() + " weighed = " + candidate + "; return " + weight.text(*cell_.weight) + "; })";
  }

  std::string earlier() {
    const bool tree = cell_.depth > 0 || cell_.fan_out > 0;
    const std::string own = cell_.among ? "index()" : "row()";
    if (!tree) return "pick_earlier(" + drawn() + ", " + own + ")";
    const std::string forest =
        cell_.among ? "Forest{Key{" + drawn_of_parent() + ".bits()}, " + integer(cell_.depth) + ", " + integer(cell_.fan_out) + "}"
                    : "data()." + names_.helpers.at(id_);
    const std::string parent = forest + ".parent(" + own + ")";
    return cell_.type.nullable ? parent : own + " == 0 ? 0 : " + parent;
  }
  std::string drawn_of_parent() const { return "parent().draw(" + key() + ")"; }

  const Plan& plan_;
  const Model& model_;
  const Names& names_;
  CellId id_;
  const Cell& cell_;
  bool keeps_row_;
  Expressions expressions_;
  std::string above_;
};

std::string permutation(const std::string& name, const std::string& key, Count count) {
  if (count < Count{1} << 63) return "ValuePermutation " + name + "{" + key + ", " + cpp_unsigned(static_cast<std::uint64_t>(count)) + "};";
  return "WidePermutation " + name + "{" + key + ", " + cpp_wide(count) + "};";
}

}  // namespace

std::string stream_call(const Stream& stream) {
  std::string text = "stream(seed, " + cpp_string_literal(stream.table) + ", " + cpp_string_literal(stream.column);
  if (!stream.site.empty()) text += ", " + cpp_string_literal(stream.site);
  return text + ")";
}

Lines reference_body(const Plan& plan, const Names& names, CellId id, bool keeps_row) {
  return PickText(plan, names, id, keeps_row).body();
}

std::string null_condition(const Plan& plan, const Names& names, CellId id) {
  const Model& model = *plan.model;
  if (has_share(model, id)) return "!data()." + names.shares.at(id) + ".contains(row())";
  const auto [numerator, denominator] = reduced(model[id].null_share->numerator, model[id].null_share->denominator);
  return Expressions(plan, names, id).own_draw(named_stream(model, id, "#null")) + ".chance(" + integer(numerator) + ", " +
         integer(denominator) + ")";
}

std::string unique_number(const Plan& plan, const Names& names, CellId id, Apart apart, Count count) {
  const Model& model = *plan.model;
  switch (apart) {
    case Apart::rows: {
      const std::string row = has_share(model, id) ? "data()." + names.shares.at(id) + ".rank(row())" : "row()";
      return "data()." + names.helpers.at(id) + "(" + row + ")";
    }
    case Apart::siblings:
      return "distinct_pick(data()." + names.streams.at(named_stream(model, id, "#order")) + ", parent().identity(), index(), " +
             cpp_unsigned(static_cast<std::uint64_t>(count)) + ")";
    case Apart::combination: {
      const CombinationPlace place = *model[id].place;
      return names.combinations[id.table.index][place.combination] + "()[" + std::to_string(place.position) + "]";
    }
  }
  return {};
}

std::vector<HelperMember> helper_members(const Plan& plan, const Names& names) {
  const Model& model = *plan.model;
  std::vector<HelperMember> made;
  for (const auto& [id, name] : names.shares) {
    const auto [numerator, denominator] =
        reduced(model[id].null_share->denominator - model[id].null_share->numerator, model[id].null_share->denominator);
    made.push_back({{id.table},
                    "BlockShare " + name + "{" + stream_call(named_stream(model, id, "#null")) + ", " + names.rows[id.table.index] + ", " +
                        integer(numerator) + ", " + integer(denominator) + "};"});
  }
  for (const auto& [id, name] : names.helpers) {
    const Cell& cell = model[id];
    const std::string key = stream_call(named_stream(model, id, cell.kind == CellKind::reference ? "#pick" : "#order"));
    if (cell.kind != CellKind::reference) {
      const ValueId draw = std::get<UniqueValue>(model[*cell.value].node).draw;
      if (const auto pool = pool_drawn(model, draw)) {
        made.push_back({{}, "ValuePermutation " + name + "{" + key + ", " + names.pool_members[pool->index] + ".size()};"});
        continue;
      }
      const auto count = distinct_values(model, draw);
      made.push_back({{}, permutation(name, key, count.value_or(1))});
      continue;
    }
    const TableId target = cell.type.table;
    const std::string rows = names.rows[target.index];
    switch (cell.pick) {
      case PickWay::even:
        if (cell.apart_from)
          made.push_back({{target},
                          "EvenOther " + name + "{" + stream_call(named_stream(model, {id.table, *cell.apart_from}, "#pick")) + ", " + key +
                              ", " + rows + "};"});
        else
          made.push_back({{target}, "EvenPick " + name + "{" + key + ", " + rows + "};"});
        break;
      case PickWay::mutual: {
        const Share nulls = cell.null_share.value_or(Share{0, 1});
        const auto [numerator, denominator] = reduced(nulls.denominator - nulls.numerator, nulls.denominator);
        made.push_back(
            {{target}, "MutualPick " + name + "{" + key + ", " + rows + ", " + integer(numerator) + ", " + integer(denominator) + "};"});
        break;
      }
      case PickWay::zipf:
        made.push_back({{target}, "ZipfPick " + name + "{" + key + ", " + rows + ", " + integer(cell.zipf_exponent) + "};"});
        break;
      case PickWay::unique: made.push_back({{target}, "RowPermutation " + name + "{" + key + ", " + rows + "};"}); break;
      case PickWay::earlier:
        made.push_back({{}, "Forest " + name + "{" + key + ", " + integer(cell.depth) + ", " + integer(cell.fan_out) + "};"});
        break;
      case PickWay::header:
      case PickWay::derived:
      case PickWay::uniform:
      case PickWay::stable:
      case PickWay::weighted:
      case PickWay::at: break;
    }
  }
  for (std::uint32_t i = 0; i < model.tables.size(); ++i) {
    for (std::uint32_t k = 0; k < model.tables[i].combinations.size(); ++k) {
      const Combination& each = model.tables[i].combinations[k];
      std::string columns, sizes;
      std::vector<TableId> counted{{i}};
      for (std::uint32_t index : each.cells) {
        const Cell& cell = model.tables[i].cells[index];
        columns += (columns.empty() ? "" : ",") + cell.stream;
        sizes += sizes.empty() ? "" : ", ";
        if (cell.kind == CellKind::reference) {
          sizes += names.rows[cell.type.table.index];
          counted.push_back(cell.type.table);
          continue;
        }
        const Count count = distinct_values(model, std::get<UniqueValue>(model[*cell.value].node).draw).value_or(1);
        sizes += cpp_unsigned(static_cast<std::uint64_t>(std::min<Count>(count, Count{1} << 63)));
      }
      if (each.way == Combination::Way::skewed) {
        const Cell& skewed = model.tables[i].cells[each.cells[0]];
        made.push_back({counted, "SkewedCombinations<" + std::to_string(each.cells.size()) + "> " + names.combined[i][k] + "{" +
                                     stream_call({model.tables[i].stream, columns, "#together"}) + ", " + names.rows[i] + ", " +
                                     integer(skewed.pick == PickWay::even ? 0 : skewed.zipf_exponent) + ", {" + sizes + "}};"});
        continue;
      }
      made.push_back({counted, "Combinations<" + type_of(each.way) + ", " + std::to_string(each.cells.size()) + "> " +
                                   names.combined[i][k] + "{" + stream_call({model.tables[i].stream, columns, "#together"}) + ", {" +
                                   sizes + "}};"});
    }
  }
  return made;
}

}  // namespace sydac::compiler
