#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The bytes of a file without reading all of it: a file of many gigabytes of which only the start is used. A file that
/// cannot be mapped, such as a pipe, is read, up to 1 GiB: a device may have no end.
class MappedFile {
 public:
  /// Errors: io_error; the message is that of the system, without the path; EFBIG's for more than can be read.
  [[nodiscard]] static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const noexcept {
    return mapped_ == nullptr ? std::string_view(read_) : std::string_view(mapped_, size_);
  }

 private:
  MappedFile() = default;

  // Returns false if the file cannot be mapped.
  bool map(const std::string& path);

  const char* mapped_ = nullptr;
  std::size_t size_ = 0;
  std::string read_;
};

}  // namespace tokmill::cli
