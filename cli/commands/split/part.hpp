#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "texts/part.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::split {

using texts::Part;

/// The pieces of `text`, which must be UTF-8. `tokenized`: Encoding::tokenized_text() of it, which must outlive them.
[[nodiscard]] std::vector<Part> pieces_of(const Encoding& encoding, std::string_view text, std::string_view tokenized);

/// What the views show: a text and its parts.
struct View {
  std::string name;      // of the text, for the title
  std::string encoding;  // its name
  std::string_view text;  // that is tokenized
  std::size_t graphemes = 0;  // of the text; set by texts::mark_graphemes()
  std::vector<Part> parts;

  /// `token`, `tokens`, `piece` or `pieces`, for the number of parts.
  [[nodiscard]] std::string noun() const;
};

}  // namespace tokmill::cli::split
