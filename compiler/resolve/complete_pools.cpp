#include "resolve/complete_pools.hpp"

#include <algorithm>
#include <set>

#include "base/numbers.hpp"

namespace sydac::compiler {
namespace {

constexpr std::uint64_t kUsualEntries = 100, kMostUnique = 1'000, kMostCharacters = 2'000;

class Completion {
 public:
  explicit Completion(Schema& schema) : schema_(schema) {}

  void run() {
    if (schema_.llm_auto) {
      for (TableDecl& table : schema_.tables) {
        for (Member& member : table.members) {
          auto* column = std::get_if<ColumnDecl>(&member.node);
          if (column != nullptr && !member.doc.empty() && !member.broken) add_pool(table, *column, member.doc);
        }
      }
    }
    for (PoolDecl& pool : schema_.pools) {
      if (pool.from_llm) add_fallbacks(pool);
    }
  }

 private:
  ExprId add(Span span, decltype(Expr::node) node) {
    schema_.exprs.push_back({span, std::move(node)});
    return {static_cast<std::uint32_t>(schema_.exprs.size() - 1)};
  }

  /// Rows of a table, where its header is a number.
  std::optional<std::uint64_t> rows_of(const TableDecl& table) const {
    const auto* fixed = table.rows ? std::get_if<FixedRows>(&table.rows->node) : nullptr;
    const auto* number = fixed ? std::get_if<NumberLiteral>(&schema_[fixed->count].node) : nullptr;
    return number ? parse_whole(number->digits) : std::nullopt;
  }

  void add_pool(const TableDecl& table, ColumnDecl& column, const std::string& doc) {
    const bool text = column.type.name.text == "text" && column.type.arrays.empty();
    if (!text || column.rule || column.modifiers.pk) return;
    std::uint64_t size = kUsualEntries;
    if (column.modifiers.unique) {
      const auto rows = rows_of(table);
      if (!rows || *rows > kMostUnique || *rows == 0) return;
      size = *rows;
    }
    PoolDecl pool;
    pool.doc = doc;
    pool.span = pool.name.span = column.name.span;
    pool.name.text = table.name.text + "." + column.name.text;
    pool.size = add(column.name.span, NumberLiteral{std::to_string(size)});
    pool.from_llm = true;
    TypeRef type = column.type;
    const auto length = type.arguments.empty() ? std::nullopt : parse_whole(type.arguments[0].digits);
    if (length && *length > kMostCharacters) type.arguments = {NumberLiteral{std::to_string(kMostCharacters)}};
    pool.fields.push_back({{}, column.name, std::move(type), {}, std::move(column.by_default)});
    column.by_default.reset();
    column.rule = add(column.name.span, NameRef{pool.name});
    // A rule would take away the nulls that a column without one has.
    if (column.modifiers.nullable && !column.modifiers.nullable->share) column.modifiers.nullable->share = ShareLiteral{"10"};
    schema_.pools.push_back(std::move(pool));
  }

  void add_fallbacks(PoolDecl& pool) {
    for (const PoolField& field : pool.fields) {
      const auto named = [&](const PoolAssign& assign) { return assign.name.text == field.name.text; };
      if (!field.within || std::any_of(pool.fallback.begin(), pool.fallback.end(), named)) continue;
      pool.fallback.push_back({field.name, rule_within(*field.within)});
    }
  }

  /// A range and a regular expression are rules themselves, of a list one of its values is chosen.
  ExprId rule_within(ExprId within) {
    const Expr& expr = schema_[within];
    const auto* tuple = std::get_if<Tuple>(&expr.node);
    const auto* list = std::get_if<ArrayLiteral>(&expr.node);
    if (tuple == nullptr && list == nullptr) return within;
    Call choice{{"choice", expr.span}, {}};
    for (ExprId item : tuple ? tuple->items : list->items) choice.arguments.emplace_back().value = item;
    return add(expr.span, std::move(choice));
  }

  Schema& schema_;
};

}  // namespace

void complete_pools(Schema& schema) { Completion(schema).run(); }

}  // namespace sydac::compiler
