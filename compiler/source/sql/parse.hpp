// The SQL front end: the text of a script to a Catalog.
//
//   bytes --sql_text--> text --guess_dialect--> rules of quoting --Splitter--> statements --lex, grammar, Builder--> Catalog
#pragma once

#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "source/sql/catalog.hpp"

namespace sydac::compiler::sql {

/// The text of a file as bytes: UTF-16 with a byte order mark becomes UTF-8, and a byte that is no UTF-8 the letter it is in Latin-1. To be
/// done before the text goes into `Sources`: spans are bytes of what it gives.
std::string sql_text(std::string bytes);

/// Reads a script. Nothing is an error: what is not understood is a warning and left out, the rest counts. Without a dialect it is guessed,
/// and a note says so where nothing in it tells. Time is linear in the size of the text; memory is the text and what the Catalog holds.
Catalog parse_sql(const Sources& sources, FileId file, std::optional<Dialect> dialect, Diagnostics& diagnostics);

/// The Catalog as text, stable, for tests and for people who look for the reason of something.
std::string dump_catalog(const Catalog& catalog);

}  // namespace sydac::compiler::sql
