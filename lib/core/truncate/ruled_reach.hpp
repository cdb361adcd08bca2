#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/normalize.hpp"

namespace tokmill::truncate {

/// How much of a text a number of tokens can cover, for an encoding with rules. Does not split or merge, so the results
/// hold for every pre-tokenizer.
class RuledReach {
 public:
  static constexpr std::size_t unknown = std::numeric_limits<std::size_t>::max();

  /// `data` must outlive this. Precondition: the encoding has rules.
  explicit RuledReach(const EncodingData& data);

  struct Prefix {
    std::size_t size;      ///< No longer prefix has so few tokens. `unknown` if that cannot be told.
    std::size_t decisive;  ///< The same is true of any text that starts with these bytes; `unknown` if there are none.
  };

  /// For prefixes of `text`, which starts a text or continues it at a safe cut. Precondition: `text` is UTF-8. Time and
  /// memory: linear in the size.
  [[nodiscard]] Prefix prefix(std::string_view text, SegmentPart part, std::size_t tokens) const;

  /// No part of `text` that starts before the result and ends with the text has so few tokens. 0 if that cannot be told.
  /// Precondition: `text` is UTF-8 and ends at a safe cut or at the end of the text. Time and memory: linear in the
  /// number of bytes after the result.
  [[nodiscard]] std::size_t suffix(std::string_view text, std::size_t tokens) const;

  /// The maximum number of bytes of a text with that number of tokens; `unknown` if there is none or it is larger.
  [[nodiscard]] std::size_t max_text_size(std::size_t tokens) const noexcept;

 private:
  struct Tokenized;

  // Whether the text itself is tokenized.
  [[nodiscard]] bool is_text_tokenized() const noexcept {
    return data_.rules->normalizers.empty() && data_.rules->gaps.empty();
  }

  [[nodiscard]] bool append(std::string_view text, SegmentPart part, Tokenized& to) const;
  [[nodiscard]] std::size_t next_stable(std::string_view text, std::size_t from) const;
  [[nodiscard]] static bool is_stable(const Normalizer& normalizer, std::string_view text, std::size_t at);
  [[nodiscard]] std::size_t stable_margin() const noexcept;
  [[nodiscard]] std::size_t first_in_reach(std::string_view tokenized, std::size_t tokens) const noexcept;
  [[nodiscard]] std::size_t longest_token_at(std::string_view tokenized, std::size_t at) const noexcept;

  const EncodingData& data_;
  bool tokens_cover_text_;  // except for gaps, and it is known which part of the text becomes which tokenized text
  std::size_t longest_;     // of all tokens
  std::array<std::size_t, 256> added_by_first_byte_{};  // the sizes of the longest added tokens that are always cut out
};

}  // namespace tokmill::truncate
