// The pattern of gpt2, r50k_base, p50k_base and p50k_edit:
//
//     '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

constexpr const Rules& rules = rules_of(Pattern::gpt2);

const char* piece_end(const char* at, const char* end) {
  if (*at == '\'') {
    const char* const contraction = contraction_end<false>(at + 1, end);
    if (contraction != at + 1) return contraction;
  }
  // A U+0020 is in one piece with the word, number or punctuation that follows it.
  const char* const body = *at == ' ' ? at + 1 : at;
  if (body == end) return end;
  const CharClass first = character_at(body).char_class;
  if (contains(rules.letters, first)) return run_end(rules.letters, body, end);
  if (first == CharClass::number) return run_end(number_classes, body, end);
  if (contains(rules.punctuation, first)) return run_end(rules.punctuation, body, end);
  return white_space_end<rules.newlines>(at, end);
}

}  // namespace

std::size_t pre_tokenize_gpt2(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
