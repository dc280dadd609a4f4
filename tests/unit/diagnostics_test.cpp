#include "base/diagnostics.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <set>

namespace sydac::compiler {
namespace {

TEST_CASE("each code has one row, and rows are numbered for what they are") {
  std::set<std::string_view> ids, names;
  for (const DiagnosticKind& kind : diagnostic_kinds()) {
    CAPTURE(kind.name);
    CHECK(&kind == &kind_of(kind.code));
    CHECK(ids.insert(kind.id).second);
    CHECK(names.insert(kind.name).second);
    CHECK(kind.id.size() == 5);
    CHECK(kind.id[0] == (kind.severity == Severity::error ? 'E' : kind.severity == Severity::warning ? 'W' : 'N'));
    CHECK(kind.message.back() != '.');
    CHECK(std::isupper(static_cast<unsigned char>(kind.message[0])) == 0);
  }
}

TEST_CASE("arguments fill the gaps of the message in order") {
  Diagnostics diagnostics;
  CHECK(diagnostics.report(Code::unexpected, {}, {"`a`", "`{}`"}).message == "`a` where `{}` is expected");
  CHECK(diagnostics.report(Code::unknown_table, {}, {"x"}).message == "unknown table `x`");
}

TEST_CASE("sorted by place, stable, duplicates once") {
  Diagnostics diagnostics;
  const auto at = [](std::uint32_t file, std::uint32_t begin, std::uint32_t end) { return Span{FileId{file}, begin, end}; };
  diagnostics.report(Code::unknown_table, at(1, 0, 1), {"f"});
  diagnostics.report(Code::unknown_table, at(0, 9, 10), {"c"});
  diagnostics.report(Code::stray_bracket, at(0, 9, 10), {"d"});
  diagnostics.report(Code::unknown_table, at(0, 2, 3), {"a"});
  diagnostics.report(Code::unknown_table, at(0, 9, 10), {"c"});
  diagnostics.report(Code::unknown_table, at(0, 9, 12), {"e"});
  diagnostics.report(Code::unknown_table, at(0, 2, 3), {"a"});
  CHECK(diagnostics.errors() == 7);
  diagnostics.sort();
  std::string order;
  for (const Diagnostic& one : diagnostics.all()) order += one.message.substr(one.message.find('`') + 1, 1);
  CHECK(order == "acdef");
  CHECK(diagnostics.errors() == 5);
  CHECK(diagnostics.has_errors());
}

TEST_CASE("what comes after the maximum is counted and not kept") {
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 1000; ++i) diagnostics.report(Code::unknown_table, {{}, i, i + 1}, {"x"}).suggest("y").note("z");
  CHECK(diagnostics.all().size() == Diagnostics::kMaximum);
  CHECK(diagnostics.dropped() == 1000 - Diagnostics::kMaximum);
  CHECK(diagnostics.errors() == 1000);
}

TEST_CASE("warnings are no errors") {
  Diagnostics diagnostics;
  diagnostics.report(Code::misplaced_doc, {});
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(diagnostics.all().size() == 1);
}

TEST_CASE("the nearest name is near") {
  const std::vector<std::string> names{"customers", "orders", "order_items", "id", "total"};
  CHECK(nearest("custmers", names) == "customers");
  CHECK(nearest("customesr", names) == "customers");
  CHECK(nearest("order", names) == "orders");
  CHECK(nearest("order_item", names) == "order_items");
  CHECK(nearest("totl", names) == "total");
  CHECK(nearest("zebra", names) == std::nullopt);
  CHECK(nearest("customers", {"customers"}) == std::nullopt);
  CHECK(nearest("", names) == std::nullopt);
  CHECK(nearest("x", {}) == std::nullopt);
  CHECK(nearest(std::string(100'000, 'a'), names) == std::nullopt);
}

}  // namespace
}  // namespace sydac::compiler
