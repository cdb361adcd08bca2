#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/source.hpp"
#include "output/descriptor.hpp"
#include "tokmill/icu/charset.hpp"

namespace tokmill::cli::input {

/// Reads a file, or standard input, line by line. Compressed input is decompressed (Source). An input with a byte order
/// mark of UTF-16 or UTF-32 is converted to UTF-8. Linear; memory is at most twice the longest line and a constant.
class Lines {
 public:
  /// Opens the file; `-` is standard input. Check is_open(); errno is set if it cannot be opened. `before_read` is
  /// called before each read that may block.
  explicit Lines(const std::string& path, Decompress decompress = Decompress::yes,
                 std::function<void()> before_read = {});

  [[nodiscard]] bool is_open() const noexcept { return file_ >= 0; }

  /// The next line with its newline, valid until the next call; nullopt at the end, and if it cannot be read.
  [[nodiscard]] std::optional<std::string_view> next();

  /// What next_lines() returns of an input that is still being written.
  enum class Wait {
    for_line,  ///< What was read without waiting, but at least one line.
    for_full,  ///< All bytes that were asked for.
  };

  /// Whole lines: the last may lack its newline only at the end. Returns about `bytes` bytes, or fewer. Valid until the
  /// next call; empty at the end, and if it cannot be read.
  [[nodiscard]] std::string_view next_lines(std::size_t bytes, Wait wait = Wait::for_line);

  /// Reads what the next call of next_lines(bytes) will return, as far as that is possible without waiting.
  /// What next_lines() has returned stays valid, and may be used by other threads meanwhile.
  void read_ahead(std::size_t bytes);

  /// Why reading failed, without the name of the file; empty if it did not.
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

  /// Source::note().
  [[nodiscard]] std::string note() const { return source_.note(); }

  /// The charset from which the lines are converted; empty if they are the bytes of the input. Known after next().
  [[nodiscard]] std::string_view charset() const noexcept { return charset_; }

  /// The offset in the input of the first part read so far that is ill-formed in charset(); nullopt if there is none,
  /// or if the input is not converted.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept;

 private:
  struct Free {
    void operator()(char* memory) const noexcept { std::free(memory); }
  };

  // Reads on; moves the unread bytes to the start of the buffer. Returns false at the end, and if reading fails.
  bool read();

  // Reads into the buffer, which has space for `read_size` bytes after `size_`. Returns false as read().
  bool read_bytes();

  // Looks for a byte order mark in the first bytes of the input.
  void start_conversion();

  // Converts the bytes of the buffer from `start` on; at the end of the input also what the converter holds back.
  void convert(std::size_t start, bool is_at_end);

  // Makes space for `size` bytes after the first `size_`.
  void reserve(std::size_t size);

  output::Descriptor opened_;  // empty for standard input
  int file_;
  Source source_;
  std::function<void()> before_read_;
  std::unique_ptr<char, Free> buffer_;
  std::size_t capacity_ = 0;
  std::unique_ptr<char, Free> returned_;  // what next_lines() returned, after read_ahead()
  std::size_t returned_capacity_ = 0;
  std::size_t size_ = 0;   // the bytes in the buffer
  std::size_t start_ = 0;  // of the next line in the buffer
  bool is_first_ = true;   // nothing has been read
  bool is_at_end_ = false;
  std::string problem_;
  std::string_view charset_;
  std::optional<icu::StreamConverter> converter_;
  std::string converted_;
};

}  // namespace tokmill::cli::input
