#pragma once

#include <cstddef>
#include <functional>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Calls work(i) once for each i in [0, count), on up to `threads` threads including the caller's (at most 256; 0 means
/// 1), and returns when all calls have returned. Each thread takes the next index when it finishes one, so calls of
/// different duration are balanced. `work` must be safe for concurrent calls.
///
/// If the system cannot start a thread, the threads that did start do all of the work; this is not an error.
///
/// If `work` throws, no further indices are started, and one of the exceptions thrown is rethrown to the caller after
/// all threads have ended.
TOKMILL_EXPORT void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

/// Returns the default number of threads: the number that the machine can run at the same time, at least 1.
[[nodiscard]] TOKMILL_EXPORT std::size_t default_threads() noexcept;

}  // namespace tokmill
