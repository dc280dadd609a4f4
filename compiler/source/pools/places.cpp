#include <algorithm>

#include "base/diagnostics.hpp"
#include "source/pools/table_parts.hpp"

namespace sydac::compiler {

namespace {

using driver::quoted;

class Finder {
 public:
  Finder(const std::vector<std::string>& columns, PoolProblems& problems) : columns_(columns), problems_(problems) {}

  std::optional<std::size_t> column(std::string_view name) const {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    return found == columns_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - columns_.begin()));
  }

  /// With a problem when there is none.
  std::optional<std::size_t> wanted(std::string_view name) {
    const std::optional<std::size_t> found = column(name);
    if (found) return found;
    if (const std::optional<std::string> other = nearest(name, columns_)) {
      problems_.add(0, 0, {"no column ", quoted(name), ", the nearest is ", quoted(*other)});
      return std::nullopt;
    }
    std::string names;
    constexpr std::size_t kMostNamed = 12;
    for (std::size_t i = 0; i < columns_.size() && i < kMostNamed; ++i) driver::append(names, {i == 0 ? "" : ", ", quoted(columns_[i])});
    if (columns_.size() > kMostNamed) driver::append(names, {" and ", columns_.size() - kMostNamed, " more"});
    problems_.add(0, 0, {"no column ", quoted(name), "; there are ", names});
    return std::nullopt;
  }

 private:
  const std::vector<std::string>& columns_;
  PoolProblems& problems_;
};

}  // namespace

PoolPlaces places_of(const PoolFile& file, const PoolTableRequest& request, PoolProblems& problems) {
  PoolPlaces places;
  Finder finder(file.columns, problems);
  if (request.weight) places.weight = finder.wanted(*request.weight);
  for (const pools::Key& key : request.keys) {
    if (const auto column = finder.wanted(key.name)) places.keys.push_back(*column);
  }
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < file.columns.size(); ++i) {
    const bool is_key = std::find(places.keys.begin(), places.keys.end(), i) != places.keys.end();
    if (!is_key && places.weight != i) others.push_back(i);
  }
  if (request.declared.empty()) {
    places.fields = others;
    if (others.empty()) problems.add(0, 0, {"no column is left for values"});
    return places;
  }
  if (request.declared.size() == 1 && others.size() == 1 && !finder.column(request.declared[0].name)) {
    places.fields = others;
    return places;
  }
  for (const pools::Field& field : request.declared) {
    if (const auto column = finder.wanted(field.name)) places.fields.push_back(*column);
  }
  return places;
}

}  // namespace sydac::compiler
