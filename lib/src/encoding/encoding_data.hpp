#pragma once

#include <span>
#include <string_view>

#include "bpe/vocabulary.hpp"
#include "split/splitter.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill {

/// What an Encoding is made of. The registry has one for each name.
struct EncodingData {
  std::string_view name;
  split::Splitter splitter;
  bpe::Vocabulary vocabulary;
  std::span<const SpecialToken> special_tokens;  // in order of id; the first of two names is the decoded one
};

}  // namespace tokmill
