#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/gaps.hpp"
#include "core/pretokenize/pattern/splitter.hpp"
#include "core/tokenizer/added_tokens.hpp"
#include "tokmill/normalizer.hpp"

namespace tokmill::inline TOKMILL_ABI {

struct EncodingData;

/// What an encoding does to a text besides finding special tokens, splitting by a pretokenize::Pattern and merging.
///
/// The order is that of Hugging Face tokenizers 0.23.3. First the added tokens that are not normalized are cut out. Each
/// segment between them is normalized. Then the normalized added tokens are cut out of it. Each segment between those is
/// split, and each piece is merged.
struct TextRules {
  TextRules(std::vector<Addition> raw, std::vector<Addition> normalized)
      : raw_tokens(std::move(raw)), normalized_tokens(std::move(normalized)) {}

  AddedTokens raw_tokens;
  AddedTokens normalized_tokens;
  std::vector<SpecialToken> added;  // those that are not special, in order of id
  std::vector<Normalizer> normalizers;
  std::optional<pretokenize::pattern::Splitter> splitter;  // nullopt: EncodingData::pattern
  bpe::Gaps gaps;
  bool strips_first_blank = false;  // when decoding
  bool merges_alone = false;        // the splitter only saves time: no token spans an end of a piece

  /// Whether the start of a segment is normalized differently from the rest of it.
  [[nodiscard]] bool changes_starts() const noexcept;
};

/// Returns the first position at or after `from` at which the text can be cut in two without changing a token, whatever
/// the policy for special tokens; the size of the text if there is none within `reach` bytes. The second part continues
/// the segment that the first one ends with (SegmentPart::rest). Preconditions: `text` is UTF-8; the encoding has rules.
[[nodiscard]] std::size_t safe_cut_by_rules(const EncodingData& data, std::string_view text, std::size_t from,
                                            std::size_t reach);

/// Returns the last such position in [from, to); std::string_view::npos if there is none. Time: linear in the number of
/// bytes after the cut, times the size of the longest added token.
[[nodiscard]] std::size_t last_safe_cut_by_rules(const EncodingData& data, std::string_view text, std::size_t from,
                                                 std::size_t to);

/// Returns the first position at or after `from` at which the text can be cut in two parts, each of which is tokenized
/// like a text of its own; the size of the text if there is none within `reach` bytes. For all encodings.
[[nodiscard]] std::size_t cut_in_two(const EncodingData& data, std::string_view text, std::size_t from,
                                     std::size_t reach);

}  // namespace tokmill
