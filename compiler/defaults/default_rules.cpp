#include "defaults/default_rules.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <unordered_set>

#include "defaults/entries.hpp"

namespace sydac::compiler {
namespace {

using Words = std::vector<std::string>;

struct Pattern {
  std::string_view text;
  Words words;
  bool whole = false, begins = false;
};
struct Known {
  const DefaultEntry* entry;
  std::vector<Pattern> patterns;
  std::vector<std::pair<std::string, std::string_view>> context;  // singular, as written
  DefaultText moments[2];                                         // texts of an entry that has none but knows a moment
};

constexpr DefaultText kNoText;

// Whose entity a value is, if it stands in front of the pattern: the two addresses of an order must not be the same one.
constexpr std::string_view kRoles[] = {"billing",  "bill",    "shipping", "ship",        "delivery", "home",      "work",    "office",
                                       "mailing",  "birth",   "origin",   "destination", "from",     "to",        "sender",  "recipient",
                                       "receiver", "pickup",  "dropoff",  "emergency",   "spouse",   "father",    "mother",  "guardian",
                                       "manager",  "source",  "target",   "beneficiary", "referrer", "departure", "arrival", "return",
                                       "host",     "owner",   "agent",    "buyer",       "seller",   "driver",    "doctor",  "physician",
                                       "created",  "updated", "approved", "assigned",    "modified", "reviewed"};

// Words at the end that say in what or which: `amount_usd`, `created_at_utc`, `token_new`.
constexpr std::string_view kQualifiers[] = {
    "usd",      "eur",       "gbp",     "msat", "sat", "sats",   "cents",    "cent",     "new",  "old",  "current",   "raw",     "local",
    "utc",      "gmt",       "tz",      "text", "str", "string", "en",       "de",       "fr",   "es",   "final",     "initial", "actual",
    "expected", "estimated", "planned", "temp", "tmp", "change", "original", "previous", "prev", "next", "secondary", "primary", "alt"};

// A text that nothing else is known of, in so little room.
constexpr DefaultText kShort[] = {{"words(1..2)", 29}, {"words(1)", 12},  {"/[a-z]{8}/", 8}, {"/[a-z]{6}/", 6},
                                  {"/[a-z]{4}/", 4},   {"/[a-z]{3}/", 3}, {"/[a-z]{2}/", 2}, {"/[A-Z]/", 1}};

// Words of names that are written together, beyond those of the patterns: `customerid`, `orderdate`.
constexpr std::string_view kParts =
    "account actor album artist book branch buyer car case child class client course customer delivery driver employee entity event exam "
    "film game group guest hotel house human insurance inventory invoice job lead loan loc manager media member movie offer order owner "
    "parent patient pay person pet policy post prod project property purchase rental room sale school seller service session shop site "
    "staff store student subject task teacher team test ticket track trans transaction trip unit user vehicle visit warehouse web billing "
    "shipping support rep per of by contact home work";

std::string singular(const std::string& word) {
  const auto ends = [&](std::string_view end) { return word.size() > end.size() + 1 && word.ends_with(end); };
  if (ends("ies")) return word.substr(0, word.size() - 3) + "y";
  if (ends("sses") || ends("xes") || ends("ches") || ends("shes")) return word.substr(0, word.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) return word.substr(0, word.size() - 1);
  return word;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> pieces(std::string_view text, char separator) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (const std::string_view piece = trimmed(text.substr(0, end)); !piece.empty()) found.push_back(piece);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return found;
}

Pattern pattern_of(std::string_view text) { return {text, words_of(text), text.front() == '^', text.back() == '*'}; }

/// The table made ready: patterns in words, by the word that they are looked up by, and all words that occur.
class Table {
 public:
  Table() {
    for (const auto& section : default_entries()) {
      for (const DefaultEntry& entry : section) add(entry);
    }
    for (std::string_view part : pieces(kParts, ' ')) learn(part);
  }

  struct Entry {
    std::uint32_t known, pattern;
  };
  const std::vector<Entry>* ending_with(const std::string& word) const { return at(by_last_, word); }
  const std::vector<Entry>* beginning_with(const std::string& word) const { return at(by_first_, word); }
  const Known& operator[](std::uint32_t index) const { return known_[index]; }
  /// A word of a pattern or context, or the plural of one.
  bool has_word(std::string_view word) const { return vocabulary_.contains(word); }

 private:
  using Index = std::map<std::string, std::vector<Entry>, std::less<>>;
  static const std::vector<Entry>* at(const Index& index, const std::string& word) {
    const auto found = index.find(word);
    return found == index.end() ? nullptr : &found->second;
  }

  void learn(std::string_view word) {
    if (vocabulary_.contains(word)) return;
    const bool longer = word.ends_with('s') || word.ends_with('x') || word.ends_with("ch");
    vocabulary_.insert(kept_.emplace_back(word));
    vocabulary_.insert(kept_.emplace_back(std::string(word) + (longer ? "es" : "s")));
    if (word.ends_with('y')) vocabulary_.insert(kept_.emplace_back(std::string(word.substr(0, word.size() - 1)) + "ies"));
  }

  void add(const DefaultEntry& entry) {
    const auto number = static_cast<std::uint32_t>(known_.size());
    Known& known = known_.emplace_back(Known{&entry, {}, {}, {}});
    if (entry.texts[0].rule.empty() && !entry.moment.empty()) {
      const std::string range(entry.moment);
      known.moments[0] = {kept_.emplace_back("format(" + range + ", \"YYYY-MM-DD hh:mm:ss\")"), 19};
      known.moments[1] = {kept_.emplace_back("format(" + range + ", \"YYYY-MM-DD\")"), 10};
    }
    for (std::string_view text : pieces(entry.patterns, ',')) {
      const auto place = static_cast<std::uint32_t>(known.patterns.size());
      const Pattern& pattern = known.patterns.emplace_back(pattern_of(text));
      (pattern.begins ? by_first_[pattern.words.front()] : by_last_[pattern.words.back()]).push_back({number, place});
      for (const std::string& word : pattern.words) learn(word);
    }
    for (std::string_view word : pieces(entry.context, ' ')) {
      known.context.emplace_back(singular(std::string(word)), word);
      learn(word);
    }
  }

  std::deque<Known> known_;
  std::deque<std::string> kept_;
  Index by_last_, by_first_;
  std::unordered_set<std::string_view> vocabulary_;  // of texts in `kept_`
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

/// `billingpostalcode` in as few known words as possible; empty where it has unknown parts.
Words parts_of(const std::string& word, const Words& own) {
  constexpr std::size_t kLongest = 40, kLongestPart = 14;
  if (word.size() < 5 || word.size() > kLongest) return {};
  std::array<std::uint8_t, kLongest + 1> words{}, from{};  // fewest words up to a place, and where the last one begins
  for (std::size_t end = 2; end <= word.size(); ++end) {
    for (std::size_t begin = end > kLongestPart ? end - kLongestPart : 0; begin + 2 <= end; ++begin) {
      if (begin > 0 && words[begin] == 0) continue;
      const std::string_view piece = std::string_view(word).substr(begin, end - begin);
      if (!table().has_word(piece) && std::ranges::find(own, piece) == own.end()) continue;
      const auto count = static_cast<std::uint8_t>(words[begin] + 1);
      if (words[end] == 0 || count < words[end]) words[end] = count, from[end] = static_cast<std::uint8_t>(begin);
    }
  }
  if (words[word.size()] == 0 || words[word.size()] > 3) return {};
  Words parts;
  for (std::size_t end = word.size(); end > 0; end = from[end]) parts.insert(parts.begin(), word.substr(from[end], end - from[end]));
  return parts;
}

/// The words of the column with what is written together taken apart.
Words column_words(std::string_view column, const Words& table_words) {
  Words own = table_words;
  for (const std::string& word : table_words) own.push_back(singular(word));
  Words words;
  for (std::string& word : words_of(column)) {
    if (!table().has_word(word)) {
      if (const Words parts = parts_of(word, own); !parts.empty()) {
        words.insert(words.end(), parts.begin(), parts.end());
        continue;
      }
    }
    words.push_back(std::move(word));
  }
  return words;
}

/// How many words at the beginning only say which table it is: `film_title` in `films`, `c_city` in `customer`, `ol_amount` in
/// `order_line`.
std::size_t table_prefix(const Words& words, const Words& table_words) {
  std::size_t same = 0;
  while (same < table_words.size() && same + 1 < words.size() && singular(words[same]) == singular(table_words[same])) ++same;
  if (same == table_words.size() && same > 0) return same;
  if (words.size() < 2 || table_words.empty()) return 0;
  std::string initials;
  for (const std::string& word : table_words) initials += word.front();
  const bool one_letter = words.front().size() == 1 && words.front()[0] >= 'a' && words.front()[0] <= 'z';
  return one_letter || words.front() == initials ? 1 : 0;
}

bool same_words(std::span<const std::string> words, std::span<const std::string> pattern) {
  if (words.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != pattern[i] && !(i + 1 == words.size() && singular(words[i]) == pattern[i])) return false;
  }
  return true;
}

std::string_view rule_of(const DefaultEntry& entry, Base base) {
  switch (base) {
    case Base::integer: return entry.integer;
    case Base::decimal: return entry.decimal;
    case Base::real: return entry.real;
    case Base::date:
    case Base::timestamp:
    case Base::timestamptz: return entry.moment;
    case Base::time: return entry.time;
    case Base::interval: return entry.interval;
    case Base::boolean: return entry.boolean;
    case Base::bad:
    case Base::null:
    case Base::text:
    case Base::uuid:
    case Base::json:
    case Base::bytes:
    case Base::enumeration:
    case Base::row:
    case Base::record: return {};
  }
  return {};
}

DefaultText text_of(const Known& known, std::optional<std::uint64_t> length) {
  const std::span<const DefaultText> own =
      known.entry->texts[0].rule.empty() ? std::span<const DefaultText>(known.moments) : known.entry->texts;
  for (const DefaultText& text : own) {
    if (!text.rule.empty() && (!length || text.longest <= *length)) return text;
  }
  return kNoText;
}

struct ColumnName {
  Words table, column;
  std::size_t prefix = 0;
};

struct Context {
  int points = 0;
  std::string_view word;
};

/// What speaks for an entry with a context: a word right in front of the pattern more than one further off, and these more than the table.
Context context_of(const Known& known, const ColumnName& name, std::size_t before) {
  Context best;
  const auto weigh = [&](const std::string& word, int points) {
    for (const auto& [base, written] : known.context) {
      if (points > best.points && base == singular(word)) best = {points, written};
    }
  };
  for (std::size_t i = 0; i < before; ++i) weigh(name.column[i], i + 1 == before ? 6 : 4);
  for (std::size_t i = 0; i < name.table.size(); ++i) weigh(name.table[i], i + 1 == name.table.size() ? 3 : 1);
  return best;
}

std::string_view role_of(const ColumnName& name, std::size_t before) {
  for (std::size_t i = name.prefix; i < before; ++i) {
    const auto role = std::ranges::find(kRoles, std::string_view(name.column[i]));
    if (role != std::end(kRoles)) return *role;
  }
  return {};
}

class Search {
 public:
  Search(const ColumnName& name, Base base, std::optional<std::uint64_t> length) : name_(name), base_(base), length_(length) {}

  std::optional<DefaultRule> run() {
    const std::span<const std::string> words(name_.column);
    for (const std::string& key : {words.back(), singular(words.back())}) {
      if (const auto* found = table().ending_with(key)) {
        for (const Table::Entry entry : *found) consider(entry);
      }
      if (singular(words.back()) == words.back()) break;
    }
    for (std::size_t first : {std::size_t{0}, name_.prefix}) {
      if (const auto* found = table().beginning_with(words[first])) {
        for (const Table::Entry entry : *found) consider_beginning(entry, first);
      }
    }
    return best_;
  }

 private:
  void consider(Table::Entry at) {
    const Known& known = table()[at.known];
    const Pattern& pattern = known.patterns[at.pattern];
    const std::span<const std::string> words(name_.column);
    if (pattern.words.size() > words.size()) return;
    const std::size_t before = words.size() - pattern.words.size();
    if (!same_words(words.subspan(before), pattern.words)) return;
    if (pattern.whole && before > 0 && before != name_.prefix) return;
    take(known, pattern, before, static_cast<int>(pattern.words.size()) * 10 + (pattern.whole || before <= name_.prefix ? 2 : 0), at.known);
  }
  void consider_beginning(Table::Entry at, std::size_t first) {
    const Known& known = table()[at.known];
    const Pattern& pattern = known.patterns[at.pattern];
    const std::span<const std::string> words(name_.column);
    if (first + pattern.words.size() >= words.size()) return;
    if (!same_words(words.subspan(first, pattern.words.size()), pattern.words)) return;
    take(known, pattern, first, static_cast<int>(pattern.words.size()) * 10 + 1, at.known);
  }
  void take(const Known& known, const Pattern& pattern, std::size_t before, int points, std::uint32_t number) {
    Context context;
    if (!known.context.empty()) {
      context = context_of(known, name_, before);
      if (context.points == 0) return;
      points += context.points;
    }
    if (points < points_ || (points == points_ && number >= number_)) return;
    DefaultRule rule{known.entry->name, pattern.text, {}, 0, context.word, role_of(name_, before)};
    if (base_ == Base::text) {
      const DefaultText text = text_of(known, length_);
      rule.rule = text.rule;
      rule.longest = text.longest;
    } else {
      rule.rule = rule_of(*known.entry, base_);
    }
    if (rule.rule.empty()) return;
    best_ = rule;
    points_ = points;
    number_ = number;
  }

  const ColumnName& name_;
  Base base_;
  std::optional<std::uint64_t> length_;
  std::optional<DefaultRule> best_;
  int points_ = 0;
  std::uint32_t number_ = 0;
};

/// Whether a name may go on with it: `phone_1`, `address2`, `amount_usd`.
bool is_qualifier(const std::string& word) {
  return word.find_first_not_of("0123456789") == std::string::npos ||
         std::ranges::find(kQualifiers, std::string_view(word)) != std::end(kQualifiers);
}

std::optional<DefaultRule> short_text(std::uint64_t length) {
  constexpr std::uint64_t kRoomForWords = 44;
  if (length >= kRoomForWords) return std::nullopt;
  for (const DefaultText& text : kShort) {
    if (text.longest <= length) return DefaultRule{"short text", {}, text.rule, text.longest, {}, {}};
  }
  return std::nullopt;
}

}  // namespace

std::span<const std::span<const DefaultEntry>> default_entries() {
  static const std::array kSections{entries_of_people(),   entries_of_places(), entries_of_business(), entries_of_works(),
                                    entries_of_machines(), entries_of_time(),   entries_of_numbers(),  entries_of_codes()};
  return kSections;
}

std::optional<DefaultRule> default_rule(std::string_view table, std::string_view column, Base base, std::optional<std::uint64_t> length) {
  constexpr std::size_t kLongestName = 512;
  if (table.size() > kLongestName || column.size() > kLongestName) return std::nullopt;
  ColumnName name;
  name.table = words_of(table);
  name.column = column_words(column, name.table);
  if (name.column.empty()) return std::nullopt;
  name.prefix = table_prefix(name.column, name.table);
  for (;;) {
    if (auto found = Search(name, base, length).run()) return found;
    if (name.column.size() < 2 || !is_qualifier(name.column.back())) break;
    name.column.pop_back();
    name.prefix = std::min(name.prefix, name.column.size() - 1);
  }
  return base == Base::text && length ? short_text(*length) : std::nullopt;
}

}  // namespace sydac::compiler
