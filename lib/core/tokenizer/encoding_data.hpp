#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "core/bpe/vocabulary.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/tokenizer/special_tokens.hpp"
#include "core/tokenizer/text_rules.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The data of an Encoding. The registry has one per built-in encoding; those made at run time own theirs
/// (made_encoding.cpp).
struct EncodingData {
  std::string_view name;
  // The pattern and its machines are unused if the rules have a splitter.
  pretokenize::Pattern pattern;
  pretokenize::SplitFunction pre_tokenizer;  // for whole texts; requires a capacity of window_size
  pretokenize::SplitFunction few_pieces;     // the scalar machine, for a few pieces
  bpe::Vocabulary vocabulary;
  std::uint64_t vocabulary_serial;               // unique per image, never used again; for the piece cache
  SpecialTokens special_tokens;
  const TextRules* rules = nullptr;  // null: there are none
  std::span<const TokenId> prefix_tokens = {};
  std::span<const TokenId> suffix_tokens = {};
  std::string_view expression = {};  // whose matches are the pieces, if the rules have a splitter and there is one
  const EncodingParts* parts = nullptr;  // what the encoding was made of at run time; null for the built-in ones

  /// How bytes that are not UTF-8 are treated: a byte that is not a token cannot be a piece, and rules are for UTF-8.
  [[nodiscard]] IllFormed treatment(IllFormed asked_for) const noexcept {
    return vocabulary.has_all_bytes() && rules == nullptr ? asked_for : IllFormed::replacement;
  }
};

/// The library's access to the private parts of Encoding.
struct EncodingAccess {
  /// An encoding whose data is not counted: `data` must outlive the program.
  [[nodiscard]] static Encoding make(const EncodingData& data) noexcept {
    return Encoding(std::shared_ptr<const EncodingData>(std::shared_ptr<const void>(), &data));
  }
  [[nodiscard]] static Encoding make(std::shared_ptr<const EncodingData> data) noexcept {
    return Encoding(std::move(data));
  }
  [[nodiscard]] static const EncodingData& data(const Encoding& encoding) noexcept { return *encoding.data_; }
};

}  // namespace tokmill
