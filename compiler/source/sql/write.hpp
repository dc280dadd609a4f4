// A plan as text of the schema language.
#pragma once

#include <string>
#include <vector>

#include "source/sql/plan.hpp"

namespace sydac::compiler::sql {

/// Where a line of the text comes from.
struct WrittenLine {
  Span sql;         // what it was made of; empty at 0 for lines of our own
  std::string key;  // of its member in `Levels`; empty: nothing that could be said more plainly
};

struct SdlText {
  std::string text;
  std::vector<WrittenLine> lines;  // one for each line of the text
};

/// `dataset` names it; `source` is the name of the file, for the first line.
SdlText write_sdl(const Catalog& catalog, const Plan& plan, const Levels& levels, const std::string& dataset, const std::string& source);

}  // namespace sydac::compiler::sql
