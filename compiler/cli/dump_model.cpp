#include <algorithm>
#include <nlohmann/json.hpp>

#include "check/functions.hpp"
#include "check/rules.hpp"
#include "cli/dump.hpp"
#include "model/model.hpp"

namespace sydac::compiler {
namespace {

using Json = nlohmann::ordered_json;

std::string digits_of(Int128 value) {
  const bool negative = value < 0;
  unsigned __int128 rest = negative ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
  std::string text;
  do {
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  if (negative) text += '-';
  std::ranges::reverse(text);
  return text;
}

std::string numbered(const char* what, std::uint32_t index) { return std::string(what) + "#" + std::to_string(index); }

std::string name_of(RuleId id) { return std::string(rule(id).spec->name); }

const char* name_of(Base base) {
  switch (base) {
    case Base::bad: return "bad";
    case Base::null: return "null";
    case Base::boolean: return "bool";
    case Base::integer: return "int";
    case Base::decimal: return "decimal";
    case Base::real: return "float";
    case Base::text: return "text";
    case Base::date: return "date";
    case Base::time: return "time";
    case Base::timestamp: return "timestamp";
    case Base::timestamptz: return "timestamptz";
    case Base::interval: return "interval";
    case Base::uuid: return "uuid";
    case Base::json: return "json";
    case Base::bytes: return "bytes";
    case Base::enumeration: return "enum";
    case Base::row: return "row";
    case Base::record: return "record";
  }
  return "";
}

/// Those of several values are told apart from the roll-ups.
std::string named(Function function) {
  if (function == Function::minimum) return "least";
  if (function == Function::maximum) return "greatest";
  return std::string(name_of(function));
}

const char* name_of(Rollup function) {
  switch (function) {
    case Rollup::sum: return "sum";
    case Rollup::count: return "count";
    case Rollup::minimum: return "min";
    case Rollup::maximum: return "max";
    case Rollup::average: return "avg";
    case Rollup::exists: return "exists";
  }
  return "";
}

const char* name_of(CellKind kind) {
  switch (kind) {
    case CellKind::column: return "column";
    case CellKind::reference: return "reference";
    case CellKind::let: return "let";
  }
  return "";
}

const char* name_of(PickWay way) {
  switch (way) {
    case PickWay::header: return "header";
    case PickWay::derived: return "derived";
    case PickWay::uniform: return "uniform";
    case PickWay::stable: return "stable";
    case PickWay::mutual: return "mutual";
    case PickWay::at: return "at";
    case PickWay::weighted: return "weighted by";
    case PickWay::unique: return "unique";
    case PickWay::zipf: return "zipf";
    case PickWay::even: return "even";
    case PickWay::earlier: return "earlier";
  }
  return "";
}

class ModelDump {
 public:
  explicit ModelDump(const Model& model) : model_(model) {}

  Json run() const {
    Json out{
        {"dataset", model_.dataset}, {"edition", model_.edition}, {"locale", model_.locale}, {"seed", model_.seed}, {"now", model_.now}};
    out["enums"] = Json::array();
    for (const Enum& enumeration : model_.enums) out["enums"].push_back(dump(enumeration));
    for (const Pool& pool : model_.pools) out["pools"].push_back(dump(pool));
    out["tables"] = Json::array();
    for (const Table& table : model_.tables) out["tables"].push_back(dump(table));
    return out;
  }

 private:
  Json dump(const Pool& pool) const {
    Json out{{"name", pool.name}, {"size", pool.size}, {"weighted", pool.weighted}};
    out["from"] = pool.source == PoolSource::model ? "llm" : pool.source == PoolSource::file ? pool.file : "values";
    for (const TypedPoolKey& key : pool.keys) out["keys"].push_back(Json{{"name", key.rules.name}, {"values", key.rules.values}});
    for (const TypedPoolField& field : pool.fields) {
      Json one{{"name", field.rules.name}, {"type", text(field.type)}, {"distinct", field.rules.distinct}};
      if (field.bounds) one["bounds"] = digits_of(field.bounds->low) + ".." + digits_of(field.bounds->high);
      out["fields"].push_back(std::move(one));
    }
    return out;
  }
  static Json dump(const Enum& enumeration) {
    Json values = Json::object();
    for (std::size_t i = 0; i < enumeration.values.size(); ++i) values[enumeration.values[i]] = enumeration.weights[i];
    return Json{{"name", enumeration.name}, {"values", values}};
  }

  Json dump(const Table& table) const {
    Json out{{"name", table.name}, {"rows", rows_text(table)}};
    if (table.bad) out["bad"] = true;
    out["cells"] = Json::array();
    for (const Cell& cell : table.cells) out["cells"].push_back(dump(cell));
    for (const Cell& cell : table.cells) {
      if (is_written(cell))
        out["columns"].push_back(Json{{"name", cell.name}, {"type", key_column(cell).type_text}, {"nullable", cell.type.nullable}});
    }
    for (const Key& key : table.keys) {
      out["keys"].push_back(Json{{"primary", key.primary}, {"columns", names_of(table, key.cells)}});
    }
    for (const Cell& cell : table.cells) {
      if (cell.kind != CellKind::reference || cell.targets.empty()) continue;
      std::vector<std::uint32_t> targets;
      for (const CellId target : cell.targets) targets.push_back(target.index);
      const Table& target = model_[cell.type.table];
      out["references"].push_back(Json{{"name", cell.name},
                                       {"columns", names_of(table, cell.columns)},
                                       {"table", target.name},
                                       {"target_columns", names_of(target, targets)}});
    }
    for (const Combination& combination : table.combinations) {
      out["unique_together"].push_back(Json{{"columns", names_of(table, combination.cells)}, {"among_siblings", combination.in_parent}});
    }
    for (const Check& check : table.checks) out["checks"].push_back(text(check.condition));
    return out;
  }

  /// The column whose values a reference holds.
  const Cell& key_column(const Cell& cell) const {
    const Cell* at = &cell;
    while (at->kind == CellKind::reference && !at->targets.empty()) at = &model_[at->target()];
    return *at;
  }

  static Json names_of(const Table& table, const std::vector<std::uint32_t>& cells) {
    Json names = Json::array();
    for (const std::uint32_t index : cells) names.push_back(table.cells[index].name);
    return names;
  }

  std::string rows_text(const Table& table) const {
    const std::string parent = table.parent ? model_[*table.parent].name : "";
    switch (table.rows_kind) {
      case RowsKind::fixed: return table.counted.empty() ? std::to_string(table.low) : "computed";
      case RowsKind::drawn:
      case RowsKind::matched:
      case RowsKind::per: return std::to_string(table.low) + ".." + std::to_string(table.high) + " per " + parent;
      case RowsKind::one_per: return "one per " + parent;
      case RowsKind::calendar: return "each " + table.sources[0].name + ", " + std::to_string(table.low);
      case RowsKind::each: {
        std::string names;
        for (const HeaderSource& source : table.sources) names += (names.empty() ? "each " : ", ") + source.name;
        return names;
      }
      case RowsKind::share: return std::to_string(table.share.numerator) + "/" + std::to_string(table.share.denominator) + " of " + parent;
      case RowsKind::over:
        return std::to_string(table.total) + " over " + parent +
               (table.spread == Spread::random     ? " random"
                : table.spread == Spread::even     ? " even"
                : table.spread == Spread::weighted ? " weighted"
                                                   : " zipf(" + std::to_string(table.zipf_exponent) + "/1000000)");
    }
    return {};
  }

  Json dump(const Cell& cell) const {
    Json out{{"kind", name_of(cell.kind)}, {"name", cell.name}, {"type", text(cell.type)}};
    if (cell.stream != cell.name) out["stream"] = cell.stream;
    if (cell.bad) out["bad"] = true;
    for (const auto& [name, set] : {std::pair{"pk", cell.pk}, {"unique", cell.unique}, {"pii", cell.pii}, {"sensitive", cell.sensitive}}) {
      if (set) out[name] = true;
    }
    if (cell.null_share)
      out["null_share"] = std::to_string(cell.null_share->numerator) + "/" + std::to_string(cell.null_share->denominator);
    if (!cell.default_rule.empty()) out["default_rule"] = cell.default_rule;
    if (cell.kind == CellKind::reference && cell.type.base == Base::row) {
      if (cell.hidden) out["hidden"] = true;
      if (!cell.hidden) out["target"] = name(cell.target());
      out["pick"] = name_of(cell.pick);
      if (cell.distinct) out["distinct"] = "among siblings";
      if (cell.among) out["among"] = Json{{"ancestor", text(cell.among->ancestor)}, {"levels", cell.among->levels}};
      if (cell.at) out["at"] = text(*cell.at);
      if (cell.when) out["when"] = text(*cell.when);
      if (cell.apart_from) out["apart_from"] = *cell.apart_from;
      if (cell.weight) out["weight"] = text(*cell.weight);
      if (cell.pick == PickWay::zipf) out["zipf_exponent_millionths"] = cell.zipf_exponent;
    }
    if (!cell.value) return out;
    const Value& value = model_[*cell.value];
    out["value"] = text(*cell.value);
    if (value.bounds) out["bounds"] = Json{digits_of(value.bounds->low), digits_of(value.bounds->high)};
    if (value.size) out["characters"] = Json{{"fixed", value.size->fixed}, {"row_numbers", value.size->row_numbers}};
    return out;
  }

  std::string name(CellId id) const {
    if (id.table.index >= model_.tables.size() || id.index >= model_[id.table].cells.size()) return "?";
    return model_[id.table].name + "." + model_[id].name;
  }

  std::string text(const Type& type) const {
    std::string out = name_of(type.base);
    if (type.base == Base::integer && type.bits != 64) out += std::to_string(type.bits);
    if (type.base == Base::decimal) out += "(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")";
    if (type.length) out += "(" + std::to_string(*type.length) + ")";
    if (type.base == Base::enumeration) out += " " + model_[type.enumeration].name;
    if (type.base == Base::row) out += " of " + model_[type.table].name;
    if (type.base == Base::record) out += " of " + (type.pool ? model_[*type.pool].name : name_of(type.record));
    return out + (type.nullable ? "?" : "");
  }

  // --- values, as `(operation operand …)`
  std::string text(ValueId id) const {
    return std::visit([&](const auto& value) { return text(value, model_[id]); }, model_[id].node);
  }
  std::string form(const std::string& head, const std::vector<ValueId>& operands) const {
    std::string out = "(" + head;
    for (const ValueId operand : operands) out += " " + text(operand);
    return out + ")";
  }

  std::string text(const NullValue&, const Value&) const { return "null"; }
  std::string text(const BoolValue& v, const Value&) const { return v.value ? "true" : "false"; }
  std::string text(const NumberValue& v, const Value& value) const {
    const bool plain = value.type.base == Base::integer;
    return plain ? digits_of(v.raw) : digits_of(v.raw) + ":" + text(value.type);
  }
  std::string text(const RealValue& v, const Value&) const { return v.digits; }
  std::string text(const TextValue& v, const Value&) const { return Json(v.text).dump(-1, ' ', false, Json::error_handler_t::replace); }
  std::string text(const IntervalValue& v, const Value&) const {
    return "(interval " + std::to_string(v.months) + "mo " + std::to_string(v.days) + "d " + std::to_string(v.microseconds) + "us)";
  }
  std::string text(const EnumValue& v, const Value& value) const {
    return value.type.base == Base::enumeration ? model_[value.type.enumeration].values[v.index] : numbered("enum", v.index);
  }
  std::string text(const CellValue& v, const Value&) const { return name(v.cell) + (v.frame > 0 ? "@" + std::to_string(v.frame) : ""); }
  std::string text(const PathValue& v, const Value&) const { return "(path " + text(v.row) + " " + name(v.cell) + ")"; }
  std::string text(const FieldValue& v, const Value&) const {
    const Type& type = model_[v.record].type;
    const std::string name =
        type.pool ? model_[*type.pool].fields[v.field].rules.name : std::string(rule(type.record).spec->fields[v.field].name);
    return "(field " + text(v.record) + " " + name + ")";
  }
  std::string text(const DrawValue& v, const Value&) const {
    std::string out = "(draw " + name_of(v.rule);
    for (const std::optional<ValueId>& argument : v.arguments) out += " " + (argument ? text(*argument) : "default");
    return out + ")";
  }
  std::string text(const RangeValue& v, const Value&) const {
    return form("range", {v.low, v.high}) + (v.step == 1 ? "" : "/" + digits_of(v.step));
  }
  std::string text(const ChoiceValue& v, const Value&) const {
    std::string out = "(choice";
    for (std::size_t i = 0; i < v.values.size(); ++i) {
      out += " " + text(v.values[i]) + (i < v.weights.size() ? ":" + std::to_string(v.weights[i]) : "");
    }
    return out + ")";
  }
  std::string text(const EnumDrawValue&, const Value& value) const { return "(draw " + text(value.type) + ")"; }
  std::string text(const ArithmeticValue& v, const Value&) const { return form(symbol_of(v.op), {v.left, v.right}); }
  std::string text(const NegateValue& v, const Value&) const { return form("negate", {v.operand}); }
  std::string text(const CompareValue& v, const Value&) const { return form(symbol_of(v.op), {v.left, v.right}); }
  std::string text(const LogicValue& v, const Value&) const { return form(symbol_of(v.op), {v.left, v.right}); }
  std::string text(const NotValue& v, const Value&) const { return form("not", {v.operand}); }
  std::string text(const InValue& v, const Value&) const {
    std::vector<ValueId> operands{v.operand};
    operands.insert(operands.end(), v.items.begin(), v.items.end());
    return form(v.range ? "in-range" : "in", operands);
  }
  std::string text(const IfValue& v, const Value&) const { return form("if", {v.condition, v.then, v.otherwise}); }
  std::string text(const MatchValue& v, const Value&) const {
    std::string out = "(match " + text(v.subject);
    for (const MatchArm& arm : v.arms) out += " " + (arm.patterns.empty() ? "_" : form("", arm.patterns)) + "=>" + text(arm.value);
    return out + ")";
  }
  std::string text(const ConcatValue& v, const Value&) const { return form("concat", v.parts); }
  std::string text(const FunctionValue& v, const Value&) const { return form(named(v.function), v.arguments); }
  std::string text(const RollupValue& v, const Value&) const {
    std::string out = std::string("(") + name_of(v.function) + " " + model_[v.child].name;
    if (v.value) out += " " + text(*v.value);
    if (v.via) out += " via " + model_[v.child].cells[*v.via].name;
    if (v.of > 0) out += numbered(" of@", v.of);
    if (v.where) out += " where " + text(*v.where);
    return out + ")";
  }
  std::string text(const RowNumberValue& v, const Value&) const {
    return v.of ? form("row", {*v.of}) : v.frame == 0 ? "row" : numbered("row@", v.frame);
  }
  std::string text(const OrdinalValue& v, const Value&) const {
    return v.of ? form("ordinal", {*v.of}) : v.frame == 0 ? "ordinal" : numbered("ordinal@", v.frame);
  }
  std::string text(const ElementValue& v, const Value&) const { return "(element " + text(v.index) + form(" of", v.values) + ")"; }
  std::string text(const PrevValue& v, const Value&) const { return "(prev " + name(v.cell) + ")"; }
  std::string text(const SplitValue& v, const Value&) const {
    return v.least ? form("split", {v.total, *v.least}) : form("split", {v.total});
  }
  std::string text(const RowsOfValue& v, const Value&) const { return "(rows " + model_[v.table].name + ")"; }
  std::string text(const ConvertValue& v, const Value& value) const {
    return "(convert " + text(v.operand) + " to " + text(value.type) + ")";
  }
  std::string text(const UniqueValue& v, const Value&) const {
    return form(v.apart == Apart::rows ? "unique" : v.apart == Apart::siblings ? "unique-among-siblings" : "unique-together", {v.draw});
  }
  std::string text(const RegexValue& v, const Value&) const {
    const ModelRegex& regex = model_.regexes[v.regex];
    return "(regex " + Json(regex.source).dump(-1, ' ', false, Json::error_handler_t::replace) + " " + regex.language.size + ")";
  }
  std::string text(const SerialValue& v, const Value&) const {
    return "(serial " + std::to_string(v.start) + " " + std::to_string(v.step) + ")";
  }
  std::string text(const SourceValue& v, const Value&) const { return "(source " + std::to_string(v.source) + ")"; }
  std::string text(const PoolPickValue& v, const Value&) const {
    std::string out = "(pick " + model_[v.pool].name;
    for (ValueId key : v.keys) out += " " + text(key);
    return out + ")";
  }
  std::string text(const EntityValue& v, const Value&) const { return "(entity " + name_of(v.rule) + " " + v.stream + ")"; }

  const Model& model_;
};

}  // namespace

std::string dump_model(const Model& model) { return ModelDump(model).run().dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace sydac::compiler
