#include "input/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace tokmill::cli::input {
namespace {

constexpr std::size_t least_capacity = std::size_t{1} << 16;

// What is kept for the next file; a larger one gives its memory back.
constexpr std::size_t most_kept = std::size_t{1} << 24;

FileRead failed(int problem) {
  return {FileKind::failed, {}, std::strerror(problem)};
}

// What could not be opened, but is nothing to tell the user of a walk: a file that git lists and that was
// deleted, a symbolic link, a socket.
bool is_left_out(int problem) {
  return problem == ENOENT || problem == ENOTDIR || problem == ELOOP || problem == ENXIO;
}

bool holds_nul(const char* bytes, std::size_t size) {
  return size > 0 && std::memchr(bytes, '\0', size) != nullptr;
}

}  // namespace

bool FileReader::make_room(std::size_t size, std::size_t kept) {
  if (size <= capacity_) return true;
  const std::size_t wanted = std::max({size, capacity_ * 2, least_capacity});
  std::unique_ptr<char[]> larger(new (std::nothrow) char[wanted]);
  if (larger == nullptr) return false;
  if (kept > 0) std::memcpy(larger.get(), buffer_.get(), kept);
  buffer_ = std::move(larger);
  capacity_ = wanted;
  return true;
}

FileRead FileReader::read(const std::string& path, Wanted wanted, bool binary_is_text) {
  if (capacity_ > most_kept) {
    buffer_.reset();
    capacity_ = 0;
  }
  const int only_files = wanted == Wanted::by_walk ? O_NOFOLLOW | O_NONBLOCK : 0;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | only_files);
  if (file < 0) {
    if (wanted == Wanted::by_walk && is_left_out(errno)) return {FileKind::left_out, {}, {}};
    return failed(errno);
  }
  FileRead result = read_open_file(file, wanted, binary_is_text);
  ::close(file);
  return result;
}

FileRead FileReader::read_open_file(int file, Wanted wanted, bool binary_is_text) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return failed(errno);
  if (S_ISDIR(status.st_mode)) return {FileKind::folder, {}, {}};
  const bool is_regular = S_ISREG(status.st_mode);
  if (wanted == Wanted::by_walk && !is_regular) return {FileKind::left_out, {}, {}};

  const bool binary_ends_it = wanted == Wanted::by_walk && !binary_is_text;
  // One byte more than the size, so that one call of the system reads all and sees the end. Pipes and files
  // of /proc say nothing of their size.
  const auto said = is_regular ? static_cast<std::size_t>(status.st_size) : 0;
  std::size_t size = 0;
  while (true) {
    // A large file is first looked into: a film is not worth reading.
    const bool is_first_look = size == 0 && binary_ends_it;
    if (!make_room(is_first_look ? std::min(said + 1, least_capacity) : std::max(said, size) + 1, size))
      return failed(ENOMEM);
    const std::size_t asked = is_first_look ? std::min(capacity_, least_capacity) : capacity_ - size;
    const ssize_t got = ::read(file, buffer_.get() + size, asked);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(errno);
    const auto more = static_cast<std::size_t>(got);
    if (binary_ends_it && holds_nul(buffer_.get() + size, more)) return {FileKind::binary, {}, {}};
    size += more;
    if (more == 0 || (size == said && more < asked)) break;
  }
  return {FileKind::text, std::string_view(buffer_.get(), size), {}};
}

}  // namespace tokmill::cli::input
