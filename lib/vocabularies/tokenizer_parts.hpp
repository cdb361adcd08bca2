#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "tokmill/token_id.hpp"
#include "tokmill/vocabulary.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// What makes an encoding of a vocabulary: a TokenizerFile without its tokens and merges, or what the caller says of a
/// rank file. Small; it is stored with the image of the vocabulary.
struct TokenizerParts {
  std::vector<SplitStep> splits = {};
  std::vector<Normalizer> normalizers = {};
  std::vector<AddedToken> added = {};
  std::vector<TokenId> prefix = {};
  std::vector<TokenId> suffix = {};
  bool strips_first_blank = false;
  bool merges_alone = false;
};

[[nodiscard]] TokenizerParts parts_of(TokenizerFile&& file);
[[nodiscard]] TokenizerParts parts_of(EncodingParts&& parts);

/// Errors: those of PreTokenizer::of_steps() and Encoding::make().
[[nodiscard]] Result<Encoding> make_encoding(const Vocabulary& vocabulary, TokenizerParts parts, std::string name);

/// The parts as bytes. The same parts always give the same bytes. Linear.
[[nodiscard]] std::string write_parts(const TokenizerParts& parts);

/// Reads what write_parts() of this version has written. Errors: unusable_image, with the byte offset as position, for
/// all other bytes. Linear.
[[nodiscard]] Result<TokenizerParts> read_parts(std::string_view bytes);

}  // namespace tokmill::vocabularies
