#include "source/sql/conditions.hpp"

#include <algorithm>
#include <set>

#include "base/moments.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/patterns.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr std::size_t kMostBranches = 64;
constexpr unsigned kDepth = 64;
// What the database's own clock is taken for: later than anything that is made, earlier than anything that must lie ahead.
constexpr const char* kNowForUpper = "2026-01-01T00:00:00";
constexpr const char* kNowForLower = "2036-01-01T00:00:00";

bool is_one(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_now(const Catalog& catalog, ExprId id) {
  const Expr& expr = catalog[stripped(catalog, id)];
  const auto* call = std::get_if<Call>(&expr.node);
  return call &&
         is_one(call->name, {"now", "current_timestamp", "current_date", "localtimestamp", "statement_timestamp", "transaction_timestamp",
                             "clock_timestamp", "curdate", "getdate", "getutcdate", "sysdatetime", "sysutcdatetime", "utc_timestamp"});
}

BinaryOp mirrored(BinaryOp op) {
  switch (op) {
    case BinaryOp::less: return BinaryOp::greater;
    case BinaryOp::less_equal: return BinaryOp::greater_equal;
    case BinaryOp::greater: return BinaryOp::less;
    case BinaryOp::greater_equal: return BinaryOp::less_equal;
    default: return op;
  }
}

BinaryOp negated(BinaryOp op) {
  switch (op) {
    case BinaryOp::equal: return BinaryOp::not_equal;
    case BinaryOp::not_equal: return BinaryOp::equal;
    case BinaryOp::less: return BinaryOp::greater_equal;
    case BinaryOp::less_equal: return BinaryOp::greater;
    case BinaryOp::greater: return BinaryOp::less_equal;
    case BinaryOp::greater_equal: return BinaryOp::less;
    case BinaryOp::like: return BinaryOp::not_like;
    case BinaryOp::not_like: return BinaryOp::like;
    case BinaryOp::ilike: return BinaryOp::not_ilike;
    case BinaryOp::not_ilike: return BinaryOp::ilike;
    case BinaryOp::matches: return BinaryOp::not_matches;
    case BinaryOp::not_matches: return BinaryOp::matches;
    case BinaryOp::matches_case_blind: return BinaryOp::not_matches_case_blind;
    case BinaryOp::not_matches_case_blind: return BinaryOp::matches_case_blind;
    case BinaryOp::similar: return BinaryOp::not_similar;
    case BinaryOp::not_similar: return BinaryOp::similar;
    case BinaryOp::glob: return BinaryOp::not_glob;
    case BinaryOp::not_glob: return BinaryOp::glob;
    case BinaryOp::null_safe_equal: return BinaryOp::distinct_from;
    case BinaryOp::distinct_from: return BinaryOp::null_safe_equal;
    default: return BinaryOp::other;
  }
}

std::string without_hyphen_t(std::string text) {
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  const std::size_t zone = text.find_first_of("+Z", 11);
  if (text.size() > 11 && zone != std::string::npos) text.resize(zone);
  return text;
}

class Reader {
 public:
  Reader(ConditionContext& context, std::string value) : context_(context), value_(std::move(value)) {}

  std::vector<Branch> read(ExprId id, bool negate, unsigned depth) {
    if (depth > kDepth) return opaque();
    const Catalog& catalog = context_.catalog;
    id = stripped(catalog, id);
    const Expr& expr = catalog[id];
    if (const auto* unary = std::get_if<Unary>(&expr.node); unary && unary->op == UnaryOp::logical_not)
      return read(unary->operand, !negate, depth + 1);
    if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) return read_binary(*binary, negate, depth);
    if (const auto* is = std::get_if<Is>(&expr.node)) return read_is(*is, negate, depth);
    if (const auto* between = std::get_if<Between>(&expr.node)) return read_between(*between, negate, depth);
    if (const auto* in = std::get_if<In>(&expr.node)) return read_in(in->operand, in->items, in->negated != negate);
    if (const auto* any = std::get_if<Quantified>(&expr.node)) return read_any(*any, negate);
    if (const auto* cases = std::get_if<Case>(&expr.node)) return read_case(*cases, negate, depth);
    if (const auto* flag = std::get_if<Boolean>(&expr.node)) return flag->value != negate ? any() : std::vector<Branch>{};
    if (const auto* call = std::get_if<Call>(&expr.node)) return read_call(*call, negate);
    if (const auto column = column_of(id)) {
      Limits limits;
      limits.in = std::vector<std::string>{negate ? "false" : "true"};
      return one(*column, limits);
    }
    return opaque();
  }

 private:
  static std::vector<Branch> opaque() {
    Branch branch;
    branch.opaque = true;
    return {branch};
  }
  static std::vector<Branch> any() { return {Branch{}}; }
  static std::vector<Branch> one(const std::string& column, const Limits& limits) {
    Branch branch;
    branch.columns[column] = limits;
    return {branch};
  }

  std::optional<std::string> column_of(ExprId id) const {
    id = stripped(context_.catalog, id);
    const auto* column = std::get_if<Column>(&context_.catalog[id].node);
    if (!column) return std::nullopt;
    if (column->of_domain) return value_.empty() ? std::nullopt : std::optional(value_);
    return column_named(context_.catalog, context_.table, column->name);
  }

  const Shape& shape(const std::string& column) const { return context_.shapes.at(column); }

  std::vector<Branch> all(const std::vector<Branch>& left, const std::vector<Branch>& right) const {
    std::vector<Branch> out;
    for (const Branch& a : left) {
      for (const Branch& b : right) {
        if (out.size() >= kMostBranches) return out;
        if (auto merged = both(a, b, context_)) out.push_back(std::move(*merged));
      }
    }
    return out;
  }
  static std::vector<Branch> either(std::vector<Branch> left, const std::vector<Branch>& right) {
    for (const Branch& branch : right) {
      if (left.size() < kMostBranches) left.push_back(branch);
    }
    return left;
  }

  std::vector<Branch> read_binary(const BinaryExpr& binary, bool negate, unsigned depth) {
    // The vector of expressions may move while its parts are read: the node is taken apart first.
    const BinaryOp op = binary.op;
    const ExprId left = binary.left, right = binary.right;
    if (op == BinaryOp::logical_and || op == BinaryOp::logical_or) {
      const auto a = read(left, negate, depth + 1), b = read(right, negate, depth + 1);
      return (op == BinaryOp::logical_and) != negate ? all(a, b) : either(a, b);
    }
    const bool same = op == BinaryOp::equal || op == BinaryOp::null_safe_equal,
               other = op == BinaryOp::not_equal || op == BinaryOp::distinct_from || op == BinaryOp::logical_xor;
    if ((same || other) && is_predicate(left) && is_predicate(right)) {
      const bool equal = same != negate;
      return either(all(read(left, false, depth + 1), read(right, !equal, depth + 1)),
                    all(read(left, true, depth + 1), read(right, equal, depth + 1)));
    }
    return compare(negate ? negated(op) : op, left, right);
  }

  bool is_predicate(ExprId id) const {
    const Expr& expr = context_.catalog[stripped(context_.catalog, id)];
    if (std::holds_alternative<Is>(expr.node) || std::holds_alternative<In>(expr.node) || std::holds_alternative<Between>(expr.node))
      return true;
    const auto* binary = std::get_if<BinaryExpr>(&expr.node);
    return binary && binary->op >= BinaryOp::equal && binary->op <= BinaryOp::not_glob;
  }

  std::vector<Branch> read_is(const Is& is, bool negate, unsigned depth) {
    const bool positive = is.negated == negate;
    if (is.what != Is::What::null) {
      if (is.what == Is::What::unknown) return opaque();
      return read(is.operand, (is.what == Is::What::is_true) != positive, depth + 1);
    }
    Limits limits;
    limits.nulls = positive ? Nulls::always : Nulls::never;
    if (const auto column = column_of(is.operand)) return one(*column, limits);
    // A computed value is null where a column in it is.
    std::vector<std::string> columns;
    gather(is.operand, columns, 0);
    if (columns.empty()) return opaque();
    Branch branch;
    for (const std::string& column : columns) {
      branch.columns[column] = limits;
      if (positive) break;
    }
    return {branch};
  }

  void gather(ExprId id, std::vector<std::string>& columns, unsigned depth) const {
    if (depth > 8) return;
    const Expr& expr = context_.catalog[stripped(context_.catalog, id)];
    if (const auto column = column_of(id)) columns.push_back(*column);
    if (const auto* call = std::get_if<Call>(&expr.node)) {
      for (ExprId argument : call->arguments) gather(argument, columns, depth + 1);
    }
    if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) {
      gather(binary->left, columns, depth + 1);
      gather(binary->right, columns, depth + 1);
    }
  }

  std::vector<Branch> read_between(const Between& between, bool negate, unsigned depth) {
    const Between copy = between;
    if (depth > kDepth) return opaque();
    const bool inside = copy.negated == negate;
    const auto low = compare(inside ? BinaryOp::greater_equal : BinaryOp::less, copy.operand, copy.low);
    const auto high = compare(inside ? BinaryOp::less_equal : BinaryOp::greater, copy.operand, copy.high);
    return inside ? all(low, high) : either(low, high);
  }

  std::vector<Branch> read_in(ExprId operand, const std::vector<ExprId>& items, bool out) {
    std::vector<std::string> texts;
    for (ExprId item : items) {
      if (const auto* array = std::get_if<Array>(&context_.catalog[stripped(context_.catalog, item)].node))
        return read_in(operand, std::vector<ExprId>(array->items), out);
      const auto text = constant_text(context_.catalog, item);
      if (!text) return opaque();
      texts.push_back(*text);
    }
    Limits limits;
    const Expr& tested = context_.catalog[stripped(context_.catalog, operand)];
    if (!out && !column_of(operand) && !items.empty() && items.size() <= 12 &&
        (null_count(operand, 0) || std::holds_alternative<Call>(tested.node))) {
      const auto* call = std::get_if<Call>(&tested.node);
      const bool cased = call && is_one(call->name, {"lower", "upper", "trim", "btrim", "ltrim", "rtrim", "lcase", "ucase"});
      if (!cased) {
        std::vector<Branch> found;
        const std::vector<ExprId> values = items;
        for (ExprId item : values) found = either(found, compare(BinaryOp::equal, operand, item));
        return found;
      }
    }
    if (const auto column = column_of(operand)) {
      if (out)
        limits.not_in = texts;
      else
        limits.in = normal(texts, shape(*column));
      return one(*column, limits);
    }
    // lower(x) in ('a', 'b'): the values themselves are in that form.
    const auto* call = std::get_if<Call>(&context_.catalog[stripped(context_.catalog, operand)].node);
    if (call && call->arguments.size() == 1 && is_one(call->name, {"lower", "upper", "trim", "btrim", "ltrim", "rtrim", "lcase", "ucase"}))
      return read_in(call->arguments[0], items, out);
    return opaque();
  }

  static std::vector<std::string> normal(std::vector<std::string> texts, const Shape& shape) {
    std::vector<std::string> out;
    for (std::string& text : texts) {
      if (shape.base == Base::boolean || shape.zero_one) {
        if (is_one(text, {"t", "1", "yes", "on"})) text = "true";
        if (is_one(text, {"f", "0", "no", "off"})) text = "false";
      }
      if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
    }
    return out;
  }

  std::vector<Branch> read_any(const Quantified& any, bool negate) {
    const Catalog& catalog = context_.catalog;
    std::vector<std::string> texts;
    const Expr& array = catalog[stripped(catalog, any.array)];
    std::vector<ExprId> items;
    if (const auto* list = std::get_if<Array>(&array.node)) items = list->items;
    if (const auto* row = std::get_if<Row>(&array.node)) items = row->items;
    const bool in = any.op == BinaryOp::equal && !any.all, out = any.op == BinaryOp::not_equal && any.all;
    if (items.empty()) {
      if (const auto* text = std::get_if<String>(&array.node); text && text->text.size() > 2 && text->text.front() == '{') {
        Limits limits;
        std::string piece;
        std::vector<std::string> pieces;
        for (const char c : text->text.substr(1, text->text.size() - 2)) {
          if (c == ',')
            pieces.push_back(std::exchange(piece, ""));
          else if (c != '"')
            piece += c;
        }
        pieces.push_back(piece);
        const auto column = column_of(any.operand);
        if (column && (in || out)) {
          if (in != negate)
            limits.in = normal(pieces, shape(*column));
          else
            limits.not_in = pieces;
          return one(*column, limits);
        }
      }
      return opaque();
    }
    if (in) return read_in(any.operand, items, negate);
    if (out) return read_in(any.operand, items, !negate);
    // x LIKE ANY (…), x ~ ANY (…): any one of them will do.
    std::vector<Branch> found = any.all != negate ? Reader::any() : std::vector<Branch>{};
    const Quantified copy = any;
    for (ExprId item : items) {
      const auto each = compare(negate ? negated(copy.op) : copy.op, copy.operand, item);
      found = copy.all != negate ? all(found, each) : either(found, each);
    }
    return found;
  }

  std::vector<Branch> read_case(const Case& cases, bool negate, unsigned depth) {
    const Case copy = cases;
    if (copy.whens.size() > 12) return opaque();
    std::vector<Branch> before = any(), found;
    for (const When& when : copy.whens) {
      const auto holds = copy.operand ? compare(BinaryOp::equal, *copy.operand, when.condition) : read(when.condition, false, depth + 1);
      const auto fails = copy.operand ? compare(BinaryOp::not_equal, *copy.operand, when.condition) : read(when.condition, true, depth + 1);
      found = either(found, all(all(before, holds), read(when.value, negate, depth + 1)));
      before = all(before, fails);
    }
    if (copy.otherwise && !std::holds_alternative<Null>(context_.catalog[stripped(context_.catalog, *copy.otherwise)].node))
      return either(found, all(before, read(*copy.otherwise, negate, depth + 1)));
    return either(found, before);
  }

  std::vector<Branch> read_call(const Call& call, bool negate) {
    const Call copy = call;
    if (is_one(copy.name, {"json_valid", "isjson", "jsonb_valid", "json_schema_valid", "validate_json_schema"})) {
      const auto column = copy.arguments.empty() ? std::nullopt : column_of(copy.arguments[0]);
      if (negate || !column) return opaque();
      Limits limits;
      limits.json = "object";
      if (context_.catalog.dialect == Dialect::sqlite) limits.nulls = Nulls::never;
      return one(*column, limits);
    }
    if (is_one(copy.name, {"st_isvalid"})) return negate ? opaque() : any();
    if (copy.name == "isempty") return negate ? any() : opaque();
    if (copy.name == "starts_with" && copy.arguments.size() == 2 && !negate) {
      const auto column = column_of(copy.arguments[0]);
      const auto text = constant_text(context_.catalog, copy.arguments[1]);
      if (!column || !text) return opaque();
      Limits limits;
      limits.likes.push_back(*text + "%");
      limits.tests.push_back({*text + "%", true});
      return one(*column, limits);
    }
    if (is_one(copy.name, {"regexp_like", "regexp_match"}) && copy.arguments.size() >= 2)
      return compare(negate ? BinaryOp::not_matches : BinaryOp::matches, copy.arguments[0], copy.arguments[1]);
    if (is_one(copy.name, {"coalesce", "ifnull", "isnull", "nvl"}) && copy.arguments.size() == 2) {
      // coalesce(x, false): true where x is
      if (const auto* other = std::get_if<Boolean>(&context_.catalog[stripped(context_.catalog, copy.arguments[1])].node)) {
        auto found = read(copy.arguments[0], negate, 1);
        if (other->value == negate) {
          std::vector<std::string> columns;
          gather(copy.arguments[0], columns, 0);
          for (Branch& branch : found) {
            for (const std::string& column : columns) branch.columns[column].nulls = Nulls::never;
          }
        }
        return found;
      }
    }
    return opaque();
  }

  // --- comparisons

  std::vector<Branch> compare(BinaryOp op, ExprId left, ExprId right) {
    const Catalog& catalog = context_.catalog;
    left = stripped(catalog, left);
    right = stripped(catalog, right);
    if (std::holds_alternative<Null>(catalog[left].node) || std::holds_alternative<Null>(catalog[right].node)) {
      const ExprId operand = std::holds_alternative<Null>(catalog[left].node) ? right : left;
      if (op == BinaryOp::null_safe_equal || op == BinaryOp::distinct_from)
        return read_is({operand, Is::What::null, op == BinaryOp::distinct_from}, false, 1);
      return any();  // `x = NULL` is null, so it holds
    }
    if (auto counted = count_nulls(op, left, right)) return *counted;
    if (constant(left) && !constant(right)) return compare(mirrored(op), right, left);
    if (const auto* flag = std::get_if<Boolean>(&catalog[right].node); flag && !column_of(left)) {
      if (op == BinaryOp::equal || op == BinaryOp::null_safe_equal) return read(left, !flag->value, 1);
      if (op == BinaryOp::not_equal || op == BinaryOp::distinct_from) return read(left, flag->value, 1);
    }
    if (const auto column = column_of(left)) return compare_column(*column, op, left, right);
    if (const auto* call = std::get_if<Call>(&catalog[left].node)) return compare_call(Call(*call), op, left, right);
    if (const auto column = column_of(right); column && op == BinaryOp::equal) return equation(*column, left);
    if (const auto* sum = std::get_if<BinaryExpr>(&catalog[left].node)) return compare_arithmetic(BinaryExpr(*sum), op, right);
    return fold(op, left, right);
  }

  /// Constants on both sides: `1 = 1`.
  std::vector<Branch> fold(BinaryOp op, ExprId left, ExprId right) const {
    const auto a = constant_scaled(context_.catalog, left, Base::decimal), b = constant_scaled(context_.catalog, right, Base::decimal);
    if (!a || !b) return opaque();
    const bool holds = op == BinaryOp::equal        ? *a == *b
                       : op == BinaryOp::not_equal  ? *a != *b
                       : op == BinaryOp::less       ? *a < *b
                       : op == BinaryOp::less_equal ? *a <= *b
                       : op == BinaryOp::greater    ? *a > *b
                                                    : op == BinaryOp::greater_equal && *a >= *b;
    return holds ? any() : std::vector<Branch>{};
  }

  bool constant(ExprId id) const { return constant_text(context_.catalog, id).has_value() || is_now(context_.catalog, id); }

  std::vector<Branch> equation(const std::string& column, ExprId value) const {
    Branch branch;
    branch.equations.push_back({column, value});
    return {branch};
  }

  std::vector<Branch> compare_column(const std::string& column, BinaryOp op, ExprId left, ExprId right) {
    const Catalog& catalog = context_.catalog;
    Limits limits;
    if (const auto other = column_of(right)) {
      if (op == BinaryOp::null_safe_equal) op = BinaryOp::equal;
      if (op == BinaryOp::distinct_from) op = BinaryOp::not_equal;
      if (op < BinaryOp::equal || op > BinaryOp::greater_equal) return opaque();
      if (*other == column)
        return op == BinaryOp::equal || op == BinaryOp::less_equal || op == BinaryOp::greater_equal ? any() : std::vector<Branch>{};
      Branch branch;
      if (op == BinaryOp::greater || op == BinaryOp::greater_equal)
        branch.relations.push_back({*other, column, mirrored(op)});
      else
        branch.relations.push_back({column, *other, op});
      return {branch};
    }
    if (const auto* call = std::get_if<Call>(&catalog[right].node);
        call && op == BinaryOp::equal && call->arguments.size() == 1 && column_of(call->arguments[0]) == column) {
      if (is_one(call->name, {"lower", "lcase"}))
        limits.lower = true;
      else if (is_one(call->name, {"upper", "ucase"}))
        limits.upper = true;
      else if (!is_one(call->name, {"trim", "btrim", "ltrim", "rtrim", "abs"}))
        return opaque();
      return one(column, limits);
    }
    const Shape& held = shape(column);
    if (op == BinaryOp::null_safe_equal) op = BinaryOp::equal, limits.nulls = Nulls::never;
    if (op == BinaryOp::distinct_from) op = BinaryOp::not_equal;
    if (is_pattern(op)) return compare_pattern(column, op, right);
    const bool ordered = op == BinaryOp::less || op == BinaryOp::less_equal || op == BinaryOp::greater || op == BinaryOp::greater_equal;
    if (is_now(catalog, right)) {
      if (!ordered) return opaque();
      const bool upper = op == BinaryOp::less || op == BinaryOp::less_equal;
      const Scaled now = static_cast<Scaled>(*parse_timestamp(upper ? kNowForUpper : kNowForLower)) * 1000;
      (upper ? limits.high : limits.low) = now;
      return one(column, limits);
    }
    // Intervals are drawn above nothing.
    if (held.base == Base::interval && (op == BinaryOp::greater || op == BinaryOp::greater_equal || op == BinaryOp::not_equal)) {
      const auto text = constant_text(catalog, right);
      if (text && text->find_first_of("123456789") == std::string::npos) return any();
    }
    const auto scaled = constant_scaled(catalog, right, held.base);
    if (scaled && (ordered || held.base == Base::integer || held.base == Base::decimal || held.base == Base::real) &&
        !(held.zero_one && !ordered)) {
      switch (op) {
        case BinaryOp::less:
          limits.high = scaled;
          limits.high_open = true;
          break;
        case BinaryOp::less_equal: limits.high = scaled; break;
        case BinaryOp::greater:
          limits.low = scaled;
          limits.low_open = true;
          break;
        case BinaryOp::greater_equal: limits.low = scaled; break;
        case BinaryOp::equal: limits.low = limits.high = scaled; break;
        case BinaryOp::not_equal: {
          Limits below, above;
          below.high = above.low = scaled;
          below.high_open = above.low_open = true;
          return either(one(column, above), one(column, below));
        }
        default: return opaque();
      }
      return one(column, limits);
    }
    const auto text = constant_text(catalog, right);
    if (text && op == BinaryOp::equal) return limits.in = normal({*text}, held), one(column, limits);
    if (text && op == BinaryOp::not_equal) {
      if (held.base == Base::boolean || held.zero_one)
        return limits.in = std::vector<std::string>{normal({*text}, held)[0] == "true" ? "false" : "true"}, one(column, limits);
      limits.not_in.push_back(*text);
      if (text->empty()) limits.shortest = 1;
      return one(column, limits);
    }
    if (text && op == BinaryOp::greater && text->empty()) return limits.shortest = 1, one(column, limits);
    if (!text && op == BinaryOp::equal) return equation(column, right);
    if (const auto* sum = std::get_if<BinaryExpr>(&catalog[right].node); sum && ordered) {
      // a <= b + c: orders a and b where the rest can not be negative
      if (sum->op == BinaryOp::add && (op == BinaryOp::less || op == BinaryOp::less_equal)) {
        if (column_of(sum->left)) return compare_column(column, op, left, stripped(catalog, sum->left));
      }
    }
    return opaque();
  }

  static bool is_pattern(BinaryOp op) { return op >= BinaryOp::like && op <= BinaryOp::not_glob; }

  std::vector<Branch> compare_pattern(const std::string& column, BinaryOp op, ExprId right) {
    const auto text = constant_text(context_.catalog, right);
    if (!text) return opaque();
    Limits limits;
    const auto test = [&](bool like, bool negated, bool blind = false) { limits.tests.push_back({*text, like, negated, blind}); };
    switch (op) {
      case BinaryOp::like:
      case BinaryOp::ilike:
        test(true, false);
        limits.likes.push_back(*text);
        break;
      case BinaryOp::not_like:
      case BinaryOp::not_ilike: test(true, true); break;
      case BinaryOp::matches:
      case BinaryOp::matches_case_blind: {
        if (holds_for_words(*text)) return any();
        const auto pattern = pattern_of_regex(*text);
        if (!pattern) return opaque();
        test(false, false, op == BinaryOp::matches_case_blind);
        limits.patterns.push_back(*pattern);
        break;
      }
      case BinaryOp::not_matches:
      case BinaryOp::not_matches_case_blind: test(false, true); break;
      case BinaryOp::glob: limits.patterns.push_back(pattern_of_glob(*text)); break;
      case BinaryOp::similar: limits.patterns.push_back(pattern_of_similar(*text)); break;
      default: return opaque();
    }
    return one(column, limits);
  }

  std::vector<Branch> compare_call(const Call& call, BinaryOp op, ExprId left, ExprId right) {
    const Catalog& catalog = context_.catalog;
    const std::string& name = call.name;
    const auto column = call.arguments.empty() ? std::nullopt : column_of(call.arguments[0]);
    Limits limits;
    const bool counts_bytes = is_one(name, {"octet_length", "datalength", "lengthb"});
    if (is_one(name, {"char_length", "character_length", "length", "len"}) || counts_bytes) {
      std::optional<std::string> held = column;
      // length(trim(x)) > 0
      if (!held && !call.arguments.empty()) {
        const auto* inner = std::get_if<Call>(&catalog[stripped(catalog, call.arguments[0])].node);
        if (inner && !inner->arguments.empty()) held = column_of(inner->arguments[0]);
      }
      const auto size = constant_scaled(catalog, right, Base::integer);
      if (!held || !size) return opaque();
      const auto count = static_cast<std::int64_t>(*size / kOne);
      const auto at_most = [&](std::int64_t n) { limits.longest = static_cast<std::uint32_t>(std::clamp<std::int64_t>(n, 0, UINT32_MAX)); };
      const auto at_least = [&](std::int64_t n) {
        limits.shortest = static_cast<std::uint32_t>(std::clamp<std::int64_t>(n, 0, UINT32_MAX));
      };
      switch (op) {
        case BinaryOp::less:
          if (count <= 0) return {};
          at_most(count - 1);
          break;
        case BinaryOp::less_equal:
          if (count < 0) return {};
          at_most(count);
          break;
        case BinaryOp::greater: at_least(count + 1); break;
        case BinaryOp::greater_equal: at_least(count); break;
        case BinaryOp::equal:
          at_least(count);
          at_most(count);
          break;
        case BinaryOp::not_equal: {
          Limits longer;
          longer.shortest = static_cast<std::uint32_t>(std::max<std::int64_t>(count + 1, 0));
          if (count <= 0) return one(*held, longer);
          at_most(count - 1);
          return either(one(*held, longer), one(*held, limits));
        }
        default: return opaque();
      }
      return one(*held, limits);
    }
    if (column && is_one(name, {"trim", "btrim", "ltrim", "rtrim", "lower", "upper", "lcase", "ucase", "date"})) {
      if (op == BinaryOp::equal && (name == "lower" || name == "lcase")) limits.lower = true;
      if (op == BinaryOp::equal && (name == "upper" || name == "ucase")) limits.upper = true;
      if (column_of(right) == column && op == BinaryOp::equal) return one(*column, limits);
      if (const auto found = compare_column(*column, op, stripped(catalog, call.arguments[0]), right); !found.empty()) return found;
    }
    if (column && is_one(name, {"jsonb_typeof", "json_typeof", "json_type"}) && op == BinaryOp::equal) {
      limits.json = lower_case(constant_text(catalog, right).value_or(""));
      return one(*column, limits);
    }
    if (column && is_one(name, {"json_valid", "isjson"})) return read_call(call, false);
    if (column && name == "typeof") {
      const bool null = lower_case(constant_text(catalog, right).value_or("")) == "null";
      limits.nulls = null == (op == BinaryOp::equal) ? Nulls::always : Nulls::never;
      return one(*column, limits);
    }
    if (column && is_one(name, {"coalesce", "ifnull", "isnull", "nvl"})) {
      auto found = compare(op, call.arguments[0], right);
      for (Branch& branch : found) branch.columns[*column].nulls = Nulls::never;
      return found;
    }
    if (column && is_one(name, {"abs"}) && (op == BinaryOp::less || op == BinaryOp::less_equal)) {
      auto found = compare(op, call.arguments[0], right);
      for (Branch& branch : found) branch.columns[*column].low = 0;
      return found;
    }
    if (const auto column_right = column_of(right); column_right && op == BinaryOp::equal) return equation(*column_right, left);
    // year(x) > 2000 and the like
    if (is_one(name, {"year", "extract", "date_part"})) {
      const bool plain = name == "year";
      const auto of = plain ? column : call.arguments.size() == 2 ? column_of(call.arguments[1]) : std::nullopt;
      const auto field = plain                    ? std::optional<std::string>("year")
                         : call.arguments.empty() ? std::nullopt
                                                  : constant_text(catalog, call.arguments[0]);
      const auto number = constant_scaled(catalog, right, Base::integer);
      if (of && field && lower_case(*field) == "year" && number) {
        const auto year = static_cast<int>(std::clamp<Scaled>(*number / kOne, 1, 9998));
        const auto start = [&](int y) {
          char text[24];
          std::snprintf(text, sizeof text, "%04d-01-01", std::clamp(y, 1, 9999));
          return static_cast<Scaled>(*parse_date(text)) * 86'400 * kOne;
        };
        const bool above = op == BinaryOp::greater || op == BinaryOp::greater_equal,
                   below = op == BinaryOp::less || op == BinaryOp::less_equal;
        if (above || op == BinaryOp::equal) limits.low = start(op == BinaryOp::greater ? year + 1 : year);
        if (below || op == BinaryOp::equal) limits.high = start(op == BinaryOp::less ? year : year + 1), limits.high_open = true;
        if (limits.low || limits.high) return one(*of, limits);
      }
    }
    return opaque();
  }

  /// `a + b > 0`, `price * qty = total`, `(a is null)::int + … = 1` is done before.
  std::vector<Branch> compare_arithmetic(const BinaryExpr& sum, BinaryOp op, ExprId right) {
    const Catalog& catalog = context_.catalog;
    const auto a = column_of(sum.left), b = column_of(sum.right);
    const auto scaled = constant_scaled(catalog, right, Base::decimal);
    if (!scaled) return opaque();
    const bool above = op == BinaryOp::greater || op == BinaryOp::greater_equal;
    if (sum.op == BinaryOp::subtract && a && b && *scaled == 0) {
      Branch branch;
      if (above)
        branch.relations.push_back({*b, *a, op == BinaryOp::greater ? BinaryOp::less : BinaryOp::less_equal});
      else if (op == BinaryOp::less || op == BinaryOp::less_equal)
        branch.relations.push_back({*a, *b, op});
      else
        return opaque();
      return {branch};
    }
    if ((sum.op == BinaryOp::add || sum.op == BinaryOp::multiply) && a && b && above && *scaled <= kOne) {
      Limits limits;
      limits.low = *scaled;
      limits.low_open = op == BinaryOp::greater;
      Branch branch;
      branch.columns[*a] = limits;
      branch.columns[*b] = limits;
      return {branch};
    }
    const auto divisor = constant_scaled(catalog, sum.right, Base::integer);
    if (sum.op == BinaryOp::modulo && a && divisor && op == BinaryOp::equal && *scaled == 0) {
      Limits limits;
      limits.in = std::vector<std::string>{};
      for (int i = 1; i <= 20; ++i) limits.in->push_back(to_text(*divisor / kOne * i));
      return one(*a, limits);
    }
    return opaque();
  }

  // --- num_nonnulls(a, b, c) = 1, (a is null)::int + (b is null)::int = 1

  struct NullCount {
    std::vector<std::string> columns;  // counted where they are not null
    int offset = 0, sign = 1;          // value = offset + sign × how many are not null
  };

  std::optional<NullCount> null_count(ExprId id, unsigned depth) const {
    const Catalog& catalog = context_.catalog;
    id = stripped(catalog, id);
    if (depth > 16) return std::nullopt;
    if (const auto* call = std::get_if<Call>(&catalog[id].node)) {
      const bool nonnulls = call->name == "num_nonnulls", nulls = call->name == "num_nulls";
      if (!nonnulls && !nulls) return std::nullopt;
      NullCount count;
      for (ExprId argument : call->arguments) {
        const auto column = column_of(argument);
        if (!column) return std::nullopt;
        count.columns.push_back(*column);
      }
      if (nulls) count.offset = static_cast<int>(count.columns.size()), count.sign = -1;
      return count;
    }
    if (const auto* is = std::get_if<Is>(&catalog[id].node); is && is->what == Is::What::null) {
      const auto column = column_of(is->operand);
      if (!column) return std::nullopt;
      return NullCount{{*column}, is->negated ? 0 : 1, is->negated ? 1 : -1};
    }
    if (const auto* cases = std::get_if<Case>(&catalog[id].node);
        cases && !cases->operand && cases->whens.size() == 1 && cases->otherwise) {
      const auto value = constant_scaled(catalog, cases->whens[0].value, Base::integer),
                 other = constant_scaled(catalog, *cases->otherwise, Base::integer);
      auto inner = null_count(cases->whens[0].condition, depth + 1);
      if (!inner || !value || !other) return std::nullopt;
      if (*value == kOne && *other == 0) return inner;
      if (*value == 0 && *other == kOne) return NullCount{inner->columns, 1 - inner->offset, -inner->sign};
      return std::nullopt;
    }
    if (const auto* sum = std::get_if<BinaryExpr>(&catalog[id].node); sum && sum->op == BinaryOp::add) {
      auto a = null_count(sum->left, depth + 1), b = null_count(sum->right, depth + 1);
      if (!a || !b || a->sign != b->sign) return std::nullopt;
      a->columns.insert(a->columns.end(), b->columns.begin(), b->columns.end());
      a->offset += b->offset;
      return a;
    }
    return std::nullopt;
  }

  std::optional<std::vector<Branch>> count_nulls(BinaryOp op, ExprId left, ExprId right) const {
    if (std::holds_alternative<Is>(context_.catalog[left].node)) return std::nullopt;
    const auto count = null_count(left, 0);
    const auto number = constant_scaled(context_.catalog, right, Base::integer);
    if (!count || !number || count->columns.empty() || count->columns.size() > 16) return std::nullopt;
    const auto wanted = static_cast<int>(*number / kOne);
    const std::size_t n = count->columns.size();
    std::vector<Branch> found;
    // Fewest first: one of them, each in turn.
    for (std::size_t present = 0; present <= n && found.size() < kMostBranches; ++present) {
      const int value = count->offset + count->sign * static_cast<int>(present);
      const bool holds = op == BinaryOp::equal           ? value == wanted
                         : op == BinaryOp::not_equal     ? value != wanted
                         : op == BinaryOp::less          ? value < wanted
                         : op == BinaryOp::less_equal    ? value <= wanted
                         : op == BinaryOp::greater       ? value > wanted
                         : op == BinaryOp::greater_equal ? value >= wanted
                                                         : false;
      if (!holds) continue;
      for (std::size_t first = 0; first < (present == 0 || present == n ? 1 : n) && found.size() < kMostBranches; ++first) {
        Branch branch;
        for (std::size_t i = 0; i < n; ++i) {
          const bool there = (i + n - first) % n < present;
          branch.columns[count->columns[i]].nulls = there ? Nulls::never : Nulls::always;
        }
        found.push_back(std::move(branch));
      }
    }
    return found;
  }

  ConditionContext& context_;
  std::string value_;
};

}  // namespace

bool Condition::understood() const {
  return std::ranges::any_of(branches, [](const Branch& branch) { return !branch.opaque; });
}

Condition read_condition(ConditionContext& context, ExprId condition, const std::string& value) {
  Condition found;
  found.branches = Reader(context, value).read(condition, false, 0);
  if (found.understood()) std::erase_if(found.branches, [](const Branch& branch) { return branch.opaque; });
  return found;
}

std::optional<std::string> column_named(const Catalog& catalog, const TableDef& table, const std::string& name) {
  for (const ColumnDef& column : table.columns) {
    if (column.name == name) return column.name;
  }
  if (catalog.dialect == Dialect::postgresql) return std::nullopt;
  const std::string wanted = lower_case(name);
  for (const ColumnDef& column : table.columns) {
    if (lower_case(column.name) == wanted) return column.name;
  }
  return std::nullopt;
}

ExprId stripped(const Catalog& catalog, ExprId id) {
  for (unsigned depth = 0; depth < 64; ++depth) {
    const Expr& expr = catalog[id];
    if (const auto* cast = std::get_if<Cast>(&expr.node)) {
      id = cast->value;
    } else if (const auto* row = std::get_if<Row>(&expr.node); row && row->items.size() == 1) {
      id = row->items[0];
    } else if (const auto* unary = std::get_if<Unary>(&expr.node); unary && unary->op == UnaryOp::plus) {
      id = unary->operand;
    } else {
      return id;
    }
  }
  return id;
}

std::optional<std::string> constant_text(const Catalog& catalog, ExprId id) {
  const Expr& expr = catalog[stripped(catalog, id)];
  if (const auto* text = std::get_if<String>(&expr.node)) return text->text;
  if (const auto* number = std::get_if<Number>(&expr.node)) return number->digits;
  if (const auto* flag = std::get_if<Boolean>(&expr.node)) return flag->value ? "true" : "false";
  if (const auto* bits = std::get_if<Bits>(&expr.node); bits && !bits->hexadecimal)
    return bits->digits.find('1') == std::string::npos ? "0" : "1";
  if (const auto* unary = std::get_if<Unary>(&expr.node); unary && unary->op == UnaryOp::minus) {
    const auto inner = constant_text(catalog, unary->operand);
    return inner ? std::optional("-" + *inner) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Scaled> constant_scaled(const Catalog& catalog, ExprId id, Base base) {
  const auto text = constant_text(catalog, id);
  if (!text) return std::nullopt;
  switch (base) {
    case Base::date:
    case Base::timestamp:
    case Base::timestamptz: {
      const std::string moment = without_hyphen_t(*text);
      if (const auto days = parse_date(moment)) return static_cast<Scaled>(*days) * 86'400 * kOne;
      if (const auto micros = parse_timestamp(moment)) return static_cast<Scaled>(*micros) * 1000;
      return std::nullopt;
    }
    case Base::time:
      if (const auto micros = parse_time(*text)) return static_cast<Scaled>(*micros) * 1000;
      return std::nullopt;
    case Base::text:
    case Base::enumeration:
    case Base::boolean:
    case Base::uuid:
    case Base::bytes:
    case Base::json:
    case Base::interval: return std::nullopt;
    default: break;
  }
  std::string digits = *text;
  int exponent = 0;
  if (const std::size_t e = digits.find_first_of("eE"); e != std::string::npos && !digits.starts_with("0x")) {
    exponent = std::atoi(digits.c_str() + e + 1);
    digits.resize(e);
  }
  const bool minus = digits.starts_with("-");
  if (minus) digits.erase(0, 1);
  if (digits.starts_with(".")) digits = "0" + digits;
  if (digits.ends_with(".")) digits.pop_back();
  const auto number = parse_number(digits);
  if (!number || exponent < -9 || exponent > 18) return std::nullopt;
  auto scaled = rescale(number->raw, number->scale, 9);
  for (; scaled && exponent > 0; --exponent) scaled = checked_multiply(*scaled, 10);
  for (; scaled && exponent < 0; ++exponent) *scaled /= 10;
  if (!scaled) return std::nullopt;
  return minus ? -*scaled : *scaled;
}

}  // namespace sydac::compiler::sql
