#pragma once

// Where a text takes more tokens than it needs.
//
//     const tokmill::analysis::WasteReport report = tokmill::analysis::find_waste(tokmill::o200k_base(), text, 10);
//     for (const tokmill::analysis::Waste& waste : report.wastes) print(waste.kind, waste.saved);

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// What can be changed in a text. A blank is a space or a tab; a blank line has nothing else. In JSON, only white space
/// between values, codes, decimals and characters are found.
enum class WasteKind {
  json,              ///< White space between the values of JSON: the whole text, a fenced block, or a line. Leave it out.
  repeated_lines,    ///< Lines of at least min_repeated_tokens tokens that the text has before. Leave them out.
  blank_lines,       ///< Several blank lines in a row. Leave one.
  blanks,            ///< Several blanks in a row inside a line. Put one space in place of them.
  trailing_blanks,   ///< Blanks at the end of a line. Leave them out.
  indentation,       ///< Blanks at the start of a line. Leave them out.
  codes,             ///< Long runs of letters, digits and `+/=_-` with few bytes per token. Put `…` in place of them.
  decimals,          ///< Decimal places after the third one. Leave them out.
  split_characters,  ///< Characters of which a token is a single byte. Leave them out.
};

inline constexpr std::size_t min_repeated_tokens = 5;

/// A part of a text that can be changed.
struct WastePlace {
  WasteKind kind = WasteKind::json;
  std::size_t start = 0;  ///< Byte offsets.
  std::size_t end = 0;
  std::size_t line = 1;    ///< Of the start, from 1.
  std::size_t column = 1;  ///< In code points, from 1.
  std::size_t times = 1;   ///< How many repeated lines there are after the first one; the place is the first of these.
  std::size_t tokens = 0;  ///< Of the part that is changed, counted as a text of its own; for all times together.

  /// How many tokens fewer the text has if only this place is changed.
  std::ptrdiff_t saved = 0;
};

/// All places of one kind.
struct Waste {
  WasteKind kind = WasteKind::json;
  std::size_t places = 0;
  std::size_t tokens = 0;            ///< The sum over the places.
  std::ptrdiff_t saved = 0;          ///< How many tokens fewer the text has if all of them are changed.
  std::vector<WastePlace> examples;  ///< Those with the most tokens, sorted by `saved`.
};

/// The tokens of a line.
struct WasteLine {
  std::size_t number = 1;  ///< From 1.
  std::size_t start = 0;   ///< Byte offsets, without the line feed.
  std::size_t end = 0;
  std::size_t tokens = 0;  ///< See LineCounter.
};

struct WasteReport {
  std::size_t tokens = 0;         ///< Of the text.
  std::size_t lines = 0;          ///< Of the text.
  std::vector<Waste> wastes;      ///< The kinds of which there are places; the largest saving first.
  std::size_t changed_tokens = 0;  ///< Of the text after all changes; of two that overlap, after the one that starts first.
  std::vector<WasteLine> longest_lines;  ///< Those with the most tokens.
};

/// Reports what can be changed in `text`, which must be UTF-8, so that it has fewer tokens. Every saving is the difference
/// of two counts, with special tokens as ordinary text. At most `top` examples of each kind, and lines, are listed.
///
/// Errors: those of LineCounter::finish.
///
/// Complexity: linear in the size of the text, times the number of examples.
[[nodiscard]] TOKMILL_EXPORT Result<WasteReport> find_waste(const Encoding& encoding, std::string_view text,
                                                            std::size_t top);

}  // namespace tokmill::analysis
