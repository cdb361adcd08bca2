#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "output/descriptor.hpp"

namespace tokmill::cli::output {

/// How the names of temporary files begin.
inline constexpr std::string_view temporary_prefix = ".tokmill-";

/// A new file with a random name that replaces another file when it is complete. Until then it is removed on every way
/// out of the program, signals included, except SIGKILL.
class TemporaryFile {
 public:
  TemporaryFile() = default;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { remove(); }

  /// Creates the file in `folder`, which must stay open until the file is renamed or removed, and opens it for reading
  /// and writing. The umask applies to `mode`. Returns 0 or the error number; EMFILE if there are 16 such files.
  [[nodiscard]] int create(int folder, mode_t mode);

  /// -1 before create() and after close().
  [[nodiscard]] int file() const noexcept { return file_.get(); }

  /// Returns 0 or the error number.
  [[nodiscard]] int close() noexcept { return file_.close(); }

  /// Moves the file to `name` in its folder, in place of a file of that name. Returns 0 or the error number.
  [[nodiscard]] int rename_to(const std::string& name);

  /// Closes and removes the file, unless it was renamed.
  void remove() noexcept;

 private:
  void release() noexcept;

  Descriptor file_;
  std::size_t slot_ = 0;  // where the signal handler finds its name
  bool exists_ = false;
};

/// Removes the files of all objects of TemporaryFile, before the program ends without destructors. May be called in a
/// signal handler.
void remove_temporary_files() noexcept;

}  // namespace tokmill::cli::output
