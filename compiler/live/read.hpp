// One function for each database; they throw IoError. For live.cpp only.
#pragma once

#include <string>

#include "load/location.hpp"

namespace sydac::compiler::live {

std::string ddl_of_postgresql(const driver::Location& location);
std::string ddl_of_mysql(const driver::Location& location);
std::string ddl_of_sqlite(const driver::Location& location);

}  // namespace sydac::compiler::live
