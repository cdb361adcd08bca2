#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/source.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The bytes of a file, or of standard input if `path` is `-`. A regular file takes its size in memory, a pipe at most
/// twice as much. Linear.
/// Errors: io_error; the message is that of the system, without the path; EFBIG's for more than `max_size` bytes.
[[nodiscard]] Result<std::string> read_input(const std::string& path,
                                             std::size_t max_size = std::numeric_limits<std::size_t>::max());

/// A text that was read as a whole.
struct WholeText {
  std::string bytes;
  std::string note;  ///< Source::note().
};

/// As read_input(); compressed input is decompressed. Errors: also those of Source::read().
[[nodiscard]] Result<WholeText> read_whole_text(const std::string& path, input::Decompress decompress);

/// The name of an input in messages: `standard input` for `-`, otherwise the path.
[[nodiscard]] std::string display_name(const std::string& path);

}  // namespace tokmill::cli

namespace tokmill::cli::input {

/// Why a file is read.
enum class Origin {
  named,  ///< The user named it: it is read whatever it is, as by `cat`.
  walked,  ///< A walk found it: only a regular file is read, and symbolic links are not followed.
};

enum class FileKind {
  text,
  binary,  ///< Compressed, or contains a NUL byte and starts with no byte order mark of UTF-16 or UTF-32; only for
           ///< Origin::walked.
  folder,
  left_out,  ///< Deleted, a symbolic link, a pipe, …; only for Origin::walked.
  large,     ///< A regular file of more than FileReader::max_size; it can be read with TextBlocks.
  failed,
};

/// The result of reading a file.
struct FileRead {
  FileKind kind = FileKind::failed;
  std::string_view bytes;  ///< If it is a text. Valid until the reader reads again.
  std::string problem;     ///< If it failed: the message of the system.
};

/// Reads files one after another into memory that it reuses. Use one for each thread, such as one of FileReaders.
class FileReader {
 public:
  static constexpr std::size_t max_size = std::size_t{1} << 23;

  /// `binary_is_text`: do not look for NUL bytes, because the file is going to be converted, for example from UTF-16.
  [[nodiscard]] FileRead read(const std::string& path, Origin origin, bool binary_is_text = false);

 private:
  // Space for at least `size` bytes; the first `kept` bytes stay.
  void reserve(std::size_t size, std::size_t kept);

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
};

/// Readers for several threads: as many as are in use at the same time.
class FileReaders {
 public:
  /// Calls use(reader) with a reader that no other thread uses.
  template <class Use>
  void with_one(const Use& use) {
    std::unique_ptr<FileReader> reader = take();
    use(*reader);
    give_back(std::move(reader));
  }

 private:
  [[nodiscard]] std::unique_ptr<FileReader> take();
  void give_back(std::unique_ptr<FileReader> reader);

  std::mutex mutex_;
  std::vector<std::unique_ptr<FileReader>> unused_;
};

}  // namespace tokmill::cli::input
