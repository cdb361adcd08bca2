#include "bpe/merge.hpp"
#include "bpe/stay_apart.hpp"

namespace tokmill::bpe {
namespace {

class Bits {
 public:
  Bits(std::vector<std::uint64_t>& words, std::size_t size) : words_(words) { words_.assign(size / 64 + 1, 0); }
  void set(std::size_t i) noexcept { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  [[nodiscard]] bool operator[](std::size_t i) const noexcept { return (words_[i / 64] >> (i % 64) & 1U) != 0; }

 private:
  std::vector<std::uint64_t>& words_;
};

}  // namespace

void merge_long(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens,
                LongMergeMemory& memory) {
  const std::size_t first = tokens.size();
  const char* const begin = piece.data();
  const char* const end = begin + piece.size();
  Bits dead_ends(memory.dead_ends, piece.size());  // offsets from which no tokens lead to the end

  const char* at = begin;
  TokenId candidate = vocabulary.longest_match(at, end);
  while (true) {
    const char* const after = at + vocabulary.token_size(candidate);
    const bool fits = !dead_ends[static_cast<std::size_t>(after - begin)] &&
                      (tokens.size() == first || stay_apart(vocabulary, tokens.back(), candidate));
    if (fits) {
      tokens.push_back(candidate);
      at = after;
      if (at == end) return;
      candidate = vocabulary.longest_match(at, end);
      continue;
    }
    candidate = vocabulary.longest_prefix(candidate);
    if (candidate == no_token) {
      // Nothing fits here: take the last token back and try a shorter one in its place. There is one, since
      // every piece has an encoding.
      dead_ends.set(static_cast<std::size_t>(at - begin));
      candidate = tokens.back();
      tokens.pop_back();
      at -= vocabulary.token_size(candidate);
    }
  }
}

}  // namespace tokmill::bpe
