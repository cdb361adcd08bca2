#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/analysis/waste.hpp"
#include "tokmill/interval_counter.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A change of a text: the bytes [start, end) become `replacement`.
struct Edit {
  std::size_t start = 0;
  std::size_t end = 0;
  std::string replacement = {};
};

/// A place, and the edits that change it, in the order of the text.
struct EditedPlace {
  WastePlace place;
  std::vector<Edit> edits;
};

/// A text, its lines, and an encoding.
struct WasteText {
  std::string_view text;         ///< UTF-8.
  std::vector<Span> lines;       ///< Without their line feeds.
  const IntervalCounter& tokens;  ///< Of the text.
  const Encoding& encoding;
  std::vector<Span> json = {};  ///< Arrays and objects in the text, found by find_json().

  /// Whether the line is, or is a part of, one of them. What has a meaning there is left as it is.
  [[nodiscard]] bool is_json(const Span& line) const;

  [[nodiscard]] std::string_view of(const Span& span) const { return text.substr(span.start, span.end - span.start); }
};

/// The lines of a text without their line feeds. What follows the last line feed is a line unless it is empty.
[[nodiscard]] std::vector<Span> lines_of(std::string_view text);

/// `line` without white space at its end.
[[nodiscard]] std::string_view without_trailing_blanks(std::string_view line);

/// A place that one edit changes. Its line, column and tokens are not set.
[[nodiscard]] EditedPlace place_of(WasteKind kind, Edit edit);

// The places of one kind in the order of the text. Their lines, columns and savings are not set, and their tokens only for
// repeated lines. find_json() comes first; the lines that it finds have no repeated lines and no other white space to leave
// out. Linear in the size of the text.
[[nodiscard]] std::vector<EditedPlace> find_json(WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_repeated_lines(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_blank_lines(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_blanks(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_trailing_blanks(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_indentation(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_codes(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_decimals(const WasteText& text);
[[nodiscard]] std::vector<EditedPlace> find_split_characters(const WasteText& text);

}  // namespace tokmill::analysis
