#include <set>

#include <sydac/pools/request.hpp>

#include "../driver_text.hpp"
#include "../sha256.hpp"

namespace sydac::pools {

namespace {

/// Parts with their lengths before them, so that no two requests give the same bytes.
class RequestHash {
 public:
  void add(std::string_view part) {
    hash_.update(driver::text_of({std::uint64_t{part.size()}, ":"}));
    hash_.update(part);
  }
  void add(const std::vector<std::string>& parts) {
    add_count(parts.size());
    for (const std::string& part : parts) add(part);
  }
  void add_count(std::size_t count) { hash_.update(driver::text_of({std::uint64_t{count}, ";"})); }
  std::string hex() const {
    const driver::Digest256 digest = hash_.digest();
    return driver::hexadecimal(digest.data(), digest.size());
  }

 private:
  driver::Sha256 hash_;
};

void add_field(RequestHash& hash, const Field& field) {
  for (const std::string& part : {field.name, field.type, field.doc, field.minimum, field.maximum, field.pattern}) hash.add(part);
  hash.add(field.values);
  if (field.kind == Kind::text) hash.add(driver::text_of({std::uint64_t{field.max_characters}}));
  hash.add(field.nullable ? "nullable" : "");
}

}  // namespace

std::string schema_hash(const Request& request) {
  RequestHash hash;
  hash.add("sydac pool 1");
  for (const std::string& part : {request.dataset, request.dataset_doc, request.locale, request.pool, request.prompt}) hash.add(part);
  hash.add_count(request.fields.size());
  for (const Field& field : request.fields) add_field(hash, field);
  hash.add_count(request.keys.size());
  for (const Key& key : request.keys) {
    hash.add(key.name);
    hash.add(key.doc);
    hash.add(key.values);
  }
  // The prose that stands with the columns, not which columns there are: a new one beside them asks for no other values.
  std::set<std::string> prose;
  for (const Use& use : request.uses) {
    for (const std::string& doc : {use.table_doc, use.column_doc}) {
      if (!doc.empty()) prose.insert(doc);
    }
  }
  hash.add({prose.begin(), prose.end()});
  return hash.hex();
}

}  // namespace sydac::pools
