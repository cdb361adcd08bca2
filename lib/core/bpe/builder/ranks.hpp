#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::bpe {

/// The contents of a `.tiktoken` file: tokens and their ranks, which are also their ids.
class RankTable {
 public:
  /// `bytes` is the concatenation of all tokens, which `sizes` divides.
  RankTable(std::string bytes, const std::vector<std::uint32_t>& sizes, const std::vector<std::uint32_t>& ranks);
  RankTable(RankTable&&) = default;
  RankTable& operator=(RankTable&&) = default;
  RankTable(const RankTable&) = delete;
  RankTable& operator=(const RankTable&) = delete;

  /// In order of rank.
  [[nodiscard]] const std::vector<RankedToken>& tokens() const noexcept { return tokens_; }

 private:
  std::unique_ptr<const std::string> bytes_;  // not moved with the table, because tokens_ refers to it
  std::vector<RankedToken> tokens_;
};

/// Reads the contents of a `.tiktoken` file, as documented at Vocabulary::from_rank_file. The tokens are not checked
/// any further.
///
/// Errors: malformed_table, with the line as position and the column in the message: invalid base64, an empty token, a
/// rank that is not a number of at most 32 bits or does not increase, or a last line without LF.
[[nodiscard]] Result<RankTable> read_rank_table(std::string_view contents);

}  // namespace tokmill::bpe
