#pragma once

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Makes ICU call `handler`, which must not return, when the system refuses memory. Without a handler, ICU 72 does not
/// always report it: a break iterator that cannot load a dictionary never ends. Call it before any other function of
/// this namespace, and before other uses of ICU, since it replaces ICU's allocation functions. Returns whether ICU
/// accepted that.
TOKMILL_EXPORT bool set_out_of_memory_handler(void (*handler)() noexcept) noexcept;

}  // namespace tokmill::icu
