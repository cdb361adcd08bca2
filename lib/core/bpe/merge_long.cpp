#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/bpe/merge.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

// Merging one piece. What stands at any time, the tokens so far, is what the rule gives for the bytes up to at_.
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
    std::size_t stretch = least_stretch;
    while (at_ != end_) {
      if (by_blocks() > least_stretch) stretch = least_stretch;
      if (at_ == end_) break;
      // The longer it goes on with tokens that are long, the less is lost on blocks that were tried in vain.
      by_backtracking(at_ + std::min(stretch, static_cast<std::size_t>(end_ - at_)));
      stretch *= 2;
    }
  }

 private:
  // How far backtracking goes before blocks are tried again: many times the work of a block.
  static constexpr std::size_t least_stretch = 512;

  // The last tokens of a block are mostly others with what comes after it, and are left to the next.
  static constexpr std::size_t left_over = 2;

  // A block of which every token has more bytes than this, on average, costs more than backtracking.
  static constexpr std::size_t short_token = 3;

  // How often a start may be taken back before backtracking has to see to it.
  static constexpr int most_retreats = 8;

  // Merges block by block for as long as that pays. Returns how far it came, in bytes.
  std::size_t by_blocks() {
    const char* const start = at_;
    const char* furthest = at_;
    TokenId foreseen = no_token;  // by the block before, as the first token of this one
    int retreats = 0;
    while (at_ != end_) {
      const std::size_t size = std::min(longest_block, static_cast<std::size_t>(end_ - at_));
      const bool is_last = size == static_cast<std::size_t>(end_ - at_);
      TokenId block[longest_block];
      std::size_t count = merge_block(vocabulary_, {at_, size}, block);
      if (!is_last) {
        if (count <= left_over || count * short_token < size) break;
        count -= left_over;
      }
      if (has_tokens() && block[0] != foreseen && !is_valid_pair(vocabulary_, tokens_.back(), block[0])) {
        if (++retreats > most_retreats) break;
        take_back();
        foreseen = no_token;
        continue;
      }
      foreseen = is_last ? no_token : block[count];
      for (std::size_t i = 0; i < count; ++i) at_ += vocabulary_.token_size(block[i]);
      tokens_.insert(tokens_.end(), block, block + count);
      if (at_ > furthest) {
        furthest = at_;
        retreats = 0;
      }
    }
    return static_cast<std::size_t>(std::max(furthest, start) - start);
  }

  // Goes on to `until` or a little further: the longest token that fits, a shorter one where nothing fits behind it. A
  // dead end is marked, so that no place is tried twice.
  void by_backtracking(const char* until) {
    if (dead_ends_.empty()) dead_ends_.assign(static_cast<std::size_t>(end_ - begin_) / 64 + 1, 0);
    // The tokens up to here may not have been the first that fit.
    std::size_t given = tokens_.size();
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
      candidate = vocabulary_.longest_prefix_unchecked(candidate);
      if (candidate == no_token) {
        // There is a token to take back, since every piece has an encoding.
        mark_dead_end();
        candidate = take_back();
        if (tokens_.size() < given) {
          given = tokens_.size();
          candidate = vocabulary_.longest_match(at_, end_);
        }
      }
    }
  }

  [[nodiscard]] bool has_tokens() const noexcept { return tokens_.size() != first_; }

  TokenId take_back() noexcept {
    const TokenId last = tokens_.back();
    tokens_.pop_back();
    at_ -= vocabulary_.token_size(last);
    return last;
  }

  [[nodiscard]] bool is_dead_end(const char* place) const noexcept {
    const auto i = static_cast<std::size_t>(place - begin_);
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
  std::size_t first_;                      // of the tokens, those of this piece start here
  std::vector<std::uint64_t>& dead_ends_;  // places from which no tokens lead to the end
};

}  // namespace

void merge_long(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens,
                LongMergeMemory& memory) {
  LongMerge(vocabulary, piece, tokens, memory).run();
}

}  // namespace tokmill::bpe
