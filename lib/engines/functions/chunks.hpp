#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engines/functions/handles.hpp"

namespace tokmill::engines {

/// The chunks of a text, as the program's `chunk` makes them.
class Chunks {
 public:
  /// Keeps `text` as a view. Throws a Failure if `max_tokens` or `overlap` is outside of its range.
  Chunks(const tokmill_encoding& encoding, std::string_view text, std::int64_t max_tokens, std::int64_t overlap);

  [[nodiscard]] std::span<const tokmill_chunk> all() const noexcept { return {chunks_.get(), count_}; }
  /// The text that is tokenized, to which the chunks refer.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] std::string_view text_of(const tokmill_chunk& chunk) const noexcept {
    return text_.substr(chunk.start, chunk.end - chunk.start);
  }

 private:
  std::string_view text_;
  Memory<char[]> replaced_;  // its memory, if a part of the text was not UTF-8
  Memory<tokmill_chunk[]> chunks_;
  std::size_t count_ = 0;
};

}  // namespace tokmill::engines
