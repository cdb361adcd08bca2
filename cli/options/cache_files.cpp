#include "options/cache_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

#include "output/temporary_file.hpp"

namespace tokmill::cli::cache {
namespace {

using output::Descriptor;

constexpr mode_t private_folder = 0700;
constexpr mode_t private_file = 0600;
constexpr std::time_t hour = 3600;
constexpr std::time_t day = 24 * hour;

bool is_private(const struct stat& status) {
  return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// A file that the program makes for a moment; also those of output::TemporaryFile.
bool is_temporary(std::string_view name) { return name.starts_with(output::temporary_prefix); }

struct File {
  std::string name;
  std::uint64_t size;
  std::time_t used;
};

// The files of a folder that remain; removes those that are of no use.
std::vector<File> useful_files(DIR* folder) {
  const int descriptor = ::dirfd(folder);
  std::vector<File> files;
  while (const dirent* const entry = ::readdir(folder)) {
    const std::string name = entry->d_name;
    struct stat status {};
    if (::fstatat(descriptor, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(status.st_mode)) continue;
    struct stat target {};
    const bool is_dangling = ::fstatat(descriptor, name.c_str(), &target, 0) != 0;
    if (is_dangling || (is_temporary(name) && status.st_mtime < std::time(nullptr) - hour)) {
      ::unlinkat(descriptor, name.c_str(), 0);
    } else if (!is_temporary(name)) {
      files.push_back({name, static_cast<std::uint64_t>(status.st_size), status.st_mtime});
    }
  }
  return files;
}

}  // namespace

Descriptor open_folder(const std::string& path) {
  for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    ::mkdir(path.substr(0, end).c_str(), private_folder);  // most exist
  }
  ::mkdir(path.c_str(), private_folder);
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status {};
  if (folder.get() < 0 || ::fstat(folder.get(), &status) != 0 || !is_private(status)) return {};
  return folder;
}

std::optional<Mapping> map_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || !is_private(status) ||
      status.st_size == 0) {
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (mapped == MAP_FAILED) return std::nullopt;
  if (status.st_mtime < std::time(nullptr) - day) ::futimens(file.get(), nullptr);
  return Mapping{std::shared_ptr<const void>(mapped, [size](void* memory) { ::munmap(memory, size); }),
                 {static_cast<const char*>(mapped), size}};
}

bool write_file(const Descriptor& folder, const std::string& name, std::string_view first, std::string_view second) {
  output::TemporaryFile file;
  // Without fdatasync(), a power failure could leave a file of the right size with other bytes.
  return file.create(folder.get(), private_file) == 0 && output::write_all(file.file(), first) == 0 &&
         output::write_all(file.file(), second) == 0 && ::fdatasync(file.file()) == 0 && file.close() == 0 &&
         file.rename_to(name) == 0;
}

void write_link(const Descriptor& folder, const std::string& name, const std::string& target) {
  const std::string temporary = ".tokmill-link-" + std::to_string(::getpid());
  if (::symlinkat(target.c_str(), folder.get(), temporary.c_str()) != 0) return;
  if (::renameat(folder.get(), temporary.c_str(), folder.get(), name.c_str()) != 0) {
    ::unlinkat(folder.get(), temporary.c_str(), 0);
  }
}

void remove_unused(const std::string& folder, std::uint64_t bytes, std::size_t count, std::string_view kept) {
  DIR* const opened = ::opendir(folder.c_str());
  if (opened == nullptr) return;
  std::vector<File> files = useful_files(opened);
  std::ranges::sort(files, {}, &File::used);
  std::uint64_t total = 0;
  for (const File& file : files) total += file.size;
  std::size_t left = files.size();
  for (const File& file : files) {
    if (total <= bytes && left <= count) break;
    if (file.name == kept || ::unlinkat(::dirfd(opened), file.name.c_str(), 0) != 0) continue;
    total -= file.size;
    --left;
  }
  ::closedir(opened);
}

}  // namespace tokmill::cli::cache
