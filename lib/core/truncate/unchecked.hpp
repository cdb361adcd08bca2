#pragma once

// longest_prefix() and longest_suffix() (tokmill/truncate.hpp) without validation.

#include <cstddef>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"

namespace tokmill::truncate {

/// A prefix of a text: its size in bytes and its number of tokens.
struct Prefix {
  std::size_t size;
  std::size_t tokens;
  /// A longer text that starts with the same `decisive` bytes has the same longest prefix. 0 if no size is known.
  std::size_t decisive = 0;
};

/// The longest prefix of `text` with at most `limit` tokens. `expected_size`, if not 0, is an estimate of its size that
/// affects only the time. Precondition: `text` is UTF-8.
[[nodiscard]] Prefix longest_prefix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit,
                                              std::size_t expected_size = 0);

/// The byte offset at which the longest suffix of `text` with at most `limit` tokens starts. Precondition: `text` is
/// UTF-8.
[[nodiscard]] std::size_t longest_suffix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit);

/// The maximum number of bytes that `limit` tokens can cover, saturated to the range of std::size_t.
[[nodiscard]] inline std::size_t reach(const EncodingData& data, std::size_t limit) noexcept {
  const std::size_t longest = data.vocabulary.max_token_size();
  return limit > static_cast<std::size_t>(-1) / longest ? static_cast<std::size_t>(-1) : limit * longest;
}

}  // namespace tokmill::truncate
