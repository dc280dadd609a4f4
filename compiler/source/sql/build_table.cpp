#include <algorithm>

#include "source/sql/build.hpp"
#include "source/sql/name_words.hpp"

namespace sydac::compiler::sql {
std::size_t Builder::piece_end(std::size_t first, std::size_t last) const {
  std::size_t depth = 0;
  for (std::size_t i = first; i < last; ++i) {
    const std::size_t type = list_.all[i].type;
    if (type == P::OPEN || type == P::OPEN_BRACKET) ++depth;
    if ((type == P::CLOSE || type == P::CLOSE_BRACKET) && depth > 0) --depth;
    if (type == P::COMMA && depth == 0) return i;
  }
  return last;
}

TableDef* Builder::register_table(TableDef table, bool if_not_exists) {
  const std::string key = key_of(table.name);
  if (const auto found = by_name_.find(key); found != by_name_.end()) {
    if (!if_not_exists) {
      diagnostics_.report(Code::sql_duplicate, table.name.span, {table.name.name})
          .note("the first one", catalog_.tables[found->second].name.span);
    }
    return nullptr;
  }
  by_name_[key] = catalog_.tables.size();
  by_bare_name_[key_of({{}, table.name.name, {}})] = catalog_.tables.size();
  catalog_.tables.push_back(std::move(table));
  dropped_.push_back(false);
  return &catalog_.tables.back();
}

void Builder::create_table(const Statement& statement) {
  too_many_columns_ = false;
  auto* head = reader_.read(head_tokens(), &P::tableHead);
  if (!head) return refuse(statement, reader_.failed_at());
  TableDef table;
  table.name = object(head->objectName(0));
  table.span = {file_, static_cast<std::uint32_t>(statement.begin), static_cast<std::uint32_t>(statement.end)};
  table.comment = doc_above(0, true);
  if (table.comment.empty()) table.comment = std::move(doc_of_drop_);
  doc_of_drop_.clear();
  for (auto* modifier : head->tableModifier()) {
    if (modifier->TEMPORARY() || modifier->TEMP()) table.temporary = true;
    if (modifier->VIRTUAL()) table.is_virtual = true;
  }
  if (table.name.name.starts_with("#")) table.temporary = true;
  const bool if_not_exists = head->EXISTS() != nullptr;
  std::optional<ObjectName> whole, of_type;
  if (head->objectName().size() > 1) (head->PARTITION() ? whole : of_type) = object(head->objectName(1));
  std::size_t at = reader_.taken();
  const std::size_t size = list_.all.size();

  if (table.is_virtual) {
    register_table(std::move(table), if_not_exists);
    return;
  }
  if (whole) inherit(table, *whole, true);
  if (of_type) {
    if (const CompositeDef* composite = find_type(catalog_.composites, *of_type)) {
      for (const auto& [field, type] : composite->fields)
        table.columns.push_back({.name = field, .span = of_type->span, .type = type, .comment = {}});
    }
  }
  if (type_at(at) == P::OPEN && type_at(at + 1) != P::SELECT && type_at(at + 1) != P::WITH) {
    const std::size_t behind = list_.behind_bracket(at);
    if (behind == size && list_.all.back().type != P::CLOSE) return refuse(statement, size);
    elements(table, at + 1, behind - 1);
    at = behind;
  } else if (type_at(at) == P::LIKE && dialect_ == Dialect::mysql) {
    if (auto* copied = reader_.read(tokens(at, size), &P::elementPiece)) {
      if (auto* like_table = as<P::LikeElementContext>(copied->tableElement()))
        like(table, object(like_table->objectName()), true, true, true, true);
    }
    at = size;
  } else if (!whole && !of_type) {
    return refuse(statement, at);
  }
  std::size_t end = at;
  while (end < size && type_at(end) != P::SELECT && !(type_at(end) == P::AS && type_at(end + 1) != P::NODE)) ++end;
  if (end < size) {
    const Span rest = cover(span_at(end), span_at(size - 1));
    diagnostics_.report(Code::sql_clause, rest, {"AS SELECT", "`" + table.name.name + "`"});
  }
  tail(table, at, end);
  if (table.engine == "mrg_myisam" || table.engine == "merge") table.is_virtual = true;

  std::vector<PartitionBound> own = std::exchange(table.partition.bounds, {});
  if (!whole) {
    table.partition.bounds = std::move(own);
    register_table(std::move(table), if_not_exists);
    return;
  }
  table.partition_of = whole;
  if (TableDef* made = register_table(std::move(table), if_not_exists); made && !own.empty()) attach(*whole, *made, std::move(own.front()));
}

void Builder::attach(const ObjectName& parent, TableDef& child, PartitionBound made) {
  made.name = child.name.name;
  made.sub_partition = child.partition.by;
  child.partition_of = parent;
  if (TableDef* whole = find_table(parent)) whole->partition.bounds.push_back(std::move(made));
}

void Builder::elements(TableDef& table, std::size_t first, std::size_t last) {
  while (first < last) {
    const std::size_t end = piece_end(first, last);
    if (too_many_columns_) return;
    if (end > first) element(table, first, end);
    first = end + 1;
  }
}

/// The last word from `last` back to `first`, outside of brackets, that begins a constraint; `first` when there is none behind it.
std::size_t Builder::constraint_before(std::size_t first, std::size_t last) const {
  std::size_t found = first, depth = 0;
  for (std::size_t i = first; i <= last; ++i) {
    const std::size_t type = type_at(i);
    if (type == P::OPEN) ++depth;
    if (type == P::CLOSE && depth > 0) --depth;
    if (depth > 0 && !(depth == 1 && type == P::OPEN)) continue;
    const bool begins = type == P::CONSTRAINT || type == P::PRIMARY || type == P::UNIQUE || type == P::FOREIGN || type == P::CHECK;
    if (begins && !(i >= first + 2 && type_at(i - 2) == P::CONSTRAINT)) found = i;
  }
  return found;
}

void Builder::element(TableDef& table, std::size_t first, std::size_t last) {
  // SQLite needs no comma before a constraint, and SQL Server none behind a column
  if (dialect_ == Dialect::sqlite || dialect_ == Dialect::sqlserver) {
    while (!reader_.read(tokens(first, last), &P::elementPiece)) {
      const std::size_t second = constraint_before(first, std::min(first + reader_.failed_at(), last - 1));
      auto* whole = second > first ? reader_.read(tokens(first, second), &P::elementPiece) : nullptr;
      if (!whole) break;
      add_element(table, whole->tableElement());
      first = second;
    }
  }
  const std::size_t columns_before = table.columns.size();
  auto* piece = forgiving(first, last, &P::elementPiece, "`" + table.name.name + "`");
  if (!piece) return;
  add_element(table, piece->tableElement());
  if (table.columns.size() == columns_before) return;
  std::string& comment = table.columns.back().comment;
  if (comment.empty()) comment = doc_behind(first, last);
  if (comment.empty()) comment = doc_above(first, false);
}

void Builder::add_element(TableDef& table, P::TableElementContext* node) {
  if (auto* made = as<P::ColumnElementContext>(node)) {
    ColumnDef one = column(made->columnDefinition(), table);
    // a partition and a table of a type repeat columns to add what holds of them
    if (ColumnDef* there = find_column(table, one.name)) {
      if (one.type.name.empty() || one.default_value) there->default_value = one.default_value;
      there->not_null = there->not_null || one.not_null;
    } else if (table.columns.size() < kMaxColumns) {
      table.columns.push_back(std::move(one));
    } else if (!std::exchange(too_many_columns_, true)) {
      left_out(one.span, "`" + one.name + "`", table.name.name, "a table has at most " + std::to_string(kMaxColumns) + " columns", {});
    }
  } else if (auto* limits = as<P::ConstraintElementContext>(node)) {
    constraint(table, limits->constraintBody(), name(limits->name()), span(limits), limits->constraintFlag());
  } else if (auto* copied = as<P::LikeElementContext>(node)) {
    bool defaults = false, indexes = false, checks = false, comments = false;
    for (auto* option : copied->likeOption()) {
      const bool on = option->INCLUDING() != nullptr;
      const std::string what = lower_case(list_.text_of(token_of(option->stop)));
      if (what == "all") defaults = indexes = checks = comments = on;
      if (what == "defaults" || what == "identity" || what == "generated") defaults = on;
      if (what == "indexes") indexes = on;
      if (what == "constraints") checks = on;
      if (what == "comments") comments = on;
    }
    const bool whole = dialect_ == Dialect::mysql;
    like(table, object(copied->objectName()), defaults || whole, indexes || whole, checks || whole, comments || whole);
  } else if (auto* index = as<P::IndexElementContext>(node); index && index->UNIQUE()) {
    KeyDef key{.name = name(index->name()), .span = span(index), .parts = key_parts(index->keyParts()), .is_index = true};
    index_options(key, index->indexOption());
    table.keys.push_back(std::move(key));
  }
}

void Builder::add_primary(TableDef& table, KeyDef key) {
  key.primary = true;
  if (!table.keys.empty() && table.keys.front().primary) {
    left_out(key.span, "PRIMARY KEY", table.name.name, "the table has one already",
             "a key of several columns is written once, behind the columns");
    return;
  }
  table.keys.insert(table.keys.begin(), std::move(key));
}

void Builder::constraint(TableDef& table, P::ConstraintBodyContext* body, const std::string& named, Span where,
                         const std::vector<P::ConstraintFlagContext*>& flags) {
  if (auto* primary = as<P::PrimaryKeyContext>(body)) {
    bool counts = false;
    KeyDef key{.name = named.empty() ? std::string() : named, .span = where, .parts = key_parts(primary->keyParts(), &counts)};
    if (ColumnDef* column = counts && key.parts.size() == 1 ? find_column(table, key.parts[0].column) : nullptr) column->counts = true;
    return add_primary(table, std::move(key));
  }
  if (auto* unique = as<P::UniqueKeyContext>(body)) {
    KeyDef key{.name = named.empty() ? name(unique->name()) : named, .span = where, .parts = key_parts(unique->keyParts())};
    if (unique->nullsDistinct()) key.nulls_not_distinct = unique->nullsDistinct()->NOT() != nullptr;
    index_options(key, unique->indexOption());
    table.keys.push_back(std::move(key));
    return;
  }
  if (auto* by_index = as<P::KeyByIndexContext>(body)) {
    const std::string index = name(by_index->name());
    const auto found = std::find_if(table.keys.begin(), table.keys.end(), [&](const KeyDef& key) { return same(key.name, index); });
    if (found == table.keys.end()) return left_out(where, "USING INDEX", table.name.name, "there is no unique index `" + index + "`", {});
    KeyDef key = *found;
    table.keys.erase(found);
    key.is_index = false;
    key.name = named.empty() ? index : named;
    if (by_index->PRIMARY()) return add_primary(table, std::move(key));
    table.keys.push_back(std::move(key));
    return;
  }
  if (auto* foreign = as<P::ForeignKeyContext>(body)) {
    ForeignKeyDef made =
        reference(foreign->references(), names(foreign->columnNames()), named.empty() ? name(foreign->name()) : named, where);
    for (auto* flag : flags) {
      if (flag->DEFERRABLE()) made.deferrable = !flag->NOT();
      if (flag->DEFERRED()) made.deferrable = made.initially_deferred = true;
    }
    table.foreign_keys.push_back(std::move(made));
    return;
  }
  if (auto* check = as<P::CheckConstraintContext>(body)) {
    const bool off = std::any_of(flags.begin(), flags.end(), [](auto* flag) { return flag->ENFORCED() && flag->NOT(); });
    if (off) return;
    const ExprId condition = expression(check->expression());
    table.checks.push_back({named, where, condition, one_line(check->expression())});
    return;
  }
  if (auto* exclusion = as<P::ExclusionContext>(body)) {
    ExclusionDef made{named, where, one_line(exclusion), {}};
    for (auto* part : exclusion->exclusionPart()) {
      made.parts.emplace_back(key_part(part->keyPart()), std::string(written(part->operatorSign())));
    }
    table.exclusions.push_back(std::move(made));
  }
}

void Builder::like(TableDef& table, const ObjectName& source, bool defaults, bool indexes, bool checks, bool comments) {
  const TableDef* from = find_table(source);
  if (from == &table) return;
  if (!from) return left_out(source.span, "LIKE", table.name.name, "there is no table `" + source.name + "` above", {});
  for (ColumnDef column : from->columns) {
    if (!defaults) {
      column.default_value.reset();
      column.generated.reset();
      column.identity = Identity::none;
      column.counts = false;
    }
    if (!comments) column.comment.clear();
    table.columns.push_back(std::move(column));
  }
  if (indexes) table.keys = from->keys;
  if (checks) table.checks.insert(table.checks.end(), from->checks.begin(), from->checks.end());
  if (dialect_ == Dialect::mysql) {
    table.engine = from->engine;
    table.charset = from->charset;
    table.collation = from->collation;
  }
}

/// The parent's columns stand in front; what the table says of a column of the same name holds too.
void Builder::inherit(TableDef& table, const ObjectName& parent, bool is_partition) {
  const TableDef* from = find_table(parent);
  if (from == &table) return;
  if (!from)
    return left_out(parent.span, is_partition ? "PARTITION OF" : "INHERITS", table.name.name,
                    "there is no table `" + parent.name + "` above", {});
  std::vector<ColumnDef> merged;
  for (ColumnDef column : from->columns) {
    if (const ColumnDef* own = find_column(table, column.name)) {
      column.not_null = column.not_null || own->not_null;
      if (own->default_value) column.default_value = own->default_value;
      if (!own->comment.empty()) column.comment = own->comment;
    }
    merged.push_back(std::move(column));
  }
  for (ColumnDef& own : table.columns) {
    if (std::none_of(merged.begin(), merged.end(), [&](const ColumnDef& other) { return same(other.name, own.name); }))
      merged.push_back(std::move(own));
  }
  table.columns = std::move(merged);
  table.checks.insert(table.checks.end(), from->checks.begin(), from->checks.end());
  if (!is_partition) table.inherits.push_back(from->name);
}

// --- behind the body -------------------------------------------------------------------------------------------------------------

void Builder::tail(TableDef& table, std::size_t first, std::size_t last) {
  if (first >= last) return;
  auto* piece = forgiving(first, last, &P::tailPiece, "`" + table.name.name + "`");
  if (!piece) return;
  for (auto* one : piece->tableOption()) option(table, one);
}

void Builder::option(TableDef& table, P::TableOptionContext* node) {
  const auto word = [&](P::NameContext* named, P::LiteralContext* quoted) {
    return lower_case(named ? name(named) : quoted ? text(quoted) : std::string());
  };
  if (auto* made = as<P::PartitionOptionContext>(node)) {
    partition(table.partition, made->partitionMethod(), made->mysqlPartitions());
  } else if (auto* bounds = as<P::BoundOptionContext>(node)) {
    table.partition.bounds.push_back(bound(bounds->partitionBound()));
  } else if (auto* parents = as<P::InheritsOptionContext>(node)) {
    for (auto* parent : parents->objectName()) inherit(table, object(parent), false);
  } else if (as<P::WithoutRowidOptionContext>(node)) {
    table.without_rowid = true;
  } else if (as<P::StrictOptionContext>(node)) {
    table.strict = true;
  } else if (auto* comment = as<P::CommentOptionContext>(node)) {
    table.comment = text(comment->string());
  } else if (auto* engine = as<P::EngineOptionContext>(node)) {
    table.engine = word(engine->name(), engine->literal());
  } else if (auto* charset = as<P::CharsetOptionContext>(node)) {
    table.charset = word(charset->name(), charset->literal());
  } else if (auto* collate = as<P::CollateOptionContext>(node)) {
    table.collation = lower_case(parts(collate->objectName()).back());
  }
}

std::vector<ExprId> Builder::bound_values(P::BoundValuesContext* node) {
  std::vector<ExprId> list;
  for (auto* one : node->boundValue()) {
    if (one->boundValues()) {
      const std::vector<ExprId> inner = bound_values(one->boundValues());
      list.push_back(make(span(one), Row{inner}));
      continue;
    }
    const ExprId value = expression(one->expression());
    if (const auto* column = std::get_if<Column>(&catalog_[value].node)) {
      const std::string word = lower_case(column->name);
      if (word == "minvalue" || word == "maxvalue") catalog_.exprs[value.index].node = Column{{}, word};
    }
    list.push_back(value);
  }
  return list;
}

PartitionBound Builder::bound(P::PartitionBoundContext* node) {
  PartitionBound made;
  if (auto* range = as<P::FromToBoundContext>(node)) {
    made.from = bound_values(range->boundValues(0));
    made.to = bound_values(range->boundValues(1));
  } else if (auto* values = as<P::ListBoundContext>(node)) {
    made.in = bound_values(values->boundValues());
  } else if (auto* hash = as<P::HashBoundContext>(node)) {
    for (std::size_t i = 0; i < 2; ++i) {
      const std::uint64_t number = std::strtoull(std::string(written(hash->NUMBER(i))).c_str(), nullptr, 10);
      (same_word(written(hash->ID(i)), "modulus") ? made.modulus : made.remainder) = number;
    }
  } else {
    made.is_default = true;
  }
  return made;
}

void Builder::partition(PartitionDef& made, P::PartitionMethodContext* method, P::MysqlPartitionsContext* list) {
  made.by = method->RANGE()  ? PartitionBy::range
            : method->LIST() ? PartitionBy::list
            : method->HASH() ? PartitionBy::hash
            : method->KEY()  ? PartitionBy::key
                             : PartitionBy::none;
  for (auto* part : method->keyPart()) made.key.push_back(key_part(part));
  if (!list) return;
  std::uint64_t count = 0;
  if (!list->NUMBER().empty()) count = std::strtoull(std::string(written(list->NUMBER(0))).c_str(), nullptr, 10);
  for (auto* one : list->mysqlPartition()) {
    PartitionBound bounds;
    bounds.name = name(one->name());
    if (auto* less = as<P::LessThanBoundContext>(one->mysqlBound())) {
      if (less->boundValues()) {
        bounds.to = bound_values(less->boundValues());
      } else {
        bounds.to.push_back(make(span(less), Column{{}, "maxvalue"}));
      }
    } else if (auto* in = as<P::InBoundContext>(one->mysqlBound())) {
      bounds.in = bound_values(in->boundValues());
    } else if (as<P::DefaultBoundContext>(one->mysqlBound())) {
      bounds.is_default = true;
    } else {
      bounds.modulus = list->mysqlPartition().size();
      bounds.remainder = made.bounds.size();
    }
    made.bounds.push_back(std::move(bounds));
  }
  if (made.bounds.empty() && count > 0 && count < 10000) {
    for (std::uint64_t i = 0; i < count; ++i) made.bounds.push_back({.name = "p" + std::to_string(i), .modulus = count, .remainder = i});
  }
}

}  // namespace sydac::compiler::sql
