// `person`: someone whose sex, names, user name and e-mail address agree.
#pragma once

#include <sydac/dictionary/en_us/names.hpp>
#include <sydac/rules/phone.hpp>

namespace sydac {

namespace detail {

/// The letters of a name in lower case, without spaces and apostrophes; `name` is a line of a dictionary, at most 16 bytes of it are
/// written.
inline char* write_lower_letters(char* out, const char* name) {
  const std::uint32_t size = length_of(name);
  if (en_us::LastNames::letters_only(name)) [[likely]] {
    std::uint64_t words[2];
    std::memcpy(words, name, 16);
    words[0] |= 0x2020202020202020;
    words[1] |= 0x2020202020202020;
    std::memcpy(out, words, 16);
    return out + size;
  }
  for (std::uint32_t i = 0; i < size; ++i) {
    const char c = static_cast<char>(name[i] | 0x20);
    if (c >= 'a' && c <= 'z') *out++ = c;
  }
  return out;
}

}  // namespace detail

/// What stands before the @ of an address: `mary.smith84`, `msmith84` or `mary84`. The names are lines of dictionaries.
struct UserName {
  static constexpr std::size_t kNameBytes = 11;
  static_assert(en_us::FirstNamesFemale::max_bytes <= kNameBytes && en_us::FirstNamesMale::max_bytes <= kNameBytes);
  static_assert(en_us::LastNames::max_bytes <= kNameBytes);
  static constexpr std::size_t max_bytes = 2 * kNameBytes + 1 + 4;
  static constexpr bool plain = true;
  enum class Form : std::uint8_t { first_dot_last, initial_last, first };

  const char* first;
  const char* last;
  std::uint16_t number;  // 1 to 9999
  Form form;

  char* write(char* out) const {
    // Which form it is, nobody can foresee: everything is written and only the lengths depend on it.
    char* const after_first = detail::write_lower_letters(out, first);
    out = form == Form::initial_last ? out + 1 : after_first;
    *out = '.';
    out += form == Form::first_dot_last ? 1 : 0;
    char* const after_last = detail::write_lower_letters(out, last);
    out = form == Form::first ? out : after_last;
    return write_unsigned(out, std::uint64_t{number});
  }
};

/// An address in one of the domains that RFC 2606 keeps for examples: nothing sent there reaches anyone.
struct EmailAddress {
  static constexpr std::size_t max_bytes = UserName::max_bytes + 12;
  static constexpr bool plain = true;
  UserName user;
  std::uint8_t domain;  // 0 .com, 1 .org, 2 .net

  char* write(char* out) const {
    static constexpr char kDomains[3][16] = {"@example.com", "@example.org", "@example.net"};
    out = user.write(out);
    std::memcpy(out, kDomains[domain], 16);
    return out + 12;
  }
};

/// A person of the United States. Every field is a function of the draw alone, so fields may be asked for in any order, or not at all.
struct Person {
  Draw source;

  static constexpr RuleSpec spec{
      .name = "person",
      .cpp_name = "Person",
      .header = "sydac/rules/person.hpp",
      .summary = "A person: sex, names, user name and e-mail address agree; names are as frequent as in the United States.",
      .yields = RuleType::record,
      .fields = {{.name = "sex", .max_characters = 6},
                 {.name = "title", .max_characters = 4},
                 {.name = "first_name", .max_characters = 11},
                 {.name = "middle_initial", .max_characters = 1},
                 {.name = "last_name", .max_characters = 11},
                 {.name = "name", .max_characters = 23},
                 {.name = "username", .max_characters = UserName::max_bytes},
                 {.name = "email", .max_characters = EmailAddress::max_bytes},
                 {.name = "phone", .max_characters = PhoneNumber::max_bytes}},
      .example = "let who = person",
  };

  using Name = PaddedText<UserName::kNameBytes, true>;

  bool is_female() const { return source.fork(0).bits() >> 63 != 0; }

  /// `female` or `male`.
  PaddedText<6, true> sex() const {
    static constexpr char kSexes[2][8] = {"male", "female"};
    const bool female = is_female();
    return {kSexes[female], female ? 6u : 4u};
  }

  /// `Ms.`, `Mrs.`, `Mr.` or, for one in 64, `Dr.`
  PaddedText<4, true> title() const {
    static constexpr char kTitles[4][8] = {"Mr.", "Ms.", "Mrs.", "Dr."};
    const std::uint64_t bits = source.fork(1).bits();
    const unsigned which = bits >> 58 == 0 ? 3u : is_female() ? 1u + static_cast<unsigned>(bits & 1) : 0u;
    return {kTitles[which], which == 2 ? 4u : 3u};
  }

  Name first_name() const { return name_of(first_line()); }
  Name last_name() const { return name_of(last_line()); }
  PaddedText<1, true> middle_initial() const {
    static constexpr char kInitials[] = "AABBCCDDEEFGHJJKLLMMNPRRSSTVW.......";  // padded: eight bytes are copied
    return {kInitials + source.fork(4).below(29), 1};
  }

  /// First and last name.
  auto name() const { return join(first_name(), Literal<" ">{}, last_name()); }

  UserName username() const {
    const std::uint64_t bits = source.fork(5).bits();
    const unsigned form = static_cast<unsigned>(bits & 7);
    return {first_line(), last_line(), static_cast<std::uint16_t>(1 + multiply_high(bits, 9999)),
            form < 4   ? UserName::Form::first_dot_last
            : form < 7 ? UserName::Form::initial_last
                       : UserName::Form::first};
  }
  EmailAddress email() const { return {username(), static_cast<std::uint8_t>(source.fork(6).below(3))}; }
  PhoneNumber phone() const { return Phone{}(source.fork(7)); }

 private:
  static Name name_of(const char* line) { return {line, detail::length_of(line)}; }

  /// Both dictionaries by one lookup without a branch: which of them it is, is as hard to foresee as a coin.
  const char* first_line() const {
    using Female = en_us::FirstNamesFemale;
    using Male = en_us::FirstNamesMale;
    static constexpr const char* kLines[2] = {Male::lines, Female::lines};
    static constexpr const std::uint64_t* kTables[2] = {Male::alias, Female::alias};
    static constexpr std::uint64_t kCounts[2] = {Male::count, Female::count};
    const bool female = is_female();
    return detail::line_of(kLines[female], detail::alias_index(kTables[female], kCounts[female], source.fork(2).bits()));
  }
  const char* last_line() const { return en_us::LastNames::line(en_us::LastNames::index(source.fork(3).bits())); }
};

}  // namespace sydac
