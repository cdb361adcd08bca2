#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A stretch of the text that two encodings split differently: no token of either goes beyond it, and no
/// end is common to both within it.
struct Hunk {
  std::size_t start;  ///< Byte offsets into the text that was tokenized.
  std::size_t end;
  std::vector<std::string_view> left;   ///< The tokens of the one encoding, as views of the text,
  std::vector<std::string_view> right;  ///< and of the other.
};

/// The first hunks in which `left` and `right` split `text` differently, at most `most` of them. `text` is
/// UTF-8. Linear.
[[nodiscard]] TOKMILL_EXPORT std::vector<Hunk> diff_hunks(const Encoding& left, const Encoding& right,
                                                      std::string_view text, std::size_t most);

}  // namespace tokmill::analysis
