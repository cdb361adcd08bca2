// What an encoding is made of: the opposite of made_encoding.cpp.

#include <string>
#include <vector>

#include "core/bpe/builder/build.hpp"
#include "core/bpe/builder/packed.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/known_patterns.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/packed_vocabulary.hpp"

namespace tokmill::inline TOKMILL_ABI {

EncodingParts Encoding::parts() const {
  if (data_->parts != nullptr) return *data_->parts;
  // A built-in encoding.
  std::vector<AddedToken> added;
  for (const SpecialToken& token : special_tokens()) added.push_back({std::string(token.name), token.id});
  return {.name = std::string(name()),
          .pre_tokenizer = *PreTokenizer::of_pattern(known_expression(data_->pattern)),
          .added_tokens = std::move(added)};
}

std::string pack_vocabulary(const Encoding& encoding) {
  const EncodingData& data = EncodingAccess::data(encoding);
  const bpe::CharacterGaps* const characters = data.rules == nullptr ? nullptr : data.rules->gaps.characters.get();
  return bpe::pack(data.vocabulary, characters == nullptr ? nullptr : &characters->rule());
}

Result<Vocabulary> unpack_vocabulary(std::string_view packed) { return VocabularyAccess::unpack(packed); }

}  // namespace tokmill
