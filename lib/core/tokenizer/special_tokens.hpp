#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// An occurrence of a special token in a text.
struct SpecialOccurrence {
  std::size_t start;  // byte offset
  const SpecialToken* token;
};

/// Returns the first special token that starts at or after `from`, or nullopt. Every name starts with `<|`, ends with
/// `|>`, contains neither elsewhere and has at most 32 bytes, so occurrences never overlap. Time: linear in the size of
/// the text, plus special_token_named() for each candidate.
[[nodiscard]] std::optional<SpecialOccurrence> find_special_token(std::span<const SpecialToken> tokens,
                                                                  std::string_view text, std::size_t from) noexcept;

/// Returns the token with this name, or null. Linear in the number of special tokens.
[[nodiscard]] const SpecialToken* special_token_named(std::span<const SpecialToken> tokens,
                                                      std::string_view name) noexcept;

}  // namespace tokmill
