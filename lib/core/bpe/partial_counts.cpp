#include "core/bpe/partial_counts.hpp"

#include <algorithm>

#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
PrefixCounts::PrefixCounts(const Vocabulary& vocabulary, std::string_view piece)
    : vocabulary_(vocabulary), piece_(piece), last_(1, no_token), counts_(1, 0), next_(1, 0) {}

void PrefixCounts::extend(std::size_t size) {
  const char* const end = piece_.data() + piece_.size();
  for (; done_ < size; ++done_) {
    // What begins behind this prefix may be the last token of a longer one.
    const std::size_t reach = std::min(piece_.size(), done_ + vocabulary_.longest_token());
    if (last_.size() <= reach) {
      last_.resize(reach + 1, no_token);
      counts_.resize(reach + 1, 0);
      next_.resize(reach + 1, 0);
    }
    TokenId token = vocabulary_.longest_match(piece_.data() + done_, end);
    for (; token != no_token; token = vocabulary_.longest_prefix_unchecked(token)) {
      const std::size_t longer = done_ + vocabulary_.token_size(token);
      if (last_[longer] != no_token) continue;
      if (done_ > 0 && !is_valid_pair(vocabulary_, last_[done_], token)) continue;
      last_[longer] = token;
      counts_[longer] = counts_[done_] + 1;
      next_[done_] = std::max(next_[done_], longer);
    }
  }
}

std::size_t PrefixCounts::operator[](std::size_t size) {
  extend(size);
  return counts_[size];
}

std::size_t PrefixCounts::longest(std::size_t limit, std::size_t most) {
  std::size_t longest = 0;
  for (std::size_t size = 0; size <= longest && size < most; ++size) {
    extend(size + 1);
    if (counts_[size] < limit) longest = std::max(longest, next_[size]);
  }
  return std::min(longest, most);
}

SuffixCounts::SuffixCounts(const Vocabulary& vocabulary, std::string_view piece)
    : vocabulary_(vocabulary), piece_(piece), first_(1, no_token), counts_(1, 0) {}

std::size_t SuffixCounts::operator[](std::size_t size) {
  const char* const end = piece_.data() + piece_.size();
  while (counts_.size() <= size) {
    const char* const at = end - counts_.size();
    TokenId token = vocabulary_.longest_match(at, end);
    while (true) {
      const std::size_t rest = counts_.size() - vocabulary_.token_size(token);
      if (rest == 0 || is_valid_pair(vocabulary_, token, first_[rest])) break;
      token = vocabulary_.longest_prefix_unchecked(token);
    }
    const std::uint32_t rest = counts_[counts_.size() - vocabulary_.token_size(token)];
    first_.push_back(token);
    counts_.push_back(rest + 1);
  }
  return counts_[size];
}

std::size_t SuffixCounts::bound(std::size_t limit, std::size_t most) {
  // A suffix is one token and a suffix that is shorter by at most the longest token. So where as many sizes in a
  // row as that token has bytes reach `limit`, all larger ones are above it.
  std::size_t in_a_row = 0;
  for (std::size_t size = 0; size < most; ++size) {
    in_a_row = (*this)[size] >= limit ? in_a_row + 1 : 0;
    if (in_a_row == vocabulary_.longest_token()) return size;
  }
  return most;
}

}  // namespace tokmill::bpe
