#include "json_document.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::import;

TEST_CASE("numbers keep their digits") {
  const Result<JsonValue> value = parse_json("[2.50e-06, 1, -3, 123456789012345678901234567890, 0.1]");
  REQUIRE(value);
  REQUIRE(value->elements.size() == 5);
  CHECK(value->elements[0].text == "2.50e-06");
  CHECK(value->elements[1].text == "1");
  CHECK(value->elements[2].text == "-3");
  CHECK(value->elements[3].text == "123456789012345678901234567890");
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
  CHECK(parse_json("[1] 2").error().code == ErrorCode::malformed_request);
  CHECK(parse_json(std::string(256, '[') + std::string(256, ']')));
  CHECK_FALSE(parse_json(std::string(257, '[') + std::string(257, ']')));
  CHECK_FALSE(parse_json(std::string(1000000, '[')));
}

TEST_CASE("bytes that are not UTF-8 are U+FFFD") {
  const Result<JsonValue> value = parse_json("\"a\xFFz\"");
  REQUIRE(value);
  CHECK(value->text == "a\xEF\xBF\xBDz");
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
