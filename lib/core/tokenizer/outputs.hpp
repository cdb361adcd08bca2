#pragma once

// Outputs receive the tokens of a tokenizer: those of the vocabulary through a sink (token_sinks.hpp), others by their
// ids. An output has
//
//     Sink sink;
//     void put_token(TokenId id, std::size_t size);  // a token for `size` bytes of text that is not in the vocabulary
//     void skip(std::size_t size);                   // `size` bytes of text for which there is no token
//     void with_dropped(dropped, encode);            // encode() puts tokens for a text without the `dropped` parts

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/bpe/vocabulary.hpp"
#include "core/tokenizer/token_sinks.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A part of a text that was dropped before merging.
struct DroppedPart {
  std::size_t at;    // the number of bytes before it that were not dropped
  std::size_t size;  // in bytes
};

/// Counts tokens.
struct CountOutput {
  TokenCounter sink;
  void put_token(TokenId id, std::size_t) noexcept { sink.put(&id, 1); }
  void skip(std::size_t) noexcept {}
  template <class Encode>
  void with_dropped(std::span<const DroppedPart>, const Encode& encode) {
    encode();
  }
};

/// Passes tokens on in blocks (TokenBlocks).
template <class OnTokens>
struct BlockOutput {
  BlockOutput(const OnTokens& on_tokens, const TokenId* ids) noexcept : sink(on_tokens, ids) {}

  TokenBlocks<OnTokens> sink;
  void put_token(TokenId id, std::size_t) { sink.put_id(id); }
  void skip(std::size_t) noexcept {}
  template <class Encode>
  void with_dropped(std::span<const DroppedPart>, const Encode& encode) {
    encode();
  }
};

/// Collects ids and the ends of their tokens as byte offsets in the tokenized text.
class IdOutput {
 public:
  /// Appends to `tokens`, which must be empty, and to `ends` unless it is null. `part_size` is the size of the text, for
  /// an estimate of its tokens. `offset`, that of the text in the stream, follows the tokens.
  IdOutput(const bpe::Vocabulary& vocabulary, std::vector<TokenId>& tokens, std::size_t part_size,
           std::vector<std::uint64_t>* ends, std::uint64_t& offset)
      : sink(tokens, part_size, vocabulary.ids()), vocabulary_(vocabulary), tokens_(tokens), ends_(ends), offset_(offset) {}

  TokenAppender sink;

  void put_token(TokenId id, std::size_t size) {
    flush();
    sink.put_id(id);
    add_end(size);
    located_ = tokens_.size();
  }

  void skip(std::size_t size) {
    flush();
    offset_ += size;
  }

  template <class Encode>
  void with_dropped(std::span<const DroppedPart> dropped, const Encode& encode) {
    flush();
    encode();
    sink.flush();
    std::size_t kept = 0;
    for (; located_ < tokens_.size(); ++located_) {
      std::size_t size = size_of(tokens_[located_]);
      kept += size;
      for (; !dropped.empty() && dropped.front().at < kept; dropped = dropped.subspan(1)) size += dropped.front().size;
      add_end(size);
    }
    for (const DroppedPart& part : dropped) offset_ += part.size;
  }

  /// Must be called before the tokens are read.
  void flush() {
    sink.flush();
    for (; located_ < tokens_.size(); ++located_) add_end(size_of(tokens_[located_]));
  }

 private:
  [[nodiscard]] std::size_t size_of(TokenId id) const noexcept {
    return vocabulary_.token_size(vocabulary_.number_of(id));
  }

  void add_end(std::size_t size) {
    offset_ += size;
    if (ends_ != nullptr) ends_->push_back(offset_);
  }

  const bpe::Vocabulary& vocabulary_;
  std::vector<TokenId>& tokens_;
  std::vector<std::uint64_t>* ends_;
  std::uint64_t& offset_;    // of the end of the token at located_ - 1
  std::size_t located_ = 0;  // the number of tokens whose ends are known
};

}  // namespace tokmill
