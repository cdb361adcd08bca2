#pragma once

// Sinks receive the tokens that PieceEncoder finds. A sink has
//
//     Cursor reserve();                             // start a cursor with space for `min_space` tokens
//     Cursor cursor();                              // start a cursor with the space that is left
//     void resume(Cursor);                          // end a cursor
//     void put(const TokenId*, std::size_t count);  // any number of tokens; keeps the free space, or `min_space`
//     void advance(std::size_t bytes);              // `bytes` more input bytes have been consumed
//
// A sink receives the numbers of tokens in the vocabulary (bpe/vocabulary_image.hpp). Those that pass tokens on to the
// caller of the library make ids of them: they take the `ids` of the vocabulary, which are null if both are the same.
//
// A cursor is the part of a sink's state that the innermost loop keeps in registers. Cursor::put(entry) uses space for
// up to four tokens. Between the start and the end of a cursor, no other function of the sink may be called.

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "core/tokenizer/piece_cache.hpp"
#include "core/tokenizer/token_memory.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Counts tokens.
class TokenCounter {
 public:
  struct Cursor {
    std::size_t tokens;
    void put(const ShortEntry& entry) noexcept { tokens += entry.count(); }
  };
  [[nodiscard]] Cursor reserve() const noexcept { return {tokens_}; }
  [[nodiscard]] Cursor cursor() const noexcept { return {tokens_}; }
  void resume(Cursor cursor) noexcept { tokens_ = cursor.tokens; }
  void put(const TokenId*, std::size_t count) noexcept { tokens_ += count; }
  void advance(std::size_t) noexcept {}
  [[nodiscard]] std::size_t tokens() const noexcept { return tokens_; }

 private:
  std::size_t tokens_ = 0;
};

/// Replaces numbers by ids.
inline void make_ids(const TokenId* ids, std::span<TokenId> tokens) noexcept {
  if (ids == nullptr) return;
  for (TokenId& token : tokens) token = ids[token];
}

/// A cursor that writes tokens.
struct TokenCursor {
  static constexpr std::size_t min_space = 256;

  TokenId* next;
  void put(const ShortEntry& entry) noexcept {
    entry.copy_to(next);
    next += entry.count();
  }
};

/// Passes tokens on in blocks: calls on_tokens(block) with at most block_size tokens.
template <class OnTokens>
class TokenBlocks {
 public:
  explicit TokenBlocks(const OnTokens& on_tokens, const TokenId* ids = nullptr) noexcept
      : on_tokens_(on_tokens), ids_(ids) {}
  TokenBlocks(const TokenBlocks&) = delete;
  TokenBlocks& operator=(const TokenBlocks&) = delete;

  static constexpr std::size_t block_size = 1024;

  using Cursor = TokenCursor;
  [[nodiscard]] Cursor reserve() {
    if (block_size - size_ < TokenCursor::min_space) flush();
    return cursor();
  }
  [[nodiscard]] Cursor cursor() noexcept { return {buffer_ + size_}; }
  void resume(Cursor cursor) noexcept { size_ = static_cast<std::size_t>(cursor.next - buffer_); }
  void put(const TokenId* tokens, std::size_t count) {
    while (count > 0) {
      if (block_size - size_ <= TokenCursor::min_space) flush();
      const std::size_t some = std::min(count, block_size - size_ - TokenCursor::min_space);
      std::copy_n(tokens, some, buffer_ + size_);
      size_ += some;
      tokens += some;
      count -= some;
    }
  }
  void advance(std::size_t) noexcept {}

  /// Passes on a token that is known by its id, such as a special token.
  void put_id(TokenId id) {
    flush();
    on_tokens_(std::span<const TokenId>(&id, 1));
  }

  /// Passes on what is left. Must be called at the end.
  void flush() {
    make_ids(ids_, {buffer_, size_});
    if (size_ > 0) on_tokens_(std::span<const TokenId>(buffer_, size_));
    size_ = 0;
  }

 private:
  const OnTokens& on_tokens_;
  const TokenId* ids_;
  std::size_t size_ = 0;  // of the contents of buffer_
  TokenId buffer_[block_size];
};

/// Appends tokens to a vector. Collects them in a buffer that stays in the L1 cache.
class TokenAppender {
 public:
  /// `text_size`, the size of the text in bytes, is used to estimate how much memory its tokens need.
  TokenAppender(std::vector<TokenId>& out, std::size_t text_size, const TokenId* ids = nullptr) noexcept
      : out_(out), ids_(ids), first_(out.size()), text_size_(text_size) {}
  TokenAppender(const TokenAppender&) = delete;
  TokenAppender& operator=(const TokenAppender&) = delete;

  static constexpr std::size_t min_space = TokenCursor::min_space;

  using Cursor = TokenCursor;
  [[nodiscard]] Cursor reserve() {
    if (capacity - size_ < min_space) flush();
    return cursor();
  }
  [[nodiscard]] Cursor cursor() noexcept { return {buffer_ + size_}; }
  void resume(Cursor cursor) noexcept { size_ = static_cast<std::size_t>(cursor.next - buffer_); }
  void put(const TokenId* tokens, std::size_t count) {
    if (capacity - size_ < count + min_space) {
      flush();
      if (count + min_space > capacity) {
        out_.insert(out_.end(), tokens, tokens + count);
        make_ids(ids_, std::span(out_).last(count));
        return;
      }
    }
    std::copy_n(tokens, count, buffer_ + size_);
    size_ += count;
  }
  void advance(std::size_t bytes) noexcept { consumed_ += bytes; }

  /// Appends a token that is known by its id, such as a special token, after flush().
  void put_id(TokenId id) {
    flush();
    out_.push_back(id);
  }

  /// Appends the contents of the buffer. Must be called before the vector is read.
  void flush() {
    make_ids(ids_, {buffer_, size_});
    if (out_.capacity() - out_.size() < size_) grow();
    out_.insert(out_.end(), buffer_, buffer_ + size_);
    size_ = 0;
  }

 private:
  static constexpr std::size_t capacity = 1024;

  // The number of bytes after which the tokens per byte so far are used to predict those of the whole text.
  static constexpr std::size_t sample = std::size_t{1} << 16;

  // Reserves memory for the tokens of the whole text, assuming that its ratio of tokens to bytes stays the same. A
  // vector that doubles would copy its elements and touch new pages again and again.
  void grow() {
    const std::size_t tokens = out_.size() + size_ - first_;
    const std::size_t target = consumed_ < sample ? std::min(text_size_, sample) : text_size_;
    const std::size_t bytes = std::max<std::size_t>(consumed_, 1);
    const std::size_t expected =
        consumed_ == 0 ? target : static_cast<std::size_t>(static_cast<double>(tokens) / static_cast<double>(bytes) *
                                                           static_cast<double>(target));
    // Reserve a little more than expected, and grow by at least a quarter until the end of the text; then by a quarter of
    // what other texts have appended, because more may follow.
    const std::size_t needed = consumed_ >= text_size_ ? tokens : expected + expected / 32;
    const bool is_at_end = consumed_ > 0 && consumed_ == text_size_;
    const std::size_t least_growth = (is_at_end ? first_ : out_.size()) / 4;
    reserve_tokens(out_, std::max(first_ + needed, out_.size() + size_ + least_growth));
  }

  std::vector<TokenId>& out_;
  const TokenId* ids_;
  std::size_t first_;         // the index in out_ of the first token of this text
  std::size_t text_size_;     // in bytes
  std::size_t consumed_ = 0;  // in bytes
  std::size_t size_ = 0;      // of the contents of buffer_
  TokenId buffer_[capacity];
};

}  // namespace tokmill
