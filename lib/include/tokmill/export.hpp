#pragma once

// Included by every public header: the export macro, and the inline namespace that versions all symbols (TOKMILL_ABI).

#include "tokmill/version.hpp"

/// Exports a public class or function from a shared library. All other symbols are hidden.
#if defined(__GNUC__)
#define TOKMILL_EXPORT __attribute__((visibility("default")))
#else
#define TOKMILL_EXPORT
#endif

// Declares the nested namespaces first, so that every later `namespace tokmill::pricing` reopens the one inside of the
// inline namespace.
namespace tokmill::inline TOKMILL_ABI {
namespace pricing {}
namespace chat {}
namespace formats {}
namespace icu {}
namespace analysis {}
}  // namespace tokmill
