#pragma once

#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Whether `bytes` start with a byte order mark of this charset, even if it is also the start of a longer one.
[[nodiscard]] bool starts_with_mark_of(std::string_view charset, std::string_view bytes) noexcept;

}  // namespace tokmill::icu
