#pragma once

#include <unicode/utypes.h>

#include <new>
#include <stdexcept>
#include <string>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Throws if an ICU function failed: std::bad_alloc if it ran out of memory, else std::runtime_error with the name of
/// ICU's error, such as U_MISSING_RESOURCE_ERROR if ICU's data is incomplete.
inline void check(UErrorCode status) {
  if (U_SUCCESS(status)) return;
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  throw std::runtime_error(std::string("ICU failed with ") + u_errorName(status));
}

}  // namespace tokmill::icu
