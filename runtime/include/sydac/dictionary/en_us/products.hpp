// Parts of product names.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// First words of product names.
// sydac-source: dictionary/en_US/product_adjectives.cpp
struct ProductAdjectives : Dictionary<ProductAdjectives, 74, 12, false> {
  static const char lines[];
};

/// Categories of goods in a shop.
// sydac-source: dictionary/en_US/product_categories.cpp
struct ProductCategories : Dictionary<ProductCategories, 218, 20, false> {
  static const char lines[];
};

/// Things that shops sell, and the department.
// sydac-source: dictionary/en_US/product_kinds.cpp
struct ProductKinds : Dictionary<ProductKinds, 171, 15, false> {
  static constexpr std::size_t department_offset = 17;
  static const char lines[];
};

/// Second words of product names: what things are made of.
// sydac-source: dictionary/en_US/product_materials.cpp
struct ProductMaterials : Dictionary<ProductMaterials, 45, 9, false> {
  static const char lines[];
};

}  // namespace sydac::en_us
