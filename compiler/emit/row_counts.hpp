// How many rows each table has, in the generated program: the members that say so, and the row types that stand on them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/names.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// Whether the program keeps an object that knows the children of each parent.
bool has_counts(const Table& table);
/// `QuotaCounts`, and the header that it needs beside those that every program has.
std::string counts_type(const Table& table);
std::string_view counts_header(const Table& table);
/// `ChildRow<Orders, Customers, 8>`
std::string row_base(const Model& model, const Names& names, TableId table);
/// Numbers of rows and counts of children, each behind what it depends on.
std::vector<std::string> row_count_members(const Model& model, const Names& names);

}  // namespace sydac::compiler
