#include "core/bpe/partial_counts.hpp"

#include <algorithm>

namespace tokmill::bpe {
namespace {

// The outermost tokens of a block mostly change with the bytes after it, so these are not kept. Affects only the time:
// tokens that no longer fit to those of the next block are removed again (extend_spine()).
constexpr std::size_t unsettled_tokens = 2;

constexpr std::size_t largest_block = 1024;

// The number of tokens between an anchor and the first part that is asked for. Doubled if that is not enough.
constexpr std::size_t first_tokens_back = 3;

// If blocks or windows do not fit to the spine after this number of tokens back, the spine is given up. Merging goes
// from left to right, so prefixes mostly fit, and suffixes that do not fit soon mostly never do.
template <Side side>
constexpr std::size_t most_tokens_back = side == Side::prefix ? 64 : 4;

// The number of bytes to match against the vocabulary when looking for the last end of a token.
constexpr std::size_t max_work = 512;

// A window is extended over at most this many bytes; beyond, a new one is cheaper.
constexpr std::size_t longest_extension = 256;

}  // namespace

template <Side side>
void PartialCounts<side>::restart(std::string_view piece, const PartialCounts* earlier) {
  piece_ = piece;
  earlier_ = earlier;
  tokens_.clear();
  ends_.clear();
  next_block_ = first_block;
  anchor_index_ = 0;
  anchor_ = 0;
  window_.clear();
  period_ = 1;
  has_spine_ = true;
  decisive_size_ = 0;
}

template <Side side>
bool PartialCounts<side>::are_valid(TokenId near, TokenId far) noexcept {
  return side == Side::prefix ? pairs_.are_valid(*vocabulary_, near, far) : pairs_.are_valid(*vocabulary_, far, near);
}

// The size of the longest token between the position `at` and the piece's end on the right.
template <Side side>
std::size_t PartialCounts<side>::longest_match(std::size_t at) noexcept {
  const char* const end = piece_.data() + piece_.size();
  const char* const start = side == Side::prefix ? piece_.data() + at : end - at;
  std::size_t matched = 0;
  std::size_t longest = 0;
  vocabulary_->for_each_prefix(start, end, [&](TokenId token) {
    ++matched;
    if (token != no_token) longest = matched;
  });
  // The byte after those that match has been read, too.
  if (side == Side::prefix) decisive_size_ = std::max(decisive_size_, at + matched + 1);
  return longest;
}

// The number of tokens of the spine that end at or before `size`.
template <Side side>
std::size_t PartialCounts<side>::spine_tokens_up_to(std::size_t size) const noexcept {
  return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), size) - ends_.begin());
}

// If the spine ends at a boundary between two tokens of `earlier_`, and the last token of the spine and the next one of
// `earlier_` are a valid pair, appends the tokens from there on, and returns true: every sequence of tokens whose
// adjacent pairs are valid is the result of merging (see merge_long).
template <Side side>
bool PartialCounts<side>::join_earlier() {
  if (side == Side::suffix || earlier_ == nullptr) return false;
  const auto offset = static_cast<std::size_t>(piece_.data() - earlier_->piece_.data());
  const std::size_t at = offset + spine_end();
  const auto& ends = earlier_->ends_;
  std::size_t next = 0;
  if (at > 0) {
    const auto found = std::lower_bound(ends.begin(), ends.end(), at);
    if (found == ends.end() || *found != at) return false;
    next = static_cast<std::size_t>(found - ends.begin()) + 1;
  }
  const auto last = std::upper_bound(ends.begin(), ends.end(), offset + piece_.size());
  const auto end = static_cast<std::size_t>(last - ends.begin());
  if (next >= end || (!tokens_.empty() && !are_valid(tokens_.back(), earlier_->tokens_[next]))) return false;
  for (std::size_t i = next; i < end; ++i) ends_.push_back(ends[i] - offset);
  tokens_.insert(tokens_.end(), earlier_->tokens_.begin() + static_cast<std::ptrdiff_t>(next),
                 earlier_->tokens_.begin() + static_cast<std::ptrdiff_t>(end));
  earlier_ = nullptr;
  return true;
}

// Extends the spine by a block.
template <Side side>
void PartialCounts<side>::extend_spine() {
  const std::size_t end = spine_end();
  std::size_t retreat = 1;
  while (spine_end() <= end) {
    if (join_earlier()) continue;
    const std::size_t start = spine_end();
    const std::size_t stop = std::min(piece_.size(), std::max(start, end) + next_block_);
    block_.clear();
    merge_long(*vocabulary_, bytes(start, stop), block_, merge_memory_);
    if (side == Side::suffix) std::reverse(block_.begin(), block_.end());
    if (!tokens_.empty() && !are_valid(tokens_.back(), block_.front())) {
      if (retreat > most_tokens_back<side>) return give_up_spine();
      const std::size_t kept = tokens_.size() - std::min(tokens_.size(), retreat);
      tokens_.resize(kept);
      ends_.resize(kept);
      retreat *= 2;
      continue;
    }
    next_block_ *= 2;
    if (stop < piece_.size()) block_.resize(block_.size() - std::min(block_.size(), unsettled_tokens));
    for (const TokenId token : block_) {
      ends_.push_back(spine_end() + vocabulary_->token_size(token));
      tokens_.push_back(token);
      if (join_earlier()) break;
    }
  }
  next_block_ = std::min(next_block_, largest_block);
}

template <Side side>
void PartialCounts<side>::give_up_spine() {
  has_spine_ = false;
  tokens_.clear();
  ends_.clear();
  restart_window(0, 0);
}

template <Side side>
void PartialCounts<side>::restart_window(std::size_t size, std::size_t tokens_back) {
  const std::size_t before = spine_tokens_up_to(size);
  anchor_index_ = before - std::min(before, tokens_back);
  anchor_ = anchor_index_ == 0 ? 0 : ends_[anchor_index_ - 1];
  window_.assign(1, {anchor_index_ == 0 ? no_token : tokens_[anchor_index_ - 1], 0});
}

template <Side side>
void PartialCounts<side>::extend_window(std::size_t size) {
  while (anchor_ + window_.size() <= size) window_.push_back(outermost(anchor_ + window_.size()));
}

// The part of `size` bytes, if its outermost token starts at `start`.
template <Side side>
typename PartialCounts<side>::Part PartialCounts<side>::with_token(std::size_t start,
                                                                   std::size_t size) noexcept {
  const Part& before = window_[start - anchor_];
  if (before.count == unknown) return {no_token, unknown};
  const TokenId token = vocabulary_->find(bytes(start, size));
  if (token == no_token) return {no_token, unknown};
  if (before.token != no_token && !are_valid(before.token, token)) return {no_token, unknown};
  return {token, before.count + 1};
}

// The part of `size` bytes, if its outermost token is that of the part that is `back` bytes shorter.
template <Side side>
typename PartialCounts<side>::Part PartialCounts<side>::with_same_token(std::size_t size, std::size_t back) noexcept {
  if (size <= anchor_ + back) return {no_token, unknown};
  const Part& shorter = window_[size - back - anchor_];
  if (shorter.count == unknown) return {no_token, unknown};
  const std::string_view token = vocabulary_->bytes(shorter.token);
  if (token.size() > size - anchor_ || bytes(size - token.size(), size) != token) return {no_token, unknown};
  const Part& before = window_[size - token.size() - anchor_];
  if (before.count == unknown) return {no_token, unknown};
  if (before.token != no_token && !are_valid(before.token, shorter.token)) return {no_token, unknown};
  return {shorter.token, before.count + 1};
}

// Finds the outermost token of the part of `size` bytes. Mostly, it is the same token as that of the part that is one
// byte shorter, or one period if the text repeats itself, or starts where a token of that part starts or ends.
template <Side side>
typename PartialCounts<side>::Part PartialCounts<side>::outermost(std::size_t size) noexcept {
  if (const Part part = with_same_token(size, 1); part.count != unknown) return part;
  if (period_ > 1) {
    if (const Part part = with_same_token(size, period_); part.count != unknown) return part;
  }
  const Part part = search_outermost(size);
  if (part.count == unknown) return part;
  constexpr std::size_t longest_period = 128;
  for (std::size_t back = 1; back <= longest_period && anchor_ + back < size; ++back) {
    if (window_[size - back - anchor_].token == part.token) {
      period_ = back;
      break;
    }
  }
  return part;
}

template <Side side>
typename PartialCounts<side>::Part PartialCounts<side>::search_outermost(std::size_t size) noexcept {
  constexpr int likely_starts = 32;
  const std::size_t least = std::max(anchor_, size - std::min(size, vocabulary_->max_token_size()));
  std::size_t start = size - 1;
  for (int i = 0; i < likely_starts && start > least; ++i) {
    const Part& before = window_[start - anchor_];
    if (before.count == unknown) break;
    start -= vocabulary_->token_size(before.token);
    if (start < least) break;
    if (const Part part = with_token(start, size); part.count != unknown) return part;
  }
  for (start = size - 1;; --start) {
    if (const Part part = with_token(start, size); part.count != unknown) return part;
    if (start == least) return {no_token, unknown};
  }
}

template <Side side>
std::size_t PartialCounts<side>::operator[](std::size_t size) {
  while (has_spine_ && spine_end() < size) extend_spine();
  if (!has_spine_) {
    extend_window(size);
    return window_[size].count;
  }
  const std::size_t before = spine_tokens_up_to(size);
  if ((before == 0 ? 0 : ends_[before - 1]) == size) return before;
  if (window_.empty() || size < anchor_ || size >= anchor_ + window_.size() + longest_extension) {
    restart_window(size, first_tokens_back);
  }
  extend_window(size);
  for (std::size_t back = 2 * first_tokens_back; window_[size - anchor_].count == unknown; back *= 2) {
    if (back > most_tokens_back<side>) {
      give_up_spine();
    } else {
      restart_window(size, back);
    }
    extend_window(size);
  }
  return anchor_index_ + window_[size - anchor_].count;
}

template <Side side>
std::size_t PartialCounts<side>::longest(std::size_t limit, std::size_t max_size) {
  if (limit == 0) return 0;
  while (has_spine_ && spine_end() < max_size && tokens_.size() < limit) extend_spine();
  const std::size_t before = std::min(spine_tokens_up_to(max_size), limit);
  const std::size_t start = before == 0 ? 0 : ends_[before - 1];
  const std::size_t max_token_size = vocabulary_->max_token_size();
  decisive_size_ = 0;

  // The outermost token of a longer part starts at a position whose part has less than `limit` tokens: `source` is the
  // last such position, and `reach` is the last end of a token that starts at one. Positions before `start` are all
  // taken for sources, which is exact enough. Tokens are found by their position on the left, which is the start of the
  // token in a prefix and its end in a suffix.
  std::size_t longest = start;
  std::size_t source = before < limit || start == 0 ? start : start - 1;
  std::size_t reach = start;
  if (side == Side::prefix) {
    // If tokens are long, it costs less to try all ends.
    std::size_t work = 0;
    for (std::size_t back = 0; back < max_token_size && back <= source && reach < source + max_token_size; ++back) {
      const std::size_t size = longest_match(source - back);
      reach = std::max(reach, source - back + size);
      if ((work += size) > max_work) reach = source + max_token_size;
    }
  }
  for (std::size_t size = start + 1; size <= max_size; ++size) {
    if (side == Side::prefix) {
      if (size > reach) break;
    } else {
      if (size > source + max_token_size) break;
      if (has_spine_ && size - longest_match(size) > source) continue;
    }
    const std::size_t count = (*this)[size];
    if (count <= limit) longest = size;
    if (count >= limit) continue;
    source = size;
    if (side == Side::prefix && reach < size + max_token_size) reach = std::max(reach, size + longest_match(size));
  }
  decisive_size_ = std::max(decisive_size_, reach);
  if (side == Side::suffix || reach > max_size || decisive_size_ > piece_.size()) decisive_size_ = 0;
  return longest;
}

template class PartialCounts<Side::prefix>;
template class PartialCounts<Side::suffix>;

}  // namespace tokmill::bpe
