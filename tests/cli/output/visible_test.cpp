#include "output/visible.hpp"

#include <doctest/doctest.h>

using namespace tokmill::cli::output;

TEST_CASE("visible: white space and control characters are replaced") {
  CHECK(visible("a b\tc\n") == "a·b→c⏎");
  CHECK(visible("\r\x1B[31m\x7F") == "␍␛[31m␡");
  CHECK(visible(std::string_view("\0", 1)) == "␀");
  CHECK(visible("\u009B") == "\\u{9B}");
  CHECK(visible("\u200D\u00A0\u202E") == "\\u{200D}\\u{A0}\\u{202E}");
  CHECK(visible("né 你") == "né·你");
}

TEST_CASE("visible_line: blanks and joiners stay between other characters") {
  CHECK(visible_line("  a  b\tc \r\n") == "a  b→c");
  CHECK(visible_line("👩\u200D👧 \u202E\x1B") == "👩\u200D👧 \\u{202E}␛");
  CHECK(visible_line("\t \n") == "→·⏎");
  CHECK(visible_line("\xFF x").starts_with("\\xFF x"));
  CHECK(visible_line("").empty());
}

TEST_CASE("visible: ill-formed bytes are escaped, and a leading mark follows a circle") {
  CHECK(visible("\xE4\xBD") == "\\xE4\\xBD");
  CHECK(visible(" \xF0\x9F") == "·\\xF0\\x9F");
  CHECK(visible("\u0301a\u0301") == "◌\u0301a\u0301");
  CHECK(text_or_escapes("a \n") == "a \n");
  CHECK(text_or_escapes(" \xF0") == "\\x20\\xF0");
  CHECK(hexadecimal("\xE4 ") == "e420");
  CHECK(hexadecimal("\xE4 ", " ") == "e4 20");
}

TEST_CASE("visible: joiners remain in whole graphemes") {
  CHECK(visible_graphemes(" \U0001F469\u200D\U0001F467\uFE0F\n") == "·\U0001F469\u200D\U0001F467\uFE0F⏎");
  CHECK(visible_graphemes("\xE4\u202E\u0301") == "\\xE4\\u{202E}\u0301");
  CHECK(visible_graphemes("\u0301") == "◌\u0301");
}
