#pragma once

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Whether the library was built with ICU (TOKMILL_ICU in CMake). Without it, only charset_of_mark() does what it is
/// documented to do. Functions that return a Result fail with unknown_charset, set_out_of_memory_handler() returns
/// false, and all others throw std::runtime_error, or end the program if it was built without exceptions.
[[nodiscard]] TOKMILL_EXPORT bool available() noexcept;

}  // namespace tokmill::icu
