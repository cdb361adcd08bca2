#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tokmill/result.hpp"

namespace tokmill::bpe {

/// A merge table as a `.tiktoken` file holds it.
struct RankTable {
  /// The bytes of each token, by rank. Empty where the ranks have a hole, as p50k_base's have.
  std::vector<std::string> tokens;

  /// The rank of each token. Views into `tokens`: a table is moved, never copied.
  std::unordered_map<std::string_view, std::uint32_t> ranks;

  RankTable() = default;
  RankTable(RankTable&&) = default;
  RankTable& operator=(RankTable&&) = default;
  RankTable(const RankTable&) = delete;
  RankTable& operator=(const RankTable&) = delete;
};

/// Reads the text of a `.tiktoken` file: a line for each token, its bytes in base64 (RFC 4648, padded), one
/// space, its rank in decimal, LF. Ranks rise from line to line.
/// Errors: malformed_table, with the number of the line as position: bad base64, an empty token, a rank that
/// is no number, does not rise or takes more than 18 bits, a last line without LF;
/// and with position 0: two ranks of the same token, a single byte that is no token or whose rank is not below 256.
[[nodiscard]] Result<RankTable> read_rank_table(std::string_view file);

}  // namespace tokmill::bpe
