// A file of a pool in any format: the first byte says which, the rest is the file, or of an XLSX file three parts with a zero byte between
// them. Rows are whole, places are inside, and the entries are such that they would be taken again as they are.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "source/pools/pool_table.hpp"
#include "unit/xlsx_parts.hpp"

using namespace sydac::compiler;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::pair<std::string, std::string> named_file(std::uint8_t first, std::string rest) {
  constexpr std::array<const char*, 6> kNames = {"f.csv", "f.tsv", "f.json", "f.jsonl", "f.xlsx", "parts"};
  const std::string name = kNames[first % kNames.size()];
  if (name != "parts") return {name, std::move(rest)};
  std::array<std::string, 3> parts;
  for (std::size_t i = 0, begin = 0; i < parts.size() && begin <= rest.size(); ++i) {
    const std::size_t end = i + 1 < parts.size() ? std::min(rest.find('\0', begin), rest.size()) : rest.size();
    parts[i] = rest.substr(begin, end - begin);
    begin = end + 1;
  }
  return {"f.xlsx", xlsx::archive(xlsx::workbook(parts[0], parts[1], parts[2]))};
}

void check_problem(const PoolFileProblem& problem) {
  require(!problem.message.empty() && problem.message.size() < 3000);
  for (const char c : problem.message) require(static_cast<unsigned char>(c) >= 0x20);
}

void check_table(const PoolFile& file, const PoolTableRequest& request) {
  std::vector<PoolFileProblem> problems;
  const PoolTable table = pool_table(file, request, problems);
  require(problems.size() <= 21 && (!problems.empty() || !table.entries.empty()));
  for (const PoolFileProblem& problem : problems) {
    check_problem(problem);
    require(problem.column <= file.columns.size());
  }
  std::uint64_t sum = 0;
  for (const sydac::pools::Entry& entry : table.entries) {
    require(entry.values.size() == table.fields.size() && entry.key.size() == request.keys.size());
    require(entry.weight > 0 && !__builtin_add_overflow(sum, entry.weight, &sum) && sum >> 63 == 0);
    require(!entry.values[0].empty());
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
      const sydac::pools::Checked again = checked(table.fields[i], entry.values[i]);
      require(again.problem.empty() && again.value == entry.values[i]);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto [name, bytes] = named_file(data[0], std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  const auto result = read_pool_file(bytes, name);
  if (const auto* problem = std::get_if<PoolFileProblem>(&result)) {
    check_problem(*problem);
    return 0;
  }
  const PoolFile& file = std::get<PoolFile>(result);
  require(!file.columns.empty());
  for (std::size_t i = 0; i < file.rows.size(); ++i) {
    require(file.rows[i].cells.size() == file.columns.size());
    require(i == 0 || file.rows[i].line >= file.rows[i - 1].line);
  }
  check_table(file, {});
  check_table(file, {.declared = {}, .keys = {}, .weight = file.columns.back()});
  sydac::pools::Field field;
  field.name = file.columns.front();
  field.distinct = field.nullable = true;
  const sydac::pools::Key key{file.columns.back(), "", sydac::Kind::integer, {"1", "2"}};
  check_table(file, {.declared = {field}, .keys = {key}, .weight = std::nullopt});
  return 0;
}
