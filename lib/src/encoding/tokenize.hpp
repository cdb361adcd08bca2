#pragma once

// From text to tokens: text → pieces → tokens, for whoever wants to do something with each.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bpe/merge.hpp"
#include "encoding/encoding_data.hpp"
#include "text/utf8.hpp"

namespace tokmill {

/// How many pieces are cut before the first of them is looked up: enough that the two loops stay apart,
/// few enough that the ends stay in the nearest cache.
inline constexpr std::size_t pieces_at_a_time = split::window_size;

/// Calls on_piece(piece) for each piece of `segment`, which is UTF-8, until it returns false. Returns
/// whether it never did.
template <class OnPiece>
bool for_each_piece(split::Splitter splitter, std::string_view segment, OnPiece&& on_piece) {
  const char* ends[pieces_at_a_time];
  const char* at = segment.data();
  const char* const end = at + segment.size();
  while (at != end) {
    const std::size_t count = splitter(at, end, ends, pieces_at_a_time);
    for (std::size_t i = 0; i < count; ++i) {
      if (!on_piece(std::string_view(at, static_cast<std::size_t>(ends[i] - at)))) return false;
      at = ends[i];
    }
  }
  return true;
}

/// As for_each_piece, of text that need not be UTF-8.
template <class OnPiece>
bool for_each_piece(split::Splitter splitter, std::string_view text, IllFormed ill_formed, OnPiece&& on_piece) {
  std::size_t prefix = text::well_formed_prefix(text);
  if (prefix == text.size()) return for_each_piece(splitter, text, on_piece);
  if (ill_formed == IllFormed::replace) {
    const std::string replaced = replace_ill_formed(text);
    return for_each_piece(splitter, replaced, on_piece);
  }
  while (true) {
    if (!for_each_piece(splitter, text.substr(0, prefix), on_piece)) return false;
    text.remove_prefix(prefix);
    if (text.empty()) return true;
    for (std::size_t left = text::ill_formed_size(text); left > 0; --left) {
      if (!on_piece(text.substr(0, 1))) return false;
      text.remove_prefix(1);
    }
    prefix = text::well_formed_prefix(text);
  }
}

/// Turns pieces into tokens. Keeps the memory that long pieces need, so one is used for a whole text.
class PieceEncoder {
 public:
  explicit PieceEncoder(const bpe::Vocabulary& vocabulary) noexcept : vocabulary_(vocabulary) {}

  /// The number of tokens of the piece.
  std::size_t count(std::string_view piece) {
    if (vocabulary_.find(piece) != bpe::no_token) return 1;
    if (piece.size() <= bpe::longest_short_merge) {
      TokenId tokens[bpe::longest_short_merge];
      return bpe::merge_short(vocabulary_, piece, tokens);
    }
    long_tokens_.clear();
    bpe::merge_long(vocabulary_, piece, long_tokens_, memory_);
    return long_tokens_.size();
  }

  /// Appends the tokens of the piece.
  void encode(std::string_view piece, std::vector<TokenId>& out) {
    const TokenId whole = vocabulary_.find(piece);
    if (whole != bpe::no_token) {
      out.push_back(whole);
    } else if (piece.size() <= bpe::longest_short_merge) {
      TokenId tokens[bpe::longest_short_merge];
      const std::size_t count = bpe::merge_short(vocabulary_, piece, tokens);
      out.insert(out.end(), tokens, tokens + count);
    } else {
      bpe::merge_long(vocabulary_, piece, out, memory_);
    }
  }

 private:
  const bpe::Vocabulary& vocabulary_;
  bpe::LongMergeMemory memory_;
  std::vector<TokenId> long_tokens_;
};

}  // namespace tokmill
