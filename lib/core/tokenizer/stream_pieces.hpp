#pragma once

// Splitting a text that arrives in parts into pieces, and encoding them.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/settled_tokens.hpp"
#include "core/pretokenize/long_piece.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/tokenize.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Encodes the pieces of a stream of UTF-8. Holds back the pieces at the end that more text can change. The tokens of a
/// piece that does not end soon are encoded as soon as they are settled.
///
/// `Encoder` is a PieceEncoder. Each call takes one, because an encoder belongs to a thread and a stream does not.
class StreamPieces {
 public:
  explicit StreamPieces(const EncodingData& data) : data_(data) {}

  /// Precondition: `part` consists of whole characters.
  template <class Encoder>
  void append(std::string_view part, Encoder& encoder) {
    if (long_piece_) {
      held_ += part;
      continue_long_piece(false, encoder);
    } else if (held_.size() + part.size() < enough_) {
      held_ += part;
    } else if (held_.empty() || connect(part, encoder)) {
      hold(encode_settled(part, part.size(), encoder), encoder);
    }
  }

  /// Ends the text.
  template <class Encoder>
  void finish(Encoder& encoder) {
    while (long_piece_) continue_long_piece(true, encoder);
    for_each_batch(data_.pre_tokenizer, held_,
                   [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
                     encoder.encode(start, ends, count, readable);
                     return true;
                   });
    held_.clear();
    enough_ = min_enough;
  }

 private:
  // Small parts are collected until this many bytes are held.
  static constexpr std::size_t min_enough = 4096;

  // The number of bytes of a part to try first when looking for the end of the pieces held back.
  static constexpr std::size_t min_reach = 1024;

  // If more bytes are held, they are followed as one long piece.
  static constexpr std::size_t max_held = std::size_t{1} << 16;

  // The number of bytes of a long piece to merge at once: so many that little time is spent on finding the settled
  // tokens of a block, and on merging the others again.
  static constexpr std::size_t min_block = std::size_t{1} << 18;

  // Encodes the pieces that were held back, and those at the start of `part`, up to a settled piece that starts in
  // `part`, and removes them from it. Returns false if there is no such piece; then all of `part` is held.
  template <class Encoder>
  bool connect(std::string_view& part, Encoder& encoder) {
    for (std::size_t reach = min_reach; !part.empty(); reach *= 2) {
      const std::size_t before = held_.size();
      std::size_t taken = std::min(reach, part.size());
      while (!unicode::is_character_boundary(part, taken)) --taken;
      held_ += part.substr(0, taken);
      const std::size_t left = encode_settled(held_, before, encoder).size();
      if (left <= taken) {
        part.remove_prefix(taken - left);
        held_.clear();
        return true;
      }
      held_.erase(0, held_.size() - left);
      part.remove_prefix(taken);
    }
    hold(held_, encoder);
    return false;
  }

  // Encodes the settled pieces of `text` up to the first that ends at or after `until`. Returns the rest of the text.
  template <class Encoder>
  std::string_view encode_settled(std::string_view text, std::size_t until, Encoder& encoder) {
    constexpr std::size_t kept = pretokenize::max_unsettled_pieces;
    const char* ends[kept + pretokenize::window_size];
    std::size_t count = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    const char* const enough = at + until;
    for (const char* next = at; next != end && at < enough;) {
      count += data_.pre_tokenizer(next, end, ends + count, pretokenize::window_size);
      next = ends[count - 1];
      if (count <= kept) continue;
      std::size_t settled = count - kept;
      if (ends[settled - 1] > enough) {
        settled = static_cast<std::size_t>(std::lower_bound(ends, ends + settled, enough) - ends) + 1;
      }
      encoder.encode(at, ends, settled, end);
      at = ends[settled - 1];
      std::copy(ends + settled, ends + count, ends);
      count -= settled;
    }
    return {at, static_cast<std::size_t>(end - at)};
  }

  template <class Encoder>
  void hold(std::string_view text, Encoder& encoder) {
    if (text.data() != held_.data()) held_ = text;
    // Do not split a longer piece again with every part, but each time its size has doubled.
    enough_ = std::max(min_enough, 2 * held_.size());
    if (held_.size() <= max_held) return;
    long_piece_.emplace(data_.pattern);
    continue_long_piece(false, encoder);
  }

  // Encodes the settled tokens of the long piece that held_ starts with. If its end is known, continues after it.
  template <class Encoder>
  void continue_long_piece(bool is_last, Encoder& encoder) {
    const std::optional<std::size_t> end = long_piece_->find_end(held_, is_last);
    const std::size_t encoded = encode_blocks(end.value_or(long_piece_->certain()), encoder);
    is_inside_ = is_inside_ || encoded > 0;
    if (!end) {
      held_.erase(0, encoded);
      long_piece_->drop(encoded);
      return;
    }
    const char* const text = held_.data();
    const char* const piece_end = text + *end;
    if (!is_inside_) {
      encoder.encode(text, &piece_end, 1, text + held_.size());
    } else if (encoded != *end) {
      encoder.encode_part({text + encoded, piece_end});
    }
    const std::string rest = held_.substr(*end);
    long_piece_.reset();
    is_inside_ = false;
    held_.clear();
    enough_ = min_enough;
    append(rest, encoder);
  }

  // Encodes settled tokens of the long piece, of whose text `certain` bytes are certain, in blocks. Returns their size
  // in bytes.
  template <class Encoder>
  std::size_t encode_blocks(std::size_t certain, Encoder& encoder) {
    std::size_t encoded = 0;
    while (certain - encoded >= block_) {
      std::string_view block(held_.data() + encoded, block_);
      while (!unicode::is_character_boundary(held_, encoded + block.size())) block.remove_suffix(1);
      std::vector<TokenId> tokens;
      TokenAppender appender(tokens, block.size());
      PieceEncoder<TokenAppender> block_encoder(data_, appender);
      const char* const end = block.data() + block.size();
      block_encoder.encode(block.data(), &end, 1, end);
      appender.flush();
      tokens.resize(bpe::settled_tokens(data_.vocabulary, block, tokens));
      if (tokens.empty()) {
        block_ *= 2;  // some later token decides
        continue;
      }
      std::size_t size = 0;
      for (const TokenId token : tokens) size += data_.vocabulary.token_size(token);
      encoder.put(tokens.data(), tokens.size(), size);
      encoded += size;
      block_ = min_block;
    }
    return encoded;
  }

  const EncodingData& data_;
  std::string held_;                                  // starts at a piece, or at a token of long_piece_
  std::size_t enough_ = min_enough;                   // the number of bytes to hold before splitting them
  std::optional<pretokenize::LongPiece> long_piece_;  // the piece that held_ starts in, if it is long
  bool is_inside_ = false;                            // whether tokens of long_piece_ have been encoded
  std::size_t block_ = min_block;
};

}  // namespace tokmill
