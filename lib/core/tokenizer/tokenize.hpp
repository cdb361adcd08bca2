#pragma once

// Iteration over the pieces of a text.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Calls on_pieces(start, ends, count, readable) for each batch of consecutive pieces of `segment`: `count` pieces, the
/// first one [start, ends[0]). Memory up to `readable` may be read. Stops when on_pieces returns false, and then
/// returns false. Precondition: `segment` is UTF-8.
template <class OnPieces>
bool for_each_batch(pretokenize::PreTokenizer pre_tokenizer, std::string_view segment, OnPieces&& on_pieces) {
  const char* ends[pretokenize::window_size];
  const char* at = segment.data();
  const char* const end = at + segment.size();
  while (at != end) {
    const std::size_t count = pre_tokenizer(at, end, ends, pretokenize::window_size);
    if (!on_pieces(at, ends, count, end)) return false;
    at = ends[count - 1];
  }
  return true;
}

/// The same for text that need not be UTF-8.
template <class OnPieces>
bool for_each_batch(pretokenize::PreTokenizer pre_tokenizer, std::string_view text, IllFormed ill_formed,
                    OnPieces&& on_pieces) {
  std::size_t prefix = unicode::well_formed_prefix(text);
  if (prefix == text.size()) return for_each_batch(pre_tokenizer, text, on_pieces);
  if (ill_formed == IllFormed::replacement) {
    const std::string replaced = replace_ill_formed(text);
    return for_each_batch(pre_tokenizer, replaced, on_pieces);
  }
  while (true) {
    if (!for_each_batch(pre_tokenizer, text.substr(0, prefix), on_pieces)) return false;
    text.remove_prefix(prefix);
    if (text.empty()) return true;
    for (std::size_t left = unicode::ill_formed_size(text); left > 0; --left) {
      const char* const end = text.data() + 1;
      if (!on_pieces(text.data(), &end, std::size_t{1}, end)) return false;
      text.remove_prefix(1);
    }
    prefix = unicode::well_formed_prefix(text);
  }
}

/// Calls on_piece(piece) for each piece of the tokenized text.
template <class OnPiece>
void for_each_piece(pretokenize::PreTokenizer pre_tokenizer, std::string_view text, IllFormed ill_formed,
                    OnPiece&& on_piece) {
  for_each_batch(pre_tokenizer, text, ill_formed,
                 [&](const char* start, const char* const* ends, std::size_t count, const char*) {
                   for (std::size_t i = 0; i < count; ++i) {
                     on_piece(std::string_view(start, static_cast<std::size_t>(ends[i] - start)));
                     start = ends[i];
                   }
                   return true;
                 });
}

}  // namespace tokmill
