#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli {

/// The standard output and standard error of the program, and whether anything failed.
class Io {
 public:
  /// Writes to standard output, through a buffer.
  void write(std::string_view bytes);

  /// Writes the buffer to standard output. Call it before blocking on input.
  void flush();

  /// Writes a line to standard error: `tokmill: MESSAGE`. Flushes standard output first. Control characters and bytes
  /// that are not UTF-8 are escaped, since a message may contain the name of a file.
  void warn(std::string_view message);

  /// Warns, and records that some input failed.
  void fail(std::string_view message);

  [[nodiscard]] bool has_failed() const noexcept { return failed_; }

  /// Flushes. Returns false if standard output did not take everything.
  [[nodiscard]] bool finish();

  /// Why standard output failed, in the words of the system; empty if it did not.
  [[nodiscard]] const std::string& output_problem() const noexcept { return output_problem_; }

 private:
  std::string buffer_;
  std::string output_problem_;
  bool failed_ = false;
};

}  // namespace tokmill::cli
