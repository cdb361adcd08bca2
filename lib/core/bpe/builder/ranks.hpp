#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::bpe {

/// The contents of a `.tiktoken` file: tokens and their ranks. A token's rank is also its id.
struct RankTable {
  /// The bytes of each token, by rank. Empty if no token has the rank, which happens in p50k_base.
  std::vector<std::string> tokens;

  /// The rank of each token. The keys are views into `tokens`, so a RankTable can be moved but not copied.
  std::unordered_map<std::string_view, std::uint32_t> ranks;

  RankTable() = default;
  RankTable(RankTable&&) = default;
  RankTable& operator=(RankTable&&) = default;
  RankTable(const RankTable&) = delete;
  RankTable& operator=(const RankTable&) = delete;
};

/// Reads the contents of a `.tiktoken` file: one line per token, with its bytes in base64 (RFC 4648, padded), a space,
/// its rank in decimal, and LF. Ranks increase from line to line.
///
/// Errors: malformed_table. With the line number as position: invalid base64, an empty token, a rank that is not a
/// number, does not increase or has more than 18 bits, or a last line without LF. With position 0: two ranks for the
/// same token, or a single byte that is not a token or has a rank of 256 or more.
[[nodiscard]] Result<RankTable> read_rank_table(std::string_view contents);

}  // namespace tokmill::bpe
