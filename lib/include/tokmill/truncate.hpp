#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/boundary_finder.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

// Truncating and splitting text by number of tokens.
//
// The number of tokens of a part is what Encoding::count returns for that part alone (special tokens are ordinary
// text). It can differ from the number of tokens that the part has within a longer text, and a longer part can have
// fewer tokens than a shorter one: in o200k_base, ` responsibilities` is one token and ` responsibilitie` is three. So
// these functions never cut a list of ids; each part that they return has been counted on its own.
//
// Text must be UTF-8; replace_ill_formed() in utf8.hpp converts other text. Parts start and end between code points.

// An encoding that was made with normalizers, added tokens or a splitter (Encoding::make()) takes the time below in texts
// with blanks and punctuation. In a part of a text that cannot be cut without changing a token, such as letters without
// end, the time can be quadratic in the size of that part: every end between the result and the reach of the limit is
// tried.

namespace tokmill::inline TOKMILL_ABI {

/// Returns the size in bytes of the longest prefix of `text` with at most `max_tokens` tokens; 0 if not even the first
/// character fits. Time: one scan of `text` for ill-formed bytes, then linear in the size of the text that `max_tokens`
/// tokens can cover.
/// Errors: ill_formed_text (position: byte offset).
[[nodiscard]] TOKMILL_EXPORT Result<std::size_t> longest_prefix(const Encoding& encoding, std::string_view text,
                                                                std::size_t max_tokens);

/// Returns the byte offset at which the longest suffix of `text` with at most `max_tokens` tokens starts; text.size()
/// if not even the last character fits. Time and errors: see longest_prefix().
[[nodiscard]] TOKMILL_EXPORT Result<std::size_t> longest_suffix(const Encoding& encoding, std::string_view text,
                                                                std::size_t max_tokens);

/// The maximum size in bytes of a text with at most `max_tokens` tokens: longest_prefix() and longest_suffix() depend on
/// no more of the start or the end of a text. SIZE_MAX if it is larger, or not known: if the encoding drops bytes, or has
/// normalizers that may shorten a text by more than a known factor.
[[nodiscard]] TOKMILL_EXPORT std::size_t max_text_size(const Encoding& encoding, std::size_t max_tokens);

/// A BoundaryFinder for paragraphs: finds the ends of sequences of one or more blank lines. Lines end in LF, CR LF or
/// CR; a line of only spaces and tabs is blank.
TOKMILL_EXPORT void find_paragraphs(std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets);

/// How to split text into chunks.
struct ChunkOptions {
  std::size_t max_tokens = 0;  ///< Maximum number of tokens per chunk; required.
  std::size_t overlap = 0;     ///< Maximum number of tokens that a chunk repeats from the previous chunk. < max_tokens.

  /// Where to cut, the preferred kind of boundary first. If empty, cut between any two characters. A finder gets the
  /// part of the text that starts at the current chunk and extends a little beyond the longest possible chunk, whose end
  /// is the limit.
  std::vector<BoundaryFinder> boundaries = {};
};

/// A part [start, end) of a text.
struct Chunk {
  std::size_t start;   ///< Byte offset.
  std::size_t end;     ///< Byte offset.
  std::size_t tokens;  ///< The number of tokens of this part alone.

  friend bool operator==(const Chunk&, const Chunk&) = default;
};

/// Splits `text` into chunks of at most `max_tokens` tokens each. An empty text has no chunks.
///
/// Each chunk first extends as far as longest_prefix() allows. Unless that is the end of the text, it is then shortened
/// to the last boundary of the first kind for which the shortened chunk fits and has at least half of `max_tokens`
/// tokens. Without overlap, the chunks are contiguous and cover the text.
///
/// Each chunk starts after the start and ends after the end of the previous one, so none contains another. With
/// overlap, a chunk starts at the longest part at the end of the previous chunk, without its first character, that has
/// at most `overlap` tokens; or at most `overlap` - 1, `overlap` - 2 and so on if the chunk would otherwise not end
/// after the previous one.
///
/// Time: linear in the total size of the chunks, plus that of `boundaries`.
/// Errors: ill_formed_text (position: byte offset); invalid_argument if `max_tokens` is 0 or `overlap` is not less than
/// `max_tokens` (position: 0), or if a character has more than `max_tokens` tokens (position: its byte offset).
[[nodiscard]] TOKMILL_EXPORT Result<std::vector<Chunk>> chunk(const Encoding& encoding, std::string_view text,
                                                              const ChunkOptions& options);

}  // namespace tokmill
