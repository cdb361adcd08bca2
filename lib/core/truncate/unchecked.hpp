#pragma once

// longest_prefix() and longest_suffix() for text that is known to be UTF-8.

#include <cstddef>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"

namespace tokmill::truncate {

/// The size of the longest prefix of `text` with at most `limit` tokens.
[[nodiscard]] std::size_t longest_prefix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit);

/// The offset at which the longest such suffix starts.
[[nodiscard]] std::size_t longest_suffix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit);

/// The number of bytes that `limit` tokens can cover at most.
[[nodiscard]] inline std::size_t reach(const EncodingData& data, std::size_t limit) noexcept {
  const std::size_t longest = data.vocabulary.longest_token();
  return limit > static_cast<std::size_t>(-1) / longest ? static_cast<std::size_t>(-1) : limit * longest;
}

}  // namespace tokmill::truncate
