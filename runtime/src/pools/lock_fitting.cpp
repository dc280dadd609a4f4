#include <algorithm>
#include <map>
#include <set>

#include <sydac/pools/lock.hpp>

#include "../driver_text.hpp"

namespace sydac::pools {

namespace {

using driver::quoted;

constexpr std::size_t kMostProblems = 20;
constexpr std::uint64_t kMostWeight = std::uint64_t{1} << 62;

/// Where each name of the request stands in the lock's list; a missing one is a problem.
bool find_places(const std::vector<std::string>& locked, std::string_view name, std::vector<std::size_t>& places) {
  const auto found = std::find(locked.begin(), locked.end(), name);
  if (found == locked.end()) return false;
  places.push_back(static_cast<std::size_t>(found - locked.begin()));
  return true;
}

class Fitter {
 public:
  Fitter(const LockedPool& locked, const Request& request) : locked_(locked), request_(request) {}

  Fitting run() {
    result_.stale = !locked_.schema_hash.empty() && locked_.schema_hash != schema_hash(request_);
    if (has_all_names()) {
      distinct_.resize(request_.fields.size());
      for (std::size_t i = 0; i < locked_.entries.size(); ++i) take(locked_.entries[i], i + 1);
    }
    for (auto& [ranks, entries] : by_key_) {
      for (Entry& entry : entries) result_.entries.push_back(std::move(entry));
    }
    if (result_.left_out > kMostProblems)
      result_.problems.push_back(driver::text_of({"and ", driver::grouped(result_.left_out - kMostProblems), " more"}));
    return std::move(result_);
  }

 private:
  using Ranks = std::vector<std::size_t>;

  void complain(std::initializer_list<driver::Piece> pieces) {
    if (++result_.left_out <= kMostProblems) result_.problems.push_back(driver::text_of(pieces));
  }

  bool has_all_names() {
    for (const Key& key : request_.keys) {
      if (!find_places(locked_.keys, key.name, key_places_)) complain({"the key ", quoted(key.name), " is not in the lock"});
    }
    for (const Field& field : request_.fields) {
      if (!find_places(locked_.fields, field.name, field_places_)) complain({"the field ", quoted(field.name), " is not in the lock"});
    }
    return result_.left_out == 0;
  }

  void take(const Entry& given, std::uint64_t number) {
    if (given.key.size() != locked_.keys.size() || given.values.size() != locked_.fields.size()) {
      complain({"entry ", number, ": not as many values as keys and fields"});
      return;
    }
    Entry entry{.key = {}, .values = {}, .weight = std::min(given.weight, kMostWeight)};
    Ranks ranks;
    if (!take_key(given, number, entry, ranks) || !take_values(given, number, entry)) return;
    std::vector<Entry>& of_key = by_key_[ranks];
    const auto [place, is_new] = places_.try_emplace({ranks, entry.values}, of_key.size());
    if (!is_new) {
      Entry& first = of_key[place->second];
      first.weight = std::min(first.weight + entry.weight, kMostWeight);
    } else if (is_distinct(ranks, entry.values, number)) {
      of_key.push_back(std::move(entry));
    } else {
      places_.erase(place);
    }
  }

  bool take_key(const Entry& given, std::uint64_t number, Entry& entry, Ranks& ranks) {
    for (std::size_t i = 0; i < request_.keys.size(); ++i) {
      const Key& key = request_.keys[i];
      const std::string& value = given.key[key_places_[i]];
      const auto found = std::find(key.values.begin(), key.values.end(), value);
      if (found == key.values.end()) {
        complain(
            {"entry ", number, ": ", key.name, ": ", quoted(value), " is none of the ", driver::grouped(key.values.size()), " values"});
        return false;
      }
      ranks.push_back(static_cast<std::size_t>(found - key.values.begin()));
      entry.key.push_back(value);
    }
    return true;
  }

  bool take_values(const Entry& given, std::uint64_t number, Entry& entry) {
    for (std::size_t i = 0; i < request_.fields.size(); ++i) {
      Checked value = checked(request_.fields[i], given.values[field_places_[i]]);
      if (!value.problem.empty()) {
        complain({"entry ", number, ": ", request_.fields[i].name, ": ", value.problem});
        return false;
      }
      entry.values.push_back(std::move(value.value));
    }
    return true;
  }

  bool is_distinct(const Ranks& ranks, const std::vector<std::string>& values, std::uint64_t number) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (request_.fields[i].distinct && distinct_[i].contains({ranks, values[i]})) {
        complain({"entry ", number, ": ", request_.fields[i].name, ": ", quoted(values[i]), " is there before"});
        return false;
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (request_.fields[i].distinct) distinct_[i].emplace(ranks, values[i]);
    }
    return true;
  }

  const LockedPool& locked_;
  const Request& request_;
  std::vector<std::size_t> key_places_, field_places_;
  std::map<Ranks, std::vector<Entry>> by_key_;
  std::map<std::pair<Ranks, std::vector<std::string>>, std::size_t> places_;  // of each entry among those of its key
  std::vector<std::set<std::pair<Ranks, std::string>>> distinct_;             // values taken, by field
  Fitting result_;
};

}  // namespace

Fitting entries_for(const LockedPool& locked, const Request& request) { return Fitter(locked, request).run(); }

}  // namespace sydac::pools
