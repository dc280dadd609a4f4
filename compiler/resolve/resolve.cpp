#include "resolve/resolve.hpp"

#include "resolve/resolver.hpp"

namespace sydac::compiler {

Model Resolver::run() {
  model_.schema = &schema_;
  resolve_header();
  report_not_yet();
  // Names of tables come first: a hint about a type wants to know them.
  declare_tables();
  resolve_enums();
  resolve_pools();
  resolve_definitions();
  const auto count = static_cast<std::uint32_t>(model_.tables.size());
  for (std::uint32_t i = 0; i < count; ++i) declare_members({i});
  auto each_reference = [&](auto visit) {
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::uint32_t cell = 0; cell < model_.tables[i].cells.size(); ++cell) {
        if (model_.tables[i].cells[cell].kind == CellKind::reference) visit(TableId{i}, cell);
      }
    }
  };
  each_reference([&](TableId table, std::uint32_t cell) { link_columns(table, cell); });
  for (std::uint32_t i = 0; i < count; ++i) resolve_rows({i});
  // A `unique` pick is a key, so keys come after the picks; targets need the keys.
  for (std::uint32_t i = 0; i < count; ++i) resolve_keys({i});
  each_reference([&](TableId table, std::uint32_t cell) { resolve_target(table, cell); });
  each_reference([&](TableId table, std::uint32_t cell) { resolve_picks(table, cell); });
  for (std::uint32_t i = 0; i < count; ++i) {
    find_parent_reference({i});
    bind_sources({i});
  }
  check_header_cycles();
  for (std::uint32_t i = 0; i < count; ++i) resolve_overlaps({i});
  check_key_circles();
  add_fallbacks();
  return std::move(model_);
}

Model resolve(const Schema& schema, std::string_view stem, Diagnostics& diagnostics) { return Resolver(schema, stem, diagnostics).run(); }

}  // namespace sydac::compiler
