#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// What stands for a character that is not seen as itself: `·` for a blank, `→` for a tab, `⏎` for a line
/// feed, the control pictures of Unicode (`␛`), and else its number as `\u{200D}`. Nothing for all others.
[[nodiscard]] std::optional<std::string> substitute(char32_t character);

/// Each byte as `\xE4`.
[[nodiscard]] std::string escaped_bytes(std::string_view bytes);

/// Each byte as `e4`, with `separator` between.
[[nodiscard]] std::string hexadecimal(std::string_view bytes, std::string_view separator = "");

/// `bytes` where they are UTF-8, else their escapes: a token that is only a part of a character.
[[nodiscard]] std::string text_or_escapes(std::string_view bytes);

/// For a person: what is not seen has its stand-in, and bytes that are only a part of a character are
/// escaped; one line, without anything that a terminal would obey. What is drawn onto the character before it
/// has `◌` for one where it comes first.
[[nodiscard]] std::string visible(std::string_view bytes);

}  // namespace tokmill::cli::output
