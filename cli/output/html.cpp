#include "output/html.hpp"

#include "embedded/output/page.css.hpp"
#include "output/format.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::output {
std::string html_text(std::string_view text) {
  if (find_ill_formed(text)) return html_text(replace_ill_formed(text));
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case '\r':
        escaped += "&#13;";
        break;
      case '\0':
        escaped += "\xE2\x90\x80";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string html_page(const HtmlPage& page) {
  const std::string title = html_text(page.title);
  std::string html = output::format(
      "<!DOCTYPE html>\n"
      "<html lang=\"en\">\n"
      "<head>\n"
      "<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{}</title>\n"
      "<style>\n{}{}</style>\n"
      "</head>\n"
      "<body>\n"
      "<main>\n"
      "<h1>{}</h1>\n",
      page.policy, title, embedded::output_page_css, page.style, title);
  html += page.body;
  html += "</main>\n";
  if (!page.script.empty()) html += output::format("<script>\n{}</script>\n", page.script);
  return html + "</body>\n</html>\n";
}

}  // namespace tokmill::cli::output
