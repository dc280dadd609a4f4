// Comparisons with constants and other columns, and patterns.
#include "source/sql/condition_reader.hpp"

#include "base/numbers.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/patterns.hpp"

namespace sydac::compiler::sql {

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

std::vector<Branch> ConditionReader::compare(BinaryOp op, ExprId left, ExprId right) {
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

std::vector<Branch> ConditionReader::fold(BinaryOp op, ExprId left, ExprId right) const {
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

std::vector<Branch> ConditionReader::compare_column(const std::string& column, BinaryOp op, ExprId left, ExprId right) {
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
  const bool upper = op == BinaryOp::less || op == BinaryOp::less_equal;
  if (const auto moment = about_now(catalog, right, upper)) {
    if (!ordered) return opaque();
    (upper ? limits.high : limits.low) = moment;
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

std::vector<Branch> ConditionReader::compare_pattern(const std::string& column, BinaryOp op, ExprId right) {
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

std::vector<Branch> ConditionReader::compare_arithmetic(const BinaryExpr& sum, BinaryOp op, ExprId right) {
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

}  // namespace sydac::compiler::sql
