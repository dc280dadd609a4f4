#include <algorithm>
#include <set>

#include <sydac/pools/lock.hpp>

#include "../driver_text.hpp"
#include "../json_cursor.hpp"

namespace sydac::pools {

namespace {

using driver::JsonCursor;
using driver::JsonError;
using driver::quoted;
using driver::text_of;

constexpr std::size_t kMostBytes = std::size_t{64} << 20, kMostEntries = 1'000'000, kMostFields = 1000, kMostValue = 65'536;

/// Reads the text from front to back into a Lock; what does not belong there throws JsonError, `line` says where.
class LockReader {
 public:
  explicit LockReader(std::string_view text) : json_(text) {}
  std::uint64_t line() const { return json_.line(); }

  Lock read() {
    Lock lock;
    bool has_version = false;
    object({"sydac_pools", "dataset", "pools"}, [&](std::string_view member) {
      if (member == "sydac_pools") {
        if (number() != 1) throw JsonError("this file is of a later format; this program reads `\"sydac_pools\": 1`");
        has_version = true;
      } else if (member == "dataset") {
        lock.dataset = string();
      } else {
        read_pools(lock.pools);
      }
    });
    json_.skip_space();
    if (!json_.at_end()) throw JsonError("something follows the end of the object");
    if (!has_version) throw JsonError("`\"sydac_pools\": 1` is missing");
    std::sort(lock.pools.begin(), lock.pools.end(), [](const LockedPool& a, const LockedPool& b) { return a.pool < b.pool; });
    return lock;
  }

 private:
  // `take(member)` reads the value of each member; no member comes twice.
  template <class Take>
  void any_object(Take take) {
    std::set<std::string, std::less<>> seen;
    json_.skip_space();
    json_.expect('{');
    json_.skip_space();
    if (json_.take('}')) return;
    do {
      const std::string member = string();
      if (!seen.insert(member).second) throw JsonError(text_of({quoted(member), " is there twice"}));
      json_.skip_space();
      json_.expect(':');
      json_.skip_space();
      take(member);
      json_.skip_space();
    } while (json_.take(','));
    json_.expect('}');
  }

  template <class Take>
  void object(std::initializer_list<std::string_view> known, Take take) {
    any_object([&](std::string_view member) {
      if (std::find(known.begin(), known.end(), member) == known.end()) {
        driver::Nearest nearest(member);
        for (const std::string_view name : known) nearest.offer(name);
        throw JsonError(text_of({"unknown member ", quoted(member), nearest.hint()}));
      }
      take(member);
    });
  }

  template <class Take>
  void list(Take take) {
    json_.skip_space();
    json_.expect('[');
    json_.skip_space();
    if (json_.take(']')) return;
    do {
      json_.skip_space();
      take();
      json_.skip_space();
    } while (json_.take(','));
    json_.expect(']');
  }

  std::string string() {
    json_.skip_space();
    return std::string(json_.string(scratch_));
  }

  /// A text, or a number, a truth value or null as it is kept: `199.00`, `true`, nothing.
  std::string scalar() {
    const JsonCursor::Value value = json_.value(scratch_);
    if (value.shape == JsonCursor::Shape::document) throw JsonError("expected a text or a number");
    if (value.text.size() > kMostValue) throw JsonError(text_of({"a value has at most ", driver::grouped(kMostValue), " bytes"}));
    return value.shape == JsonCursor::Shape::null ? std::string() : std::string(value.text);
  }

  std::uint64_t number() {
    const std::string text = scalar();
    constexpr std::size_t kMostDigits = 18;
    if (text.empty() || text.size() > kMostDigits || text.find_first_not_of("0123456789") != std::string::npos)
      throw JsonError(text_of({quoted(text), " is not a whole number of at most 18 digits"}));
    return std::stoull(text);
  }

  /// `0.0123` dollars; digits behind the ninth decimal are dropped.
  std::uint64_t nanodollars() {
    std::string text = scalar();
    constexpr std::size_t kDecimals = 9, kMostDollars = 9;
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits = text.substr(0, point) + text.substr(std::min(point + 1, text.size())).substr(0, kDecimals);
    const std::size_t decimals = digits.size() - point;
    if (point == 0 || point > kMostDollars || digits.find_first_not_of("0123456789") != std::string::npos)
      throw JsonError(text_of({quoted(text), " is not an amount of dollars"}));
    return std::stoull(digits.append(kDecimals - decimals, '0'));
  }

  std::vector<std::string> names() {
    std::vector<std::string> all;
    list([&] {
      all.push_back(string());
      if (all.back().empty() || std::count(all.begin(), all.end(), all.back()) > 1)
        throw JsonError(text_of({"the name ", quoted(all.back()), " is ", all.back().empty() ? "empty" : "there twice"}));
      if (all.size() > kMostFields) throw JsonError(text_of({"there are at most ", driver::grouped(kMostFields), " names"}));
    });
    return all;
  }

  void read_pools(std::vector<LockedPool>& pools) {
    any_object([&](std::string_view name) {
      pools.emplace_back();
      pools.back().pool = name;
      read_pool(pools.back());
    });
  }

  void read_pool(LockedPool& pool) {
    object({"prompt", "schema", "origins", "parameters", "tokens", "cost_usd", "keys", "fields", "entries"}, [&](std::string_view member) {
      if (member == "prompt") pool.prompt = string();
      if (member == "schema") pool.schema_hash = string();
      if (member == "origins") list([&] { pool.origins.push_back(origin()); });
      if (member == "parameters") any_object([&](std::string_view name) { pool.parameters.emplace_back(name, scalar()); });
      if (member == "tokens") read_tokens(pool);
      if (member == "cost_usd") pool.cost_nanodollars = nanodollars();
      if (member == "keys") pool.keys = names();
      if (member == "fields") pool.fields = names();
      if (member == "entries") read_entries(pool);
    });
    if (pool.fields.empty()) throw JsonError(text_of({"the pool ", quoted(pool.pool), " has no `fields`"}));
  }

  Origin origin() {
    Origin result;
    object({"provider", "model", "note", "entries"}, [&](std::string_view member) {
      if (member == "provider") result.provider = string();
      if (member == "model") result.model = string();
      if (member == "note") result.note = string();
      if (member == "entries") result.entries = number();
    });
    return result;
  }

  void read_tokens(LockedPool& pool) {
    object({"input", "output"}, [&](std::string_view member) { (member == "input" ? pool.input_tokens : pool.output_tokens) = number(); });
  }

  void read_entries(LockedPool& pool) {
    if (pool.fields.empty()) throw JsonError("`fields` (and `keys`) come before `entries`");
    list([&] {
      if (++entries_ > kMostEntries) throw JsonError(text_of({"there are at most ", driver::grouped(kMostEntries), " entries"}));
      pool.entries.push_back(entry(pool));
    });
  }

  /// `["5", "Great tent.", {"weight": 3}]`, where there is one value also without the brackets.
  Entry entry(const LockedPool& pool) {
    Entry result;
    bool has_weight = false;
    const auto take_value = [&] {
      if (has_weight) throw JsonError("the weight is the last of an entry");
      if (json_.next_is('{')) {
        object({"weight"}, [&](std::string_view) { result.weight = number(); });
        if (result.weight == 0) throw JsonError("a weight is at least 1");
        has_weight = true;
        return;
      }
      (result.key.size() < pool.keys.size() ? result.key : result.values).push_back(scalar());
    };
    if (json_.next_is('[')) {
      list(take_value);
    } else {
      take_value();
    }
    const std::size_t count = result.key.size() + result.values.size(), wanted = pool.keys.size() + pool.fields.size();
    if (count != wanted)
      throw JsonError(text_of({"the entry has ", driver::counted(count, "value"), ", `keys` and `fields` name ", driver::grouped(wanted)}));
    return result;
  }

  JsonCursor json_;
  std::string scratch_;
  std::size_t entries_ = 0;
};

/// The line of the first byte that is not UTF-8; nothing when there is none.
std::uint64_t line_without_utf8(std::string_view text) {
  std::uint64_t line = 1;
  while (!text.empty()) {
    if (text.front() == '\n') ++line;
    const std::size_t bytes = driver::utf8_character(text);
    if (bytes == 0) return line;
    text.remove_prefix(bytes);
  }
  return 0;
}

}  // namespace

const LockedPool* Lock::find(std::string_view pool) const {
  const auto found = std::find_if(pools.begin(), pools.end(), [pool](const LockedPool& locked) { return locked.pool == pool; });
  return found == pools.end() ? nullptr : &*found;
}

Lock read_lock(std::string_view text, std::string_view name) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.size() > kMostBytes) throw LockError(text_of({name, ": larger than 64 MB"}));
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const std::uint64_t line = line_without_utf8(text)) throw LockError(text_of({name, ":", line, ": not UTF-8"}));
  LockReader reader(text);
  try {
    return reader.read();
  } catch (const JsonError& error) {
    throw LockError(text_of({name, ":", reader.line(), ": ", error.what()}));
  }
}

}  // namespace sydac::pools
