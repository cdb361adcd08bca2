#pragma once

// Encoding pieces of which the vocabulary lacks bytes.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/bpe/gaps.hpp"
#include "core/tokenizer/piece_encoder.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Passes pieces to a PieceEncoder, without what the vocabulary lacks. `Output`: see outputs.hpp.
template <class Output>
class GapEncoder {
 public:
  using Encoder = PieceEncoder<decltype(Output::sink)>;

  GapEncoder(const bpe::Gaps& gaps, Encoder& encoder, Output& output)
      : gaps_(gaps), encoder_(encoder), output_(output) {}

  /// See PieceEncoder::encode().
  void encode(const char* at, const char* const* ends, std::size_t count, const char* readable) {
    std::size_t done = 0;  // pieces
    const char* start = at;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view piece(start, static_cast<std::size_t>(ends[i] - start));
      start = ends[i];
      if (!lacks_any(piece)) continue;
      encoder_.encode(at, ends + done, i - done, readable);
      encode_rest_of(piece);
      at = ends[i];
      done = i + 1;
    }
    encoder_.encode(at, ends + done, count - done, readable);
  }

 private:
  [[nodiscard]] bool lacks(char byte) const noexcept { return gaps_.bytes[static_cast<unsigned char>(byte)]; }

  [[nodiscard]] bool lacks_any(std::string_view piece) const noexcept {
    for (const char byte : piece) {
      if (lacks(byte)) return true;
    }
    return false;
  }

  void encode_rest_of(std::string_view piece) {
    rest_.clear();
    for (const char byte : piece) {
      if (!lacks(byte)) rest_ += byte;
    }
    if (!rest_.empty()) {
      const char* const end = rest_.data() + rest_.size();
      encoder_.encode(rest_.data(), &end, 1, end);
    }
    output_.skip(piece.size() - rest_.size());
  }

  const bpe::Gaps& gaps_;
  Encoder& encoder_;
  Output& output_;
  std::string rest_;  // of a piece
};

}  // namespace tokmill
