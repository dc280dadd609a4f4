// Expressions of SQL in the schema's language, for checks and for columns that a check computes.
#include <algorithm>

#include "source/sql/name_words.hpp"
#include "source/sql/plan.hpp"
#include "source/sql/rule_text.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

struct Spelling {
  std::string_view sql, sdl;
  std::size_t least, most;
};
constexpr Spelling kFunctions[] = {{"lower", "lower", 1, 1},       {"lcase", "lower", 1, 1},        {"upper", "upper", 1, 1},
                                   {"ucase", "upper", 1, 1},       {"char_length", "length", 1, 1}, {"character_length", "length", 1, 1},
                                   {"length", "length", 1, 1},     {"len", "length", 1, 1},         {"abs", "abs", 1, 1},
                                   {"coalesce", "coalesce", 2, 8}, {"ifnull", "coalesce", 2, 2},    {"nullif", "nullif", 2, 2},
                                   {"round", "round", 1, 2},       {"floor", "floor", 1, 1},        {"ceil", "ceil", 1, 1},
                                   {"ceiling", "ceil", 1, 1},      {"replace", "replace", 3, 3},    {"greatest", "max", 2, 8},
                                   {"least", "min", 2, 8},         {"trim", "trim", 1, 2},          {"btrim", "trim", 1, 2},
                                   {"mod", "mod", 2, 2},           {"substr", "substr", 2, 3},      {"substring", "substr", 2, 3},
                                   {"year", "year", 1, 1},         {"month", "month", 1, 1}};

/// A text with what binds it, loosest first.
enum Level : int { kOr, kAnd, kNot, kCompare, kAdd, kMultiply, kAtom };
struct Piece {
  std::string text;
  Level level = kAtom;
  /// In brackets where it would fall apart beside an operator of this level.
  std::string within(Level around) const { return level < around ? "(" + text + ")" : text; }
};

class Writer {
 public:
  Writer(const Catalog& catalog, const TablePlan& table) : catalog_(catalog), table_(table) {}

  std::optional<Piece> write(ExprId id, unsigned depth) {
    if (depth > 40) return std::nullopt;
    id = stripped(catalog_, id);
    const Expr& expr = catalog_[id];
    if (const auto* text = std::get_if<String>(&expr.node)) return Piece{sdl_string(text->text)};
    if (const auto* number = std::get_if<Number>(&expr.node))
      return number->digits.find_first_not_of("0123456789.") == std::string::npos ? std::optional(Piece{number->digits}) : std::nullopt;
    if (const auto* flag = std::get_if<Boolean>(&expr.node)) return Piece{flag->value ? "true" : "false"};
    if (const auto* column = std::get_if<Column>(&expr.node)) return name(*column);
    if (const auto* call = std::get_if<Call>(&expr.node)) return function(*call, depth);
    if (const auto* unary = std::get_if<Unary>(&expr.node)) {
      const auto inner = write(unary->operand, depth + 1);
      if (!inner || unary->op == UnaryOp::bit_not) return std::nullopt;
      return unary->op == UnaryOp::logical_not ? Piece{"not " + inner->within(kCompare), kNot} : Piece{"-" + inner->within(kAtom)};
    }
    if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) return operation(*binary, depth);
    if (const auto* is = std::get_if<Is>(&expr.node)) return null_test(*is);
    if (const auto* between = std::get_if<Between>(&expr.node)) {
      const auto a = write(between->operand, depth + 1), low = write(between->low, depth + 1), high = write(between->high, depth + 1);
      if (!a || !low || !high || between->symmetric) return std::nullopt;
      const std::string inside = a->within(kAdd) + " >= " + low->within(kAdd) + " and " + a->within(kAdd) + " <= " + high->within(kAdd);
      return between->negated ? Piece{"not (" + inside + ")", kNot} : Piece{inside, kAnd};
    }
    if (const auto* in = std::get_if<In>(&expr.node)) return list(in->operand, in->items, in->negated, depth);
    if (const auto* any = std::get_if<Quantified>(&expr.node)) {
      const auto* array = std::get_if<Array>(&catalog_[stripped(catalog_, any->array)].node);
      if (!array) return std::nullopt;
      if (any->op == BinaryOp::equal && !any->all) return list(any->operand, array->items, false, depth);
      if (any->op == BinaryOp::not_equal && any->all) return list(any->operand, array->items, true, depth);
      return std::nullopt;
    }
    if (const auto* cases = std::get_if<Case>(&expr.node); cases && !cases->operand && cases->whens.size() == 1 && cases->otherwise) {
      const auto condition = write(cases->whens[0].condition, depth + 1), then = write(cases->whens[0].value, depth + 1),
                 other = write(*cases->otherwise, depth + 1);
      if (!condition || !then || !other) return std::nullopt;
      return Piece{"(if " + condition->text + " then " + then->text + " else " + other->text + ")"};
    }
    return std::nullopt;
  }

 private:
  const ColumnPlan* find(ExprId id) const {
    const auto* column = std::get_if<Column>(&catalog_[stripped(catalog_, id)].node);
    if (!column) return nullptr;
    const auto own = column_named(catalog_, *table_.def, column->name);
    if (!own) return nullptr;
    for (const ColumnPlan& plan : table_.columns) {
      if (plan.def->name == *own) return &plan;
    }
    return nullptr;
  }

  std::optional<Piece> name(const Column& column) const {
    const auto own = column_named(catalog_, *table_.def, column.name);
    if (!own) return std::nullopt;
    for (const ColumnPlan& plan : table_.columns) {
      // A reference is a row in expressions, a literal of a special type no text that functions know.
      if (plan.def->name == *own && (plan.reference || plan.in_reference || !plan.written || !plan.shape.literal.empty()))
        return std::nullopt;
    }
    return Piece{sdl_name(*own)};
  }

  std::optional<Piece> function(const Call& call, unsigned depth) {
    for (const Spelling& entry : kFunctions) {
      if (entry.sql != call.name || call.arguments.size() < entry.least || call.arguments.size() > entry.most) continue;
      std::string text = std::string(entry.sdl) + "(";
      for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        const auto argument = write(call.arguments[i], depth + 1);
        if (!argument) return std::nullopt;
        text += (i > 0 ? ", " : "") + argument->text;
      }
      return Piece{text + ")"};
    }
    return std::nullopt;
  }

  std::optional<Piece> operation(const BinaryExpr& binary, unsigned depth) {
    if (binary.op == BinaryOp::matches) {
      const auto operand = write(binary.left, depth + 1);
      const auto regex = constant_text(catalog_, binary.right);
      // Only one that is anchored at both ends describes the whole text.
      if (!operand || !regex || !regex->starts_with("^") || !regex->ends_with("$") || regex->find('|') != std::string::npos)
        return std::nullopt;
      Limits limits;
      std::string body = regex->substr(1, regex->size() - 2);
      if (body.find_first_of("\\/(") != std::string::npos) return std::nullopt;
      return Piece{"matches(" + operand->text + ", /" + body + "/)"};
    }
    const char* op = spelling(binary.op);
    if (op == nullptr) return std::nullopt;
    const ColumnPlan* left_column = find(binary.left);
    const ColumnPlan* right_column = find(binary.right);
    auto left = typed(binary.left, right_column, depth), right = typed(binary.right, left_column, depth);
    if (!left || !right) return std::nullopt;
    if (binary.op == BinaryOp::concat) return Piece{"\"{" + left->text + "}{" + right->text + "}\""};
    const Level level = level_of(binary.op);
    // Of two alike only a chain of `and`, `or`, `+` or `*` needs no brackets.
    const bool chain = level == kAnd || level == kOr || binary.op == BinaryOp::add || binary.op == BinaryOp::multiply;
    const auto above = static_cast<Level>(level + 1);
    return Piece{left->within(chain ? level : above) + " " + op + " " + right->within(chain ? level : above), level};
  }

  /// A constant as the column beside it is typed: a date, a timestamp, a number, a flag.
  std::optional<Piece> typed(ExprId id, const ColumnPlan* beside, unsigned depth) {
    const auto text = constant_text(catalog_, id);
    if (!beside || !text) return write(id, depth + 1);
    const Base base = beside->shape.base;
    if (base == Base::date || base == Base::timestamp || base == Base::timestamptz || base == Base::time) {
      const auto scaled = constant_scaled(catalog_, id, base);
      return scaled ? std::optional(Piece{moment_text(*scaled, base)}) : std::nullopt;
    }
    if (base == Base::integer || base == Base::decimal || base == Base::real) {
      if (beside->shape.zero_one && (*text == "true" || *text == "false")) return Piece{*text == "true" ? "1" : "0"};
      return text->find_first_not_of("-0123456789.") == std::string::npos && !text->empty() ? std::optional(Piece{*text}) : std::nullopt;
    }
    if (base == Base::boolean) return Piece{*text == "true" || *text == "t" || *text == "1" ? "true" : "false"};
    if (base == Base::enumeration) return Piece{enum_value(*text)};
    if (base == Base::text) return Piece{sdl_string(*text)};
    return std::nullopt;
  }

  static Level level_of(BinaryOp op) {
    switch (op) {
      case BinaryOp::logical_or: return kOr;
      case BinaryOp::logical_and: return kAnd;
      case BinaryOp::add:
      case BinaryOp::subtract: return kAdd;
      case BinaryOp::multiply: return kMultiply;
      default: return kCompare;
    }
  }

  static const char* spelling(BinaryOp op) {
    switch (op) {
      case BinaryOp::add: return "+";
      case BinaryOp::subtract: return "-";
      case BinaryOp::multiply: return "*";
      case BinaryOp::equal: return "==";
      case BinaryOp::not_equal: return "!=";
      case BinaryOp::less: return "<";
      case BinaryOp::less_equal: return "<=";
      case BinaryOp::greater: return ">";
      case BinaryOp::greater_equal: return ">=";
      case BinaryOp::logical_and: return "and";
      case BinaryOp::logical_or: return "or";
      case BinaryOp::concat: return "||";
      default: return nullptr;
    }
  }

  std::optional<Piece> null_test(const Is& is) {
    const ColumnPlan* column = find(is.operand);
    if (is.what != Is::What::null || !column || column->reference || column->in_reference || !column->written) return std::nullopt;
    return Piece{"(match " + sdl_name(column->def->name) + " { null => " + (is.negated ? "false" : "true") + ", _ => " +
                 (is.negated ? "true" : "false") + " })"};
  }

  std::optional<Piece> list(ExprId operand, const std::vector<ExprId>& items, bool negated, unsigned depth) {
    const auto left = write(operand, depth + 1);
    if (!left) return std::nullopt;
    const ColumnPlan* column = find(operand);
    std::string text;
    for (ExprId item : items) {
      const auto value = typed(item, column, depth);
      if (!value) return std::nullopt;
      text += (text.empty() ? "" : ", ") + value->text;
    }
    if (items.size() == 1) return Piece{left->within(kAdd) + (negated ? " != " : " == ") + text, kCompare};
    const std::string in = left->within(kAdd) + " in (" + text + ")";
    return negated ? Piece{"not (" + in + ")", kNot} : Piece{in, kCompare};
  }

  const Catalog& catalog_;
  const TablePlan& table_;
};

}  // namespace

std::optional<std::string> sdl_expression(const Catalog& catalog, const TablePlan& table, ExprId id) {
  const auto piece = Writer(catalog, table).write(id, 0);
  if (!piece) return std::nullopt;
  // The one test of null keeps its brackets only beside operators.
  const bool whole = piece->text.starts_with("(match ") && piece->text.find("(match ", 1) == std::string::npos && piece->level == kAtom;
  return whole ? piece->text.substr(1, piece->text.size() - 2) : piece->text;
}

}  // namespace sydac::compiler::sql
