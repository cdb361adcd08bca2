#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Returns the candidate that is the fewest edits away from `name`, for "did you mean …?" in error messages. An edit
/// inserts, deletes or replaces a byte or swaps two adjacent bytes; ASCII case is ignored. The first candidate wins a
/// tie. Returns nullopt if there are no candidates, if the best one differs in more than half of the bytes of the
/// longer name, or if `name` is longer than 128 bytes; candidates longer than that are skipped.
///
/// The view is one of `candidates`. Time: O(the sum over all candidates of name.size() * candidate.size()).
[[nodiscard]] TOKMILL_EXPORT std::optional<std::string_view> nearest_name(
    std::string_view name, std::span<const std::string_view> candidates);

/// Returns `; did you mean NEAREST?`, to append to an error message, or `otherwise` if nearest_name() finds none.
[[nodiscard]] TOKMILL_EXPORT std::string did_you_mean(std::string_view name,
                                                      std::span<const std::string_view> candidates,
                                                      std::string_view otherwise = {});

/// Returns the error message `unknown KIND 'NAME'`, followed by did_you_mean(name, known). A name longer than 128 bytes
/// is cut to at most that size, between characters.
[[nodiscard]] TOKMILL_EXPORT std::string unknown_name(std::string_view kind, std::string_view name,
                                                      std::span<const std::string_view> known);

}  // namespace tokmill
