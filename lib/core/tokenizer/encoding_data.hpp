#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/bpe/vocabulary.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The data of an Encoding. The registry has one per encoding.
struct EncodingData {
  std::string_view name;
  pretokenize::Pattern pattern;
  pretokenize::PreTokenizer pre_tokenizer;  // for whole texts; requires a capacity of window_size
  pretokenize::PreTokenizer few_pieces;     // the scalar machine, for a few pieces
  bpe::Vocabulary vocabulary;
  std::uint8_t vocabulary_number;                // 1 to 15, unique per image; part of the keys of the piece cache
  std::span<const SpecialToken> special_tokens;  // ordered by id; of two names for an id, decoding returns the first
};

/// The library's access to the private parts of Encoding.
struct EncodingAccess {
  [[nodiscard]] static Encoding make(const EncodingData& data) noexcept { return Encoding(data); }
  [[nodiscard]] static const EncodingData& data(const Encoding& encoding) noexcept { return *encoding.data_; }
};

}  // namespace tokmill
