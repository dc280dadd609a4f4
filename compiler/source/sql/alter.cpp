#include <algorithm>

#include "source/sql/build.hpp"

namespace sydac::compiler::sql {

void Builder::alter_table(const Statement& statement) {
  auto* head = reader_.read(head_tokens(), &P::alterHead);
  if (!head) return refuse(statement, reader_.failed_at());
  const ObjectName named = object(head->objectName());
  const bool if_exists = head->EXISTS() != nullptr;
  std::size_t first = reader_.taken();
  const std::size_t size = list_.all.size();
  const TableDef* found = find_table(named);
  bool adding = false;
  bool reported = found != nullptr || if_exists || views_.contains(key_of(named));
  while (first < size) {
    const std::size_t end = piece_end(first, size);
    std::vector<Token> piece(list_.all.begin() + static_cast<std::ptrdiff_t>(first), list_.all.begin() + static_cast<std::ptrdiff_t>(end));
    // SQL Server: ADD a int, b int
    const std::size_t type = piece.empty() ? 0 : piece[0].type;
    if (type == P::ADD) adding = true;
    if (adding && dialect_ == Dialect::sqlserver && type != P::ADD) piece.insert(piece.begin(), {P::ADD, piece[0].begin, piece[0].begin});
    auto* node = reader_.read(piece, &P::actionPiece);
    if (!node) {
      const std::size_t failed = reader_.failed_at();
      const Span where = failed < piece.size() ? list_.span_of(piece[failed]) : span_at(end);
      diagnostics_.report(Code::sql_element, where, {"ALTER TABLE " + spoken(first), "`" + named.name + "`"}).note("this does not fit");
    } else if (!as<P::IgnoredActionContext>(node->alterAction())) {
      if (TableDef* table = find_table(named)) {
        action(*table, node->alterAction(), first);
      } else if (!reported) {
        reported = true;
        // of a view, or what drops what was never made
        auto* what = node->alterAction();
        const bool harmless = as<P::RenameTableContext>(what) || as<P::AlterColumnContext>(what) || token_of(what->start).type == P::DROP;
        if (!harmless) left_out(named.span, "ALTER TABLE", named.name, "there is no such table above", {});
      }
    }
    first = end + 1;
  }
}

void Builder::action(TableDef& table, P::AlterActionContext* node, std::size_t index) {
  if (auto* add = as<P::AddElementContext>(node)) {
    const std::size_t before = table.columns.size();
    if (auto* one = as<P::ColumnElementContext>(add->tableElement())) {
      if (find_column(table, name(one->columnDefinition()->columnName()))) return;  // IF NOT EXISTS, or a migration that ran
    }
    add_element(table, add->tableElement());
    if (table.columns.size() > before && table.columns.back().comment.empty()) {
      table.columns.back().comment = doc_behind(index, piece_end(index, list_.all.size()));
    }
  } else if (auto* several = as<P::AddElementsContext>(node)) {
    for (auto* one : several->tableElement()) add_element(table, one);
  } else if (auto* missing = as<P::AddConstraintIfMissingContext>(node)) {
    constraint(table, missing->constraintBody(), name(missing->name()), span(missing), missing->constraintFlag());
  } else if (auto* given = as<P::AddDefaultContext>(node)) {
    if (ColumnDef* column = find_column(table, name(given->columnName()))) {
      column->default_value = other(given->defaultValue()->otherTerm());
      settle_type(*column, table);
    }
  } else if (auto* drop_one = as<P::DropMemberContext>(node)) {
    drop_member(table, drop_one);
  } else if (as<P::DropPrimaryKeyContext>(node)) {
    std::erase_if(table.keys, [](const KeyDef& key) { return key.primary; });
  } else if (auto* foreign = as<P::DropForeignKeyContext>(node)) {
    drop_constraint(table, name(foreign->name()));
  } else if (auto* check = as<P::DropCheckContext>(node)) {
    drop_constraint(table, name(check->name()));
  } else if (auto* dropped = as<P::DropIndexActionContext>(node)) {
    drop_constraint(table, name(dropped->name()));
  } else if (auto* modify = as<P::ModifyColumnContext>(node)) {
    replace_column(table, name(modify->columnDefinition()->columnName()), modify->columnDefinition());
  } else if (auto* change = as<P::ChangeColumnContext>(node)) {
    const std::string from = name(change->columnName());
    rename_column(table, from, name(change->columnDefinition()->columnName()));
    replace_column(table, name(change->columnDefinition()->columnName()), change->columnDefinition());
  } else if (auto* renamed = as<P::RenameColumnContext>(node)) {
    rename_column(table, name(renamed->columnName(0)), name(renamed->columnName(1)));
  } else if (auto* limit = as<P::RenameConstraintContext>(node)) {
    rename_constraint(table, name(limit->name(0)), name(limit->name(1)));
  } else if (auto* to = as<P::RenameTableContext>(node)) {
    ObjectName made = object(to->objectName());
    if (parts(to->objectName()).size() == 1) made.schema = table.name.schema;
    rename_table(table, std::move(made));
  } else if (auto* alter = as<P::AlterColumnContext>(node)) {
    if (ColumnDef* column = find_column(table, name(alter->columnName()))) change_column(table, *column, alter->columnChange());
  } else if (auto* attached = as<P::AttachPartitionContext>(node)) {
    PartitionBound made = bound(attached->partitionBound());
    const ObjectName whole = table.name;
    if (TableDef* child = find_table(object(attached->objectName()))) attach(whole, *child, std::move(made));
  } else if (auto* detached = as<P::DetachPartitionContext>(node)) {
    const std::string part = object(detached->objectName()).name;
    std::erase_if(table.partition.bounds, [&](const PartitionBound& made) { return same(made.name, part); });
    if (TableDef* child = find_table(object(detached->objectName()))) child->partition_of.reset();
  } else if (auto* parent = as<P::InheritActionContext>(node)) {
    inherit(table, object(parent->objectName()), false);
  } else if (auto* schema = as<P::SetSchemaContext>(node)) {
    ObjectName made = object_of({name(schema->name()), table.name.name}, span(schema->name()));
    rename_table(table, std::move(made));
  } else if (auto* partitioned = as<P::PartitionActionContext>(node)) {
    table.partition = {};
    partition(table.partition, partitioned->partitionMethod(), partitioned->mysqlPartitions());
  } else if (auto* comment = as<P::CommentActionContext>(node)) {
    table.comment = text(comment->string());
  }
}

void Builder::change_column(TableDef& table, ColumnDef& column, P::ColumnChangeContext* node) {
  if (as<P::SetNotNullContext>(node)) {
    column.not_null = true;
  } else if (as<P::DropNotNullContext>(node)) {
    column.not_null = false;
  } else if (auto* given = as<P::SetDefaultContext>(node)) {
    column.default_value = expression(given->defaultValueFull()->expression());
    settle_type(column, table);
  } else if (as<P::DropDefaultContext>(node)) {
    column.default_value.reset();
    if (column.identity == Identity::none) column.counts = false;
  } else if (auto* dropped = as<P::DropComputedContext>(node)) {
    if (dropped->EXPRESSION()) {
      column.generated.reset();
    } else {
      column.identity = Identity::none;
      column.counts = false;
    }
  } else if (auto* of_type = as<P::SetTypeContext>(node)) {
    column.type = type(of_type->dataType());
  } else if (auto* identity = as<P::AddIdentityContext>(node)) {
    column.identity = identity->ALWAYS() ? Identity::always : Identity::by_default;
    column.counts = column.not_null = true;
  } else if (auto* whole = as<P::SqlServerTypeContext>(node)) {
    column.type = type(whole->dataType());
    column.not_null = false;
    for (auto* one : whole->columnAttribute()) attribute(column, table, one);
  }
}

/// MODIFY and CHANGE say all of a column but its keys anew.
void Builder::replace_column(TableDef& table, const std::string& old, P::ColumnDefinitionContext* node) {
  ColumnDef made = column(node, table);
  if (ColumnDef* there = find_column(table, old)) {
    if (dialect_ != Dialect::mysql) made.counts = made.counts || there->counts;
    *there = std::move(made);
  }
}

void Builder::drop_member(TableDef& table, P::DropMemberContext* node) {
  const std::string named = name(node->columnName());
  if (node->CONSTRAINT()) return drop_constraint(table, named);
  if (find_column(table, named)) return drop_column(table, named);
  if (dialect_ == Dialect::sqlserver) drop_constraint(table, named);  // DROP name is a constraint there
}

/// With the column goes what names it.
void Builder::drop_column(TableDef& table, const std::string& named) {
  std::erase_if(table.columns, [&](const ColumnDef& column) { return same(column.name, named); });
  const auto names_it = [&](const KeyPart& part) { return same(part.column, named); };
  if (dialect_ == Dialect::mysql) {  // a key loses the part, and goes with its last one
    for (KeyDef& key : table.keys) std::erase_if(key.parts, names_it);
    std::erase_if(table.keys, [](const KeyDef& key) { return key.parts.empty(); });
  } else {
    std::erase_if(table.keys, [&](const KeyDef& key) { return std::any_of(key.parts.begin(), key.parts.end(), names_it); });
  }
  std::erase_if(table.foreign_keys, [&](const ForeignKeyDef& key) {
    return std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& column) { return same(column, named); });
  });
  std::erase_if(table.checks, [&](const CheckDef& check) { return mentions(check.condition, named); });
}

/// True of an expression that has a column of the name.
bool Builder::mentions(ExprId id, std::string_view named) const {
  // what an expression holds stands right before it, and its span covers them
  const Span whole = catalog_[id].span;
  for (std::size_t i = id.index + 1; i-- > 0;) {
    const Expr& part = catalog_.exprs[i];
    if (part.span.begin < whole.begin || part.span.end > whole.end) break;
    if (const auto* column = std::get_if<Column>(&part.node); column && same(column->name, named)) return true;
  }
  return false;
}

/// By its name, or by the one that the database gives to a constraint without one.
void Builder::drop_constraint(TableDef& table, const std::string& named) {
  const auto columns_of = [](const std::vector<KeyPart>& parts) {
    std::string all;
    for (const KeyPart& part : parts) all += "_" + part.column;
    return all;
  };
  std::erase_if(table.keys, [&](const KeyDef& key) {
    if (!key.name.empty()) return same(key.name, named) || (key.primary && same_word(named, "primary"));
    if (key.primary) return same(table.name.name + "_pkey", named) || same_word(named, "primary");
    return same(table.name.name + columns_of(key.parts) + "_key", named) ||
           (dialect_ == Dialect::mysql && !key.parts.empty() && same(key.parts[0].column, named));
  });
  std::erase_if(table.foreign_keys, [&](const ForeignKeyDef& key) {
    if (!key.name.empty()) return same(key.name, named);
    std::string given = table.name.name;
    for (const std::string& column : key.columns) given += "_" + column;
    return same(given + "_fkey", named);
  });
  std::erase_if(table.checks, [&](const CheckDef& check) {
    if (!check.name.empty()) return same(check.name, named);
    if (same(table.name.name + "_check", named)) return true;
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnDef& column) {
      return same(table.name.name + "_" + column.name + "_check", named) && mentions(check.condition, column.name);
    });
  });
  std::erase_if(table.exclusions, [&](const ExclusionDef& one) { return same(one.name, named); });
}

void Builder::rename_column(TableDef& table, const std::string& from, const std::string& to) {
  if (same(from, to) && dialect_ == Dialect::postgresql) return;
  if (ColumnDef* column = find_column(table, from)) column->name = to;
  const auto change = [&](std::string& column) {
    if (same(column, from)) column = to;
  };
  for (KeyDef& key : table.keys) {
    for (KeyPart& part : key.parts) change(part.column);
    for (const KeyPart& part : key.parts) rename_in(part.expression, from, to);
    rename_in(key.predicate, from, to);
  }
  for (ForeignKeyDef& key : table.foreign_keys) {
    for (std::string& column : key.columns) change(column);
  }
  for (const CheckDef& check : table.checks) rename_in(check.condition, from, to);
  for (const ColumnDef& column : table.columns) rename_in(column.generated, from, to);
  for (KeyPart& part : table.partition.key) change(part.column);
  // references of other tables are looked up at the end
  renamed_columns_[static_cast<std::size_t>(&table - catalog_.tables.data())].emplace_back(from, to);
}

void Builder::rename_in(std::optional<ExprId> id, std::string_view from, const std::string& to) {
  if (!id) return;
  const Span whole = catalog_[*id].span;
  for (std::size_t i = id->index + 1; i-- > 0;) {
    Expr& part = catalog_.exprs[i];
    if (part.span.begin < whole.begin || part.span.end > whole.end) break;
    if (auto* column = std::get_if<Column>(&part.node); column && same(column->name, from)) column->name = to;
  }
}

void Builder::rename_table(TableDef& table, ObjectName to) {
  const std::size_t index = static_cast<std::size_t>(&table - catalog_.tables.data());
  const ObjectName from = table.name;
  if (by_name_.contains(key_of(to)) && by_name_[key_of(to)] != index) return;
  by_name_.erase(key_of(from));
  former_names_[key_of(from)] = index;
  by_bare_name_.erase(key_of({{}, from.name, {}}));
  to.span = from.span;
  table.name = std::move(to);
  by_name_[key_of(table.name)] = index;
  by_bare_name_[key_of({{}, table.name.name, {}})] = index;
}

void Builder::rename_constraint(TableDef& table, const std::string& from, const std::string& to) {
  const auto change = [&](std::string& named) {
    if (!named.empty() && same(named, from)) named = to;
  };
  for (KeyDef& key : table.keys) change(key.name);
  for (ForeignKeyDef& key : table.foreign_keys) change(key.name);
  for (CheckDef& check : table.checks) change(check.name);
}

}  // namespace sydac::compiler::sql
