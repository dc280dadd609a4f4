// Functions that are one expression, and their expression in place of what calls them.
#include <algorithm>

#include "source/sql/build.hpp"
#include "source/sql/expression_parts.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr std::size_t kMaxBody = 4000;
constexpr std::size_t kMaxWritten = 200'000;  // expressions that calls written out may make
constexpr std::size_t kMaxCalls = 8;          // inside each other

}  // namespace

void Builder::create_function(const Statement&) {
  count_skipped("CREATE FUNCTION");
  if (dialect_ != Dialect::postgresql) return;
  FunctionDef made;
  std::size_t at = 0;
  while (at < list_.all.size() && !same_word(list_.text_of(list_.all[at]), "FUNCTION")) ++at;
  std::vector<std::string> path;
  for (++at; at < list_.all.size() && type_at(at) != P::OPEN; ++at) {
    if (type_at(at) != P::DOT) path.push_back(name_of(list_.all[at]));
  }
  if (path.empty() || at >= list_.all.size()) return;
  made.name = object_of(path, span_at(1));
  const std::size_t behind = list_.behind_bracket(at);
  function_parameters(made, at + 1, behind - 1);
  std::size_t first = 0, last = 0;  // bytes of the body
  for (std::size_t i = behind; i + 1 < list_.all.size(); ++i) {
    const std::string_view word = list_.text_of(list_.all[i]);
    if (same_word(word, "LANGUAGE")) made.language = name_of(list_.all[i + 1]);
    if (same_word(word, "IMMUTABLE")) made.immutable = true;
    if (same_word(word, "AS") && type_at(i + 1) == P::STRING) {
      const std::string_view body = list_.text_of(list_.all[i + 1]);
      const std::size_t mark = body[0] == '$' ? body.find('$', 1) + 1 : 1;
      if (body.size() < 2 * mark || (mark == 1 && body.find_first_of("\\'", 1) + 1 != body.size())) return;
      first = list_.all[i + 1].begin + mark;
      last = list_.all[i + 1].end - mark;
    }
    if (same_word(word, "RETURN")) {
      first = list_.all[i + 1].begin;
      last = list_.all.back().end;
      break;
    }
  }
  for (char& c : made.language) c = lower(c);
  if (made.language != "sql" && made.language != "plpgsql" && !made.language.empty()) return;
  if (last <= first || last - first > kMaxBody) return;
  made.value = function_body(first, last);
  if (!made.value) return;
  const Span where = catalog_[*made.value].span;
  made.body = list_.text.substr(where.begin, where.end - where.begin);
  catalog_.functions.push_back(std::move(made));
}

void Builder::function_parameters(FunctionDef& made, std::size_t first, std::size_t last) {
  for (; first < last; first = piece_end(first, last) + 1) {
    const std::size_t end = piece_end(first, last);
    std::size_t word = first;
    while (word < end && (type_at(word) == P::IN || type_at(word) == P::VARIADIC)) ++word;
    // a name, or already the type?
    const std::size_t next = word + 1 < end ? type_at(word + 1) : std::size_t{P::OPEN};
    const bool of_type = next == P::OPEN || next == P::DOT || next == P::VARYING || next == P::PRECISION || next == P::WITH ||
                         next == P::WITHOUT || next == P::OPEN_BRACKET || next == P::DEFAULT || next == P::EQUAL;
    made.parameters.push_back(of_type ? "$" + std::to_string(made.parameters.size() + 1) : name_of(list_.all[word]));
  }
}

/// `SELECT expression [;]`, `BEGIN RETURN expression; END [;]`, or the expression alone.
std::optional<ExprId> Builder::function_body(std::size_t first, std::size_t last) {
  const TokenList body = lex(list_.text, file_, first, first, last, dialect_, quoting_);
  if (body.too_deep) return std::nullopt;
  Tokens kept(body.all);
  const auto word = [&](std::size_t i) { return i < kept.size() ? body.text_of(kept[i]) : std::string_view(); };
  const auto drop_last = [&](std::string_view what) {
    if (!kept.empty() && same_word(body.text_of(kept.back()), what)) kept = kept.first(kept.size() - 1);
  };
  drop_last(";");
  if (same_word(word(0), "BEGIN") && same_word(word(1), "RETURN")) {
    drop_last("END");
    drop_last(";");
    kept = kept.subspan(2);
  } else if (same_word(word(0), "SELECT")) {
    kept = kept.subspan(1);
  }
  auto* piece = reader_.read(kept, &P::expressionPiece);
  if (!piece) return std::nullopt;
  const std::size_t before = catalog_.exprs.size();
  const ExprId made = expression(piece->expression());
  // what is kept as written can not take arguments
  const bool whole = std::none_of(catalog_.exprs.begin() + static_cast<std::ptrdiff_t>(before), catalog_.exprs.end(),
                                  [](const Expr& part) { return std::holds_alternative<Opaque>(part.node); });
  return whole ? std::optional(made) : std::nullopt;
}

const FunctionDef* Builder::function_called(const Call& call) const {
  const auto found = std::find_if(catalog_.functions.begin(), catalog_.functions.end(), [&](const FunctionDef& one) {
    return one.name.name == call.name && one.parameters.size() == call.arguments.size() &&
           (call.schema.empty() || call.schema == "public" || one.name.schema == call.schema);
  });
  return found == catalog_.functions.end() ? nullptr : &*found;
}

/// The expression with the bodies of functions in place of their calls; itself where there is none.
ExprId Builder::written_out(ExprId id, std::size_t calls) {
  if (calls > kMaxCalls || catalog_.exprs.size() > kMaxWritten + written_before_) return id;
  decltype(Expr::node) node = catalog_[id].node;
  bool changed = false;
  for_each_part(node, [&](ExprId& part) {
    const ExprId made = written_out(part, calls);
    changed = changed || made != part;
    part = made;
  });
  const Span where = catalog_[id].span;
  const auto* call = std::get_if<Call>(&node);
  const FunctionDef* function = call ? function_called(*call) : nullptr;
  if (!function) return changed ? make(where, std::move(node)) : id;
  std::map<std::string, ExprId> arguments;
  for (std::size_t i = 0; i < call->arguments.size(); ++i) {
    arguments["$" + std::to_string(i + 1)] = call->arguments[i];
    arguments[function->parameters[i]] = call->arguments[i];
  }
  return written_out(filled_in(*function->value, arguments, where), calls + 1);
}

/// A copy of a body with the arguments in place of its parameters.
ExprId Builder::filled_in(ExprId id, const std::map<std::string, ExprId>& arguments, Span where) {
  decltype(Expr::node) node = catalog_[id].node;
  if (const auto* column = std::get_if<Column>(&node)) {
    if (const auto found = arguments.find(column->name); found != arguments.end()) return found->second;
  }
  for_each_part(node, [&](ExprId& part) { part = filled_in(part, arguments, where); });
  return make(where, std::move(node));
}

void Builder::write_out_calls(TableDef& table) {
  if (catalog_.functions.empty()) return;
  for (CheckDef& check : table.checks) check.condition = written_out(check.condition, 0);
  for (ColumnDef& column : table.columns) {
    if (column.generated) column.generated = written_out(*column.generated, 0);
  }
  for (KeyDef& key : table.keys) {
    if (key.predicate) key.predicate = written_out(*key.predicate, 0);
    for (KeyPart& part : key.parts) {
      if (part.expression) part.expression = written_out(*part.expression, 0);
    }
  }
}

}  // namespace sydac::compiler::sql
