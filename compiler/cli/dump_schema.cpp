#include <nlohmann/json.hpp>

#include "cli/dump.hpp"
#include "model/schema.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(DurationUnit unit) {
  switch (unit) {
    case DurationUnit::millisecond: return "ms";
    case DurationUnit::second: return "s";
    case DurationUnit::minute: return "min";
    case DurationUnit::hour: return "h";
    case DurationUnit::day: return "d";
    case DurationUnit::week: return "w";
    case DurationUnit::month: return "mo";
    case DurationUnit::year: return "y";
  }
  return "";
}

/// `{"kind": …}` with what follows.
Json node(std::string_view kind) { return Json{{"kind", kind}}; }

class SchemaDump {
 public:
  explicit SchemaDump(const Schema& schema) : schema_(schema) {}

  Json run() {
    Json out = Json::object();
    add_header(out, "edition", schema_.editions);
    add_header(out, "dataset", schema_.datasets);
    add_header(out, "seed", schema_.seeds);
    add_header(out, "now", schema_.nows);
    add_header(out, "locale", schema_.locales);
    add_list(out, "imports", schema_.imports);
    add_list(out, "enums", schema_.enums);
    add_list(out, "pools", schema_.pools);
    if (schema_.llm_auto) out["llm"] = "auto";
    add_list(out, "llm_options", schema_.llm_options);
    add_list(out, "mixins", schema_.mixins);
    add_list(out, "defs", schema_.defs);
    add_list(out, "externs", schema_.externs);
    add_list(out, "tables", schema_.tables);
    add_list(out, "refines", schema_.refines);
    return out;
  }

 private:
  static void add_header(Json& out, const char* name, const std::vector<HeaderLine>& lines) {
    for (const HeaderLine& line : lines) out[name].push_back(line.text);
  }
  template <class T>
  void add_list(Json& out, const char* name, const std::vector<T>& items) {
    if (!items.empty()) out[name] = all(items);
  }
  template <class T>
  Json all(const std::vector<T>& items) {
    Json list = Json::array();
    for (const T& item : items) list.push_back(dump(item));
    return list;
  }
  template <class T>
  void add_some(Json& out, const char* name, const std::optional<T>& value) {
    if (value) out[name] = dump(*value);
  }
  static void add_doc(Json& out, const std::string& doc) {
    if (!doc.empty()) out["doc"] = doc;
  }

  // --- expressions
  Json dump(ExprId id) {
    return std::visit([this](const auto& value) { return dump(value); }, schema_[id].node);
  }
  Json dump(const Name& name) { return name.text; }
  Json dump(const NullLiteral&) { return node("null"); }
  Json dump(const BoolLiteral& v) { return Json{{"kind", "bool"}, {"value", v.value}}; }
  Json dump(const NumberLiteral& v) { return Json{{"kind", "number"}, {"digits", v.digits}}; }
  Json dump(const ShareLiteral& v) { return Json{{"kind", "share"}, {"digits", v.digits}}; }
  Json dump(const DurationLiteral& v) { return Json{{"kind", "duration"}, {"digits", v.digits}, {"unit", name_of(v.unit)}}; }
  Json dump(const DateLiteral& v) { return Json{{"kind", "date"}, {"text", v.text}}; }
  Json dump(const TimestampLiteral& v) { return Json{{"kind", "timestamp"}, {"text", v.text}}; }
  Json dump(const TimeLiteral& v) { return Json{{"kind", "time"}, {"text", v.text}}; }
  Json dump(const RegexLiteral& v) { return Json{{"kind", "regex"}, {"pattern", v.pattern}}; }
  Json dump(const TextLiteral& v) {
    Json out = node("text");
    out["parts"] = Json::array();
    for (const auto& part : v.parts) {
      const auto* text = std::get_if<std::string>(&part);
      out["parts"].push_back(text ? Json(*text) : dump(std::get<ExprId>(part)));
    }
    return out;
  }
  Json dump(const NameRef& v) { return Json{{"kind", "name"}, {"name", v.name.text}}; }
  Json dump(const MemberAccess& v) { return Json{{"kind", "member"}, {"object", dump(v.object)}, {"member", v.member.text}}; }
  Json dump(const Argument& v) {
    Json out = Json::object();
    add_some(out, "name", v.name);
    out["value"] = dump(v.value);
    add_some(out, "weight", v.weight);
    if (v.via) out["via"] = v.via->text;
    add_some(out, "where", v.where);
    return out;
  }
  Json dump(const Call& v) { return Json{{"kind", "call"}, {"function", v.function.text}, {"arguments", all(v.arguments)}}; }
  Json dump(const Unary& v) { return Json{{"kind", v.op == UnaryOp::negate ? "-" : "not"}, {"operand", dump(v.operand)}}; }
  Json dump(const Binary& v) { return Json{{"kind", symbol_of(v.op)}, {"left", dump(v.left)}, {"right", dump(v.right)}}; }
  Json dump(const If& v) {
    return Json{{"kind", "if"}, {"condition", dump(v.condition)}, {"then", dump(v.then)}, {"else", dump(v.otherwise)}};
  }
  Json dump(const Arm& v) { return Json{{"patterns", all(v.patterns)}, {"value", dump(v.value)}}; }
  Json dump(const Match& v) { return Json{{"kind", "match"}, {"subject", dump(v.subject)}, {"arms", all(v.arms)}}; }
  Json dump(const Tuple& v) { return Json{{"kind", "tuple"}, {"items", all(v.items)}}; }
  Json dump(const ArrayLiteral& v) { return Json{{"kind", "array"}, {"items", all(v.items)}}; }
  Json dump(const Index& v) { return Json{{"kind", "index"}, {"object", dump(v.object)}, {"index", dump(v.index)}}; }
  Json dump(const Running& v) { return Json{{"kind", "running"}, {"function", v.function.text}, {"argument", dump(v.argument)}}; }

  // --- members
  Json dump(const WeightedEntry& v) {
    Json out{{"value", dump(v.value)}};
    add_some(out, "weight", v.weight);
    return out;
  }
  Json dump(const TypeRef& v) {
    Json out{{"name", v.name.text}};
    for (const NumberLiteral& argument : v.arguments) out["arguments"].push_back(argument.digits);
    for (const std::optional<ExprId>& array : v.arrays) out["arrays"].push_back(array ? dump(*array) : Json(nullptr));
    return out;
  }
  Json dump(const Modifiers& v) {
    Json out = Json::object();
    if (v.nullable) out["nullable"] = v.nullable->share ? Json(v.nullable->share->digits + "%") : Json(true);
    if (v.pk) out["pk"] = true;
    if (v.unique) out["unique"] = true;
    if (v.pii) out["pii"] = true;
    if (v.sensitive) out["sensitive"] = true;
    if (v.was) out["was"] = v.was->name;
    return out;
  }
  void add_modifiers(Json& out, const Modifiers& modifiers) {
    if (Json dumped = dump(modifiers); !dumped.empty()) out["modifiers"] = std::move(dumped);
  }
  Json dump(const Pick& v) {
    Json out = node(word_of(v.kind));
    add_list(out, "arguments", v.arguments);
    add_some(out, "expr", v.expr);
    add_list(out, "weights", v.weights);
    return out;
  }
  Json dump(const ColumnDecl& v) {
    Json out{{"kind", "column"}, {"name", v.name.text}, {"type", dump(v.type)}};
    add_modifiers(out, v.modifiers);
    add_some(out, "rule", v.rule);
    return out;
  }
  Json dump(const ReferenceDecl& v) {
    Json out{{"kind", "reference"}, {"columns", all(v.columns)}, {"table", v.table.text}};
    add_list(out, "target_columns", v.target_columns);
    add_some(out, "as", v.as);
    add_modifiers(out, v.modifiers);
    add_list(out, "picks", v.picks);
    return out;
  }
  Json dump(const LetDecl& v) {
    Json out{{"kind", "let"}, {"names", all(v.names)}, {"value", dump(v.value)}};
    if (v.was) out["was"] = v.was->name;
    return out;
  }
  Json dump(const CheckDecl& v) { return Json{{"kind", "check"}, {"condition", dump(v.condition)}}; }
  Json dump(const KeyDecl& v) { return Json{{"kind", v.primary ? "pk" : "unique"}, {"columns", all(v.columns)}}; }
  Json dump(const MixinUse& v) { return Json{{"kind", "mixin"}, {"name", v.name.text}}; }
  Json dump(const RuleDecl& v) {
    Json out{{"kind", "rule"}, {"name", v.name.text}};
    add_some(out, "rule", v.rule);
    add_list(out, "picks", v.picks);
    return out;
  }
  Json dump(const Member& v) {
    Json out = std::visit([this](const auto& value) { return dump(value); }, v.node);
    add_doc(out, v.doc);
    return out;
  }

  // --- headers
  Json dump(const FixedRows& v) { return Json{{"kind", "fixed"}, {"count", dump(v.count)}}; }
  Json dump(const PerRows& v) {
    Json out{{"kind", "per"}, {"count", dump(v.count)}, {"parent", v.parent.text}};
    add_some(out, "via", v.via);
    return out;
  }
  Json dump(const PerByRows& v) {
    return Json{{"kind", "per by"}, {"parent", v.parent.text}, {"by", dump(v.by)}, {"counts", all(v.counts)}};
  }
  Json dump(const OverRows& v) {
    Json out{{"kind", "over"}, {"count", dump(v.count)}, {"parent", v.parent.text}};
    add_some(out, "spread", v.spread);
    return out;
  }
  Json dump(const OneRows& v) { return Json{{"kind", "one per"}, {"parent", v.parent.text}}; }
  Json dump(const ShareRows& v) { return Json{{"kind", "share"}, {"share", v.share.digits}, {"parent", v.parent.text}}; }
  Json dump(const EachRows& v) { return Json{{"kind", "each"}, {"sources", all(v.sources)}}; }
  Json dump(const CalendarRows& v) { return Json{{"kind", "calendar"}, {"unit", v.unit.text}, {"from", dump(v.from)}, {"to", dump(v.to)}}; }
  Json dump(const RowsHeader& v) {
    return std::visit([this](const auto& value) { return dump(value); }, v.node);
  }

  // --- declarations
  Json dump(const EnumDecl& v) {
    Json out{{"name", v.name.text}, {"values", all(v.values)}};
    add_doc(out, v.doc);
    return out;
  }
  Json dump(const TableDecl& v) {
    Json out{{"name", v.name.text}};
    add_doc(out, v.doc);
    add_some(out, "rows", v.rows);
    if (v.was) out["was"] = v.was->name;
    out["members"] = all(v.members);
    return out;
  }
  Json dump(const PoolField& v) {
    Json out{{"name", v.name.text}};
    add_doc(out, v.doc);
    add_some(out, "type", v.type);
    add_some(out, "in", v.within);
    return out;
  }
  Json dump(const LlmOption& v) { return Json{{"name", v.name.text}, {"value", dump(v.value)}}; }
  Json dump(const PoolAssign& v) { return Json{{"name", v.name.text}, {"value", dump(v.value)}}; }
  Json dump(const PoolDecl& v) {
    Json out{{"name", v.name.text}};
    add_doc(out, v.doc);
    for (const auto& [name, domain] : v.keys) out["keys"].push_back(Json{{"name", name.text}, {"domain", dump(domain)}});
    add_some(out, "size", v.size);
    if (v.from_llm) out["from"] = "llm";
    if (v.file) out["file"] = *v.file;
    add_some(out, "weight", v.weight);
    add_list(out, "fields", v.fields);
    add_list(out, "entries", v.entries);
    add_list(out, "fallback", v.fallback);
    return out;
  }
  Json dump(const MixinDecl& v) {
    Json out{{"name", v.name.text}, {"members", all(v.members)}};
    add_doc(out, v.doc);
    return out;
  }
  Json dump(const ImportDecl& v) { return v.path; }
  Json dump(const Parameter& v) { return Json{{"name", v.name.text}, {"type", dump(v.type)}}; }
  Json dump(const DefDecl& v) {
    Json out{{"name", v.name.text}, {"parameters", all(v.parameters)}, {"body", dump(v.body)}};
    add_doc(out, v.doc);
    return out;
  }
  Json dump(const ExternDecl& v) {
    Json out{{"name", v.name.text}, {"header", v.header}, {"parameters", all(v.parameters)}, {"result", dump(v.result)}};
    add_doc(out, v.doc);
    return out;
  }

  const Schema& schema_;
};

}  // namespace

const char* symbol_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::multiply: return "*";
    case BinaryOp::divide: return "/";
    case BinaryOp::add: return "+";
    case BinaryOp::subtract: return "-";
    case BinaryOp::range: return "..";
    case BinaryOp::equal: return "==";
    case BinaryOp::not_equal: return "!=";
    case BinaryOp::less: return "<";
    case BinaryOp::less_equal: return "<=";
    case BinaryOp::greater: return ">";
    case BinaryOp::greater_equal: return ">=";
    case BinaryOp::in: return "in";
    case BinaryOp::logical_and: return "and";
    case BinaryOp::logical_or: return "or";
  }
  return "";
}

std::string dump_schema(const Schema& schema) {
  return SchemaDump(schema).run().dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sydac::compiler
