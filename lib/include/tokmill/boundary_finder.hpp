#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Appends to `offsets`, in ascending order, the byte offsets at which `text`, which is UTF-8, may be cut. 0 and
/// text.size() may be omitted, and so may those greater than `limit`. The others must depend on `text` only: it may not
/// be called again for an equal text.
using BoundaryFinder =
    std::function<void(std::string_view text, std::size_t limit, std::vector<std::size_t>& offsets)>;

}  // namespace tokmill
