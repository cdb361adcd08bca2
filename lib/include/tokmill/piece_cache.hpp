#pragma once

// What the library keeps in memory beyond a call.
//
// Counting and encoding keep one thing: each thread that did either remembers, in a cache of its own, the tokens of pieces
// of up to 31 bytes. The cache takes nothing before the first piece, starts with 64 to 192 KB, doubles as it fills, and is
// freed when its thread ends. It never changes a result.

#include <cstddef>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The bytes that the cache of one thread may take, unless set_piece_cache_limit says otherwise.
inline constexpr std::size_t default_piece_cache_limit = std::size_t{8} << 20;

/// Sets the limit for every thread, from its next call on; what a thread had remembered it forgets then. 0 switches the cache
/// off. Safe for concurrent use.
TOKMILL_EXPORT void set_piece_cache_limit(std::size_t bytes) noexcept;

/// The limit as it was set last. Safe for concurrent use.
[[nodiscard]] TOKMILL_EXPORT std::size_t piece_cache_limit() noexcept;

/// Frees what the calling thread remembers. It begins anew with its next call.
TOKMILL_EXPORT void release_piece_cache() noexcept;

}  // namespace tokmill
