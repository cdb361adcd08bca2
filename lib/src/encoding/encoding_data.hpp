#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "bpe/vocabulary.hpp"
#include "split/splitter.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill {

/// What an Encoding is made of. The registry has one for each name.
struct EncodingData {
  std::string_view name;
  split::Splitter splitter;     // for a whole text: wants room for window_size pieces
  split::Splitter few_pieces;   // the scalar machine, for one piece or a few
  bpe::Vocabulary vocabulary;
  std::uint8_t vocabulary_number;  // 1 to 15, another for each image
  std::span<const SpecialToken> special_tokens;  // in order of id; the first of two names is the decoded one
};

}  // namespace tokmill
