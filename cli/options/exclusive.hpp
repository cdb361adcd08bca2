#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Checks that at most one of several options was given.
/// Errors: invalid_argument: `--json and --csv cannot be used together`.
[[nodiscard]] Result<void> at_most_one(std::initializer_list<std::pair<std::string_view, bool>> options);

}  // namespace tokmill::cli
