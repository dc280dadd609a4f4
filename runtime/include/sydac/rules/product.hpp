// `product`, `product_name` and `category`: goods of a shop.
#pragma once

#include <sydac/dictionary/en_us/products.hpp>
#include <sydac/spec.hpp>

namespace sydac {

namespace detail {

inline constexpr std::size_t kProductNameBytes =
    en_us::ProductAdjectives::max_bytes + 1 + en_us::ProductMaterials::max_bytes + 1 + en_us::ProductKinds::max_bytes;

inline auto product_name(en_us::ProductAdjectives::Entry adjective, en_us::ProductMaterials::Entry material,
                         en_us::ProductKinds::Entry kind) {
  return join(adjective, Literal<" ">{}, material, Literal<" ">{}, kind);
}

}  // namespace detail

/// `Rugged Canvas Backpack`: an adjective, a material and a kind, over half a million names.
struct ProductName {
  static constexpr RuleSpec spec{
      .name = "product_name",
      .cpp_name = "ProductName",
      .header = "sydac/rules/product.hpp",
      .summary = "The name of a product, such as `Rugged Canvas Backpack`; over half a million different ones.",
      .yields = RuleType::text,
      .example = "name text unique = product_name",
  };

  static constexpr UInt128 count() {
    return UInt128{en_us::ProductAdjectives::count} * en_us::ProductMaterials::count * en_us::ProductKinds::count;
  }
  constexpr std::size_t max_characters() const { return detail::kProductNameBytes; }

  /// Name k of count(), all different: adjective and material are one word each.
  auto at(UInt128 k) const {
    const auto number = static_cast<std::uint64_t>(k);
    constexpr std::uint64_t kAdjectives = en_us::ProductAdjectives::count, kMaterials = en_us::ProductMaterials::count;
    return detail::product_name(en_us::ProductAdjectives::at(number % kAdjectives),
                                en_us::ProductMaterials::at(number / kAdjectives % kMaterials),
                                en_us::ProductKinds::at(number / (kAdjectives * kMaterials)));
  }
  auto operator()(Draw draw) const { return at(draw.below(static_cast<std::uint64_t>(count()))); }
};

/// A product whose name, kind and department agree.
struct Product {
  Draw source;

  static constexpr RuleSpec spec{
      .name = "product",
      .cpp_name = "Product",
      .header = "sydac/rules/product.hpp",
      .summary = "A product of a shop: name, kind, material and department agree.",
      .yields = RuleType::record,
      .fields = {{.name = "name", .max_characters = detail::kProductNameBytes},
                 {.name = "kind", .max_characters = en_us::ProductKinds::max_bytes},
                 {.name = "material", .max_characters = en_us::ProductMaterials::max_bytes},
                 {.name = "department", .max_characters = 11}},
      .example = "let item = product",
  };

  auto name() const {
    return detail::product_name(en_us::ProductAdjectives::pick(source.fork(0).bits()), material(), en_us::ProductKinds::entry(line()));
  }
  en_us::ProductKinds::Entry kind() const { return en_us::ProductKinds::entry(line()); }
  en_us::ProductMaterials::Entry material() const { return en_us::ProductMaterials::pick(source.fork(1).bits()); }
  PaddedText<11, true> department() const { return en_us::ProductKinds::counted_field<11>(line(), en_us::ProductKinds::department_offset); }

 private:
  const char* line() const { return en_us::ProductKinds::line(en_us::ProductKinds::index(source.fork(2).bits())); }
};

/// `Garden Furniture`
struct Category {
  static constexpr RuleSpec spec{
      .name = "category",
      .cpp_name = "Category",
      .header = "sydac/rules/product.hpp",
      .summary = "A category of goods in a shop, such as `Garden Furniture`; 218 different ones.",
      .yields = RuleType::text,
      .example = "name text unique = category",
  };

  static constexpr UInt128 count() { return en_us::ProductCategories::count; }
  constexpr std::size_t max_characters() const { return en_us::ProductCategories::max_bytes; }
  en_us::ProductCategories::Entry at(UInt128 k) const { return en_us::ProductCategories::at(static_cast<std::uint64_t>(k)); }
  en_us::ProductCategories::Entry operator()(Draw draw) const { return en_us::ProductCategories::pick(draw.bits()); }
};

}  // namespace sydac
