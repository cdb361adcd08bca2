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
