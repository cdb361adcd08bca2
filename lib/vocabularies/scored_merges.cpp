#include "vocabularies/scored_merges.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// The longest token of the vocabularies in use has 93 bytes. The time grows with the square of the size.
constexpr std::size_t longest_token = 256;

// Finds the tokens that are merged.
class MergedTokens {
 public:
  MergedTokens(const std::vector<float>& scores, const TokenizerFile& file) {
    ids_.reserve(file.tokens.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (scores[i] != not_merged) ids_.insert(file.bytes_of(file.tokens[i]), file.tokens[i].id);
    }
  }

  // Appends the merges that make a token.
  void append_merges(std::string_view token, TokenId id, std::vector<FileMerge>& merges) const {
    for (std::size_t cut = 1; cut < token.size(); ++cut) {
      if (!starts_character(token[cut])) continue;
      const std::optional<TokenId> left = ids_.find(token.substr(0, cut));
      if (!left) continue;
      if (const std::optional<TokenId> right = ids_.find(token.substr(cut))) merges.push_back({*left, *right, id});
    }
  }

 private:
  StringIds ids_;
};

}  // namespace

std::optional<MergeProblem> add_scored_merges(const std::vector<float>& scores, TokenizerFile& file) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (std::isnan(scores[i])) return MergeProblem{"expected a number", i};
    if (scores[i] != not_merged) order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) { return scores[left] > scores[right]; });
  const MergedTokens tokens(scores, file);
  std::optional<float> last;
  for (const std::size_t i : order) {
    const std::string_view token = file.bytes_of(file.tokens[i]);
    if (token.size() > longest_token) return MergeProblem{"a token of more than 256 bytes is not supported", i};
    const std::size_t before = file.merges.size();
    tokens.append_merges(token, file.tokens[i].id, file.merges);
    if (file.merges.size() == before) continue;
    if (scores[i] == last) return MergeProblem{"two tokens with the same score are not supported", i};
    last = scores[i];
  }
  return std::nullopt;
}

}  // namespace tokmill::vocabularies
