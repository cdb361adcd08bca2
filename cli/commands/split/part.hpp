#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::split {

/// One token of a text, or one piece of the pre-tokenizer.
struct Part {
  std::string_view bytes;     // views the text or the encoding's tables
  std::optional<TokenId> id;  // nullopt for a piece
  std::size_t start = 0;      // byte offset into the text that was tokenized

  /// The part begins inside a grapheme: inside an é of two code points, an emoji sequence, or the bytes of one
  /// code point. Set by mark_graphemes().
  bool begins_inside = false;

  [[nodiscard]] std::size_t end() const noexcept { return start + bytes.size(); }
};

/// The tokens of `text`, which must be UTF-8. Errors: as Encoding::encode.
[[nodiscard]] Result<std::vector<Part>> tokens_of(const Encoding& encoding, std::string_view text,
                                                  const SpecialPolicy& special);

/// The token `id` at the bytes from `start` to `end` of a text. The size tells the names of a special token apart that
/// has two.
[[nodiscard]] Part token_part(const Encoding& encoding, TokenId id, std::size_t start, std::size_t end);

/// The pieces of `text`, which must be UTF-8 and outlive them.
[[nodiscard]] std::vector<Part> pieces_of(const Encoding& encoding, std::string_view text);

/// What the views show: a text and its parts.
struct View {
  std::string name;      // of the text, for the title
  std::string encoding;  // its name
  std::string_view text;
  std::size_t graphemes = 0;  // of the text; set by mark_graphemes()
  std::vector<Part> parts;

  /// `token`, `tokens`, `piece` or `pieces`, for the number of parts.
  [[nodiscard]] std::string noun() const;
};

/// Counts the graphemes of the view's text and marks the parts that begin inside one.
void mark_graphemes(View& view);

}  // namespace tokmill::cli::split
