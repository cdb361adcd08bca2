#pragma once

// Where tokens go as they are found. A sink has
//
//     Cursor make_room();                            // for `room` tokens: each Cursor::put(entry) takes room for four
//     Cursor cursor();                               // the same without making room
//     void resume(Cursor);                           // the cursor ends here; anything else is called between two only
//     void put(const TokenId*, std::size_t count);   // any number; leaves as much room as there was, or `room`
//     void advance(std::size_t bytes);               // so many bytes of the text have been seen to
//
// A cursor is a sink's innermost part, held in registers for the loop that most tokens come from.

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/tokenizer/piece_cache.hpp"
#include "core/tokenizer/token_memory.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Takes tokens and counts them.
class TokenCounter {
 public:
  struct Cursor {
    std::size_t tokens;
    void put(const ShortEntry& entry) noexcept { tokens += entry.count(); }
  };
  [[nodiscard]] Cursor make_room() const noexcept { return {tokens_}; }
  [[nodiscard]] Cursor cursor() const noexcept { return {tokens_}; }
  void resume(Cursor cursor) noexcept { tokens_ = cursor.tokens; }
  void put(const TokenId*, std::size_t count) noexcept { tokens_ += count; }
  void advance(std::size_t) noexcept {}
  [[nodiscard]] std::size_t tokens() const noexcept { return tokens_; }

 private:
  std::size_t tokens_ = 0;
};

/// Takes tokens and appends them to a vector, by way of a buffer that stays in the nearest cache.
class TokenAppender {
 public:
  /// For a text of `text_size` bytes, from which the memory that all of its tokens take is estimated.
  TokenAppender(std::vector<TokenId>& out, std::size_t text_size) noexcept
      : out_(out), first_(out.size()), text_size_(text_size) {}
  TokenAppender(const TokenAppender&) = delete;
  TokenAppender& operator=(const TokenAppender&) = delete;

  static constexpr std::size_t room = 256;

  struct Cursor {
    TokenId* next;
    void put(const ShortEntry& entry) noexcept {
      entry.copy_to(next);
      next += entry.count();
    }
  };
  [[nodiscard]] Cursor make_room() {
    if (capacity - size_ < room) flush();
    return cursor();
  }
  [[nodiscard]] Cursor cursor() noexcept { return {buffer_ + size_}; }
  void resume(Cursor cursor) noexcept { size_ = static_cast<std::size_t>(cursor.next - buffer_); }
  void put(const TokenId* tokens, std::size_t count) {
    if (capacity - size_ < count + room) {
      flush();
      if (count + room > capacity) {
        out_.insert(out_.end(), tokens, tokens + count);
        return;
      }
    }
    std::copy_n(tokens, count, buffer_ + size_);
    size_ += count;
  }
  void advance(std::size_t bytes) noexcept { seen_ += bytes; }

  /// Appends what is in the buffer. To be called before the vector is looked at.
  void flush() {
    if (out_.capacity() - out_.size() < size_) grow();
    out_.insert(out_.end(), buffer_, buffer_ + size_);
    size_ = 0;
  }

 private:
  static constexpr std::size_t capacity = 1024;

  // Bytes of text whose tokens foretell those of the rest.
  static constexpr std::size_t sample = std::size_t{1} << 16;

  // Makes room for the tokens that the text will have if it goes on as it began: a vector that doubles moves all that is in
  // it again and again, and the system hands out each page of it anew.
  void grow() {
    const std::size_t tokens = out_.size() + size_ - first_;
    const std::size_t ahead = seen_ < sample ? std::min(text_size_, sample) : text_size_;
    const std::size_t bytes = std::max<std::size_t>(seen_, 1);
    const std::size_t expected =
        seen_ == 0 ? ahead : static_cast<std::size_t>(static_cast<double>(tokens) / static_cast<double>(bytes) *
                                                      static_cast<double>(ahead));
    // A little more than that, and never so little that it has to grow for every few tokens.
    const std::size_t wanted = seen_ >= text_size_ ? tokens : expected + expected / 32;
    reserve_tokens(out_, std::max(first_ + wanted, out_.size() + size_ + (seen_ >= text_size_ ? 0 : out_.size() / 4)));
  }

  std::vector<TokenId>& out_;
  std::size_t first_;      // where the tokens of this text start
  std::size_t text_size_;  // in bytes
  std::size_t seen_ = 0;   // of them
  std::size_t size_ = 0;
  TokenId buffer_[capacity];
};

}  // namespace tokmill
