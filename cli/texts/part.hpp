#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "options/add_special_option.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::texts {

/// One token of a text, or one piece of the pre-tokenizer.
struct Part {
  std::string_view bytes;     // views the text or the encoding's tables
  std::optional<TokenId> id;  // nullopt for a piece
  std::size_t start = 0;      // byte offsets into the text that was tokenized
  std::size_t end = 0;

  /// The part begins inside a grapheme: inside an é of two code points, an emoji sequence, or the bytes of one
  /// code point. Set by mark_graphemes().
  bool begins_inside = false;
};

/// The tokens of `text`, which must be UTF-8, between those of `added`. Errors: as Encoding::encode.
[[nodiscard]] Result<std::vector<Part>> tokens_of(const Encoding& encoding, std::string_view text,
                                                  const SpecialPolicy& special, const AddedSpecial& added);

/// A token that is no part of the text but stands at `position` in it.
[[nodiscard]] Part added_part(const Encoding& encoding, TokenId id, std::size_t position);

/// The token `id` that ends at `end` and follows a token that ends at `previous_end`. It starts there unless its bytes
/// are fewer: bytes that the encoding drops can be between the two. Its bytes can be more, if it replaces an unknown
/// character. The size tells the names of a special token apart that has two.
[[nodiscard]] Part token_part(const Encoding& encoding, TokenId id, std::size_t previous_end, std::size_t end);

/// Marks the parts that begin inside a grapheme of `text`, the text that is tokenized. Returns the number of graphemes.
std::size_t mark_graphemes(std::string_view text, std::vector<Part>& parts);

/// The part `first` and those after it that begin inside a grapheme: one part, or a text that is divided
/// among several. Precondition: mark_graphemes().
[[nodiscard]] std::span<const Part> cut_parts(std::span<const Part> parts, std::size_t first);

/// Whether one of the parts is or has only a part of a character.
[[nodiscard]] bool divide_a_character(std::span<const Part> parts);

/// Whether the letters of parts that divide no character join, so that they should not be drawn apart.
[[nodiscard]] bool have_joining_letters(std::span<const Part> parts);

/// The bytes of all parts.
[[nodiscard]] std::string joined_bytes(std::span<const Part> parts);

}  // namespace tokmill::cli::texts
