// What an expression holds. For the SQL front end's own sources only.
#pragma once

#include "source/sql/catalog.hpp"

namespace sydac::compiler::sql {

/// Calls `visit` with the id of each expression that a node holds, in order; ids of a node that is not const may be changed.
template <class Node, class Visit>
void for_each_part(Node& node, Visit visit) {
  const auto all = [&](auto& list) {
    for (auto& one : list) visit(one);
  };
  if (auto* call = std::get_if<Call>(&node)) {
    all(call->arguments);
  } else if (auto* cast = std::get_if<Cast>(&node)) {
    visit(cast->value);
  } else if (auto* unary = std::get_if<Unary>(&node)) {
    visit(unary->operand);
  } else if (auto* binary = std::get_if<BinaryExpr>(&node)) {
    visit(binary->left);
    visit(binary->right);
    if (binary->escape) visit(*binary->escape);
  } else if (auto* is = std::get_if<Is>(&node)) {
    visit(is->operand);
  } else if (auto* between = std::get_if<Between>(&node)) {
    visit(between->operand);
    visit(between->low);
    visit(between->high);
  } else if (auto* in = std::get_if<In>(&node)) {
    visit(in->operand);
    all(in->items);
  } else if (auto* quantified = std::get_if<Quantified>(&node)) {
    visit(quantified->operand);
    visit(quantified->array);
  } else if (auto* cases = std::get_if<Case>(&node)) {
    if (cases->operand) visit(*cases->operand);
    for (auto& when : cases->whens) {
      visit(when.condition);
      visit(when.value);
    }
    if (cases->otherwise) visit(*cases->otherwise);
  } else if (auto* array = std::get_if<Array>(&node)) {
    all(array->items);
  } else if (auto* row = std::get_if<Row>(&node)) {
    all(row->items);
  } else if (auto* subscript = std::get_if<Subscript>(&node)) {
    visit(subscript->array);
    visit(subscript->index);
  }
}

}  // namespace sydac::compiler::sql
