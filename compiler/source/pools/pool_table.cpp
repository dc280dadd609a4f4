#include "source/pools/pool_table.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_set>

#include "source/pools/readers.hpp"
#include "source/pools/table_parts.hpp"

namespace sydac::compiler {

namespace {

using driver::quoted;
using pools::Checked;
using pools::Entry;
using pools::Field;
using pools::Key;

constexpr std::size_t kMostProblems = 20;

// A key's value is taken as a field of its values would be.
Field field_of(const Key& key) {
  Field field;
  field.name = key.name;
  field.kind = key.kind;
  field.type = key.kind == Kind::integer ? "int" : key.kind == Kind::boolean ? "bool" : "value of the key";
  field.values = key.values;
  return field;
}

// Positions of entries that are told apart by what they hold.
class EntrySet {
 public:
  explicit EntrySet(const std::vector<Entry>& entries) : set_(0, Hash{entries}, Same{entries}) {}
  /// The position of the first entry that is the same as the last one.
  std::size_t first_of(std::size_t last) { return *set_.insert(last).first; }

 private:
  struct Hash {
    const std::vector<Entry>& entries;
    std::size_t operator()(std::size_t position) const {
      std::size_t hash = 0;
      const auto add = [&hash](const std::string& text) {
        hash = (hash ^ std::hash<std::string>()(text)) * std::size_t{0x9E3779B97F4A7C15};
      };
      std::for_each(entries[position].key.begin(), entries[position].key.end(), add);
      std::for_each(entries[position].values.begin(), entries[position].values.end(), add);
      return hash;
    }
  };
  struct Same {
    const std::vector<Entry>& entries;
    bool operator()(std::size_t a, std::size_t b) const {
      return entries[a].key == entries[b].key && entries[a].values == entries[b].values;
    }
  };
  std::unordered_set<std::size_t, Hash, Same> set_;
};

class Builder {
 public:
  Builder(const PoolFile& file, const PoolTableRequest& request, std::vector<PoolFileProblem>& problems)
      : file_(file), request_(request), problems_(problems), places_(places_of(file, request, problems_)) {}

  PoolTable run() {
    if (problems_.count() == 0) choose_rows();
    if (problems_.count() == 0 && rows_.empty()) problems_.add(0, 0, {"no values"});
    if (problems_.count() == 0) choose_fields();
    if (!table_.fields.empty()) add_entries();
    sort_by_key();
    problems_.finish();
    return std::move(table_);
  }

 private:
  void choose_rows();
  void choose_fields();
  void add_entries();
  bool take_key(const PoolRow& row, Entry& entry);
  bool take_values(const PoolRow& row, Entry& entry);
  bool is_distinct(const PoolRow& row, const Entry& entry);
  void sort_by_key();

  const PoolFile& file_;
  const PoolTableRequest& request_;
  PoolProblems problems_;
  PoolPlaces places_;
  std::vector<const PoolRow*> rows_;  // those taken
  std::vector<std::uint64_t> weights_;
  std::vector<Field> key_fields_;
  std::vector<std::map<std::pair<std::vector<std::string>, std::string>, std::uint64_t>> distinct_;  // lines, by field
  PoolTable table_;
};

void Builder::choose_rows() {
  std::vector<const PoolRow*> named;
  for (const PoolRow& row : file_.rows) {
    if (!without_blanks(row.cells[places_.fields[0]].text).empty()) named.push_back(&row);
  }
  const std::vector<std::uint64_t> weights =
      places_.weight ? weights_of(named, *places_.weight, problems_) : std::vector<std::uint64_t>(named.size(), 1);
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (weights[i] == 0) continue;
    rows_.push_back(named[i]);
    weights_.push_back(weights[i]);
  }
}

void Builder::choose_fields() {
  for (std::size_t i = 0; i < places_.fields.size(); ++i) {
    const std::size_t column = places_.fields[i];
    const bool has_values =
        std::any_of(rows_.begin(), rows_.end(), [&](const PoolRow* row) { return !without_blanks(row->cells[column].text).empty(); });
    if (!has_values) problems_.add(0, column + 1, {"the column ", quoted(file_.columns[column]), " has no values"});
  }
  if (problems_.count() != 0) return;
  table_.fields = request_.declared;
  if (!table_.fields.empty()) return;
  for (const std::size_t column : places_.fields) table_.fields.push_back(inferred_field(file_.columns[column], rows_, column));
}

bool Builder::take_key(const PoolRow& row, Entry& entry) {
  for (std::size_t i = 0; i < places_.keys.size(); ++i) {
    const std::size_t column = places_.keys[i];
    Checked value = checked(key_fields_[i], row.cells[column].text);
    if (!value.problem.empty()) {
      problems_.add(row.line, column + 1, {quoted(key_fields_[i].name), ": ", value.problem});
      return false;
    }
    entry.key.push_back(std::move(value.value));
  }
  return true;
}

bool Builder::take_values(const PoolRow& row, Entry& entry) {
  bool is_right = true;
  for (std::size_t i = 0; i < places_.fields.size(); ++i) {
    const std::size_t column = places_.fields[i];
    Checked value = checked(table_.fields[i], row.cells[column].text);
    if (!value.problem.empty()) problems_.add(row.line, column + 1, {quoted(table_.fields[i].name), ": ", value.problem});
    is_right = is_right && value.problem.empty();
    entry.values.push_back(std::move(value.value));
  }
  return is_right;
}

// No two entries of a key share a value of a field that says so.
bool Builder::is_distinct(const PoolRow& row, const Entry& entry) {
  bool is_right = true;
  for (std::size_t i = 0; i < entry.values.size(); ++i) {
    if (!table_.fields[i].distinct || entry.values[i].empty()) continue;
    const auto [place, is_new] = distinct_[i].try_emplace({entry.key, entry.values[i]}, row.line);
    if (is_new) continue;
    is_right = false;
    problems_.add(row.line, places_.fields[i] + 1,
                  {quoted(table_.fields[i].name), ": ", quoted(entry.values[i]), " is in line ", place->second, " with other values"});
  }
  return is_right;
}

void Builder::add_entries() {
  for (const Key& key : request_.keys) key_fields_.push_back(field_of(key));
  distinct_.resize(table_.fields.size());
  std::vector<Entry>& entries = table_.entries;
  EntrySet known(entries);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Entry entry;
    entry.weight = weights_[i];
    if (!take_key(*rows_[i], entry) || !take_values(*rows_[i], entry)) continue;
    const std::size_t last = entries.size();
    entries.push_back(std::move(entry));
    const std::size_t first = known.first_of(last);
    if (first != last) {
      entries[first].weight += entries[last].weight;
      entries.pop_back();
    } else {
      is_distinct(*rows_[i], entries[last]);
    }
  }
}

void Builder::sort_by_key() {
  if (request_.keys.empty()) return;
  const auto rank = [&](const Entry& entry, std::size_t i) {
    const std::vector<std::string>& values = request_.keys[i].values;
    return std::find(values.begin(), values.end(), entry.key[i]) - values.begin();
  };
  std::map<std::vector<std::ptrdiff_t>, std::vector<Entry>> by_key;
  for (Entry& entry : table_.entries) {
    std::vector<std::ptrdiff_t> ranks;
    for (std::size_t i = 0; i < entry.key.size(); ++i) ranks.push_back(rank(entry, i));
    by_key[ranks].push_back(std::move(entry));
  }
  table_.entries.clear();
  for (auto& [ranks, entries] : by_key) std::move(entries.begin(), entries.end(), std::back_inserter(table_.entries));
}

}  // namespace

void PoolProblems::add(std::uint64_t line, std::uint64_t column, std::initializer_list<driver::Piece> message) {
  if (++count_ <= kMostProblems) list_.push_back({line, column, driver::text_of(message)});
}

void PoolProblems::finish() {
  if (count_ > kMostProblems) list_.push_back({0, 0, driver::text_of({driver::counted(count_ - kMostProblems, "more problem")})});
}

PoolTable pool_table(const PoolFile& file, const PoolTableRequest& request, std::vector<PoolFileProblem>& problems) {
  return Builder(file, request, problems).run();
}

}  // namespace sydac::compiler
