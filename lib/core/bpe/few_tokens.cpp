#include "core/bpe/few_tokens.hpp"

#include <algorithm>

#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {

bool FewTokens::find(std::string_view text, std::size_t limit) {
  const char* const end = text.data() + text.size();
  prefixes_.assign(1, {no_token, 0});
  decisive_size_ = 0;
  std::size_t steps = 0;
  for (std::size_t start = 0; start < prefixes_.size(); ++start) {
    const Prefix before = prefixes_[start];
    if (before.tokens >= limit) continue;
    std::size_t at = start;
    vocabulary_->for_each_prefix(text.data() + start, end, [&](TokenId token) {
      ++at;
      if (token == no_token) return;
      if (prefixes_.size() > at && prefixes_[at].tokens != unknown) return;  // a prefix has only one last token
      if (start > 0 && !is_valid_pair(*vocabulary_, before.token, token)) return;
      if (prefixes_.size() <= at) prefixes_.resize(at + 1, {no_token, unknown});
      prefixes_[at] = {token, before.tokens + 1};
    });
    // The byte after those that match has been read, too.
    decisive_size_ = std::max(decisive_size_, at + 1);
    steps += at - start + 1;
    if (steps > max_steps) return false;
  }
  return true;
}

TokenReach token_reach(const Vocabulary& vocabulary, std::string_view text, std::size_t limit) noexcept {
  const char* const end = text.data() + text.size();
  TokenReach reach{0, 0, true};
  std::size_t start = 0;
  std::size_t steps = 0;
  for (std::size_t tokens = 0; tokens < limit && start < text.size(); ++tokens) {
    // One more token can start at each position that the others reach.
    for (const std::size_t last = reach.size; start <= last && start < text.size(); ++start) {
      std::size_t matched = 0;
      std::size_t longest = 0;
      vocabulary.for_each_prefix(text.data() + start, end, [&](TokenId token) {
        ++matched;
        if (token != no_token) longest = matched;
      });
      reach.size = std::max(reach.size, start + longest);
      reach.decisive = std::max(reach.decisive, start + matched + 1);
      steps += matched + 1;
      if (steps > FewTokens::max_steps) return {0, 0, false};
    }
  }
  return reach;
}

}  // namespace tokmill::bpe
