#include <cerrno>
#include <cstdio>
#include <cstring>

#include <sydac/pool.hpp>

#include "../driver_text.hpp"

namespace sydac {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

std::string read_all(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) throw PoolError(driver::text_of({"cannot read ", path, ": ", std::strerror(errno)}));
  std::string text;
  char bytes[65536];
  while (const std::size_t got = std::fread(bytes, 1, sizeof bytes, file.get())) {
    text.append(bytes, got);
    if (text.size() > kMostBytes) throw PoolError(driver::text_of({path, " has more than 64 MB"}));
  }
  if (std::ferror(file.get()) != 0) throw PoolError(driver::text_of({"cannot read ", path, ": ", std::strerror(errno)}));
  return text;
}

}  // namespace

PoolFile::PoolFile(const Settings& settings) : name_(settings.pools_file), strict_(settings.strict_pools) {
  if (name_.empty()) return;
  try {
    lock_ = std::make_unique<pools::Lock>(pools::read_lock(read_all(name_), name_));
  } catch (const pools::LockError& error) {
    throw PoolError(error.what());
  }
}

namespace pools {

Request request_of(const Program& program, const PoolInfo& info) {
  Request request;
  request.dataset = program.dataset;
  request.dataset_doc = program.dataset_doc;
  request.locale = program.locale;
  request.pool = info.name;
  request.prompt = info.doc;
  request.size = info.size;
  for (const PoolFieldInfo& each : info.fields) {
    Field field;
    field.name = each.name;
    field.type = each.type;
    field.doc = each.doc;
    field.kind = each.kind;
    field.bits = each.bits;
    field.precision = each.precision;
    field.scale = each.scale;
    field.max_characters = each.max_characters;
    field.minimum = each.minimum;
    field.maximum = each.maximum;
    field.values.assign(each.values.begin(), each.values.end());
    field.pattern = each.pattern;
    if (each.matcher != nullptr) field.matches = [matcher = each.matcher](std::string_view text) { return matcher->accepts(text); };
    field.distinct = each.distinct;
    field.nullable = each.nullable;
    request.fields.push_back(std::move(field));
  }
  for (const PoolKeyInfo& each : info.keys) {
    Key key;
    key.name = each.name;
    key.kind = each.kind;
    key.values.assign(each.values.begin(), each.values.end());
    request.keys.push_back(std::move(key));
  }
  for (const PoolUseInfo& each : info.uses) {
    Use use{std::string(each.table), std::string(each.table_doc), std::string(each.column), std::string(each.column_doc), {}};
    use.neighbours.assign(each.neighbours.begin(), each.neighbours.end());
    request.uses.push_back(std::move(use));
  }
  return request;
}

}  // namespace pools
}  // namespace sydac
