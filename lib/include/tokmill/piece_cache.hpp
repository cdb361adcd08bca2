#pragma once

// The memory that the library keeps between calls.
//
// Each thread that counts or encodes text has its own cache, which maps pieces of up to 31 bytes to their tokens. It
// allocates nothing before the first piece, starts with 64 to 192 KB, doubles as it fills up to a limit, and is freed
// when the thread ends. It never changes a result.

#include <cstddef>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The default limit of the cache of one thread, in bytes.
inline constexpr std::size_t default_piece_cache_limit = std::size_t{8} << 20;

/// Sets the limit per thread, in bytes, for all threads; 0 disables the cache. Takes effect on each thread's next
/// call, which discards that thread's cache. Thread-safe.
TOKMILL_EXPORT void set_piece_cache_limit(std::size_t bytes) noexcept;

/// Returns the current limit per thread, in bytes. Thread-safe.
[[nodiscard]] TOKMILL_EXPORT std::size_t piece_cache_limit() noexcept;

/// Frees the calling thread's cache. The thread's next call starts an empty one.
TOKMILL_EXPORT void release_piece_cache() noexcept;

}  // namespace tokmill
