#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// What makes one page different from another.
struct HtmlPage {
  std::string title;        ///< Plain text: the <title>, and the heading at the top.
  std::string_view style;   ///< CSS that goes behind the common one (page.css), whose colours it may use.
  std::string body;         ///< HTML, which stands in <main> below the heading.
  std::string_view script;  ///< JavaScript that runs when the body is there; none where empty.
};

/// A whole document in English that loads nothing: no address, no file, no font; a policy in its head has the
/// browser hold it to that. Light or dark as the reader's system is. Neither the style nor the script may
/// hold the beginning of the tag that closes it; both come from files of this project.
[[nodiscard]] std::string html_page(const HtmlPage& page);

/// `text` so that it stands for itself between tags and in a quoted attribute. A carriage return is kept,
/// which HTML would read as the end of a line. NUL, which HTML has no way to write, is shown as U+2400. The
/// text must be UTF-8.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace tokmill::cli::output
