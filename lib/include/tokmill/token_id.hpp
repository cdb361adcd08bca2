#pragma once

#include <cstdint>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The id of a token within its encoding. In the built-in encodings, the id of an ordinary token is also the rank of
/// the merge that creates it: merges of lower rank are applied first. The largest id of those is 201,087
/// (o200k_harmony).
using TokenId = std::uint32_t;

}  // namespace tokmill
