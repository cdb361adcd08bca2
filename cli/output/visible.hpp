#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// The replacement of a character that is not visible: `·` for a space, `→` for a tab, `⏎` for a line feed, Unicode's
/// control pictures (`␛`), otherwise its code point, such as `\u{200D}`. Returns nullopt for a visible character.
[[nodiscard]] std::optional<std::string> substitute(char32_t character);

/// Whether an invisible character only joins or modifies others in a grapheme: joiners, variation selectors
/// and tags.
[[nodiscard]] bool is_joiner(char32_t character);

/// Each byte as `\xE4`.
[[nodiscard]] std::string escaped_bytes(std::string_view bytes);

/// Each byte as `e4`, separated by `separator`.
[[nodiscard]] std::string hexadecimal(std::string_view bytes, std::string_view separator = "");

/// `bytes` if they are UTF-8, otherwise escaped_bytes(): a token may be a part of a character.
[[nodiscard]] std::string text_or_escapes(std::string_view bytes);

/// Text for people: characters that are not visible are replaced by substitute(), and ill-formed bytes are escaped. The
/// result is one line and cannot control the terminal. A combining mark at the beginning follows `◌`.
[[nodiscard]] std::string visible(std::string_view bytes);

/// The same for text of whole graphemes, in which joiners (is_joiner()) have an effect and therefore remain.
[[nodiscard]] std::string visible_graphemes(std::string_view bytes);

/// The same for a line to be read: blanks and joiners (is_joiner()) between other characters stay, and white space before
/// and after them is left out.
[[nodiscard]] std::string visible_line(std::string_view bytes);

}  // namespace tokmill::cli::output
