#include "output/held_bytes.hpp"

#include <fcntl.h>
#include <stdlib.h>  // mkostemp
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "output/terminal.hpp"

namespace tokmill::cli::output {
namespace {

constexpr std::size_t max_memory = std::size_t{1} << 23;

std::string temporary_folder() {
  const std::string_view folder = environment("TMPDIR");
  return folder.empty() ? "/tmp" : std::string(folder);
}

Descriptor open_unnamed_file(std::string path) {
  Descriptor file(::open(path.c_str(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() >= 0) return file;
  // A file system that has no files without a name.
  path += "/tokmill-XXXXXX";
  file = Descriptor(::mkostemp(path.data(), O_CLOEXEC));
  if (file.get() >= 0) ::unlink(path.c_str());
  return file;
}

}  // namespace

HeldBytes::HeldBytes() : HeldBytes(temporary_folder()) {}

void HeldBytes::add(std::string_view bytes) {
  if (problem_ != 0) return;
  memory_ += bytes;
  if (memory_.size() >= max_memory) spill();
}

void HeldBytes::spill() {
  if (!has_tried_file_) file_ = open_unnamed_file(folder_);
  has_tried_file_ = true;
  if (file_.get() < 0) return;
  problem_ = write_all(file_.get(), memory_);
  memory_.clear();
}

int HeldBytes::write_to(const std::function<int(std::string_view)>& write) {
  if (problem_ != 0) return problem_;
  if (file_.get() >= 0) {
    if (::lseek(file_.get(), 0, SEEK_SET) != 0) return errno;
    std::vector<char> block(std::size_t{1} << 18);
    while (true) {
      const ssize_t got = read_some(file_.get(), block);
      if (got < 0) return errno;
      if (got == 0) break;
      if (const int problem = write({block.data(), static_cast<std::size_t>(got)}); problem != 0) return problem;
    }
  }
  return write(memory_);
}

}  // namespace tokmill::cli::output
