// The pattern of cl100k_base:
//
//     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+
//     |\s++$|\s*[\r\n]|\s+(?!\S)|\s
//
// llama3 has `\s*[\r\n]+` instead of `\s++$|\s*[\r\n]`. qwen2 has that, too, and \p{N} instead of \p{N}{1,3}. qwen3_5
// is like qwen2, but with [\p{L}\p{M}]+ instead of \p{L}+, and no \p{M} in the punctuation.

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

template <Pattern pattern>
const char* piece_end(const char* at, const char* end) {
  constexpr const Rules& rules = rules_of(pattern);
  if (*at == '\'') {
    const char* const contraction = contraction_end<true>(at + 1, end);
    if (contraction != at + 1) return contraction;
  }
  const Character first = character_at(at);
  const char* const second = at + first.size;
  if (contains(rules.letters, first.char_class)) return run_end(rules.letters, second, end);
  if (first.char_class == CharClass::number) return run_end(number_classes, second, end, rules.max_numbers - 1);
  if (first.char_class == CharClass::newline) return white_space_end<rules.newlines>(at, end);
  // Any other character is in one piece with letters that follow it.
  if (is_at(rules.letters, second, end)) return run_end(rules.letters, second, end);
  if (contains(rules.punctuation, first.char_class)) return punctuation_end<pattern>(at, end);
  if (*at == ' ' && is_at(rules.punctuation, second, end)) return punctuation_end<pattern>(second, end);
  return white_space_end<rules.newlines>(at, end);
}

}  // namespace

std::size_t pre_tokenize_cl100k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::cl100k>>(at, end, ends, capacity);
}
std::size_t pre_tokenize_llama3(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::llama3>>(at, end, ends, capacity);
}
std::size_t pre_tokenize_qwen2(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::qwen2>>(at, end, ends, capacity);
}
std::size_t pre_tokenize_qwen3_5(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end<Pattern::qwen3_5>>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
