#include <algorithm>

#include "source/sql/build.hpp"

namespace sydac::compiler::sql {

void Builder::definition(const Statement& statement) {
  auto* piece = reader_.read(Tokens(list_.all), &P::statementPiece);
  if (!piece) return refuse(statement, reader_.failed_at());
  definition(piece->statement());
}

void Builder::definition(P::StatementContext* node) {
  if (auto* made = as<P::CreateEnumContext>(node)) {
    EnumDef type{object(made->objectName()), span(made), {}, doc_above(0, true)};
    for (auto* label : made->enumLabel()) type.values.push_back(text(label->string()));
    if (!find_exact(catalog_.enums, type.name)) catalog_.enums.push_back(std::move(type));
  } else if (auto* domain_made = as<P::CreateDomainContext>(node)) {
    domain(domain_made);
  } else if (auto* composite = as<P::CreateCompositeContext>(node)) {
    CompositeDef type{object(composite->objectName()), span(composite), {}};
    for (auto* field : composite->compositeField()) type.fields.emplace_back(name(field->name()), this->type(field->dataType()));
    catalog_.composites.push_back(std::move(type));
  } else if (auto* alias = as<P::CreateAliasContext>(node)) {
    DomainDef type{.name = object(alias->objectName()),
                   .span = span(alias),
                   .type = this->type(alias->dataType()),
                   .not_null = alias->NOT() != nullptr};
    catalog_.domains.push_back(std::move(type));
  } else if (auto* range = as<P::CreateRangeContext>(node)) {
    OtherTypeDef type{.name = object(range->objectName()), .subtype = {}, .range = true};
    for (auto* setting : range->setting()) {
      if (same_word(written(as<antlr4::ParserRuleContext>(setting->children[0])), "subtype") && setting->settingValue())
        type.subtype.name = one_line(setting->settingValue());
    }
    catalog_.other_types.push_back(std::move(type));
  } else if (auto* other_type = as<P::CreateOtherContext>(node)) {
    catalog_.other_types.push_back({object(other_type->objectName()), {}, false});
  } else if (auto* index = as<P::CreateIndexContext>(node)) {
    create_index(index);
  } else if (auto* value = as<P::AddEnumValueContext>(node)) {
    add_enum_value(value);
  } else if (auto* renamed_value = as<P::RenameEnumValueContext>(node)) {
    if (EnumDef* type = find_type(catalog_.enums, object(renamed_value->objectName()))) {
      std::replace(type->values.begin(), type->values.end(), text(renamed_value->string(0)), text(renamed_value->string(1)));
    }
  } else if (auto* renamed = as<P::RenameTypeContext>(node)) {
    rename_type(object(renamed->objectName()), name(renamed->name()));
  } else if (auto* field = as<P::AddFieldContext>(node)) {
    if (CompositeDef* type = find_type(catalog_.composites, object(field->objectName()))) {
      type->fields.emplace_back(name(field->compositeField()->name()), this->type(field->compositeField()->dataType()));
    }
  } else if (auto* check = as<P::AlterDomainCheckContext>(node)) {
    if (DomainDef* type = find_type(catalog_.domains, object(check->objectName()))) {
      const ExprId condition = domain_condition(check->expression());
      type->checks.push_back({name(check->name()), span(check), condition, one_line(check->expression())});
    }
  } else if (auto* null = as<P::AlterDomainNullContext>(node)) {
    if (DomainDef* type = find_type(catalog_.domains, object(null->objectName()))) type->not_null = null->SET() != nullptr;
  } else if (auto* given = as<P::AlterDomainDefaultContext>(node)) {
    if (DomainDef* type = find_type(catalog_.domains, object(given->objectName()))) {
      type->default_value = given->expression() ? std::optional(expression(given->expression())) : std::nullopt;
    }
  } else if (auto* index_renamed = as<P::RenameIndexContext>(node)) {
    const std::string from = object(index_renamed->objectName()).name;
    for (TableDef& table : catalog_.tables) rename_constraint(table, from, name(index_renamed->name()));
  } else if (auto* comment = as<P::CommentOnTableContext>(node)) {
    if (TableDef* table = find_table(object(comment->objectName())))
      table->comment = comment->string() ? text(comment->string()) : std::string();
  } else if (auto* column_comment = as<P::CommentOnColumnContext>(node)) {
    comment_on_column(column_comment);
  } else if (auto* type_comment = as<P::CommentOnTypeContext>(node)) {
    if (EnumDef* type = find_type(catalog_.enums, object(type_comment->objectName())))
      type->comment = type_comment->string() ? text(type_comment->string()) : std::string();
  } else if (auto* dropped = as<P::DropObjectsContext>(node)) {
    drop(dropped);
  } else if (auto* index_dropped = as<P::DropIndexContext>(node)) {
    drop_index(index_dropped);
  } else if (auto* tables = as<P::RenameTablesContext>(node)) {
    for (auto* one : tables->renaming()) {
      if (TableDef* table = find_table(object(one->objectName(0)))) rename_table(*table, object(one->objectName(1)));
    }
  } else if (auto* called = as<P::ExecuteProcedureContext>(node)) {
    procedure(called);
  }
}

/// The expression of a domain's check: `VALUE` is what is checked.
ExprId Builder::domain_condition(P::ExpressionContext* node) {
  const std::size_t first = catalog_.exprs.size();
  const ExprId made = expression(node);
  for (std::size_t i = first; i < catalog_.exprs.size(); ++i) {
    if (auto* column = std::get_if<Column>(&catalog_.exprs[i].node); column && same_word(column->name, "value")) {
      *column = Column{{}, "value", true};
    }
  }
  return made;
}

void Builder::domain(P::CreateDomainContext* node) {
  DomainDef made{.name = object(node->objectName()), .span = span(node), .type = type(node->dataType())};
  for (auto* part : node->domainPart()) {
    if (part->CHECK()) {
      const ExprId condition = domain_condition(part->expression());
      made.checks.push_back({name(part->name()), span(part), condition, one_line(part->expression())});
    } else if (part->NOT()) {
      made.not_null = true;
    } else if (part->DEFAULT()) {
      made.default_value = other(part->defaultValue()->otherTerm());
    } else if (part->COLLATE()) {
      made.type.collation = parts(part->objectName()).back();
    }
  }
  if (!find_exact(catalog_.domains, made.name)) catalog_.domains.push_back(std::move(made));
}

void Builder::create_index(P::CreateIndexContext* node) {
  KeyDef key{.span = span(node), .is_index = true};
  const std::vector<P::ObjectNameContext*> named = node->objectName();
  const ObjectName on = object(named.back());
  if (named.size() > 1) key.name = parts(named.front()).back();
  TableDef* table = find_table(on);
  if (!table && views_.contains(key_of(on))) return;
  if (!table) return left_out(key.span, "CREATE UNIQUE INDEX", on.name, "there is no such table above", {});
  const auto same_name = [&](const KeyDef& other_key) { return !key.name.empty() && same(other_key.name, key.name); };
  if (std::any_of(table->keys.begin(), table->keys.end(), same_name)) return;  // IF NOT EXISTS
  key.parts = key_parts(node->keyParts());
  index_options(key, node->indexOption());
  table->keys.push_back(std::move(key));
}

void Builder::drop_index(P::DropIndexContext* node) {
  std::vector<P::ObjectNameContext*> list = node->objectName();
  if (node->ON()) {
    if (TableDef* table = find_table(object(list.back()))) drop_constraint(*table, parts(list.front()).back());
    return;
  }
  for (auto* one : list) {
    const std::string index = parts(one).back();
    for (TableDef& table : catalog_.tables) {
      std::erase_if(table.keys, [&](const KeyDef& key) { return key.is_index && same(key.name, index); });
    }
  }
}

void Builder::add_enum_value(P::AddEnumValueContext* node) {
  EnumDef* type = find_type(catalog_.enums, object(node->objectName()));
  if (!type) return left_out(span(node), "ALTER TYPE", object(node->objectName()).name, "there is no such type above", {});
  const std::string value = text(node->string(0));
  auto at = std::find(type->values.begin(), type->values.end(), value);
  if (at != type->values.end()) return;
  if (node->string().size() > 1) {
    at = std::find(type->values.begin(), type->values.end(), text(node->string(1)));
    if (node->AFTER() && at != type->values.end()) ++at;
  }
  type->values.insert(at, value);
}

void Builder::rename_type(const ObjectName& from, const std::string& to) {
  const auto change = [&](auto& list) {
    if (auto* type = find_type(list, from)) type->name.name = to;
  };
  change(catalog_.enums);
  change(catalog_.domains);
  change(catalog_.composites);
  for (TableDef& table : catalog_.tables) {
    for (ColumnDef& column : table.columns) {
      if (column.type.name == from.name) column.type.name = to;
    }
  }
}

void Builder::comment_on_column(P::CommentOnColumnContext* node) {
  std::vector<std::string> path = parts(node->objectName());
  if (path.size() < 2) return;
  const std::string column_name = path.back();
  path.pop_back();
  TableDef* table = find_table(object_of(path, span(node->objectName())));
  if (!table) return;
  if (ColumnDef* column = find_column(*table, column_name)) column->comment = node->string() ? text(node->string()) : std::string();
}

void Builder::drop(P::DropObjectsContext* node) {
  for (auto* one : node->objectName()) {
    const ObjectName named = object(one);
    if (node->TYPE() || node->DOMAIN()) {
      const auto goes = [&](const auto& type) { return same(type.name.name, named.name) && same(type.name.schema, named.schema); };
      std::erase_if(catalog_.enums, goes);
      std::erase_if(catalog_.domains, goes);
      std::erase_if(catalog_.composites, goes);
      std::erase_if(catalog_.other_types, goes);
    } else if (node->TABLE()) {
      doc_of_drop_ = doc_above(0, true);
      drop_table(named);
    }
  }
}

void Builder::drop_table(const ObjectName& named) {
  const auto found = by_name_.find(key_of(named));
  if (found == by_name_.end()) return;
  const std::size_t index = found->second;
  dropped_[index] = true;
  by_name_.erase(found);
  const std::string bare = key_of({{}, named.name, {}});
  if (const auto other_name = by_bare_name_.find(bare); other_name != by_bare_name_.end() && other_name->second == index)
    by_bare_name_.erase(other_name);
}

// --- SQL Server's procedures ------------------------------------------------------------------------------------------------------

void Builder::procedure(P::ExecuteProcedureContext* node) {
  const std::string called = parts(node->objectName()).back();
  std::map<std::string, std::string> named;
  std::vector<std::string> values;
  for (auto* argument : node->executeArgument()) {
    std::string value = argument->literal() ? text(argument->literal()) : argument->name() ? name(argument->name()) : std::string();
    std::string key;
    if (argument->EQUAL()) key = written(argument->PARAMETER(0));
    for (char& c : key) c = lower(c);
    if (!key.empty()) named[key] = value;
    values.push_back(std::move(value));
  }
  if (same_word(called, "sp_rename")) return rename_by_procedure(values);
  if (named.empty()) {
    static constexpr const char* kOrder[] = {"@name",       "@value",      "@level0type", "@level0name",
                                             "@level1type", "@level1name", "@level2type", "@level2name"};
    for (std::size_t i = 0; i < std::min(values.size(), std::size(kOrder)); ++i) named[kOrder[i]] = values[i];
  }
  extended_property(named);
}

void Builder::extended_property(const std::map<std::string, std::string>& arguments) {
  const auto value = [&](const char* key) {
    const auto found = arguments.find(key);
    return found == arguments.end() ? std::string() : found->second;
  };
  if (!same_word(value("@name"), "MS_Description") || !same_word(value("@level1type"), "TABLE")) return;
  TableDef* table = find_table(object_of({value("@level0name"), value("@level1name")}, {}));
  if (!table) return;
  if (value("@level2type").empty()) {
    table->comment = value("@value");
  } else if (same_word(value("@level2type"), "COLUMN")) {
    if (ColumnDef* column = find_column(*table, value("@level2name"))) column->comment = value("@value");
  }
}

/// sp_rename 'dbo.t.old', 'new', 'COLUMN'
void Builder::rename_by_procedure(const std::vector<std::string>& values) {
  if (values.size() < 2) return;
  std::vector<std::string> path(1);
  for (const char c : values[0]) {
    if (c == '.') {
      path.emplace_back();
    } else if (c != '[' && c != ']') {
      path.back() += c;
    }
  }
  const bool is_column = values.size() > 2 && same_word(values[2], "COLUMN");
  if (is_column && path.size() > 1) {
    const std::string column = path.back();
    path.pop_back();
    if (TableDef* table = find_table(object_of(path, {}))) rename_column(*table, column, values[1]);
  } else if (values.size() == 2 || values[2].empty()) {
    ObjectName from = object_of(path, {});
    if (TableDef* table = find_table(from)) rename_table(*table, {table->name.schema, values[1], {}});
  }
}

}  // namespace sydac::compiler::sql
