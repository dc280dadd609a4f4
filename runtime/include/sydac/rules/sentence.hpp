// `sentence`: an English sentence by a small grammar.
#pragma once

#include <sydac/dictionary/en_us/words.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// `The quiet painter repaired our lantern while this otter waited patiently near the frozen harbor.` Doers do things to things, in the
/// past tense, so that everything agrees. No commas: a sentence never needs quoting.
struct SentenceText {
  static constexpr std::size_t kDeterminer = 5, kAdjective = en_us::Adjectives::max_bytes, kNoun = 12, kVerb = 12;
  static_assert(en_us::NounsDoers::max_bytes <= kNoun && en_us::NounsThings::max_bytes <= kNoun);
  static_assert(en_us::VerbsTransitive::max_bytes <= kVerb && en_us::VerbsIntransitive::max_bytes <= kVerb);
  static constexpr std::size_t kPhrase = kDeterminer + 1 + kAdjective + 1 + kNoun;
  static constexpr std::size_t kClause = kPhrase + 1 + kVerb + 1 + en_us::Adverbs::max_bytes + 1 + 7 + 1 + kPhrase;
  static constexpr std::size_t max_bytes = 2 * kClause + 9 + 1;
  static constexpr bool plain = true;

  Draw source;

  char* write(char* out) const {
    Draw draw = source;
    char* const begin = out;
    out = write_clause(out, draw);
    if ((draw.bits() & 3) == 0) {
      static constexpr char kJoints[4][16] = {" and ", " but ", " while ", " because "};
      static constexpr std::uint8_t kSizes[4] = {5, 5, 7, 9};
      out = write_one_of(out, kJoints, kSizes, draw.bits() >> 62);
      out = write_clause(out, draw);
    }
    *begin = static_cast<char>(*begin - ('a' - 'A'));
    *out++ = '.';
    return out;
  }

 private:
  template <std::size_t N>
  static char* write_one_of(char* out, const char (&texts)[N][16], const std::uint8_t (&sizes)[N], std::uint64_t which) {
    std::memcpy(out, texts[which], 16);
    return out + sizes[which];
  }

  /// A determiner, for one in three an adjective, a noun.
  template <class Nouns>
  static char* write_phrase(char* out, Draw& draw) {
    static constexpr char kDeterminers[16][16] = {"the ", "the ", "the ", "the ", "the ", "the ",  "the ",  "the ",
                                                  "the ", "his ", "her ", "our ", "my ",  "that ", "this ", "their "};
    static constexpr std::uint8_t kSizes[16] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 5, 5, 6};
    const std::uint64_t bits = draw.bits();
    out = write_one_of(out, kDeterminers, kSizes, bits & 15);
    if (bits >> 32 < 0x5555'5555) {
      out = en_us::Adjectives::pick(draw.bits()).write(out);
      *out++ = ' ';
    }
    return Nouns::pick(draw.bits()).write(out);
  }

  static char* write_clause(char* out, Draw& draw) {
    static constexpr char kPlaces[8][16] = {" near ", " beside ", " behind ", " with ", " without ", " before ", " after ", " past "};
    static constexpr std::uint8_t kSizes[8] = {6, 8, 8, 6, 9, 8, 7, 6};
    out = write_phrase<en_us::NounsDoers>(out, draw);
    *out++ = ' ';
    const std::uint64_t bits = draw.bits();
    const bool has_object = bits >> 63 != 0, has_adverb = (bits & 3) == 0;
    if (has_object) {
      out = en_us::VerbsTransitive::pick(draw.bits()).write(out);
      *out++ = ' ';
      out = write_phrase<en_us::NounsThings>(out, draw);
    } else {
      out = en_us::VerbsIntransitive::pick(draw.bits()).write(out);
    }
    if (has_adverb) {
      *out++ = ' ';
      out = en_us::Adverbs::pick(draw.bits()).write(out);
    }
    if (has_object) return out;
    out = write_one_of(out, kPlaces, kSizes, bits >> 3 & 7);
    return write_phrase<en_us::NounsThings>(out, draw);
  }
};

struct Sentence {
  static constexpr RuleSpec spec{
      .name = "sentence",
      .cpp_name = "Sentence",
      .header = "sydac/rules/sentence.hpp",
      .summary = "An English sentence with a capital letter and a full stop.",
      .yields = RuleType::text,
      .example = "note text = sentence",
  };

  constexpr std::size_t max_characters() const { return SentenceText::max_bytes; }
  SentenceText operator()(Draw draw) const { return {draw}; }
};

}  // namespace sydac
