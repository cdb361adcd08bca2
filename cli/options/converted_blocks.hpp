#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "input/text_blocks.hpp"
#include "options/charset_option.hpp"
#include "tokmill/icu/charset.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The blocks of an input, converted to UTF-8 in constant memory if they are in another charset.
class ConvertedBlocks {
 public:
  /// Requires !charset.needs_whole(). No block of `blocks` must have been read. Errors: unknown_charset.
  [[nodiscard]] static Result<ConvertedBlocks> open(input::TextBlocks blocks, const CharsetOption& charset);

  /// The charset of the input.
  [[nodiscard]] const std::string& charset() const noexcept { return charset_; }

  /// Whether the blocks are converted, as CharsetOption::converts(). If not, they are the bytes of the input.
  [[nodiscard]] bool is_converted() const noexcept { return converter_.has_value(); }

  /// See TextBlocks::file_size.
  [[nodiscard]] std::optional<std::uint64_t> file_size() const noexcept { return blocks_.file_size(); }

  /// The next block, which consists of whole characters; empty at the end. Valid until the next call.
  /// Errors: those of TextBlocks::next().
  [[nodiscard]] Result<std::string_view> next();

  /// The number of bytes of the input that the blocks so far come from.
  [[nodiscard]] std::uint64_t consumed() const noexcept { return consumed_; }

  /// The offset in the input of the first part of the blocks so far that is ill-formed in its charset. Only for blocks
  /// that are converted; nullopt if there is none.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept;

  /// See TextBlocks::skip_to_last. Skips nothing if the blocks are converted.
  [[nodiscard]] Result<std::uint64_t> skip_to_last(std::uint64_t size) {
    return converter_ ? std::uint64_t{0} : blocks_.skip_to_last(size);
  }

  /// See TextBlocks::note().
  [[nodiscard]] std::string note() const { return blocks_.note(); }

  /// Starts again with the first block of a file with a size. Errors: those of TextBlocks::next().
  [[nodiscard]] Result<void> rewind();

 private:
  ConvertedBlocks(input::TextBlocks blocks, std::string charset)
      : blocks_(std::move(blocks)), charset_(std::move(charset)) {}

  [[nodiscard]] Result<void> open_converter();

  input::TextBlocks blocks_;
  std::string charset_;
  std::optional<icu::StreamConverter> converter_;
  std::string converted_;  // the block that next() returned
  std::uint64_t consumed_ = 0;
  bool is_at_end_ = false;
};

}  // namespace tokmill::cli
