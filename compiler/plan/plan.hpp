// How the program computes a model: which cells become methods, which are kept once computed, what is drawn from which stream, what must
// hold of the rows asked for, in which order tables load.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "check/capacity.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// One draw site: the key of its stream is a hash of the seed and these three names.
struct Stream {
  std::string table, column, site;
  auto operator<=>(const Stream&) const = default;
};

struct PlannedCell {
  CellId id;
  bool needed = false;  // a column that is written, or something that one reads
  bool kept = false;    // used more than once and worth keeping while the row is at hand
  double cost = 0;      // cells recomputed for one value, itself included
};

/// A field of a record that several cells of a row read: looked up once.
struct KeptField {
  CellId record;
  std::uint32_t field = 0;
  auto operator<=>(const KeptField&) const = default;
};

struct PlannedTable {
  TableId id;
  std::vector<PlannedCell> cells;      // as in the model
  std::vector<KeptField> kept_fields;  // in the order of their first use
  std::vector<CellId> carried = {};    // what `prev` asks for
};

struct Plan {
  const Model* model = nullptr;
  std::vector<PlannedTable> tables;  // as in the model
  std::vector<Stream> streams;       // sorted by table, then as used
  std::vector<RowLimit> limits;
  std::vector<RowNeed> needs;
  std::vector<TableId> load_order;  // parents first
  std::vector<CellId> deferred;     // references to rows that are loaded later
  std::vector<CellId> cell_order;   // what a cell reads comes before it

  const PlannedCell& at(CellId id) const { return tables[id.table.index].cells[id.index]; }
};

/// Never called for a model with errors. Reports cells that cost too much.
Plan plan(const Model& model, Diagnostics& diagnostics);

/// The stream of draw site `site` of a cell; site 0 has no number of its own.
Stream stream_of(const Model& model, CellId cell, std::uint32_t site);
/// Whether the nulls of a cell are dealt out in blocks of rows, so that its values can be numbered without a gap.
bool has_share(const Model& model, CellId cell);
Stream named_stream(const Model& model, CellId cell, std::string_view hidden);

}  // namespace sydac::compiler
