#include "key_set.hpp"

#include <algorithm>
#include <cstring>

#include "hash128.hpp"

namespace sydac::driver {

namespace {

constexpr unsigned kRowBits = 40;
constexpr unsigned __int128 kRowMask = (static_cast<unsigned __int128>(1) << kRowBits) - 1;
constexpr std::uint64_t kKeysPerBucket = 8;

// A number at the smallest scale that holds it.
TypedValue without_trailing_zeros(TypedValue value) {
  while (value.scale != 0 && value.exact % 10 == 0) {
    value.exact /= 10;
    --value.scale;
  }
  return value;
}

void append_key_part(std::string& out, const TypedValue& given) {
  const TypedValue value = without_trailing_zeros(given);
  char head[64] = {};
  head[0] = static_cast<char>(value.type);
  head[1] = static_cast<char>(value.scale);
  std::memcpy(head + 8, &value.months, 4);
  std::memcpy(head + 12, &value.days, 4);
  std::memcpy(head + 16, &value.exact, 16);
  std::memcpy(head + 32, &value.real, 8);
  const std::uint64_t length = value.text.size();  // before the text, so that ("a", "bc") is not ("ab", "c")
  std::memcpy(head + 40, &length, 8);
  out.append(head, 48);
  out += value.text;
}

Key hashed_key(std::string_view bytes) {
  Hash128 hash;
  hash.update(bytes);
  const Digest128 digest = hash.digest();
  Key key{0, 0, {}};
  std::memcpy(&key.high, digest.data(), 8);
  std::memcpy(&key.low, digest.data() + 8, 8);
  return key;
}

// Any well spread 88 bits do; a whole number needs no more than an invertible mix.
unsigned __int128 entry_hash(const Key& key) {
  unsigned __int128 wide = static_cast<unsigned __int128>(key.high) << 64 | key.low;
  if (key.number) {
    auto mixed = static_cast<std::uint64_t>(*key.number) * 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ (mixed >> 32)) * 0xd6e8feb86659fd93U;
    wide = static_cast<unsigned __int128>(mixed ^ (mixed >> 32)) << 64;
  }
  return wide & ~kRowMask;
}

}  // namespace

std::optional<Key> key_of(std::span<const TypedValue> values) {
  for (const TypedValue& value : values) {
    if (value.is_null()) return {};
  }
  if (values.size() == 1 && values[0].is(TypedValue::Type::number)) {
    const TypedValue number = without_trailing_zeros(values[0]);
    const bool is_whole = number.scale == 0 && number.exact >= INT64_MIN && number.exact <= INT64_MAX;
    if (is_whole) return Key{0, 0, static_cast<std::int64_t>(number.exact)};
  }
  if (values.size() == 1 && values[0].is(TypedValue::Type::text)) return hashed_key(values[0].text);
  std::string bytes;
  for (const TypedValue& value : values) append_key_part(bytes, value);
  return hashed_key(bytes);
}

bool KeySet::continues_serial(const Key& key, std::uint64_t row) {
  if (!is_serial_ || !key.number || row != count_) return false;
  if (row == 0) {
    first_ = *key.number;
    return true;
  }
  if (row == 1) {
    const bool fits = !__builtin_sub_overflow(*key.number, first_, &step_) && step_ > 0;
    if (!fits) step_ = 1;
    return fits;
  }
  return static_cast<Exact>(*key.number) == static_cast<Exact>(first_) + static_cast<Exact>(step_) * row;
}

void KeySet::leave_serial() {
  is_serial_ = false;
  for (std::uint64_t row = 0; row < count_; ++row) {
    const Key key{0, 0, first_ + step_ * static_cast<std::int64_t>(row)};
    entries_.push_back(entry_hash(key) | row);
  }
}

void KeySet::add(const Key& key, std::uint64_t row) {
  if (continues_serial(key, row)) {
    ++count_;
    return;
  }
  if (is_serial_) leave_serial();
  entries_.push_back(entry_hash(key) | row);
}

void KeySet::finish() {
  if (is_serial_) return;
  std::sort(entries_.begin(), entries_.end());
  std::vector<Entry> pairs;  // the second row above the first, so that the order is that of second rows
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    if ((entries_[i] & ~kRowMask) != (entries_[i - 1] & ~kRowMask)) continue;
    pairs.push_back((entries_[i] & kRowMask) << kRowBits | (entries_[i - 1] & kRowMask));
  }
  std::sort(pairs.begin(), pairs.end());
  for (const Entry pair : pairs)
    same_looking_.push_back({static_cast<std::uint64_t>(pair & kRowMask), static_cast<std::uint64_t>(pair >> kRowBits)});
  while (bucket_bits_ < kRowBits && (std::uint64_t{1} << bucket_bits_) * kKeysPerBucket < entries_.size()) ++bucket_bits_;
  bucket_starts_.assign((std::size_t{1} << bucket_bits_) + 1, entries_.size());
  for (std::size_t i = entries_.size(); i-- > 0;) bucket_starts_[static_cast<std::size_t>(entries_[i] >> 64 >> (64 - bucket_bits_))] = i;
  for (std::size_t i = bucket_starts_.size() - 1; i-- > 0;) bucket_starts_[i] = std::min(bucket_starts_[i], bucket_starts_[i + 1]);
}

std::optional<std::uint64_t> KeySet::row_of(const Key& key) const {
  if (is_serial_) {
    if (!key.number) return {};
    const Exact distance = static_cast<Exact>(*key.number) - first_;
    const bool is_there = distance >= 0 && distance % step_ == 0 && distance / step_ < static_cast<Exact>(count_);
    return is_there ? std::optional(static_cast<std::uint64_t>(distance / step_)) : std::nullopt;
  }
  const Entry hash = entry_hash(key);
  const auto bucket = static_cast<std::size_t>(hash >> 64 >> (64 - bucket_bits_));
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(bucket_starts_[bucket]);
  const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(bucket_starts_[bucket + 1]);
  const auto found = std::lower_bound(begin, end, hash);
  if (found == end || (*found & ~kRowMask) != hash) return {};
  return static_cast<std::uint64_t>(*found & kRowMask);
}

}  // namespace sydac::driver
