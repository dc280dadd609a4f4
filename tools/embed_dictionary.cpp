// embed_dictionary DATA.txt OUT.cpp: the definition of one dictionary (see <sydac/dictionary/dictionary.hpp>) from its data file.
//
// A data file has header lines that begin with `#`, then one entry a line, tabs between its fields, the weight last when the file is
// weighted:
//   # source: …                where the entries come from; at least one
//   # header: sydac/…hpp       the header that declares the dictionary
//   # fields: city:20 state:2  more than one field, each with its width in bytes; `name:17+` has a length byte before it
//   # weighted                 the last field is an integer, how often the entry is picked
//   # anything else            a comment
// The file en_US/last_names.txt defines sydac::en_us::LastNames. Entries must be plain texts and differ; 30 bytes in all.
// Exit codes: 0, 1 for a bad data file (message on stderr), 2 for a bad command line, 3 for input or output that failed.

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t kTextBytes = 30;  // of a line: 30 bytes of text, a length, a line break
constexpr std::size_t kLineBytes = 32;
constexpr std::size_t kMostEntries = 2046;  // with the spare line a literal of 64 KiB, what every compiler must take

__extension__ typedef unsigned __int128 UInt128;

struct Field {
  std::string name;
  std::size_t width = kTextBytes;
  bool counted = false;  // a length byte stands before it
};

struct DataFile {
  std::string header;
  bool has_source = false;
  bool weighted = false;
  std::vector<Field> fields;
  std::vector<std::vector<std::string>> entries;
  std::vector<std::uint64_t> weights;
};

struct BadData : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::uint64_t parse_number(std::string_view text) {
  if (text.empty() || text.size() > 9) throw BadData("not a number of at most 9 digits: " + std::string(text));
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') throw BadData("not a number: " + std::string(text));
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

std::vector<Field> parse_fields(const std::string& text) {
  std::vector<Field> fields;
  std::istringstream words(text);
  std::size_t total = 0;
  for (std::string word; words >> word;) {
    Field field;
    if (word.back() == '+') {
      field.counted = true;
      word.pop_back();
    }
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) throw BadData("a field is name:width");
    field.name = word.substr(0, colon);
    field.width = parse_number(std::string_view(word).substr(colon + 1));
    total += field.width + (field.counted ? 1 : 0);
    fields.push_back(field);
  }
  if (total > kTextBytes) throw BadData("the fields need " + std::to_string(total) + " bytes of 30");
  return fields;
}

void parse_header_line(std::string_view line, DataFile& file) {
  const auto rest_after = [&](std::string_view key) { return std::string(line.substr(key.size())); };
  if (line.starts_with("# source: "))
    file.has_source = true;
  else if (line.starts_with("# header: "))
    file.header = rest_after("# header: ");
  else if (line.starts_with("# fields: "))
    file.fields = parse_fields(rest_after("# fields: "));
  else if (line == "# weighted")
    file.weighted = true;
}

/// What CSV need not quote and JSON need not escape: the plain text of <sydac/text.hpp>.
void check_plain(const std::string& text) {
  if (text.empty()) throw BadData("an empty field");
  if (text.front() == ' ' || text.back() == ' ') throw BadData("a space at the end of `" + text + "`");
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == ',' || c == '"' || c == '\\') throw BadData("a character that needs quoting in `" + text + "`");
  }
}

void parse_entry(const std::string& line, DataFile& file) {
  std::vector<std::string> cells = split(line, '\t');
  if (cells.size() != file.fields.size() + (file.weighted ? 1 : 0)) throw BadData("wrong number of fields: " + line);
  if (file.weighted) {
    file.weights.push_back(parse_number(cells.back()));
    if (file.weights.back() == 0) throw BadData("a weight of 0: " + line);
    cells.pop_back();
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    check_plain(cells[i]);
    const Field& field = file.fields[i];
    if (cells[i].size() > field.width) throw BadData("longer than " + std::to_string(field.width) + " bytes: " + cells[i]);
    if (i > 0 && !field.counted && cells[i].size() != field.width) throw BadData("not of the field's fixed width: " + cells[i]);
  }
  file.entries.push_back(cells);
}

DataFile parse(std::istream& in) {
  DataFile file;
  std::set<std::vector<std::string>> seen;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) {
      parse_header_line(line, file);
      continue;
    }
    if (file.fields.empty()) file.fields.push_back({"text", kTextBytes, false});
    parse_entry(line, file);
    if (!seen.insert(file.entries.back()).second) throw BadData("twice: " + line);
  }
  if (!file.has_source) throw BadData("no `# source:` line");
  if (file.header.empty()) throw BadData("no `# header:` line");
  if (file.entries.empty() || file.entries.size() > kMostEntries) throw BadData("needs 1 to 2046 entries");
  return file;
}

/// Walker's alias method after Vose (1991), in integers: slot i keeps itself with probability (entry >> 16) / 2^48, else gives way to entry
/// & 0xffff.
std::vector<std::uint64_t> alias_table(const std::vector<std::uint64_t>& weights) {
  const UInt128 count = weights.size();
  UInt128 total = 0;
  for (const std::uint64_t weight : weights) total += weight;
  std::vector<UInt128> shares;  // of a slot's `total`
  std::vector<std::size_t> small, large;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    shares.push_back(weights[i] * count);
    (shares[i] < total ? small : large).push_back(i);
  }
  const std::uint64_t whole = (std::uint64_t{1} << 48) - 1;
  std::vector<std::uint64_t> table(weights.size());
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = whole << 16 | i;
  while (!small.empty() && !large.empty()) {
    const std::size_t taker = small.back(), giver = large.back();
    small.pop_back();
    table[taker] = static_cast<std::uint64_t>((shares[taker] << 48) / total) << 16 | giver;
    shares[giver] -= total - shares[taker];
    if (shares[giver] < total) {
      large.pop_back();
      small.push_back(giver);
    }
  }
  return table;
}

std::string type_name(const std::string& stem) {
  std::string name;
  for (const std::string& word : split(stem, '_')) {
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(word.at(0))));
    name += word.substr(1);
  }
  return name;
}

char length_byte(std::size_t length) { return static_cast<char>('@' + length); }

/// 32 more when the entry has a space, an apostrophe or the like: see Dictionary::letters_only.
char length_byte(const std::string& entry) {
  const bool letters = std::all_of(entry.begin(), entry.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  return static_cast<char>(length_byte(entry.size()) + (letters ? 0 : 32));
}

std::string padded_line(const DataFile& file, const std::vector<std::string>& entry) {
  std::string line;
  for (std::size_t i = 0; i < entry.size(); ++i) {
    const Field& field = file.fields[i];
    if (field.counted) line += length_byte(entry[i].size());
    line += entry[i] + std::string(field.width - entry[i].size(), ' ');
  }
  line.resize(kTextBytes, ' ');
  line += length_byte(entry[0]);
  return line + '\n';
}

void emit(const DataFile& file, const std::string& locale, const std::string& stem, std::ostream& out) {
  const std::string type = type_name(stem);
  std::size_t longest = 0;
  for (const auto& entry : file.entries) longest = std::max(longest, entry[0].size());
  out << "// The entries of runtime/data/" << locale << "/" << stem << ".txt, made by tools/embed_dictionary.cpp; see\n"
      << "// <sydac/dictionary/dictionary.hpp> for the form of a line.\n"
      << "#include <" << file.header << ">\n\n";
  std::string space = locale;
  std::transform(space.begin(), space.end(), space.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  out << "namespace sydac::" << space << " {\n\n";
  out << "static_assert(" << type << "::count == " << file.entries.size() << " && " << type << "::max_bytes == " << longest << " && "
      << type << "::weighted == " << (file.weighted ? "true" : "false") << ");\n";
  std::size_t offset = 0;
  for (std::size_t i = 0; i < file.fields.size(); ++i) {
    offset += file.fields[i].counted ? 1 : 0;
    if (i > 0) out << "static_assert(" << type << "::" << file.fields[i].name << "_offset == " << offset << ");\n";
    offset += file.fields[i].width;
  }
  out << "\nalignas(64) const char " << type << "::lines[] = R\"lines(";
  for (const auto& entry : file.entries) out << padded_line(file, entry);
  out << std::string(kLineBytes, ' ') << ")lines\";\n";  // a copy of the last entry may read on
  if (file.weighted) {
    out << "\nconst std::uint64_t " << type << "::alias[] = {" << std::hex;
    const std::vector<std::uint64_t> table = alias_table(file.weights);
    for (std::size_t i = 0; i < table.size(); ++i) out << (i % 6 == 0 ? "\n    " : " ") << "0x" << table[i] << ',';
    out << "\n};\n";
  }
  out << "\n}  // namespace sydac::" << space << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed_dictionary DATA.txt OUT.cpp\n";
    return 2;
  }
  const std::filesystem::path source = std::filesystem::absolute(argv[1]);
  std::ifstream in(source, std::ios::binary);
  if (!in) {
    std::cerr << "embed_dictionary: cannot read " << argv[1] << "\n";
    return 3;
  }
  std::ostringstream text;
  try {
    emit(parse(in), source.parent_path().filename().string(), source.stem().string(), text);
  } catch (const BadData& error) {
    std::cerr << argv[1] << ": error: " << error.what() << "\n";
    return 1;
  }
  std::ofstream out(argv[2], std::ios::binary);
  out << text.str();
  out.close();
  if (!out) {
    std::cerr << "embed_dictionary: cannot write " << argv[2] << "\n";
    return 3;
  }
  return 0;
}
