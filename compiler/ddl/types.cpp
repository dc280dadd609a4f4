#include "ddl/types.hpp"

#include <algorithm>

#include "ddl/text.hpp"

namespace sydac::compiler {
namespace {

using sql::Dialect;

// Characters: of four bytes in MySQL's utf8mb4, of two in SQL Server.
constexpr std::uint64_t kMostMysqlKeyed = 191, kMostMysqlVarchar = 16383, kMostSqlserverKeyed = 400, kMostSqlserverVarchar = 4000;
constexpr std::size_t kLongestEnumLabel = 63;  // bytes, of PostgreSQL
constexpr std::uint64_t kMostPostgresqlVarchar = 10485760;

struct TypeNames {
  const char *postgresql, *mysql, *sqlite, *sqlserver;
};

const char* chosen(const TypeNames& names, Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return names.postgresql;
    case Dialect::mysql: return names.mysql;
    case Dialect::sqlite: return names.sqlite;
    case Dialect::sqlserver: return names.sqlserver;
  }
  return names.postgresql;
}

TypeNames integer_names(unsigned bits) {
  if (bits == 16) return {"smallint", "smallint", "integer", "smallint"};
  if (bits == 32) return {"integer", "int", "integer", "int"};
  return {"bigint", "bigint", "integer", "bigint"};
}

SqlType sized(const std::string& name, std::uint64_t length, std::uint64_t bytes_each) {
  return {name + "(" + std::to_string(length) + ")", length * bytes_each};
}

SqlType text_type(std::optional<std::uint64_t> length, const TypeRequest& request) {
  const std::uint64_t longest = length.value_or(request.longest.value_or(UINT64_MAX));
  switch (request.dialect) {
    case Dialect::postgresql:
    case Dialect::sqlite: return length && *length <= kMostPostgresqlVarchar ? sized("varchar", *length, 0) : SqlType{"text"};
    case Dialect::mysql:
      if (request.is_keyed) return sized("varchar", std::min(longest, length ? std::uint64_t{768} : kMostMysqlKeyed), 4);
      if (length && *length <= kMostMysqlVarchar) return sized("varchar", *length, 4);
      return {longest <= kMostMysqlVarchar ? "text" : "longtext", 12};
    case Dialect::sqlserver:
      if (request.is_keyed) return sized("nvarchar", std::min(longest, kMostSqlserverKeyed), 2);
      return length && *length <= kMostSqlserverVarchar ? sized("nvarchar", *length, 2) : SqlType{"nvarchar(max)"};
  }
  return {"text"};
}

SqlType enum_type(const Enum& each, const TypeRequest& request, const std::string& enum_name) {
  std::uint64_t longest = 1;
  std::string values;
  for (const std::string& value : each.values) {
    longest = std::max<std::uint64_t>(longest, value.size());
    values += (values.empty() ? "" : ", ") + sql_string(request.dialect, value);
  }
  if (!has_enum_type(each, request.dialect)) return text_type(longest, request);
  return {request.dialect == Dialect::mysql ? "enum(" + values + ")" : enum_name, 2};
}

}  // namespace

bool has_enum_type(const Enum& each, Dialect dialect) {
  if (dialect == Dialect::mysql) {
    // Its names of values lose blanks at their ends.
    return std::ranges::none_of(each.values, [](const std::string& value) { return value.ends_with(' ') || value.size() > 255; });
  }
  return dialect == Dialect::postgresql &&
         std::ranges::all_of(each.values, [](const std::string& value) { return value.size() <= kLongestEnumLabel; });
}

SqlType sql_type(const Type& type, const TypeRequest& request, const std::string& enum_name) {
  const auto named = [&](const TypeNames& names) { return SqlType{chosen(names, request.dialect), 8}; };
  switch (type.base) {
    case Base::boolean: return named({"boolean", "boolean", "boolean", "bit"});
    case Base::integer: return named(integer_names(type.bits));
    case Base::decimal: {
      const std::string name = request.dialect == Dialect::postgresql ? "numeric" : "decimal";
      return {name + "(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")", 20};
    }
    case Base::real: return named({"double precision", "double", "double", "float(53)"});
    case Base::text: return text_type(type.length, request);
    case Base::date: return named({"date", "date", "date", "date"});
    case Base::time: return named({"time", "time(6)", "time", "time(6)"});
    case Base::timestamp: return named({"timestamp", "datetime(6)", "timestamp", "datetime2(6)"});
    case Base::timestamptz: return named({"timestamptz", "datetime(6)", "timestamptz", "datetimeoffset(6)"});
    case Base::interval: return request.dialect == Dialect::postgresql ? SqlType{"interval"} : text_type(64, request);
    case Base::uuid: return named({"uuid", "char(36)", "char(36)", "uniqueidentifier"});
    case Base::json: return named({"jsonb", "json", "text", "nvarchar(max)"});
    case Base::bytes:
      if (request.is_keyed) return named({"bytea", "varbinary(255)", "blob", "varbinary(400)"});
      return named({"bytea", "longblob", "blob", "varbinary(max)"});
    case Base::enumeration: return enum_type(request.model[type.enumeration], request, enum_name);
    case Base::bad:
    case Base::null:
    case Base::row:
    case Base::record: break;
  }
  return {"text"};
}

}  // namespace sydac::compiler
