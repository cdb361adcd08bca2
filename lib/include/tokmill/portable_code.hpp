#pragma once

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Whether the library uses only code for any processor, instead of code for the instruction sets that this processor
/// has (AVX2, AVX-512, NEON). It never changes a result, only the time: use it to find out whether a problem depends on
/// the processor, or to measure. False by default. Takes effect on the next call of each thread. Thread-safe.
TOKMILL_EXPORT void set_portable_code(bool only) noexcept;

/// The current setting. True also if the library was built with TOKMILL_SCALAR_ONLY. Thread-safe.
[[nodiscard]] TOKMILL_EXPORT bool portable_code() noexcept;

}  // namespace tokmill
