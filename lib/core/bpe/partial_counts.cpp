#include "core/bpe/partial_counts.hpp"

#include <algorithm>

#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {

PrefixCounts::PrefixCounts(const Vocabulary& vocabulary, std::string_view piece)
    : vocabulary_(vocabulary), piece_(piece), last_(1, no_token), counts_(1, 0), next_(1, 0) {}

void PrefixCounts::extend(std::size_t size) {
  const char* const end = piece_.data() + piece_.size();
  for (; done_ < size; ++done_) {
    // Each token that starts after this prefix may be the last token of a longer one.
    const std::size_t reach = std::min(piece_.size(), done_ + vocabulary_.max_token_size());
    if (last_.size() <= reach) {
      last_.resize(reach + 1, no_token);
      counts_.resize(reach + 1, 0);
      next_.resize(reach + 1, 0);
    }
    TokenId token = vocabulary_.longest_match(piece_.data() + done_, end);
    for (; token != no_token; token = vocabulary_.longest_proper_prefix(token)) {
      const std::size_t size_with_token = done_ + vocabulary_.token_size(token);
      if (last_[size_with_token] != no_token) continue;
      if (done_ > 0 && !is_valid_pair(vocabulary_, last_[done_], token)) continue;
      last_[size_with_token] = token;
      counts_[size_with_token] = counts_[done_] + 1;
      next_[done_] = std::max(next_[done_], size_with_token);
    }
  }
}

std::size_t PrefixCounts::operator[](std::size_t size) {
  extend(size);
  return counts_[size];
}

std::size_t PrefixCounts::longest(std::size_t limit, std::size_t max_size) {
  std::size_t longest = 0;
  for (std::size_t size = 0; size <= longest && size < max_size; ++size) {
    extend(size + 1);
    if (counts_[size] < limit) longest = std::max(longest, next_[size]);
  }
  return std::min(longest, max_size);
}

SuffixCounts::SuffixCounts(const Vocabulary& vocabulary, std::string_view piece)
    : vocabulary_(vocabulary), piece_(piece), first_(1, no_token), counts_(1, 0) {}

std::size_t SuffixCounts::operator[](std::size_t size) {
  const char* const end = piece_.data() + piece_.size();
  while (counts_.size() <= size) {
    const char* const at = end - counts_.size();
    TokenId token = vocabulary_.longest_match(at, end);
    while (true) {
      const std::size_t size_after = counts_.size() - vocabulary_.token_size(token);
      if (size_after == 0 || is_valid_pair(vocabulary_, token, first_[size_after])) break;
      token = vocabulary_.longest_proper_prefix(token);
    }
    const std::uint32_t count_after = counts_[counts_.size() - vocabulary_.token_size(token)];
    first_.push_back(token);
    counts_.push_back(count_after + 1);
  }
  return counts_[size];
}

std::size_t SuffixCounts::bound(std::size_t limit, std::size_t max_size) {
  // A suffix is one token plus a suffix that is shorter by the size of that token. So once max_token_size() consecutive
  // sizes have at least `limit` tokens, all larger sizes have more than `limit`.
  std::size_t consecutive = 0;
  for (std::size_t size = 0; size < max_size; ++size) {
    consecutive = (*this)[size] >= limit ? consecutive + 1 : 0;
    if (consecutive == vocabulary_.max_token_size()) return size;
  }
  return max_size;
}

}  // namespace tokmill::bpe
