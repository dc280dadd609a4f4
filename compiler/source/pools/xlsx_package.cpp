#include "source/pools/xlsx_package.hpp"

#include <zip.h>

#include <vector>

#include "source/pools/readers.hpp"

namespace sydac::compiler {

namespace {

using driver::quoted;

[[noreturn]] void refuse(std::string_view part, std::string_view message) {
  throw PoolFileError(0, 0, {"its part ", quoted(part), ": ", message});
}

std::string_view folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
}

// `xl/worksheets/sheet1.xml` for `worksheets/sheet1.xml`, `./worksheets/sheet1.xml` and `/xl/worksheets/sheet1.xml` in `xl/workbook.xml`.
std::string target_of(std::string_view part, std::string_view target) {
  const std::string path = target.substr(0, 1) == "/" ? std::string(target.substr(1)) : std::string(folder_of(part)).append(target);
  std::string result;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view step = std::string_view(path).substr(begin, end - begin);
    begin = end + 1;
    if (step == "..") {
      const std::size_t slash = result.rfind('/');
      result.erase(slash == std::string::npos ? 0 : slash);
    } else if (step != "." && !step.empty()) {
      result.append(result.empty() ? "" : "/").append(step);
    }
  }
  return result;
}

std::string read_all(zip_file_t* file, std::string_view name) {
  std::string bytes;
  std::vector<char> chunk(std::size_t{64} << 10);
  while (true) {
    const zip_int64_t count = zip_fread(file, chunk.data(), chunk.size());
    if (count == 0) return bytes;
    if (count < 0) refuse(name, zip_file_strerror(file));
    bytes.append(chunk.data(), static_cast<std::size_t>(count));
    // What the archive says of its sizes need not be true.
    if (bytes.size() > kMaxPoolFileBytes) refuse(name, "more than 64 MB unpacked");
  }
}

}  // namespace

std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& child) { return is_element(child, name); });
}

std::string text_within(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) text += child.type() == pugi::node_element ? "" : child.value();
  return text;
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view name) {
  return node.find_attribute([&](const pugi::xml_attribute& one) { return local_name(one.name()) == name; }).value();
}

XmlPart::XmlPart(std::string bytes, std::string_view name) : bytes_(std::move(bytes)) {
  // Document types are passed over, so that no entity of theirs is ever expanded or fetched.
  constexpr unsigned int kOptions = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata_single;
  const pugi::xml_parse_result result = document_.load_buffer_inplace(bytes_.data(), bytes_.size(), kOptions);
  if (!result) throw PoolFileError(0, 0, {"its part ", quoted(name), " is not XML at byte ", static_cast<std::uint64_t>(result.offset)});
}

void XlsxPackage::Close::operator()(zip* archive) const { zip_discard(archive); }

XlsxPackage::XlsxPackage(std::string_view bytes) {
  // libzip takes no bytes for an archive of no parts.
  if (bytes.empty()) throw PoolFileError(0, 0, {"an empty file"});
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (source != nullptr && archive_ == nullptr) zip_source_free(source);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (bytes.substr(0, 4) == "\xD0\xCF\x11\xE0") throw PoolFileError(0, 0, {"an encrypted workbook, or one of the old format .xls"});
  if (archive_ == nullptr) throw PoolFileError(0, 0, {"not an XLSX file: ", reason});
}

std::optional<std::string> XlsxPackage::unpacked(const std::string& name) const {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0 && zip_stat(archive_.get(), name.c_str(), ZIP_FL_NOCASE, &stat) != 0)
    return std::nullopt;
  // Other methods may ask for any amount of memory.
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) refuse(name, "a compression other than deflate");
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_.get(), stat.index, 0), zip_fclose);
  if (file == nullptr) refuse(name, zip_strerror(archive_.get()));
  return read_all(file.get(), name);
}

std::unique_ptr<XmlPart> XlsxPackage::part_if_there(const std::string& name) const {
  std::optional<std::string> bytes = unpacked(name);
  return bytes ? std::make_unique<XmlPart>(*std::move(bytes), name) : nullptr;
}

std::unique_ptr<XmlPart> XlsxPackage::part(const std::string& name) const {
  std::unique_ptr<XmlPart> found = part_if_there(name);
  if (found == nullptr) refuse(name, "not there");
  return found;
}

std::optional<XlsxPackage::Relationship> XlsxPackage::relationship(const std::string& of, std::string_view id,
                                                                   std::string_view kind) const {
  const std::string_view folder = folder_of(of);
  const std::string name = std::string(folder) + "_rels/" + of.substr(folder.size()) + ".rels";
  const std::unique_ptr<XmlPart> list = part_if_there(name);
  if (list == nullptr) return std::nullopt;
  for (const pugi::xml_node& one : list->root().children()) {
    // The kind is the end of a URI whose beginning differs between transitional and strict files.
    const std::string_view uri = attribute_named(one, "Type");
    const std::string_view its_kind = uri.substr(folder_of(uri).size());
    if (!id.empty() ? attribute_named(one, "Id") == id : its_kind == kind)
      return Relationship{std::string(its_kind), target_of(of, attribute_named(one, "Target"))};
  }
  return std::nullopt;
}

std::optional<XlsxPackage::Relationship> XlsxPackage::relationship_by_id(const std::string& of, std::string_view id) const {
  return id.empty() ? std::nullopt : relationship(of, id, {});
}

std::optional<XlsxPackage::Relationship> XlsxPackage::relationship_by_kind(const std::string& of, std::string_view kind) const {
  return relationship(of, {}, kind);
}

}  // namespace sydac::compiler
