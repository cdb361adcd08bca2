#include "input/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <utility>

#include "input/reader.hpp"

namespace tokmill::cli {
namespace {

constexpr std::size_t max_read = std::size_t{1} << 30;

}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path) {
  MappedFile file;
  if (file.map(path)) return file;
  Result<std::string> bytes = read_input(path, max_read);
  if (!bytes) return std::move(bytes).error();
  file.read_ = *std::move(bytes);
  return file;
}

bool MappedFile::map(const std::string& path) {
  // A pipe is not opened here: what its writer writes before it is closed would be lost.
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return false;
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    size_ = static_cast<std::size_t>(status.st_size);
    void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapped != MAP_FAILED) mapped_ = static_cast<const char*>(mapped);
  }
  ::close(descriptor);
  return mapped_ != nullptr;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : mapped_(std::exchange(other.mapped_, nullptr)), size_(other.size_), read_(std::move(other.read_)) {}

MappedFile::~MappedFile() {
  if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), size_);
}

}  // namespace tokmill::cli
