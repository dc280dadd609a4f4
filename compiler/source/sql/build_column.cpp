#include <algorithm>

#include "source/sql/build.hpp"
#include "source/sql/name_words.hpp"

namespace sydac::compiler::sql {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Names of types that are more than one word, and begin so.
bool is_word_of_type(std::string_view before, std::string_view word) {
  return is_one_of(word, {"precision", "varying", "large",  "object", "unsigned",  "signed", "character", "char", "varchar",
                          "int",       "integer", "binary", "byte",   "year",      "month",  "day",       "hour", "minute",
                          "second",    "raw",     "text",   "blob",   "varbinary", "float",  "double"}) ||
         is_one_of(before, {"native", "national"});
}

}  // namespace

// --- types ---------------------------------------------------------------------------------------------------------------------

std::vector<std::string> Builder::type_arguments(P::TypeArgumentsContext* node) {
  std::vector<std::string> list;
  if (!node) return list;
  for (auto* one : node->typeArgument()) {
    if (one->NUMBER()) {
      list.push_back(std::string(one->MINUS() ? "-" : "") + std::string(written(one->NUMBER())));
    } else {
      list.push_back(one->literal() ? text(one->literal()) : one->name().size() == 1 ? lower_case(name(one->name(0))) : one_line(one));
    }
  }
  return list;
}

void Builder::type_name(SqlType& made, P::TypeNameContext* node) {
  std::vector<const Token*> path{&token_of(node->typeFirst()->start)};
  for (auto* part : node->name()) path.push_back(&token_of(part->start));
  const Token& last = *path.back();
  const bool quoted = last.type == P::QUOTED || last.type == P::DOUBLE_QUOTED;
  const std::string_view word = list_.text_of(last);
  const bool keep_case = quoted && dialect_ == Dialect::postgresql;
  made.name = quoted ? quoted_text(word, quoting_) : std::string(word);
  if (!keep_case) made.name = lower_case(made.name);
  if (path.size() > 1) {
    const ObjectName place = object_of({name_of(*path[path.size() - 2]), made.name}, {});
    if (!is_one_of(lower_case(place.schema), {"pg_catalog", "sys"})) made.schema = place.schema;
  } else if (!schema_.empty()) {
    const ObjectName own{schema_, made.name, {}};
    if (find_exact(catalog_.enums, own) || find_exact(catalog_.domains, own) || find_exact(catalog_.composites, own)) made.schema = schema_;
  }
}

void Builder::type_suffix(SqlType& made, P::TypeSuffixContext* node) {
  if (node->UNSIGNED()) made.is_unsigned = true;
  if (node->ZEROFILL()) made.zerofill = made.is_unsigned = true;
  if (node->BINARY()) made.binary = true;
  if (node->CHARSET() || node->CHARACTER()) made.charset = lower_case(node->literal() ? text(node->literal()) : name(node->name()));
  if (node->ASCII()) made.charset = "latin1";
  if (node->WITH()) made.name += node->LOCAL() ? " with local time zone" : " with time zone";
  if (node->WITHOUT()) made.name += " without time zone";
  if (node->OPEN_BRACKET() || node->ARRAY()) ++made.dimensions;
}

SqlType Builder::type(P::CastTypeContext* node) {
  SqlType made;
  type_name(made, node->typeName());
  for (std::size_t i = 1; i < node->children.size(); ++i) {
    if (auto* word = as<antlr4::tree::TerminalNode>(node->children[i])) made.name += " " + lower_case(written(word));
  }
  made.arguments = type_arguments(node->typeArguments());
  for (auto* suffix : node->typeSuffix()) type_suffix(made, suffix);
  return made;
}

SqlType Builder::type(P::DataTypeContext* node) {
  SqlType made;
  if (auto* listed = as<P::ListedTypeContext>(node)) {
    made.name = listed->ENUM() ? "enum" : "set";
    for (auto* value : listed->string()) made.values.push_back(text(value));
    for (auto* suffix : listed->typeSuffix()) type_suffix(made, suffix);
    return made;
  }
  auto* plain = as<P::PlainTypeContext>(node);
  type_name(made, plain->typeName());
  std::string before = made.name;
  for (auto* more : plain->typeMore()) {
    std::string word = lower_case(written(more));
    if (word == "unsigned") {
      made.is_unsigned = true;
    } else if (word == "binary" && before != "long") {
      made.binary = true;
    } else if (dialect_ == Dialect::sqlite || is_word_of_type(before, word)) {
      if (word != "signed" && made.name != "interval") made.name += " " + word;
    } else {
      diagnostics_.report(Code::sql_clause, span(more), {written(more), "the type `" + made.name + "`"});
    }
    before = std::move(word);
  }
  made.arguments = type_arguments(plain->typeArguments());
  for (auto* suffix : plain->typeSuffix()) type_suffix(made, suffix);
  return made;
}

/// Types that say more than a type: serial, nextval as a default, SQLite's texts in double quotes.
void Builder::settle_type(ColumnDef& column, TableDef& table) {
  SqlType& made = column.type;
  if (dialect_ == Dialect::postgresql && made.schema.empty()) {
    const bool small = is_one_of(made.name, {"smallserial", "serial2"}), big = is_one_of(made.name, {"bigserial", "serial8"});
    if (small || big || is_one_of(made.name, {"serial", "serial4"})) {
      made.name = small ? "smallint" : big ? "bigint" : "integer";
      column.counts = column.not_null = true;
    }
  }
  if (dialect_ == Dialect::mysql && made.name == "serial") {
    made.name = "bigint";
    made.is_unsigned = column.counts = column.not_null = true;
    KeyDef key{.name = {}, .span = column.span, .parts = {KeyPart{.column = column.name}}};
    table.keys.push_back(std::move(key));
  }
  if (!column.default_value) return;
  const Expr value = catalog_[*column.default_value];
  if (const auto* call = std::get_if<Call>(&value.node); call && call->name == "nextval") column.counts = true;
  if (std::holds_alternative<Null>(value.node)) column.default_value.reset();
  if (const auto* word = std::get_if<Column>(&value.node); word && dialect_ == Dialect::sqlite) {
    column.default_value = make(value.span, String{word->name});
  }
}

// --- columns -------------------------------------------------------------------------------------------------------------------

ColumnDef Builder::column(P::ColumnDefinitionContext* node, TableDef& table) {
  ColumnDef made;
  made.name = name(node->columnName());
  made.span = span(node->columnName());
  if (node->dataType()) made.type = type(node->dataType());
  for (auto* one : node->columnAttribute()) attribute(made, table, one);
  settle_type(made, table);
  return made;
}

void Builder::attribute(ColumnDef& column, TableDef& table, P::ColumnAttributeContext* node) {
  P::AttributeBodyContext* body = node->attributeBody();
  const std::string constraint_name = name(node->name());
  const Span where = span(body);
  const auto key = [&](bool primary) {
    KeyDef made{.name = constraint_name, .span = where, .parts = {KeyPart{.column = column.name}}, .primary = primary};
    return made;
  };
  if (as<P::NotNullContext>(body)) {
    column.not_null = true;
  } else if (auto* given = as<P::DefaultAttributeContext>(body)) {
    column.default_value = other(given->defaultValue()->otherTerm());
  } else if (auto* primary = as<P::PrimaryAttributeContext>(body)) {
    add_primary(table, key(true));
    if (primary->AUTOINCREMENT()) column.counts = true;
  } else if (as<P::KeyAttributeContext>(body)) {
    add_primary(table, key(true));
  } else if (auto* unique = as<P::UniqueAttributeContext>(body)) {
    KeyDef made = key(false);
    if (unique->nullsDistinct()) made.nulls_not_distinct = unique->nullsDistinct()->NOT() != nullptr;
    table.keys.push_back(std::move(made));
  } else if (auto* check = as<P::CheckAttributeContext>(body)) {
    const ExprId condition = expression(check->expression());
    table.checks.push_back({constraint_name, where, condition, one_line(check->expression())});
  } else if (auto* refers = as<P::ReferencesAttributeContext>(body)) {
    ForeignKeyDef made = reference(refers->references(), {column.name}, constraint_name, where);
    for (auto* flag : node->constraintFlag()) {
      if (flag->DEFERRABLE()) made.deferrable = !flag->NOT();
      if (flag->DEFERRED()) made.deferrable = made.initially_deferred = true;
    }
    // MySQL reads a reference at a column and forgets it; it is what the author means all the same
    table.foreign_keys.push_back(std::move(made));
  } else if (auto* collate = as<P::CollateAttributeContext>(body)) {
    if (collate->objectName()) column.type.collation = lower_case(parts(collate->objectName()).back());
  } else if (auto* identity = as<P::IdentityAttributeContext>(body)) {
    column.identity = identity->ALWAYS() ? Identity::always : Identity::by_default;
    column.counts = column.not_null = true;
  } else if (as<P::SqlServerIdentityContext>(body)) {
    column.identity = Identity::always;
    column.counts = column.not_null = true;
  } else if (auto* generated = as<P::GeneratedAttributeContext>(body)) {
    column.generated = expression(generated->expression());
  } else if (as<P::RowPeriodAttributeContext>(body)) {
    column.generated = make(where, Call{{}, "current_timestamp", {}});
  } else if (as<P::AutoIncrementContext>(body)) {
    column.counts = true;
    if (dialect_ == Dialect::mysql) column.not_null = true;
    if (token_of(body->start).type == P::SERIAL) {
      column.not_null = true;
      table.keys.push_back(key(false));
    }
  } else if (auto* comment = as<P::CommentAttributeContext>(body)) {
    column.comment = text(comment->string());
  } else if (as<P::OnUpdateContext>(body)) {
    column.on_update_now = true;
  } else if (auto* charset = as<P::CharsetAttributeContext>(body)) {
    column.type.charset = lower_case(charset->literal() ? text(charset->literal()) : name(charset->name()));
  } else if (auto* of_type = as<P::TypeAttributeContext>(body)) {
    if (of_type->UNSIGNED()) column.type.is_unsigned = true;
    if (of_type->ZEROFILL()) column.type.zerofill = column.type.is_unsigned = true;
    if (of_type->BINARY()) column.type.binary = true;
  }
  for (auto* flag : node->constraintFlag()) {
    if (flag->COMMENT()) column.comment = text(flag->string());
  }
}

ForeignKeyDef Builder::reference(P::ReferencesContext* node, std::vector<std::string> columns, const std::string& named, Span where) {
  ForeignKeyDef made{.name = named,
                     .span = where,
                     .columns = std::move(columns),
                     .table = object(node->objectName()),
                     .targets = {},
                     .on_delete = {},
                     .on_update = {}};
  made.targets = names(node->columnNames());
  for (auto* option : node->referenceOption()) {
    if (option->MATCH()) made.match_full = same_word(name(option->name()), "full");
    if (!option->referenceAction()) continue;
    P::ReferenceActionContext* action = option->referenceAction();
    std::string what = action->CASCADE()    ? "cascade"
                       : action->RESTRICT() ? "restrict"
                       : action->NO()       ? "no action"
                       : action->NULL_()    ? "set null"
                                            : "set default";
    (option->DELETE() ? made.on_delete : made.on_update) = std::move(what);
  }
  return made;
}

// --- parts of keys -------------------------------------------------------------------------------------------------------------

std::vector<KeyPart> Builder::key_parts(P::KeyPartsContext* node, bool* counts) {
  std::vector<KeyPart> list;
  for (auto* one : node->keyPart()) list.push_back(key_part(one, counts));
  return list;
}

KeyPart Builder::key_part(P::KeyPartContext* node, bool* counts) {
  KeyPart made;
  if (counts && node->AUTOINCREMENT()) *counts = true;
  ExprId value = other(node->otherTerm());
  const auto as_call = [&] { return std::get_if<Call>(&catalog_[value].node); };
  if (const Call* collate = as_call(); collate && collate->name == "collate" && collate->arguments.size() == 2) {
    made.collation = lower_case(std::get<String>(catalog_[collate->arguments[1]].node).text);
    value = collate->arguments[0];
  }
  if (const auto* column = std::get_if<Column>(&catalog_[value].node)) {
    made.column = column->name;
  } else if (const auto* quoted = std::get_if<String>(&catalog_[value].node); quoted && dialect_ != Dialect::postgresql) {
    made.column = quoted->text;  // SQLite takes 'name' for a name
  } else if (const Call* call = as_call(); call && dialect_ == Dialect::mysql && call->arguments.size() == 1 &&
                                           std::holds_alternative<Number>(catalog_[call->arguments[0]].node)) {
    const Span where = catalog_[value].span;
    const std::string_view spelled = list_.text.substr(where.begin, where.end - where.begin);
    const std::string_view before = spelled.substr(0, spelled.rfind('('));
    made.column = quoted_name(before);
    made.prefix = static_cast<std::uint32_t>(std::strtoul(std::get<Number>(catalog_[call->arguments[0]].node).digits.c_str(), nullptr, 10));
  } else {
    made.expression = value;
  }
  return made;
}

/// The name of a piece of text that is one name: `x`, `"x"`, and blanks behind it.
std::string Builder::quoted_name(std::string_view spelled) const {
  while (!spelled.empty() && is_blank(spelled.back())) spelled.remove_suffix(1);
  const bool quoted = !spelled.empty() && (spelled[0] == '`' || spelled[0] == '"' || spelled[0] == '[');
  return quoted ? quoted_text(spelled, quoting_) : std::string(spelled);
}

void Builder::index_options(KeyDef& key, const std::vector<P::IndexOptionContext*>& options) {
  for (auto* option : options) {
    if (option->WHERE()) key.predicate = expression(option->expression());
    if (option->nullsDistinct()) key.nulls_not_distinct = option->nullsDistinct()->NOT() != nullptr;
  }
}

}  // namespace sydac::compiler::sql
