#include "output/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <utility>

#include "output/io.hpp"
#include "output/path.hpp"

namespace tokmill::cli {
namespace {

using output::Descriptor;

// The folder of a path, with its last slash; empty for the working folder.
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool is_same_folder(const std::string& a, const char* b) {
  struct stat first {};
  struct stat second {};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

bool is_in_proc(const std::string& folder) {
  constexpr auto proc_magic = 0x9fa0;
  struct statfs system {};
  return ::statfs(folder.empty() ? "." : folder.c_str(), &system) == 0 && system.f_type == proc_magic;
}

struct Target {
  std::string path;            // after all symbolic links at its end; there may be no file yet
  bool is_open_file = false;   // a link in /proc, such as /dev/stdout
  int descriptor = -1;         // that of an open file of this process
  int problem = 0;
};

Target find_target(std::string path) {
  if (path == "-") return {.path = {}, .is_open_file = true, .descriptor = STDOUT_FILENO};
  constexpr int max_links = 40;  // as in Linux
  for (int i = 0; i <= max_links; ++i) {
    std::array<char, PATH_MAX> link{};
    const ssize_t size = ::readlink(path.c_str(), link.data(), link.size());
    if (size < 0) return {.path = std::move(path)};  // not a link, or it does not exist
    const std::string folder = folder_of(path);
    if (is_in_proc(folder)) {
      int descriptor = -1;
      if (is_same_folder(folder, "/proc/self/fd")) {
        const std::string number = name_of(path);
        std::from_chars(number.data(), number.data() + number.size(), descriptor);
      }
      return {.path = std::move(path), .is_open_file = true, .descriptor = descriptor};
    }
    const std::string next(link.data(), static_cast<std::size_t>(size));
    path = next.starts_with('/') ? next : folder + next;
  }
  return {.path = {}, .problem = ELOOP};
}

// Whether a file may be written even if creating or renaming a file in its folder failed with this error.
bool may_be_written_in_place(int problem) {
  return problem == EACCES || problem == EPERM || problem == EROFS || problem == EBUSY;
}

// Some file systems cannot synchronize.
int sync_problem(int file) {
  return ::fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
}

}  // namespace

OutputFile::OutputFile(const std::string& path) {
  Target target = find_target(path);
  path_ = std::move(target.path);
  struct stat status {};
  const bool exists = ::stat(path_.c_str(), &status) == 0;
  if (target.problem != 0) {
    fail(target.problem);
  } else if (target.descriptor >= 0) {
    file_ = target.descriptor;
  } else if (!exists && errno != ENOENT) {
    fail(errno);
  } else if (exists && (target.is_open_file || !S_ISREG(status.st_mode))) {
    open_in_place();
  } else {
    if (exists) existing_ = {status.st_mode, status.st_uid, status.st_gid};
    open_temporary();
  }
}

void OutputFile::open_temporary() {
  const std::string folder = folder_of(path_);
  folder_ = Descriptor(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (folder_.get() < 0) return fail(errno);
  const std::string name = name_of(path_);
  if (name.empty()) return fail(ENOENT);  // the path is empty
  // The system checks only whether the folder may be written.
  if (existing_ && ::faccessat(folder_.get(), name.c_str(), W_OK, AT_EACCESS) != 0) return fail(errno);
  // Private until the file has the permissions of the existing one.
  const int problem = temporary_.create(folder_.get(), existing_ ? 0600 : 0666);
  if (existing_ && may_be_written_in_place(problem)) return open_in_place();
  fail(problem);
  file_ = temporary_.file();
}

void OutputFile::open_in_place() {
  in_place_ = Descriptor(::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  struct stat status {};
  if (in_place_.get() < 0 || ::fstat(in_place_.get(), &status) != 0) fail(errno);
  must_truncate_ = S_ISREG(status.st_mode);
  file_ = in_place_.get();
}

// As late as possible: what is to be written may still turn out to be an error.
void OutputFile::truncate_in_place() noexcept {
  if (problem_ == 0 && std::exchange(must_truncate_, false) && ::ftruncate(file_, 0) != 0) fail(errno);
}

void OutputFile::write(std::string_view bytes) noexcept {
  truncate_in_place();
  if (problem_ == 0) fail(output::write_all(file_, bytes));
}

void OutputFile::replace_start(std::string_view bytes) noexcept {
  std::size_t written = 0;
  while (problem_ == 0 && written < bytes.size()) {
    const ssize_t size =
        ::pwrite(file_, bytes.data() + written, bytes.size() - written, static_cast<off_t>(written));
    if (size >= 0) {
      written += static_cast<std::size_t>(size);
    } else if (errno != EINTR) {
      fail(errno);
    }
  }
}

void OutputFile::keep_owner_and_mode() {
  if (!existing_) return;
  struct stat status {};
  if (::fstat(file_, &status) != 0) return fail(errno);
  bool is_kept = status.st_uid == existing_->owner && status.st_gid == existing_->group;
  // Only root may give a file to another user; the owner may give it to a group.
  if (!is_kept) is_kept = ::fchown(file_, existing_->owner, existing_->group) == 0;
  if (!is_kept) static_cast<void>(::fchown(file_, static_cast<uid_t>(-1), existing_->group) == 0);
  if (::fchmod(file_, existing_->mode & (is_kept ? 07777 : 0777)) != 0) fail(errno);
}

void OutputFile::copy_in_place() {
  const int from = temporary_.file();
  if (::lseek(from, 0, SEEK_SET) != 0) return fail(errno);
  open_in_place();
  std::array<char, 1 << 14> block{};
  while (problem_ == 0) {
    const ssize_t got = output::read_some(from, block);
    if (got < 0) return fail(errno);
    if (got == 0) break;
    write(std::string_view(block.data(), static_cast<std::size_t>(got)));
  }
}

Result<void> OutputFile::commit() {
  truncate_in_place();  // if nothing was written
  if (problem_ == 0 && temporary_.file() >= 0) {
    keep_owner_and_mode();
    if (problem_ == 0) fail(sync_problem(file_));
    const int rename_problem = problem_ == 0 ? temporary_.rename_to(name_of(path_)) : 0;
    if (rename_problem == 0) {
      if (problem_ == 0) fail(temporary_.close());
      // A folder that cannot be read cannot be synchronized.
      const Descriptor readable(::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      if (problem_ == 0 && readable.get() >= 0) fail(sync_problem(readable.get()));
    } else if (existing_ && may_be_written_in_place(rename_problem)) {
      copy_in_place();
    } else {
      fail(rename_problem);
    }
  }
  temporary_.remove();
  if (in_place_.get() >= 0) fail(in_place_.close());
  if (problem_ != 0) return output::system_error(problem_);
  return {};
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  OutputFile file(path);
  file.write(bytes);
  return file.commit();
}

bool write_file(const std::string& path, std::string_view bytes, Io& io) {
  io.flush();
  return report_written(path, write_file(path, bytes), io);
}

bool report_written(const std::string& path, const Result<void>& written, Io& io) {
  if (written) return true;
  io.fail((path == "-" ? "standard output" : output::printable_path(path)) + ": " + written.error().message);
  return false;
}

}  // namespace tokmill::cli
