#include "source/sql/shape.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <string_view>

#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr unsigned kDepth = 16;

/// The types of PostgreSQL that are written as a text of their own form, with a rule that gives one and one that gives a different one in
/// each row. Forms after the "Data Types" chapter of the PostgreSQL manual.
struct Literal {
  std::string_view names, rule, unique;
};
constexpr Literal kLiterals[] = {
    {"inet", R"_("10.{0..255}.{0..255}.{1..254}")_", R"_("10.{0..255}.{0..255}.{1..254}")_"},
    {"cidr", R"_("10.{0..255}.{0..255}.0/24")_", R"_("10.{0..255}.{0..255}.0/24")_"},
    {"macaddr", R"_(/02(:[0-9a-f]{2}){5}/)_", R"_(/02(:[0-9a-f]{2}){5}/)_"},
    {"macaddr8", R"_(/02(:[0-9a-f]{2}){7}/)_", R"_(/02(:[0-9a-f]{2}){7}/)_"},
    {"point", R"_("({-180..180},{-90..90})")_", R"_("({row},{-90..90})")_"},
    {"line", R"_("\{{1..9},{1..9},{0..99}\}")_", ""},
    {"lseg", R"_("[({0..9},{0..9}),({10..99},{10..99})]")_", ""},
    {"box", R"_("({10..99},{10..99}),({0..9},{0..9})")_", ""},
    {"path", R"_("[({0..9},{0..9}),({10..99},{10..99})]")_", ""},
    {"polygon", R"_("((0,0),({1..99},0),(0,{1..99}))")_", ""},
    {"circle", R"_("<({0..99},{0..99}),{1..9}>")_", ""},
    {"tsvector", "words(3..6)", R"_("{words(3)} {row}")_"},
    {"tsquery", R"_("{words(1)} & {words(1)}")_", ""},
    {"xml", R"_("<note>{words(2..4)}</note>")_", ""},
    {"int4range int8range numrange", R"_("[{1..500},{501..1000})")_", R"_("[{row * 10},{row * 10 + 10})")_"},
    {"int4multirange int8multirange nummultirange", R"_("\{[{1..500},{501..1000})\}")_", ""},
    {"daterange", R"_("[{2024-01-01..2024-12-31},{2025-01-01..2025-12-31})")_", R"_("[{2000-01-01 + row * 1d},{2000-01-02 + row * 1d})")_"},
    {"tsrange", R"_("[{2024-01-01..2024-12-31} 09:00,{2025-01-01..2025-12-31} 17:00)")_",
     R"_("[{2000-01-01 + row * 1d} 09:00,{2000-01-01 + row * 1d} 17:00)")_"},
    {"tstzrange", R"_("[{2024-01-01..2024-12-31} 09:00Z,{2025-01-01..2025-12-31} 17:00Z)")_",
     R"_("[{2000-01-01 + row * 1d} 09:00Z,{2000-01-01 + row * 1d} 17:00Z)")_"},
    {"datemultirange", R"_("\{[{2024-01-01..2024-12-31},{2025-01-01..2025-12-31})\}")_", ""},
    {"hstore", R"_("{words(1)}=>{words(1)}")_", ""},
    {"ltree", R"_("top.{words(1)}.{words(1)}")_", R"_("top.{words(1)}.n{row}")_"},
    {"lquery", R"_("top.{words(1)}.*")_", ""},
    {"jsonpath", R"_("$.{words(1)}")_", ""},
    {"pg_lsn", R"_("0/{100000..999999}")_", ""},
    {"txid_snapshot pg_snapshot", R"_("10:20:")_", ""},
    {"cube", R"_("({0..99},{0..99})")_", ""},
    {"seg", R"_("{0..9}..{10..99}")_", ""},
    {"geometry geography", R"_("POINT({-180..180} {-90..90})")_", ""},
    {"hierarchyid", R"_("/{1..9}/{1..9}/")_", R"_("/{row}/")_"},
    {"regclass regtype regproc regprocedure regoper regrole regnamespace regconfig regdictionary", R"_(choice("-"))_", ""},
    {"linestring", R"_("LINESTRING({0..9} {0..9},{10..99} {10..99})")_", ""},
    {"multilinestring", R"_("MULTILINESTRING(({0..9} {0..9},{10..99} {10..99}))")_", ""},
    {"multipolygon", R"_("MULTIPOLYGON(((0 0,{1..99} 0,0 {1..99},0 0)))")_", ""},
    {"multipoint", R"_("MULTIPOINT({0..9} {0..9},{10..99} {10..99})")_", ""},
    {"geometrycollection", R"_("GEOMETRYCOLLECTION(POINT({0..9} {0..9}))")_", ""},
};

bool lists(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const bool starts = at == 0 || words[at - 1] == ' ', ends = at + word.size() == words.size() || words[at + word.size()] == ' ';
    if (starts && ends) return true;
  }
  return false;
}

bool is_one(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<std::uint64_t> argument(const SqlType& type, std::size_t index) {
  if (index >= type.arguments.size()) return std::nullopt;
  const std::string& text = type.arguments[index];
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

class Reader {
 public:
  explicit Reader(const Catalog& catalog) : catalog_(catalog) {}

  Shape read(const SqlType& type, unsigned depth) {
    if (type.dimensions > 0) return array(type, depth);
    Shape shape;
    if (const DomainDef* domain = find_domain(catalog_, type); domain && depth < kDepth) {
      shape = read(domain->type, depth + 1);
      shape.domains.insert(shape.domains.begin(), domain);
      shape.not_null = shape.not_null || domain->not_null;
      return shape;
    }
    if (const EnumDef* own = find_enum(catalog_, type)) {
      shape.base = Base::enumeration;
      shape.values = own->values;
      shape.enum_name = own->name.name;
      shape.type = sdl_name(shape.enum_name);
      return shape;
    }
    if (composite(type, shape, depth) || range(type, shape, depth)) return shape;
    if (integer(type, shape) || number(type, shape) || moment(type, shape) || bits(type, shape) || text(type, shape) ||
        special(type, shape))
      return shape;
    if (catalog_.dialect == Dialect::sqlite) return by_affinity(type);
    shape.known = type.name.empty();
    shape.literal = shape.known ? "" : "words(1)";
    return shape;
  }

 private:
  static Shape whole(std::string type, Scaled low, Scaled high) {
    Shape shape;
    shape.base = Base::integer;
    shape.type = std::move(type);
    shape.low = low * kOne;
    shape.high = high * kOne;
    return shape;
  }

  static Shape flag() {
    Shape shape = whole("smallint", 0, 1);
    shape.zero_one = true;
    return shape;
  }

  bool is(Dialect dialect) const { return catalog_.dialect == dialect; }

  bool integer(const SqlType& type, Shape& shape) const {
    const std::string& name = type.name;
    const bool plus = type.is_unsigned || type.zerofill;
    if (is_one(name, {"bool", "boolean"})) {
      if (!is(Dialect::postgresql)) return shape = flag(), true;
      shape.base = Base::boolean;
      shape.type = "bool";
      return true;
    }
    if (name == "bit" && is(Dialect::sqlserver)) return shape = flag(), true;
    if (name == "bit" && is(Dialect::mysql)) {
      const std::uint64_t size = std::clamp<std::uint64_t>(argument(type, 0).value_or(1), 1, 62);
      return shape = whole("bigint", 0, (Scaled{1} << size) - 1), shape.zero_one = size == 1, true;
    }
    if (is_one(name, {"tinyint", "int1"})) {
      if (is(Dialect::mysql) && argument(type, 0) == 1 && !plus) return shape = flag(), true;
      return shape = plus || is(Dialect::sqlserver) ? whole("smallint", 0, 255) : whole("smallint", -128, 127), true;
    }
    if (name == "year") return shape = whole("smallint", 1901, 2155), shape.year = true, true;
    if (is_one(name, {"smallint", "int2", "smallserial", "serial2"}))
      return shape = plus ? whole("int", 0, 65535) : whole("smallint", -32768, 32767), true;
    if (is_one(name, {"mediumint", "middleint", "int3"}))
      return shape = plus ? whole("int", 0, 16777215) : whole("int", -8388608, 8388607), true;
    if (is_one(name, {"int", "integer", "int4", "serial4"}) || (name == "serial" && !is(Dialect::mysql)))
      return shape = plus ? whole("bigint", 0, 4294967295) : whole("int", -2147483648LL, 2147483647), true;
    if (is_one(name, {"bigint", "int8", "bigserial", "serial8", "serial", "rowid"}))
      return shape = whole("bigint", plus ? 0 : -Scaled{INT64_MAX} - 1, INT64_MAX), true;
    if (is_one(name, {"oid", "xid", "cid"})) return shape = whole("bigint", 1, 4294967295), true;
    return false;
  }

  bool number(const SqlType& type, Shape& shape) const {
    const std::string& name = type.name;
    const auto decimal = [&](unsigned precision, unsigned scale) {
      shape.base = Base::decimal;
      shape.precision = std::clamp(precision, 1U, 38U);
      shape.scale = std::min({scale, shape.precision, 18U});
      shape.type = "decimal(" + std::to_string(shape.precision) + (shape.scale > 0 ? "," + std::to_string(shape.scale) : "") + ")";
      Scaled most = 1;
      const unsigned digits = std::min(shape.precision - shape.scale, 18U);
      for (unsigned i = 0; i < digits; ++i) most *= 10;
      Scaled step = kOne;
      for (unsigned i = 0; i < std::min(shape.scale, 9U); ++i) step /= 10;
      shape.high = most * kOne - step;
      shape.low = type.is_unsigned ? 0 : -*shape.high;
      return true;
    };
    if (is_one(name, {"money"})) return decimal(14, 2);
    if (name == "smallmoney") return decimal(8, 2);
    const bool exact = is_one(name, {"decimal", "numeric", "dec", "fixed", "number"});
    const bool binary = is_one(name, {"real", "float", "double precision", "double", "float4", "float8"});
    if ((exact && argument(type, 0)) || (binary && argument(type, 1) && is(Dialect::mysql)))
      return decimal(static_cast<unsigned>(std::min<std::uint64_t>(*argument(type, 0), 38)),
                     static_cast<unsigned>(std::min<std::uint64_t>(argument(type, 1).value_or(0), 38)));
    if (exact) return is(Dialect::mysql) ? decimal(10, 0) : is(Dialect::sqlserver) ? decimal(18, 0) : decimal(12, 2);
    if (!binary) return false;
    shape.base = Base::real;
    shape.type = "float";
    shape.rounded = true;
    return true;
  }

  bool moment(const SqlType& type, Shape& shape) const {
    const std::string& name = type.name;
    const auto is_base = [&](Base base, const char* text) {
      shape.base = base;
      shape.type = text;
      return true;
    };
    if (name == "date") return is_base(Base::date, "date");
    if (is_one(name, {"time", "time without time zone"}) || name == "timetz" || name == "time with time zone")
      return is_base(Base::time, "time");
    if (is_one(name, {"timestamptz", "timestamp with time zone", "datetimeoffset"})) return is_base(Base::timestamptz, "timestamptz");
    if (name == "timestamp with local time zone") return is_base(Base::timestamp, "timestamp");
    if (is_one(name, {"timestamp", "timestamp without time zone", "datetime", "datetime2", "smalldatetime", "abstime"}))
      return is_base(Base::timestamp, "timestamp");
    if (name.starts_with("interval")) return is_base(Base::interval, "interval");
    if (is_one(name, {"uuid", "uniqueidentifier"})) return is_base(Base::uuid, "uuid");
    if (is_one(name, {"json", "jsonb"})) return is_base(Base::json, "json");
    return false;
  }

  bool bits(const SqlType& type, Shape& shape) const {
    const std::string& name = type.name;
    if (is_one(name, {"bit", "bit varying", "varbit"})) {
      const auto size = std::to_string(std::clamp<std::uint64_t>(argument(type, 0).value_or(name == "bit" ? 1 : 8), 1, 1000));
      shape.literal = shape.unique_literal = "/[01]{" + size + "}/";
      return true;
    }
    const bool exact = name == "binary", limited = exact || name == "varbinary" || name == "raw" || name == "binary varying";
    if (!limited && !is_one(name, {"bytea", "blob", "tinyblob", "mediumblob", "longblob", "image", "long raw"})) return false;
    shape.base = Base::bytes;
    shape.exact_length = exact;
    if (limited) shape.longest = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(argument(type, 0).value_or(exact ? 1 : 16), 1, 4096));
    shape.type = "bytes";
    return true;
  }

  bool text(const SqlType& type, Shape& shape) const {
    const std::string& name = type.name;
    const bool fixed = is_one(name, {"char", "character", "nchar", "bpchar", "national character", "national char", "native character"});
    const bool varying =
        is_one(name, {"varchar", "character varying", "nvarchar", "varchar2", "nvarchar2", "national character varying", "char varying",
                      "national varchar", "national char varying", "varying character", "nchar varying", "varcharacter"});
    const bool open =
        is_one(name, {"text", "mediumtext", "longtext", "clob", "nclob", "ntext", "citext", "string", "long varchar", "long"});
    if (!fixed && !varying && !open && !is_one(name, {"enum", "set", "tinytext", "name", "sysname", "\"char\""})) return false;
    shape.case_blind = case_blind(type);
    if (name == "enum" || name == "set") {
      shape.base = name == "enum" ? Base::enumeration : Base::text;
      shape.set = name == "set";
      shape.values = type.values;
      return true;
    }
    if (name == "tinytext") shape.longest = 255;
    if (name == "name") shape.longest = 63;
    if (name == "sysname") shape.longest = 128;
    if (name == "\"char\"") shape.longest = 1;
    const bool one = name == "bpchar" ? false : fixed || (varying && is(Dialect::sqlserver));
    if (fixed || varying) {
      if (const auto size = argument(type, 0); size && *size > 0)
        shape.longest = static_cast<std::uint32_t>(std::min<std::uint64_t>(*size, 10'485'760));
      else if (one && type.arguments.empty())
        shape.longest = 1;
    }
    if (shape.longest) shape.type = "text(" + std::to_string(*shape.longest) + ")";
    return true;
  }

  bool case_blind(const SqlType& type) const {
    if (type.name == "citext") return true;
    if (is(Dialect::postgresql)) return false;
    if (type.binary || type.charset == "binary") return false;
    if (!type.collation.empty())
      return !type.collation.ends_with("_bin") && type.collation.find("_cs") == std::string::npos && type.collation != "binary" &&
             type.collation != "rtrim";
    return is(Dialect::mysql) || is(Dialect::sqlserver);
  }

  bool special(const SqlType& type, Shape& shape) const {
    if (!is(Dialect::postgresql) && (type.name == "point" || type.name == "polygon")) {
      shape.literal = type.name == "point" ? R"_("POINT({-180..180} {-90..90})")_" : R"_("POLYGON((0 0,{1..99} 0,0 {1..99},0 0))")_";
      return true;
    }
    for (const Literal& entry : kLiterals) {
      if (!lists(entry.names, type.name)) continue;
      shape.literal = entry.rule;
      shape.unique_literal = entry.unique;
      return true;
    }
    if (type.name == "vector" || type.name == "halfvec") {
      const std::uint64_t size = std::clamp<std::uint64_t>(argument(type, 0).value_or(3), 1, 200);
      std::string text = "\"[{0..9}";
      for (std::uint64_t i = 1; i < size; ++i) text += ",{0..9}";
      shape.literal = text + "]\"";
      return true;
    }
    return false;
  }

  /// SQLite takes any words for a type and goes by what they contain ("Datatypes In SQLite", 3.1).
  Shape by_affinity(const SqlType& type) const {
    const auto has = [&](std::string_view part) { return type.name.find(part) != std::string::npos; };
    SqlType other = type;
    other.schema.clear();
    if (has("int")) {
      other.name = type.is_unsigned || has("big") ? "bigint" : "int";
      other.is_unsigned = type.is_unsigned || has("unsigned");
    } else if (has("char") || has("clob") || has("text")) {
      other.name = "varchar";
    } else if (has("blob")) {
      other.name = "blob";
    } else if (has("real") || has("floa") || has("doub")) {
      other.name = "real";
    } else if (has("date") || has("time")) {
      other.name = has("time") ? "timestamp" : "date";
    } else if (has("bool")) {
      other.name = "boolean";
    } else {
      other.name = type.name.empty() ? "text" : "numeric";
      if (type.name == "guid") other.name = "uuid";
    }
    Reader reader(catalog_);
    Shape shape;
    if (reader.integer(other, shape) || reader.number(other, shape) || reader.moment(other, shape) || reader.bits(other, shape) ||
        reader.text(other, shape))
      return shape;
    return shape;
  }

  /// The literal of a value inside a composite, a range or an array: without quotes, so without signs that would need them.
  std::string element(const SqlType& type, unsigned depth) {
    const Shape shape = read(type, depth + 1);
    if (!shape.literal.empty()) return shape.literal.find_first_of(",({") == std::string::npos ? shape.literal : "null";
    switch (shape.base) {
      case Base::integer: return shape.zero_one ? "0..1" : "1..100";
      case Base::decimal: return shape.precision > shape.scale ? "1..9" : "0..0";
      case Base::real: return "1..100";
      case Base::boolean: return "chance(50%)";
      case Base::date: return "2024-01-01..2025-12-31";
      case Base::timestamp:
      case Base::timestamptz: return "2024-01-01..2025-12-31";
      case Base::time: return "time \"08:00\"..time \"18:00\"";
      case Base::interval: return "1d..9d";
      case Base::uuid: return "uuid";
      case Base::enumeration: {
        std::vector<std::string> plain;
        for (const std::string& value : shape.values) {
          if (value.find_first_of("\",{}()\\ ") == std::string::npos && !value.empty()) plain.push_back(value);
        }
        return plain.empty() ? "null" : sdl_choice(plain);
      }
      case Base::text: {
        if (!shape.longest) return "words(1)";
        return "/[a-z]{1," + std::to_string(std::min<std::uint32_t>(*shape.longest, 8)) + "}/";
      }
      default: return "null";
    }
  }

  Shape array(const SqlType& type, unsigned depth) {
    SqlType inner = type;
    inner.dimensions = 0;
    const std::string piece = depth < kDepth ? element(inner, depth) : "null";
    Shape shape;
    shape.array = true;
    // Within an interpolation a text of its own would have to be escaped: a range, a call or a pattern is what stands there.
    if (piece == "null" || type.dimensions > 1)
      shape.literal = R"_("\{\}")_";
    else
      shape.literal = R"_("\{{)_" + piece + "},{" + piece + R"_(}\}")_";
    if (piece == "words(1)" && type.dimensions == 1) shape.unique_literal = R"_("\{{words(1)},{row}\}")_";
    if (piece == "1..100" && type.dimensions == 1) shape.unique_literal = R"_("\{{row},{1..100}\}")_";
    return shape;
  }

  bool composite(const SqlType& type, Shape& shape, unsigned depth) {
    for (const CompositeDef& entry : catalog_.composites) {
      if (entry.name.name != type.name || (!type.schema.empty() && !entry.name.schema.empty() && type.schema != entry.name.schema))
        continue;
      std::string text = "\"(";
      for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        const std::string piece = depth < kDepth ? element(entry.fields[i].second, depth) : "null";
        text += i > 0 ? "," : "";
        if (piece != "null") text += "{" + piece + "}";
      }
      shape.literal = text + ")\"";
      return true;
    }
    return false;
  }

  bool range(const SqlType& type, Shape& shape, unsigned depth) {
    for (const OtherTypeDef& entry : catalog_.other_types) {
      if (!entry.range || entry.name.name != type.name) continue;
      const Shape inner = depth < kDepth ? read(entry.subtype, depth + 1) : Shape{};
      const bool date = inner.base == Base::date || inner.base == Base::timestamp || inner.base == Base::timestamptz;
      shape.literal = inner.base == Base::time ? R"_("[{time "08:00"..time "12:00"},{time "13:00"..time "18:00"})")_"
                      : date                   ? R"_("[{2024-01-01..2024-12-31},{2025-01-01..2025-12-31})")_"
                                               : R"_("[{1..500},{501..1000})")_";
      return true;
    }
    return false;
  }

  const Catalog& catalog_;
};

template <class Definition>
const Definition* find_type(const std::vector<Definition>& types, const SqlType& type) {
  const Definition* found = nullptr;
  for (const Definition& entry : types) {
    if (entry.name.name != type.name) continue;
    if (type.schema == entry.name.schema) return &entry;
    if (type.schema.empty() || entry.name.schema.empty()) found = found ? found : &entry;
  }
  return found;
}

}  // namespace

const EnumDef* find_enum(const Catalog& catalog, const SqlType& type) { return find_type(catalog.enums, type); }
const DomainDef* find_domain(const Catalog& catalog, const SqlType& type) { return find_type(catalog.domains, type); }

Shape shape_of(const Catalog& catalog, const SqlType& type) { return Reader(catalog).read(type, 0); }

}  // namespace sydac::compiler::sql
