#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A part of a text that two encodings split differently. It starts and ends at token boundaries of both encodings and
/// has no common boundary inside.
struct Hunk {
  std::size_t start;  ///< The byte offset of the part in the text.
  std::size_t end;
  std::vector<std::string_view> left;   ///< The tokens of the first encoding, as views of the text.
  std::vector<std::string_view> right;  ///< The tokens of the second encoding.
};

/// The first hunks, at most `max_hunks`, in which `left` and `right` split `text` differently. `text` must be valid
/// UTF-8. Linear.
[[nodiscard]] TOKMILL_EXPORT std::vector<Hunk> diff_hunks(const Encoding& left, const Encoding& right,
                                                          std::string_view text, std::size_t max_hunks);

}  // namespace tokmill::analysis
