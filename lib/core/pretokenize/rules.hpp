#pragma once

// What distinguishes the patterns. The machines of a family are templates of these rules.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/pretokenize/alphabet.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"

namespace tokmill::pretokenize {

/// The patterns that have a machine in common.
enum class Family : std::uint8_t { gpt2, cl100k, o200k, deepseek };

/// Contractions such as `'ll`.
enum class Contractions : std::uint8_t {
  none,
  alone,           ///< Each is a piece.
  alone_any_case,  ///< The same, in upper case, too.
  after_words,     ///< Each is in one piece with the word before it. In upper case, too.
};

/// Where a run of white space with CR or LF is divided.
enum class Newlines : std::uint8_t {
  nowhere,            ///< CR and LF are like other white space.
  unless_text_ends,   ///< After the last one, unless the run reaches the end of the text.
  always,             ///< After the last one.
};

/// What follows punctuation in the same piece.
enum class Tail : std::uint8_t { none, newlines, newlines_and_slashes };

/// The classes of numbers, of all alphabets.
inline constexpr ClassSet number_classes =
    unicode::set_of(CharClass::number) | in_second_half(unicode::set_of(CharClass::number));

/// The characters of Han in Alphabet::han.
inline constexpr ClassSet han_classes = in_second_half(unicode::CharClassSet{0xFF});

/// The phases of a word of o200k: any number of characters of the first one, then any number of the second one.
inline constexpr ClassSet any_case_classes = unicode::set_of(CharClass::uncased, CharClass::mark);
inline constexpr ClassSet upper_phase_classes = any_case_classes | unicode::set_of(CharClass::upper);
inline constexpr ClassSet lower_phase_classes = any_case_classes | unicode::set_of(CharClass::lower);

/// The characters of such a word.
inline constexpr ClassSet word_classes = upper_phase_classes | lower_phase_classes;

struct Rules {
  Pattern pattern;
  std::string_view name;
  Family family;
  Contractions contractions;
  std::size_t max_numbers;  ///< In a piece; 0 if any number of them.
  Newlines newlines;
  Tail tail;
  ClassSet letters;      ///< Of a word; not used by o200k.
  ClassSet punctuation;
  Alphabet alphabet = Alphabet::plain;
};

/// By pattern.
inline constexpr std::array<Rules, 9> all_rules = [] {
  constexpr ClassSet letters = unicode::letters;
  constexpr ClassSet with_marks = unicode::letters | unicode::set_of(CharClass::mark);
  constexpr ClassSet others = unicode::set_of(CharClass::other);
  constexpr ClassSet others_and_marks = unicode::set_of(CharClass::other, CharClass::mark);
  constexpr ClassSet of_any_script = others_and_marks | in_second_half(unicode::set_of(CharClass::other, CharClass::mark));
  constexpr ClassSet of_deepseek = unicode::set_of(cjk::ascii_letter, cjk::other_letter);
  using enum Family;
  using enum Contractions;
  using enum Newlines;
  using Pattern::deepseek_v3, Pattern::kimi, Pattern::llama3, Pattern::qwen2, Pattern::qwen3_5, Pattern::tekken;
  constexpr Tail newlines = Tail::newlines;
  constexpr Tail with_slashes = Tail::newlines_and_slashes;
  return std::array<Rules, 9>{{
      {Pattern::gpt2, "gpt2", gpt2, alone, 0, nowhere, Tail::none, letters, others_and_marks},
      {Pattern::cl100k, "cl100k", cl100k, alone_any_case, 3, unless_text_ends, newlines, letters, others_and_marks},
      {Pattern::o200k, "o200k", o200k, after_words, 3, always, with_slashes, letters, others_and_marks},
      {llama3, "llama3", cl100k, alone_any_case, 3, always, newlines, letters, others_and_marks},
      {qwen2, "qwen2", cl100k, alone_any_case, 1, always, newlines, letters, others_and_marks},
      {qwen3_5, "qwen3.5", cl100k, alone_any_case, 1, always, newlines, with_marks, others},
      {tekken, "tekken", o200k, none, 1, always, with_slashes, letters, others_and_marks},
      {kimi, "kimi", o200k, after_words, 3, always, newlines, letters, of_any_script, Alphabet::han},
      {deepseek_v3, "deepseek-v3", deepseek, none, 3, always, newlines, of_deepseek, others, Alphabet::cjk},
  }};
}();

[[nodiscard]] constexpr const Rules& rules_of(Pattern pattern) noexcept {
  return all_rules[static_cast<std::size_t>(pattern)];
}

static_assert([] {
  for (std::size_t i = 0; i < all_rules.size(); ++i) {
    if (all_rules[i].pattern != static_cast<Pattern>(i)) return false;
  }
  return true;
}());

/// Whether no alternative of the pattern matches the character at `at` by itself, so that a run of such characters is a
/// piece, except for the last one if it is the prefix of a word.
inline bool is_gap(Pattern pattern, const char* at) noexcept {
  if (rules_of(pattern).family != Family::deepseek) return false;
  const CharClass one = character_at<Alphabet::cjk>(at).char_class;
  return contains(static_cast<ClassSet>(cjk::controls | cjk::controls_of_cjk), one);
}

}  // namespace tokmill::pretokenize
