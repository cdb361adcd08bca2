#include "output/descriptor.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace tokmill::cli::output {

void wait_for(int file, short events) noexcept {
  pollfd polled{file, events, 0};
  ::poll(&polled, 1, -1);
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
