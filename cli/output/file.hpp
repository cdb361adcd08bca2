#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "output/descriptor.hpp"
#include "output/temporary_file.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

class Io;

/// A file that is written in parts. Its new content is complete or, if anything fails, the file is as before.
///
/// Symbolic links are followed. The content is written to a temporary file in the same folder, which commit() renames;
/// the temporary file never remains, even if a signal ends the program (except SIGKILL). An existing file must be
/// writable; it keeps its permissions and, if possible, its owner. Its other hard links keep the old content.
///
/// Written directly, without a temporary file:
/// - `-`, which is standard output (flush Io first), and files that are already open, such as /dev/stdout;
/// - pipes and devices;
/// - an existing file that the user may write but not replace, because of the permissions of its folder or because it
///   is a mount point. This is the only case in which an interruption or a full disk can leave a part of the content.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() = default;  // without commit(), the file is as before

  /// Does nothing after an error.
  void write(std::string_view bytes) noexcept;

  /// Whether replace_start() is possible: not if the file is written directly.
  [[nodiscard]] bool can_replace_start() const noexcept { return temporary_.file() >= 0; }

  /// Writes `bytes`, no more than write() has written, over the start of the file. Requires can_replace_start(), unless
  /// there was an error. Does nothing after an error.
  void replace_start(std::string_view bytes) noexcept;

  /// The error number of the first error; 0 if there was none.
  [[nodiscard]] int problem() const noexcept { return problem_; }

  /// Makes commit() fail with an error number other than 0, unless there was an error before.
  void fail(int problem) noexcept {
    if (problem_ == 0) problem_ = problem;
  }

  /// Completes the file: synchronizes it with the disk and gives it its name. Call it once.
  /// Errors: the first one of the constructor, write() and this function: io_error; the message is that of the
  /// system, without the path.
  [[nodiscard]] Result<void> commit();

 private:
  struct Existing {
    mode_t mode;
    uid_t owner;
    gid_t group;
  };

  void open_temporary();
  void open_in_place();
  void truncate_in_place() noexcept;
  void keep_owner_and_mode();
  void copy_in_place();

  std::string path_;  // after all symbolic links
  std::optional<Existing> existing_;
  output::Descriptor folder_;
  output::TemporaryFile temporary_;
  output::Descriptor in_place_;
  bool must_truncate_ = false;  // in_place_ still has its old content
  int file_ = -1;
  int problem_ = 0;
};

/// Replaces the content of a file, or creates it, as OutputFile does.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

/// As write_file, after flushing `io`. Reports a failure to `io` and returns false.
bool write_file(const std::string& path, std::string_view bytes, Io& io);

/// Reports the failure, if any, of writing to `path`. Returns whether there was none.
bool report_written(const std::string& path, const Result<void>& written, Io& io);

}  // namespace tokmill::cli
