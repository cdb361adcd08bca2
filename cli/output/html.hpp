#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// What pages may use: only what is in them.
inline constexpr std::string_view closed_policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// The content of a page.
struct HtmlPage {
  std::string title;        ///< Plain text, for <title> and the heading.
  std::string_view style;   ///< CSS, added after page.css, whose variables it may use.
  std::string body;         ///< HTML, placed in <main> below the heading.
  std::string_view script;  ///< JavaScript that runs after the body; none if empty.
  std::string_view policy = closed_policy;  ///< The Content-Security-Policy. It allows nothing from outside of the page.
};

/// A complete document in English that loads nothing (no file, font or address), which a Content-Security-Policy
/// enforces. Light or dark according to the reader's system. Neither the style nor the script may contain the beginning
/// of its closing tag; both come from files of this project.
[[nodiscard]] std::string html_page(const HtmlPage& page);

/// Escapes `text` for use between tags and in quoted attributes. A carriage return becomes a character reference, because
/// HTML would read it as a line feed. NUL, which HTML cannot represent, becomes U+2400, and each ill-formed part U+FFFD.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace tokmill::cli::output
