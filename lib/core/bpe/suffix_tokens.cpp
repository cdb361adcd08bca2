#include "core/bpe/suffix_tokens.hpp"

#include "core/bpe/pair_cache.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

// The number of bytes before the end of a part to merge again at first. Doubled while that is not enough.
constexpr std::size_t first_margin = 12;

// The first token of the text [start, end), if first_of(at) is that of [at, end).
template <class FirstOf, class AreValid>
TokenId first_token(const Vocabulary& vocabulary, std::string_view text, std::size_t start, std::size_t end,
                    const FirstOf& first_of, const AreValid& are_valid) {
  TokenId token = vocabulary.longest_match(text.data() + start, text.data() + end);
  while (true) {
    const std::size_t after = start + vocabulary.token_size(token);
    if (after == end || are_valid(token, first_of(after))) return token;
    token = vocabulary.longest_proper_prefix(token);  // never none: each text has tokens
  }
}

}  // namespace

SuffixTokens::SuffixTokens(const Vocabulary& vocabulary, std::string_view text)
    : vocabulary_(&vocabulary), nodes_(text.size() + 1) {
  const auto end = static_cast<std::uint32_t>(text.size());
  nodes_[end] = {no_token, end, 0};
  PairCache pairs;
  for (std::size_t start = text.size(); start-- > 0;) {
    Node& node = nodes_[start];
    node.token = first_token(
        vocabulary, text, start, text.size(), [this](std::size_t at) { return nodes_[at].token; },
        [&](TokenId left, TokenId right) { return pairs.are_valid(vocabulary, left, right); });
    const auto after = static_cast<std::uint32_t>(next(start));
    const Node& shorter = nodes_[after];
    const Node& far = nodes_[shorter.jump];
    node.tokens = shorter.tokens + 1;
    node.jump = shorter.tokens - far.tokens == far.tokens - nodes_[far.jump].tokens ? far.jump : after;
  }
}

// The last position of the chain from `start` whose token ends at or before `limit`. Precondition: that of `start`
// does, and `limit` is less than size().
std::size_t SuffixTokens::last_with_next_up_to(std::size_t start, std::size_t limit) const noexcept {
  std::size_t at = start;
  while (true) {
    const std::size_t jump = nodes_[at].jump;
    const std::size_t near = next(at);
    if (jump <= limit && next(jump) <= limit) {
      at = jump;
    } else if (next(near) <= limit) {
      at = near;
    } else {
      return at;
    }
  }
}

std::size_t SuffixTokens::count(std::string_view text, std::size_t start, std::size_t end) const {
  if (start == end) return 0;
  if (end == size()) return nodes_[start].tokens;
  struct First {
    TokenId token;
    std::uint32_t tokens;
  };
  std::vector<First> window;  // by position, from the end
  for (std::size_t margin = first_margin;; margin *= 2) {
    std::size_t from = start;
    TokenId before = no_token;
    if (end - start > margin && next(start) <= end - margin) {
      const std::size_t last = last_with_next_up_to(start, end - margin);
      before = nodes_[last].token;
      from = next(last);
    }
    if (window.empty()) window.push_back({no_token, 0});
    for (std::size_t at = end - (window.size() - 1); at-- > from;) {
      const TokenId token = first_token(
          *vocabulary_, text, at, end, [&](std::size_t after) { return window[end - after].token; },
          [this](TokenId left, TokenId right) { return is_valid_pair(*vocabulary_, left, right); });
      window.push_back({token, window[end - at - vocabulary_->token_size(token)].tokens + 1});
    }
    const First& first = window[end - from];
    if (before == no_token || is_valid_pair(*vocabulary_, before, first.token)) {
      return nodes_[start].tokens - nodes_[from].tokens + first.tokens;
    }
  }
}

}  // namespace tokmill::bpe
