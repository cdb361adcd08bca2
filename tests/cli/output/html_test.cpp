#include "output/html.hpp"

#include <doctest/doctest.h>

using tokmill::cli::output::html_page;
using tokmill::cli::output::html_text;

TEST_CASE("html: text is escaped for use between tags and in attributes") {
  CHECK(html_text("a <b> & \"c\" 'd'") == "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
  CHECK(html_text("né 你\n\t") == "né 你\n\t");
  CHECK(html_text("\r\n") == "&#13;\n");
  CHECK(html_text(std::string_view("a\0b", 3)) ==
        "a\xE2\x90\x80"
        "b");
}

TEST_CASE("html: a page is complete and loads nothing") {
  const std::string page = html_page({"Tokens of <x>", "p { color: red }", "<p>body</p>\n", "let a = 1;\n"});
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(page.ends_with("</html>\n"));
  CHECK(page.find("<title>Tokens of &lt;x&gt;</title>") != page.npos);
  CHECK(page.find("<h1>Tokens of &lt;x&gt;</h1>") != page.npos);
  CHECK(page.find("p { color: red }") < page.find("</style>"));
  CHECK(page.find("<script>\nlet a = 1;\n</script>") != page.npos);
  CHECK(page.find("prefers-color-scheme") != page.npos);
  CHECK(page.find("default-src 'none'") != page.npos);
  for (const char* loading : {"//", "url(", "@import", "src=", "href="}) {
    CAPTURE(loading);
    CHECK(page.find(loading) == page.npos);
  }
  CHECK(html_page({"t", "", "", ""}).find("<script>") == std::string::npos);
}
