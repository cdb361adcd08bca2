#pragma once

#include <cstddef>
#include <functional>

namespace tokmill::cli {

/// Calls `work` with each index below `count` once, on up to `threads` threads (the caller's among them), and
/// returns when all are done. Each thread takes the next index that is left, so long and short ones mix.
/// `work` must not throw.
void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

/// The number of threads to use where the user names none: what the machine runs at once, at least one.
[[nodiscard]] std::size_t default_threads() noexcept;

}  // namespace tokmill::cli
