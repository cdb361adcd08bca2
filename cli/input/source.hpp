#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "input/compression/decompressor.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// Whether compressed input is decompressed. Otherwise, its bytes are those of the file.
enum class Decompress : bool { no, yes };

/// Whether a file that starts with these bytes is compressed in a format that Source knows.
[[nodiscard]] bool is_compressed(std::string_view start);

/// The bytes of an open file or of standard input, one after another. All texts and rows are read through this class.
///
/// Unless Decompress::no, a file that starts with the signature of gzip, zstd, bzip2 or xz is decompressed, in constant
/// memory. What follows the data is more of it, or padding. Other bytes are an error in zstd and xz data, and are left
/// out with a note in gzip and bzip2 data, as by zstdcat, xzcat, zcat and bzcat.
class Source {
 public:
  /// `file` is not closed.
  Source(int file, Decompress decompress) noexcept : file_(file), is_recognized_(decompress == Decompress::no) {}

  /// Reads at most `space.size()` bytes; blocks until there are some. Returns their number, 0 at the end. The first
  /// call needs space for the ten bytes of a signature, if the file has so many.
  /// Errors: io_error: the message of the system, or why the data cannot be decompressed; it does not name the file.
  [[nodiscard]] Result<std::size_t> read(std::span<char> space);

  /// Whether the file is decompressed. Known after the first read().
  [[nodiscard]] bool is_compressed() const noexcept { return decompressor_.has_value(); }

  /// Whether read() would return at once; before the first read(), whether there is any input.
  [[nodiscard]] bool can_read();

  /// A warning at the end of compressed data, without the name of the file; empty if there is none.
  [[nodiscard]] std::string note() const { return decompressor_ ? decompressor_->note() : ""; }

  /// To be called after the position in the file was changed. Precondition: !is_compressed().
  void restart() noexcept { is_at_end_ = false; }

 private:
  // read() of a file whose format is known.
  [[nodiscard]] Result<std::size_t> read_file(std::span<char> space) const;

  // The first read(): looks for a signature.
  [[nodiscard]] Result<std::size_t> read_first(std::span<char> space);

  int file_;
  bool is_recognized_;  // the first bytes were looked at, or are not to be
  bool is_at_end_ = false;
  std::optional<compression::Decompressor> decompressor_;
};

}  // namespace tokmill::cli::input
