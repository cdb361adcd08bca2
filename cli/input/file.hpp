#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace tokmill::cli::input {

/// Who says that a file is to be read.
enum class Wanted {
  by_name,  ///< The user: whatever it is, as `cat` would read it.
  by_walk,  ///< A walk: only a regular file, through no symbolic link.
};

enum class FileKind {
  text,
  binary,  ///< Holds a NUL byte; told from text only where a walk wants it.
  folder,
  left_out,  ///< Deleted, a symbolic link, a pipe and the like, where a walk wants it.
  failed,
};

/// What was read of a file.
struct FileRead {
  FileKind kind = FileKind::failed;
  std::string_view bytes;  ///< Of a text. Valid until the reader reads again.
  std::string problem;     ///< Where it failed: the system's word for the cause.
};

/// Reads files one after another into memory that it keeps. One for each thread.
class FileReader {
 public:
  /// `binary_is_text`: a NUL byte says nothing, since the file is yet to be converted from UTF-16, say.
  [[nodiscard]] FileRead read(const std::string& path, Wanted wanted, bool binary_is_text = false);

 private:
  // Room for at least `size` bytes, the first `kept` of them as they were. False where there is no memory.
  bool make_room(std::size_t size, std::size_t kept);
  [[nodiscard]] FileRead read_open_file(int file, Wanted wanted, bool binary_is_text);

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
};

}  // namespace tokmill::cli::input
