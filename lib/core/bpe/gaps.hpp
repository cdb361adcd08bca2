#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// Whether the byte is part of some UTF-8 text.
[[nodiscard]] constexpr bool is_in_utf8(unsigned byte) noexcept { return byte != 0xC0 && byte != 0xC1 && byte < 0xF5; }

/// The characters that a vocabulary of characters lacks (tokmill::Vocabulary::from_characters), and what becomes of them.
class CharacterGaps {
 public:
  /// What becomes of a character: the tokens of its bytes if there are any, otherwise the unknown token if there is one,
  /// otherwise nothing.
  struct Rule {
    std::vector<TokenId> byte_tokens;  // numbers by byte; empty: there are none
    std::optional<TokenId> unknown;    // an id
    bool fuse_unknown = false;         // adjacent unknown characters are one token
  };

  /// Tokens of one character with an id are the characters that the vocabulary has.
  CharacterGaps(const Vocabulary& vocabulary, Rule rule);

  [[nodiscard]] const Rule& rule() const noexcept { return rule_; }

  /// Whether characters are dropped.
  [[nodiscard]] bool drops() const noexcept { return rule_.byte_tokens.empty() && !rule_.unknown; }

  /// Whether adjacent characters are one token.
  [[nodiscard]] bool fuses() const noexcept { return rule_.fuse_unknown && rule_.byte_tokens.empty() && rule_.unknown; }

  /// The first character of [at, end) that the vocabulary lacks, or `end`. Precondition: the text is UTF-8.
  [[nodiscard]] const char* find(const char* at, const char* end) const noexcept {
    while (at != end) {
      if (may_lack_[static_cast<unsigned char>(*at)]) {
        const std::size_t size = size_if_known(at);
        if (size == 0) return at;
        at += size;
      } else {
        ++at;
      }
    }
    return end;
  }

  /// Whether the vocabulary lacks the character that starts at `at`. Precondition: the text is UTF-8.
  [[nodiscard]] bool lacks(const char* at) const noexcept {
    return may_lack_[static_cast<unsigned char>(*at)] && size_if_known(at) == 0;
  }

 private:
  // The size of the character, or 0 if the vocabulary lacks it.
  [[nodiscard]] std::size_t size_if_known(const char* at) const noexcept;

  Rule rule_;
  std::array<bool, byte_values> may_lack_;  // by the first byte of a character
  std::vector<std::uint64_t> has_;          // a bit per code point
};

/// What texts can have and a vocabulary lacks. At most one of the two.
struct Gaps {
  std::bitset<byte_values> bytes;  ///< Bytes that are not tokens. They are dropped from a piece before it is merged.
  std::shared_ptr<const CharacterGaps> characters;  ///< Of a vocabulary of characters.

  [[nodiscard]] bool empty() const noexcept { return bytes.none() && characters == nullptr; }
};

}  // namespace tokmill::bpe
