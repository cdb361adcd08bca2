#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The name of `names` that takes the fewest edits (a character inserted, deleted, replaced, or two
/// neighbours swapped; case ignored) to become `wanted`; the earlier one where two are as near. Nothing
/// where even the nearest differs in more than half of its characters, so that a message does not name
/// what nobody meant. O(names × lengths).
[[nodiscard]] TOKMILL_EXPORT std::optional<std::string_view> nearest_name(std::string_view wanted,
                                                           std::span<const std::string_view> names);

}  // namespace tokmill
