#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

#include <sydac/pool.hpp>

#include "../driver_text.hpp"
#include "../hash128.hpp"
#include "../typed_value.hpp"

namespace sydac {
namespace {

constexpr std::size_t kMostEntries = 1'000'000, kSpare = 64;
/// How often a fallback is drawn again for an entry that is there already, on average.
constexpr std::uint64_t kTries = 64;

std::string plural(std::uint64_t count) { return detail::grouped(count) + (count == 1 ? " entry" : " entries"); }

/// One field of a line of `PoolInfo::entries`.
std::string unescaped(std::string_view text) {
  if (text == "\\N") return {};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
  }
  return out;
}

std::vector<pools::Entry> embedded_entries(const PoolInfo& info) {
  std::vector<pools::Entry> entries;
  for (std::string_view rest = info.entries; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    std::vector<std::string> parts;
    for (;;) {
      const std::size_t tab = line.find('\t');
      parts.push_back(unescaped(line.substr(0, tab)));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    pools::Entry entry;
    const auto first = parts.begin(), middle = first + static_cast<std::ptrdiff_t>(info.keys.size()),
               last = middle + static_cast<std::ptrdiff_t>(info.fields.size());
    entry.key.assign(std::make_move_iterator(first), std::make_move_iterator(middle));
    entry.values.assign(std::make_move_iterator(middle), std::make_move_iterator(last));
    if (info.weighted) entry.weight = static_cast<std::uint64_t>(driver::parse_number(parts.back())->exact);
    entries.push_back(std::move(entry));
  }
  return entries;
}

int hex_digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// A value as `checked` gives it, in the unit of its type.
Int128 raw_value(const PoolFieldInfo& field, std::string_view text) {
  switch (field.kind) {
    case Kind::enumeration: return std::find(field.values.begin(), field.values.end(), text) - field.values.begin();
    case Kind::uuid: {
      UInt128 raw = 0;
      for (const char c : text) raw = c == '-' ? raw : raw << 4 | static_cast<unsigned>(hex_digit(c));
      return static_cast<Int128>(raw);
    }
    case Kind::real: {
      const auto value = driver::parse_value(field.kind, 0, text);
      return value ? Int128{std::bit_cast<std::uint64_t>(value->real)} : 0;
    }
    case Kind::boolean:
    case Kind::integer:
    case Kind::decimal:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamptz: {
      const auto value = driver::parse_value(field.kind, field.scale, text);
      if (!value) return 0;
      Int128 raw = value->exact;
      for (unsigned i = value->scale; value->type == driver::TypedValue::Type::number && i < field.scale; ++i) raw *= 10;
      return raw;
    }
    case Kind::text:
    case Kind::json:
    case Kind::interval:
    case Kind::bytes: break;
  }
  return 0;
}

bool is_text(Kind kind) { return kind == Kind::text || kind == Kind::json; }

}  // namespace

PoolValues::PoolValues(const PoolFile& file, const PoolInfo& info)
    : info_(&info), from_(info.from_model ? "lock" : "schema"), strict_(file.strict()), request_(pools::request_of({}, info)) {
  std::size_t groups = 1;
  for (const PoolKeyInfo& key : info.keys) {
    auto& numbers = key_numbers_.emplace_back();
    for (std::size_t i = 0; i < key.values.size(); ++i) numbers.emplace(key.values[i], i);
    groups *= key.values.size();
    key_runs_.push_back(run_of(key));
  }
  groups_.resize(groups);
  const pools::LockedPool* loaded = file.lock() != nullptr ? file.lock()->find(info.name) : nullptr;
  if (loaded == nullptr) {
    take(embedded_entries(info));
    return;
  }
  from_ = "file";
  pools::Fitting fitting = pools::entries_for(*loaded, request_);
  if (!fitting.problems.empty())
    throw PoolError(driver::text_of(
        {file.name(), ": pool `", info.name, "`: ", fitting.problems.front(), fitting.problems.size() > 1 ? ", and others" : ""}));
  take(std::move(fitting.entries));
}

void PoolValues::take(std::vector<pools::Entry> entries) {
  if (entries.size() > kMostEntries)
    throw PoolError(driver::text_of({"pool `", info_->name, "` has ", plural(entries.size()), ", at most 1 000 000 are taken"}));
  std::vector<std::vector<pools::Entry>> of_keys(groups_.size());
  for (pools::Entry& entry : entries) {
    std::size_t group = 0;
    for (std::size_t key = 0; key < entry.key.size(); ++key)
      group = group * info_->keys[key].values.size() + index_of(key, std::string_view(entry.key[key]));
    if (!info_->from_model || of_keys[group].size() < info_->size) of_keys[group].push_back(std::move(entry));
  }
  std::uint64_t first = 0;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    Group& of = groups_[group];
    of.first = first;
    of.given = of_keys[group].size();
    of.count = info_->from_model ? info_->size : of.given;
    if (of.count == 0)
      throw PoolError(driver::text_of({"pool `", info_->name, "` has no entry", info_->keys.empty() ? "" : " for one of its keys"}));
    given_ += of.given;
    first += of.count;
  }
  size_ = first;
  if (size_ < info_->least)
    throw PoolError(
        driver::text_of({"pool `", info_->name, "` has ", plural(size_), ", the program counts on ", detail::grouped(info_->least)}));
  waiting_ = std::move(of_keys);
  if (given_ == size_) arrange(waiting_);
}

void PoolValues::arrange(std::vector<std::vector<pools::Entry>>& of_keys) {
  columns_.resize(info_->fields.size());
  for (Column& column : columns_) column.cells.resize(size_);
  identities_.resize(size_);
  weights_.resize(size_);
  std::map<std::vector<std::string>, std::uint64_t> seen;
  std::uint64_t number = 0;
  for (const auto& entries : of_keys) {
    for (const pools::Entry& entry : entries) set(number++, entry, seen);
  }
  weigh();
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    const Group& of = groups_[group];
    const auto begin = weights_.begin() + static_cast<std::ptrdiff_t>(of.first);
    const std::span<const std::uint64_t> own(begin, begin + static_cast<std::ptrdiff_t>(of.count));
    if (std::all_of(own.begin(), own.end(), [](std::uint64_t weight) { return weight == 1; })) continue;
    std::vector<std::uint32_t> order(of.count);
    std::iota(order.begin(), order.end(), 0U);
    const auto& entries = of_keys[group];
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return entries[a].values < entries[b].values; });
    groups_[group].weights = detail::PoolWeights(own, std::move(order));
  }
  of_keys.clear();
}

/// The sum of the weights of a key's entries has 63 bits at most.
void PoolValues::weigh() {
  for (const Group& of : groups_) {
    UInt128 total = 0;
    for (std::uint64_t i = 0; i < of.count; ++i) total += weights_[of.first + i];
    if (total == 0 || total >> 63 != 0)
      throw PoolError(driver::text_of({"the weights of pool `", info_->name, "` sum up to ", total == 0 ? "0" : "2^63 or more"}));
  }
}

void PoolValues::set(std::uint64_t number, const pools::Entry& entry, std::map<std::vector<std::string>, std::uint64_t>& seen) {
  std::vector<std::string> name = entry.key;
  name.push_back(entry.values[0]);
  std::uint64_t identity = detail::absorb(std::uint64_t{0}, seen[name]++);
  for (const std::string& part : name) identity = detail::absorb(identity, std::string_view(part));
  identities_[number] = identity;
  weights_[number] = entry.weight;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const PoolFieldInfo& field = info_->fields[i];
    const std::string& text = entry.values[i];
    Cell& cell = columns_[i].cells[number];
    cell.null = field.nullable && text.empty();
    if (cell.null) continue;
    if (!is_text(field.kind)) {
      cell.raw = raw_value(field, text);
      continue;
    }
    cell.text = keep(text);
    cell.size = static_cast<std::uint32_t>(text.size());
    cell.plain = detail::traits_of(text).plain();
  }
}

/// Texts stand one behind the other; what is read past the end of one is there.
const char* PoolValues::keep(std::string_view text) {
  constexpr std::size_t kChunk = 65536;
  if (chunk_left_ < text.size() + kSpare) {
    chunk_left_ = std::max(kChunk, text.size() + kSpare);
    chunks_.push_back(std::make_unique<char[]>(chunk_left_));
    chunk_at_ = chunks_.back().get();
  }
  char* const kept = chunk_at_;
  std::copy(text.begin(), text.end(), kept);
  chunk_at_ += text.size();
  chunk_left_ -= text.size();
  return kept;
}

pools::Entry PoolValues::made_entry(std::size_t group, const std::vector<std::string>& fields) const {
  pools::Entry entry;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    pools::Checked checked = pools::checked(request_.fields[i], fields[i]);
    if (!checked.problem.empty())
      throw ValueError(driver::text_of({"the fallback of pool `", info_->name, "`: ", info_->fields[i].name, ": ", checked.problem}));
    entry.values.push_back(std::move(checked.value));
  }
  entry.key.resize(info_->keys.size());
  for (std::size_t key = info_->keys.size(); key-- > 0;) {
    entry.key[key] = info_->keys[key].values[group % info_->keys[key].values.size()];
    group /= info_->keys[key].values.size();
  }
  return entry;
}

void PoolValues::fill_group(std::size_t group, const std::function<std::vector<std::string>(std::uint64_t row)>& make) {
  auto& entries = waiting_[group];
  std::vector<std::set<std::string>> taken(info_->fields.size());
  auto is_taken = [&](const pools::Entry& entry) {
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (info_->fields[i].distinct && taken[i].contains(entry.values[i])) return true;
    }
    return false;
  };
  auto take_note = [&](const pools::Entry& entry) {
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (info_->fields[i].distinct) taken[i].insert(entry.values[i]);
    }
  };
  for (const pools::Entry& entry : entries) take_note(entry);
  const std::uint64_t wanted = groups_[group].count;
  while (entries.size() < wanted) {
    for (std::uint64_t turn = entries.size();; turn += wanted) {
      if (turn >= wanted * kTries)
        throw ValueError(driver::text_of({"the fallback of pool `", info_->name, "` gives only ", plural(entries.size()), " that differ, ",
                                          detail::grouped(wanted), " are needed"}));
      pools::Entry entry = made_entry(group, make(group + turn * groups_.size()));
      if (is_taken(entry)) continue;
      take_note(entry);
      entries.push_back(std::move(entry));
      break;
    }
  }
}

void PoolValues::fill(const std::function<std::vector<std::string>(std::uint64_t row)>& make) {
  if (waiting_.empty()) return;
  if (strict_) {
    throw PoolError(driver::text_of(
        {"pool `", info_->name, "` has ", detail::grouped(given_), " of ", plural(size_), ", and --strict-pools forbids its fallback"}));
  }
  for (std::size_t group = 0; group < groups_.size(); ++group) fill_group(group, make);
  arrange(waiting_);
}

PoolValues::KeyRun PoolValues::run_of(const PoolKeyInfo& key) {
  KeyRun run;
  if (key.kind != Kind::integer) return run;
  for (const std::string_view value : key.values) {
    const auto number = static_cast<std::int64_t>(driver::parse_number(value)->exact);
    if (run.count == 0) run.first = number;
    if (number != run.first + static_cast<std::int64_t>(run.count)) break;
    ++run.count;
  }
  return run;
}

std::size_t PoolValues::index_of(std::size_t key, std::string_view value) const {
  const auto found = key_numbers_[key].find(value);
  if (found != key_numbers_[key].end()) return found->second;
  throw ValueError("pool `" + std::string(info_->name) + "` has no entries for " + std::string(info_->keys[key].name) + " = " +
                   std::string(value));
}

std::size_t PoolValues::index_of_listed(std::size_t key, std::int64_t value) const {
  char digits[20 + kScribble];
  return index_of(key, std::string_view(digits, static_cast<std::size_t>(write_integer(digits, value) - digits)));
}

PoolReport PoolValues::report() const {
  driver::Hash128 hash;
  std::vector<std::uint64_t> given;  // what the fallback makes follows from the seed
  for (const Group& of : groups_) {
    for (std::uint64_t i = 0; i < of.given; ++i) given.push_back(of.first + i);
  }
  for (const std::uint64_t number : given) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Cell& cell = columns_[i].cells[number];
      const std::uint64_t words[] = {cell.null, cell.size, static_cast<std::uint64_t>(cell.raw),
                                     static_cast<std::uint64_t>(static_cast<UInt128>(cell.raw) >> 64)};
      hash.update({reinterpret_cast<const char*>(words), sizeof words});
      hash.update({cell.text, cell.size});
    }
    const std::uint64_t weight = weights_[number];
    hash.update({reinterpret_cast<const char*>(&weight), sizeof weight});
  }
  const driver::Digest128 digest = hash.digest();
  return {.name = info_->name,
          .from = given_ == 0 ? "fallback" : from_,
          .given = given_,
          .filled = size_ - given_,
          .digest = driver::hexadecimal(digest.data(), digest.size())};
}

}  // namespace sydac
