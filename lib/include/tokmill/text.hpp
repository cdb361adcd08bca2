#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tokmill {

/// The byte offset of the first ill-formed part of `text`, or nothing where all of it is UTF-8 (Unicode
/// 16.0, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF). Linear.
[[nodiscard]] std::optional<std::size_t> find_ill_formed(std::string_view text) noexcept;

/// `text` with each maximal ill-formed part replaced by U+FFFD. Linear; a copy even where nothing is ill-formed.
[[nodiscard]] std::string replace_ill_formed(std::string_view text);

/// The number of characters, that is code points, of `text`; an ill-formed part counts as one. Linear.
[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;

}  // namespace tokmill
