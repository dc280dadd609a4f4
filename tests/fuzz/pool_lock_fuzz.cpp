// Any bytes as the lock of pools, with a first byte that chooses the type of the first field: a problem in one line, or entries whose
// values are kept as they are when they are checked again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <sydac/pools/lock.hpp>

namespace {

using namespace sydac::pools;

void require(bool condition) {
  if (!condition) std::abort();
}

Request request_for(const LockedPool& pool, std::uint8_t chosen) {
  Request request;
  request.pool = pool.pool;
  for (const std::string& name : pool.fields) {
    request.fields.emplace_back();
    request.fields.back().name = name;
  }
  Field& first = request.fields.front();
  constexpr int kKinds = static_cast<int>(sydac::Kind::enumeration) + 1;
  first.kind = static_cast<sydac::Kind>(chosen % kKinds);
  first.scale = 2;
  first.precision = 12;
  first.nullable = chosen % 2 == 0;
  first.distinct = chosen % 3 == 0;
  for (const std::string& name : pool.keys) request.keys.push_back({name, "", sydac::Kind::text, {"1", "2", "a"}});
  return request;
}

void check(const LockedPool& pool, std::uint8_t chosen) {
  const Request request = request_for(pool, chosen);
  for (const Entry& entry : entries_for(pool, request).entries) {
    require(entry.key.size() == pool.keys.size() && entry.values.size() == pool.fields.size() && entry.weight > 0);
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
      const Checked again = checked(request.fields[i], entry.values[i]);
      require(again.problem.empty() && again.value == entry.values[i]);
    }
  }
  for (const std::string& problem : entries_for(pool, request).problems) require(problem.find('\n') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    for (const LockedPool& pool : read_lock(text, "x").pools) check(pool, data[0]);
  } catch (const LockError& error) {
    require(std::string_view(error.what()).starts_with("x:") && std::string_view(error.what()).find('\n') == std::string_view::npos);
  }
  return 0;
}
