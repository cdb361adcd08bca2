#include "output/io.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

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

// Whether something is there that a file must not take the place of.
bool is_pipe_or_device(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
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

Result<void> write_file(const std::string& path, std::string_view bytes) {
  const bool in_place = is_pipe_or_device(path);
  const std::string target = in_place ? path : path + ".unfinished";
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(target.c_str(), "wb"), std::fclose);
  if (file == nullptr) return Error{ErrorCode::invalid_argument, std::strerror(errno), 0};
  bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  written = std::fclose(file.release()) == 0 && written;
  if (written && (in_place || std::rename(target.c_str(), path.c_str()) == 0)) return {};
  Error error{ErrorCode::invalid_argument, std::strerror(errno), 0};
  if (!in_place) std::remove(target.c_str());
  return error;
}

}  // namespace tokmill::cli
