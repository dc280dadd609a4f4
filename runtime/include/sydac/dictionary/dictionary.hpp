// Dictionaries: lists of words in the program's constant data, read in place.
//
// The entries of runtime/data/LOCALE/NAME.txt become a source file, dictionary/LOCALE/NAME.cpp, when the runtime is built
// (tools/embed_dictionary.cpp); a line `// sydac-source:` above each declaration names it, so that a standalone program can take in the
// dictionaries it uses and no others. An entry is one line of 32 bytes, half a cache line: the text, padded with spaces to 30 bytes; its
// length counted from '@', or from '`' when not all of it is letters; a line break. A further 32 bytes follow the last line. A dictionary
// belongs to an edition and never changes once released.
#pragma once

#include <sydac/draw.hpp>
#include <sydac/text.hpp>

namespace sydac {

namespace detail {

/// The number of an entry out of `count` from 64 uniform bits by the alias method: each as often as its weight says, to within 2^-48 /
/// count.
inline std::uint64_t alias_index(const std::uint64_t* table, std::uint64_t count, std::uint64_t bits) {
  const UInt128 scaled = static_cast<UInt128>(bits) * count;
  const auto slot = static_cast<std::uint64_t>(scaled >> 64);
  const std::uint64_t alias = table[slot];
  return (static_cast<std::uint64_t>(scaled) >> 16) < (alias >> 16) ? slot : alias & 0xffff;
}

inline const char* line_of(const char* lines, std::uint64_t k) { return lines + 32 * k; }
inline std::uint32_t length_of(const char* line) { return static_cast<std::uint32_t>(line[30]) & 31; }

}  // namespace detail

/// What a dictionary's declaration inherits: Count entries, the longest (of its first field) of Max bytes; all plain texts. Its own members
/// are `static const char lines[]` and, when weighted, `static const std::uint64_t alias[]`.
template <class Self, std::uint32_t Count, std::size_t Max, bool Weighted = true>
struct Dictionary {
  static constexpr std::uint32_t count = Count;
  static constexpr std::size_t max_bytes = Max;
  static constexpr bool weighted = Weighted;
  using Entry = PaddedText<Max, true>;

  /// Entry k of the data file, from 0 to count - 1; of a record its first field.
  static Entry at(std::uint64_t k) { return entry(line(k)); }
  static Entry pick(std::uint64_t bits) { return at(index(bits)); }

  /// The number of an entry from 64 uniform bits, as often as its weight says.
  static std::uint64_t index(std::uint64_t bits) {
    if constexpr (Weighted)
      return detail::alias_index(Self::alias, Count, bits);
    else
      return multiply_high(bits, Count);
  }

  /// The 32 bytes of an entry, for records and for those who look at letters.
  static const char* line(std::uint64_t k) { return detail::line_of(Self::lines, k); }
  static Entry entry(const char* line) { return {line, detail::length_of(line)}; }
  static bool letters_only(const char* line) { return line[30] < '`'; }

  /// A further field of fixed width at a place in the line.
  template <std::size_t Width>
  static PaddedText<Width, true> field(const char* line, std::size_t offset) {
    return {line + offset, static_cast<std::uint32_t>(Width)};
  }
  /// A further field of at most Width bytes, its length before it.
  template <std::size_t Width>
  static PaddedText<Width, true> counted_field(const char* line, std::size_t offset) {
    return {line + offset, static_cast<std::uint32_t>(line[offset - 1]) & 31};
  }
};

}  // namespace sydac
