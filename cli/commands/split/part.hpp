#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill::cli::split {

/// One token of a text, or one piece of the pre-tokenizer.
struct Part {
  std::string_view bytes;     // of the text, or of the program: both live longer
  std::optional<TokenId> id;  // none for a piece
  std::size_t start = 0;      // the byte offset in the text that was tokenized

  /// It begins where a person sees no character begin: within an é of two code points, a family emoji, or the
  /// bytes of one character.
  bool begins_inside = false;

  [[nodiscard]] std::size_t end() const noexcept { return start + bytes.size(); }
};

/// The parts of one text, and what they are parts of.
struct View {
  std::string name;      // of the text: a path, or what it is called in a message
  std::string encoding;  // the name of the encoding
  std::string_view text;
  std::size_t graphemes = 0;  // characters as a person sees them
  std::vector<Part> parts;

  /// `token` or `piece`, for so many.
  [[nodiscard]] std::string noun() const;
};

/// Finds where graphemes begin, for the view's text, and says so of each part.
void mark_graphemes(View& view);

}  // namespace tokmill::cli::split
