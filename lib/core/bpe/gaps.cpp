#include "core/bpe/gaps.hpp"

#include <utility>

#include "core/unicode/utf8.hpp"

namespace tokmill::bpe {
namespace {

constexpr std::size_t code_points = 0x110000;

}  // namespace

CharacterGaps::CharacterGaps(const Vocabulary& vocabulary, Rule rule) : rule_(std::move(rule)), has_(code_points / 64) {
  may_lack_.fill(true);
  for (TokenId token = 0; token < vocabulary.size(); ++token) {
    const std::string_view bytes = vocabulary.bytes(token);
    // Parts of characters have no id, and tokens that no text has are not found.
    if (bytes.empty() || vocabulary.id_of(token) == no_token || unicode::well_formed_size(bytes) != bytes.size() ||
        vocabulary.find(bytes) != token) {
      continue;
    }
    const char32_t character = unicode::decode_well_formed(bytes.data()).code_point;
    has_[character / 64] |= std::uint64_t{1} << character % 64;
    if (character < 0x80) may_lack_[character] = false;
  }
}

std::size_t CharacterGaps::size_if_known(const char* at) const noexcept {
  const unicode::Decoded character = unicode::decode_well_formed(at);
  return (has_[character.code_point / 64] >> character.code_point % 64 & 1U) != 0 ? character.size : 0;
}

}  // namespace tokmill::bpe
