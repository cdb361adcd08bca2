#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace tokmill::reference {

using Counter = std::function<std::size_t(std::string_view)>;

/// The size of the longest prefix that is whole characters and has at most `limit` tokens: all are tried.
[[nodiscard]] std::size_t longest_prefix_unchecked(std::string_view text, std::size_t limit, const Counter& count);

/// The offset at which the longest such suffix starts.
[[nodiscard]] std::size_t longest_suffix_unchecked(std::string_view text, std::size_t limit, const Counter& count);

struct Part {
  std::size_t start;
  std::size_t end;
  std::size_t tokens;
};

/// Chunks without overlap, cut behind one of `marks` where that leaves a chunk half full, the marks that come first
/// before the others. Nothing where a character has too many tokens.
[[nodiscard]] std::optional<std::vector<Part>> chunks(std::string_view text, std::size_t limit,
                                                      std::string_view marks, const Counter& count);

}  // namespace tokmill::reference
