#include "chat/compact_json.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tokmill/formats/json.hpp"

using namespace tokmill;

namespace {

std::string compact(const std::string& json) { return chat::compact_json(formats::parse_json(json)->root()); }
std::string schema(const std::string& json) { return chat::compact_schema(formats::parse_json(json)->root()); }

}  // namespace

TEST_CASE("compact JSON has no white space and keeps the digits of numbers") {
  CHECK(compact(R"( { "a" : [ 1.50, true, null, "\u00e9\n" ], "b" : { } } )") ==
        R"({"a":[1.50,true,null,"é\n"],"b":{}})");
  CHECK(compact(R"({"required": 1})") == R"({"required":1})");
}

TEST_CASE("a schema loses three keywords at any depth, but no property of such a name") {
  CHECK(schema(R"({"$schema": "s", "type": "object", "required": ["required"], "additionalProperties": false,
                   "properties": {"required": {"type": "array", "items": {"required": [], "type": "object"}}},
                   "$defs": {"additionalProperties": {"$schema": "s", "type": "string"}}})") ==
        R"({"type":"object","properties":{"required":{"type":"array","items":{"type":"object"}}},)"
        R"("$defs":{"additionalProperties":{"type":"string"}}})");
}
