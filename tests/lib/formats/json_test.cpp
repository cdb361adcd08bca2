#include "tokmill/formats/json.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::formats;

TEST_CASE("numbers keep their digits") {
  const Result<JsonValue> value = parse_json("[2.50e-06, 1, -3, 123456789012345678901234567890, 0.1]");
  REQUIRE(value);
  REQUIRE(value->elements.size() == 5);
  CHECK(value->elements[0].text == "2.50e-06");
  CHECK(value->elements[1].text == "1");
  CHECK(value->elements[2].text == "-3");
  CHECK(value->elements[3].text == "123456789012345678901234567890");
}

TEST_CASE("numbers follow JSON's grammar and may exceed the range of a double") {
  CHECK(parse_json("1e999")->text == "1e999");
  CHECK(parse_json("-0.0E+00")->text == "-0.0E+00");
  for (const char* text : {"01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "NaN"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
}

TEST_CASE("strings: all escapes, and characters that must be escaped") {
  CHECK(parse_json(R"("\"\\\/\b\f\n\r\t\u00e9\u4E2D")")->text == "\"\\/\b\f\n\r\t\xC3\xA9\xE4\xB8\xAD");
  CHECK(parse_json("\"long enough for several words at once, \xC3\xA9 among them\""));
  // The reader looks at eight bytes at a time; a control character or quote is found at each position.
  for (std::size_t at = 0; at < 16; ++at) {
    std::string text = R"("xxxxxxxxxxxxxxxx")";
    text[1 + at] = '\x1F';
    CHECK(parse_json(text).error().position == 1 + at);
    text[1 + at] = '"';
    CHECK(parse_json(text).error().position == 2 + at);
  }
  CHECK(parse_json("\"abc").error().position == 4);
  CHECK(parse_json(R"("\x")").error().position == 2);
  CHECK(parse_json(R"("\u12G4")").error().position == 5);
}

TEST_CASE("a byte order mark and white space are skipped") {
  CHECK(parse_json("\xEF\xBB\xBF { \"a\" : [ 1 , 2 ] }\r\n\t")->find("a")->elements.size() == 2);
  CHECK_FALSE(parse_json("\xEF\xBB\xBF"));
}

TEST_CASE("find() returns the last member of a name, and null for a JSON null") {
  const Result<JsonValue> value = parse_json(R"({"a": 1, "b": null, "a": {"c": true}})");
  REQUIRE(value);
  REQUIRE(value->find("a") != nullptr);
  CHECK(value->find("a")->find("c")->boolean);
  CHECK(value->find("b") == nullptr);
  CHECK(value->find("z") == nullptr);
}

TEST_CASE("invalid and too deeply nested documents are rejected") {
  CHECK(parse_json("").error().code == ErrorCode::malformed_request);
  CHECK(parse_json("{\"a\": }").error().position == 6);
  for (const char* text : {"[1,]", "{,}", "{\"a\" 1}", "{a: 1}", "[1 2]", "tru", "nulls", "]", "\"a\" \"b\""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
  CHECK(parse_json("[1] 2").error().code == ErrorCode::malformed_request);
  CHECK(parse_json(std::string(256, '[') + std::string(256, ']')));
  CHECK_FALSE(parse_json(std::string(257, '[') + std::string(257, ']')));
  CHECK_FALSE(parse_json(std::string(1000000, '[')));
}

TEST_CASE("errors give the position and the reason") {
  const auto check = [](std::string_view text, std::size_t position, const std::string& reason) {
    CAPTURE(text);
    const Result<JsonValue> value = parse_json(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::malformed_request);
    CHECK(value.error().position == position);
    CHECK(value.error().message == "invalid JSON at byte " + std::to_string(position) + ": " + reason);
  };
  for (const std::string_view text : {"", " ", "{", "[", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
                                      "\"a", "\"\\", "\"\\u12", "-", "1.", "1e", "1e+", "tru", "n", "\xEF\xBB\xBF"}) {
    check(text, text.size(), "unexpected end of input");
  }
  check("?", 0, "expected a value");
  check("[1,]", 3, "expected a value");
  check("{\"a\": }", 6, "expected a value");
  check("+1", 0, "expected a value");
  check("nope", 1, "expected true, false or null");
  check("-x", 1, "expected a digit");
  check("1.e5", 2, "expected a digit");
  check("1e+x", 3, "expected a digit");
  check("01", 1, "expected end of input");
  check("nulls", 4, "expected end of input");
  check("[1 2]", 3, "expected ',' or ']'");
  check("[1}", 2, "expected ',' or ']'");
  check("{\"a\": 1 \"b\": 2}", 8, "expected ',' or '}'");
  check("{\"a\" 1}", 5, "expected ':'");
  check("{a: 1}", 1, "expected a member name");
  check("{\"a\": 1,}", 8, "expected a member name");
  check("\"a\nb\"", 2, "unescaped control character");
  check(R"("\x")", 2, "unknown escape sequence");
  check(R"("\u12G4")", 5, "expected a hexadecimal digit");
  check(R"("\ud800\u12G4")", 11, "expected a hexadecimal digit");
  check(std::string(1000, '['), 256, "nested deeper than 256 levels");
}

TEST_CASE("ill-formed UTF-8 becomes U+FFFD") {
  const Result<JsonValue> value = parse_json("\"a\xFFz\"");
  REQUIRE(value);
  CHECK(value->text == "a\xEF\xBF\xBDz");
  CHECK(parse_json("[\"\xFF\xFF\", ?]").error().position == 7);  // an offset into the original text
}

TEST_CASE("locations are JSON pointers") {
  const JsonPointer root;
  CHECK(root.text() == "(document)");
  const JsonPointer model = root.member("a/b~c");
  const JsonPointer list = model.member("");
  CHECK(model.text() == "/a~1b~0c");
  CHECK(list.element(12).text() == "/a~1b~0c//12");
}

TEST_CASE("lone surrogates become U+FFFD, and pairs are decoded") {
  const Result<JsonValue> value =
      parse_json(R"(["\ud800", "\udc00x", "\ud83d\ude00", "\\ud800", "\ud800\ud83d\ude00"])");
  REQUIRE(value);
  CHECK(value->elements[0].text == "\xEF\xBF\xBD");
  CHECK(value->elements[1].text == "\xEF\xBF\xBDx");
  CHECK(value->elements[2].text == "\xF0\x9F\x98\x80");
  CHECK(value->elements[3].text == "\\ud800");
  CHECK(value->elements[4].text == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}
