#pragma once

#include <string_view>

namespace tokmill::cli::output {

/// Blocks until `file` is ready for `events` (POLLIN or POLLOUT of poll(2)). Call it after EAGAIN: a descriptor that
/// was inherited may be in non-blocking mode, and the mode is shared with other programs, so it must not be changed.
void wait_for(int file, short events) noexcept;

/// Writes all of `bytes`. Returns 0 or the error number.
[[nodiscard]] int write_all(int file, std::string_view bytes) noexcept;

}  // namespace tokmill::cli::output
