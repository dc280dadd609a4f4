// The values that pools have in the schema and in files.
#include <algorithm>
#include <map>
#include <set>

#include "base/numbers.hpp"
#include "resolve/literals.hpp"
#include "resolve/pool_literals.hpp"
#include "resolve/resolver.hpp"
#include "source/pools/pool_table.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kMostEntries = 1'000'000;

/// The kind that a literal without a declared type is of.
std::optional<Kind> kind_of_literal(const Schema& schema, ExprId id) {
  const auto& node = schema[id].node;
  if (std::holds_alternative<BoolLiteral>(node)) return Kind::boolean;
  if (std::holds_alternative<DateLiteral>(node)) return Kind::date;
  if (std::holds_alternative<TimestampLiteral>(node)) return Kind::timestamp;
  if (std::holds_alternative<TimeLiteral>(node)) return Kind::time;
  if (std::holds_alternative<TextLiteral>(node) || std::holds_alternative<NameRef>(node)) return Kind::text;
  if (const auto* negation = std::get_if<Unary>(&node)) return kind_of_literal(schema, negation->operand);
  if (const auto* number = std::get_if<NumberLiteral>(&node))
    return number->digits.find('.') == std::string::npos ? Kind::integer : Kind::decimal;
  return std::nullopt;
}

/// `(8,2)`; what a field without a declared type is.
std::string type_word(const pools::Field& field) {
  switch (field.kind) {
    case Kind::boolean: return "bool";
    case Kind::integer: return field.bits <= 16 ? "smallint" : field.bits <= 32 ? "int" : "bigint";
    case Kind::decimal: return "decimal(" + std::to_string(field.precision) + "," + std::to_string(field.scale) + ")";
    case Kind::real: return "float";
    case Kind::date: return "date";
    case Kind::time: return "time";
    case Kind::timestamp: return "timestamp";
    case Kind::timestamptz: return "timestamptz";
    case Kind::uuid: return "uuid";
    case Kind::json: return "json";
    case Kind::text:
    case Kind::interval:
    case Kind::bytes:
    case Kind::enumeration: break;
  }
  return field.max_characters > 0 ? "text(" + std::to_string(field.max_characters) + ")" : "text";
}

}  // namespace

// --- what is missing

void Resolver::add_fallbacks() {
  for (std::uint32_t i = 0; i < model_.pools.size(); ++i) {
    if (!model_.pools[i].bad && model_.pools[i].source == PoolSource::model) add_fallback({i});
  }
}

/// A row for each entry that the pool lacks: its keys, then its fields by the rules of `fallback`, or those that their names call for.
void Resolver::add_fallback(PoolId id) {
  Pool& pool = model_.pools[id.index];
  Table table;
  table.name = pool.name + "_fallback";
  table.stream = "#pool:" + pool.name;
  table.span = table.rows_span = pool.span;
  table.name_span = pool.name_span;
  table.fallback_of = id;
  table.low = table.high = pool.total();  // and now and then one more, where a value is there already
  auto add = [&](const std::string& name, Span span, CellKind kind, const Type& type) -> Cell& {
    Cell cell;
    cell.kind = kind;
    cell.name = cell.stream = name;
    cell.span = cell.name_span = span;
    cell.type = type;
    table.cells.push_back(std::move(cell));
    return table.cells.back();
  };
  for (std::uint32_t i = 0; i < pool.keys.size(); ++i)
    add(pool.keys[i].rules.name, pool.keys[i].span, CellKind::let, pool.keys[i].type).pool_key = i;
  for (const TypedPoolField& field : pool.fields) {
    Cell& cell = add(field.rules.name, field.span, CellKind::column, field.type);
    cell.type_text = field.type_text;
    cell.doc = field.rules.doc;
    if (cell.type.base == Base::text) cell.type.length = field.rules.max_characters;
    for (const PoolAssign& assign : pool.declaration->fallback) {
      if (assign.name.text == field.rules.name) cell.rule = assign.value;
    }
    for (const PoolField& declared : pool.declaration->fields) {
      if (declared.name.text == field.rules.name && !cell.rule) cell.by_default = declared.by_default;
    }
  }
  std::set<std::string> given;
  for (const PoolAssign& assign : pool.declaration->fallback) {
    const auto named = [&](const TypedPoolField& field) { return field.rules.name == assign.name.text; };
    if (std::none_of(pool.fields.begin(), pool.fields.end(), named))
      diagnostics_.report(Code::unknown_field, assign.name.span, {pool.name, assign.name.text});
    else if (!given.insert(assign.name.text).second)
      diagnostics_.report(Code::duplicate_name, assign.name.span, {"field", assign.name.text});
  }
  pool.fallback = TableId{static_cast<std::uint32_t>(model_.tables.size())};
  model_.tables.push_back(std::move(table));
}

// --- what is there

void Resolver::fill_pool(Pool& pool) {
  if (pool.source == PoolSource::file)
    fill_from_file(pool);
  else
    fill_from_values(pool);
  if (pool.bad) return;
  if (pool.entries.empty()) {
    diagnostics_.report(Code::empty_list, pool.name_span, {"pool", pool.name, "values"});
    pool.bad = true;
    return;
  }
  if (pool.entries.size() > kMostEntries) {
    diagnostics_.report(Code::pool_shape, pool.name_span, {pool.name, "has more than 1 000 000 entries"});
    pool.bad = true;
    return;
  }
  for (TypedPoolField& field : pool.fields) bound_by_entries(pool, field);
  pool.weighted = std::any_of(pool.entries.begin(), pool.entries.end(), [](const pools::Entry& each) { return each.weight != 1; });
  group_entries(pool);
}

/// The entries of one key after those of the one before; of a keyed pool each key has some.
void Resolver::group_entries(Pool& pool) {
  pool.size = pool.entries.size();
  if (pool.keys.empty()) return;
  std::map<std::vector<std::string>, std::uint64_t> turn;  // of a key
  std::vector<std::string> key(pool.keys.size());
  for (std::uint64_t i = 0; i < pool.combinations(); ++i) {
    std::uint64_t left = i;
    for (std::size_t k = pool.keys.size(); k-- > 0;) {
      const auto& values = pool.keys[k].rules.values;
      key[k] = values[left % values.size()];
      left /= values.size();
    }
    turn[key] = i;
  }
  std::vector<bool> seen(turn.size(), false);
  for (const pools::Entry& entry : pool.entries) seen[turn[entry.key]] = true;
  for (const auto& [each, number] : turn) {
    if (seen[number]) continue;
    std::string text;
    for (const std::string& part : each) text += (text.empty() ? "" : ", ") + part;
    diagnostics_.report(Code::pool_shape, pool.name_span, {pool.name, "has no entry for " + text});
    pool.bad = true;
    return;
  }
  std::stable_sort(pool.entries.begin(), pool.entries.end(),
                   [&](const pools::Entry& a, const pools::Entry& b) { return turn[a.key] < turn[b.key]; });
}

/// What the schema does not say of a field, its values do.
void Resolver::bound_by_entries(const Pool& pool, TypedPoolField& field) const {
  const auto index = static_cast<std::size_t>(&field - pool.fields.data());
  std::optional<Bounds> bounds;
  std::uint32_t longest = 1;
  std::set<std::string_view> seen;
  field.different = true;
  for (const pools::Entry& entry : pool.entries) {
    const std::string& text = entry.values[index];
    field.different = seen.insert(text).second && field.different;
    longest = std::max(longest, characters_in(text));
    const auto raw = raw_of(model_, field.type, text);
    if (raw) bounds = bounds ? Bounds{std::min(bounds->low, *raw), std::max(bounds->high, *raw)} : Bounds{*raw, *raw};
  }
  if (!field.declared) field.bounds = bounds;
  if (field.type.base == Base::text && (!field.declared || field.rules.max_characters == 0)) {
    field.rules.max_characters = longest;
    field.size = TextSize{longest, 0};
  }
}

void Resolver::add_entry(Pool& pool, KnownEntries& known, pools::Entry entry, Span span) {
  auto [at, fresh] = known.emplace(std::pair(entry.key, entry.values), pool.entries.size());
  if (fresh) {
    pool.entries.push_back(std::move(entry));
    return;
  }
  std::uint64_t& weight = pool.entries[at->second].weight;
  weight += entry.weight;
  if (weight >> 62 != 0) {
    diagnostics_.report(Code::bad_weight, span, {"the sum of several, which is too large"});
    pool.bad = true;
  }
}

void Resolver::fill_from_values(Pool& pool) {
  const PoolDecl& declaration = *pool.declaration;
  const std::size_t wanted = pool.keys.size() + std::max<std::size_t>(pool.fields.size(), 1);
  if (pool.fields.empty()) infer_field(pool);
  if (pool.bad) return;
  KnownEntries known;
  std::uint64_t total = 0;
  for (const WeightedEntry& written : declaration.entries) {
    const Expr& expr = schema_[written.value];
    const auto* tuple = std::get_if<Tuple>(&expr.node);
    const std::vector<ExprId> items = tuple ? tuple->items : std::vector<ExprId>{written.value};
    if (items.size() != wanted) {
      diagnostics_
          .report(Code::pool_shape, expr.span,
                  {pool.name, "has " + std::to_string(wanted) + (wanted == 1 ? " part" : " parts") + " in each entry, here " +
                                  (items.size() == 1 ? "is 1" : "are " + std::to_string(items.size()))})
          .suggest(pool.declaration->fields.empty() ? "`pool " + pool.name + " { name text, price decimal(8,2) } { … }` names the parts"
                                                    : "");
      pool.bad = true;
      continue;
    }
    pools::Entry entry;
    bool fits = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool key = i < pool.keys.size();
      const auto literal = pool_literal(schema_, items[i]);
      const std::string& name = key ? pool.keys[i].rules.name : pool.fields[i - pool.keys.size()].rules.name;
      std::string problem;
      if (!literal) {
        problem = "a value of a pool must be a constant";
      } else if (!literal->text) {
        problem = "a pool written out has no null";
      } else if (key) {
        const auto& values = pool.keys[i].rules.values;
        if (std::find(values.begin(), values.end(), *literal->text) == values.end())
          problem = "`" + *literal->text + "` is none of its values";
        entry.key.push_back(*literal->text);
      } else {
        pools::Checked checked = pools::checked(pool.fields[i - pool.keys.size()].rules, *literal->text);
        problem = checked.problem;
        // What is written between quotes is meant as it stands.
        const bool text = pool.fields[i - pool.keys.size()].type.base == Base::text;
        entry.values.push_back(text ? *literal->text : std::move(checked.value));
      }
      if (problem.empty()) continue;
      diagnostics_.report(Code::pool_value, schema_[items[i]].span, {name, problem});
      fits = false;
    }
    const auto weight = weight_of(schema_, written.weight, diagnostics_);
    if (!fits || !weight) {
      pool.bad = true;
      continue;
    }
    total += *weight;
    entry.weight = *weight;
    if (*weight > 0) add_entry(pool, known, std::move(entry), expr.span);
  }
  weights_agree(schema_, declaration.entries, diagnostics_);
  if (!pool.bad && !declaration.entries.empty() && total == 0) {
    diagnostics_.report(Code::no_weight, pool.name_span, {"pool `" + pool.name + "`"});
    pool.bad = true;
  }
}

/// `pool tier { "basic": 80, "gold": 5 }`: one field, of the type that the values have.
void Resolver::infer_field(Pool& pool) {
  TypedPoolField field;
  field.span = pool.name_span;
  field.declared = false;
  field.rules.name = "value";
  std::optional<Kind> kind;
  const std::size_t at = pool.keys.size();
  std::uint8_t scale = 0;
  std::uint32_t digits = 1;
  for (const WeightedEntry& written : pool.declaration->entries) {
    const auto* tuple = std::get_if<Tuple>(&schema_[written.value].node);
    if (tuple && tuple->items.size() <= at) continue;
    const ExprId item = tuple ? tuple->items[at] : written.value;
    const auto found = kind_of_literal(schema_, item);
    if (!found) {
      diagnostics_.report(Code::pool_value, schema_[item].span, {"value", "a value of a pool must be a constant"});
      pool.bad = true;
      return;
    }
    const bool numbers = kind && (*kind == Kind::decimal || *kind == Kind::integer) && (*found == Kind::decimal || *found == Kind::integer);
    if (kind && *kind != *found && !numbers) {
      diagnostics_.report(Code::pool_value, schema_[item].span, {"value", "the values before it are of another type"});
      pool.bad = true;
      return;
    }
    if (!kind || *kind == Kind::integer) kind = found;
    if (const auto literal = pool_literal(schema_, item);
        literal && literal->text && (*found == Kind::decimal || *found == Kind::integer)) {
      const std::string& text = *literal->text;
      const std::size_t point = text.find('.');
      const std::size_t behind = point == std::string::npos ? 0 : text.size() - point - 1;
      scale = std::max(scale, static_cast<std::uint8_t>(std::min<std::size_t>(behind, 18)));
      digits = std::max(digits, static_cast<std::uint32_t>(std::min<std::size_t>(point == std::string::npos ? text.size() : point, 20)));
    }
  }
  field.rules.kind = kind.value_or(Kind::text);
  if (field.rules.kind == Kind::decimal) {
    field.rules.scale = scale;
    field.rules.precision = static_cast<std::uint8_t>(std::min<std::uint32_t>(digits + scale, 38));
  }
  field.rules.type = type_word(field.rules);
  field.type = type_of_field(field.rules);
  field.type_text = field.rules.type;
  pool.fields.push_back(std::move(field));
}

void Resolver::fill_from_file(Pool& pool) {
  const PoolDecl& declaration = *pool.declaration;
  if (!declaration.contents) {  // said when it was read
    pool.bad = true;
    return;
  }
  PoolTableRequest request;
  for (const TypedPoolField& field : pool.fields) request.declared.push_back(field.rules);
  for (const TypedPoolKey& key : pool.keys) request.keys.push_back(key.rules);
  if (declaration.weight) request.weight = declaration.weight->text;
  std::vector<PoolFileProblem> problems;
  PoolTable table = pool_table(*declaration.contents, request, problems);
  if (!problems.empty()) {
    const auto where = [&](const PoolFileProblem& one) { return pool.file + (one.line == 0 ? "" : ":" + std::to_string(one.line)); };
    // Others of the same place would count as the same error.
    Diagnostic& error = diagnostics_.report(Code::pool_file, declaration.file_span, {where(problems[0]), problems[0].message});
    for (auto other = problems.begin() + 1; other != problems.end(); ++other) error.note("`" + where(*other) + "`: " + other->message);
    pool.bad = true;
    return;
  }
  if (pool.fields.empty()) {
    for (pools::Field& inferred : table.fields) {
      TypedPoolField field;
      field.span = declaration.file_span;
      field.declared = false;
      field.type = type_of_field(inferred);
      field.type.nullable = inferred.nullable;
      inferred.type = type_word(inferred);
      inferred.minimum.clear();  // of the values that are there now, not a rule for others
      inferred.maximum.clear();
      field.type_text = inferred.type;
      field.rules = std::move(inferred);
      pool.fields.push_back(std::move(field));
    }
  }
  pool.entries = std::move(table.entries);
}

}  // namespace sydac::compiler
