#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/tokenizer/added_tokens.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/normalize.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Finds positions at which a text and parts of it can be cut in two, for an encoding with rules: the tokens of the whole
/// are those of the part before the cut, and those of the part after it, which is what part_at() says. The end of an
/// added token that is always cut out is a cut, so that texts of such tokens have cuts, too.
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

  /// What the text after `cut`, 0 or a cut of `text`, is part of.
  [[nodiscard]] SegmentPart part_at(std::string_view text, std::size_t cut) const noexcept;

  /// That of a cut of `text`, or of any cut.
  [[nodiscard]] std::size_t start_margin(std::string_view text, std::size_t cut) const noexcept;
  [[nodiscard]] std::size_t start_margin() const noexcept;
  [[nodiscard]] std::size_t end_margin() const noexcept { return end_margin_; }

 private:
  [[nodiscard]] std::size_t first_in(std::string_view text, std::size_t from, std::size_t last) const;
  [[nodiscard]] std::optional<std::size_t> last_in(std::string_view text, std::size_t from, std::size_t to) const;
  [[nodiscard]] const AddedTokens& added_tokens() const noexcept { return data_.rules->raw_tokens; }

  const EncodingData& data_;
  std::size_t start_margin_ = 1;  // of cuts that are not the end of an added token
  std::size_t end_margin_ = 0;
};

}  // namespace tokmill
