#include "output/descriptor.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace tokmill::cli::output {

void wait_for(int file, short events) noexcept {
  pollfd polled{file, events, 0};
  ::poll(&polled, 1, -1);
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
