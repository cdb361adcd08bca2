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

/// All whole numbers from one to another, both included.
struct Range {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

/// How an encoding splits the numbers of a range.
struct TOKMILL_EXPORT Tally {
  std::string encoding;  // its name
  Range range;
  std::uint64_t whole = 0;                   // numbers that are one token
  std::optional<std::uint64_t> first_split;  // the smallest number that is more than one
  std::map<std::string, std::uint64_t>
      shapes;  // of those: the lengths of the tokens, as in "2+2", and how many numbers

  /// The shapes, commonest first; equally common ones in the order of their names.
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> by_frequency() const;
};

/// Splits every number of the range, on up to `threads` threads.
[[nodiscard]] TOKMILL_EXPORT Tally tally(const Encoding& encoding, Range range, std::size_t threads);

/// For each number of the range, in order, the lengths of its tokens, as in `3+1`; of one that is a single
/// token, its length.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::string> shapes_of(const Encoding& encoding, Range range);

}  // namespace tokmill::analysis
