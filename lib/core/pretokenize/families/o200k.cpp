// The pattern of o200k_base and o200k_harmony, its alternatives in order:
//
//  1. [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//  2. [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//  3. \p{N}{1,3}    4.  ?[^\s\p{L}\p{N}]+[\r\n/]*    5. \s*[\r\n]+    6. \s+(?!\S)    7. \s+
//
// tekken has no contractions, and \p{N} for 3. kimi has \p{Han}+ before 1, no Han in the words of 1 and 2 (except that
// their first character, if it were Han, would match the first alternative), and [\r\n]* at the end of 4.

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

// The ends of a word, without a prefix and a contraction. A word is an upper phase up to the first Ll, then a lower
// phase. If there is no Ll, alternative 1 backtracks to the end of the last Lm, Lo or M of the upper phase; if there is
// none of these either, only alternative 2 can match.
struct WordEnds {
  const char* first;   // of alternative 1; null if it does not match
  const char* second;  // of alternative 2, set only if alternative 1 does not match; null if neither matches
};

template <Alphabet alphabet>
WordEnds word_ends(const char* at, const char* end) {
  const char* const start = at;
  const char* after_any_case = nullptr;
  while (at != end) {
    const Character character = character_at<alphabet>(at);
    if (character.char_class == CharClass::lower) return {run_end<alphabet>(lower_phase_classes, at, end), nullptr};
    if (!contains(upper_phase_classes, character.char_class)) break;
    at += character.size;
    if (character.char_class != CharClass::upper) after_any_case = at;
  }
  return {after_any_case, at == start ? nullptr : at};
}

template <Contractions contractions>
const char* with_contraction(const char* at, const char* end) {
  if (contractions == Contractions::none || at == end || *at != '\'') return at;
  const char* const contraction = contraction_end<true>(at + 1, end);
  return contraction == at + 1 ? at : contraction;
}

// The end of the word at `at`, or null if no word starts there. Each alternative is tried with a prefix first, then
// without one; only a mark can be either the prefix or a part of the word.
template <Pattern pattern>
const char* word_end(const char* at, const char* end, Character first) {
  constexpr Alphabet alphabet = rules_of(pattern).alphabet;
  constexpr Contractions contractions = rules_of(pattern).contractions;
  if (contains(unicode::letters, first.char_class)) {
    const WordEnds ends = word_ends<alphabet>(at, end);
    return with_contraction<contractions>(ends.first != nullptr ? ends.first : ends.second, end);
  }
  const WordEnds after_prefix = word_ends<alphabet>(at + first.size, end);
  if (after_prefix.first != nullptr) return with_contraction<contractions>(after_prefix.first, end);
  // No lower phase follows the prefix, so if a mark is the word itself, it is the whole word.
  if (first.char_class == CharClass::mark) return with_contraction<contractions>(at + first.size, end);
  if (after_prefix.second != nullptr) return with_contraction<contractions>(after_prefix.second, end);
  return nullptr;
}

template <Pattern pattern>
const char* piece_end(const char* at, const char* end) {
  constexpr const Rules& rules = rules_of(pattern);
  constexpr Alphabet alphabet = rules.alphabet;
  const Character first = character_at<alphabet>(at);
  const char* const second = at + first.size;
  if (alphabet == Alphabet::han && contains(han_classes, first.char_class)) {
    return run_end<alphabet>(han_classes, second, end);
  }
  if (first.char_class == CharClass::number) {
    return run_end<alphabet>(number_classes, second, end, rules.max_numbers - 1);
  }
  if (first.char_class == CharClass::newline) return white_space_end<rules.newlines>(at, end);
  if (const char* const word = word_end<pattern>(at, end, first)) return word;
  if (first.char_class == CharClass::other) return punctuation_end<pattern>(at, end);
  if (*at == ' ' && is_at<alphabet>(rules.punctuation, second, end)) return punctuation_end<pattern>(second, end);
  return white_space_end<rules.newlines>(at, end);
}

}  // namespace

std::size_t pre_tokenize_o200k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::o200k>>(at, end, ends, capacity);
}
std::size_t pre_tokenize_tekken(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::tekken>>(at, end, ends, capacity);
}
std::size_t pre_tokenize_kimi(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::kimi>>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
