#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// Sets `ends` to the end of each part of `number` that a token holds. Text before the number, which the encoding
/// inserted, is left out. Returns false if the tokens do not end with the number.
[[nodiscard]] bool find_part_ends(std::string_view number, std::span<const std::string_view> tokens,
                                  std::vector<std::size_t>& ends);

}  // namespace tokmill::analysis
