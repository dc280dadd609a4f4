// The archive that an XLSX file is (ECMA-376 part 2): parts by name, unpacked within bounds, and read as XML without a document type's
// entities.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <pugixml.hpp>

struct zip;

namespace sydac::compiler {

/// The name of an element or attribute without its prefix: writers are free to choose one.
std::string_view local_name(const char* name);
inline bool is_element(const pugi::xml_node& node, std::string_view name) { return local_name(node.name()) == name; }
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);
/// All characters directly within an element.
std::string text_within(const pugi::xml_node& node);
std::string_view attribute_named(const pugi::xml_node& node, std::string_view name);

/// A part as a tree, which points into its own bytes.
class XmlPart {
 public:
  /// Throws PoolFileError where the bytes are not XML.
  XmlPart(std::string bytes, std::string_view name);
  /// The outermost element.
  pugi::xml_node root() const { return document_.document_element(); }

 private:
  std::string bytes_;
  pugi::xml_document document_;
};

class XlsxPackage {
 public:
  /// The bytes outlive the package. Throws PoolFileError, as its functions do.
  explicit XlsxPackage(std::string_view bytes);

  /// Nothing when there is no such part.
  std::unique_ptr<XmlPart> part_if_there(const std::string& name) const;
  std::unique_ptr<XmlPart> part(const std::string& name) const;

  /// What a part refers to: the part that its relationship of that id has, or its first one of that kind (`worksheet`). The name of a part
  /// is a path from the top without a slash; "" stands for the package itself.
  struct Relationship {
    std::string kind, part;
  };
  std::optional<Relationship> relationship_by_id(const std::string& of, std::string_view id) const;
  std::optional<Relationship> relationship_by_kind(const std::string& of, std::string_view kind) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  std::optional<std::string> unpacked(const std::string& name) const;
  std::optional<Relationship> relationship(const std::string& of, std::string_view id, std::string_view kind) const;

  std::unique_ptr<zip, Close> archive_;
};

}  // namespace sydac::compiler
