#include "output/svg.hpp"

#include <doctest/doctest.h>

using tokmill::cli::output::Svg;
using tokmill::cli::output::xml_text;

TEST_CASE("svg: text is escaped, and XML can represent it") {
  CHECK(xml_text("a <b> & \"c\" 'd'") == "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
  CHECK(xml_text("né 你\n\t\r") == "né 你\n\t&#13;");
  CHECK(xml_text(std::string_view("\0\x01\x1B\x7F", 4)) == "␀␁␛\x7F");
  CHECK(xml_text("a\uFFFE\uFFFF\xFF\xE4\xBD") == "a\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("svg: the width of a text") {
  CHECK(Svg::text_width("") == 0);
  CHECK(Svg::text_width("abc", 10) == doctest::Approx(18));
  CHECK(Svg::text_width("你好", 10) == doctest::Approx(20));
  CHECK(Svg::text_width("e\u0301", 10) == doctest::Approx(6));
  CHECK(Svg::text_width("\U0001F600", 10) == doctest::Approx(12));
  CHECK(Svg::columns(60, 10) == 10);
  CHECK(Svg::columns(59, 10) == 9);
  CHECK(Svg::columns(-1, 10) == 0);
}

TEST_CASE("svg: a picture is complete and loads nothing") {
  Svg svg;
  svg.text("a<b", {1.25, 2, "small end"});
  svg.text("\u0301", {0, 0});  // without a width
  svg.text("שלום", {5, 6, "middle", true});
  svg.text("", {7, 8});
  svg.box(1, 2, 3.04, 4, "odd");
  svg.box(90, 0, 9.5, 1, "odd");
  svg.line(0, 0, 10, 0, "guide");
  const std::string picture = svg.document("T & t", "D <d>", 50);
  CHECK(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tokmill\" role=\"img\" width=\"140\" "
                            "height=\"90\" viewBox=\"0 0 140 90\">\n"));
  CHECK(picture.ends_with("</g>\n</svg>\n"));
  for (const char* part :
       {"<title>T &amp; t</title>", "<desc>D &lt;d&gt;</desc>", "prefers-color-scheme: dark",
        "<text x=\"1.3\" y=\"2\" class=\"small end\" textLength=\"21.6\" lengthAdjust=\"spacingAndGlyphs\">a&lt;b</text>",
        "<text x=\"0\" y=\"0\">\u0301</text>",
        "<text x=\"5\" y=\"6\" class=\"middle\" direction=\"rtl\" textLength=\"38.4\"",
        "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" class=\"odd\"/>",
        "<line x1=\"0\" y1=\"0\" x2=\"10\" y2=\"0\" class=\"guide\"/>"}) {
    CAPTURE(part);
    CHECK(picture.find(part) != picture.npos);
  }
  CHECK(picture.find("x=\"7\"") == picture.npos);
  for (const char* loading : {"url(", "@import", "href", "<script", "<image", "var("}) {
    CAPTURE(loading);
    CHECK(picture.find(loading) == picture.npos);
  }
}

TEST_CASE("svg: a paragraph is broken into lines that fit") {
  Svg svg;
  CHECK(svg.paragraph("one two three", 0, 0, 7.2 * 8) == 2 * Svg::small_line);
  CHECK(svg.paragraph("abcdefghijkl", 0, 0, 7.2 * 8) == Svg::small_line);
  const std::string picture = svg.document("", "", 100);
  for (const char* line : {">one two<", ">three<", ">abcdefg…<"}) CHECK(picture.find(line) != picture.npos);
}
