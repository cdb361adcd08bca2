#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/source.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// Reads a file or standard input in blocks of at most 4 MiB, in constant memory. Compressed input is decompressed
/// (Source). A block does not end inside a UTF-8
/// character, nor inside an ill-formed part, so that each block can be checked and converted on its own.
class TextBlocks {
 public:
  /// When next() returns a block of a pipe.
  enum class Wait {
    for_any,   ///< As soon as there are some bytes.
    for_full,  ///< When it is full or the text ends. Larger blocks can be processed on several threads.
  };

  /// Opens a file, or standard input if `path` is `-`, and reads the first block.
  /// Errors: io_error: those of Source::read(), without the path.
  [[nodiscard]] static Result<TextBlocks> open(const std::string& path, Wait wait,
                                               Decompress decompress = Decompress::yes);

  TextBlocks(TextBlocks&&) noexcept;
  TextBlocks& operator=(TextBlocks&&) noexcept;
  ~TextBlocks();

  /// The first block, at least four bytes unless the text is shorter. Valid until next() is called twice.
  [[nodiscard]] std::string_view first() const noexcept;

  /// The size of a regular file that is not compressed; nullopt for others, for pipes and for devices.
  [[nodiscard]] std::optional<std::uint64_t> file_size() const noexcept;

  /// The next block; empty at the end. Valid until the next call.
  /// Errors: as open().
  [[nodiscard]] Result<std::string_view> next();

  /// Skips all but at least the last `size` bytes of a file with a size, if it has more; call it before next(). Returns
  /// the offset of the next block, which starts neither inside a character nor inside an ill-formed part. Errors: as open().
  [[nodiscard]] Result<std::uint64_t> skip_to_last(std::uint64_t size);

  /// Starts again: the next block is the first. Only for files with a size. Errors: as open().
  [[nodiscard]] Result<void> rewind();

  /// All blocks that next() has not returned. Errors: as open().
  [[nodiscard]] Result<std::string> remaining();

  /// Source::note().
  [[nodiscard]] std::string note() const;

 private:
  class State;
  explicit TextBlocks(std::unique_ptr<State> state) noexcept;

  std::unique_ptr<State> state_;
};

}  // namespace tokmill::cli::input
