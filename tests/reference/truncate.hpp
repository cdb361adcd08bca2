#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace tokmill::reference {

using Counter = std::function<std::size_t(std::string_view)>;

/// The size of the longest prefix that consists of whole characters and has at most `limit` tokens. Tries every prefix.
[[nodiscard]] std::size_t longest_prefix(std::string_view text, std::size_t limit, const Counter& count);

/// The start offset of the longest such suffix. Tries every suffix.
[[nodiscard]] std::size_t longest_suffix(std::string_view text, std::size_t limit, const Counter& count);

struct Part {
  std::size_t start;
  std::size_t end;
  std::size_t tokens;
};

/// Chunks. Each one starts after the start of the previous one, at the start of the longest part of its end that has at
/// most `overlap` tokens, or fewer if the new chunk would not end after the previous one. It ends after one of `marks`
/// if it is then at least half full and longer than the overlap; earlier marks take precedence over later ones. Returns
/// nullopt if a single character has more than `limit` tokens.
[[nodiscard]] std::optional<std::vector<Part>> chunks(std::string_view text, std::size_t limit, std::size_t overlap,
                                                      std::string_view marks, const Counter& count);

}  // namespace tokmill::reference
