// The pattern of cl100k_base:
//
//     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+
//     |\s++$|\s*[\r\n]|\s+(?!\S)|\s

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace scalar;

constexpr CharClassSet numbers = unicode::set_of(CharClass::number);
constexpr CharClassSet newlines = unicode::set_of(CharClass::newline);
constexpr CharClassSet punctuation = unicode::set_of(CharClass::other, CharClass::mark);

const char* white_space_end(const char* at, const char* end) {
  const WhiteSpaceRun run = white_space_run(at, end);
  if (run.end == end) return run.end;
  if (run.after_newline != nullptr) return run.after_newline;
  return all_but_last(run, at);
}

const char* punctuation_end(const char* at, const char* end) {
  return run_end(newlines, run_end(punctuation, at, end), end);
}

const char* piece_end(const char* at, const char* end) {
  if (*at == '\'') {
    const char* const contraction = contraction_end<true>(at + 1, end);
    if (contraction != at + 1) return contraction;
  }
  const Character first = character_at(at);
  const char* const second = at + first.size;
  if (unicode::contains(unicode::letters, first.char_class)) return run_end(unicode::letters, second, end);
  if (first.char_class == CharClass::number) return run_end(numbers, second, end, 2);
  if (first.char_class == CharClass::newline) return white_space_end(at, end);
  // Any other character is in one piece with letters that follow it.
  if (is_at(unicode::letters, second, end)) return run_end(unicode::letters, second, end);
  if (unicode::contains(punctuation, first.char_class)) return punctuation_end(at, end);
  if (*at == ' ' && is_at(punctuation, second, end)) return punctuation_end(second, end);
  return white_space_end(at, end);
}

}  // namespace

std::size_t pre_tokenize_cl100k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  return split_pieces<piece_end>(at, end, ends, capacity);
}

}  // namespace tokmill::pretokenize
