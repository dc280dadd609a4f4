#include <initializer_list>

#include "source/sql/dialect.hpp"
#include "source/sql/parse.hpp"

namespace sydac::compiler::sql {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "'";
}

const char* symbol_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::add: return "+";
    case BinaryOp::subtract: return "-";
    case BinaryOp::multiply: return "*";
    case BinaryOp::divide: return "/";
    case BinaryOp::modulo: return "%";
    case BinaryOp::concat: return "||";
    case BinaryOp::equal: return "=";
    case BinaryOp::not_equal: return "<>";
    case BinaryOp::less: return "<";
    case BinaryOp::less_equal: return "<=";
    case BinaryOp::greater: return ">";
    case BinaryOp::greater_equal: return ">=";
    case BinaryOp::null_safe_equal: return "<=>";
    case BinaryOp::distinct_from: return "distinct";
    case BinaryOp::logical_and: return "and";
    case BinaryOp::logical_or: return "or";
    case BinaryOp::logical_xor: return "xor";
    case BinaryOp::like: return "like";
    case BinaryOp::not_like: return "not-like";
    case BinaryOp::ilike: return "ilike";
    case BinaryOp::not_ilike: return "not-ilike";
    case BinaryOp::matches: return "~";
    case BinaryOp::not_matches: return "!~";
    case BinaryOp::matches_case_blind: return "~*";
    case BinaryOp::not_matches_case_blind: return "!~*";
    case BinaryOp::similar: return "similar";
    case BinaryOp::not_similar: return "not-similar";
    case BinaryOp::glob: return "glob";
    case BinaryOp::not_glob: return "not-glob";
    case BinaryOp::bit_and: return "&";
    case BinaryOp::bit_or: return "|";
    case BinaryOp::bit_xor: return "xor-bits";
    case BinaryOp::shift_left: return "<<";
    case BinaryOp::shift_right: return ">>";
    case BinaryOp::other: return "operator";
  }
  return "";
}

std::string text_of(const SqlType& type) {
  std::string out = type.schema.empty() ? type.name : type.schema + "." + type.name;
  if (out.empty()) out = "(none)";
  const auto list = [&](const std::vector<std::string>& items, bool quote) {
    if (items.empty()) return;
    out += '(';
    for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? "," : "") + (quote ? quoted(items[i]) : items[i]);
    out += ')';
  };
  list(type.arguments, false);
  list(type.values, true);
  for (std::uint32_t i = 0; i < type.dimensions; ++i) out += "[]";
  if (type.is_unsigned) out += " unsigned";
  if (type.zerofill) out += " zerofill";
  if (type.binary) out += " binary";
  if (!type.charset.empty()) out += " charset " + type.charset;
  if (!type.collation.empty()) out += " collate " + type.collation;
  return out;
}

/// Values as `(operation operand …)`.
class Printer {
 public:
  explicit Printer(const Catalog& catalog) : catalog_(catalog) {}

  std::string operator()(ExprId id) const {
    return std::visit([&](const auto& node) { return print(node); }, catalog_[id].node);
  }

 private:
  std::string list(std::string out, const std::vector<ExprId>& items) const {
    for (const ExprId item : items) out += " " + (*this)(item);
    return out + ")";
  }
  std::string print(const Null&) const { return "null"; }
  std::string print(const Boolean& b) const { return b.value ? "true" : "false"; }
  std::string print(const Number& n) const { return n.digits; }
  std::string print(const String& s) const { return quoted(s.text); }
  std::string print(const Bits& b) const { return (b.hexadecimal ? "x'" : "b'") + b.digits + "'"; }
  std::string print(const Column& c) const {
    return (c.of_domain ? "@" : "") + (c.qualifier.empty() ? c.name : c.qualifier + "." + c.name);
  }
  std::string print(const Call& c) const { return list("(" + (c.schema.empty() ? c.name : c.schema + "." + c.name), c.arguments); }
  std::string print(const Cast& c) const { return "(cast " + (*this)(c.value) + " " + text_of(c.type) + ")"; }
  std::string print(const Unary& u) const {
    const char* sign = u.op == UnaryOp::minus ? "-" : u.op == UnaryOp::plus ? "+" : u.op == UnaryOp::bit_not ? "bit-not" : "not";
    return std::string("(") + sign + " " + (*this)(u.operand) + ")";
  }
  std::string print(const BinaryExpr& b) const {
    std::string out = std::string("(") + symbol_of(b.op);
    if (!b.spelling.empty()) out += ":" + b.spelling;
    out += " " + (*this)(b.left) + " " + (*this)(b.right);
    if (b.escape) out += " escape " + (*this)(*b.escape);
    return out + ")";
  }
  std::string print(const Is& is) const {
    const char* what = is.what == Is::What::null       ? "null"
                       : is.what == Is::What::is_true  ? "true"
                       : is.what == Is::What::is_false ? "false"
                                                       : "unknown";
    return std::string("(is-") + (is.negated ? "not-" : "") + what + " " + (*this)(is.operand) + ")";
  }
  std::string print(const Between& b) const {
    return std::string("(") + (b.negated ? "not-" : "") + "between" + (b.symmetric ? "-symmetric " : " ") + (*this)(b.operand) + " " +
           (*this)(b.low) + " " + (*this)(b.high) + ")";
  }
  std::string print(const In& in) const {
    return list(std::string("(") + (in.negated ? "not-in " : "in ") + (*this)(in.operand), in.items);
  }
  std::string print(const Quantified& q) const {
    return std::string("(") + symbol_of(q.op) + (q.all ? "-all " : "-any ") + (*this)(q.operand) + " " + (*this)(q.array) + ")";
  }
  std::string print(const Case& c) const {
    std::string out = "(case";
    if (c.operand) out += " " + (*this)(*c.operand);
    for (const When& when : c.whens) out += " (when " + (*this)(when.condition) + " " + (*this)(when.value) + ")";
    if (c.otherwise) out += " (else " + (*this)(*c.otherwise) + ")";
    return out + ")";
  }
  std::string print(const Array& a) const { return list("(array", a.items); }
  std::string print(const Row& r) const { return list("(row", r.items); }
  std::string print(const Subscript& s) const { return "(at " + (*this)(s.array) + " " + (*this)(s.index) + ")"; }
  std::string print(const Opaque& o) const { return "(opaque " + quoted(o.text) + ")"; }

  const Catalog& catalog_;
};

class Dumper {
 public:
  explicit Dumper(const Catalog& catalog) : catalog_(catalog), value_(catalog) {}

  std::string dump() {
    line("dialect " + std::string(name_of(catalog_.dialect)));
    for (const EnumDef& one : catalog_.enums) {
      std::string out = "enum " + name(one.name);
      for (const std::string& value : one.values) out += " " + quoted(value);
      line(out + comment(one.comment));
    }
    for (const DomainDef& one : catalog_.domains) domain(one);
    for (const CompositeDef& one : catalog_.composites) {
      std::string out = "composite " + name(one.name);
      for (const auto& [field, type] : one.fields) out += " (" + field + " " + text_of(type) + ")";
      line(out);
    }
    for (const OtherTypeDef& one : catalog_.other_types)
      line((one.range ? "range " : "type ") + name(one.name) + (one.range ? " " + text_of(one.subtype) : ""));
    for (const FunctionDef& one : catalog_.functions) {
      std::string out = "function " + name(one.name) + "(";
      for (std::size_t i = 0; i < one.parameters.size(); ++i) out += (i > 0 ? ", " : "") + one.parameters[i];
      line(out + ") " + one.language + (one.immutable ? " immutable " : " ") + value_(*one.value));
    }
    for (const TableDef& one : catalog_.tables) table(one);
    for (const Skipped& one : catalog_.skipped) line("skipped " + one.what + " " + std::to_string(one.count));
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { (out_ += text) += '\n'; }
  static std::string name(const ObjectName& one) { return one.schema.empty() ? one.name : one.schema + "." + one.name; }
  static std::string comment(const std::string& text) { return text.empty() ? std::string() : " -- " + quoted(text); }
  static std::string named(const std::string& text) { return text.empty() ? std::string() : " " + text; }

  void domain(const DomainDef& one) {
    line("domain " + name(one.name) + " " + text_of(one.type) + (one.not_null ? " not null" : "") +
         (one.default_value ? " default " + value_(*one.default_value) : ""));
    for (const CheckDef& check : one.checks) line("  check" + named(check.name) + " " + value_(check.condition));
  }

  std::string part(const KeyPart& one) const {
    std::string out = one.expression ? value_(*one.expression) : one.column;
    if (one.prefix > 0) out += "(" + std::to_string(one.prefix) + ")";
    if (!one.collation.empty()) out += " collate " + one.collation;
    return out;
  }
  template <class Items, class Text>
  static std::string joined(const Items& items, Text text) {
    std::string out = "(";
    for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? ", " : "") + text(items[i]);
    return out + ")";
  }

  void table(const TableDef& one) {
    std::string head = "table " + name(one.name);
    for (const auto& [flag, word] : std::initializer_list<std::pair<bool, const char*>>{
             {one.temporary, " temporary"}, {one.is_virtual, " virtual"}, {one.without_rowid, " without-rowid"}, {one.strict, " strict"}}) {
      if (flag) head += word;
    }
    if (one.partition_of) head += " partition of " + name(*one.partition_of);
    for (const ObjectName& parent : one.inherits) head += " inherits " + name(parent);
    for (const auto& [word, text] : {std::pair{" engine ", one.engine}, {" charset ", one.charset}, {" collate ", one.collation}}) {
      if (!text.empty()) head += word + text;
    }
    line(head + comment(one.comment));
    for (const ColumnDef& column : one.columns) this->column(column);
    for (const KeyDef& key : one.keys) {
      line(std::string("  ") + (key.primary ? "primary" : "unique") + (key.is_index ? " index" : "") + named(key.name) + " " +
           joined(key.parts, [&](const KeyPart& p) { return part(p); }) + (key.nulls_not_distinct ? " nulls-not-distinct" : "") +
           (key.predicate ? " where " + value_(*key.predicate) : ""));
    }
    for (const ForeignKeyDef& key : one.foreign_keys) {
      const auto plain = [](const std::string& text) { return text; };
      line("  foreign" + named(key.name) + " " + joined(key.columns, plain) + " -> " + name(key.table) + joined(key.targets, plain) +
           (key.on_delete.empty() ? "" : " on delete " + key.on_delete) + (key.on_update.empty() ? "" : " on update " + key.on_update) +
           (key.match_full ? " match full" : "") + (key.deferrable ? " deferrable" : "") + (key.initially_deferred ? " deferred" : ""));
    }
    for (const CheckDef& check : one.checks) line("  check" + named(check.name) + " " + value_(check.condition));
    for (const ExclusionDef& exclusion : one.exclusions) {
      line("  exclude" + named(exclusion.name) + " " +
           joined(exclusion.parts, [&](const auto& p) { return part(p.first) + " with " + p.second; }));
    }
    partition(one.partition);
  }

  void column(const ColumnDef& one) {
    line("  column " + one.name + " " + text_of(one.type) + (one.not_null ? " not null" : "") + (one.counts ? " counts" : "") +
         (one.identity == Identity::always       ? " identity-always"
          : one.identity == Identity::by_default ? " identity"
                                                 : "") +
         (one.default_value ? " default " + value_(*one.default_value) : "") +
         (one.generated ? " generated " + value_(*one.generated) : "") + (one.on_update_now ? " on-update-now" : "") +
         comment(one.comment));
  }

  void partition(const PartitionDef& one) {
    if (one.by == PartitionBy::none) return;
    const auto method = [](PartitionBy by) {
      return by == PartitionBy::range ? "range" : by == PartitionBy::list ? "list" : by == PartitionBy::hash ? "hash" : "key";
    };
    line(std::string("  partition by ") + method(one.by) + " " + joined(one.key, [&](const KeyPart& p) { return part(p); }));
    const auto values = [&](const char* word, const std::vector<ExprId>& list) {
      return list.empty() ? std::string() : word + joined(list, [&](ExprId id) { return value_(id); });
    };
    for (const PartitionBound& bound : one.bounds) {
      line("    " + bound.name + (bound.is_default ? " default" : "") + values(" from ", bound.from) + values(" to ", bound.to) +
           values(" in ", bound.in) +
           (bound.modulus > 0 ? " modulus " + std::to_string(bound.modulus) + " remainder " + std::to_string(bound.remainder) : "") +
           (bound.sub_partition == PartitionBy::none ? "" : std::string(" by ") + method(bound.sub_partition)));
    }
  }

  const Catalog& catalog_;
  Printer value_;
  std::string out_;
};

}  // namespace

std::string dump_catalog(const Catalog& catalog) { return Dumper(catalog).dump(); }

}  // namespace sydac::compiler::sql
