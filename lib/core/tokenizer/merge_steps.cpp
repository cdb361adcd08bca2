#include "tokmill/merge_steps.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/bpe/vocabulary.hpp"
#include "core/tokenizer/encoding_data.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// What can merge, in order of position.
std::vector<MergeCandidate> merge_candidates(const bpe::Vocabulary& vocabulary, const std::vector<TokenId>& numbers) {
  std::vector<MergeCandidate> candidates;
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    const TokenId merged = vocabulary.merged(numbers[i], numbers[i + 1]);
    if (merged != bpe::no_token) candidates.push_back({i, vocabulary.id_of(merged), merged});
  }
  return candidates;
}

}  // namespace

Result<MergeSteps> merge_steps(const Encoding& encoding, std::string_view piece) {
  const EncodingData& data = EncodingAccess::data(encoding);
  const bpe::Vocabulary& vocabulary = data.vocabulary;
  if (piece.empty() || piece.size() > longest_explained_piece) {
    return Error{ErrorCode::invalid_argument, "expected a piece of 1 to " + std::to_string(longest_explained_piece) +
                                                  " bytes, got " + std::to_string(piece.size())};
  }
  if (data.rules != nullptr && data.rules->gaps.characters != nullptr) {
    return Error{ErrorCode::unsupported_vocabulary, "the vocabulary merges characters, not bytes"};
  }
  std::vector<TokenId> numbers;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    numbers.push_back(vocabulary.byte_token(static_cast<unsigned char>(piece[i])));
    if (numbers.back() == bpe::no_token) {
      return Error{ErrorCode::unsupported_vocabulary, "the vocabulary has no token for byte " + std::to_string(i), i};
    }
  }
  MergeSteps result;
  if (piece.size() > 1 && piece.size() <= vocabulary.max_whole_piece_size() &&
      vocabulary.find(piece) == bpe::no_token && vocabulary.find_whole(piece) != bpe::no_token) {
    result.is_whole = true;
    return result;
  }
  while (true) {
    std::vector<MergeCandidate> candidates = merge_candidates(vocabulary, numbers);
    if (candidates.empty()) return result;
    const auto lowest = std::ranges::min_element(candidates, {}, &MergeCandidate::rank);
    const MergeCandidate chosen = *lowest;
    candidates.erase(lowest);
    numbers[chosen.position] = chosen.rank;
    numbers.erase(numbers.begin() + static_cast<std::ptrdiff_t>(chosen.position) + 1);
    result.steps.push_back({chosen, std::move(candidates)});
  }
}

}  // namespace tokmill
