#include "source/import.hpp"

namespace sydac::compiler {

std::string sdl_of_sql(const Sources&, FileId file, Diagnostics& diagnostics) {
  diagnostics.report(Code::not_yet, {file, 0, 0}, {"imports of SQL"});
  return "";
}

}  // namespace sydac::compiler
