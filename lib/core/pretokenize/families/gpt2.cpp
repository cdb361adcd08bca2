// The pattern of gpt2, r50k_base, p50k_base and p50k_edit:
//
//     '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

constexpr CharClassSet numbers = unicode::set_of(CharClass::number);
constexpr CharClassSet punctuation = unicode::set_of(CharClass::other, CharClass::mark);

const char* white_space_end(const char* at, const char* end) {
  const WhiteSpaceRun run = white_space_run(at, end);
  return run.end == end ? run.end : all_but_last(run, at);
}

const char* piece_end(const char* at, const char* end) {
  if (*at == '\'') {
    const char* const contraction = contraction_end<false>(at + 1, end);
    if (contraction != at + 1) return contraction;
  }
  // A U+0020 is in one piece with the word, number or punctuation that follows it.
  const char* const body = *at == ' ' ? at + 1 : at;
  if (body == end) return end;
  const CharClass first = character_at(body).char_class;
  if (unicode::contains(unicode::letters, first)) return run_end(unicode::letters, body, end);
  if (first == CharClass::number) return run_end(numbers, body, end);
  if (unicode::contains(punctuation, first)) return run_end(punctuation, body, end);
  return white_space_end(at, end);
}

}  // namespace

std::size_t pre_tokenize_gpt2(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
