#include "tokmill/formats/json.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::formats;
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

TEST_CASE("a number has the form of JSON, and may be larger than any double") {
  CHECK(parse_json("1e999")->text == "1e999");
  CHECK(parse_json("-0.0E+00")->text == "-0.0E+00");
  for (const char* text : {"01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "NaN"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
}

TEST_CASE("strings: every escape, and what must be one") {
  CHECK(parse_json(R"("\"\\\/\b\f\n\r\t\u00e9\u4E2D")")->text == "\"\\/\b\f\n\r\t\xC3\xA9\xE4\xB8\xAD");
  CHECK(parse_json("\"long enough for several words at once, \xC3\xA9 among them\""));
  // A control character is refused wherever among eight bytes it stands, and so is an end that does not come.
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

TEST_CASE("a byte order mark may stand first, and blanks around everything") {
  CHECK(parse_json("\xEF\xBB\xBF { \"a\" : [ 1 , 2 ] }\r\n\t")->find("a")->elements.size() == 2);
  CHECK_FALSE(parse_json("\xEF\xBB\xBF"));
}

TEST_CASE("members are found, the last of the same name, and null is none") {
  const Result<JsonValue> value = parse_json(R"({"a": 1, "b": null, "a": {"c": true}})");
  REQUIRE(value);
  REQUIRE(value->find("a") != nullptr);
  CHECK(value->find("a")->find("c")->boolean);
  CHECK(value->find("b") == nullptr);
  CHECK(value->find("z") == nullptr);
}

TEST_CASE("broken and bottomless documents are refused") {
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

TEST_CASE("bytes that are not UTF-8 are U+FFFD") {
  const Result<JsonValue> value = parse_json("\"a\xFFz\"");
  REQUIRE(value);
  CHECK(value->text == "a\xEF\xBF\xBDz");
  CHECK(parse_json("[\"\xFF\xFF\", ?]").error().position == 7);  // a place in the text as it was given
}

TEST_CASE("a place is a JSON pointer") {
  const JsonPointer root;
  CHECK(root.text() == "(document)");
  const JsonPointer model = root.member("a/b~c");
  const JsonPointer list = model.member("");
  CHECK(model.text() == "/a~1b~0c");
  CHECK(list.element(12).text() == "/a~1b~0c//12");
}

TEST_CASE("lone surrogates are U+FFFD, and pairs are what they stand for") {
  const Result<JsonValue> value =
      parse_json(R"(["\ud800", "\udc00x", "\ud83d\ude00", "\\ud800", "\ud800\ud83d\ude00"])");
  REQUIRE(value);
  CHECK(value->elements[0].text == "\xEF\xBF\xBD");
  CHECK(value->elements[1].text == "\xEF\xBF\xBDx");
  CHECK(value->elements[2].text == "\xF0\x9F\x98\x80");
  CHECK(value->elements[3].text == "\\ud800");
  CHECK(value->elements[4].text == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}
