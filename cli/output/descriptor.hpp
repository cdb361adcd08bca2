#pragma once

#include <sys/types.h>

#include <span>
#include <string_view>

namespace tokmill::cli::output {

/// Blocks until `file` is ready for `events` (POLLIN or POLLOUT of poll(2)). Call it after EAGAIN: a descriptor that
/// was inherited may be in non-blocking mode, and the mode is shared with other programs, so it must not be changed.
void wait_for(int file, short events) noexcept;

/// Reads at most `space.size()` bytes; blocks until there are some. Returns their number, 0 at the end, or -1 with errno
/// set, as read(2).
[[nodiscard]] ssize_t read_some(int file, std::span<char> space) noexcept;

/// Writes all of `bytes`. Returns 0 or the error number.
[[nodiscard]] int write_all(int file, std::string_view bytes) noexcept;

}  // namespace tokmill::cli::output
