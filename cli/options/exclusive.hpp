#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The name of an option, and whether it was given.
using GivenOption = std::pair<std::string_view, bool>;

/// Checks that at most one of several options was given.
/// Errors: invalid_argument: `--json and --csv cannot be used together`.
[[nodiscard]] Result<void> at_most_one(std::initializer_list<GivenOption> options);

/// Checks that none of `others` was given together with `option`. Errors: as at_most_one().
[[nodiscard]] Result<void> excludes(GivenOption option, std::span<const GivenOption> others);
[[nodiscard]] Result<void> excludes(GivenOption option, std::initializer_list<GivenOption> others);

/// Checks that none of `options` was given with an input on which they have no effect; nothing if `input` is empty.
/// Errors: invalid_argument: `--hidden has no effect on standard input; REMEDY`.
[[nodiscard]] Result<void> has_no_effect_on(std::string_view input, std::span<const GivenOption> options,
                                            std::string_view remedy);

/// Checks that the value of `option` is not 0, if it was given.
/// Errors: invalid_argument: `--top must be at least 1, got 0`.
[[nodiscard]] Result<void> at_least_one(std::string_view option, const std::optional<std::uint64_t>& value);

}  // namespace tokmill::cli
