#pragma once

// fitting_prefix() and fitting_suffix() for text that is known to be UTF-8.

#include <cstddef>
#include <string_view>

#include "encoding/encoding_data.hpp"

namespace tokmill::limits {

/// The size of the longest prefix of `text` with at most `limit` tokens.
[[nodiscard]] std::size_t longest_prefix(const EncodingData& data, std::string_view text, std::size_t limit);

/// The offset at which the longest such suffix starts.
[[nodiscard]] std::size_t longest_suffix(const EncodingData& data, std::string_view text, std::size_t limit);

/// The number of bytes that `limit` tokens can cover at most.
[[nodiscard]] inline std::size_t reach(const EncodingData& data, std::size_t limit) noexcept {
  const std::size_t longest = data.vocabulary.longest_token();
  return limit > static_cast<std::size_t>(-1) / longest ? static_cast<std::size_t>(-1) : limit * longest;
}

/// Whether a character starts at `at`, or the text ends there.
[[nodiscard]] inline bool is_character_boundary(std::string_view text, std::size_t at) noexcept {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

}  // namespace tokmill::limits
