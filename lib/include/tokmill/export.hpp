#pragma once

/// Included by every public header: the export macro, and the version that the symbols carry.

#include "tokmill/version.hpp"

/// Marks a public class or function. All other symbols are hidden.
#if defined(__GNUC__)
#define TOKMILL_EXPORT __attribute__((visibility("default")))
#else
#define TOKMILL_EXPORT
#endif

// Declared here first, so that every later `namespace tokmill::pricing` reopens the one in the inline namespace.
namespace tokmill::inline TOKMILL_ABI {
namespace pricing {}
namespace chat {}
namespace formats {}
namespace icu {}
namespace analysis {}
}  // namespace tokmill::inline TOKMILL_ABI
