#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tokmill::cli::output {

/// A line for standard error. On a terminal it is broken at spaces to fit the width; the lines that
/// follow are indented. Control characters and bytes that are not UTF-8 are escaped. Needs no memory.
class MessageLine {
 public:
  /// A message starts with `start`.
  explicit MessageLine(std::string_view start = "tokmill: ") noexcept;
  MessageLine(const MessageLine&) = delete;
  MessageLine& operator=(const MessageLine&) = delete;

  /// Appends a part of the message.
  void append(std::string_view part) noexcept;

  /// Ends the line and writes it. It is written at once, so that those of several programs are not mixed, unless it is
  /// long. If standard error fails, there is nowhere to report it.
  void write() noexcept;

 private:
  void append_printable(std::string_view text) noexcept;

  // Ends the last word: puts it on a line of its own if it does not fit.
  void end_word() noexcept;

  void write_buffer() noexcept;

  std::size_t width_;  // of a line, in columns; 0: no limit
  std::array<char, 4096> buffer_;
  std::size_t size_ = 0;
  std::size_t word_ = 0;    // where the last word starts in the buffer
  std::size_t column_ = 0;  // where it starts in the line
};

}  // namespace tokmill::cli::output
