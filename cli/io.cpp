#include "io.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tokmill::cli {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

// Reads to the end. The size that the system gives is a hint: pipes and files of /proc have none.
Result<std::string> read_all(int file) {
  std::string bytes;
  struct stat status {};
  if (::fstat(file, &status) == 0) {
    if (S_ISDIR(status.st_mode)) return Error{ErrorCode::invalid_argument, std::strerror(EISDIR), 0};
    if (S_ISREG(status.st_mode)) bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
  }
  std::size_t size = 0;
  while (true) {
    if (bytes.capacity() - size < buffer_size / 2) bytes.reserve(size + (size > buffer_size ? size : buffer_size));
    bytes.resize(bytes.capacity());
    const ssize_t got = ::read(file, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::invalid_argument, std::strerror(errno), 0};
    size += static_cast<std::size_t>(got);
    bytes.resize(size);
    if (got == 0) return bytes;
  }
}

}  // namespace

void Io::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_size) flush();
}

void Io::flush() {
  std::string_view left = buffer_;
  while (!left.empty() && output_problem_.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      output_problem_ = std::strerror(errno);
    }
  }
  buffer_.clear();
}

void Io::warn(std::string_view message) {
  flush();  // on a terminal, what was said first stands first
  std::string line = "tokmill: ";
  line += message;
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void Io::fail(std::string_view message) {
  warn(message);
  failed_ = true;
}

bool Io::finish() {
  flush();
  return output_problem_.empty();
}

Result<std::string> read_input(const std::string& path) {
  if (path == "-") return read_all(STDIN_FILENO);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{ErrorCode::invalid_argument, std::strerror(errno), 0};
  Result<std::string> bytes = read_all(file);
  ::close(file);
  return bytes;
}

}  // namespace tokmill::cli
