// The row loop: a cursor, a sink, one call of the row's `write` for each row.
#pragma once

#include <span>

#include <sydac/csv.hpp>
#include <sydac/json.hpp>
#include <sydac/row.hpp>

namespace sydac {
namespace detail {

/// Says where a value could not be made, as far as the error does not say it itself.
template <class Row>
void locate_error(ValueError& error, std::uint64_t row, std::size_t column, std::span<const ColumnInfo> columns) {
  if (!error.table.empty()) return;
  error.row = row;
  if (error.column.empty() && column < columns.size()) error.column = columns[column].name;
  if constexpr (requires { Row::kTable; }) error.table = Row::kTable;
}

template <class Row>
void write_csv(const typename Row::DataType& data, std::uint64_t first, std::uint64_t last, const Layout& layout,
               std::span<const ColumnInfo> columns, Buffer& out) {
  CsvSink sink(out, layout, columns.size());
  std::uint64_t number = first;
  try {
    for (Row row(data, first); number < last; ++number, step(row)) {
      sink.begin_row();
      row.write(sink);
      sink.end_row();
    }
  } catch (ValueError& error) {
    locate_error<Row>(error, number, sink.column(), columns);
    throw;
  }
  sink.finish();
}

template <class Row>
void write_json(const typename Row::DataType& data, std::uint64_t first, std::uint64_t last, const Layout& layout,
                std::span<const ColumnInfo> columns, Buffer& out) {
  const JsonKeys keys(columns);
  JsonSink sink(out, keys);
  const bool lines = layout.format == Format::jsonl;
  std::uint64_t number = first;
  try {
    for (Row row(data, first); number < last; ++number, step(row)) {
      sink.begin_row(!lines && number != layout.document_first);
      row.write(sink);
      sink.end_row(lines);
    }
  } catch (ValueError& error) {
    locate_error<Row>(error, number, sink.column(), columns);
    throw;
  }
  sink.finish();
}

}  // namespace detail

/// Dataset::write for one table: rows [first, last) behind what `out` holds. A row type's `write` must be inlined here, or the sink's
/// cursor is stored and read again around every byte:
///   template <class Sink> SYDAC_INLINE void write(Sink& out) const { out.cell(id()); out.cell(name()); }
/// A ValueError leaves with row and column; with the table too where Row has `static constexpr std::string_view kTable`.
template <class Row>
void write_rows(const typename Row::DataType& data, std::uint64_t first, std::uint64_t last, const Layout& layout,
                std::span<const ColumnInfo> columns, Buffer& out) {
  if (first >= last) return;
  if (layout.format == Format::json || layout.format == Format::jsonl)
    detail::write_json<Row>(data, first, last, layout, columns, out);
  else
    detail::write_csv<Row>(data, first, last, layout, columns, out);
}

}  // namespace sydac
