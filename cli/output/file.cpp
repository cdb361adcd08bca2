#include "output/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "output/descriptor.hpp"

namespace tokmill::cli {
namespace {

Error system_error(int problem) { return Error{ErrorCode::invalid_argument, std::strerror(problem)}; }

// The folder of a path, with its last slash; empty for the working folder.
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

// The path after all symbolic links at its end, even if there is no file yet.
Result<std::string> follow_links(std::string path) {
  constexpr int max_links = 40;  // as in Linux
  for (int i = 0; i < max_links; ++i) {
    char target[PATH_MAX];
    const ssize_t size = ::readlink(path.c_str(), target, sizeof target);
    if (size < 0) return path;  // not a link, or it does not exist
    const std::string next(target, static_cast<std::size_t>(size));
    path = next.starts_with('/') ? next : folder_of(path) + next;
  }
  return system_error(ELOOP);
}

// Writes everything and closes the file; returns 0 or the error number.
int write_and_close(int file, std::string_view bytes, bool sync) {
  int problem = output::write_all(file, bytes);
  // Some file systems cannot sync.
  if (problem == 0 && sync && ::fsync(file) != 0 && errno != EINVAL && errno != ENOTSUP) problem = errno;
  if (::close(file) != 0 && problem == 0 && errno != EINTR) problem = errno;
  return problem;
}

Result<void> write_in_place(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
  if (file < 0) return system_error(errno);
  const int problem = write_and_close(file, bytes, false);
  if (problem != 0) return system_error(problem);
  return {};
}

// The permissions of a new file.
mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

Result<void> replace(const std::string& path, const std::optional<struct stat>& existing, std::string_view bytes) {
  std::string temporary = folder_of(path) + ".tokmill-XXXXXX";
  const int file = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return system_error(errno);
  if (existing && (existing->st_uid != ::geteuid() || existing->st_gid != ::getegid())) {
    // Only root may give a file away.
    [[maybe_unused]] const int ignored = ::fchown(file, existing->st_uid, existing->st_gid);
  }
  int problem = ::fchmod(file, existing ? existing->st_mode & 07777 : default_mode()) == 0 ? 0 : errno;
  const int write_problem = write_and_close(file, bytes, true);
  if (problem == 0) problem = write_problem;
  if (problem == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) problem = errno;
  if (problem == 0) return {};
  ::unlink(temporary.c_str());
  return system_error(problem);
}

}  // namespace

Result<void> write_file(const std::string& path, std::string_view bytes) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) return write_in_place(path, bytes);
  const Result<std::string> target = follow_links(path);
  if (!target) return target.error();
  // An open file, such as /dev/stdout: its other writers would go on writing to a file that was replaced.
  if (exists && target->starts_with("/proc/")) return write_in_place(path, bytes);
  return replace(*target, exists ? std::optional(status) : std::nullopt, bytes);
}

}  // namespace tokmill::cli
