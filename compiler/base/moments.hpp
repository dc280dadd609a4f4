// Days, moments and times of the day as they are written, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sydac::compiler {

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

/// `2026-01-31` as days since 1970-01-01; nothing when there is no such day.
std::optional<std::int64_t> parse_date(std::string_view text);
/// `2026-01-31T09:30[:00[.123]][Z]` as microseconds since 1970-01-01T00:00:00.
std::optional<std::int64_t> parse_timestamp(std::string_view text);
/// `09:30[:00[.123]]` as microseconds of the day.
std::optional<std::int64_t> parse_time(std::string_view text);

/// Days and microseconds as written in a schema.
std::string date_text(__int128 days);
std::string timestamp_text(__int128 microseconds);
std::string time_text(__int128 microseconds);

}  // namespace sydac::compiler
