#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A part of the text that two encodings split differently. It is as short as possible: both encodings have a token
/// boundary at its start and at its end, and share no boundary in between.
struct Hunk {
  std::size_t start;  ///< Byte offsets into the text.
  std::size_t end;
  std::vector<std::string_view> left;   ///< The tokens of the first encoding, as views of the text.
  std::vector<std::string_view> right;  ///< Those of the second.

  /// How many tokens fewer the second encoding has.
  [[nodiscard]] std::ptrdiff_t saved() const noexcept {
    return static_cast<std::ptrdiff_t>(left.size()) - static_cast<std::ptrdiff_t>(right.size());
  }
};

/// Where two encodings differ.
struct Differences {
  std::size_t count = 0;    ///< The number of hunks in the text.
  std::vector<Hunk> hunks;  ///< Some of them.
};

/// The tokens of a text under an encoding.
struct EncodedText {
  /// Encodes `text`; special tokens in it are ordinary text.
  TOKMILL_EXPORT EncodedText(const Encoding& with, std::string_view text);

  const Encoding* encoding;
  std::vector<TokenId> ids;
};

/// Compares `left` and `right`, two encodings of `text`, which must be UTF-8. Returns the hunks with the
/// largest difference in tokens first, at most `max_hunks` of them; those with the same difference in the
/// order of the text. Errors: invalid_argument if the tokens of one of them are not the text, because the
/// encoding normalizes the text or has no tokens for parts of it. Linear in the text and logarithmic in
/// `max_hunks`.
[[nodiscard]] TOKMILL_EXPORT Result<Differences> diff_hunks(const EncodedText& left, const EncodedText& right,
                                                            std::string_view text, std::size_t max_hunks);

}  // namespace tokmill::analysis
