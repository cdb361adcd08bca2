#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/bpe/vocabulary.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// What an Encoding is made of. The registry has one for each name.
struct EncodingData {
  std::string_view name;
  pretokenize::PreTokenizer pre_tokenizer;     // for a whole text: wants room for window_size pieces
  pretokenize::PreTokenizer few_pieces;   // the scalar machine, for one piece or a few
  bpe::Vocabulary vocabulary;
  std::uint8_t vocabulary_number;  // 1 to 15, another for each image
  std::span<const SpecialToken> special_tokens;  // in order of id; the first of two names is the decoded one
};

}  // namespace tokmill
