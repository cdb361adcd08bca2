#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "input/text_blocks.hpp"
#include "options/converted_blocks.hpp"
#include "options/text_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// The text of one input in blocks of UTF-8, in constant memory. A block consists of whole characters. Only with
/// `--from auto` is the text read as a whole.
class TextStream {
 public:
  /// Notes a byte order mark that tells the charset, and a guessed charset. Under --strict, checks a regular file before
  /// it returns. Returns nullopt if the input cannot be read, or under --strict if it is not in its charset; the failure
  /// was then reported to `io`.
  [[nodiscard]] static std::optional<TextStream> open(const TextOption& options, const std::string& path,
                                                      input::TextBlocks::Wait wait, Io& io);

  /// The name of the input for messages.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Whether next() may find under --strict that the text is not in its charset, because it is a pipe, which cannot be
  /// checked before it is used. A command should then write nothing before the end of the text (Io::hold).
  [[nodiscard]] bool may_be_rejected() const noexcept { return strict_ && !is_checked_; }

  /// Skips all but at least the last `size` bytes where that is possible: in a regular file that is not converted. Call
  /// it before next(). Returns false if reading fails, which was then reported to `io`.
  [[nodiscard]] bool skip_to_last(std::uint64_t size, Io& io);

  /// The next block; empty at the end. Valid until the next call. Ill-formed UTF-8 stays as it is, and is not looked for
  /// except under --strict: the stream classes of the library do so. Returns nullopt if reading fails, or under --strict
  /// if the text is not in its charset, which was then reported to `io`.
  [[nodiscard]] std::optional<std::string_view> next(Io& io);

  /// As next(); each ill-formed part is replaced by U+FFFD.
  [[nodiscard]] std::optional<std::string_view> next_well_formed(Io& io);

  /// Warns of the first ill-formed part of the blocks, if there is one, and of bytes after compressed data that were left
  /// out. `in_utf8`: that of the stream class to which the blocks of next() were given. Call it once, after the last block
  /// that is needed.
  void warn_if_ill_formed(Io& io, std::optional<std::uint64_t> in_utf8 = std::nullopt) const;

 private:
  TextStream() = default;

  // Reads a regular file and starts again. Returns false after a failure, which was reported.
  [[nodiscard]] bool check(Io& io);

  // Remembers the first ill-formed part. Returns the offset of the first in this block, if that is not converted.
  std::optional<std::size_t> look_for_ill_formed(std::string_view block);

  void fail(const Error& error, Io& io) const { io.fail(name_ + ": " + error.message); }

  std::string name_;
  std::optional<ConvertedBlocks> blocks_;  // nullopt if the text was read as a whole
  bool strict_ = false;
  bool is_checked_ = false;
  std::uint64_t offset_ = 0;                 // of the next block
  std::optional<std::uint64_t> ill_formed_;  // the offset in the input of the first ill-formed part
  NamedText whole_;                          // without blocks
  std::string replaced_;                     // a block of which parts were replaced
  bool was_returned_ = false;                // whether next() has returned the whole text
};

}  // namespace tokmill::cli
