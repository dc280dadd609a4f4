// Any bytes, in each dialect: nothing is an error, places are inside the text, and what is printed is the same twice.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/diagnostics.hpp"
#include "source/sql/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sydac::compiler;
  using sql::Dialect;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const std::optional<Dialect> dialect : {std::optional<Dialect>(), std::optional(Dialect::postgresql), std::optional(Dialect::mysql),
                                               std::optional(Dialect::sqlite), std::optional(Dialect::sqlserver)}) {
    Sources sources;
    const FileId file = sources.add("fuzz.sql", sql::sql_text(bytes));
    const std::size_t end = sources.at(file).text.size();
    Diagnostics diagnostics;
    const sql::Catalog catalog = sql::parse_sql(sources, file, dialect, diagnostics);
    if (diagnostics.has_errors()) std::abort();
    for (const Diagnostic& one : diagnostics.all()) {
      if (one.span.begin > one.span.end || one.span.end > end) std::abort();
    }
    for (const sql::Expr& one : catalog.exprs) {
      if (one.span.begin > one.span.end || one.span.end > end) std::abort();
    }
    if (sql::dump_catalog(catalog).empty()) std::abort();
  }
  return 0;
}
