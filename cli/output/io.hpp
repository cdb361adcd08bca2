#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The program's standard streams, and whether anything went wrong on them.
class Io {
 public:
  /// Writes to standard output, through a buffer.
  void write(std::string_view bytes);

  /// Hands what was written to the system. Whoever answers line by line calls it before it waits.
  void flush();

  /// One line on standard error, `tokmill: MESSAGE`, behind what was written so far.
  void warn(std::string_view message);

  /// Warns, and remembers that some input failed.
  void fail(std::string_view message);

  [[nodiscard]] bool has_failed() const noexcept { return failed_; }

  /// Flushes; false where standard output could not take all that was written.
  [[nodiscard]] bool finish();

  /// Why standard output took no more, for the one line that says so.
  [[nodiscard]] const std::string& output_problem() const noexcept { return output_problem_; }

 private:
  std::string buffer_;
  std::string output_problem_;  // empty while all went well
  bool failed_ = false;
};

/// The bytes of a file, or of standard input where `path` is `-`.
/// Errors: invalid_argument, whose message is the system's word for the cause.
[[nodiscard]] Result<std::string> read_input(const std::string& path);

/// Makes `bytes` the content of a file. The file is there whole or not at all, unless it is a pipe or a device, which
/// is written to.
/// Errors: invalid_argument, whose message is the system's word for the cause.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace tokmill::cli
