#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "input/text_blocks.hpp"
#include "options/text_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// The text of one input in blocks, in constant memory. A block consists of whole characters; ill-formed UTF-8 stays as
/// it is. A text that has to be converted to UTF-8, or that --strict may reject, is read as a whole and is one block.
class TextStream {
 public:
  /// Returns nullopt if the input cannot be read, or as read_text() under --strict; the failure was then reported to
  /// `io`.
  [[nodiscard]] static std::optional<TextStream> open(const TextOption& options, const std::string& path,
                                                      input::TextBlocks::Wait wait, Io& io);

  /// The name of the input for messages.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// The next block; empty at the end. Valid until the next call. Returns nullopt if reading fails, which was then
  /// reported to `io`.
  [[nodiscard]] std::optional<std::string_view> next(Io& io);

  /// Warns if a block was not UTF-8. Call it once, after the last block that is needed.
  void warn_if_ill_formed(Io& io) const;

 private:
  TextStream() = default;

  [[nodiscard]] static std::optional<TextStream> whole(std::optional<NamedText> text);

  std::string name_;
  std::optional<input::TextBlocks> blocks_;  // nullopt if the text was read as a whole
  std::uint64_t offset_ = 0;                 // of the next block
  std::optional<std::uint64_t> ill_formed_;  // the offset of the first ill-formed part in the blocks
  std::string whole_;
  bool was_returned_ = false;  // whether next() has returned whole_
};

}  // namespace tokmill::cli
