// The pattern of DeepSeek V3, R1 and later: three steps, each of which splits the pieces of the one before it. What no
// alternative matches is a piece, too.
//
//  1. \p{N}{1,3}    2. [\x{4E00}-\x{9FA5}\x{3040}-\x{30FF}]+
//  3. its alternatives in order:
//     [!-/:-~][A-Za-z]+                            where the first class is the punctuation and symbols of ASCII
//     [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
//      ?[\p{P}\p{S}]+[\r\n]*    \s*[\r\n]+    \s+(?!\S)    \s+
//
// Step 3 does not look beyond a number, or across an end of ideographs or kana: the text ends there, for its purposes.
// Nothing but control characters is left unmatched: format characters, unassigned code points and so on are among them.

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

constexpr const Rules& deepseek = rules_of(Pattern::deepseek_v3);
constexpr Alphabet alphabet = deepseek.alphabet;

const char* run(ClassSet set, const char* at, const char* end) { return run_end<alphabet>(set, at, end); }

// The end of the control characters from `at` on, without the last one if it is the prefix of a word.
const char* gap_end(ClassSet controls, ClassSet letters, const char* at, const char* end) {
  const char* last = at;
  for (const char* next = at; next != end;) {
    const Character character = character_at<alphabet>(next);
    if (!contains(controls, character.char_class)) {
      return contains(letters, character.char_class) ? last : next;
    }
    last = next;
    next += character.size;
  }
  return end;
}

// Of a piece that starts with an ideograph or kana, a mark or symbol of kana, or a code point that may become one.
const char* cjk_end(Character first, const char* at, const char* end) {
  const char* const second = at + first.size;
  for (const ClassSet set : {cjk::letters_of_cjk, cjk::symbols_of_cjk}) {
    if (contains(set, first.char_class)) return run(set, second, end);
  }
  if (is_at<alphabet>(cjk::letters_of_cjk, second, end)) return run(cjk::letters_of_cjk, second, end);
  return gap_end(cjk::controls_of_cjk, cjk::letters_of_cjk, at, end);
}

const char* deepseek_end(const char* at, const char* end) {
  const Character first = character_at<alphabet>(at);
  const char* const second = at + first.size;
  const auto white_space_end = [at, end] {
    const WhiteSpaceRun white = white_space_run(at, end);
    if (white.after_newline != nullptr) return white.after_newline;
    const bool ends = white.end == end || is_at<alphabet>(cjk::ends_of_step_3, white.end, end);
    return ends ? white.end : all_but_last(white, at);
  };
  if (contains(deepseek.letters, first.char_class)) return run(deepseek.letters, second, end);
  if (contains(cjk::any_cjk, first.char_class)) return cjk_end(first, at, end);
  switch (first.char_class) {
    case CharClass::number: return run_end<alphabet>(number_classes, second, end, deepseek.max_numbers - 1);
    case CharClass::newline: return white_space_end();
    case cjk::symbol:
      if (first.size == 1 && is_at<alphabet>(cjk::ascii_letters, second, end)) {
        return run(cjk::ascii_letters, second, end);
      }
      return punctuation_end<Pattern::deepseek_v3>(at, end);
    default: break;  // white space or a control character
  }
  if (is_at<alphabet>(deepseek.letters, second, end)) return run(deepseek.letters, second, end);
  if (first.char_class == cjk::control) return gap_end(cjk::controls, deepseek.letters, at, end);
  if (*at == ' ' && is_at<alphabet>(deepseek.punctuation, second, end)) return punctuation_end<Pattern::deepseek_v3>(second, end);
  return white_space_end();
}

}  // namespace

std::size_t pre_tokenize_deepseek_v3(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<deepseek_end>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
