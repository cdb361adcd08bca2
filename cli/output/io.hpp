#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "output/held_bytes.hpp"

namespace tokmill::cli {

/// The standard output and standard error of the program, and whether anything failed.
class Io {
 public:
  /// Writes to standard output, through a buffer.
  void write(std::string_view bytes);

  /// Writes the buffer to standard output. Call it before blocking on input.
  void flush() noexcept;

  /// From now on, write() holds what it gets until release(): an error may follow that makes it invalid.
  void hold() { held_.emplace(); }

  /// Writes what is held. Does nothing without hold().
  void release();

  /// Drops the buffer and what is held: what a command wrote before an error or an exception ended it.
  void discard() noexcept {
    buffer_.clear();
    held_.reset();
  }

  /// Writes a line to standard error: `tokmill: MESSAGE` (output::MessageLine). Flushes standard output first. Needs no
  /// memory.
  void warn(std::string_view message) noexcept {
    warn(std::initializer_list<std::string_view>{message});
  }

  /// As above; the message is the concatenation of the parts.
  void warn(std::initializer_list<std::string_view> parts) noexcept;

  /// Writes a line to standard error that sums up the output for people. Flushes standard output first.
  void summarize(std::string_view line) noexcept;

  /// Warns, and records that some input failed.
  void fail(std::string_view message) noexcept { fail(std::initializer_list<std::string_view>{message}); }

  /// As above; the message is the concatenation of the parts.
  void fail(std::initializer_list<std::string_view> parts) noexcept;

  [[nodiscard]] bool has_failed() const noexcept { return failed_; }

  /// Flushes and closes standard output. If it did not take everything, writes a line that says why, and returns false.
  [[nodiscard]] bool finish() noexcept;

  /// Whether no output can be written: standard output failed, or the file of what is held. Commands then stop reading;
  /// finish() or release() reports the reason.
  [[nodiscard]] bool is_output_lost() const noexcept {
    return output_problem_ != 0 || (held_ && held_->problem() != 0);
  }

 private:
  std::string buffer_;
  std::optional<output::HeldBytes> held_;
  int output_problem_ = 0;
  bool failed_ = false;
};

}  // namespace tokmill::cli
