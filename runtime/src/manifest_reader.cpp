#include "manifest_reader.hpp"

#include "driver_text.hpp"
#include "json_cursor.hpp"
#include "manifest.hpp"
#include "mapped_file.hpp"

namespace sydac::driver {

namespace {

// Calls `take(key, value)` for each member of the object that comes next. A list is handed over as its text.
template <class Take>
void each_member(JsonCursor& json, Take take) {
  std::string key_scratch, value_scratch;
  json.skip_space();
  json.expect('{');
  do {
    json.skip_space();
    const std::string key(json.string(key_scratch));
    json.skip_space();
    json.expect(':');
    json.skip_space();
    take(key, json.value(value_scratch).text);
    json.skip_space();
  } while (json.take(','));
  json.expect('}');
}

std::uint64_t manifest_number(std::string_view text) {
  std::uint64_t number = 0;
  for (const char c : text)
    number = c >= '0' && c <= '9' ? number * 10 + static_cast<std::uint64_t>(c - '0') : throw JsonError("not a whole number");
  return number;
}

FoundFile found_file(JsonCursor& json) {
  FoundFile file;
  each_member(json, [&file](std::string_view key, std::string_view value) {
    if (key == "name") file.name = value;
    if (key == "table") file.table = value;
    if (key == "hash") file.hash = value;
    if (key == "rows") file.rows = manifest_number(value);
    if (key == "bytes") file.bytes = manifest_number(value);
  });
  return file;
}

std::vector<FoundFile> found_files(std::string_view list) {
  std::vector<FoundFile> files;
  JsonCursor json(list);
  json.expect('[');
  json.skip_space();
  if (json.take(']')) return files;
  do {
    files.push_back(found_file(json));
    json.skip_space();
  } while (json.take(','));
  return files;
}

}  // namespace

std::optional<FoundManifest> read_manifest(const std::string& folder) {
  const std::string path = text_of({folder, "/", kManifestName});
  if (!MappedFile::exists(path)) return {};
  const MappedFile file(path);
  FoundManifest found;
  try {
    JsonCursor json(file.bytes());
    each_member(json, [&found](std::string_view key, std::string_view value) {
      struct Member {
        std::string_view key;
        std::string FoundManifest::*text;
      };
      constexpr Member kMembers[] = {{"dataset", &FoundManifest::dataset}, {"schema_sha256", &FoundManifest::schema_sha256},
                                     {"seed", &FoundManifest::seed},       {"scale", &FoundManifest::scale},
                                     {"format", &FoundManifest::format},   {"null", &FoundManifest::null},
                                     {"shard", &FoundManifest::shard},     {"range", &FoundManifest::range},
                                     {"pools", &FoundManifest::pools}};
      for (const Member& member : kMembers) {
        if (member.key == key) found.*member.text = value;
      }
      if (key == "files") found.files = found_files(value);
    });
  } catch (const JsonError&) {
    return {};
  }
  return found;
}

}  // namespace sydac::driver
