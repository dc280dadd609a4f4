#include "source/sql/name_words.hpp"

#include <algorithm>

namespace sydac::compiler::sql {
namespace {

void gather(const Catalog& catalog, ExprId id, std::vector<std::string>& found, unsigned depth) {
  if (depth > 200) return;
  const Expr& expr = catalog[id];
  const auto each = [&](const std::vector<ExprId>& items) {
    for (ExprId item : items) gather(catalog, item, found, depth + 1);
  };
  if (const auto* column = std::get_if<Column>(&expr.node)) {
    if (std::ranges::find(found, column->name) == found.end()) found.push_back(column->name);
  } else if (const auto* call = std::get_if<Call>(&expr.node)) {
    each(call->arguments);
  } else if (const auto* cast = std::get_if<Cast>(&expr.node)) {
    each({cast->value});
  } else if (const auto* unary = std::get_if<Unary>(&expr.node)) {
    each({unary->operand});
  } else if (const auto* binary = std::get_if<BinaryExpr>(&expr.node)) {
    each({binary->left, binary->right});
  } else if (const auto* is = std::get_if<Is>(&expr.node)) {
    each({is->operand});
  } else if (const auto* between = std::get_if<Between>(&expr.node)) {
    each({between->operand, between->low, between->high});
  } else if (const auto* in = std::get_if<In>(&expr.node)) {
    each({in->operand});
    each(in->items);
  } else if (const auto* any = std::get_if<Quantified>(&expr.node)) {
    each({any->operand, any->array});
  } else if (const auto* cases = std::get_if<Case>(&expr.node)) {
    if (cases->operand) each({*cases->operand});
    for (const When& when : cases->whens) each({when.condition, when.value});
    if (cases->otherwise) each({*cases->otherwise});
  } else if (const auto* array = std::get_if<Array>(&expr.node)) {
    each(array->items);
  } else if (const auto* row = std::get_if<Row>(&expr.node)) {
    each(row->items);
  } else if (const auto* subscript = std::get_if<Subscript>(&expr.node)) {
    each({subscript->array, subscript->index});
  }
}

}  // namespace

std::string lower_case(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string singular(const std::string& name) {
  const auto ends = [&](std::string_view end) { return name.size() > end.size() + 1 && name.ends_with(end); };
  if (ends("ies")) return name.substr(0, name.size() - 3) + "y";
  if (ends("sses") || ends("xes") || ends("ches") || ends("shes")) return name.substr(0, name.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) return name.substr(0, name.size() - 1);
  return name;
}

std::vector<std::string> columns_in(const Catalog& catalog, ExprId id) {
  std::vector<std::string> found;
  gather(catalog, id, found, 0);
  return found;
}

}  // namespace sydac::compiler::sql
