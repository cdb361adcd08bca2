#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::reference {

/// What a list of tokens has at a position of a text.
struct LongestMatch {
  std::string token;  ///< The longest token that starts there; empty if there is none.
  std::size_t bytes;  ///< The number of bytes that some token starts with.
};

/// Compares each token with the text at each position.
[[nodiscard]] std::vector<LongestMatch> longest_matches(const std::vector<std::string>& tokens, std::string_view text);

}  // namespace tokmill::reference
