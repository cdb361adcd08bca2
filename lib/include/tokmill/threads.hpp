#pragma once

#include <cstddef>
#include <functional>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Calls `work` with each index below `count` once, on up to `threads` threads (the caller's among them), and
/// returns when all are done. Each thread takes the next index that is left, so long and short ones mix. Where the
/// system gives fewer threads, those that there are do it all.
///
/// What `work` throws is thrown here, once every thread has ended; indices that nobody has taken by then are left.
TOKMILL_EXPORT void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

/// The number of threads to use where the user names none: what the machine runs at once, at least one.
[[nodiscard]] TOKMILL_EXPORT std::size_t default_threads() noexcept;

}  // namespace tokmill
