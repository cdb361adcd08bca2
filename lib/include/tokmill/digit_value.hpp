#pragma once

#include <optional>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The value, 0 to 9, of a decimal digit of any script (General_Category Nd in Unicode 16.0); nullopt for other
/// characters. Safe for concurrent use. Time: logarithmic in the number of scripts.
[[nodiscard]] TOKMILL_EXPORT std::optional<unsigned> digit_value(char32_t character);

}  // namespace tokmill
