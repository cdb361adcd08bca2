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
bool for_each_batch(pretokenize::SplitFunction pre_tokenizer, std::string_view segment, OnPieces&& on_pieces) {
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
bool for_each_batch(pretokenize::SplitFunction pre_tokenizer, std::string_view text, IllFormed ill_formed,
                    OnPieces&& on_pieces) {
  if (text.empty()) return true;
  unicode::Parts parts = unicode::next_parts(text, true);
  if (parts.ill_formed == 0) return for_each_batch(pre_tokenizer, text, on_pieces);
  if (ill_formed == IllFormed::replacement) {
    const std::string replaced = replace_ill_formed(text);
    return for_each_batch(pre_tokenizer, replaced, on_pieces);
  }
  // Well-formed parts may be short, so batches go across them. They take at most a window more than this.
  constexpr std::size_t batch = pretokenize::window_size;
  const char* ends[2 * batch];
  std::size_t count = 0;
  const char* start = text.data();  // of the batch
  const char* at = start;
  const char* const end = start + text.size();
  const auto flush = [&] {
    const bool proceed = on_pieces(start, ends, count, end);
    start = at;
    count = 0;
    return proceed;
  };
  while (true) {
    for (const char* const part_end = at + parts.well_formed; at != part_end;) {
      count += pre_tokenizer(at, part_end, ends + count, batch);
      at = ends[count - 1];
      if (count >= batch && !flush()) return false;
    }
    for (std::size_t left = parts.ill_formed; left > 0; --left) ends[count++] = ++at;
    if (at == end || count >= batch) {
      if (count > 0 && !flush()) return false;
      if (at == end) return true;
    }
    parts = unicode::next_parts({at, end}, false);
  }
}

/// Calls on_piece(piece) for each piece of the tokenized text.
template <class OnPiece>
void for_each_piece(pretokenize::SplitFunction pre_tokenizer, std::string_view text, IllFormed ill_formed,
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
