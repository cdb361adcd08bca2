#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <span>
#include <string_view>
#include <utility>

#include "tokmill/error.hpp"

namespace tokmill::cli::output {

/// The error with the number `problem`, and the message of the system.
[[nodiscard]] Error system_error(int problem);

/// An open file, closed by the destructor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int file) noexcept : file_(file) {}
  Descriptor(Descriptor&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~Descriptor() { close(); }

  /// -1 if no file is open.
  [[nodiscard]] int get() const noexcept { return file_; }

  /// Returns 0 or the error number.
  int close() noexcept;

 private:
  int file_ = -1;
};

/// Blocks until `file` is ready for `events` (POLLIN or POLLOUT of poll(2)). Call it after EAGAIN: a descriptor that
/// was inherited may be in non-blocking mode, and the mode is shared with other programs, so it must not be changed.
void wait_for(int file, short events) noexcept;

/// Whether a read would return at once.
[[nodiscard]] bool can_read(int file) noexcept;

/// Reads at most `space.size()` bytes; blocks until there are some. Returns their number, 0 at the end, or -1 with
/// errno set, as read(2).
[[nodiscard]] ssize_t read_some(int file, std::span<char> space) noexcept;

/// Writes all of `bytes`. Returns 0 or the error number.
[[nodiscard]] int write_all(int file, std::string_view bytes) noexcept;

}  // namespace tokmill::cli::output
