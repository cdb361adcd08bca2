#include <cstddef>
#include <string_view>

#include "core/bpe/merge.hpp"

namespace tokmill::bpe {

std::size_t merge_divided(const Vocabulary& vocabulary, std::string_view piece, TokenId* tokens) noexcept {
  std::size_t count = 0;
  std::size_t start = 0;
  const auto merge_to = [&](std::size_t end) {
    const std::string_view part = piece.substr(start, end - start);
    start = end;
    if (part.size() == 1) {
      tokens[count++] = vocabulary.byte_token(static_cast<unsigned char>(part[0]));
      return;
    }
    // A whole piece has already been looked up.
    if (part.size() < piece.size() && part.size() <= longest_short_piece) {
      const TokenId token = vocabulary.find(part);
      if (token != no_token) {
        tokens[count++] = token;
        return;
      }
    }
    count += merge_short(vocabulary, part, tokens + count);
  };
  for (std::size_t at = 1; at < piece.size(); ++at) {
    const auto left = static_cast<unsigned char>(piece[at - 1]);
    const auto right = static_cast<unsigned char>(piece[at]);
    if (!vocabulary.may_be_adjacent(left, right)) merge_to(at);
  }
  merge_to(piece.size());
  return count;
}

}  // namespace tokmill::bpe
