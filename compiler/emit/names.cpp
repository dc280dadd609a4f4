#include "emit/names.hpp"

#include <algorithm>
#include <set>

#include "check/rules.hpp"
#include "emit/cpp_text.hpp"

namespace sydac::compiler {
namespace {

/// Names of the runtime that generated code uses without `sydac::`, members of the row types' bases among them.
constexpr std::string_view kRuntimeNames[] = {
    "absolute",
    "add",
    "advance",
    "at_least_one",
    "at_most",
    "choice",
    "choice_of",
    "columns_of",
    "ColumnInfo",
    "CheckInfo",
    "KeyInfo",
    "make_dataset",
    "Overrun",
    "ReferenceInfo",
    "RollupInfo",
    "TableInfo",
    "TableList",
    "kTable",
    "kProgram",
    "kSchemaText",
    "kTableInfos",
    "kLoadOrderOfTables",
    "ages",
    "at",
    "bits",
    "Bytes",
    "characters",
    "check_limits",
    "children",
    "Choice",
    "coalesce",
    "count",
    "count_over",
    "counts",
    "data",
    "Data",
    "Dataset",
    "Date",
    "days",
    "Decimal",
    "Draw",
    "draw",
    "divide",
    "divide_to",
    "either",
    "EvenPick",
    "fork",
    "Format",
    "hours",
    "identity",
    "Interval",
    "is_in",
    "is_not_false",
    "is_null",
    "is_true",
    "join",
    "json",
    "keep",
    "Key",
    "keys",
    "kept",
    "memo",
    "Memo",
    "Slot",
    "step",
    "index",
    "DataType",
    "ParentType",
    "child",
    "its",
    "one_of",
    "convert",
    "is_between",
    "Kind",
    "Layout",
    "lift",
    "Literal",
    "locate",
    "lower",
    "make",
    "max_over",
    "maximum",
    "Maybe",
    "microseconds",
    "min_over",
    "minimum",
    "modulo",
    "months",
    "multiply",
    "names_of",
    "narrow",
    "negate",
    "null",
    "Null",
    "null_if",
    "null_or",
    "number",
    "OnePer",
    "OneRow",
    "ChildRow",
    "RootRow",
    "ordinal",
    "Parent",
    "parent",
    "permutation",
    "pick",
    "pick_earlier",
    "power_of_ten",
    "Program",
    "QuotaCounts",
    "Range",
    "require",
    "round_to",
    "round_to_integer",
    "row",
    "row_count",
    "rows",
    "Rows",
    "Seed",
    "seed",
    "Serial",
    "Settings",
    "settings",
    "siblings",
    "Sink",
    "Step",
    "std",
    "stream",
    "stride",
    "subtract",
    "sum_over",
    "sydac",
    "Self",
    "text_of",
    "Text",
    "Texts",
    "Time",
    "Timestamp",
    "TimestampTz",
    "to_date",
    "to_double",
    "to_timestamp",
    "to_timestamptz",
    "TextView",
    "upper",
    "Uuid",
    "UuidRule",
    "ValuePermutation",
    "Weights",
    "Weighted",
    "wide",
    "within_digits",
    "write",
    "write_rows",
    "Word",
    "year",
    "ZipfPick",
    "in_range",
    "main",
    "program",
    "out",
    "first",
    "last",
    "layout",
    "index",
    "ValueError",
    "BasicTimestamp",
    "RandomBytes",
    "UniqueText",
};

bool is_runtime_name(std::string_view name) {
  if (std::find(std::begin(kRuntimeNames), std::end(kRuntimeNames), name) != std::end(kRuntimeNames)) return true;
  return std::any_of(rules().begin(), rules().end(), [&](const RuleEntry& entry) { return entry.spec->cpp_name == name; });
}

/// A free name: the identifier itself where neither the runtime nor the scope has it.
std::string claim(NameScope& scope, std::string identifier) {
  if (is_runtime_name(identifier)) identifier += identifier.ends_with('_') ? "v" : "_";
  return scope.claim(identifier);
}

}  // namespace

Names name_everything(const Plan& plan) {
  const Model& model = *plan.model;
  Names names;
  NameScope global;
  names.space = cpp_identifier(model.dataset);
  if (is_runtime_name(names.space)) names.space += "_data";
  global.claim(names.space);
  for (const Enum& list : model.enums) {
    names.enums.push_back(claim(global, cpp_type_name(list.name)));
    NameScope values;
    std::vector<std::string> made;
    for (const std::string& value : list.values) made.push_back(values.claim(cpp_identifier(value)));
    names.enum_values.push_back(std::move(made));
  }
  for (const Table& table : model.tables) names.tables.push_back(claim(global, cpp_type_name(table.name)));
  const std::string data = cpp_type_name(model.dataset);
  names.data = claim(global, global.has(data) ? data + "Data" : data);
  NameScope members;
  for (std::uint32_t i = 0; i < model.tables.size(); ++i) {
    const Table& table = model.tables[i];
    // A method must hide neither a type that other methods name nor a function that they call.
    NameScope methods;
    for (const std::string& type : names.tables) methods.claim(type);
    for (const std::string& type : names.enums) methods.claim(type);
    methods.claim(names.data);
    std::vector<std::string> made;
    for (const Cell& cell : table.cells) made.push_back(claim(methods, cpp_identifier(cell.name)));
    names.cells.push_back(std::move(made));
    for (const KeptField& kept : plan.tables[i].kept_fields) {
      const std::string field(rule(model[kept.record].type.record).spec->fields[kept.field].name);
      names.fields[kept] = claim(methods, cpp_identifier(model[kept.record].name + "_" + field));
    }
    // Joined first and mangled once: two escaped names next to each other would have `__` between them.
    auto member = [&](const std::string& name) { return claim(members, cpp_identifier(table.name + "_" + name)); };
    names.rows.push_back(member("rows"));
    names.counts.push_back(table.rows_kind == RowsKind::per ? member("counts") : std::string());
    names.infos.push_back(global.claim(cpp_constant_name(table.name)));
    for (std::uint32_t k = 0; k < table.cells.size(); ++k) {
      const Cell& cell = table.cells[k];
      if (cell.kind == CellKind::reference && (cell.pick == PickWay::zipf || cell.pick == PickWay::even)) {
        names.helpers[{{i}, k}] = member(cell.name + "_picks");
      } else if (cell.value && std::holds_alternative<UniqueValue>(model[*cell.value].node)) {
        names.helpers[{{i}, k}] = member(cell.name + "_order");
      }
    }
  }
  for (const Stream& stream : plan.streams) {
    std::string name = stream.table;
    for (std::string_view part : {std::string_view(stream.column), std::string_view(stream.site)}) {
      if (part.starts_with('#')) part.remove_prefix(1);
      if (!part.empty()) name += "_" + std::string(part);
    }
    names.streams[stream] = claim(members, cpp_identifier(name));
  }
  return names;
}

}  // namespace sydac::compiler
