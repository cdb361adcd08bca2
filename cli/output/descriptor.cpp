#include "output/descriptor.hpp"

#include <poll.h>

#include <cerrno>
#include <cstring>
#include <ctime>

namespace tokmill::cli::output {

Error system_error(int problem) { return {ErrorCode::io_error, std::strerror(problem)}; }

int Descriptor::close() noexcept {
  // Linux closes the file even if a signal interrupts the call.
  if (file_ < 0 || ::close(std::exchange(file_, -1)) == 0 || errno == EINTR) return 0;
  return errno;
}

void wait_for(int file, short events) noexcept {
  pollfd polled{file, events, 0};
  if (::poll(&polled, 1, -1) >= 0 || errno == EINTR) return;
  // poll() fails if the limit of open files is 0.
  constexpr timespec pause{0, 10'000'000};
  ::nanosleep(&pause, nullptr);
}

bool can_read(int file) noexcept {
  pollfd polled{file, POLLIN, 0};
  return ::poll(&polled, 1, 0) > 0;
}

ssize_t read_some(int file, std::span<char> space) noexcept {
  while (true) {
    const ssize_t got = ::read(file, space.data(), space.size());
    if (got >= 0) return got;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait_for(file, POLLIN);
    } else if (errno != EINTR) {
      return got;
    }
  }
}

int write_all(int file, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait_for(file, POLLOUT);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace tokmill::cli::output
