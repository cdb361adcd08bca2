#pragma once

// Encoding pieces of which the vocabulary lacks bytes or characters.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/gaps.hpp"
#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Passes pieces to a PieceEncoder, without what the vocabulary lacks. `Output`: see outputs.hpp.
template <class Output>
class GapEncoder {
 public:
  using Encoder = PieceEncoder<decltype(Output::sink)>;

  GapEncoder(const bpe::Vocabulary& vocabulary, const bpe::Gaps& gaps, Encoder& encoder, Output& output)
      : vocabulary_(vocabulary), gaps_(gaps), encoder_(encoder), output_(output) {}

  /// See PieceEncoder::encode().
  void encode(const char* at, const char* const* ends, std::size_t count, const char* readable) {
    if (count == 0) return;
    const char* const end = ends[count - 1];
    const char* lacking = find_lacking(at, end);
    const char* start = at;  // of the next piece
    std::size_t done = 0;    // pieces
    for (std::size_t i = 0; lacking != end; ++i) {
      const std::string_view piece(start, static_cast<std::size_t>(ends[i] - start));
      start = ends[i];
      if (lacking >= start) continue;
      encoder_.encode(at, ends + done, i - done, readable);
      encode_with_gaps(piece, lacking);
      at = start;
      done = i + 1;
      lacking = find_lacking(start, end);
    }
    encoder_.encode(at, ends + done, count - done, readable);
  }

  /// Merges a piece, even if it is a token.
  void encode_merged(std::string_view piece) {
    const char* const end = piece.data() + piece.size();
    const char* const lacking = find_lacking(piece.data(), end);
    if (lacking == end) return encode_part(piece);
    merge_with_gaps(piece, lacking);
  }

 private:
  // The first byte or character of [at, end) that the vocabulary lacks, or `end`.
  [[nodiscard]] const char* find_lacking(const char* at, const char* end) const noexcept {
    if (gaps_.characters != nullptr) return gaps_.characters->find(at, end);
    while (at != end && !gaps_.bytes[static_cast<unsigned char>(*at)]) ++at;
    return at;
  }

  [[nodiscard]] std::size_t size_of_lacking(const char* at) const noexcept {
    return gaps_.characters == nullptr ? 1 : unicode::size_from_lead(*at);
  }

  // Encodes a piece, given the first place that is lacking.
  void encode_with_gaps(std::string_view piece, const char* lacking) {
    if (piece.size() <= vocabulary_.max_whole_piece_size()) {
      const TokenId whole = vocabulary_.find_unreachable(piece, bpe::hash_piece(piece));
      if (whole != bpe::no_token) return encoder_.put(&whole, 1, piece.size());
    }
    merge_with_gaps(piece, lacking);
  }

  void merge_with_gaps(std::string_view piece, const char* lacking) {
    if (gaps_.characters == nullptr || gaps_.characters->drops()) {
      encode_rest_of(piece, lacking);
    } else {
      encode_between_gaps(piece, lacking);
    }
  }

  // Drops what is lacking, and merges across the gaps.
  void encode_rest_of(std::string_view piece, const char* lacking) {
    const char* const end = piece.data() + piece.size();
    rest_.assign(piece.data(), lacking);
    dropped_.clear();
    while (lacking != end) {
      const std::size_t size = size_of_lacking(lacking);
      dropped_.push_back({rest_.size(), size});
      const char* const next = lacking + size;
      lacking = find_lacking(next, end);
      rest_.append(next, lacking);
    }
    output_.with_dropped(dropped_, [this] { encode_part(rest_); });
  }

  // Merges what is between characters that become other tokens.
  void encode_between_gaps(std::string_view piece, const char* lacking) {
    const bpe::CharacterGaps::Rule& rule = gaps_.characters->rule();
    const char* const end = piece.data() + piece.size();
    encode_part({piece.data(), lacking});
    while (lacking != end) {
      const char* next = lacking + size_of_lacking(lacking);
      const char* following = find_lacking(next, end);
      if (!rule.byte_tokens.empty()) {
        for (const char* byte = lacking; byte != next; ++byte) {
          encoder_.put(&rule.byte_tokens[static_cast<unsigned char>(*byte)], 1, 1);
        }
      } else {
        while (rule.fuse_unknown && following == next && next != end) {
          next += size_of_lacking(next);
          following = find_lacking(next, end);
        }
        output_.put_token(*rule.unknown, static_cast<std::size_t>(next - lacking));
      }
      encode_part({next, following});
      lacking = following;
    }
  }

  // Merges a part of a piece. Only if merging makes all tokens, a part has the same tokens as a piece.
  void encode_part(std::string_view part) {
    if (part.empty()) return;
    if (vocabulary_.max_whole_piece_size() != 0) return encoder_.encode_part(part);
    const char* const end = part.data() + part.size();
    encoder_.encode(part.data(), &end, 1, end);
  }

  const bpe::Vocabulary& vocabulary_;
  const bpe::Gaps& gaps_;
  Encoder& encoder_;
  Output& output_;
  std::string rest_;  // of a piece
  std::vector<DroppedPart> dropped_;
};

}  // namespace tokmill
