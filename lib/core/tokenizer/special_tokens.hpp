#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A special token in a text.
struct SpecialOccurrence {
  std::size_t start;  // byte offset
  const SpecialToken* token;
};

/// The first special token of `text` at or after `from`. Linear: every name begins with `<|`, ends with
/// `|>` and has neither in between, so none overlaps or contains another.
[[nodiscard]] std::optional<SpecialOccurrence> find_special_token(std::span<const SpecialToken> tokens,
                                                                  std::string_view text, std::size_t from) noexcept;

/// The token of this name, or null. Linear in the number of special tokens.
[[nodiscard]] const SpecialToken* special_token_named(std::span<const SpecialToken> tokens,
                                                      std::string_view name) noexcept;

}  // namespace tokmill
