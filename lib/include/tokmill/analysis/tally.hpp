#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The integers from `from` to `to`, including both. `from` must not exceed `to`.
struct Range {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

/// How an encoding splits the numbers of a range.
struct TOKMILL_EXPORT Tally {
  std::string encoding;  ///< The name of the encoding.
  Range range;
  std::uint64_t whole = 0;                   ///< The number of integers whose digits are in a single token.
  std::optional<std::uint64_t> first_split;  ///< The smallest integer whose digits are not, if there is one.

  /// For all other integers: the number of digits in each token, such as "2+2", and the number of integers that have
  /// them. Tokens of text that the encoding inserts before each text are left out. `changed`: the tokens are not the
  /// digits, because the encoding normalizes them or has no tokens for some.
  std::map<std::string, std::uint64_t> shapes;

  /// The shapes, most frequent first. Equally frequent shapes are sorted by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> by_frequency() const;
};

/// Splits every integer of the range, on up to `threads` threads.
[[nodiscard]] TOKMILL_EXPORT Tally tally(const Encoding& encoding, Range range, std::size_t threads);

/// For each integer of the range, in order, the number of digits in each of its tokens, such as `3+1`, or `changed`, as
/// in Tally::shapes.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::string> shapes_of(const Encoding& encoding, Range range);

}  // namespace tokmill::analysis
