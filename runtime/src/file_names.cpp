#include "file_names.hpp"

#include "driver_text.hpp"
#include "hash128.hpp"

namespace sydac::driver {

namespace {

// Leaves room for the end, `.part` and the whole of a hash within the 255 bytes of common file systems.
constexpr std::size_t kLongestStem = 200;

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_ignoring_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (ascii_lower(left[i]) != ascii_lower(right[i])) return false;
  }
  return true;
}

void append_percent(std::string& out, char c) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

// Device names of Windows, with or without an end, and the driver's own file.
bool is_reserved_file_name(std::string_view name) {
  const std::string_view stem = name.substr(0, name.find('.'));
  for (const std::string_view word : {"con", "prn", "aux", "nul"}) {
    if (same_ignoring_case(stem, word)) return true;
  }
  const bool numbered = stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9';
  if (numbered && (same_ignoring_case(stem.substr(0, 3), "com") || same_ignoring_case(stem.substr(0, 3), "lpt"))) return true;
  return same_ignoring_case(name, "manifest");
}

bool is_unsafe_in_file_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f || std::string_view(R"(/\%:*?"<>|)").find(c) != std::string_view::npos;
}

std::string shortened(std::string stem, std::string_view name) {
  if (stem.size() <= kLongestStem) return stem;
  Hash128 hash;
  hash.update(name);
  stem.resize(kLongestStem);
  return text_of({stem, "%~", hexadecimal(hash.digest().data(), 16)});
}

std::string percent_encoded(std::string_view name) {
  std::string out;
  for (const char c : name) append_percent(out, c);
  return shortened(out, name);
}

}  // namespace

std::string_view format_name(Format format) {
  switch (format) {
    case Format::csv: return "csv";
    case Format::json: return "json";
    case Format::jsonl: return "jsonl";
    case Format::sql: return "sql";
    case Format::copy: return "copy";
  }
  return {};
}

std::string safe_file_name(std::string_view name) {
  const bool reserved = is_reserved_file_name(name);
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool first = i == 0, last = i + 1 == name.size();
    const bool hides = first && (name[i] == '.' || name[i] == '-' || name[i] == '~' || name[i] == ' ');
    const bool is_dropped = last && (name[i] == '.' || name[i] == ' ');  // by Windows
    if (hides || is_dropped || (first && reserved) || is_unsafe_in_file_name(name[i])) {
      append_percent(out, name[i]);
    } else {
      out += name[i];
    }
  }
  return out.empty() ? "%" : shortened(out, name);
}

std::vector<std::string> file_stems(std::span<const TableInfo> tables) {
  std::vector<std::string> stems;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    bool clashes = false;
    for (std::size_t j = 0; j < i && !clashes; ++j) clashes = same_ignoring_case(tables[i].name, tables[j].name);
    stems.push_back(clashes ? percent_encoded(tables[i].name) : safe_file_name(tables[i].name));
  }
  return stems;
}

}  // namespace sydac::driver
