// What a rule says of itself. The compiler checks calls against it, prints the reference from it and writes the C++ that builds the rule; a
// generated program carries none of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace sydac {

/// Types as rules see them. `number` is the column's own: integer, decimal or float; the rule is then a template over it, and so are its
/// parameters of that type. `like_first` of a parameter: the type of the first argument.
enum class RuleType : std::uint8_t { boolean, integer, number, share, text, date, timestamp, uuid, bytes, record };

/// A list of at most N entries that can stand in a constant.
template <class T, std::size_t N>
struct SpecList {
  T items[N]{};
  std::size_t count = 0;
  constexpr SpecList() = default;
  constexpr SpecList(std::initializer_list<T> list) {
    for (const T& item : list) items[count++] = item;
  }
  constexpr const T* begin() const { return items; }
  constexpr const T* end() const { return items + count; }
  constexpr std::size_t size() const { return count; }
  constexpr const T& operator[](std::size_t index) const { return items[index]; }
};

/// One parameter: the member of the rule's struct with the same name and place. All arguments are constants.
struct ParameterSpec {
  std::string_view name;
  RuleType type = RuleType::integer;
  bool required = true;            // otherwise the member's own default holds
  std::string_view at_least = {};  // a number, or the name of another parameter
  std::string_view at_most = {};
};

/// One field of a record rule: a method of the record with the same name.
struct FieldSpec {
  std::string_view name;
  RuleType type = RuleType::text;
  std::uint32_t max_characters = 0;  // of a text
};

struct RuleSpec {
  std::string_view name;      // as in a schema: `person`
  std::string_view cpp_name;  // `Person`
  std::string_view header;    // `sydac/rules/person.hpp`
  std::string_view summary;   // one sentence for the reference
  RuleType yields = RuleType::text;
  SpecList<ParameterSpec, 6> params = {};
  SpecList<FieldSpec, 24> fields = {};
  std::string_view example = {};  // a member of a table: `age int = 18..99`
};

/// A constant argument as the compiler knows it: an integer, truth value, date or timestamp as `raw`, a decimal as raw × 10^-scale.
struct RuleArgument {
  __extension__ __int128 raw = 0;
  unsigned scale = 0;
  std::string_view text = {};
  bool given = true;  // otherwise the member's own default holds
};

}  // namespace sydac
