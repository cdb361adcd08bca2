#pragma once

#include <cstddef>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Finds positions at which a text and parts of it can be cut in two, for an encoding with rules: the tokens of the whole
/// are those of the part before the cut, and those of the part after it, which continues the segment
/// (SegmentPart::rest).
///
/// Whether a position is a cut depends on the text near it only. So a cut of a text is a cut of each part of it, too,
/// that starts at least start_margin() bytes before the cut, or at the start of the text, and ends after the cut. And it
/// stays a cut if only text changes that is more than end_margin() bytes after it.
class RuledCuts {
 public:
  /// `data` must outlive this. Precondition: the encoding has rules.
  explicit RuledCuts(const EncodingData& data);

  /// The first cut at or after `from`; the size of the text if there is none within `reach` bytes. Preconditions: `text`
  /// is UTF-8; 0 < from <= text.size(). Time: linear in the number of bytes up to the cut.
  [[nodiscard]] std::size_t first(std::string_view text, std::size_t from, std::size_t reach) const;

  /// The last cut in [from, to), or `to` if there is none. Preconditions: `text` is UTF-8; 0 < from <= to <= text.size().
  /// Time: linear in the number of bytes after the cut.
  [[nodiscard]] std::size_t last(std::string_view text, std::size_t from, std::size_t to) const;

  /// A cut in (start, end), near the middle if there is one there; `end` if there is none. Preconditions: `text` is UTF-8;
  /// start < end <= text.size(). Time: linear in end - start.
  [[nodiscard]] std::size_t between(std::string_view text, std::size_t start, std::size_t end) const;

  [[nodiscard]] std::size_t start_margin() const noexcept { return start_margin_; }
  [[nodiscard]] std::size_t end_margin() const noexcept { return end_margin_; }

 private:
  const EncodingData& data_;
  std::size_t start_margin_ = 1;
  std::size_t end_margin_ = 0;
};

}  // namespace tokmill
