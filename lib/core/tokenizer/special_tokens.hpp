#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The maximum size in bytes of the name of a special token.
inline constexpr std::size_t max_special_name = 32;

/// An occurrence of a special token in a text.
struct SpecialOccurrence {
  std::size_t start;  // byte offset
  const SpecialToken* token;
};

/// Returns the first special token that starts at or after `from`, or nullopt. Every name starts with `<|`, ends with
/// `|>`, contains neither elsewhere and has at most max_special_name bytes, so occurrences never overlap. Time: linear
/// in the size of the text, plus special_token_named() for each candidate.
[[nodiscard]] std::optional<SpecialOccurrence> find_special_token(std::span<const SpecialToken> tokens,
                                                                  std::string_view text, std::size_t from) noexcept;

/// Returns the first offset at or after `from` at which a special token may start that the text ends in, or the size of
/// the text. Constant time.
[[nodiscard]] std::size_t undecided_special_token(std::string_view text, std::size_t from) noexcept;

/// Returns unknown_special_token if the policy names a special token that is not in `tokens`.
[[nodiscard]] Result<void> check_names(std::string_view encoding_name, std::span<const SpecialToken> tokens,
                                       const SpecialPolicy& policy);

/// The error for a disallowed special token at byte `offset` of the text.
[[nodiscard]] Error disallowed_special_token(const SpecialToken& token, std::size_t offset);

/// Returns the token with this name, or null. Linear in the number of special tokens.
[[nodiscard]] const SpecialToken* special_token_named(std::span<const SpecialToken> tokens,
                                                      std::string_view name) noexcept;

}  // namespace tokmill
