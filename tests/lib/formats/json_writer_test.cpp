#include "tokmill/formats/json_writer.hpp"

#include <doctest/doctest.h>

#include <limits>

using tokmill::formats::json_string;
using tokmill::formats::JsonWriter;

TEST_CASE("json_writer: strings are escaped as JSON requires") {
  CHECK(json_string("") == R"("")");
  CHECK(json_string("a\"b\\c/") == R"("a\"b\\c/")");
  CHECK(json_string("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(json_string(std::string_view("\0\x1F\x7F", 3)) == "\"\\u0000\\u001f\x7F\"");
  CHECK(json_string("é漢🙂") == "\"é漢🙂\"");
}

TEST_CASE("json_writer: each maximal ill-formed part becomes U+FFFD") {
  CHECK(json_string("a\xE6\xBC" "b\xFF") == "\"a\uFFFDb\uFFFD\"");
}

TEST_CASE("json_writer: commas separate values and members") {
  JsonWriter json;
  json.begin_object().member("tokens", 3).key("ids").begin_array().value(1).value(2).end_array();
  json.member("text", "x").key("none").begin_object().end_object().member("last", true).end_object();
  CHECK(json.text() == R"({"tokens":3,"ids":[1,2],"text":"x","none":{},"last":true})");
}

TEST_CASE("json_writer: numbers, null and optional values") {
  JsonWriter json;
  json.begin_array().value(-1).value(std::numeric_limits<std::uint64_t>::max()).value(0.1).value(2.0);
  json.value(std::numeric_limits<double>::infinity()).value(std::optional<int>()).value(std::optional<int>(7));
  json.value(std::nullopt).raw("1.250").end_array();
  CHECK(json.text() == "[-1,18446744073709551615,0.1,2,null,null,7,null,1.250]");
}

TEST_CASE("json_writer: a line break follows the comma") {
  JsonWriter json;
  json.begin_array().value(1).line_break().value(2).line_break().begin_object().end_object().end_array();
  CHECK(json.text() == "[1,\n2,\n{}]");
}
