// Lists of constant texts, and enums by their names.
#pragma once

#include <sydac/text.hpp>

namespace sydac {

/// Constant texts, padded so that one is copied whole: `Texts<"basic", "silver", "gold">::at(1)`.
template <FixedString... Strings>
struct Texts {
  static constexpr std::size_t size = sizeof...(Strings);
  static constexpr std::size_t max_bytes = [] {
    std::size_t max = 1;
    ((max = Strings.size > max ? Strings.size : max), ...);
    return max;
  }();
  static constexpr bool plain = (detail::traits_of(Strings.view()).plain() && ...);
  using Value = PaddedText<max_bytes, plain>;

  static constexpr Value at(std::size_t index) { return {kTable.text[index], kTable.sizes[index]}; }

 private:
  struct Table {
    static constexpr std::size_t kWidth = detail::padded_width(max_bytes) == 0 ? max_bytes : detail::padded_width(max_bytes);
    char text[size][kWidth];
    std::uint32_t sizes[size];
    constexpr Table() : text{}, sizes{} {
      std::size_t index = 0;
      const auto store = [&](std::string_view string) {
        copy_bytes(text[index], string.data(), string.size());
        sizes[index++] = static_cast<std::uint32_t>(string.size());
      };
      (store(Strings.view()), ...);
    }
  };
  static constexpr Table kTable{};
};

/// An enum whose names the schema gives: `constexpr sydac::Texts<"new", "paid"> names_of(Status) { return {}; }` stands beside it, in order
/// of its values from 0.
template <class E>
concept NamedEnum = std::is_enum_v<E> && requires(E value) {
  names_of(value).at(0);
};

template <NamedEnum E>
struct TextForm<E> {
  using Names = decltype(names_of(E{}));
  static constexpr std::size_t max_bytes = Names::max_bytes;
  static constexpr TextTraits traits = Names::plain ? detail::kPlainTraits : TextTraits{};
  static constexpr char* write(char* out, E value) { return Names::at(static_cast<std::size_t>(value)).write(out); }
};

/// The name of an enum's value, a text value.
template <NamedEnum E>
constexpr auto text_of(E value) {
  return decltype(names_of(value))::at(static_cast<std::size_t>(value));
}

}  // namespace sydac
