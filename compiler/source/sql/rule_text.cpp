#include "source/sql/rule_text.hpp"

#include <algorithm>

#include "base/moments.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/patterns.hpp"
#include "source/sql/samples.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr std::uint32_t kOpen = 10'485'760;
constexpr Scaled kDay = 86'400 * kOne;
constexpr Scaled kYear = 365 * kDay;
constexpr Scaled kNow = 20454 * kDay;  // 2026-01-01, that of a schema without `now`
constexpr std::uint32_t kWord = 13;    // characters of the longest word of `words`

std::string digits(std::uint64_t n) { return std::to_string(n); }

/// `18..90`: both ends where they are plain numbers.
struct Ends {
  Scaled low, high;
};
std::optional<Ends> ends_of(std::string_view rule) {
  const std::size_t dots = rule.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view text) -> std::optional<Scaled> {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    std::string plain;
    for (const char c : text) {
      if (c != '_') plain += c;
    }
    const auto parsed = parse_number(plain);
    const auto scaled = parsed ? rescale(parsed->raw, parsed->scale, 9) : std::nullopt;
    return scaled ? std::optional(minus ? -*scaled : *scaled) : std::nullopt;
  };
  const auto low = number(rule.substr(0, dots)), high = number(rule.substr(dots + 2));
  if (!low || !high) return std::nullopt;
  return Ends{*low, *high};
}

/// `now - 80y..now - 18y`: both ends, `now` being that of a schema that says none.
std::optional<Ends> moments_of(std::string_view rule) {
  const std::size_t dots = rule.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto moment = [](std::string_view text) -> std::optional<Scaled> {
    std::string plain;
    for (const char c : text) {
      if (c != ' ') plain += c;
    }
    if (!plain.starts_with("now")) return std::nullopt;
    if (plain.size() == 3) return kNow;
    const bool minus = plain[3] == '-';
    if (!minus && plain[3] != '+') return std::nullopt;
    const std::size_t end = plain.find_first_not_of("0123456789", 4);
    if (end == std::string::npos || end == 4 || end > 10) return std::nullopt;
    const std::string unit = plain.substr(end);
    const Scaled size = unit == "y"    ? kYear
                        : unit == "mo" ? 30 * kDay
                        : unit == "w"  ? 7 * kDay
                        : unit == "d"  ? kDay
                        : unit == "h"  ? 3600 * kOne
                                       : 0;
    if (size == 0) return std::nullopt;
    const Scaled shift = static_cast<Scaled>(std::stoll(plain.substr(4, end - 4))) * size;
    return minus ? kNow - shift : kNow + shift;
  };
  const auto low = moment(rule.substr(0, dots)), high = moment(rule.substr(dots + 2));
  return low && high ? std::optional(Ends{*low, *high}) : std::nullopt;
}

class Writer {
 public:
  explicit Writer(const RuleRequest& request)
      : request_(request), column_(*request.column), shape_(column_.shape), limits_(*request.limits), unique_(column_.unique) {}

  std::string rule() {
    if (limits_.nulls == Nulls::always) return "null";
    if (!shape_.literal.empty()) return unique_ && !shape_.unique_literal.empty() ? shape_.unique_literal : shape_.literal;
    switch (shape_.base) {
      case Base::enumeration: return enumeration();
      case Base::boolean: return boolean();
      case Base::integer: return integer();
      case Base::decimal: return decimal();
      case Base::real: return real();
      case Base::date:
      case Base::timestamp:
      case Base::timestamptz: return moment();
      case Base::time: return time();
      case Base::interval: return interval();
      case Base::bytes: return bytes();
      case Base::json: return json();
      case Base::text: return unique_ ? unique_text() : text();
      default: return "";
    }
  }

 private:
  std::optional<DefaultRule> usual(std::optional<std::uint64_t> length = std::nullopt) const {
    if (request_.level > 0) return std::nullopt;
    return default_rule(request_.table, column_.def->name, shape_.zero_one ? Base::boolean : shape_.base, length);
  }

  std::string enumeration() const {
    if (!limits_.in && limits_.not_in.empty()) return in_match() ? enum_choice(shape_.values) : "";
    std::vector<std::string> values;
    for (const std::string& value : shape_.values) {
      const bool in = !limits_.in || std::ranges::find(*limits_.in, value) != limits_.in->end();
      if (in && std::ranges::find(limits_.not_in, value) == limits_.not_in.end()) values.push_back(value);
    }
    return values.empty() || values.size() == shape_.values.size() ? (in_match() ? enum_choice(shape_.values) : "") : enum_choice(values);
  }
  bool in_match() const { return column_.variants.size() > 1; }

  static std::string enum_choice(const std::vector<std::string>& values) {
    if (values.size() == 1) return enum_value(values[0]);
    std::string text = "choice(";
    for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? ", " : "") + enum_value(values[i]);
    return text + ")";
  }

  std::string boolean() const {
    if (limits_.in && limits_.in->size() == 1) return unique_ ? "choice(" + (*limits_.in)[0] + ")" : (*limits_.in)[0];
    if (unique_) return "choice(false, true)";
    const auto known = usual();
    return known ? std::string(known->rule) : "chance(50%)";
  }

  // --- numbers

  std::string flag() const {
    if (limits_.in && limits_.in->size() == 1)
      return std::string((*limits_.in)[0] == "true" ? "1" : "0") + (unique_ ? (*limits_.in)[0] == "true" ? "..1" : "..0" : "");
    if (limits_.low && *limits_.low >= kOne) return unique_ ? "1..1" : "1";
    if (limits_.high && *limits_.high < kOne) return unique_ ? "0..0" : "0";
    if (unique_ || column_.countable) return "0..1";
    const auto known = usual();
    if (!known || !known->rule.starts_with("chance(")) return "0..1";
    const std::string share(known->rule.substr(7, known->rule.find('%') - 7));
    const auto yes = parse_whole(share);
    return yes && *yes < 100 && *yes > 0 ? "choice(1: " + share + ", 0: " + digits(100 - *yes) + ")" : "0..1";
  }

  /// Both ends of what the column may hold, with the step between values.
  Ends bounds(Scaled step, Scaled usual_low, Scaled usual_high) const {
    Scaled least = shape_.low.value_or(-1'000'000'000 * kOne), most = shape_.high.value_or(1'000'000'000 * kOne);
    if (limits_.low)
      least = std::max(least, up(*limits_.low, step) + (limits_.low_open && up(*limits_.low, step) == *limits_.low ? step : 0));
    if (limits_.high)
      most = std::min(most, down(*limits_.high, step) - (limits_.high_open && down(*limits_.high, step) == *limits_.high ? step : 0));
    Scaled low = std::max(least, usual_low), high = std::min(most, usual_high);
    if (low > high) {
      // What is usual lies outside: as much room as usual, at the nearer end.
      const Scaled room = std::max<Scaled>(usual_high - usual_low, step);
      if (most < usual_low) return {std::max(least, most - room), most};
      return {least, std::min(most, least + room)};
    }
    return {low, high};
  }
  static Scaled down(Scaled value, Scaled step) {
    const Scaled rest = ((value % step) + step) % step;
    return value - rest;
  }
  static Scaled up(Scaled value, Scaled step) { return down(value + step - 1, step); }

  std::string choice_of_numbers() const {
    std::vector<std::string> values;
    for (const std::string& value : *limits_.in) values.push_back(value);
    if (values.size() == 1) return unique_ ? values[0] + ".." + values[0] : values[0];
    std::string text = "choice(";
    for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? ", " : "") + values[i];
    return text + ")";
  }
  bool numbers_given() const {
    return limits_.in && !limits_.in->empty() && std::ranges::all_of(*limits_.in, [](const std::string& value) {
             return parse_number(value.starts_with("-") ? value.substr(1) : value).has_value();
           });
  }

  std::string integer() const {
    if (shape_.zero_one) return flag();
    if (numbers_given()) return choice_of_numbers();
    if (unique_ && limits_.low && limits_.low == limits_.high) return number_text(*limits_.low, 0) + ".." + number_text(*limits_.low, 0);
    if (unique_) {
      const Scaled most = shape_.high.value_or(kOne * INT32_MAX);
      const bool small = most < 30'000 * kOne, open = !limits_.high;
      const bool counted = !column_.nullable;  // a serial number can not be null
      if (!small && open && !limits_.low && counted) return column_.primary ? "" : "serial(1)";
      if (!small && open && counted) return "serial(" + number_text(bounds(kOne, *limits_.low, *limits_.low + kOne).low, 0) + ")";
      const Scaled room = 1'000'000'000 * kOne;
      const Ends ends = bounds(kOne, shape_.year ? *shape_.low : kOne, std::min<Scaled>(most, room));
      return number_text(ends.low, 0) + ".." + number_text(ends.high, 0);
    }
    return range(0, 0, 1000 * kOne);
  }

  /// The usual rule where it is a range, cut to what is allowed; else one of its own.
  std::string range(unsigned scale, Scaled low, Scaled high) const {
    Scaled step = kOne;
    for (unsigned i = 0; i < scale; ++i) step /= 10;
    const auto known = usual();
    if (column_.countable && !known) low = kOne;
    if (shape_.year) low = 1990 * kOne, high = 2025 * kOne;
    if (known) {
      const auto ends = ends_of(known->rule);
      const bool roomy = !limits_.low && !limits_.high && (!shape_.high || *shape_.high >= 30'000 * kOne);
      if (!ends && roomy && limits_.not_in.empty() && !column_.countable) return std::string(known->rule);
      if (ends) {
        const bool apart = (shape_.high && ends->low > *shape_.high) || (limits_.high && ends->low > *limits_.high) ||
                           (limits_.low && ends->high < *limits_.low);
        if (!apart) low = ends->low, high = ends->high;
      }
    }
    if (limits_.low && limits_.high && !known) low = *limits_.low, high = *limits_.high;
    if (column_.below_others && column_.shape.high && high > *column_.shape.high / 2) high = std::max(low, *column_.shape.high / 2);
    const Ends ends = bounds(step, low, high);
    const std::string a = number_text(ends.low, scale), b = number_text(ends.high, scale);
    return a == b ? a : a + ".." + b;
  }

  std::string decimal() const {
    if (numbers_given()) return choice_of_numbers();
    const unsigned scale = std::min(shape_.scale, 9U);
    if (unique_) {
      Scaled step = kOne;
      for (unsigned i = 0; i < scale; ++i) step /= 10;
      const Ends ends = bounds(step, 0, 1'000'000'000 * kOne);
      return number_text(ends.low, scale) + ".." + number_text(ends.high, scale);
    }
    return range(scale, 0, 1000 * kOne);
  }

  std::string real() const {
    if (numbers_given()) return choice_of_numbers();
    if (unique_) return "row";
    const auto known = usual();
    if (known && !limits_.low && !limits_.high && !ends_of(known->rule)) return std::string(known->rule);
    const auto ends = known ? ends_of(known->rule) : std::nullopt;
    const Ends found = bounds(kOne / 100, ends ? ends->low : 0, ends ? ends->high : 1000 * kOne);
    return "round(" + number_text(found.low, 2) + ".." + number_text(found.high, 2) + ", 2)";
  }

  // --- moments

  std::string moment() const {
    if (limits_.in && !limits_.in->empty()) return "now";
    const Scaled step = shape_.base == Base::date ? kDay : kOne;
    std::optional<Scaled> low = limits_.low, high = limits_.high;
    if (low) low = up(*low, step) + (limits_.low_open && up(*low, step) == *low ? step : 0);
    if (high) high = down(*high, step) - (limits_.high_open && down(*high, step) == *high ? step : 0);
    if (!low && !high) {
      if (unique_) return shape_.base == Base::date ? "1970-01-01..2069-12-31" : "now - 5y..now";
      const auto known = usual();
      return known ? std::string(known->rule) : "now - 5y..now";
    }
    // The usual range where it overlaps what is allowed, else some years at the end that is known.
    const auto known = unique_ ? std::nullopt : usual();
    const auto ends = known ? moments_of(known->rule) : std::nullopt;
    if (ends && (!low || ends->high > *low) && (!high || ends->low < *high)) {
      low = low ? std::max(*low, ends->low) : ends->low;
      high = high ? std::min(*high, ends->high) : ends->high;
      low = up(*low, step);
      high = down(*high, step);
    }
    if (!low) low = *high - 5 * kYear;
    if (!high) high = *low < kNow - kYear ? kNow : *low + 5 * kYear;
    return moment_text(*low, shape_.base) + ".." + moment_text(*high, shape_.base);
  }

  std::string time() const {
    if (limits_.low || limits_.high) {
      const Scaled low = limits_.low.value_or(0) + (limits_.low_open ? kOne : 0),
                   high = limits_.high.value_or(kDay - kOne) - (limits_.high_open ? kOne : 0);
      return moment_text(low, Base::time) + ".." + moment_text(high, Base::time);
    }
    const auto known = usual();
    if (known && !unique_) return std::string(known->rule);
    return R"(time "00:00:00"..time "23:59:59")";
  }

  std::string interval() const {
    const auto known = usual();
    if (unique_) return "row * 1s";
    return known ? std::string(known->rule) : "1d..30d";
  }

  // --- bytes, json

  std::string bytes() const {
    const std::uint32_t most = std::min(shape_.longest.value_or(4096), limits_.longest.value_or(4096));
    std::uint32_t size = shape_.exact_length ? most : std::min<std::uint32_t>(16, most);
    size = std::clamp(size, std::min(limits_.shortest, most), 1024U);
    return "bytes(" + digits(std::max(size, 1U)) + ")";
  }

  std::string json() const {
    if (limits_.in && !limits_.in->empty()) return sdl_choice(*limits_.in);
    const bool array = limits_.json == "array";
    if (unique_) return array ? R"("[{row}]")" : R"("\{\"id\": {row}\}")";
    if (limits_.json == "string") return R"("\"{words(1)}\"")";
    if (limits_.json == "number" || limits_.json == "integer") return R"("{1..100}")";
    if (array) return R"("[]")";
    const auto known = usual();
    return known && limits_.json.empty() ? std::string(known->rule) : R"("\{\}")";
  }

  // --- texts

  std::uint32_t room() const {
    const std::uint32_t key = column_.key_characters > 0 ? column_.key_characters : kOpen;
    return std::min({shape_.longest.value_or(kOpen), limits_.longest.value_or(kOpen), key, kOpen});
  }

  std::string cased(std::string rule) const {
    if (limits_.upper) return "upper(" + rule + ")";
    if (limits_.lower && !rule.starts_with("lower(")) return "lower(" + rule + ")";
    return rule;
  }

  std::vector<std::string> given() const {
    std::vector<std::string> values;
    for (const std::string& value : *limits_.in) {
      if (shape_.longest && value.size() > *shape_.longest) continue;
      values.push_back(value);
    }
    return values;
  }

  /// A pattern that checks ask for, where it can be drawn from.
  std::optional<std::string> asked() const {
    const auto longest = [](const std::vector<std::string>& all) {
      return *std::ranges::max_element(all, {}, [](const std::string& pattern) { return pattern.size(); });
    };
    const auto most = room() < kOpen ? std::optional(room()) : std::nullopt;
    if (!limits_.patterns.empty()) {
      const auto pattern = drawable(longest(limits_.patterns), most);
      return pattern ? std::optional("/" + *pattern + "/") : std::nullopt;
    }
    if (limits_.likes.empty()) return std::nullopt;
    const std::string like = longest(limits_.likes);
    if ((like == "http%" || like == "https%" || like == "https://%" || like == "http://%") && room() >= 40)
      return std::string("\"") + (like == "http://%" ? "http" : "https") + "://{/[a-z]{5,9}/}.example.com/{/[a-z]{4,8}/}\"";
    return "/" + pattern_of_like(like) + "/";
  }

  /// Whether all that is asked of the text is among its tests: SIMILAR TO and GLOB are only drawn from.
  bool only_tests() const { return limits_.patterns.size() + limits_.likes.size() <= limits_.tests.size(); }

  std::string text() const {
    if (limits_.in) {
      const auto values = given();
      if (values.size() == 1) return sdl_string(values[0]);
      if (!values.empty()) return sdl_choice(values);
    }
    if (shape_.set) return set_text();
    if (!limits_.json.empty()) return json();
    const std::uint32_t most = room();
    if (most == 0) return "\"\"";
    std::string rule;
    if (const auto known = column_.countable ? std::nullopt : usual(most);
        known && known->longest <= most && only_tests() && passes(std::string(known->rule), limits_))
      rule = known->rule;
    if (rule.empty() && request_.level < 2) {
      if (const auto pattern = asked()) return *pattern;
    }
    if (rule.empty()) rule = plain_text(most);
    if (!passes(rule, limits_)) rule = code(most);
    if (column_.countable) rule = "/[a-z]{1," + digits(std::min(most, 3U)) + "}/";
    if (limits_.shortest > 3) {
      const std::uint32_t least = std::min(limits_.shortest, 60'000U);
      rule = limits_.longest && *limits_.longest < least + 16
                 ? "/[a-z0-9]{" + digits(least) + "," + digits(std::min(*limits_.longest, least + 16)) + "}/"
                 : "pad(" + rule + ", " + digits(least) + ", \".\")";
    }
    return cased(rule);
  }

  std::string plain_text(std::uint32_t most) const {
    if (request_.level < 2) {
      if (most >= 3 * (kWord + 1)) return "words(2..3)";
      if (most >= kWord) return "words(1)";
    }
    if (most == 1) return "/[A-Z]/";
    return most < 5 ? "/[A-Z]{" + digits(most) + "}/" : "/[a-z]{4," + digits(std::min(most, 8U)) + "}/";
  }

  std::string set_text() const {
    std::vector<std::string> some;
    for (std::size_t i = 0; i < shape_.values.size() && i < 6; ++i) some.push_back(shape_.values[i]);
    for (std::size_t i = 0; i + 1 < shape_.values.size() && i < 4; ++i) some.push_back(shape_.values[i] + "," + shape_.values[i + 1]);
    return some.empty() ? "\"\"" : sdl_choice(some);
  }

  /// Small letters and digits, a letter first: different texts stay different in any collation.
  std::string code(std::uint32_t most) const {
    const auto words = words_of(column_.def->name);
    const bool capital = !limits_.lower && std::ranges::any_of(words, [](const std::string& word) {
      return word == "code" || word == "iso" || word == "abbr";
    });
    const std::string set = limits_.upper || capital ? "A-Z" : "a-z";
    const std::uint32_t size = std::min(most, 10U);
    return size < 2 ? "/[" + set + "0-9]/" : "/[" + set + "][" + set + "0-9]{" + digits(size - 1) + "}/";
  }

  std::string unique_text() const {
    if (limits_.in) {
      const auto values = given();
      if (!values.empty()) return sdl_choice(values);
    }
    if (shape_.set) return set_text();
    if (!limits_.json.empty()) return json();
    if (!limits_.tests.empty() || !limits_.patterns.empty()) {
      const std::string natural = unique_by_name();
      if (request_.level < 2 && !limits_.tests.empty() && only_tests() && passes(natural, limits_)) return natural;
      if (const auto pattern = asked(); pattern && request_.level < 2) return *pattern;
      if (!passes(natural, limits_)) return code(std::max(room(), 1U));
    }
    return unique_by_name();
  }

  std::string unique_by_name() const {
    std::uint32_t most = room();
    if (column_.unique_prefix > 0 && column_.unique_prefix < 40) return code(std::min(most, column_.unique_prefix));
    if (column_.unique_prefix > 0) most = std::min(most, column_.unique_prefix);
    if (limits_.shortest > 10) return "/[a-z0-9]{" + digits(std::min(limits_.shortest, most)) + "}/";
    if (most < 12 || request_.level > 0) return code(std::max(std::min(most, most < 12 ? most : 12U), 1U));
    const auto known = usual(most);
    if (!known) return most >= 24 ? cased("\"{words(1)}-{row}\"") : code(most);
    const std::string rule(known->rule);
    if (rule == "person.email") {
      if (most >= 46) return R"(lower("{person.first_name}.{replace(person.last_name, " ", "")}.{row}@example.com"))";
      if (most >= 34) return "lower(\"{person.first_name}.{row}@example.com\")";
      return most >= 24 ? "\"u{row}@example.com\"" : code(most);
    }
    if (rule.starts_with('/')) return limits_.lower || shape_.case_blind ? code(most) : rule;
    if (rule.find("@example.com") != std::string::npos) return most >= 24 ? "\"u{row}@example.com\"" : code(most);
    if (rule == "country.name") return "country_name";
    if (rule == "person.username") return most >= 22 ? "lower(\"{person.first_name}{row}\")" : code(most);
    if (rule.find("uuid") != std::string::npos && most >= 36) return "\"{uuid}\"";
    if (rule.find("hex") != std::string::npos) return known->longest <= most ? "/[0-9a-f]{" + digits(known->longest) + "}/" : code(most);
    if (rule.starts_with("choice(") || rule.starts_with("url") || known->longest == 0 || known->longest + 12 > most || known->longest > 80)
      return most >= 24 ? cased("\"{words(1)}-{row}\"") : code(most);
    if (rule.starts_with('"')) {
      // A text with draws in it: the number goes behind.
      return cased(rule.substr(0, rule.size() - 1) + "-{row}\"");
    }
    return cased("\"{" + rule + "} {row}\"");
  }

  const RuleRequest& request_;
  const ColumnPlan& column_;
  const Shape& shape_;
  const Limits& limits_;
  bool unique_;
};

}  // namespace

std::string rule_of(const RuleRequest& request) { return Writer(request).rule(); }

std::string number_text(Scaled value, unsigned scale) {
  Scaled divisor = 1;
  for (unsigned i = scale; i < 9; ++i) divisor *= 10;
  return to_text(value / divisor, scale);
}

std::string moment_text(Scaled value, Base base) {
  if (base == Base::time) return "time \"" + time_text(value / 1000) + "\"";
  if (base == Base::date) {
    Scaled days = value / kDay;
    if (value % kDay < 0) --days;
    return date_text(days);
  }
  return timestamp_text(value / 1000) + (base == Base::timestamptz ? "Z" : "");
}

bool is_past(std::string_view rule) {
  const auto ends = moments_of(rule);
  return ends && ends->high <= kNow;
}

std::string enum_value(const std::string& value) {
  const std::string name = sdl_name(value);
  return name.starts_with('`') ? sdl_string(value) : name;
}

}  // namespace sydac::compiler::sql
