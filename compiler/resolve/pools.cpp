// Pools: their keys, fields and sizes. What values they have is in pool_entries.cpp.
#include <algorithm>

#include "base/numbers.hpp"
#include "resolve/pool_literals.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

constexpr std::uint64_t kMostEntries = 1'000'000, kMostKeys = 10'000, kUsualEntries = 100;
/// Of a text without a length that a model writes.
constexpr std::uint32_t kUsualCharacters = 2'000, kMostCharacters = 16'384;

std::optional<Kind> kind_of_field(Base base) {
  switch (base) {
    case Base::boolean: return Kind::boolean;
    case Base::integer: return Kind::integer;
    case Base::decimal: return Kind::decimal;
    case Base::real: return Kind::real;
    case Base::text: return Kind::text;
    case Base::date: return Kind::date;
    case Base::time: return Kind::time;
    case Base::timestamp: return Kind::timestamp;
    case Base::timestamptz: return Kind::timestamptz;
    case Base::uuid: return Kind::uuid;
    case Base::json: return Kind::json;
    case Base::enumeration: return Kind::enumeration;
    case Base::interval:
    case Base::bytes:
    case Base::row:
    case Base::record:
    case Base::null:
    case Base::bad: break;
  }
  return std::nullopt;
}

}  // namespace

Type type_of_field(const pools::Field& field) {
  Type type;
  switch (field.kind) {
    case Kind::boolean: type.base = Base::boolean; break;
    case Kind::integer: type.base = Base::integer; break;
    case Kind::decimal: type.base = Base::decimal; break;
    case Kind::real: type.base = Base::real; break;
    case Kind::text:
    case Kind::interval:
    case Kind::bytes:
    case Kind::enumeration: type.base = Base::text; break;
    case Kind::date: type.base = Base::date; break;
    case Kind::time: type.base = Base::time; break;
    case Kind::timestamp: type.base = Base::timestamp; break;
    case Kind::timestamptz: type.base = Base::timestamptz; break;
    case Kind::uuid: type.base = Base::uuid; break;
    case Kind::json: type.base = Base::json; break;
  }
  type.bits = field.bits;
  type.precision = field.precision;
  type.scale = field.scale;
  if (type.base == Base::text && field.max_characters > 0) type.length = field.max_characters;
  return type;
}

void Resolver::resolve_pools() {
  for (const PoolDecl& declaration : schema_.pools) {
    const PoolId id{static_cast<std::uint32_t>(model_.pools.size())};
    Pool pool;
    pool.name = declaration.name.text;
    pool.doc = declaration.doc;
    pool.span = declaration.span;
    pool.name_span = declaration.name.span;
    pool.declaration = &declaration;
    pool.source = declaration.from_llm ? PoolSource::model : declaration.file ? PoolSource::file : PoolSource::values;
    pool.file = declaration.file.value_or("");
    pool.bad = declaration.broken;
    if (auto [at, fresh] = pools_by_name_.emplace(pool.name, id); !fresh) {
      diagnostics_.report(Code::duplicate_name, pool.name_span, {"pool", pool.name})
          .note("first declared here", model_[at->second].name_span);
      pool.bad = true;
    }
    const bool taken = tables_by_name_.contains(pool.name) || enums_by_name_.contains(pool.name);
    if (taken) {
      const std::string_view other = tables_by_name_.contains(pool.name) ? "a table" : "an enum";
      diagnostics_.report(Code::pool_shape, pool.name_span, {pool.name, std::string("has the name of ") + std::string(other)});
      pool.bad = true;
    }
    if (!pool.bad) shape_pool(pool);
    model_.pools.push_back(std::move(pool));
  }
}

void Resolver::shape_pool(Pool& pool) {
  const PoolDecl& declaration = *pool.declaration;
  auto refuse = [&](Span span, std::string_view why) -> Diagnostic& {
    pool.bad = true;
    return diagnostics_.report(Code::pool_shape, span, {pool.name, why});
  };
  for (const auto& [name, domain] : declaration.keys) add_pool_key(pool, name, domain);
  for (const PoolField& field : declaration.fields) add_pool_field(pool, field);
  if (pool.bad) return;
  if (pool.combinations() > kMostKeys) {
    refuse(declaration.keys[0].first.span, "has more than 10 000 keys");
    return;
  }
  if (pool.source != PoolSource::model) {
    if (declaration.size) {
      refuse(schema_[*declaration.size].span, "has as many entries as are written, a number says how many a model is asked for");
      return;
    }
    if (!declaration.fallback.empty())
      refuse(declaration.fallback[0].name.span, "has no `fallback`: its values are there already");
    else
      fill_pool(pool);
    return;
  }
  if (pool.fields.empty()) {
    refuse(pool.name_span, "has no fields").suggest("`from llm { name text(80) }` asks for texts");
    return;
  }
  pool.size = kUsualEntries;
  if (declaration.size) {
    const auto* number = std::get_if<NumberLiteral>(&schema_[*declaration.size].node);
    pool.size = number ? parse_whole(number->digits).value_or(0) : 0;
    if (pool.size == 0 || pool.size > kMostEntries) {
      refuse(schema_[*declaration.size].span, "has a size that is no whole number from 1 to 1 000 000");
      return;
    }
  }
  if (!pool.bad && pool.total() > kMostEntries) refuse(pool.name_span, "has more than 1 000 000 entries");
}

void Resolver::add_pool_key(Pool& pool, const Name& name, ExprId domain) {
  TypedPoolKey key;
  key.span = name.span;
  key.rules.name = name.text;
  const Expr& expr = schema_[domain];
  auto refuse = [&](Span span, std::string_view why) {
    diagnostics_.report(Code::pool_shape, span, {pool.name, why})
        .suggest("keys are written `stars in 1..5`, `language in (\"de\", \"en\")` or `status in` and an enum");
    pool.bad = true;
  };
  for (const TypedPoolKey& other : pool.keys) {
    if (other.rules.name == name.text) return refuse(name.span, "has two keys of one name");
  }
  auto add = [&](std::string text, decltype(Value::node) node) {
    key.rules.values.push_back(std::move(text));
    key.values.push_back(model_.add({expr.span, key.type, {}, {}, std::move(node)}));
  };
  if (const auto* word = std::get_if<NameRef>(&expr.node)) {
    const auto found = enums_by_name_.find(word->name.text);
    if (found == enums_by_name_.end()) return refuse(expr.span, "has a key whose values are not known");
    key.type = {.base = Base::enumeration, .enumeration = found->second};
    key.rules.kind = Kind::enumeration;
    const std::vector<std::string> values = model_[found->second].values;
    for (std::uint32_t i = 0; i < values.size(); ++i) add(values[i], EnumValue{i});
  } else if (const auto* range = std::get_if<Binary>(&expr.node); range && range->op == BinaryOp::range) {
    const auto low = pool_literal(schema_, range->left), high = pool_literal(schema_, range->right);
    key.type = {.base = Base::integer};
    const auto first = low && low->text ? raw_of(model_, key.type, *low->text) : std::nullopt;
    const auto last = high && high->text ? raw_of(model_, key.type, *high->text) : std::nullopt;
    const Bounds ends{first.value_or(0), last.value_or(-1)};
    if (!first || ends.high < ends.low) return refuse(expr.span, "has a key whose range is not of whole numbers, smallest first");
    if (ends.high - ends.low >= Int128{kMostKeys}) return refuse(expr.span, "has more than 10 000 keys");
    for (Int128 raw = ends.low; raw <= ends.high; ++raw) add(to_text(raw), NumberValue{raw});
  } else {
    const auto* tuple = std::get_if<Tuple>(&expr.node);
    const auto* list = std::get_if<ArrayLiteral>(&expr.node);
    const std::vector<ExprId> items = tuple ? tuple->items : list ? list->items : std::vector<ExprId>{domain};
    const bool texts = !items.empty() && std::holds_alternative<TextLiteral>(schema_[items[0]].node);
    key.type = {.base = texts ? Base::text : Base::integer};
    key.rules.kind = texts ? Kind::text : Kind::integer;
    for (ExprId item : items) {
      const auto literal = pool_literal(schema_, item);
      const auto raw = literal && literal->text ? raw_of(model_, key.type, *literal->text) : std::nullopt;
      const bool fits = literal && literal->text && (texts ? std::holds_alternative<TextLiteral>(schema_[item].node) : raw.has_value());
      if (!fits) return refuse(schema_[item].span, "has a key with a value that is neither a text nor a whole number");
      const std::string text = texts ? *literal->text : to_text(*raw);
      if (std::find(key.rules.values.begin(), key.rules.values.end(), text) != key.rules.values.end())
        return refuse(schema_[item].span, "has a key with a value twice");
      if (texts)
        add(text, TextValue{text});
      else
        add(text, NumberValue{*raw});
    }
  }
  if (key.values.empty()) return refuse(expr.span, "has a key without values");
  pool.keys.push_back(std::move(key));
}

void Resolver::add_pool_field(Pool& pool, const PoolField& declared) {
  TypedPoolField field;
  field.span = declared.name.span;
  field.rules.name = declared.name.text;
  field.rules.doc = declared.doc;
  field.type = declared.type ? type_of(*declared.type) : Type{.base = Base::text};
  field.type_text = declared.type ? text_of(*declared.type) : "text";
  if (field.type.base == Base::bad) {
    pool.bad = true;
    return;
  }
  const auto kind = kind_of_field(field.type.base);
  if (!kind) {
    diagnostics_.report(Code::pool_shape, declared.type->span, {pool.name, "can not have a field of `" + field.type_text + "`"});
    pool.bad = true;
    return;
  }
  const auto named = [&](const auto& other) { return other.rules.name == declared.name.text; };
  if (std::any_of(pool.fields.begin(), pool.fields.end(), named) || std::any_of(pool.keys.begin(), pool.keys.end(), named)) {
    diagnostics_.report(Code::duplicate_name, declared.name.span, {"field", declared.name.text});
    pool.bad = true;
  }
  field.rules.type = field.type_text;
  field.rules.kind = *kind;
  field.rules.bits = field.type.bits;
  field.rules.precision = field.type.precision;
  field.rules.scale = field.type.scale;
  const bool text = field.type.base == Base::text || field.type.base == Base::json;
  field.rules.max_characters = field.type.length.value_or(text && pool.source == PoolSource::model ? kUsualCharacters : 0);
  if (field.type.base == Base::enumeration) field.rules.values = model_[field.type.enumeration].values;
  if (field.rules.max_characters > kMostCharacters) {
    diagnostics_.report(Code::pool_shape, declared.type->span, {pool.name, "has texts of more than 16 384 characters"});
    pool.bad = true;
  }
  if (declared.within) limit_pool_field(pool, field, *declared.within);
  if (!pool.bad) bound_pool_field(field);
  pool.fields.push_back(std::move(field));
}

/// `in 5.00..400.00`, `in ("tents", "boots")`, `in /[A-Z]{3}/`
void Resolver::limit_pool_field(Pool& pool, TypedPoolField& field, ExprId within) {
  const Expr& expr = schema_[within];
  auto refuse = [&](Span span, std::string_view why) {
    diagnostics_.report(Code::pool_value, span, {field.rules.name, why});
    pool.bad = true;
  };
  auto constant = [&](ExprId id) -> std::optional<std::string> {
    const auto literal = pool_literal(schema_, id);
    if (!literal || !literal->text) {
      refuse(schema_[id].span, "a limit must be a constant");
      return std::nullopt;
    }
    const pools::Checked checked = pools::checked(field.rules, *literal->text);
    if (!checked.problem.empty()) {
      refuse(schema_[id].span, checked.problem);
      return std::nullopt;
    }
    return checked.value;
  };
  if (const auto* regex = std::get_if<RegexLiteral>(&expr.node)) {
    auto matcher = compile_matcher(regex->pattern);
    if (const auto* problem = std::get_if<RegexProblem>(&matcher)) {
      diagnostics_.report(Code::bad_regex, expr.span, {problem->reason});
      pool.bad = true;
      return;
    }
    if (field.type.base != Base::text) return refuse(expr.span, "only a text is held against a regular expression");
    field.rules.pattern = regex->pattern;
    field.matcher = static_cast<std::uint32_t>(model_.matchers.size());
    model_.matchers.push_back({regex->pattern, std::get<Matcher>(std::move(matcher))});
    field.rules.matches = [automaton = model_.matchers.back().automaton](std::string_view text) { return accepts(automaton, text); };
    return;
  }
  if (const auto* range = std::get_if<Binary>(&expr.node); range && range->op == BinaryOp::range) {
    const bool ordered = field.type.base == Base::integer || field.type.base == Base::decimal || field.type.base == Base::real ||
                         field.type.base == Base::date || field.type.base == Base::time || field.type.base == Base::timestamp ||
                         field.type.base == Base::timestamptz;
    if (!ordered) return refuse(expr.span, "only numbers and moments are held against a range");
    const auto low = constant(range->left), high = constant(range->right);
    if (!low || !high) return;
    field.rules.minimum = *low;
    field.rules.maximum = *high;
    if (!pools::checked(field.rules, *low).problem.empty()) refuse(expr.span, *low + " is above " + *high);
    return;
  }
  if (field.type.base == Base::enumeration) return refuse(expr.span, "the values of an enum are its limits");
  const auto* tuple = std::get_if<Tuple>(&expr.node);
  const auto* list = std::get_if<ArrayLiteral>(&expr.node);
  std::vector<std::string> values;
  for (ExprId item : tuple ? tuple->items : list ? list->items : std::vector<ExprId>{within}) {
    const auto value = constant(item);
    if (!value) return;
    values.push_back(*value);
  }
  if (values.empty()) return refuse(expr.span, "the list is empty");
  field.rules.values = std::move(values);
}

/// What every value of a field is known to be within.
void Resolver::bound_pool_field(TypedPoolField& field) const {
  const auto low = raw_of(model_, field.type, field.rules.minimum), high = raw_of(model_, field.type, field.rules.maximum);
  if (!field.rules.minimum.empty() && !field.rules.maximum.empty() && low && high) field.bounds = Bounds{*low, *high};
  if (field.type.base == Base::enumeration) return;
  std::uint32_t longest = 0;
  for (std::size_t i = 0; i < field.rules.values.size(); ++i) {
    const auto raw = raw_of(model_, field.type, field.rules.values[i]);
    if (raw) field.bounds = i == 0 ? Bounds{*raw, *raw} : Bounds{std::min(field.bounds->low, *raw), std::max(field.bounds->high, *raw)};
    longest = std::max(longest, characters_in(field.rules.values[i]));
  }
  if (longest > 0 && (field.rules.max_characters == 0 || longest < field.rules.max_characters)) field.rules.max_characters = longest;
  field.size = TextSize{field.rules.max_characters, 0};
}

std::optional<PoolId> Resolver::find_pool(std::string_view name) const {
  const auto found = pools_by_name_.find(name);
  return found == pools_by_name_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace sydac::compiler
