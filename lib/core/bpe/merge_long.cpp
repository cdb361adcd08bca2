#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/bpe/merge.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

// Merges one piece. Invariant: the tokens so far are the result of the rule for the bytes up to at_.
class LongMerge {
 public:
  LongMerge(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens, LongMergeMemory& memory)
      : vocabulary_(vocabulary),
        begin_(piece.data()),
        end_(piece.data() + piece.size()),
        at_(begin_),
        tokens_(tokens),
        first_(tokens.size()),
        dead_ends_(memory.dead_ends) {
    dead_ends_.clear();
  }

  void run() {
    std::size_t distance = min_distance;
    while (at_ != end_) {
      const std::size_t advanced = merge_repetitive_blocks() + merge_short_token_blocks();
      if (advanced > min_distance) distance = min_distance;
      if (at_ == end_) break;
      // Double the distance each time, so that in text of long tokens little time is wasted on trying blocks.
      backtrack(at_ + std::min(distance, static_cast<std::size_t>(end_ - at_)));
      distance *= 2;
    }
  }

 private:
  // The number of bytes to backtrack over before trying blocks again: many times the work of a block.
  static constexpr std::size_t min_distance = 512;

  // The last tokens of a block mostly change with the text after it, so they are left to the next block.
  static constexpr std::size_t overlap = 2;

  // If the average token of a block has more bytes than this, backtracking is faster.
  static constexpr std::size_t max_average_token_size = 3;

  // The remaining bytes of a piece below which it does not matter how they are merged.
  static constexpr std::size_t min_repetitive = 16;

  // The number of tokens that may be removed to connect two blocks before backtracking takes over.
  static constexpr int max_retreats = 8;

  // Merges block by block as long as the text repeats itself. Returns the number of bytes it advanced.
  std::size_t merge_repetitive_blocks() {
    return merge_blocks<longest_rounds>([this](std::string_view block, TokenId* tokens) -> std::size_t {
      if (block.size() < min_repetitive || !is_repetitive(block)) return 0;
      return merge_rounds(vocabulary_, block, tokens);
    });
  }

  // Merges block by block as long as the tokens are so short that this is faster than backtracking. Returns the number
  // of bytes it advanced.
  std::size_t merge_short_token_blocks() {
    return merge_blocks<longest_block>([this](std::string_view block, TokenId* tokens) -> std::size_t {
      const std::size_t count = merge_block(vocabulary_, block, tokens);
      const bool is_last = block.data() + block.size() == end_;
      return is_last || count * max_average_token_size >= block.size() ? count : 0;
    });
  }

  // Merges blocks of at most `longest` bytes with merge(block, tokens), which returns the number of tokens, or 0 to
  // stop. Returns the number of bytes it advanced.
  template <std::size_t longest, class Merge>
  std::size_t merge_blocks(const Merge& merge) {
    const char* const start = at_;
    const char* furthest = at_;
    TokenId predicted = no_token;  // the first token of this block, according to the previous one
    int retreats = 0;
    while (at_ != end_) {
      const std::size_t size = std::min(longest, static_cast<std::size_t>(end_ - at_));
      const bool is_last = size == static_cast<std::size_t>(end_ - at_);
      TokenId block[longest];
      std::size_t count = merge({at_, size}, block);
      if (count == 0) break;
      if (!is_last) {
        if (count <= overlap) break;
        count -= overlap;
      }
      if (has_tokens() && block[0] != predicted && !is_valid_pair(vocabulary_, tokens_.back(), block[0])) {
        if (++retreats > max_retreats) break;
        remove_last();
        predicted = no_token;
        continue;
      }
      predicted = is_last ? no_token : block[count];
      for (std::size_t i = 0; i < count; ++i) at_ += vocabulary_.token_size(block[i]);
      tokens_.insert(tokens_.end(), block, block + count);
      if (at_ > furthest) {
        furthest = at_;
        retreats = 0;
      }
    }
    return static_cast<std::size_t>(std::max(furthest, start) - start);
  }

  // Continues to `until` or a little further. Takes the longest token that forms a valid pair with the previous one, or
  // a shorter one if that leads to a dead end. Dead ends are marked, so that no position is tried twice.
  void backtrack(const char* until) {
    if (dead_ends_.empty()) dead_ends_.assign(static_cast<std::size_t>(end_ - begin_) / 64 + 1, 0);
    // The tokens that are already there may not be the first candidates at their positions.
    std::size_t existing = tokens_.size();
    TokenId candidate = vocabulary_.longest_match(at_, end_);
    while (true) {
      const char* const after = at_ + vocabulary_.token_size(candidate);
      if (!is_dead_end(after) && (!has_tokens() || is_valid_pair(vocabulary_, tokens_.back(), candidate))) {
        tokens_.push_back(candidate);
        at_ = after;
        if (at_ >= until) return;
        candidate = vocabulary_.longest_match(at_, end_);
        continue;
      }
      candidate = vocabulary_.longest_proper_prefix(candidate);
      if (candidate == no_token) {
        // There is a token to remove, because every piece has an encoding.
        mark_dead_end();
        candidate = remove_last();
        if (tokens_.size() < existing) {
          existing = tokens_.size();
          candidate = vocabulary_.longest_match(at_, end_);
        }
      }
    }
  }

  [[nodiscard]] bool has_tokens() const noexcept { return tokens_.size() != first_; }

  TokenId remove_last() noexcept {
    const TokenId last = tokens_.back();
    tokens_.pop_back();
    at_ -= vocabulary_.token_size(last);
    return last;
  }

  [[nodiscard]] bool is_dead_end(const char* position) const noexcept {
    const auto i = static_cast<std::size_t>(position - begin_);
    return (dead_ends_[i / 64] >> (i % 64) & 1U) != 0;
  }
  void mark_dead_end() noexcept {
    const auto i = static_cast<std::size_t>(at_ - begin_);
    dead_ends_[i / 64] |= std::uint64_t{1} << (i % 64);
  }

  const Vocabulary& vocabulary_;
  const char* begin_;
  const char* end_;
  const char* at_;
  std::vector<TokenId>& tokens_;
  std::size_t first_;                      // the index in tokens_ of this piece's first token
  std::vector<std::uint64_t>& dead_ends_;  // a bit per position from which no valid tokens lead to the end
};

}  // namespace

void merge_long(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens,
                LongMergeMemory& memory) {
  LongMerge(vocabulary, piece, tokens, memory).run();
}

}  // namespace tokmill::bpe
