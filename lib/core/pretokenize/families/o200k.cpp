// The pattern of o200k_base and o200k_harmony, its alternatives in order:
//
//  1. [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//  2. [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//  3. \p{N}{1,3}    4.  ?[^\s\p{L}\p{N}]+[\r\n/]*    5. \s*[\r\n]+    6. \s+(?!\S)    7. \s+

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

constexpr CharClassSet numbers = unicode::set_of(CharClass::number);
constexpr CharClassSet punctuation = unicode::set_of(CharClass::other, CharClass::mark);
constexpr CharClassSet any_case = unicode::set_of(CharClass::uncased, CharClass::mark);
constexpr CharClassSet upper_phase = any_case | unicode::set_of(CharClass::upper);
constexpr CharClassSet lower_phase = any_case | unicode::set_of(CharClass::lower);

const char* white_space_end(const char* at, const char* end) {
  const WhiteSpaceRun run = white_space_run(at, end);
  if (run.after_newline != nullptr) return run.after_newline;
  if (run.end == end) return run.end;
  return all_but_last(run, at);
}

const char* punctuation_end(const char* at, const char* end) {
  at = run_end(punctuation, at, end);
  while (at != end && (*at == '\r' || *at == '\n' || *at == '/')) ++at;
  return at;
}

// The ends of a word, without a prefix and a contraction. A word is an upper phase up to the first Ll, then a lower
// phase. If there is no Ll, alternative 1 backtracks to the end of the last Lm, Lo or M of the upper phase; if there is
// none of these either, only alternative 2 can match.
struct WordEnds {
  const char* first;   // of alternative 1; null if it does not match
  const char* second;  // of alternative 2, set only if alternative 1 does not match; null if neither matches
};

WordEnds word_ends(const char* at, const char* end) {
  const char* const start = at;
  const char* after_any_case = nullptr;
  while (at != end) {
    const Character character = character_at(at);
    if (character.char_class == CharClass::lower) return {run_end(lower_phase, at, end), nullptr};
    if (!unicode::contains(upper_phase, character.char_class)) break;
    at += character.size;
    if (character.char_class != CharClass::upper) after_any_case = at;
  }
  return {after_any_case, at == start ? nullptr : at};
}

const char* with_contraction(const char* at, const char* end) {
  if (at == end || *at != '\'') return at;
  const char* const contraction = contraction_end<true>(at + 1, end);
  return contraction == at + 1 ? at : contraction;
}

// The end of the word at `at`, or null if no word starts there. Each alternative is tried with a prefix first, then
// without one; only a mark can be either the prefix or a part of the word.
const char* word_end(const char* at, const char* end, Character first) {
  if (unicode::contains(unicode::letters, first.char_class)) {
    const WordEnds ends = word_ends(at, end);
    return with_contraction(ends.first != nullptr ? ends.first : ends.second, end);
  }
  const WordEnds after_prefix = word_ends(at + first.size, end);
  if (after_prefix.first != nullptr) return with_contraction(after_prefix.first, end);
  // No lower phase follows the prefix, so if a mark is the word itself, it is the whole word.
  if (first.char_class == CharClass::mark) return with_contraction(at + first.size, end);
  if (after_prefix.second != nullptr) return with_contraction(after_prefix.second, end);
  return nullptr;
}

const char* piece_end(const char* at, const char* end) {
  const Character first = character_at(at);
  if (first.char_class == CharClass::number) return run_end(numbers, at + first.size, end, 2);
  if (first.char_class == CharClass::newline) return white_space_end(at, end);
  if (const char* const word = word_end(at, end, first)) return word;
  if (first.char_class == CharClass::other) return punctuation_end(at, end);
  if (*at == ' ' && is_at(punctuation, at + 1, end)) return punctuation_end(at + 1, end);
  return white_space_end(at, end);
}

}  // namespace

std::size_t pre_tokenize_o200k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
