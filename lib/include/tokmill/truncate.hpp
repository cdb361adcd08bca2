#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// Cutting text to a number of tokens.
///
/// The tokens of a part are those that the part has when it is counted alone, special tokens taken as ordinary
/// text. They are not always the same as those that it has inside a longer text, and a longer part may have fewer
/// tokens than a shorter one: ` responsibilities` is one token of o200k_base, ` responsibilitie` three. So
/// nothing here cuts a list of ids; each part that is given out was counted as it stands.
///
/// Text must be UTF-8; replace_ill_formed() in text.hpp makes it so. No part begins or ends inside a character
/// (a code point).
namespace tokmill::inline TOKMILL_ABI {

/// The size in bytes of the longest prefix of `text` with at most `max_tokens` tokens; 0 where not even the first
/// character fits. Time: linear in the text that `max_tokens` tokens may cover, after one look through all of it.
/// Errors: ill_formed_text, with the byte offset.
[[nodiscard]] TOKMILL_EXPORT Result<std::size_t> longest_prefix(const Encoding& encoding, std::string_view text,
                                                 std::size_t max_tokens);

/// The byte offset at which the longest suffix of `text` with at most `max_tokens` tokens starts; the size of the
/// text where not even the last character fits. Time and errors: as longest_prefix.
[[nodiscard]] TOKMILL_EXPORT Result<std::size_t> longest_suffix(const Encoding& encoding, std::string_view text,
                                                 std::size_t max_tokens);

/// Appends, in order, the byte offsets in `text` at which it may be cut; 0 and the size of the text need not be
/// among them. It is called with a stretch of the text that goes a little beyond what can be taken.
using BoundaryFinder = std::function<void(std::string_view text, std::vector<std::size_t>& offsets)>;

/// A BoundaryFinder of paragraphs: the places behind one or more blank lines (LF, CR LF or CR; a line of blanks
/// and tabs alone is blank).
TOKMILL_EXPORT void find_paragraphs(std::string_view text, std::vector<std::size_t>& offsets);

/// How to cut text into chunks.
struct ChunkOptions {
  std::size_t max_tokens = 0;  ///< Of one chunk, counted alone.
  std::size_t overlap = 0;     ///< How many of its last tokens the next chunk repeats, at most. Below max_tokens.

  /// Where to cut rather than anywhere, the preferred kind first.
  std::vector<BoundaryFinder> boundaries = {};
};

/// A part of a text.
struct Chunk {
  std::size_t start;   ///< Byte offsets.
  std::size_t end;
  std::size_t tokens;  ///< Of this part alone.

  friend bool operator==(const Chunk&, const Chunk&) = default;
};

/// Cuts `text` into chunks of at most `max_tokens` tokens each.
///
/// From where a chunk starts, it reaches as far as longest_prefix() says. Unless that is the end of the text, it is
/// then cut back to the last boundary of the first kind for which the chunk up to there fits and has at least
/// half of `max_tokens`. Without overlap the chunks are the text, end to end. With overlap a chunk starts where the
/// longest_suffix() of the one before it for `overlap` does; for fewer tokens where it would otherwise not get
/// beyond the end of that one. An empty text has no chunks.
///
/// Time: for each chunk, linear in the text that it may cover, and what `boundaries` take.
/// Errors: ill_formed_text; invalid_argument, where `max_tokens` is 0 or `overlap` is not below it (position 0),
/// or where a character has more than `max_tokens` tokens (position: its byte offset).
[[nodiscard]] TOKMILL_EXPORT Result<std::vector<Chunk>> chunk(const Encoding& encoding, std::string_view text,
                                               const ChunkOptions& options);

}  // namespace tokmill
