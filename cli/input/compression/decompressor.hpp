#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/compression/decoder.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::input::compression {

/// Reads a compressed file and decompresses it, in constant memory.
class Decompressor {
 public:
  /// Reads on from `file`, which is not closed; `start`, which was read from it, is of this format.
  Decompressor(Format format, std::string_view start, int file);

  /// Writes some bytes of the text to the start of `space`, which is not empty, and returns their number; 0 at the end.
  /// Errors: io_error: that of the system, data that is damaged or ends early, or a format that this build cannot read.
  [[nodiscard]] Result<std::size_t> read(std::span<char> space);

  /// Whether read() would return at once. Decompresses a little to find out.
  [[nodiscard]] bool can_read();

  /// A warning after the end: bytes that follow the data were left out, as gzip and bzip2 do. Otherwise empty.
  [[nodiscard]] std::string note() const;

 private:
  // As read(). If `waits` is false, returns nullopt instead of waiting for input.
  [[nodiscard]] Result<std::optional<std::size_t>> decode(std::span<char> space, bool waits);

  // Reads more input. Errors: those of the system.
  [[nodiscard]] Result<void> fill();

  [[nodiscard]] Error invalid(std::string_view reason) const;

  Format format_;
  int file_;
  std::unique_ptr<Decoder> decoder_;
  std::vector<char> input_;
  std::size_t start_ = 0;  // of what is not decoded
  std::size_t size_ = 0;   // of what was read
  bool is_last_ = false;   // there is nothing to read after input_
  std::vector<char> ahead_;              // text that can_read() found, and read() has not returned
  std::optional<Error> failure_ahead_;   // as above
};

}  // namespace tokmill::cli::input::compression
