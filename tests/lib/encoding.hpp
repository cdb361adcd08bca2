#pragma once

#include <array>
#include <string_view>

#include "reference/truncate.hpp"
#include "tokmill/registry.hpp"

namespace tokmill {

/// The built-in encoding `name`.
inline const Encoding& encoding(std::string_view name) { return **find_encoding(name); }

/// One encoding for each vocabulary. gpt2 and r50k_base, and the two of o200k_base, differ in their special tokens only.
inline constexpr std::array<std::string_view, 4> vocabulary_names = {"r50k_base", "p50k_base", "cl100k_base",
                                                                    "o200k_base"};

/// Counts tokens for the functions of tests/reference/truncate.hpp.
inline reference::Counter count_of(const Encoding& encoding) {
  return [&encoding](std::string_view text) { return encoding.count(text); };
}

}  // namespace tokmill
