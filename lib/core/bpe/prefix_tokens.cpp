#include "core/bpe/prefix_tokens.hpp"

#include <algorithm>

namespace tokmill::bpe {

std::size_t PrefixTokens::count(std::string_view text) {
  while (prefixes_.size() <= text.size()) prefixes_.push_back(next(text.substr(0, prefixes_.size())));
  return prefixes_[text.size()].tokens;
}

// Whether `token` can follow the tokens of the prefix of `start` bytes.
bool PrefixTokens::fits(std::size_t start, TokenId token) noexcept {
  return start == 0 || pairs_.are_valid(*vocabulary_, prefixes_[start].token, token);
}

// The prefix `text`, which is one byte longer than the longest one known. Only one token fits, so the order in which
// tokens are tried does not matter. It is mostly the last token of the known prefix again, as in a run, or starts where
// one of its last tokens does.
PrefixTokens::Prefix PrefixTokens::next(std::string_view text) {
  constexpr int likely_starts = 32;
  const std::size_t known = text.size() - 1;
  const auto try_token = [&](std::size_t start, TokenId token) {
    return token != no_token && fits(start, token) ? Prefix{token, prefixes_[start].tokens + 1} : Prefix{no_token, 0};
  };
  if (known > 0) {
    const std::string_view last = vocabulary_->bytes(prefixes_[known].token);
    if (text.ends_with(last)) {
      if (const Prefix found = try_token(text.size() - last.size(), prefixes_[known].token); found.tokens > 0) {
        return found;
      }
    }
  }
  const std::size_t least = text.size() - std::min(text.size(), vocabulary_->max_token_size());
  std::size_t start = known;
  for (int i = 0; i < likely_starts && start > least; ++i) {
    start -= std::min(start, vocabulary_->token_size(prefixes_[start].token));
    if (start < least) break;
    if (const Prefix found = try_token(start, vocabulary_->find(text.substr(start))); found.tokens > 0) return found;
  }
  for (start = known;; --start) {
    if (const Prefix found = try_token(start, vocabulary_->find(text.substr(start))); found.tokens > 0) return found;
    if (start == least) return {no_token, 0};  // not reached: each text has tokens
  }
}

}  // namespace tokmill::bpe
