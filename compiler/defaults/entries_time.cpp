#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

constexpr DefaultEntry kTimes[] = {
    {.name = "expiry",
     .patterns =
         "expires, expires at, expiry, expiry date, expiration, expiration date, expires on, valid until, valid to, expire at, expire "
         "date, expire, expires ts, not after, expired at, due date, due at, due, due on, deadline, renewal date, renews at, best before, "
         "end at, ends at, scheduled at, scheduled for, next run, next run at, required date, expected date, delivery date, until, banned "
         "until, lock until, warranty until, next billing date, expected delivery date, planned date, eta",
     .integer = "1767225600..1830297600",
     .moment = "now..now + 2y"},
    {.name = "end",
     .patterns = "end date, end time, end, ended at, date end, finish date, finished at, completed at, closed at, stop time, to date, date "
                 "to, end at, ends on, return date, returned at, resolved at, resolve time, settled at, settle time, resolution time, end "
                 "ts, checkout, check out, updated at, updated, update date, last update, last updated, modified at, modified, modified "
                 "date, last modified, updated on, date updated, update time, changed at, last changed, date modified, updated ts, edited "
                 "at, last edit, modify date, last modified date, last update timestamp, refreshed at, last seen, last login, last sign in "
                 "at, last used at, last active, last access, last activity, last login at, last seen at, deleted at, removed at, deleted, "
                 "canceled at, cancelled at, revoked at, archived at, shipped at, shipped date, ship date, delivered at, paid at, payment "
                 "date, last sync, synced at, last retry, read at, seen at, logout time, leave date, termination date, terminated at",
     .integer = "1704067200..1767225600",
     .moment = "now - 2y..now"},
    {.name = "hire date",
     .patterns = "hire date, hired at, hired, hired on, date hired, joining date, join date, joined, joined at, employment date, date of "
                 "joining, member since, start of employment, hiredate, date joined",
     .integer = "1136073600..1759449600",
     .moment = "now - 20y..now - 90d"},
    {.name = "release date",
     .patterns = "release date, released, released at, release, publication date, publish date, published, published on, publish year, "
                 "premiere date, first published, issue date publication",
     .moment = "now - 30y..now"},
    {.name = "start",
     .patterns = "start date, start time, start, started at, date start, begin date, begin time, begin, from date, date from, starts at, "
                 "starts on, valid from, begins at, start at, opened at, open date, checkin, check in, effective date, effective from, "
                 "start ts, rental date, order date, ordered at, date ordered, purchase date, booking date, reservation date, invoice "
                 "date, visit date, appointment date",
     .integer = "1609459200..1704067200",
     .moment = "now - 5y..now - 2y"},
    {.name = "created at",
     .patterns = "created at, created, create date, creation date, created on, date created, create time, creation time, added at, "
                 "inserted at, created ts, create ts, registered at, registration date, registered, signup date, sign up date, signed up "
                 "at, date added, created date, create timestamp, enrolled at, enrollment date, posted at, post date, submitted at, issued "
                 "at, issue date, requested at, entry date, date entered, crdate, ctime",
     .integer = "1609459200..1704067200",
     .moment = "now - 5y..now - 2y"},
    {.name = "time stamp",
     .patterns = "timestamp, ts, at, date, datetime, time, on, date time, day, when, moment, event time, event date, log date, since, "
                 "entry d, delivery d, epoch",
     .moment = "now - 5y..now"},
    {.name = "seconds since 1970",
     .patterns = "timestamp, ts, at, created time, updated time, epoch, unixtime, unix time, datetime, event time, date",
     .integer = "1609459200..1767225600"},
    {.name = "milliseconds since 1970",
     .patterns = "timestamp ms, ts ms, at ms, time ms, epoch ms, timestamp millis",
     .integer = "1609459200000..1767225600000"},
    {.name = "time of day",
     .patterns = "time, start, end, from, to, opens, closes, start time, end time, opening time, closing time, opens at, closes at, "
                 "departure time, arrival time, open time, close time, time slot, hours",
     .texts = {{"format(now - 5y..now, \"hh:mm\")", 5}},
     .time = "time \"07:00\"..time \"20:00\""},
    {.name = "time zone",
     .patterns = "timezone, time zone, tz, tz name, timezone name, timezone id",
     .texts = {{"choice(\"UTC\", \"Europe/London\", \"Europe/Berlin\", \"Europe/Paris\", \"America/New_York\", \"America/Chicago\", "
                "\"America/Denver\", \"America/Los_Angeles\", \"America/Sao_Paulo\", \"Asia/Tokyo\", \"Asia/Shanghai\", \"Asia/Kolkata\", "
                "\"Australia/Sydney\")",
                19},
               {"\"UTC\"", 3}}},
    {.name = "UTC offset",
     .patterns = "utc offset, gmt offset, tz offset, timezone offset",
     .texts = {{"choice(\"-08:00\", \"-05:00\", \"+00:00\", \"+01:00\", \"+05:30\", \"+09:00\")", 6}},
     .integer = "-12..14",
     .decimal = "-12..14",
     .real = "round(-12.0..14.0, 0)"},
    {.name = "year",
     .patterns = "year, yr, fiscal year, release year, model year, years, academic year, publication year, year published, year made, tax "
                 "year, year released, season year, founded, founded year, established, year established",
     .texts = {{"\"{1990..2025}\"", 4}},
     .integer = "1990..2025",
     .decimal = "1990..2025"},
    {.name = "month",
     .patterns = "month, mon, exp month, expiry month, expiration month, months",
     .texts = {{"choice(\"January\", \"February\", \"March\", \"April\", \"May\", \"June\", \"July\", \"August\", \"September\", "
                "\"October\", \"November\", \"December\")",
                9},
               {"/0[1-9]|1[0-2]/", 2}},
     .integer = "1..12",
     .decimal = "1..12"},
    {.name = "expiry year of a card",
     .patterns = "exp year, expiry year, expiration year",
     .texts = {{"\"{2026..2031}\"", 4}, {"\"{26..31}\"", 2}},
     .integer = "2026..2031"},
    {.name = "expiry of a card",
     .patterns = "card expiry, card expiration, card exp, exp date, expdate, credit card expiry",
     .texts = {{"/(0[1-9]|1[0-2])\\/(2[6-9]|3[01])/", 5}, {"/(0[1-9]|1[0-2])(2[6-9]|3[01])/", 4}}},
    {.name = "day", .patterns = "day, day of month", .integer = "1..28", .decimal = "1..28"},
    {.name = "day of the week",
     .patterns = "weekday, day of week, dow, day name, week day, ^day, weekdays, days of week",
     .texts = {{"choice(\"Monday\", \"Tuesday\", \"Wednesday\", \"Thursday\", \"Friday\", \"Saturday\", \"Sunday\")", 9},
               {"choice(\"Mon\", \"Tue\", \"Wed\", \"Thu\", \"Fri\", \"Sat\", \"Sun\")", 3}},
     .integer = "1..7"},
    {.name = "week", .patterns = "week, week number, week no, week of year, weeks", .integer = "1..52", .decimal = "1..52"},
    {.name = "quarter",
     .patterns = "quarter, fiscal quarter",
     .texts = {{"choice(\"Q1\", \"Q2\", \"Q3\", \"Q4\")", 2}, {"\"{1..4}\"", 1}},
     .integer = "1..4"},
    {.name = "hour", .patterns = "hour, hour of day, start hour, end hour", .integer = "0..23", .decimal = "0..23"},
    {.name = "minute", .patterns = "minute, second", .integer = "0..59", .decimal = "0..59"},
    {.name = "semester",
     .patterns = "semester, academic term",
     .texts = {{"choice(\"Spring\", \"Summer\", \"Fall\")", 6}},
     .integer = "1..8"},
    {.name = "season", .patterns = "season", .texts = {{"choice(\"spring\", \"summer\", \"autumn\", \"winter\")", 6}}, .integer = "1..8"},
    {.name = "milliseconds",
     .patterns = "milliseconds, millis, ms, msec, duration ms, latency, latency ms, elapsed ms, response time, response time ms, execution "
                 "time, runtime ms, duration millis",
     .integer = "1..30000",
     .decimal = "1..30000",
     .real = "round(0.500..3000.000, 3)"},
    {.name = "milliseconds of a track",
     .patterns = "milliseconds, duration ms",
     .context = "track tracks song songs",
     .integer = "120000..420000",
     .decimal = "120000..420000"},
    {.name = "seconds",
     .patterns = "seconds, secs, duration seconds, duration sec, duration s, duration secs, ttl, timeout, interval seconds, max age",
     .integer = "10..3600",
     .decimal = "10..3600",
     .real = "round(0.1..3600.0, 1)"},
    {.name = "minutes",
     .patterns = "minutes, mins, duration minutes, duration min, duration mins, run time, runtime, running time, prep time, cook time",
     .integer = "5..180",
     .decimal = "5..180"},
    {.name = "hours",
     .patterns = "hours, hrs, hours worked, credit hours, work hours, duration hours, estimated hours",
     .integer = "1..40",
     .decimal = "0.5..40",
     .real = "round(0.5..40.0, 1)"},
    {.name = "days",
     .patterns =
         "days, duration days, rental duration, lead time, days left, period days, number of days, trial days, retention days, term days",
     .integer = "1..14",
     .decimal = "1..14"},
    {.name = "number of months",
     .patterns = "duration months, term months, number of months, tenure months, loan term",
     .integer = "1..60"},
    {.name = "duration",
     .patterns = "duration, elapsed, time taken",
     .texts = {{"\"{0..2}:{/[0-5][0-9]/}:{/[0-5][0-9]/}\"", 7}},
     .integer = "1..240",
     .decimal = "1..240",
     .real = "round(0.1..240.0, 1)",
     .time = "time \"00:01\"..time \"03:00\"",
     .interval = "1min..6h"},
};

}  // namespace

std::span<const DefaultEntry> entries_of_time() { return kTimes; }

}  // namespace sydac::compiler
