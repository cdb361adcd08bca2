#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/bpe/few_tokens.hpp"
#include "core/bpe/partial_counts.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/normalize.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/truncate/unchecked.hpp"

namespace tokmill::truncate {

/// Finds longest prefixes and suffixes for an encoding of which merging alone decides (TextRules::merges_alone), in text
/// without added tokens: it is merged as one piece, which has the counts of all its parts in linear time.
///
/// All texts that it is called for must be parts of one text, which stays in memory unchanged.
class MergedSearch {
 public:
  /// `data` must outlive this. Precondition: the encoding has rules.
  explicit MergedSearch(const EncodingData& data);

  /// The longest prefix of `text` with at most `limit` tokens; nullopt if added tokens or normalizers that change more
  /// than single characters may matter. Precondition: `text` is UTF-8 and starts a text or continues it at a cut.
  /// Time: linear in the size of the prefix.
  [[nodiscard]] std::optional<Prefix> longest_prefix(std::string_view text, SegmentPart part, std::size_t limit);

  /// The start of the longest suffix; nullopt as above. Precondition: `text` is UTF-8. Time: linear in the size of the
  /// suffix.
  [[nodiscard]] std::optional<std::size_t> longest_suffix(std::string_view text, std::size_t limit);

 private:
  // A part of a normalized text. What its size depends on: all texts that start with these bytes; 0 if it is not known.
  struct Part {
    std::size_t size;
    std::size_t tokens;
    std::size_t decisive;
  };

  [[nodiscard]] std::size_t end_of_plain(std::string_view text, std::size_t enough);
  [[nodiscard]] Part prefix_of(std::string_view normalized, std::size_t limit);
  [[nodiscard]] Part prefix_of_run(std::string_view run, std::size_t limit);
  [[nodiscard]] std::size_t suffix_of(std::string_view normalized, std::size_t limit);
  [[nodiscard]] std::size_t gap_tokens(const char* at, bool is_after_gap) const noexcept;
  [[nodiscard]] const char* end_of_run(const char* at, const char* end) const noexcept;
  [[nodiscard]] const char* start_of_run(const char* start, const char* at) const noexcept;

  const EncodingData& data_;
  bool is_possible_;
  std::size_t inserted_ = 0;  // the size of what normalizers insert where a segment starts
  NormalizeBuffers buffers_;
  PieceCounter counter_;
  bpe::FewTokens few_tokens_;
  bpe::PrefixCounts counts_;
  bpe::SuffixCounts suffix_counts_;
  // No added token starts in [plain_start_, plain_end_).
  const char* plain_start_ = nullptr;
  const char* plain_end_ = nullptr;
};

}  // namespace tokmill::truncate
