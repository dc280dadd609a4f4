// The fastest program we know how to write by hand for the table of ../customers.sdl: the yardstick for generated code.
//
//   customers DATA_DIRECTORY ROWS [SEED]        DATA_DIRECTORY is runtime/data/en_US of the repository; CSV to standard output, one thread
//
// It keeps the rules of generated programs: each cell is a pure function of (seed, column, row), drawn with a key of its own, and names are
// weighted. In return it may know everything about this one schema:
//   - a dictionary entry is 32 bytes, its separator included and its length in the last byte: one copy of fixed size and one cache line;
//   - the lower-case forms for the e-mail are entries of their own;
//   - weights are tables of 2^12 or 2^13 slots, so that a pick is one load;
//   - dates, minutes, and four digits come from tables; separators are part of what is stored anyway;
//   - consecutive row numbers are counted up as text;
//   - nothing is checked for quoting, and the buffer of 256 KiB is written when it is full.
#include <unistd.h>

#include <array>
#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using std::uint64_t;

constexpr std::size_t kBuffer = 256 * 1024;
constexpr std::size_t kRowBytes = 256;                    // above the longest row and what stores of fixed size write past it
constexpr std::uint64_t kFirstDay = 16801, kDays = 3653;  // 2016-01-01 up to 2025-12-31, in days since 1970-01-01

// --- draws ---------------------------------------------------------------------------------------------------------------------------

uint64_t mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  return x ^ (x >> 32);
}

uint64_t key_of(uint64_t seed, std::string_view column) {
  uint64_t key = mix(seed + 0x9e3779b97f4a7c15);
  for (const char c : column) key = mix(key ^ static_cast<unsigned char>(c));
  return key;
}

/// What the draws of all cells of a row have in common.
uint64_t identity_of(uint64_t row) {
  const uint64_t x = (row + 1) * 0x9e3779b97f4a7c15;
  return x ^ (x >> 32);
}

uint64_t draw(uint64_t key, uint64_t identity) {
  uint64_t x = (identity ^ key) * 0xd6e8feb86659fd93;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  return x ^ (x >> 32);
}

/// Uniform in [0, n) by multiply-high with rejection.
uint64_t below(uint64_t bits, uint64_t n) {
  unsigned __int128 product = static_cast<unsigned __int128>(bits) * n;
  if (static_cast<uint64_t>(product) < n) [[unlikely]] {
    const uint64_t limit = (0 - n) % n;
    while (static_cast<uint64_t>(product) < limit) {
      bits = mix(bits + 0x9e3779b97f4a7c15);
      product = static_cast<unsigned __int128>(bits) * n;
    }
  }
  return static_cast<uint64_t>(product >> 64);
}

// --- dictionaries --------------------------------------------------------------------------------------------------------------------

struct alignas(32) Entry {
  char text[31] = {};
  unsigned char length = 0;
};

/// A name as it is written in its column, and in an e-mail address: one cache line.
struct alignas(64) Name {
  Entry column, address;
};

constexpr std::size_t kNameSlots = 4096, kPlaceSlots = 8192;

struct Words {
  std::vector<std::string> texts;
  std::vector<uint64_t> weights;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

/// One entry to a line, its weight after a tab at the end; lines that begin with # are the header.
Words read_words(const std::string& path, std::size_t text_field) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  Words words;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = split(line);
    words.texts.push_back(fields.at(text_field));
    words.weights.push_back(fields.size() > 1 ? std::stoull(fields.back()) : 1);
  }
  return words;
}

/// The slots of each entry, in proportion to its weight: the cumulative weights, rounded.
void share_slots(std::span<std::uint16_t> slots, const Words& words, std::size_t first_entry = 0) {
  uint64_t total = 0;
  for (const uint64_t weight : words.weights) total += weight;
  uint64_t sum = 0;
  std::size_t slot = 0;
  for (std::size_t i = 0; i < words.texts.size(); ++i) {
    sum += words.weights[i];
    const auto end = static_cast<std::size_t>(static_cast<unsigned __int128>(sum) * slots.size() / total);
    for (; slot < end; ++slot) slots[slot] = static_cast<std::uint16_t>(first_entry + i);
  }
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

Entry entry_of(const std::string& text) {
  Entry entry;
  if (text.size() > sizeof entry.text) throw std::runtime_error("longer than an entry: " + text);
  std::memcpy(entry.text, text.data(), text.size());
  entry.length = static_cast<unsigned char>(text.size());
  return entry;
}

std::vector<Name> names_of(const std::vector<std::string>& texts) {
  std::vector<Name> names;
  for (const std::string& text : texts) names.push_back({entry_of(text + ","), entry_of(lower(text) + ".")});
  return names;
}

// --- tables of formatted numbers -----------------------------------------------------------------------------------------------------

void two_digits(char* out, uint64_t n) {
  out[0] = static_cast<char>('0' + n / 10);
  out[1] = static_cast<char>('0' + n % 10);
}

static_assert(std::endian::native == std::endian::little);

struct Tables {
  char dates[kDays][16];     // `2016-01-01T`
  char minutes[24 * 60][8];  // `09:30:`
  char pairs[100][2];        // `07`
  char fours[10000][4];      // `0042`

  Tables() : dates{}, minutes{}, pairs{}, fours{} {
    for (uint64_t i = 0; i < kDays; ++i) write_date(dates[i], kFirstDay + i);
    for (uint64_t i = 0; i < 24 * 60; ++i) {
      two_digits(minutes[i], i / 60);
      minutes[i][2] = ':';
      two_digits(minutes[i] + 3, i % 60);
      minutes[i][5] = ':';
    }
    for (uint64_t i = 0; i < 100; ++i) two_digits(pairs[i], i);
    for (uint64_t i = 0; i < 10000; ++i) {
      two_digits(fours[i], i / 100);
      two_digits(fours[i] + 2, i % 100);
    }
  }

  /// 0 to 9999 without leading zeros; writes 4 bytes and returns the end of the number.
  char* write_short(char* out, uint64_t n) const {
    std::uint32_t digits = 0;
    std::memcpy(&digits, fours[n], 4);
    const int zeros = (n < 10) + (n < 100) + (n < 1000);
    digits >>= 8 * zeros;  // the first digit is the lowest byte
    std::memcpy(out, &digits, 4);
    return out + 4 - zeros;
  }

  /// Days to year, month and day after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", for days since 1970.
  static void write_date(char* out, uint64_t days) {
    const uint64_t shifted = days + 719468;
    const uint64_t era = shifted / 146097, day_of_era = shifted % 146097;
    const uint64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const uint64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const uint64_t shifted_month = (5 * day_of_year + 2) / 153;
    const uint64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    const uint64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    two_digits(out, year / 100);
    two_digits(out + 2, year % 100);
    out[4] = '-';
    two_digits(out + 5, month);
    out[7] = '-';
    two_digits(out + 8, day_of_year - (153 * shifted_month + 2) / 5 + 1);
    out[10] = 'T';
  }
};

/// A row number as text: all but its last four digits are kept, so that a row costs two stores and no store is read back at once.
class Counter {
 public:
  Counter(const Tables& tables, uint64_t value) : tables_(tables), low_(static_cast<std::size_t>(value % 10000)), high_(value / 10000) {
    format_high();
  }

  void increment() {
    if (++low_ == 10000) [[unlikely]] {
      low_ = 0;
      ++high_;
      format_high();
    }
  }

  /// Writes at most 20 bytes, the number among them, and returns its end.
  char* write(char* out) const {
    if (length_ == 0) [[unlikely]]
      return tables_.write_short(out, low_);
    std::memcpy(out, digits_, 16);
    std::memcpy(out + length_, tables_.fours[low_], 4);
    return out + length_ + 4;
  }

 private:
  void format_high() { length_ = high_ == 0 ? 0 : static_cast<std::size_t>(std::snprintf(digits_, sizeof digits_, "%" PRIu64, high_)); }

  const Tables& tables_;
  std::size_t low_, length_ = 0;
  uint64_t high_;
  char digits_[24] = {};
};

// --- the table -----------------------------------------------------------------------------------------------------------------------

char* copy(char* out, const Entry& entry) {
  std::memcpy(out, &entry, sizeof entry);
  return out + entry.length;
}

struct Countries {
  static constexpr std::string_view kTexts[] = {"AU,", "BR,", "CA,", "DE,", "FR,", "GB,", "MX,", "US,"};
  static constexpr uint64_t kWeights[] = {4, 6, 12, 9, 7, 10, 8, 44};  // of 100

  std::uint32_t slots[128] = {};  // by draw below 100: `US,`
  Countries() {
    std::size_t slot = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      for (uint64_t k = 0; k < kWeights[i]; ++k) std::memcpy(&slots[slot++], kTexts[i].data(), 3);
    }
  }
};

class Customers {
 public:
  Customers(const std::string& data, uint64_t seed)
      : who_(key_of(seed, "who")),
        home_(key_of(seed, "home")),
        country_(key_of(seed, "country")),
        joined_(key_of(seed, "joined")),
        active_(key_of(seed, "active")),
        balance_(key_of(seed, "balance")) {
    const Words female = read_words(data + "/first_names_female.txt", 0), male = read_words(data + "/first_names_male.txt", 0);
    const Words last = read_words(data + "/last_names.txt", 0);
    std::vector<std::string> first = female.texts;
    first.insert(first.end(), male.texts.begin(), male.texts.end());
    first_ = names_of(first);
    last_ = names_of(last.texts);
    share_slots(std::span(first_slots_).first<kNameSlots>(), female);
    share_slots(std::span(first_slots_).last<kNameSlots>(), male, female.texts.size());
    share_slots(last_slots_, last);
    read_places(data);
  }

  void write(uint64_t rows) {
    const auto buffer = std::make_unique<char[]>(kBuffer + kRowBytes);
    char* out = put_text(buffer.get(), "id,first_name,last_name,email,phone,city,country,joined,active,balance\n");
    Counter row(tables_, 0), id(tables_, 1);
    for (uint64_t i = 0; i < rows; ++i) {
      out = write_row(out, i, row, id);
      row.increment();
      id.increment();
      if (out >= buffer.get() + kBuffer) [[unlikely]] {
        flush(buffer.get(), out);
        out = buffer.get();
      }
    }
    flush(buffer.get(), out);
  }

 private:
  void read_places(const std::string& data) {
    const Words cities = read_words(data + "/places.txt", 0), codes = read_words(data + "/places.txt", 3);
    share_slots(place_slots_, cities);
    for (const std::string& text : cities.texts) cities_.push_back(entry_of(text + ","));
    phones_ = std::make_unique<char[][16]>(codes.texts.size());
    for (std::size_t i = 0; i < codes.texts.size(); ++i) put_text(phones_[i], "+1-" + codes.texts[i] + "-555-01xx,");
  }

  static char* put_text(char* out, std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
  }

  static void flush(const char* begin, const char* end) {
    while (begin < end) {
      const ssize_t written = ::write(STDOUT_FILENO, begin, static_cast<std::size_t>(end - begin));
      if (written < 0) throw std::runtime_error("cannot write");
      begin += written;
    }
  }

  char* write_row(char* out, uint64_t row, const Counter& row_text, const Counter& id_text) const {
    const uint64_t identity = identity_of(row);
    out = id_text.write(out);
    *out++ = ',';
    const uint64_t who = draw(who_, identity);
    const Name& first = first_[first_slots_[who % (2 * kNameSlots)]];
    const Name& last = last_[last_slots_[who >> 32 & (kNameSlots - 1)]];
    out = copy(out, first.column);
    out = copy(out, last.column);
    out = copy(out, first.address);
    out = copy(out, last.address);
    out = row_text.write(out);
    std::memcpy(out, "@example.com,   ", 16);
    out += 13;
    const uint64_t home = draw(home_, identity);
    const std::size_t place = place_slots_[home % kPlaceSlots];
    std::memcpy(out, phones_[place], 16);
    std::memcpy(out + 13, tables_.pairs[below(home - home % kPlaceSlots, 100)], 2);
    out = copy(out + 16, cities_[place]);
    std::memcpy(out, &countries_.slots[below(draw(country_, identity), 100)], 4);
    out = write_time(out + 3, below(draw(joined_, identity), kDays * 86400));
    const bool active = below(draw(active_, identity), 100) < 80;
    std::memcpy(out, active ? ",true,  " : ",false, ", 8);
    return write_money(out + (active ? 6 : 7), below(draw(balance_, identity), 1000000));
  }

  /// `2016-01-01T09:30:07`
  char* write_time(char* out, uint64_t second) const {
    const uint64_t day = second / 86400, of_day = second % 86400;
    std::memcpy(out, tables_.dates[day], 16);
    std::memcpy(out + 11, tables_.minutes[of_day / 60], 8);
    std::memcpy(out + 17, tables_.pairs[of_day % 60], 2);
    return out + 19;
  }

  /// `9.07\n` up to `9999.99\n`; cents below 1000000.
  char* write_money(char* out, uint64_t cents) const {
    out = tables_.write_short(out, cents / 100);
    out[0] = '.';
    std::memcpy(out + 1, tables_.pairs[cents % 100], 2);
    out[3] = '\n';
    return out + 4;
  }

  uint64_t who_, home_, country_, joined_, active_, balance_;
  std::array<std::uint16_t, 2 * kNameSlots> first_slots_{};  // women's, then men's
  std::array<std::uint16_t, kNameSlots> last_slots_{};
  std::array<std::uint16_t, kPlaceSlots> place_slots_{};
  std::vector<Name> first_, last_;
  std::vector<Entry> cities_;
  std::unique_ptr<char[][16]> phones_;
  Countries countries_;
  Tables tables_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: customers DATA_DIRECTORY ROWS [SEED]\n");
    return 2;
  }
  try {
    Customers(argv[1], argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 42).write(std::strtoull(argv[2], nullptr, 10));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "customers: %s\n", error.what());
    return 1;
  }
}
