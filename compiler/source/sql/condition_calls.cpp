// Functions in conditions, and counts of nulls.
#include "source/sql/condition_reader.hpp"

#include <cstdio>

#include "base/moments.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/patterns.hpp"

namespace sydac::compiler::sql {

std::vector<Branch> ConditionReader::read_call(const Call& call, bool negate) {
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

std::vector<Branch> ConditionReader::compare_call(const Call& call, BinaryOp op, ExprId left, ExprId right) {
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
    const auto at_least = [&](std::int64_t n) { limits.shortest = static_cast<std::uint32_t>(std::clamp<std::int64_t>(n, 0, UINT32_MAX)); };
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

std::optional<ConditionReader::NullCount> ConditionReader::null_count(ExprId id, unsigned depth) const {
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
  if (const auto* cases = std::get_if<Case>(&catalog[id].node); cases && !cases->operand && cases->whens.size() == 1 && cases->otherwise) {
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

std::optional<std::vector<Branch>> ConditionReader::count_nulls(BinaryOp op, ExprId left, ExprId right) const {
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

}  // namespace sydac::compiler::sql
